"""From an empty person to 待审, and back: filling in, submitting, taking back, answering a return (seed B 二)."""

from dataclasses import replace

import pytest

from app.domain.archive import ArchiveStatus
from app.domain.attachment import FileRef
from app.domain.changes import compare_declarations
from app.domain.commands import DropDeclaration, FillDeclaration
from app.domain.decision import Action, Defect
from app.domain.declaration import DeclarationTab, DeclareMode, PersonCategory, Stage
from app.domain.declaring import ItemsPart, MaterialPart, PhotoPart, information_of
from app.domain.errors import ConflictError, RuleError
from app.ports.queries import DeclarationFilter
from app.services.plan_kits import FolderPlanKits
from app.usecases.fill_declaration import drop_declaration, fill_declaration
from db.name_readings import read_name
from db.queries.sql_queries import SqlQueries
from db.working_copy import WorkingCopy
from resources import plans_dir
from tests.calendars import plain_calendar
from tests.copies import NewUow, Office, add_office
from tests.factories import FixedClock, make_file, make_id
from tests.usecases.entry_desk import AWARD, BASIC, HZ, EntryDesk, make_score

KITS = FolderPlanKits(plans_dir())
NO_FILES: tuple[FileRef, ...] = ()
STATEMENT = Defect("statement", "S-02", "不符")
HOURS = Defect("materials", "M-06", "未盖章", material="study_hours")


@pytest.fixture
def new_uow(copy: WorkingCopy) -> NewUow:
    """With the shipped plan kits."""
    return lambda: copy.new_unit_of_work(KITS, read_name)


@pytest.fixture
def desk(new_uow: NewUow, office: Office) -> EntryDesk:
    return EntryDesk(new_uow, office, KITS, FixedClock())


def code_of(error: pytest.ExceptionInfo[RuleError]) -> str:
    return error.value.code


def submitted(desk: EntryDesk) -> str:
    declaration = desk.start(desk.enter_reviewed())
    desk.fill_all(declaration)
    desk.submit(declaration)
    return declaration


MODES_OF_CATEGORY = [
    *(
        (mode, category)
        for mode in DeclareMode
        for category in (PersonCategory.NORMAL, PersonCategory.TRANSFER)
    ),
    (DeclareMode.NORMAL, PersonCategory.DIRECT),
    (DeclareMode.NORMAL, PersonCategory.SKILLED),
    (DeclareMode.NORMAL, PersonCategory.HIGHLY_SKILLED),
]


@pytest.mark.req("B2.4", "B5.5", "B5.6", "B5.7", "B5.8", "B5.9", "B5.10", "B5.11", "B6.1", "B7.7", "B8")
@pytest.mark.parametrize(("mode", "category"), MODES_OF_CATEGORY)
def test_each_mode_and_category_goes_from_an_empty_person_to_the_units_list(
    desk: EntryDesk, copy: WorkingCopy, mode: DeclareMode, category: PersonCategory
) -> None:
    declaration = desk.start(desk.enter_reviewed())
    desk.fill_all(declaration, mode, category)
    desk.submit(declaration)
    queries = SqlQueries(copy.read_engine, plain_calendar)
    wanted = DeclarationFilter(DeclarationTab.PENDING)
    today = desk.clock.today()
    keys = queries.declaration_keys(desk.office.scope, wanted, today)
    (row,) = queries.declaration_rows(desk.office.scope, wanted, keys, today)
    assert (row.id, row.stage, row.mode, row.submit_no) == (declaration, Stage.EMPLOYER_REVIEW, mode, 1)
    assert desk.declaration(declaration).person_category is category


