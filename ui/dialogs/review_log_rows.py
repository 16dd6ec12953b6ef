"""Lines of 审核日志 / 审查日志 as rows of the timeline: words, icons, chips (picture 19). No widgets.

Waits and periods between the lines are ``review_log_times``.
"""

from collections.abc import Sequence
from datetime import date

from app.ports.queries import LogLine
from ui.dialogs.review_log_times import BEGUN, HANDED_IN, MOMENT, PUBLICITY_OVER, plain_act
from ui.texts.dates import format_minute, format_short_day, local
from ui.texts.log_acts import state_of_act, word_of_act
from ui.texts.record_words import say_record
from ui.texts.translate import fill, translate
from ui.texts.words import word
from ui.widgets.log_rows import LogEntry

ALL, VERDICTS, PUBLICITY, ROAD, LOOKS = "all", "verdicts", "publicity", "road", "looks"

_VERDICTS = frozenset(
    {
        *("confirm", "resume_publicity", "pass", "return", "fail", "reopen", "withdraw", "give_up"),
        *("request_reopen", "accept_standing", "sync_conflict", "sync_refused"),
        *(
            "meeting_pass",
            "meeting_fail",
            "reconvene",
            "endorse",
            "endorse_last",
            "send_back",
            "refuse_forms",
        ),
    }
)
_ROAD = frozenset(
    {
        *("record_payment", "extend_payment", "form_step", "receive_forms", "give_forms", "report"),
        *("record_document", "record_certificate"),
    }
)

_ICONS = {
    "save": "send",
    "submit": "send",
    "start": "file-plus-2",
    "take_back": "rotate-ccw",
    "confirm": "check",
    "resume_publicity": "check",
    "pass": "check",
    "return": "undo-2",
    "fail": "x",
    "reopen": "lock-open",
    "request_reopen": "message-square-warning",
    "give_up": "x",
    "withdraw": "rotate-ccw",
    "add_evidence": "paperclip",
    "record_payment": "wallet",
    "extend_payment": "calendar-clock",
    "form_step": "stamp",
    "receive_forms": "file-down",
    "refuse_forms": "undo-2",
    "give_forms": "user",
    "meeting_pass": "gavel",
    "meeting_fail": "gavel",
    "reconvene": "rotate-ccw",
    "report": "send",
    "endorse": "check",
    "endorse_last": "check",
    "send_back": "undo-2",
    "conclude_publicity": "calendar-check",
    "publicity_over": "calendar-check",
    "record_document": "file-text",
    "record_certificate": "file-text",
    "objection_record": "message-square-warning",
    "objection_resolve": "message-square-text",
    "object": "message-square-warning",
    "publicity_export": "file-down",
    "publicity_add_evidence": "image",
    "declaration_package": "file-down",
    "decision_entered": "monitor",
    "decision_not_entered": "monitor",
    "accept_standing": "check",
    "sync_conflict": "equal-not",
    "sync_refused": "circle-alert",
    "look": "eye",
    "reveal": "eye",
}


def kind_of(line: LogLine) -> str:
    """The chip a line stands under beside 全部: verdicts, publicity, acts of the road, looks, or "" for the rest."""
    act = plain_act(line)
    if line.minor or act in ("look", "reveal"):
        return LOOKS
    if act in _VERDICTS:
        return VERDICTS
    if act in _ROAD:
        return ROAD
    return PUBLICITY if "publicity" in act or "object" in act else ""


def choose_lines(lines: Sequence[LogLine], kind: str) -> list[LogLine]:
    """The lines of one chip, order kept."""
    return [line for line in lines if kind in (ALL, kind_of(line))]


def make_entry(line: LogLine, today: date) -> LogEntry:
    """One act. Acts that move the dossier to somebody else have a filled disc; one that no longer stands is muted."""
    act = plain_act(line)
    state = "neutral" if line.withdrawn else state_of_act(line.act)
    moves = act in HANDED_IN or act in BEGUN
    time = f"{format_short_day(line.at, today)} {local(line.at):%H:%M}"
    if act == PUBLICITY_OVER:
        # The last moment of the last day, not the first of the next.
        time = f"{format_short_day(line.at - MOMENT, today)} 24:00"
    again = act == "submit" and (line.submit_no or 1) > 1
    return LogEntry(
        time=time,
        icon=_ICONS.get(act, "megaphone" if "publicity" in act else "info"),
        title=translate("log", "重新提交") if again else word_of_act(line.act),
        meta="　".join(part for part in (line.who, _office(line)) if part),
        text="　".join(" ".join(part.split()) for part in _tell(line)),
        right="　".join(_say_right(line)),
        tone="accent" if moves else ("pending" if state == "neutral" else state),
        filled=moves,
    )


def write_out(lines: Sequence[LogLine]) -> str:
    """The log as plain text, one act a paragraph, for 复制文字."""
    parts = []
    for line in lines:
        head = "　".join(
            part for part in (format_minute(line.at), word_of_act(line.act), line.who, _office(line)) if part
        )
        parts.append("\n".join([head, *_tell(line)]))
    return "\n".join(parts)


def _tell(line: LogLine) -> list[str]:
    """What was recorded, written and attached."""
    # The text of a publicity's begin is its record in short.
    recorded = "" if plain_act(line) in BEGUN else say_record(line.record)
    return [part for part in (recorded, line.text, "、".join(line.files)) if part]


def _say_right(line: LogLine) -> list[str]:
    parts = []
    if line.withdrawn:
        parts.append(translate("log", "已收回"))
    if line.entered_at is not None:
        parts.append(translate("log", "省平台已录入"))
    elif line.to_enter:
        parts.append(translate("log", "省平台未录入"))
    if line.submit_no:
        parts.append(fill(translate("log", "第 {no} 次提交"), {"no": str(line.submit_no)}))
    return parts


def _office(line: LogLine) -> str:
    return line.unit or (word(line.role) if line.role is not None else "")
