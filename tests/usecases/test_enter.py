"""HR enters people and their archives on a real working copy (seed B 一)."""

import pytest

from app.domain.archive import ArchiveStatus
from app.domain.commands import DropItemDraft, KeepItemDraft, SaveItem
from app.domain.decision import Action
from app.domain.errors import ConflictError, RuleError
from app.services.plan_kits import FolderPlanKits
from app.usecases.enter_item import drop_item_draft, keep_item_draft, save_item
from db.name_readings import read_name
from db.queries.sql_queries import SqlQueries
from db.working_copy import WorkingCopy
from resources import plans_dir
from tests.calendars import plain_calendar
from tests.copies import NewUow, Office, add_office
from tests.factories import FixedClock, make_defect, make_file, make_id, make_id_number
from tests.usecases.entry_desk import AWARD, BASIC, EntryDesk

KITS = FolderPlanKits(plans_dir())


@pytest.fixture
def new_uow(copy: WorkingCopy) -> NewUow:
    """With the shipped plan kits."""
    return lambda: copy.new_unit_of_work(KITS, read_name)


@pytest.fixture
def desk(new_uow: NewUow, office: Office) -> EntryDesk:
    return EntryDesk(new_uow, office, KITS, FixedClock())


def code_of(error: pytest.ExceptionInfo[RuleError]) -> str:
    return error.value.code


class TestApplicant:
    @pytest.mark.req("B1.1", "B1.5")
    def test_a_person_begins_with_what_is_known(self, desk: EntryDesk, copy: WorkingCopy) -> None:
        number = make_id_number(21)
        person = desk.enter(f" {number[:6]} {number[6:]} ")
        with desk.new_uow() as uow:
            assert uow.applicants.get(person).id_number == number
        (entry,) = (
            SqlQueries(copy.read_engine, plain_calendar).entry.person(desk.office.scope, person).entries
        )
        draft = entry.draft
        assert draft is not None and draft.section == "basic" and entry.item is None
        assert draft.fields["unit"] == desk.office.unit.name
        assert (draft.fields["birth_date"], draft.fields["sex"]) == ("1988-03-07", "男")
        assert desk.items(person) == []

    @pytest.mark.req("B1.5")
    def test_a_unit_that_has_not_bound_its_name_enters_nobody(self, new_uow: NewUow) -> None:
        unbound = EntryDesk(new_uow, add_office(new_uow, bound=False), KITS, FixedClock())
        with pytest.raises(RuleError) as refused:
            unbound.enter()
        assert code_of(refused) == "R-101"

    def test_one_person_has_one_archive_in_a_unit(self, desk: EntryDesk, new_uow: NewUow) -> None:
        number = make_id_number(22)
        desk.enter(number)
        full_width = "".join(chr(ord(c) + 0xFEE0) for c in number)
        with pytest.raises(RuleError) as refused:
            desk.enter(full_width, name="别名")
        assert code_of(refused) == "R-102"
        elsewhere = EntryDesk(new_uow, add_office(new_uow), KITS, FixedClock())
        assert elsewhere.enter(number)

    @pytest.mark.parametrize(("name", "number"), [(" ", "x"), ("陈", "　")])
    def test_name_and_number_are_needed(self, desk: EntryDesk, name: str, number: str) -> None:
        with pytest.raises(RuleError) as refused:
            desk.enter(number, name=name)
        assert code_of(refused) == "R-103"


