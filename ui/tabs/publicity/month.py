"""The days of a month as the publicity calendar shows them: both counting rules, holidays by name (LOOK "Calendar"). Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.publicity import EndRule
from app.domain.working_days import ONE_DAY, DayKind, PublicityEnds, WorkingDayCalendar
from ui.texts.translate import fill, translate
from ui.texts.words import word
from ui.widgets import calendar_days as cells

_KINDS: Mapping[DayKind, cells.DayKind] = {
    DayKind.WORKING: cells.DayKind.WORK,
    DayKind.WEEKEND: cells.DayKind.WEEKEND,
    DayKind.HOLIDAY: cells.DayKind.HOLIDAY,
    DayKind.MAKE_UP: cells.DayKind.MAKEUP,
    DayKind.UNKNOWN: cells.DayKind.UNKNOWN,
}


@dataclass(frozen=True, slots=True)
class Period:
    """What the calendar marks. ``ends`` None: the other rule's end is not shown."""

    start: date
    end: date | None
    """None: not known yet (尚未公布, nothing typed)."""
    rule: EndRule
    ends: PublicityEnds | None = None

    @property
    def other_end(self) -> date | None:
        """The end under the rule that was not chosen, when it is another day."""
        if self.ends is None:
            return None
        counted, excluded = self.ends
        other = excluded if self.rule is EndRule.START_COUNTED else counted
        return None if other == self.end else other

    @property
    def other_words(self) -> str:
        """What the dashed frame means; empty when there is none."""
        if self.other_end is None:
            return ""
        counted = self.rule is EndRule.START_COUNTED
        other = EndRule.START_EXCLUDED if counted else EndRule.START_COUNTED
        return fill(translate("publicity", "{rule}时的截止日"), {"rule": word(other)})


def first_of(day: date) -> date:
    return day.replace(day=1)


def shift_month(month: date, by: int) -> date:
    """The first day of the month ``by`` months later."""
    place = month.year * 12 + month.month - 1 + by
    return date(place // 12, place % 12 + 1, 1)


def say_month(month: date) -> str:
    """2026年10月."""
    return f"{month.year}年{month.month}月"


def choose_month(period: Period, today: date) -> date:
    """The month to open with: one whose weeks hold the whole period, else that of today or of its nearer end."""
    end = period.end or period.start
    last, first = first_of(end), first_of(period.start)
    if last - timedelta(days=last.weekday()) <= period.start:
        return last
    if end <= _last_shown(first):
        return first
    return first_of(min(max(today, period.start), end))


def _last_shown(month: date) -> date:
    """The Sunday of the month's last week."""
    last = shift_month(month, 1) - ONE_DAY
    return last + timedelta(days=6 - last.weekday())


def lay_out_month(
    month: date, calendar: WorkingDayCalendar, period: Period | None, today: date
) -> list[cells.CalendarDay]:
    """Whole weeks, Monday first, that hold the month."""
    first = month - timedelta(days=month.weekday())
    weeks = ((_last_shown(month) - first).days + 1) // 7
    counted: Mapping[date, int] = {}
    if period is not None and period.end is not None:
        # Beyond the last year announced nothing is counted, and a period typed absurdly long is not walked through.
        end = min(period.end, period.start + timedelta(days=366))
        counts = period.rule is EndRule.START_COUNTED
        counted = calendar.counted_days(period.start, end, start_counts=counts)
    return [
        _make_day(first + timedelta(days=n), n == 0, calendar, period, counted, today)
        for n in range(weeks * 7)
    ]


def _make_day(
    day: date,
    is_first: bool,
    calendar: WorkingDayCalendar,
    period: Period | None,
    counted: Mapping[date, int],
    today: date,
) -> cells.CalendarDay:
    kind = calendar.kind_of(day)
    caption, marked, frame = _mark(day, period)
    if not caption:
        caption = _say_kind(day, is_first, kind, calendar)
    label = f"{day.month}月{day.day}日" if is_first or day.day == 1 else str(day.day)
    return cells.CalendarDay(day, label, _KINDS[kind], counted.get(day), caption, marked, frame, day == today)


def _mark(day: date, period: Period | None) -> tuple[str, bool, cells.DayFrame]:
    if period is None:
        return "", False, cells.DayFrame.NONE
    if day == period.end:
        # A publicity of one day begins and ends here: the end is what matters.
        frame = cells.DayFrame.SOLID if day == period.start else cells.DayFrame.NONE
        return translate("publicity", "截止日"), True, frame
    if day == period.start:
        words = {
            EndRule.START_COUNTED: translate("publicity", "开始 计入"),
            EndRule.START_EXCLUDED: translate("publicity", "开始 不计"),
        }
        return words.get(period.rule, translate("publicity", "开始")), True, cells.DayFrame.SOLID
    if day == period.other_end:
        return translate("publicity", "或此日止"), True, cells.DayFrame.DASHED
    return "", False, cells.DayFrame.NONE


def _say_kind(day: date, is_first: bool, kind: DayKind, calendar: WorkingDayCalendar) -> str:
    if kind is DayKind.HOLIDAY:
        # Named once, where the run begins; seven times 国庆节 would drown the rest.
        name = calendar.holiday_name(day)
        return name if is_first or calendar.holiday_name(day - ONE_DAY) != name else ""
    if kind is DayKind.MAKE_UP:
        return translate("publicity", "调休上班")
    if kind is DayKind.UNKNOWN and (is_first or day.day == 1 or day.weekday() == 0):
        return translate("publicity", "尚未公布")
    return ""
