"""Dates as certificates write them. Callers: the makers of this package and the dossier builder."""

from datetime import date

_DIGITS = "〇一二三四五六七八九"


def chinese_number(value: int) -> str:
    """Return 1..99 as Chinese numerals: 11 → 十一, 24 → 二十四."""
    tens, ones = divmod(value, 10)
    head = "" if tens == 0 else ("十" if tens == 1 else _DIGITS[tens] + "十")
    return head + (_DIGITS[ones] if ones else "")


def chinese_date(day: date, *, with_day: bool = True) -> str:
    """Return 二〇二四年十一月八日, or without the day."""
    year = "".join(_DIGITS[int(digit)] for digit in f"{day.year:04d}")
    text = f"{year}年{chinese_number(day.month)}月"
    return text + (f"{chinese_number(day.day)}日" if with_day else "")


def plain_date(day: date) -> str:
    """Return 2024年11月8日."""
    return f"{day.year}年{day.month}月{day.day}日"