class TestItem:
    @pytest.mark.req("B1.2")
    def test_saving_hands_the_item_to_review_and_ends_its_draft(self, desk: EntryDesk) -> None:
        person = desk.enter()
        item_id = make_id()
        file = make_file()
        keep_item_draft(
            KeepItemDraft(desk.office.actor, item_id, person, "award", {"project": "城"}, (file,)),
            desk.new_uow,
            desk.clock,
        )
        with desk.new_uow() as uow:
            draft = uow.item_drafts.get(item_id)
            assert draft is not None and draft.fields == {"project": "城"} and draft.evidence == (file,)
            assert uow.archive.find(item_id) is None
        saved = desk.item(desk.save(person, "award", AWARD))
        assert (saved.status, saved.submit_no, saved.content_rev) == (ArchiveStatus.PENDING, 1, 1)
        assert saved.submitted_at == desk.clock.now()

    def test_a_draft_beside_a_returned_item_leaves_the_item_as_reviewers_saw_it(
        self, desk: EntryDesk
    ) -> None:
        person = desk.enter()
        item_id = desk.save(person, "award", AWARD)
        desk.review(item_id, Action.RETURN, make_defect())
        before = desk.item(item_id)
        command = KeepItemDraft(
            desk.office.actor, item_id, person, "award", AWARD | {"name": "改"}, (), before.rev
        )
        keep_item_draft(command, desk.new_uow, desk.clock)
        assert desk.item(item_id) == before
        drop_item_draft(DropItemDraft(desk.office.actor, item_id), desk.new_uow)
        with desk.new_uow() as uow:
            assert uow.item_drafts.get(item_id) is None

    def test_required_fields_are_named(self, desk: EntryDesk) -> None:
        with pytest.raises(RuleError) as refused:
            desk.save(desk.enter(), "award", {"project": "城北泵站"})
        assert code_of(refused) == "R-105"
        assert "获奖时间" in str(refused.value.params["fields"])

    def test_an_item_without_evidence_is_flagged_not_stopped(self, desk: EntryDesk) -> None:
        item_id = desk.save(desk.enter(), "award", AWARD, evidence=())
        assert desk.item(item_id).status is ArchiveStatus.PENDING

    def test_a_returned_item_is_corrected_and_counts_as_the_second_submission(self, desk: EntryDesk) -> None:
        person = desk.enter()
        item_id = desk.save(person, "award", AWARD)
        desk.review(item_id, Action.RETURN, make_defect())
        desk.save(person, "award", AWARD | {"name": "省优质工程奖"}, item=desk.item(item_id))
        again = desk.item(item_id)
        assert (again.status, again.submit_no, again.content_rev) == (ArchiveStatus.PENDING, 2, 2)

    def test_a_passed_item_that_is_corrected_is_reviewed_again(self, desk: EntryDesk) -> None:
        person = desk.enter()
        item_id = desk.save(person, "award", AWARD)
        desk.review(item_id)
        passed = desk.item(item_id)
        with pytest.raises(RuleError) as refused:
            desk.save(person, "award", AWARD, item=passed, evidence=passed.evidence)
        assert code_of(refused) == "R-106"
        desk.save(person, "award", AWARD | {"name": "省优质工程奖"}, item=passed)
        assert desk.item(item_id).status is ArchiveStatus.PENDING

    def test_a_verdict_is_not_entered_again(self, desk: EntryDesk) -> None:
        person = desk.enter()
        item_id = desk.save(person, "award", AWARD)
        desk.review(item_id, Action.FAIL, make_defect())
        with pytest.raises(RuleError) as refused:
            desk.save(person, "award", AWARD | {"name": "改"}, item=desk.item(item_id))
        assert code_of(refused) == "W-103"

    def test_somebody_elses_change_is_not_overwritten(self, desk: EntryDesk) -> None:
        person = desk.enter()
        item_id = desk.save(person, "award", AWARD)
        seen = desk.item(item_id)
        desk.review(item_id)
        with pytest.raises(ConflictError):
            desk.save(person, "award", AWARD | {"name": "改"}, item=seen)

    def test_what_another_window_handed_in_meanwhile_is_a_conflict(self, desk: EntryDesk) -> None:
        person = desk.enter()
        item_id = desk.save(person, "award", AWARD)
        command = SaveItem(make_id(), desk.office.actor, item_id, person, "award", AWARD | {"name": "改"}, ())
        with pytest.raises(ConflictError):
            save_item(command, desk.new_uow, desk.clock, KITS)
        assert desk.item(item_id).fields["name"] == AWARD["name"]

    @pytest.mark.parametrize("as_section", ["award", "honour"])
    def test_an_item_stays_with_its_person_in_its_section(self, desk: EntryDesk, as_section: str) -> None:
        person = desk.enter()
        other = person if as_section == "honour" else desk.enter()
        item = desk.item(desk.save(person, "award", AWARD))
        fields = AWARD | {"title": "称号"}
        save = SaveItem(make_id(), desk.office.actor, item.id, other, as_section, fields, (), item.rev)
        with pytest.raises(RuleError) as refused:
            save_item(save, desk.new_uow, desk.clock, KITS)
        assert code_of(refused) == "N-404"
        keep = KeepItemDraft(desk.office.actor, item.id, other, as_section, fields, (), item.rev)
        with pytest.raises(RuleError) as unkept:
            keep_item_draft(keep, desk.new_uow, desk.clock)
        assert code_of(unkept) == "N-404"
        assert desk.item(item.id) == item

    def test_a_draft_is_not_written_over_from_another_person(self, desk: EntryDesk, new_uow: NewUow) -> None:
        elsewhere = EntryDesk(new_uow, add_office(new_uow), KITS, FixedClock())
        mine, theirs, item_id = desk.enter(), elsewhere.enter(), make_id()
        keep = KeepItemDraft(desk.office.actor, item_id, mine, "award", AWARD, ())
        keep_item_draft(keep, desk.new_uow, desk.clock)
        over = KeepItemDraft(elsewhere.office.actor, item_id, theirs, "award", {}, ())
        with pytest.raises(RuleError) as refused:
            keep_item_draft(over, elsewhere.new_uow, elsewhere.clock)
        assert code_of(refused) == "N-404"
        with desk.new_uow() as uow:
            kept = uow.item_drafts.get(item_id)
        assert kept is not None and (kept.applicant_id, kept.fields) == (mine, AWARD)

    def test_another_units_person_is_unknown(self, desk: EntryDesk, new_uow: NewUow) -> None:
        person = desk.enter()
        other = EntryDesk(new_uow, add_office(new_uow), KITS, FixedClock())
        with pytest.raises(RuleError) as refused:
            other.save(person, "award", AWARD)
        assert code_of(refused) == "N-404"


class TestBasic:
    def test_the_basic_data_carries_the_persons_name_number_and_phone(self, desk: EntryDesk) -> None:
        person = desk.enter()
        number = make_id_number(31)
        fields = BASIC | {"name": "陈小东", "id_number": number, "phone": "１３９０５７１０００２"}
        item_id = desk.save(person, "basic", fields)
        with desk.new_uow() as uow:
            stored = uow.applicants.get(person)
        assert (stored.name, stored.id_number, stored.phone) == ("陈小东", number, "13905710002")
        assert desk.item(item_id).fields["phone"] == "１３９０５７１０００２"

    def test_it_exists_once(self, desk: EntryDesk) -> None:
        person = desk.enter()
        number = make_id_number(32)
        desk.save(person, "basic", BASIC | {"id_number": number})
        with pytest.raises(RuleError) as refused:
            desk.save(person, "basic", BASIC | {"id_number": number})
        assert code_of(refused) == "R-107"

    def test_the_number_of_another_person_of_the_unit_is_refused(self, desk: EntryDesk) -> None:
        number = make_id_number(33)
        desk.enter(number)
        with pytest.raises(RuleError) as refused:
            desk.save(desk.enter(), "basic", BASIC | {"id_number": number})
        assert code_of(refused) == "R-102"
