"""A random but small office for the tests of lists: what is put in is kept beside it, to compare with."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from hypothesis import strategies as st

from app.domain.applicant import Applicant
from app.domain.archive import ArchiveItem, ArchiveStatus
from app.domain.decision import Action, Decision, SubjectKind
from app.domain.declaration import Declaration, Stage
from app.domain.plan import PlanKit
from db.name_readings import read_name
from db.unit_of_work import SqlUnitOfWork
from db.working_copy import WorkingCopy
from tests.copies import Office, add_office
from tests.factories import (
    NOW,
    TODAY,
    FixedPlanKits,
    make_applicant,
    make_decision,
    make_declaration,
    make_defect,
    make_flag,
    make_item,
    make_kit,
    make_publicity,
)

KITS: tuple[PlanKit, ...] = (
    make_kit(),
    make_kit(id="plan-2020", year=2020, name="2020年度水利工程师评审计划"),
)
NAMES = ("陈晓东", "陈思源", "单雄信", "买买提·艾力", "欧阳静怡", "王嘉树")
SECTIONS = ("award", "education")


def open_uow(copy: WorkingCopy) -> SqlUnitOfWork:
    return copy.new_unit_of_work(FixedPlanKits(KITS), read_name)


@dataclass
class DeskData:
    """What one office holds."""

    office: Office
    people: dict[str, Applicant] = field(default_factory=dict)
    items: list[ArchiveItem] = field(default_factory=list)
    declarations: list[Declaration] = field(default_factory=list)
    returns: list[Decision] = field(default_factory=list)
    flagged: set[str] = field(default_factory=set)
    """Ids of items and declarations with notices."""

    def name_of(self, thing: ArchiveItem | Declaration) -> str:
        return self.people[thing.applicant_id].name


@dataclass(frozen=True)
class ItemPlan:
    person: int
    section: str
    status: ArchiveStatus
    hours: int
    flagged: bool


@dataclass(frozen=True)
class DeclarationPlan:
    person: int
    kit: int
    stage: Stage
    hours: int
    days_left: int
    """From today to the last day of its publicity, where it stands in one."""
    flagged: bool
    returned: int
    """How many return events; the last of them may be withdrawn."""
    withdrawn: bool


item_plans = st.builds(
    ItemPlan,
    person=st.integers(0, len(NAMES) - 1),
    section=st.sampled_from(SECTIONS),
    status=st.sampled_from(ArchiveStatus),
    hours=st.integers(0, 3),
    flagged=st.booleans(),
)
declaration_plans = st.builds(
    DeclarationPlan,
    person=st.integers(0, len(NAMES) - 1),
    kit=st.integers(0, len(KITS) - 1),
    stage=st.sampled_from(Stage),
    hours=st.integers(0, 3),
    days_left=st.integers(-2, 2),
    flagged=st.booleans(),
    returned=st.integers(0, 2),
    withdrawn=st.booleans(),
)


def put_in(
    copy: WorkingCopy, items: list[ItemPlan] | None = None, declarations: list[DeclarationPlan] | None = None
) -> DeskData:
    """A new office with these; other offices of the copy stay."""
    data = DeskData(add_office(lambda: open_uow(copy)))
    with open_uow(copy) as uow:
        people = [make_applicant(data.office.unit, name=name) for name in NAMES]
        for person in people:
            uow.applicants.add(person)
            data.people[person.id] = person
        for plan in items or ():
            _put_item(uow, data, people[plan.person], plan)
        for number, wanted in enumerate(declarations or ()):
            _put_declaration(uow, data, people[wanted.person], wanted, number)
        uow.commit()
    return data


def _put_item(uow: SqlUnitOfWork, data: DeskData, person: Applicant, plan: ItemPlan) -> None:
    item = make_item(person, section=plan.section, status=plan.status)
    if item.submitted_at is not None:
        item = replace(item, submitted_at=NOW - timedelta(hours=plan.hours))
    uow.archive.add(item)
    data.items.append(item)
    if plan.flagged:
        uow.flags.replace(SubjectKind.ARCHIVE_ITEM, item.id, [make_flag(), make_flag()])
        data.flagged.add(item.id)


def _put_declaration(
    uow: SqlUnitOfWork, data: DeskData, person: Applicant, plan: DeclarationPlan, number: int
) -> None:
    kit = KITS[plan.kit]
    declaration = make_declaration(
        person, plan_id=kit.id, stage=plan.stage, submit_no=0 if plan.stage is Stage.DRAFT else 2
    )
    if declaration.submitted_at is not None:
        declaration = replace(declaration, submitted_at=NOW - timedelta(hours=plan.hours))
    if plan.stage is Stage.IN_PUBLICITY:
        end = TODAY + timedelta(days=plan.days_left)
        publicity = make_publicity(data.office.actor, [declaration], start=date(2026, 8, 25), end=end)
        declaration = replace(declaration, publicity_id=publicity.id, publicity_to=end)
        uow.publicities.add(publicity)
    uow.declarations.add(declaration)
    data.declarations.append(declaration)
    if plan.flagged:
        uow.flags.replace(SubjectKind.DECLARATION, declaration.id, [make_flag()])
        data.flagged.add(declaration.id)
    for turn in range(plan.returned if plan.stage is not Stage.DRAFT else 0):
        decision = make_decision(
            declaration,
            data.office.actor,
            action=Action.RETURN,
            after=Stage.RETURNED.value,
            at=NOW - timedelta(days=2, hours=number % 3, minutes=turn),
            defects=(make_defect(text=f"第{turn}处。"),),
            submit_no=turn,
        )
        uow.decisions.add(decision)
        if plan.withdrawn and turn == plan.returned - 1:
            uow.decisions.mark_withdrawn(decision.id)
        else:
            data.returns.append(decision)
