"""提交: a declaration enters the employer's review (seed A step 3 注意; seed B 一.1, (六))."""

from dataclasses import replace

from app.domain.archive import ArchiveStatus, archive_is_reviewed
from app.domain.changes import changes_what_is_published, compare_declarations
from app.domain.commands import Changed, Outcome, SubmitDeclaration
from app.domain.decision import Action, SubjectKind
from app.domain.declaration import Declaration, Route, Stage
from app.domain.errors import RuleError
from app.domain.extracting import lacks_basic
from app.domain.gates import GuardFacts, require_open
from app.domain.materials import judge_materials, read_facts
from app.domain.plan import PlanKit
from app.domain.routes import find_route, unserved_level
from app.domain.submit_stops import find_stops
from app.domain.workflow import find_transition, target_stage
from app.ports.clock import Clock
from app.ports.plan_kits import PlanKits
from app.ports.unit_of_work import NewUnitOfWork, UnitOfWork
from app.usecases.applying import apply_command, audit_command, require_seen
from app.usecases.enter_applicant import BASIC_SECTION
from app.usecases.prechecks import recheck_declaration
from app.usecases.review_declaration import own_declaration


def archive_reviewed(uow: UnitOfWork, applicant_id: str) -> bool:
    """A3.6: 基本信息 passed and nothing of the person 待审核."""
    items = uow.archive.of_applicant(applicant_id)
    basic = next((i.status for i in items if i.section == BASIC_SECTION), None)
    return archive_is_reviewed({i.id: i.status for i in items}, basic)


def require_passed_items(
    uow: UnitOfWork, declaration: Declaration, former: Declaration | None, kit: PlanKit
) -> None:
    """Only items of the person that passed can be extracted, in the revision that passed (B1.4).

    What the former submission froze already had passed then, even if the item was corrected since. Raises RuleError
    W-105, also when 基本信息 passed after the draft was begun and was never taken in; N-404 for an item of somebody else.
    """
    if declaration.stage is Stage.DRAFT and lacks_basic(kit, declaration.items):
        raise RuleError("W-105", section=BASIC_SECTION)
    known = {(i.item_id, i.content_rev) for i in former.items} if former else set()
    for frozen in declaration.items:
        item = uow.archive.get(frozen.item_id)
        if item.applicant_id != declaration.applicant_id:
            raise RuleError("N-404", kind="archive_item", id=item.id)
        if (frozen.item_id, frozen.content_rev) in known:
            continue
        if item.status is not ArchiveStatus.PASSED or item.content_rev != frozen.content_rev:
            raise RuleError("W-105", section=frozen.section)


def publicity_that_stands(declaration: Declaration, former: Declaration | None, kit: PlanKit) -> str | None:
    """The publicity of the former submission counts on while 评审表(公示版) would read the same (DOMAIN facts §4)."""
    if former is None or declaration.publicity_id is None:
        return None
    changes = compare_declarations(kit, former, declaration)
    # 公示版 marks each material 必要 or not, by what the person stated.
    marks = [
        [need.is_required for need in judge_materials(kit, read_facts(d))] for d in (former, declaration)
    ]
    if marks[0] != marks[1] or changes_what_is_published(kit, changes):
        return None
    return declaration.publicity_id


def require_office_heard(uow: UnitOfWork, declaration: Declaration) -> None:
    """An objection raised in the committee's publicity must not end with it. Raises RuleError G-116: the office settles it."""
    if declaration.office_publicity_id is None:
        return
    open_ones = uow.publicities.get(declaration.office_publicity_id).open_objections(declaration.id)
    if open_ones:
        raise RuleError("G-116", count=len(open_ones))


def route_of_choice(uow: UnitOfWork, declaration: Declaration, kit: PlanKit) -> Route:
    """The offices of the 受理点 that was chosen (B5.2): never those of another. Raises RuleError W-106 where that one is not known
    although others are."""
    offices = uow.organisations.offices()
    route = find_route(declaration, uow.organisations.get(declaration.employer_id), kit, offices)
    missing = unserved_level(route, kit, offices) if declaration.acceptance_point else None
    if missing is not None:
        raise RuleError("W-106", level=missing.value)
    return route


def submit_declaration(
    command: SubmitDeclaration, new_unit_of_work: NewUnitOfWork, clock: Clock, plan_kits: PlanKits
) -> Outcome:
    """Hand a declaration to the employer's review; the extracted revisions are frozen with it.

    Raises RuleError: N-404 not of this unit, W-101 not a draft or returned, G-107 something stops it
    (app.domain.submit_stops), G-106 archive not fully reviewed, G-103 an objection is open, G-116 one that the committee
    has to settle, W-105 an extracted item has not passed in that revision, W-106 nobody is known for the 受理点 chosen;
    ConflictError C-101.
    """

    def act(uow: UnitOfWork) -> Changed:
        declaration = own_declaration(uow, command.actor, command.declaration_id)
        require_seen(uow, declaration, command.base_rev)
        row = find_transition(declaration.stage, Action.SUBMIT, command.actor.role)
        kit = plan_kits.get(declaration.plan_id, declaration.plan_version)
        submissions = uow.declarations.submissions(declaration.id)
        former = submissions[-1] if submissions else None
        facts = GuardFacts(
            declaration,
            uow.publicities.get(declaration.publicity_id) if declaration.publicity_id else None,
            clock.today(),
            archive_reviewed=archive_reviewed(uow, declaration.applicant_id),
            stops=find_stops(kit, declaration),
        )
        require_open(row, facts)
        require_office_heard(uow, declaration)
        require_passed_items(uow, declaration, former, kit)
        standing = publicity_that_stands(declaration, former, kit)
        again = declaration.submit_no + 1 if declaration.stage is Stage.RETURNED else declaration.submit_no
        submitted = replace(
            declaration,
            stage=target_stage(row, kit.road),
            rev=declaration.rev + 1,
            submit_no=again,
            submitted_at=clock.now(),
            # What was posted was the former submission: where that reads otherwise, this one needs its own publicity.
            publicity_id=standing,
            publicity_to=declaration.publicity_to if standing else None,
            open_objections=0,
            # The committee's publicity belongs to the former submission; it counts on where nothing shown in it changed.
            office_publicity_id=declaration.office_publicity_id if standing else None,
            office_publicity_to=declaration.office_publicity_to if standing else None,
            route=route_of_choice(uow, declaration, kit),
            arrived_at=clock.now(),
            pay_until=None,
            form_step="",
        )
        uow.declarations.save(submitted)
        uow.declarations.add_submission(submitted, declaration.publicity_id)
        recheck_declaration(uow, submitted, plan_kits, clock.today())
        audit_command(
            uow,
            command,
            clock,
            act="declaration.submit",
            subject_kind=SubjectKind.DECLARATION,
            subject_id=declaration.id,
            submit_no=again,
        )
        return Changed(declarations=(declaration.id,), applicants=(declaration.applicant_id,))

    return apply_command(command, new_unit_of_work, clock, act)
