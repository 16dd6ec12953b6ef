"""HR enters a person of the unit (seed B 一: 完善个人信息; B1.1, B1.5)."""

from app.domain.applicant import Applicant
from app.domain.archive import ItemDraft
from app.domain.commands import Changed, EnterApplicant, Outcome
from app.domain.decision import SubjectKind
from app.domain.errors import RuleError
from app.domain.identity import check_resident_id, normalise_id, normalise_text
from app.domain.organisation import Actor, EmployerKind, Organisation
from app.ports.clock import Clock
from app.ports.unit_of_work import NewUnitOfWork, UnitOfWork
from app.usecases.applying import apply_command, audit_command

BASIC_SECTION = "basic"
"""Section key of 基本信息 in every kit."""
RESIDENT_ID = "居民身份证"

UNIT_KINDS = {
    EmployerKind.PRIVATE: "民营企业",
    EmployerKind.NON_PUBLIC: "非公单位",
    EmployerKind.STATE_FIRM: "国有企业",
    EmployerKind.INSTITUTION: "事业单位",
    EmployerKind.OTHER: "其他",
}
"""单位性质 as the choice field of 基本信息 words it."""


def require_bound_unit(uow: UnitOfWork, actor: Actor) -> Organisation:
    """绑定单位名称后,本单位申报人员才可填写 (B1.5). Raises RuleError R-101."""
    unit = uow.organisations.get(actor.organisation_id)
    if not unit.bound:
        raise RuleError("R-101", unit=unit.name)
    return unit


def require_new_number(uow: UnitOfWork, employer_id: str, id_number: str, applicant_id: str) -> None:
    """One person, one archive: raises RuleError R-102 when the unit has the number already."""
    known = uow.applicants.of_employer_with_id(employer_id, id_number)
    if known is not None and known.id != applicant_id:
        raise RuleError("R-102", name=known.name, applicant=known.id)


def enter_applicant(command: EnterApplicant, new_unit_of_work: NewUnitOfWork, clock: Clock) -> Outcome:
    """Add the person and begin 基本信息 as a draft with what is known: unit, and birth date and sex from the number.

    Raises RuleError: R-101 the unit has not bound its name, R-102 the unit has a person with this number, R-103 no name
    or no number. A number with a wrong check character is kept as typed and flagged: a check never decides.
    """

    def act(uow: UnitOfWork) -> Changed:
        unit = require_bound_unit(uow, command.actor)
        name, number = normalise_text(command.name), normalise_id(command.id_number)
        if not name or not number:
            raise RuleError("R-103")
        require_new_number(uow, unit.id, number, command.applicant_id)
        person = Applicant(command.applicant_id, unit.id, name, number, normalise_id(command.phone))
        uow.applicants.add(person)
        uow.item_drafts.keep(
            ItemDraft(
                item_id=command.item_id,
                applicant_id=person.id,
                employer_id=unit.id,
                section=BASIC_SECTION,
                fields=_known_fields(command, unit, person, clock),
                evidence=(),
                base_rev=None,
                kept_at=clock.now(),
            )
        )
        audit_command(
            uow,
            command,
            clock,
            act="applicant.enter",
            subject_kind=SubjectKind.APPLICANT,
            subject_id=person.id,
        )
        return Changed(items=(command.item_id,), applicants=(person.id,))

    return apply_command(command, new_unit_of_work, clock, act)


def _known_fields(
    command: EnterApplicant, unit: Organisation, person: Applicant, clock: Clock
) -> dict[str, str]:
    fields = {
        "name": person.name,
        "id_type": command.id_type or RESIDENT_ID,
        "id_number": command.id_number,
        "phone": command.phone,
        "unit": unit.name,
        "unit_kind": UNIT_KINDS[unit.kind],
    }
    if fields["id_type"] == RESIDENT_ID:
        check = check_resident_id(person.id_number, clock.today())
        if check.ok and check.birth_date is not None:
            fields |= {"birth_date": check.birth_date.isoformat(), "sex": "男" if check.is_male else "女"}
    return fields
