"""Dates and times as screens write them (LOOK "Words"): Asia/Shanghai; 2026-11-23, 11-23, 11月23日.

Stored times are aware UTC; every function here takes them as they are.
"""

from datetime import date, datetime, timedelta

from app.domain.working_days import SHANGHAI, DayKind
from ui.texts.translate import translate

_WEEKDAYS = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")

_GREETINGS = ((5, "夜深了"), (11, "上午好"), (13, "中午好"), (18, "下午好"), (23, "晚上好"), (24, "夜深了"))
"""(until this hour, greeting)."""

_DAY_KINDS = {
    DayKind.WORKING: "工作日",
    DayKind.MAKE_UP: "调休上班",
    DayKind.WEEKEND: "休息日",
    DayKind.HOLIDAY: "放假",
    DayKind.UNKNOWN: "放假安排尚未公布",
}


def local(moment: datetime) -> datetime:
    """The moment in Asia/Shanghai."""
    return moment.astimezone(SHANGHAI)


def format_day(day: date | datetime | None) -> str:
    """2026-11-23, for fields and tables; empty for none."""
    return "" if day is None else _day_of(day).isoformat()


def format_short_day(day: date | datetime | None, today: date) -> str:
    """11-23 in rows of this year, 2025-11-23 in rows of another."""
    if day is None:
        return ""
    plain = _day_of(day)
    return f"{plain:%m-%d}" if plain.year == today.year else plain.isoformat()


def format_stamp(moment: datetime | None) -> str:
    """2026-10-08 16:07:20, to the second (A3.19)."""
    return "" if moment is None else f"{local(moment):%Y-%m-%d %H:%M:%S}"


def format_minute(moment: datetime | None) -> str:
    """2026-10-08 16:07."""
    return "" if moment is None else f"{local(moment):%Y-%m-%d %H:%M}"


def format_clock(moment: datetime) -> str:
    """10:32."""
    return f"{local(moment):%H:%M}"


def say_day(day: date | datetime, today: date | None = None) -> str:
    """10月9日 in sentences; with ``today`` a day of another year carries it: 2027年1月4日."""
    plain = _day_of(day)
    text = f"{plain.month}月{plain.day}日"
    return f"{plain.year}年{text}" if today is not None and plain.year != today.year else text


def say_day_and_weekday(day: date | datetime) -> str:
    """10月9日 星期五."""
    return f"{say_day(day)} {say_weekday(day)}"


def say_weekday(day: date | datetime) -> str:
    """星期五."""
    return translate("dates", _WEEKDAYS[_day_of(day).weekday()])


def say_moment(moment: datetime) -> str:
    """10月8日 16:07."""
    return f"{say_day(moment)} {format_clock(moment)}"


def say_day_kind(kind: DayKind) -> str:
    """工作日, 休息日, 调休上班 …"""
    return translate("dates", _DAY_KINDS[kind])


def greet(moment: datetime) -> str:
    """上午好 … by the hour in Asia/Shanghai."""
    hour = local(moment).hour
    return translate("dates", next(words for until, words in _GREETINGS if hour < until))


def say_duration(span: timedelta) -> str:
    """30 秒, 2 分钟, rounded up."""
    seconds = max(1, -(-int(span.total_seconds() * 1000) // 1000))
    if seconds < 120:
        return translate("dates", "{0} 秒").format(seconds)
    return translate("dates", "{0} 分钟").format(-(-seconds // 60))


def _day_of(day: date | datetime) -> date:
    return local(day).date() if isinstance(day, datetime) else day
