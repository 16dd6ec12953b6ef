"""The acts beyond the reviews: 缴费, 评审表, 评审, 报送, 发文, 证书, 重开, 放弃申报 (seed B 二(七)-(十二); DOMAIN facts §4, §6)."""

from collections.abc import Mapping, Sequence

from app.domain.commands import AdvanceDeclaration, Changed, Outcome
from app.domain.decision import Action, Decision
from app.domain.declaration import Declaration
from app.domain.errors import RuleError
from app.domain.gates import endorsements, missing_bodies, require_own_body
from app.domain.meeting import Meeting, verdict_of
from app.domain.plan import PlanKit
from app.domain.publicity import PublicityKind
from app.domain.road_records import check_order, check_record
from app.domain.workflow import find_transition
from app.ports.clock import Clock
from app.ports.plan_kits import PlanKits
from app.ports.unit_of_work import NewUnitOfWork, UnitOfWork
from app.usecases.applying import apply_command, require_seen
from app.usecases.deciding import Verdict, decide, find_publicity
from app.usecases.within_reach import declaration_within_reach

_OF_OTHER_USECASES = frozenset(
    {
        *(Action.SUBMIT, Action.TAKE_BACK, Action.CONFIRM, Action.PASS, Action.RETURN, Action.FAIL),
        *(Action.START_PUBLICITY, Action.CANCEL_PUBLICITY, Action.OBJECT),
    }
)
"""Acts that keep more than a record (a publicity, defects): never by this door."""


def endorsing_action(
    action: Action, record: Mapping[str, str], decisions: Sequence[Decision], kit: PlanKit
) -> Action:
    """审核同意 is the last one when every other body has endorsed (市人力社保局和市建委, B13.1)."""
    if action not in (Action.ENDORSE, Action.ENDORSE_LAST):
        return action
    given = {*endorsements(decisions), record.get("body", "").strip()}
    return Action.ENDORSE if missing_bodies(kit.city_bodies, given) else Action.ENDORSE_LAST


def advance_declaration(
    command: AdvanceDeclaration, new_unit_of_work: NewUnitOfWork, clock: Clock, plan_kits: PlanKits
) -> Outcome:
    """Apply one act.

    Raises RuleError: N-404 not within reach, W-101 not open in this stage, L-101 … L-108 the record
    (app.domain.road_records), M-105, M-106 the day of the meeting, M-107 it has voted on the person, G-117 another
    office's review, G-1xx a guard of the table; ConflictError C-101.
    """

    def act(uow: UnitOfWork) -> Changed:
        declaration = declaration_within_reach(uow, command.actor, command.declaration_id)
        if command.action in _OF_OTHER_USECASES:
            raise RuleError(
                "W-101",
                stage=declaration.stage.value,
                action=command.action.value,
                role=command.actor.role.value,
            )
        require_seen(uow, declaration, command.base_rev)
        kit = plan_kits.get(declaration.plan_id, declaration.plan_version)
        decisions = uow.decisions.of_subject(declaration.id)
        action = endorsing_action(command.action, command.record, decisions, kit)
        row = find_transition(declaration.stage, action, command.actor.role)
        record = check_record(action, command.record, clock.today())
        if action in (Action.ENDORSE, Action.ENDORSE_LAST):
            require_own_body(kit.city_bodies, record.get("body", ""), command.actor)
        check_order(action, record, decisions, declaration.submit_no)
        verdict = Verdict(action, opinion=command.reason.strip(), record=record, files=command.files)
        meeting = uow.meetings.find(record["meeting"]) if "meeting" in record else None
        if meeting is not None:
            _require_held(uow, declaration, meeting, clock)
            _require_first_vote(decisions, meeting)
        # B11.2: only whoever is on the list of the meeting gets a verdict of it.
        listed = meeting is not None and declaration.id in meeting.members
        decide(uow, command, declaration, row, verdict, kit, clock, on_meeting_list=listed)
        return Changed(declarations=(declaration.id,), applicants=(declaration.applicant_id,))

    return apply_command(command, new_unit_of_work, clock, act)


def _require_held(uow: UnitOfWork, declaration: Declaration, meeting: Meeting, clock: Clock) -> None:
    """公示期满无异议后,组织专家评审 (B11.2). Raises RuleError: M-105 the meeting is still to come, M-106 it was held before
    the publicity of the applicants was over."""
    if meeting.held_on > clock.today():
        raise RuleError("M-105", day=meeting.held_on)
    publicity = find_publicity(uow, declaration)
    applicants = publicity is not None and publicity.kind is PublicityKind.APPLICANTS
    if publicity is not None and applicants and not publicity.is_over(meeting.held_on):
        raise RuleError("M-106", day=meeting.held_on, end=publicity.end)


def _require_first_vote(decisions: Sequence[Decision], meeting: Meeting) -> None:
    """重新评审 is another meeting's: one gives one verdict on a person. Raises RuleError M-107."""
    if verdict_of(meeting.id, decisions) is not None:
        raise RuleError("M-107")
