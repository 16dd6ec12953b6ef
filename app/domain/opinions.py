"""Opinions (审查意见) from the templates of a plan kit. Pure; usecases, ui and services may call.

A template is the kit's text with ``{name}`` placeholders from PLACEHOLDERS and nothing else: no format
specifications, no attributes. Values are put in as they are; braces in them mean nothing.
"""

from collections.abc import Mapping
from datetime import date
from string import Formatter

from app.domain.errors import RuleError
from app.domain.organisation import Role

EMPLOYER_PASS = "employer_pass"
"""Seed A's sentence (A4.6)."""
EMPLOYER_PASS_AFTER_OBJECTION = "employer_pass_after_objection"
"""The same where objections came in and were settled: it must not say 无异议."""

LEVEL_PASS: Mapping[Role, str] = {
    Role.ACCEPTANCE: "acceptance_pass",
    Role.HR_BUREAU: "hr_bureau_pass",
    Role.COMMITTEE: "committee_pass",
}
"""What the levels above propose with their 通过: wording of ours, kept as data of the kit [I]."""

_OF_A_LEVEL = frozenset({"name", "title", "unit"})
PLACEHOLDERS: Mapping[str, frozenset[str]] = {
    EMPLOYER_PASS: frozenset({"name", "title", "period", "place", "days"}),
    EMPLOYER_PASS_AFTER_OBJECTION: frozenset({"name", "title", "period", "place", "days", "objections"}),
    **dict.fromkeys(LEVEL_PASS.values(), _OF_A_LEVEL),
}
"""Every template a kit must have, with the placeholders that may occur in it."""


def find_placeholders(template: str) -> frozenset[str]:
    """Names in braces. Raises RuleError("O-501") for anything but plain names (unbalanced braces, ``{a.b}``, ``{a:>3}``)."""
    try:
        parts = list(Formatter().parse(template))
    except ValueError:
        raise RuleError("O-501", template=template) from None
    names = [(name, spec, conversion) for _, name, spec, conversion in parts if name is not None]
    if any(spec or conversion or not name.isidentifier() for name, spec, conversion in names):
        raise RuleError("O-501", template=template)
    return frozenset(name for name, _, _ in names)


def fill_template(template: str, values: Mapping[str, object]) -> str:
    """Put the values in. Raises RuleError("O-502", missing=…) when one is not given."""
    missing = find_placeholders(template) - values.keys()
    if missing:
        raise RuleError("O-502", missing=tuple(sorted(missing)))
    return "".join(
        literal + (str(values[name]) if name is not None else "")
        for literal, name, _, _ in Formatter().parse(template)
    )


def render_pass_opinion(
    templates: Mapping[str, str],
    *,
    name: str,
    title: str,
    start: date,
    end: date,
    place: str,
    working_days: int,
    objections: int = 0,
    unit_name: str = "",
) -> str:
    """The employer's opinion for one person of a completed publicity (A4.6), as a proposal the person may edit.

    ``title``: the kit's opinion_title. ``place``: where it hung; the unit's own name in front is dropped because
    the sentence says 在单位. ``objections``: how many came in for this person, all settled.
    """
    template = templates[EMPLOYER_PASS_AFTER_OBJECTION if objections else EMPLOYER_PASS]
    return fill_template(
        template,
        {
            "name": name,
            "title": title,
            "period": render_period(start, end),
            "place": place_in_unit(place, unit_name),
            "days": working_days,
            "objections": objections,
        },
    )


def render_level_opinion(
    templates: Mapping[str, str], level: Role, *, name: str, title: str, unit_name: str
) -> str:
    """What a level above the employer may say with its 通过; "" where the kit proposes nothing."""
    template = templates.get(LEVEL_PASS.get(level, ""), "")
    return fill_template(template, {"name": name, "title": title, "unit": unit_name})


def render_period(start: date, end: date) -> str:
    """XX月XX日至XX日, two digits each as the seed's form shows.

    The end carries its month where it differs, both carry the year where it changes (DOMAIN facts §6).
    """
    if start.year != end.year:
        return f"{_year_month_day(start)}至{_year_month_day(end)}"
    last = f"{end.day:02}日" if start.month == end.month else _month_day(end)
    return f"{_month_day(start)}至{last}"


def place_in_unit(place: str, unit_name: str = "") -> str:
    """一楼公告栏 from 示例建设工程有限公司一楼公告栏, 本单位一楼公告栏 or 单位一楼公告栏; alone they stay as they are."""
    place = place.strip()
    for prefix in filter(None, (unit_name.strip(), "本单位", "单位")):
        if place.startswith(prefix) and place != prefix:
            return place.removeprefix(prefix).strip()
    return place


def _month_day(day: date) -> str:
    return f"{day.month:02}月{day.day:02}日"


def _year_month_day(day: date) -> str:
    return f"{day.year}年{_month_day(day)}"
