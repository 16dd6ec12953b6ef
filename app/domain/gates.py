"""The guards of the workflow table as pure functions: what still stands between a dossier and an act.

Each answers with blockers (code and parameters) so that a disabled button can say why and until when.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Protocol, TypeVar

from app.domain.decision import NOTES, Action, Decision, Defect, standing
from app.domain.declaration import FINAL_STAGES, Declaration, Stage
from app.domain.errors import RuleError
from app.domain.organisation import Actor
from app.domain.paper_forms import next_leg, steps_taken
from app.domain.publicity import STAGES_OF_KIND, Publicity
from app.domain.road import Road, Station
from app.domain.submit_stops import Stop
from app.domain.workflow import Guard, Transition, allowed_actions


@dataclass(frozen=True, slots=True)
class Blocker:
    """One reason why an act is not open. Codes G-1xx; ``ui/texts`` words them."""

    code: str
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GuardFacts:
    """What guards look at. ``publicity`` is the one the declaration names, if any."""

    declaration: Declaration
    publicity: Publicity | None
    today: date
    """In Asia/Shanghai."""
    opinion: str = ""
    """Of a verdict; of an act that asks for one the reason."""
    defects: tuple[Defect, ...] = ()
    archive_reviewed: bool = True
    stops: tuple[Stop, ...] = ()
    """Of the declaration (``app.domain.submit_stops``), for a submit."""
    opened: bool = False
    """The unit has opened it since it was handed in."""
    actor: Actor | None = None
    """Whoever acts; what follows is asked only beyond the employer's review."""
    decisions: tuple[Decision, ...] = ()
    """On this declaration, oldest first."""
    step: str = ""
    """The step of the paper forms that is to be recorded."""
    on_meeting_list: bool = False
    road: Road = ()
    body: str = ""
    """For whom the city's office endorses."""
    city_bodies: tuple[str, ...] = ()
    """Names of those who must endorse (B13.1)."""


def decision_to_reopen(
    declaration: Declaration, decisions: Sequence[Decision], actor: Actor
) -> Decision | None:
    """What this office decided last, if nothing touched the dossier since: 重开 takes it up again (DOMAIN facts §4).

    A return that the person has begun to correct, a publicity begun, an act of somebody else: too late. What the office
    itself recorded since without moving the dossier (an extension, an export of the forms) does not bind it.
    """
    last = find_own_move(standing(decisions), partial(_is_own, actor=actor))
    if last is None or Stage(last.after) is not declaration.stage:
        return None
    # Off the road nobody can touch it, but an objection may be settled there that speaks for the person.
    return (
        last if declaration.stage in FINAL_STAGES or _rev_after(last, decisions) == declaration.rev else None
    )


class Moved(Protocol):
    """A decision, or what a list reads of one."""

    @property
    def action(self) -> str: ...
    @property
    def before(self) -> str: ...
    @property
    def after(self) -> str: ...


M = TypeVar("M", bound=Moved)


def find_own_move(acts: Sequence[M], is_own: Callable[[M], bool]) -> M | None:
    """The last of the acts that moved the dossier, if it and all that was recorded since are the office's own.

    ``acts``: those that stand, oldest first. 申请重开 of whoever it is stands in nobody's way.
    """
    aside = {Action.REOPEN, *NOTES}
    made = [act for act in acts if act.action not in aside]
    while made and is_own(made[-1]):
        last = made.pop()
        if last.before != last.after:
            return last
    return None


def _rev_after(last: Decision, decisions: Sequence[Decision]) -> int | None:
    """The revision where acts, reopened or taken back by Z, are all that followed ``last``; None where something else did."""
    reopened = {d.record.get("reopened") for d in standing(decisions) if d.action is Action.REOPEN}
    rev = last.new_rev
    for decision in decisions:
        if decision.new_rev <= last.new_rev:
            continue
        if decision.base_rev != rev:
            return None
        by_z = decision.withdrawn and decision.id not in reopened
        rev = decision.new_rev + 1 if by_z else decision.new_rev
    return rev


def _is_own(decision: Decision, actor: Actor) -> bool:
    return decision.actor.organisation_id == actor.organisation_id


def endorsements(decisions: Sequence[Decision]) -> dict[str, Decision]:
    """By body: who endorsed the results since they were reported last (B13.1); ``decisions`` oldest first."""
    given: dict[str, Decision] = {}
    for decision in standing(decisions):
        if decision.action is Action.REPORT:
            given.clear()
        elif decision.action in (Action.ENDORSE, Action.ENDORSE_LAST):
            given[decision.record["body"]] = decision
    return given