class TestStart:
    @pytest.mark.req("B2.2", "B2.4")
    def test_a_draft_keeps_the_version_of_the_plan_it_began_with(self, desk: EntryDesk) -> None:
        found = desk.declaration(desk.start(desk.enter_reviewed()))
        assert (found.stage, found.plan_id, found.plan_version) == (Stage.DRAFT, HZ, KITS.get(HZ).version)
        assert [item.section for item in found.items] == ["basic"]

    def test_a_person_declares_once_in_a_plan(self, desk: EntryDesk) -> None:
        person = desk.enter_reviewed()
        desk.start(person)
        with pytest.raises(RuleError) as refused:
            desk.start(person)
        assert code_of(refused) == "R-111"
        assert desk.start(person, "zj-water-engineer-2020")

    def test_a_draft_that_was_never_handed_in_may_be_given_up(self, desk: EntryDesk) -> None:
        person = desk.enter_reviewed()
        declaration = desk.start(person)
        desk.fill_all(declaration)
        command = DropDeclaration(
            make_id(), desk.office.actor, declaration, desk.declaration(declaration).rev
        )
        drop_declaration(command, desk.new_uow, desk.clock)
        assert desk.start(person)

    def test_what_was_handed_in_is_not_given_up(self, desk: EntryDesk) -> None:
        declaration = submitted(desk)
        command = DropDeclaration(
            make_id(), desk.office.actor, declaration, desk.declaration(declaration).rev
        )
        with pytest.raises(RuleError) as refused:
            drop_declaration(command, desk.new_uow, desk.clock)
        assert code_of(refused) == "W-101"

    def test_an_earlier_declaration_is_a_start(self, desk: EntryDesk) -> None:
        person = desk.enter_reviewed()
        old = desk.start(person, "hz-construction-engineer-2020")
        desk.fill_all(old)
        new = desk.declaration(desk.start(person, HZ, copy_from=old))
        assert new.statement == desk.declaration(old).statement
        assert new.copied_from == old and new.commitment is None
        assert new.stage is Stage.DRAFT and new.plan_id == HZ
        kit = KITS.get(HZ)
        assert compare_declarations(kit, desk.declaration(old), new)

    def test_another_persons_declaration_is_no_start(self, desk: EntryDesk) -> None:
        other = desk.start(desk.enter_reviewed(), "hz-construction-engineer-2020")
        with pytest.raises(RuleError) as refused:
            desk.start(desk.enter_reviewed(), HZ, copy_from=other)
        assert code_of(refused) == "N-404"


