"""What lies between the lines of a log: publicities that ran out, waits in working days, periods (picture 19). No widgets.

Days of years whose holidays are 尚未公布 are not counted: then nothing is said about them.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from app.domain.typed_values import read_date
from app.domain.waiting import count_waited, end_of
from app.domain.working_days import ONE_DAY, WorkingDayCalendar
from app.ports.queries import LogLine
from ui.texts.dates import local
from ui.texts.translate import fill, translate
from ui.widgets.log_rows import LogSpan

PUBLICITY_OVER = "publicity_over"
"""Nobody's act: the last day of a publicity went by."""
MOMENT = timedelta(seconds=1)
HANDED_IN = frozenset({"save", "submit"})
BEGUN = frozenset({"start_publicity", "publicity_start"})

_CUT = frozenset({"cancel_publicity", "publicity_cancel", "objection_record", "object"})
_OVER = _CUT | {"pass", "conclude_publicity", PUBLICITY_OVER}
_RECEIVED = frozenset({"receive_forms", "give_up", "return"})
_SPANS = (
    (frozenset({"return"}), HANDED_IN, "undo-2", "改正", "returned"),
    (BEGUN, _OVER, "megaphone", "公示", "info"),
    (frozenset({"record_payment"}), _RECEIVED, "file-text", "评审表", "neutral"),
)


def plain_act(line: LogLine) -> str:
    """pass, return, publicity_start … whatever prefix the act carries."""
    return line.act.removeprefix("archive.").removeprefix("declaration.").replace(".", "_")


def add_ends(lines: Sequence[LogLine], today: date) -> list[LogLine]:
    """With 公示期满 for each publicity that ran to its end. ``lines`` newest first."""
    found = list(lines)
    for place, line in enumerate(lines):
        day = read_date(line.record.get("end", "")) if plain_act(line) in BEGUN else None
        if day is None or day >= today:
            continue
        over, cut = end_of(day), _find_later(lines, place, _CUT)
        later = lines[cut] if cut is not None else None
        if line.at < over and (later is None or later.at > over):
            period = fill(translate("log", "{start} 至 {end}"), dict(line.record))
            found.append(LogLine(over, PUBLICITY_OVER, "", None, "", period, submit_no=line.submit_no))
    return sorted(found, key=_moment, reverse=True)


def with_waits(
    lines: Sequence[LogLine], calendar: WorkingDayCalendar | None, now_at: str, today: date
) -> list[LogLine | str]:
    """Lines and between them 等了 3 个工作日; first of all where it is by now (``now_at``) and for how long.

    A publicity that runs is no wait, and looks divide none.
    """
    rows: list[LogLine | str] = []
    newer: LogLine | None = None
    for line in lines:
        if not line.minor and calendar is not None:
            if newer is not None:
                days = count_waited(calendar, _day(line), _day(newer))
                if days and plain_act(line) not in BEGUN:
                    rows.append(fill(translate("log", "等了 {days} 个工作日"), {"days": str(days)}))
            elif now_at:
                rows.insert(0, _say_now(now_at, count_waited(calendar, _day(line), today)))
            newer = line
        rows.append(line)
    return rows


def find_spans(rows: Sequence[LogLine | str]) -> list[LogSpan]:
    """Periods beside the axis: from a return to the next hand-in, from a publicity's begin to what ended it, from the
    payment to the arrival of the paper forms.

    ``rows`` newest first, as they stand; a text is a wait.
    """
    spans: list[LogSpan] = []
    for place, line in enumerate(rows):
        if not isinstance(line, LogLine) or line.withdrawn:
            continue
        for begins, ends, icon, words, state in _SPANS:
            later = _find_later(rows, place, ends) if plain_act(line) in begins else None
            end = rows[later] if later is not None else None
            if later is not None and isinstance(end, LogLine):
                said = (translate("log", words), _days(line.at, end.at))
                spans.append(LogSpan(later, place, icon, said, state))
    return spans


def say_length(lines: Sequence[LogLine], calendar: WorkingDayCalendar | None = None) -> str:
    """共 23 天，13 个工作日 from the first act to the last; empty for fewer than two."""
    if len(lines) < 2:
        return ""
    first, last = _day(lines[-1]), _day(lines[0])
    words = fill(translate("log", "共 {days} 天"), {"days": str((last - first).days + 1)})
    worked = count_waited(calendar, first - ONE_DAY, last) if calendar is not None else None
    if worked is None:
        return words
    return words + fill(translate("log", "，{days} 个工作日"), {"days": str(worked)})


def _say_now(now_at: str, days: int | None) -> str:
    words = (
        translate("log", "现在：{where}，已 {days} 个工作日") if days else translate("log", "现在：{where}")
    )
    return fill(words, {"where": now_at, "days": str(days)})


def _find_later(rows: Sequence[LogLine | str], place: int, acts: frozenset[str]) -> int | None:
    """The next act of these kinds after ``place`` in time; the rows run backwards."""
    for n in range(place - 1, -1, -1):
        row = rows[n]
        if isinstance(row, LogLine) and plain_act(row) in acts and not row.withdrawn:
            return n
    return None


def _days(start: datetime, end: datetime) -> str:
    # A publicity ends with its day, at the first moment of the next.
    days = (local(end - MOMENT).date() - local(start).date()).days
    return fill(translate("log", "{days} 日"), {"days": str(days)}) if days else translate("log", "当日")


def _day(line: LogLine) -> date:
    return local(line.at - MOMENT if line.act == PUBLICITY_OVER else line.at).date()


def _moment(line: LogLine) -> datetime:
    return line.at