def own_bodies(bodies: Sequence[str], organisation_name: str) -> tuple[str, ...]:
    """Bodies that are a short name of the office: 市建委 of 市城乡建设委员会. Every character stands in the name, in its order."""
    return tuple(body for body in bodies if _is_short_for(body, organisation_name))


def _is_short_for(short: str, name: str) -> bool:
    rest = iter(name)
    return all(character in rest for character in short)


def require_own_body(bodies: Sequence[str], body: str, actor: Actor) -> None:
    """各家分别登记自己的审核 (B13.1). An office whose name is that of one body speaks for no other; one whose name is that of none
    (a shared desk) says for whom it records. Raises RuleError G-117."""
    named = own_bodies(bodies, actor.organisation_name)
    if named and body and body not in named:
        raise RuleError("G-117", body=body, own="、".join(named))


def was_opened(declaration: Declaration, decisions: Sequence[Decision], *, looked_at: bool) -> bool:
    """Whether the unit has opened this submission: somebody looked at it, or decided on it, taken back or not."""
    decided = (d for d in decisions if d.action not in NOTES)
    return looked_at or any(d.submit_no == declaration.submit_no for d in decided)


def reopening_asked(decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    """申请重开 that nobody has answered: since then nothing moved the dossier. ``decisions`` oldest first."""
    asked: list[Decision] = []
    for decision in standing(decisions):
        if decision.action is Action.REQUEST_REOPEN:
            asked.append(decision)
        elif decision.before != decision.after:
            asked.clear()
    return tuple(asked)


def has_in_hand(declaration: Declaration, decisions: Sequence[Decision], actor: Actor) -> bool:
    """Whether 申请重开 is addressed to this office: it decided last, or the dossier waits for its verdict."""
    waits = bool(allowed_actions(declaration.stage, actor.role) & _VERDICTS)
    return waits or decision_to_reopen(declaration, decisions, actor) is not None


_VERDICTS = frozenset({Action.CONFIRM, Action.PASS, Action.RETURN, Action.FAIL})


def publicity_still_counts(declaration: Declaration, publicity: Publicity | None) -> bool:
    """Whether the publicity begun for this submission still stands: not cancelled, no objection upheld or open.

    Only one of the kind that this stage goes on with: that of the applicants says nothing about the results.
    """
    if publicity is None or publicity.cancelled_at is not None:
        return False
    if declaration.stage is not STAGES_OF_KIND[publicity.kind].objected:
        return False
    named = publicity.open_objections(declaration.id) + publicity.upheld_objections(declaration.id)
    counts = publicity.id in (declaration.publicity_id, declaration.office_publicity_id)
    return counts and not named


def voted_anew(publicity: Publicity, decisions: Sequence[Decision]) -> bool:
    """Whether the experts were called together again after it began: the new result is not what was posted (B12.1)."""
    return any(d.action is Action.RECONVENE and d.at >= publicity.created_at for d in standing(decisions))


def _publicity_complete(facts: GuardFacts) -> Blocker | None:
    """通过 opens at 00:00 of the day after the last day (A4.4)."""
    if facts.publicity is None or facts.publicity.cancelled_at is not None:
        return Blocker("G-101")
    if facts.declaration.stage is not STAGES_OF_KIND[facts.publicity.kind].running:
        return Blocker("G-101")
    if not facts.publicity.is_over(facts.today):
        return Blocker("G-102", {"end": facts.publicity.end})
    return None


def _no_open_objection(facts: GuardFacts) -> Blocker | None:
    open_ones = facts.publicity.open_objections(facts.declaration.id) if facts.publicity else ()
    return Blocker("G-103", {"count": len(open_ones)}) if open_ones else None


def _still_counts(facts: GuardFacts) -> Blocker | None:
    publicity = facts.publicity
    counts = publicity_still_counts(facts.declaration, publicity)
    if publicity is None or not counts or voted_anew(publicity, facts.decisions):
        return Blocker("G-101")
    return None


def _opinion_given(facts: GuardFacts) -> Blocker | None:
    return None if facts.opinion.strip() else Blocker("G-104")


def defects_named(defects: tuple[Defect, ...]) -> bool:
    """A return or a failure says what is wrong, in every line of it (A4.2). Archive and declarations ask this."""
    return bool(defects) and all(d.text.strip() for d in defects)


def _defects_named(facts: GuardFacts) -> Blocker | None:
    return None if defects_named(facts.defects) else Blocker("G-105")


def _archive_reviewed(facts: GuardFacts) -> Blocker | None:
    """申报人员的业绩档案未完成审核前,无法进行职称申报 (A3.6)."""
    return None if facts.archive_reviewed else Blocker("G-106")


def _nothing_stops(facts: GuardFacts) -> Blocker | None:
    """B3-B7: what the seeds demand of a declaration before 提交."""
    if not facts.stops:
        return None
    return Blocker("G-107", {"count": len(facts.stops), "codes": [stop.code for stop in facts.stops]})


def _not_opened(facts: GuardFacts) -> Blocker | None:
    return Blocker("G-108") if facts.opened else None


def _reason_given(facts: GuardFacts) -> Blocker | None:
    return None if facts.opinion.strip() else Blocker("G-109")


def _own_last_decision(facts: GuardFacts) -> Blocker | None:
    if facts.actor and decision_to_reopen(facts.declaration, facts.decisions, facts.actor):
        return None
    return Blocker("G-110")


def _on_meeting_list(facts: GuardFacts) -> Blocker | None:
    return None if facts.on_meeting_list else Blocker("G-111")


def _body_not_yet(facts: GuardFacts) -> Blocker | None:
    """市人力社保局和市建委 each record their own review, once (B13.1)."""
    if facts.body not in facts.city_bodies:
        return Blocker("G-112", {"bodies": "、".join(facts.city_bodies)})
    given = endorsements(facts.decisions)
    own = facts.actor.organisation_id if facts.actor else ""
    if facts.body in given or own in (d.actor.organisation_id for d in given.values()):
        return Blocker("G-113", {"body": facts.body})
    return None


def _every_body(facts: GuardFacts) -> Blocker | None:
    missing = missing_bodies(facts.city_bodies, {*endorsements(facts.decisions), facts.body})
    return Blocker("G-114", {"bodies": "、".join(missing)}) if missing else None


def missing_bodies(needed: Sequence[str], endorsed: Collection[str]) -> tuple[str, ...]:
    return tuple(body for body in needed if body not in endorsed)


def _form_turn(facts: GuardFacts) -> Blocker | None:
    """The steps of the paper forms come in their order, each from the desk that has them in hand (B10, B14)."""
    declaration = facts.declaration
    leg = next_leg(steps_taken(facts.decisions, declaration.submit_no), declaration.route.municipal_id)
    role = facts.actor.role if facts.actor else None
    if leg is None or leg.role is not role or (facts.step and facts.step != leg.step):
        return Blocker(
            "G-115", {"step": leg.step.value if leg else "", "role": leg.role.value if leg else ""}
        )
    return None


def _no_city(facts: GuardFacts) -> Blocker | None:
    return Blocker("W-101") if Station.CITY in facts.road else None


CHECKS: Mapping[Guard, Callable[[GuardFacts], Blocker | None]] = {
    Guard.NOTHING_STOPS: _nothing_stops,
    Guard.ARCHIVE_REVIEWED: _archive_reviewed,
    Guard.NOT_OPENED: _not_opened,
    Guard.NO_OPEN_OBJECTION: _no_open_objection,
    Guard.PUBLICITY_COMPLETE: _publicity_complete,
    Guard.PUBLICITY_STILL_COUNTS: _still_counts,
    Guard.OPINION_GIVEN: _opinion_given,
    Guard.DEFECTS_NAMED: _defects_named,
    Guard.REASON_GIVEN: _reason_given,
    Guard.OWN_LAST_DECISION: _own_last_decision,
    Guard.ON_MEETING_LIST: _on_meeting_list,
    Guard.BODY_NOT_YET: _body_not_yet,
    Guard.EVERY_BODY: _every_body,
    Guard.FORM_TURN: _form_turn,
    Guard.NO_CITY: _no_city,
}


def blockers(row: Transition, facts: GuardFacts) -> tuple[Blocker, ...]:
    """Everything that stands in the way of the row, in the order of ``Guard``."""
    found = (CHECKS[guard](facts) for guard in Guard if guard in row.guards)
    return tuple(b for b in found if b is not None)


def require_open(row: Transition, facts: GuardFacts) -> None:
    """Raises RuleError with the first blocker's code and parameters."""
    for blocker in blockers(row, facts):
        raise RuleError(blocker.code, **blocker.params)
