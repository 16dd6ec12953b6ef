"""A publicity that is being typed: its dates judged live, before anything is written (A4.4, A4.5; DOMAIN facts §6). Pure.

The rules are ``app.domain.publicity_dates``; the usecase judges the same again when it writes.
"""

from dataclasses import dataclass
from datetime import date

from app.domain.errors import RuleError
from app.domain.plan import CalendarRule
from app.domain.publicity import EndRule
from app.domain.publicity_dates import binding_rule, check_dates
from app.domain.working_days import PublicityEnds, WorkingDayCalendar


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the fields. ``end`` None: the computed one."""

    place: str
    start: date
    rule: EndRule
    end: date | None = None
    source: str = ""
    reason: str = ""
    held_before: bool = False
    body: str = ""
    """Who publishes, where it can be typed (the committee); else the desk's unit."""


@dataclass(frozen=True, slots=True)
class Judged:
    """The dates as they would be written and what is wrong with them (None: nothing)."""

    ends: PublicityEnds
    rule: EndRule
    """The rule that binds, or STATED where the year is 尚未公布 and nothing else is open."""
    computed: date | None
    end: date
    early: bool
    error: RuleError | None


def open_rules(kit_rule: CalendarRule, ends: PublicityEnds) -> tuple[EndRule, ...]:
    """What a person may choose, the default (the later end) first."""
    found = []
    if ends.start_excluded is not None:
        if kit_rule.start_counts is not True:
            found.append(EndRule.START_EXCLUDED)
    else:
        found.append(EndRule.STATED)
    if ends.start_counted is not None and kit_rule.start_counts is not False:
        found.append(EndRule.START_COUNTED)
    if kit_rule.start_counts is True and EndRule.START_COUNTED in found:
        # The kit decides and its end is known: nothing has to be stated.
        return (EndRule.START_COUNTED,)
    return tuple(found)


def judge(typed: Typed, kit_rule: CalendarRule, calendar: WorkingDayCalendar, today: date) -> Judged:
    """The dates under the kit's rule. ``error``: P-101 … P-105, P-108 entered as held although not
    over, P-114 over already and not entered as held."""
    ends = calendar.both_ends(typed.start, kit_rule.working_days)
    choices = open_rules(kit_rule, ends)
    rule = typed.rule if typed.rule in choices else choices[0]
    computed = {
        EndRule.START_EXCLUDED: ends.start_excluded,
        EndRule.START_COUNTED: ends.start_counted,
        EndRule.STATED: None,
    }[rule]
    end = typed.end or computed or ends.start_counted or typed.start
    error: RuleError | None = None
    early = False
    try:
        verdict = check_dates(
            calendar,
            kit_rule,
            start=typed.start,
            end=end,
            rule=rule,
            source=typed.source,
            reason=typed.reason,
        )
        # Where the kit decides there is nothing left to dispute.
        early = verdict.early and kit_rule.start_counts is None
    except RuleError as refused:
        error = refused
    if error is None and typed.held_before and end >= today:
        error = RuleError("P-108", end=end)
    if error is None and not typed.held_before and end < today:
        error = RuleError("P-114", end=end)
    return Judged(ends, binding_rule(kit_rule, rule), computed, end, early, error)
