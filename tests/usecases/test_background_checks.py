"""Pre-checks beside the work, on a real working copy: judged on what was read, kept only where it still is (DOMAIN §7)."""

from dataclasses import dataclass, replace

import pytest

from app.domain.decision import SubjectKind
from app.domain.organisation import Role
from app.domain.prechecks.checks import Surroundings
from app.domain.prechecks.files import FileFault
from app.domain.prechecks.notice import Notice, Severity
from app.domain.prechecks.repeats import UnitContent, own_wordings
from app.ports.queries import Scope
from app.services.plan_kits import FolderPlanKits
from app.usecases.background_checks import Judged, judge_archive, judge_declaration, keep_judged
from app.usecases.prechecks import lay_side_by_side, recheck_declaration
from db.name_readings import read_name
from db.queries.sql_queries import SqlQueries
from db.working_copy import WorkingCopy
from resources import plans_dir
from tests.calendars import plain_calendar
from tests.copies import add_office
from tests.factories import FixedClock, make_file, make_scope
from tests.usecases.entry_desk import AWARD, EntryDesk

KITS = FolderPlanKits(plans_dir())
DUTY = "负责排水管网数字化诊断方案的编制、现场实施与数据分析，并完成成果验收。"
PROJECT = {"start": "2022-03", "end": "2023-06", "name": "泵站更新", "role": "主持", "duty": DUTY}
TRAINING = {"start": "2024-03", "end": "2024-03", "title": "新规范", "organiser": "示例中心", "hours": "24"}


@dataclass
class CheckDesk(EntryDesk):
    queries: SqlQueries

    def flags(self, kind: SubjectKind, subject_id: str) -> list[Notice]:
        with self.new_uow() as uow:
            return list(uow.flags.of_subject(kind, subject_id))

    def codes(self, item_id: str) -> list[str]:
        return [n.code for n in self.flags(SubjectKind.ARCHIVE_ITEM, item_id)]

    def look_around(self, person: str) -> UnitContent | None:
        archive = self.queries.checks.archive(self.office.scope, person)
        items = lay_side_by_side(archive.items)
        files = [ref.sha256 for item in items for ref in item.evidence]
        return self.queries.checks.unit_content(self.office.scope, person, files, own_wordings(items))

    def judge_person(self, person: str, faults: dict[str, FileFault] | None = None) -> tuple[Judged, ...]:
        archive = self.queries.checks.archive(self.office.scope, person)
        around = Surroundings(faults or {}, self.look_around(person))
        return judge_archive(archive, KITS, self.clock.today(), around)


@pytest.fixture
def desk(copy: WorkingCopy) -> CheckDesk:
    def new_uow():
        return copy.new_unit_of_work(KITS, read_name)

    office = add_office(new_uow, name="示例建设工程有限公司")
    return CheckDesk(new_uow, office, KITS, FixedClock(), SqlQueries(copy.read_engine, plain_calendar))


def submitted(desk: CheckDesk) -> str:
    declaration = desk.start(desk.enter_reviewed())
    desk.fill_all(declaration)
    desk.submit(declaration)
    return declaration


@pytest.mark.req("A5.2")
def test_what_files_show_is_kept_with_the_revision_it_was_seen_on(desk: CheckDesk, copy: WorkingCopy) -> None:
    person = desk.enter()
    locked = make_file(name="加密.pdf")
    item = desk.save(person, "award", AWARD, evidence=(locked, make_file()))
    assert desk.codes(item) == []
    changed = keep_judged(desk.judge_person(person, {locked.sha256: FileFault.ENCRYPTED}), desk.new_uow)
    assert changed.items == (item,)
    assert desk.codes(item) == ["file_encrypted"]
    with copy.read_engine.connect() as connection:
        seen = connection.exec_driver_sql("SELECT seen_rev FROM flag WHERE subject_id = ?", (item,)).scalar()
        counted = connection.exec_driver_sql(
            "SELECT flag_count FROM archive_item WHERE id = ?", (item,)
        ).scalar()
    assert (seen, counted) == (desk.item(item).content_rev, 1)
    assert desk.item(item).rev == 1, "a notice is no change of the item"


def test_the_same_result_again_writes_nothing(desk: CheckDesk) -> None:
    person = desk.enter()
    blank = make_file()
    desk.save(person, "award", AWARD, evidence=(blank,))
    faults = {blank.sha256: FileFault.BLANK}
    keep_judged(desk.judge_person(person, faults), desk.new_uow)
    assert desk.judge_person(person, faults) == ()


def test_a_result_about_a_former_revision_is_dropped(desk: CheckDesk) -> None:
    person = desk.enter()
    blank = make_file()
    item = desk.save(person, "award", AWARD, evidence=(blank,))
    judged = desk.judge_person(person, {blank.sha256: FileFault.BLANK})
    desk.save(person, "award", AWARD, item=desk.item(item), evidence=(make_file(),))
    assert keep_judged(judged, desk.new_uow).items == ()
    assert desk.codes(item) == []


def test_a_decision_in_between_moves_no_content_so_the_result_stands(desk: CheckDesk) -> None:
    person = desk.enter()
    blank = make_file()
    item = desk.save(person, "award", AWARD, evidence=(blank,))
    judged = desk.judge_person(person, {blank.sha256: FileFault.BLANK})
    desk.review(item)
    assert keep_judged(judged, desk.new_uow).items == (item,)


