"""Lines of 审核日志 / 审查日志 as rows of the timeline: words, icons, periods of correction and publicity. No widgets."""

from collections.abc import Sequence
from datetime import date, datetime

from app.ports.queries import LogLine
from ui.texts.dates import format_minute, format_short_day, local
from ui.texts.log_acts import state_of_act, word_of_act
from ui.texts.translate import fill, translate
from ui.texts.words import word
from ui.widgets.log_rows import LogEntry, LogSpan

ALL, VERDICTS, PUBLICITY, LOOKS = "all", "verdicts", "publicity", "looks"

_VERDICTS = frozenset({"confirm", "resume_publicity", "pass", "return", "fail", "reopen", "withdraw"})
_HANDED_IN = frozenset({"save", "submit"})
_BEGUN = frozenset({"start_publicity", "publicity_start"})
_OVER = frozenset({"pass", "cancel_publicity", "publicity_cancel", "objection_record", "object"})

_ICONS = {
    "save": "send",
    "submit": "send",
    "confirm": "check",
    "resume_publicity": "check",
    "pass": "check",
    "return": "undo-2",
    "fail": "x",
    "reopen": "lock-open",
    "withdraw": "rotate-ccw",
    "add_evidence": "paperclip",
    "objection_record": "message-square-warning",
    "objection_resolve": "message-square-text",
    "object": "message-square-warning",
    "publicity_export": "file-down",
    "publicity_add_evidence": "image",
    "declaration_package": "file-down",
    "look": "eye",
    "reveal": "eye",
}


def plain_act(line: LogLine) -> str:
    """pass, return, publicity_start … whatever prefix the act carries."""
    return line.act.removeprefix("archive.").removeprefix("declaration.").replace(".", "_")


def kind_of(line: LogLine) -> str:
    """The chip a line stands under beside 全部: verdicts, publicity, looks, or "" for the rest."""
    act = plain_act(line)
    if line.minor or act in ("look", "reveal"):
        return LOOKS
    if act in _VERDICTS:
        return VERDICTS
    return PUBLICITY if "publicity" in act or "object" in act else ""


def choose_lines(lines: Sequence[LogLine], kind: str) -> list[LogLine]:
    """The lines of one chip, order kept."""
    return [line for line in lines if kind in (ALL, kind_of(line))]


def make_entry(line: LogLine, today: date) -> LogEntry:
    """One act. Acts that move the dossier to somebody else have a filled disc."""
    act = plain_act(line)
    state = state_of_act(line.act)
    moves = act in _HANDED_IN or act in _BEGUN
    time = f"{format_short_day(line.at, today)} {local(line.at):%H:%M}"
    submitted = (
        fill(translate("log", "第 {no} 次提交"), {"no": str(line.submit_no)}) if line.submit_no else ""
    )
    return LogEntry(
        time=time,
        icon=_ICONS.get(act, "megaphone" if "publicity" in act else "info"),
        title=word_of_act(line.act),
        meta="　".join(part for part in (line.who, _office(line)) if part),
        text=" ".join(line.text.split()),
        right=submitted,
        tone="accent" if moves else ("pending" if state == "neutral" else state),
        filled=moves,
    )


def find_spans(lines: Sequence[LogLine]) -> list[LogSpan]:
    """Periods beside the axis: from a return to the next hand-in, from a publicity's begin to what ended it.

    ``lines`` newest first, as the rows stand.
    """
    spans: list[LogSpan] = []
    for place, line in enumerate(lines):
        act = plain_act(line)
        if act == "return":
            later = _find_later(lines, place, _HANDED_IN)
            if later is not None:
                words = (translate("log", "改正"), _days(line.at, lines[later].at))
                spans.append(LogSpan(later, place, "undo-2", words, "returned"))
        elif act in _BEGUN:
            later = _find_later(lines, place, _OVER)
            if later is not None:
                words = (translate("log", "公示"), _days(line.at, lines[later].at))
                spans.append(LogSpan(later, place, "megaphone", words, "info"))
    return spans


def write_out(lines: Sequence[LogLine]) -> str:
    """The log as plain text, one act a paragraph, for 复制文字."""
    parts = []
    for line in lines:
        head = "　".join(
            part for part in (format_minute(line.at), word_of_act(line.act), line.who, _office(line)) if part
        )
        parts.append(f"{head}\n{line.text}" if line.text else head)
    return "\n".join(parts)


def say_length(lines: Sequence[LogLine]) -> str:
    """共 23 天 from the first act to the last; empty for fewer than two."""
    if len(lines) < 2:
        return ""
    days = (local(lines[0].at).date() - local(lines[-1].at).date()).days + 1
    return fill(translate("log", "共 {days} 天"), {"days": str(days)})


def _find_later(lines: Sequence[LogLine], place: int, acts: frozenset[str]) -> int | None:
    """The next act of these kinds after ``place`` in time; the lines run backwards."""
    return next((n for n in range(place - 1, -1, -1) if plain_act(lines[n]) in acts), None)


def _days(start: datetime, end: datetime) -> str:
    days = (local(end).date() - local(start).date()).days
    return fill(translate("log", "{days} 日"), {"days": str(days)}) if days else translate("log", "当日")


def _office(line: LogLine) -> str:
    return line.unit or (word(line.role) if line.role is not None else "")
