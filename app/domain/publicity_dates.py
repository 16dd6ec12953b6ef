"""Whether the dates of a publicity hold (A4.4; DOMAIN facts §6). Pure; usecases and the publicity desk call it."""

from dataclasses import dataclass
from datetime import date

from app.domain.errors import RuleError
from app.domain.plan import CalendarRule
from app.domain.publicity import EndRule
from app.domain.working_days import NotPublishedError, PublicityEnds, WorkingDayCalendar


@dataclass(frozen=True, slots=True)
class DatesVerdict:
    """``early``: the end lies between the ends of the two rules, so a stricter reader may object (flag only)."""

    ends: PublicityEnds
    early: bool


def binding_rule(kit_rule: CalendarRule, chosen: EndRule) -> EndRule:
    """The rule that binds: the kit's where it decides, else the person's."""
    if chosen is EndRule.STATED or kit_rule.start_counts is None:
        return chosen
    return EndRule.START_COUNTED if kit_rule.start_counts else EndRule.START_EXCLUDED


def check_dates(
    calendar: WorkingDayCalendar,
    kit_rule: CalendarRule,
    *,
    start: date,
    end: date,
    rule: EndRule,
    source: str = "",
    reason: str = "",
) -> DatesVerdict:
    """Check the dates of a publicity that runs from ``start`` to ``end`` (both inclusive).

    Raises RuleError: P-101 end before start; P-102 end earlier than the binding rule's (params ``needed``);
    P-103 the year is 尚未公布, so the end must be stated with source and reason (params ``year``);
    P-104 stated although the year is published (params ``needed``); P-105 stated without source or reason;
    P-112 stated earlier than can be, whatever is announced (params ``needed``).
    """
    if end < start:
        raise RuleError("P-101")
    ends = calendar.both_ends(start, kit_rule.working_days)
    binding = binding_rule(kit_rule, rule)
    if binding is EndRule.STATED:
        if ends.start_excluded is not None:
            raise RuleError("P-104", needed=ends.start_excluded)
        if not source.strip() or not reason.strip():
            raise RuleError("P-105")
        earliest = calendar.earliest_end(
            start, kit_rule.working_days, start_counts=kit_rule.start_counts is not False
        )
        if end < earliest:
            raise RuleError("P-112", needed=earliest)
        return DatesVerdict(ends, early=False)
    try:
        needed = calendar.publicity_end(
            start, kit_rule.working_days, start_counts=binding is EndRule.START_COUNTED
        )
    except NotPublishedError as unknown:
        raise RuleError("P-103", year=unknown.year) from unknown
    if end < needed:
        raise RuleError("P-102", needed=needed)
    return DatesVerdict(ends, early=ends.start_excluded is None or end < ends.start_excluded)
