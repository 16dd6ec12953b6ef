"""What 人员与申报 reads: the unit's own people and declarations, nobody else's."""

from datetime import timedelta

import pytest

from app.domain.archive import ArchiveStatus
from app.domain.decision import Action
from app.domain.declaration import Stage
from app.domain.errors import RuleError
from app.domain.organisation import Role
from app.ports.entry_queries import EntryCounts
from app.ports.queries import Scope
from db.queries.sql_queries import SqlQueries
from db.working_copy import WorkingCopy
from tests.calendars import plain_calendar
from tests.copies import NewUow, Office, add_office
from tests.factories import (
    NOW,
    make_applicant,
    make_decision,
    make_declaration,
    make_file,
    make_item,
    make_item_draft,
)


@pytest.fixture
def queries(copy: WorkingCopy) -> SqlQueries:
    return SqlQueries(copy.read_engine, plain_calendar)


def fill(new_uow: NewUow, office: Office) -> dict[str, str]:
    """陈晓东 with a returned award, a draft and a returned declaration; 林致远 with nothing but a name."""
    person, other = make_applicant(office.unit), make_applicant(office.unit, name="林致远")
    basic = make_item(person, section="basic", fields={"name": person.name}, status=ArchiveStatus.PASSED)
    award = make_item(person, status=ArchiveStatus.RETURNED)
    pending = make_item(person, section="education", fields={"start": "2010"})
    declaration = make_declaration(person, [basic], stage=Stage.RETURNED)
    draft = make_item_draft(person)
    with new_uow() as uow:
        uow.applicants.add(person)
        uow.applicants.add(other)
        for item in (basic, award, pending):
            uow.archive.add(item)
        uow.item_drafts.keep(draft)
        uow.declarations.add(declaration)
        uow.declarations.add_submission(declaration)
        returned, later = Action.RETURN, NOW + timedelta(minutes=1)
        uow.decisions.add(make_decision(award, office.actor, action=returned, at=NOW))
        uow.decisions.add(make_decision(declaration, office.actor, action=returned, at=later))
        uow.commit()
    return {
        "person": person.id,
        "other": other.id,
        "award": award.id,
        "draft": draft.item_id,
        "declaration": declaration.id,
    }


def test_people_come_by_name_with_what_they_have(
    queries: SqlQueries, new_uow: NewUow, office: Office
) -> None:
    fill(new_uow, office)
    first, second = queries.entry.people(office.scope)
    assert (first.applicant.name, first.basic, first.items, first.pending) == (
        "陈晓东",
        ArchiveStatus.PASSED,
        2,
        1,
    )
    assert (first.returned, first.drafts, [stage for _, stage in first.declared]) == (1, 1, [Stage.RETURNED])
    assert (second.applicant.name, second.basic, second.items, second.declared) == ("林致远", None, 0, ())
    assert [row.applicant.name for row in queries.entry.people(office.scope, "lzy")] == ["林致远"]


def test_a_renamed_person_is_found_by_the_new_name(
    queries: SqlQueries, new_uow: NewUow, office: Office
) -> None:
    fill(new_uow, office)
    assert queries.entry.people(office.scope, "林致远")
    with new_uow() as uow:
        person = uow.applicants.get(queries.entry.people(office.scope, "林致远")[0].applicant.id)
        uow.applicants.save(type(person)(person.id, person.employer_id, "欧阳静怡", person.id_number, ""))
        uow.commit()
    assert [r.applicant.name for r in queries.entry.people(office.scope, "ouyang")] == ["欧阳静怡"]
    assert queries.entry.people(office.scope, "林致远") == []


def test_a_person_shows_entries_with_their_drafts_and_verdicts(
    queries: SqlQueries, new_uow: NewUow, office: Office
) -> None:
    ids = fill(new_uow, office)
    case = queries.entry.person(office.scope, ids["person"])
    by_id = {entry.id: entry for entry in case.entries}
    assert len(by_id) == 4
    assert by_id[ids["award"]].verdict is not None and by_id[ids["award"]].draft is None
    assert by_id[ids["draft"]].item is None and by_id[ids["draft"]].draft is not None
    assert [d.stage for d in case.declarations] == [Stage.RETURNED]


def test_a_case_has_the_archive_the_return_and_the_former_submission(
    queries: SqlQueries, new_uow: NewUow, office: Office
) -> None:
    ids = fill(new_uow, office)
    case = queries.entry.case(office.scope, ids["declaration"])
    assert len(case.items) == 3
    assert [d.action for d in case.decisions] == [Action.RETURN]
    assert [s.submit_no for s in case.submissions] == [1]
    assert case.submissions[0].items == case.declaration.items
    assert case.opened, "who returned it had opened it"


def test_unit_cases_carry_what_progress_is_judged_by(
    queries: SqlQueries, new_uow: NewUow, office: Office
) -> None:
    ids = fill(new_uow, office)
    (case,) = queries.entry.unit_cases(office.scope)
    assert case.declaration == queries.entry.case(office.scope, ids["declaration"]).declaration
    assert ("basic", ArchiveStatus.PASSED) in case.archive and len(case.archive) == 3
    assert case.last_return is not None and case.publicity is None


def test_what_was_returned_stands_newest_first(queries: SqlQueries, new_uow: NewUow, office: Office) -> None:
    ids = fill(new_uow, office)
    declaration, item = queries.entry.returned(office.scope)
    assert (declaration.declaration_id, item.item_id) == (ids["declaration"], ids["award"])
    assert item.section == "award" and not item.has_draft
    with new_uow() as uow:
        person = uow.applicants.get(ids["person"])
        uow.item_drafts.keep(make_item_draft(person, item_id=ids["award"], evidence=(make_file(),)))
        uow.commit()
    assert queries.entry.returned(office.scope)[1].has_draft


def test_the_numbers_of_the_sub_tabs(queries: SqlQueries, new_uow: NewUow, office: Office) -> None:
    fill(new_uow, office)
    assert queries.entry.counts(office.scope) == EntryCounts(progress=1, people=2, returned=2, drafts=1)


def test_another_unit_and_another_level_see_nothing(
    queries: SqlQueries, new_uow: NewUow, office: Office
) -> None:
    ids = fill(new_uow, office)
    other = add_office(new_uow)
    level = Scope(Role.ACCEPTANCE, office.unit.id)
    for scope in (other.scope, level):
        assert queries.entry.people(scope) == []
        assert queries.entry.unit_cases(scope) == []
        assert queries.entry.returned(scope) == []
        assert queries.entry.counts(scope) == EntryCounts(0, 0, 0, 0)
        for ask, known in ((queries.entry.person, "person"), (queries.entry.case, "declaration")):
            with pytest.raises(RuleError) as refused:
                ask(scope, ids[known])
            assert refused.value.code == "N-404"