class TestFill:
    def test_every_part_is_kept_at_once(self, desk: EntryDesk) -> None:
        declaration = desk.start(desk.enter_reviewed())
        file = make_file()
        desk.fill(declaration, MaterialPart("study_hours", (file,)), MaterialPart("study_hours", NO_FILES))
        desk.fill(declaration, MaterialPart("study_hours", (file,)))
        found = desk.declaration(declaration)
        assert found.files_of("study_hours") == (file,)
        assert found.saved_at == desk.clock.now()

    @pytest.mark.req("B1.4", "B6.1")
    def test_only_the_persons_passed_items_are_chosen(self, desk: EntryDesk) -> None:
        person = desk.enter_reviewed()
        pending = desk.save(person, "award", AWARD)
        declaration = desk.start(person)
        with pytest.raises(RuleError) as refused:
            desk.fill(declaration, ItemsPart((pending,)))
        assert code_of(refused) == "W-105"
        strange = desk.items(desk.enter_reviewed())[0].id
        with pytest.raises(RuleError) as unknown:
            desk.fill(declaration, ItemsPart((strange,)))
        assert code_of(unknown) == "N-404"

    def test_an_achievement_that_is_reviewed_again_holds_no_other_choice_back(self, desk: EntryDesk) -> None:
        person = desk.enter_reviewed()
        second = desk.save(person, "award", AWARD | {"name": "科技进步奖"})
        desk.review(second)
        declaration = desk.start(person)
        desk.fill_all(declaration)
        first = next(i for i in desk.items(person) if i.section == "award" and i.id != second)
        desk.fill(declaration, ItemsPart((first.id,)))
        desk.save(person, "award", AWARD | {"name": "改过"}, item=first)
        desk.fill(declaration, ItemsPart((first.id, second)))
        chosen = desk.declaration(declaration).items_of("award")
        assert [(i.item_id, i.content_rev) for i in chosen] == [(first.id, 1), (second, 1)]
        with pytest.raises(RuleError) as refused:
            desk.submit(declaration)
        assert code_of(refused) == "G-106"
        desk.review(first.id)
        with pytest.raises(RuleError) as outdated:
            desk.submit(declaration)
        assert code_of(outdated) == "W-105"
        desk.fill(declaration, ItemsPart((first.id, second)))
        desk.submit(declaration)

    def test_a_score_that_the_web_platform_reported_outlives_another_change(self, desk: EntryDesk) -> None:
        declaration = desk.start(desk.enter_reviewed())
        with desk.new_uow() as uow:
            found = uow.declarations.get(declaration)
            uow.declarations.save(replace(found, rev=found.rev + 1, self_score=112))
            uow.commit()
        information = replace(information_of(desk.declaration(declaration)), statement="写了一句。")
        desk.fill(declaration, information)
        assert desk.declaration(declaration).self_score == 112
        kit = desk.kit(declaration)
        desk.fill(declaration, replace(information, score=make_score(kit)))
        desk.fill(declaration, information)
        assert desk.declaration(declaration).self_score is None

    def test_a_part_on_an_older_state_is_refused(self, desk: EntryDesk) -> None:
        declaration = desk.start(desk.enter_reviewed())
        command = FillDeclaration(desk.office.actor, declaration, 1, PhotoPart(None))
        fill_declaration(command, desk.new_uow, desk.clock, KITS)
        with pytest.raises(ConflictError):
            fill_declaration(command, desk.new_uow, desk.clock, KITS)

    def test_what_is_under_review_is_not_changed(self, desk: EntryDesk) -> None:
        declaration = submitted(desk)
        with pytest.raises(RuleError) as refused:
            desk.fill(declaration, PhotoPart(None))
        assert code_of(refused) == "W-101"

    def test_another_units_declaration_is_unknown(self, desk: EntryDesk, new_uow: NewUow) -> None:
        declaration = desk.start(desk.enter_reviewed())
        other = EntryDesk(new_uow, add_office(new_uow), KITS, FixedClock())
        with pytest.raises(RuleError) as refused:
            other.fill(declaration, PhotoPart(None))
        assert code_of(refused) == "N-404"


class TestSubmit:
    @pytest.mark.req("B3.1")
    def test_something_missing_stops_it_and_changes_nothing(self, desk: EntryDesk) -> None:
        declaration = desk.start(desk.enter_reviewed())
        desk.fill_all(declaration)
        desk.fill(declaration, PhotoPart(None), MaterialPart("study_hours", NO_FILES))
        before = desk.declaration(declaration)
        with pytest.raises(RuleError) as refused:
            desk.submit(declaration)
        assert code_of(refused) == "G-107"
        assert refused.value.params["codes"] == ["photo_missing", "material_missing"]
        assert desk.declaration(declaration) == before

    @pytest.mark.req("A3.6")
    def test_an_item_under_review_stops_it(self, desk: EntryDesk) -> None:
        person = desk.enter_reviewed()
        declaration = desk.start(person)
        desk.fill_all(declaration)
        desk.save(person, "award", AWARD)
        with pytest.raises(RuleError) as refused:
            desk.submit(declaration)
        assert code_of(refused) == "G-106"

    @pytest.mark.req("A3.4", "B1.4")
    def test_basic_data_that_passed_later_must_have_been_taken_in(self, desk: EntryDesk) -> None:
        person = desk.enter()
        declaration = desk.start(person)
        with desk.new_uow() as uow:
            number = uow.applicants.get(person).id_number
        desk.fill_all(declaration)
        desk.review(desk.save(person, "basic", BASIC | {"id_number": number}))
        with pytest.raises(RuleError) as refused:
            desk.submit(declaration)
        assert code_of(refused) == "W-105"
        desk.fill(declaration, ItemsPart(()))
        desk.submit(declaration)
        assert [i.section for i in desk.declaration(declaration).items] == ["basic"]

    def test_it_freezes_the_revisions_it_extracted(self, desk: EntryDesk) -> None:
        declaration = submitted(desk)
        (award,) = desk.declaration(declaration).items_of("award")
        item = desk.item(award.item_id)
        desk.save(item.applicant_id, "award", AWARD | {"name": "改过"}, item=item)
        (kept,) = desk.declaration(declaration).items_of("award")
        assert kept.fields["name"] == "优质工程奖"
        with desk.new_uow() as uow:
            (snapshot,) = uow.declarations.submissions(declaration)
        assert snapshot.items == desk.declaration(declaration).items


