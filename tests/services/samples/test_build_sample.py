"""The sample as a working copy: six people, built through the program's own usecases into a real encrypted copy."""

import shutil
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from app.domain.archive import ArchiveStatus
from app.domain.audit import verify_chain
from app.domain.declaration import EmployerStep, Stage, employer_step
from app.domain.organisation import Role
from app.services.holiday_data import OfficeCalendar, read_shipped_years
from app.services.plan_kits import FolderPlanKits
from app.services.samples.build import SampleSummary, build_sample
from app.services.samples.published_key import SAMPLE_PASSWORD
from app.services.samples.timetable import SAMPLE_NOW
from db.attachments import EncryptedAttachmentStore
from db.name_readings import read_name
from db.working_copy import WorkingCopy
from resources import holidays_dir, plans_dir
from tests.copies import open_test_copy
from tests.factories import FixedClock, make_id

TODAY = date(2026, 10, 9)


class PlainHasher:
    """argon2id takes a tenth of a second by design."""

    def hash(self, password: str) -> str:
        return f"hashed {password}"

    def verify(self, password_hash: str, password: str) -> bool:
        return password_hash == self.hash(password)


@dataclass
class Sample:
    copy: WorkingCopy
    kits: FolderPlanKits
    summary: SampleSummary
    clock: FixedClock
    steps: list[tuple[int, int]]

    def uow(self):
        return self.copy.new_unit_of_work(self.kits, read_name)

    def rows(self, sql: str) -> list[tuple]:
        with self.copy.read_engine.connect() as connection:
            return [tuple(row) for row in connection.exec_driver_sql(sql)]

    def declarations(self):
        with self.uow() as uow:
            return [uow.declarations.get(key) for (key,) in self.rows("SELECT id FROM declaration")]


@pytest.fixture(scope="module")
def sample(empty_copy: Path, tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("sample") / "copy"
    shutil.copytree(empty_copy, folder)
    copy = open_test_copy(folder)
    kits, clock, steps = FolderPlanKits(plans_dir()), FixedClock(), []

    def note(done: int, total: int) -> None:
        steps.append((done, total))

    summary = build_sample(
        lambda: copy.new_unit_of_work(kits, read_name),
        EncryptedAttachmentStore(copy.attachments_folder, copy.key),
        kits,
        clock,
        make_id,
        calendar=OfficeCalendar(read_shipped_years(holidays_dir())),
        passwords=PlainHasher(),
        people=6,
        processes=1,
        progress=note,
    )
    yield Sample(copy, kits, summary, clock, steps)
    copy.close()


def test_summary_counts_what_lies_in_the_copy(sample):
    assert sample.rows("SELECT count(*) FROM applicant") == [(6,)]
    assert sample.rows("SELECT count(*) FROM archive_item") == [(sample.summary.items,)]
    assert sample.rows("SELECT count(*) FROM declaration") == [(sample.summary.declarations,)]
    assert sample.summary.items > 80
    assert sample.summary.files > 100


def test_every_file_can_be_read_back(sample):
    store = EncryptedAttachmentStore(sample.copy.attachments_folder, sample.copy.key)
    stored = sample.rows("SELECT sha256, size FROM file")
    assert len(stored) == sample.summary.files
    assert all(len(store.read(sha256)) == size for sha256, size in stored)


def test_clock_shows_the_day_of_the_mock_ups(sample):
    assert sample.clock.now() == SAMPLE_NOW
    assert sample.clock.today() == TODAY


def test_audit_chain_verifies_and_ends_before_now(sample):
    with sample.uow() as uow:
        entries = list(uow.audit.entries())
    assert verify_chain(entries) > 100
    assert entries[-1][0].at < SAMPLE_NOW


def test_one_account_for_each_employer_and_each_level(sample):
    accounts = sample.rows("SELECT role, password_hash FROM account")
    assert Counter(role for role, _ in accounts)[Role.EMPLOYER.value] == 6
    assert {role for role, _ in accounts} == {role.value for role in Role}
    assert all(PlainHasher().verify(stored, SAMPLE_PASSWORD) for _, stored in accounts)


@pytest.mark.req("A4.3", "A4.4")
def test_six_people_show_every_step_of_the_employers_review(sample):
    declarations = sample.declarations()
    steps = {employer_step(d.stage, d.publicity_to, TODAY) for d in declarations}
    assert set(EmployerStep) <= steps
    assert {Stage.DRAFT, Stage.COMMITTEE_REVIEW} <= {d.stage for d in declarations}


@pytest.mark.req("A4.6")
def test_the_passed_one_carries_the_opinion_of_its_plan(sample):
    passed = next(d for d in sample.declarations() if d.stage is Stage.COMMITTEE_REVIEW)
    with sample.uow() as uow:
        opinion = uow.decisions.of_subject(passed.id)[-1].opinion
    assert opinion.startswith("经审核,欧阳静怡同志符合水利工程专业正高级工程师职务任职资格申报条件,")
    assert opinion.endswith("无异议,同意推荐")


@pytest.mark.req("A3.6")
def test_the_draft_waits_for_its_archive(sample):
    draft = next(d for d in sample.declarations() if d.stage is Stage.DRAFT)
    with sample.uow() as uow:
        statuses = {item.status for item in uow.archive.of_applicant(draft.applicant_id)}
    assert ArchiveStatus.PENDING in statuses


def test_the_main_desk_has_awards_to_pass_return_and_tick(sample):
    pending = sample.rows(
        "SELECT count(*) FROM archive_item i JOIN organisation o ON o.id = i.employer_id "
        "WHERE i.status = 'pending' AND i.section = 'award' AND o.name = '示例建设工程有限公司'"
    )
    assert pending[0][0] >= 4


def test_prechecks_have_something_to_show(sample):
    codes = {code for (code,) in sample.rows("SELECT code FROM flag")}
    assert {"rank_exceeds_people", "evidence_missing", "period_reversed", "record_form_expired"} <= codes


def test_an_award_came_again_after_a_return(sample):
    again = sample.rows("SELECT section, status FROM archive_item WHERE submit_no = 2")
    assert again == [("award", "pending")]


def test_running_publicity_ends_on_the_day_of_the_mock_up(sample):
    ends = sample.rows("SELECT start_on, end_on FROM publicity WHERE start_on = '2026-09-30'")
    assert [str(end) for _, end in ends] == ["2026-10-13"]


def test_progress_is_told_to_the_end(sample):
    done, total = zip(*sample.steps, strict=True)
    assert list(done) == list(range(1, len(done) + 1))
    assert set(total) == {len(done)}
