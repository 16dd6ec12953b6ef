"""省平台录入: what of a decision is typed into the web platform, which may be the system of record (DOMAIN facts §9). Pure.

Keys and values in the order of typing; the screen words the keys and joins them into the text that is copied.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.decision import Action, Decision
from app.domain.working_days import SHANGHAI

INSIDE_ONLY = frozenset(
    {
        Action.SAVE,
        Action.SUBMIT,
        Action.TAKE_BACK,
        Action.CONFIRM,
        Action.RESUME_PUBLICITY,
        Action.START_PUBLICITY,
        Action.CANCEL_PUBLICITY,
        Action.OBJECT,
        Action.WITHDRAW,
        Action.REQUEST_REOPEN,
        Action.FORM_STEP,
        Action.REFUSE_FORMS,
        Action.RECEIVE_FORMS,
        Action.GIVE_FORMS,
    }
)
"""Steps of this desk or of paper, which the platform does not ask for [I]."""

PLATFORM_ACTS = frozenset(Action) - INSIDE_ONLY
"""Acts that carry 未录入 or 已录入."""

NAME, PLAN, SECTION, ENTRY = "name", "plan", "section", "entry"
VERDICT, DATE, OPINION, NOTICE = "verdict", "date", "opinion", "notice"


@dataclass(frozen=True, slots=True)
class PlatformSubject:
    """Whom and what a decision is about, as the platform names it: a plan, or a section of the archive with its entry."""

    name: str
    plan: str = ""
    section: str = ""
    entry: str = ""


def is_for_platform(decision: Decision) -> bool:
    """Whether it is (or was) to be entered; one that no longer stands is not."""
    return decision.action in PLATFORM_ACTS and not decision.withdrawn


def needs_entering(decision: Decision) -> bool:
    """未录入."""
    return is_for_platform(decision) and decision.entered_at is None


def platform_lines(
    decision: Decision, subject: PlatformSubject, verdict: str, record: Mapping[str, str] | None = None
) -> tuple[tuple[str, str], ...]:
    """(key, value): name, plan or section, verdict, what was recorded, date, opinion or notice; empty ones are left out.

    ``verdict``: the act in words. ``record``: of the decision, as the screen words its values; keys as there.
    """
    shown = decision.record if record is None else record
    lines = (
        (NAME, subject.name),
        (PLAN, subject.plan),
        (SECTION, subject.section),
        (ENTRY, subject.entry),
        (VERDICT, verdict),
        *shown.items(),
        (DATE, decision.at.astimezone(SHANGHAI).date().isoformat()),
        (OPINION, decision.opinion.strip()),
        (NOTICE, decision.notice.strip()),
    )
    return tuple((key, value) for key, value in lines if value)