class TestReturned:
    def test_only_the_named_parts_are_open(self, desk: EntryDesk) -> None:
        declaration = submitted(desk)
        desk.judge(declaration, Action.RETURN, HOURS)
        with pytest.raises(RuleError) as refused:
            desk.fill(declaration, MaterialPart("appointment", (make_file(),)))
        assert code_of(refused) == "R-112"
        desk.fill(declaration, MaterialPart("study_hours", (make_file(),)))
        desk.submit(declaration)
        found = desk.declaration(declaration)
        assert (found.stage, found.submit_no) == (Stage.EMPLOYER_REVIEW, 2)
        with desk.new_uow() as uow:
            first, second = uow.declarations.submissions(declaration)
        (change,) = compare_declarations(desk.kit(declaration), first, second)
        assert change.material == "study_hours"

    def test_a_return_of_the_statement_leaves_the_choices_as_they_were(self, desk: EntryDesk) -> None:
        declaration = submitted(desk)
        desk.judge(declaration, Action.RETURN, STATEMENT)
        before = information_of(desk.declaration(declaration))
        other = replace(before, person_category=PersonCategory.DIRECT, statement="改写过的述职。")
        with pytest.raises(RuleError) as refused:
            desk.fill(declaration, other)
        assert code_of(refused) == "R-112"
        with pytest.raises(RuleError) as shut:
            desk.fill(declaration, MaterialPart("appointment", (make_file(),)))
        assert code_of(shut) == "R-112"
        desk.fill(declaration, replace(before, statement="改写过的述职。"))
        assert information_of(desk.declaration(declaration)) == replace(before, statement="改写过的述职。")

    def test_a_named_achievement_is_corrected_reviewed_and_extracted_again(self, desk: EntryDesk) -> None:
        declaration = submitted(desk)
        desk.judge(declaration, Action.RETURN, Defect("award", "A-02", "名称不符"))
        (frozen,) = desk.declaration(declaration).items_of("award")
        item = desk.item(frozen.item_id)
        desk.save(item.applicant_id, "award", AWARD | {"name": "省优质工程奖"}, item=item)
        desk.review(item.id)
        desk.fill(declaration, ItemsPart((item.id,)))
        (again,) = desk.declaration(declaration).items_of("award")
        assert again.fields["name"] == "省优质工程奖"
        desk.submit(declaration)

    def test_what_the_return_did_not_name_stays_as_it_was_handed_in(self, desk: EntryDesk) -> None:
        declaration = submitted(desk)
        desk.judge(declaration, Action.RETURN, STATEMENT)
        (frozen,) = desk.declaration(declaration).items_of("award")
        item = desk.item(frozen.item_id)
        desk.save(item.applicant_id, "award", AWARD | {"name": "省优质工程奖"}, item=item)
        desk.review(item.id)
        information = replace(information_of(desk.declaration(declaration)), statement="改写过的述职。")
        desk.fill(declaration, information)
        desk.submit(declaration)
        (kept,) = desk.declaration(declaration).items_of("award")
        assert kept.content_rev == frozen.content_rev

    def test_an_achievement_that_the_return_did_not_name_cannot_be_dropped(self, desk: EntryDesk) -> None:
        declaration = submitted(desk)
        desk.judge(declaration, Action.RETURN, Defect("paper", "A-02", "缺论文"))
        with pytest.raises(RuleError) as refused:
            desk.fill(declaration, ItemsPart(()))
        assert code_of(refused) == "R-112"

    def test_a_draft_item_is_never_extracted(self, desk: EntryDesk) -> None:
        found = desk.declaration(submitted(desk))
        assert all(desk.item(i.item_id).status is ArchiveStatus.PASSED for i in found.items)