def test_a_result_about_a_declaration_that_moved_on_or_is_gone_is_dropped(desk: CheckDesk) -> None:
    declaration = submitted(desk)
    stale = Judged(SubjectKind.DECLARATION, declaration, 1, (Notice("file_blank", {"name": "x"}),))
    gone = replace(stale, subject_id="01990000-0000-7000-8000-000000009999")
    assert keep_judged([stale, gone], desk.new_uow).declarations == ()
    assert "file_blank" not in [n.code for n in desk.flags(SubjectKind.DECLARATION, declaration)]


def test_a_write_keeps_what_was_found_in_a_file_until_the_file_goes(desk: CheckDesk) -> None:
    person = desk.enter()
    blank, other = make_file(), make_file()
    item = desk.save(person, "award", AWARD, evidence=(blank,))
    keep_judged(desk.judge_person(person, {blank.sha256: FileFault.BLANK}), desk.new_uow)
    desk.save(person, "award", AWARD, item=desk.item(item), evidence=(blank, other))
    assert desk.codes(item) == ["file_blank"]
    desk.save(person, "award", AWARD, item=desk.item(item), evidence=(other,))
    assert desk.codes(item) == []


def test_a_file_under_two_items_of_one_person_shows_with_the_write(desk: CheckDesk) -> None:
    person, shared = desk.enter(), make_file()
    first = desk.save(person, "training", TRAINING, evidence=(shared,))
    second = desk.save(person, "training", TRAINING | {"title": "另一门"}, evidence=(shared,))
    assert (desk.codes(first), desk.codes(second)) == ([], ["file_repeated"])


def test_what_two_people_of_the_unit_share_is_said_of_both_without_a_name(desk: CheckDesk) -> None:
    shared = make_file()
    people = [desk.enter(name="陈晓东"), desk.enter(name="林致远")]
    items = [desk.save(person, "project", PROJECT, evidence=(shared, make_file())) for person in people]
    for person in people:
        keep_judged(desk.judge_person(person), desk.new_uow)
    for item in items:
        notices = desk.flags(SubjectKind.ARCHIVE_ITEM, item)
        assert [n.code for n in notices] == ["file_of_another", "words_of_another"]
        assert all(dict(n.params) == {} for n in notices)


def test_other_units_are_not_compared(desk: CheckDesk) -> None:
    shared = make_file()
    elsewhere = EntryDesk(desk.new_uow, add_office(desk.new_uow, name="别家有限公司"), KITS, desk.clock)
    elsewhere.save(elsewhere.enter(), "project", PROJECT, evidence=(shared,))
    person = desk.enter()
    desk.save(person, "project", PROJECT, evidence=(shared, make_file()))
    assert desk.look_around(person) == UnitContent()
    above = Scope(Role.ACCEPTANCE, desk.office.unit.id)
    assert desk.queries.checks.unit_content(above, person, [shared.sha256], [DUTY]) is None


def test_a_level_above_keeps_what_the_unit_found_and_adds_what_it_measures(desk: CheckDesk) -> None:
    declaration = submitted(desk)
    subject = desk.queries.checks.declaration(make_scope(desk.office.unit), declaration)
    shared = Notice("file_of_another", {}, "award", item_id=subject.declaration.items[-1].item_id)
    subject = replace(subject, stored=(*subject.stored, shared))
    photo = subject.declaration.photo
    assert photo is not None
    (judged,) = judge_declaration(
        subject, KITS, desk.clock.today(), Surroundings({photo.sha256: FileFault.DAMAGED}, None)
    )
    assert [n.code for n in judged.notices if n.counts][-2:] == ["file_damaged", "file_of_another"]
    assert judged.seen_rev == subject.declaration.rev


def test_what_is_still_being_filled_in_is_left_alone(desk: CheckDesk) -> None:
    declaration = desk.start(desk.enter_reviewed())
    subject = desk.queries.checks.declaration(desk.office.scope, declaration)
    assert judge_declaration(subject, KITS, desk.clock.today(), Surroundings()) == ()


def test_lists_count_what_is_to_be_noted_and_not_the_hints(desk: CheckDesk, copy: WorkingCopy) -> None:
    person = desk.enter()
    item = desk.save(person, "award", AWARD | {"people": "3", "rank": "2"})
    (notice,) = desk.flags(SubjectKind.ARCHIVE_ITEM, item)
    assert (notice.code, notice.severity) == ("contribution_unproved", Severity.HINT)
    with copy.read_engine.connect() as connection:
        counted = connection.exec_driver_sql(
            "SELECT flag_count FROM archive_item WHERE id = ?", (item,)
        ).scalar()
    assert counted == 0


def test_a_declaration_carries_the_revision_its_notices_saw(desk: CheckDesk, copy: WorkingCopy) -> None:
    declaration = submitted(desk)
    found = desk.declaration(declaration)
    with desk.new_uow() as uow:
        recheck_declaration(uow, replace(found, statement=""), KITS, desk.clock.today())
        uow.commit()
    with copy.read_engine.connect() as connection:
        seen = connection.exec_driver_sql(
            "SELECT DISTINCT seen_rev FROM flag WHERE subject_id = ?", (declaration,)
        ).scalars()
        assert list(seen) == [found.rev]
