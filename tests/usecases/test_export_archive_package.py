"""导出归档包 over a real copy: everything the desk sees of one dossier, nothing of others, and it verifies (DOMAIN §9)."""

import hashlib
import io
import json
import zipfile
from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path

import pymupdf
import pytest

from app.domain.archive_package import FileKind, FindingCode, find_files
from app.domain.audit import verify_chain
from app.domain.decision import Action
from app.domain.errors import RuleError
from app.domain.meeting import Meeting
from app.domain.organisation import Role
from app.domain.working_days import SHANGHAI
from app.ports.documents import MissingPerson
from app.ports.queries import Scope
from app.services.documents.office_documents import OfficeDocuments
from app.usecases.export_archive_package import (
    PackageOrder,
    compare_with_copy,
    make_archive_package,
    record_archive_package,
)
from resources import fonts_dir, templates_dir
from tests.copies import add_office
from tests.desk_fixtures import real_desk
from tests.factories import make_decision, make_id
from tests.package_desk import OTHER, WHISPER, make_package_desk

__all__ = ["real_desk"]

WORDS = {"mode:normal": "正常申报", "act:return": "退回", "stage:in_publicity": "公示中"}


def say_nothing(done, total):
    assert 0 <= done <= total


def go_on():
    return False


class Making:
    """Makes packages of the real desk's dossiers."""

    def __init__(self, real, folder):
        self.real, self.folder = real, folder
        self.past = make_package_desk(real)
        self.documents = OfficeDocuments(templates_dir(), fonts_dir(), real.clock)

    def record(self, declaration, scope=None):
        return self.real.desk.package_records.dossier_record(scope or self.real.office.scope, declaration)

    def make(self, declaration, name="归档包.zip", record=None):
        record = record or self.record(declaration)
        kit = self.real.kits.get(record.declaration.plan_id, record.declaration.plan_version)
        order = PackageOrder(
            str(self.folder / name), self.real.office.actor, self.real.clock.now(), WORDS, "test"
        )
        return make_archive_package(
            order, record, kit, self.documents, self.real.desk.packages, report=say_nothing, stop=go_on
        )

    def note(self, made):
        self.real.clock.advance(minutes=1)
        record_archive_package(made, self.real.office.actor, self.real.new_uow, self.real.clock)

    def check(self, path):
        return self.real.desk.packages.verify(str(path), say_nothing, go_on)


@pytest.fixture
def making(real_desk, tmp_path):
    folder = tmp_path / "U盘"
    folder.mkdir()
    return Making(real_desk, folder)


def read_all(path):
    with zipfile.ZipFile(path) as package:
        assert package.testzip() is None
        return {name.partition("/")[2]: package.read(name) for name in package.namelist()}


def test_a_package_holds_every_file_of_every_submission_and_verifies(making):
    scan = b"%PDF-1.7\n" + bytes(range(256)) * 4000
    declaration = making.past.dossier(award=scan)
    made = making.make(declaration)
    assert made.check.is_sound and [p.name for p in making.folder.iterdir()] == ["归档包.zip"]
    path = Path(made.target)
    assert made.check.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    inside = read_all(path)
    record = making.record(declaration)
    wanted = {ref.sha256 for one in (record.declaration, *record.submissions) for ref in find_files(one)}
    wanted |= {ref.sha256 for ref in find_files(record.publicities)}
    kept = {hashlib.sha256(content).hexdigest(): content for content in inside.values()}
    assert wanted <= set(kept)
    assert all(kept[digest] == making.past.contents[digest] for digest in wanted)
    former = record.submissions[0].files_of("study_hours")[0]
    assert former not in record.declaration.files_of("study_hours") and former.sha256 in kept
    assert making.check(path) == made.check
    manifest = made.check.manifest
    assert manifest is not None and made.files == len(manifest.attachments)
    award = [f.path for f in manifest.attachments if "/第1条/" in f.path]
    assert sorted(p.rpartition("/")[2] for p in award) == ["_CON.pdf", "获奖证书.pdf", "获奖证书（2）.pdf"]
    assert {f.kind for f in manifest.files} == set(FileKind) - {FileKind.DECISION}
    hostile = next(f for f in manifest.attachments if "表彰" in f.name)
    assert hostile.path.rpartition("/")[2] == "表彰文件：第1 2页.pdf"


def test_the_bag_is_one_that_other_programs_read(making):
    paper = making.documents.missing_list([MissingPerson("陈晓东", "示例建设工程有限公司", "计划", ())])
    made = making.make(making.past.hand_in(award=paper))
    inside = read_all(made.target)
    (place,) = [path for path in inside if path.endswith("/06 获奖情况/第1条/获奖证书.pdf")]
    with pymupdf.open(stream=inside[place]) as certificate:
        assert "缺件清单" in certificate[0].get_text()
    assert inside["bagit.txt"] == b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    for manifest, is_payload in (("manifest-sha256.txt", True), ("tagmanifest-sha256.txt", False)):
        lines = [line.split("  ", 1) for line in inside[manifest].decode().splitlines()]
        assert all(hashlib.sha256(inside[path]).hexdigest() == digest for digest, path in lines)
        listed = {path for _, path in lines}
        assert listed == {
            p for p in inside if p.startswith("data/") == is_payload and p != "tagmanifest-sha256.txt"
        }
    payload = [content for path, content in inside.items() if path.startswith("data/")]
    oxum = f"Payload-Oxum: {sum(map(len, payload))}.{len(payload)}"
    assert oxum in inside["bag-info.txt"].decode()
    names = zipfile.ZipFile(made.target).namelist()
    assert {name.partition("/")[0] for name in names} == {"归档包"}


def test_a_package_made_in_the_early_morning_bears_the_day_of_shanghai(making):
    declaration = making.past.hand_in(award=b"%PDF-1.7 award")
    day = making.real.clock.today() + timedelta(days=1)
    making.real.clock.set_now(datetime.combine(day, time(1), SHANGHAI))
    inside = read_all(making.make(declaration).target)
    assert f"Bagging-Date: {day}" in inside["bag-info.txt"].decode()


def test_records_hold_decisions_submissions_and_the_plan(making):
    declaration = making.past.dossier()
    inside = read_all(making.make(declaration).target)
    decisions = json.loads(inside["data/记录/decisions.json"])
    own = [d["action"] for d in decisions if d["subject_kind"] == "declaration"]
    assert own == ["return", "confirm"]
    assert [d["at"] for d in decisions] == sorted(d["at"] for d in decisions)
    assert sum(d["subject_kind"] == "archive_item" for d in decisions) == 3
    returned = next(d for d in decisions if d["action"] == "return")
    assert returned["notice"].startswith("学时登记表未盖章")
    assert json.loads(inside["data/记录/submission-02.json"])["submit_no"] == 2
    plan = json.loads(inside["data/记录/plan.json"])
    assert (plan["id"], plan["version"]) == ("hz-construction-engineer-2026", 1)
    log = json.loads(inside["data/记录/log.json"])
    assert {"return", "submit"} <= {line["act"] for line in log}


def test_what_the_road_records_comes_along_with_its_files(making):
    """Payment, document, certificate …: decisions with a record of their own and files, and the expert meeting."""
    declaration = making.past.hand_in()
    receipt = making.past.put("缴费凭证.pdf")
    actor = making.real.office.actor
    record = making.record(declaration).declaration
    paid = make_decision(
        record,
        actor,
        action=Action.RECORD_PAYMENT,
        record={"amount": "300", "receipt": "HZ-0001"},
        files=(receipt,),
    )
    other = making.past.hand_in(OTHER)
    meeting = Meeting(
        id=make_id(),
        organisation_id=actor.organisation_id,
        title="2026年度第一次评审会",
        held_on=making.real.clock.today(),
        place="市建委三楼",
        members=(other, declaration),
        rev=1,
        created_by=actor,
        created_at=making.real.clock.now(),
        note=f"{OTHER}答辩未到",
    )
    with making.real.uow() as uow:
        uow.files.add((receipt,))
        uow.decisions.add(paid)
        uow.meetings.add(meeting)
        uow.commit()
    inside = read_all(making.make(declaration).target)
    (decision,) = [d for d in json.loads(inside["data/记录/decisions.json"]) if d["files"]]
    assert decision["record"] == {"amount": "300", "receipt": "HZ-0001"}
    (path,) = [path for path in inside if path.startswith("data/附件/结论/")]
    assert path.endswith("/缴费凭证.pdf") and inside[path] == making.past.contents[receipt.sha256]
    (met,) = json.loads(inside["data/记录/meetings.json"])
    assert (met["title"], met["members"], met["note"]) == ("2026年度第一次评审会", [declaration], "")


def test_nobody_notes_a_package_of_a_dossier_that_is_out_of_reach(making):
    made = making.make(making.past.hand_in())
    making.real.office = add_office(making.real.new_uow)
    with pytest.raises(RuleError, match="N-404"):
        making.note(made)


def test_nothing_of_other_people_stands_in_it(making):
    inside = read_all(making.make(making.past.dossier()).target)
    with pymupdf.open(stream=inside["data/目录.pdf"]) as index:
        everything = "".join(page.get_text() for page in index)
    everything += "".join(
        content.decode() for path, content in inside.items() if path.endswith((".json", ".txt"))
    )
    assert OTHER not in everything and WHISPER not in everything
    publicities = json.loads(inside["data/记录/publicities.json"])
    assert publicities[0]["objections"] == [] and len(publicities[0]["members"]) == 1


def test_audit_entries_stand_with_their_salts_and_fit_this_copys_chain(making):
    declaration = making.past.dossier()
    made = making.make(declaration)
    audit = json.loads(read_all(made.target)["data/记录/audit.json"])
    acts = [line["entry"]["act"] for line in audit]
    assert {"archive.save", "declaration.submit", "declaration.return", "publicity.start"} <= set(acts)
    assert "objection.record" not in acts
    assert all(len(line["content"]["salt"]) == 32 for line in audit)
    compared = compare_with_copy(made.check, making.real.desk.package_records, making.real.office.scope)
    assert compared.is_sound
    forged = replace(made.check, audit=(*made.check.audit[:-1], (made.check.audit[-1][0], "f" * 64)))
    (found,) = compare_with_copy(forged, making.real.desk.package_records, making.real.office.scope).findings
    assert found.code is FindingCode.AUDIT_FOREIGN


def test_making_one_is_noted_and_another_file_is_known_not_to_be_it(making):
    declaration = making.past.hand_in()
    made = making.make(declaration)
    making.note(made)
    records, scope = making.real.desk.package_records, making.real.office.scope
    line = records.dossier_record(scope, declaration).log[0]
    assert line.act == "declaration_package" and made.check.sha256 in line.text
    verify_chain(making.real.desk.queries.audit_entries())
    assert compare_with_copy(made.check, records, scope).is_sound
    other = making.make(declaration, "另一份.zip")
    (found,) = compare_with_copy(other.check, records, scope).findings
    assert found.code is FindingCode.NOT_AS_MADE


def test_a_level_above_gets_what_it_sees_only(making):
    declaration = making.past.dossier()
    above = add_office(making.real.new_uow, name="示例区受理点", role=Role.ACCEPTANCE)
    with pytest.raises(RuleError, match="N-404"):
        making.record(declaration, above.scope)
    with making.real.copy.write_engine.begin() as connection:
        connection.exec_driver_sql(
            "UPDATE declaration SET reached = reached | 2, acceptance_id = ? WHERE id = ?",
            (above.unit.id, declaration),
        )
    record = making.record(declaration, above.scope)
    assert {entry.subject_kind for entry, _ in record.audit} == {"declaration", "publicity"}
    assert {d.subject_id for d in record.decisions} == {declaration}
    assert len(record.declaration.items) == 3
    making.real.office = above
    assert making.make(declaration, record=record).check.is_sound


@pytest.mark.parametrize("scope", [Scope(Role.EMPLOYER, make_id()), Scope(Role.ADMIN, make_id())])
def test_whoever_does_not_see_the_dossier_gets_none(making, scope):
    with pytest.raises(RuleError, match="N-404"):
        making.record(making.past.hand_in(), scope)


def test_a_draft_has_nothing_to_be_archived(making):
    desk = making.past.entry
    declaration = desk.start(desk.enter_reviewed())
    with pytest.raises(RuleError, match="V-209"):
        making.make(declaration)
    assert list(making.folder.iterdir()) == []


def test_the_index_shows_the_form_the_files_and_the_log(making):
    declaration = making.past.dossier()
    made = making.make(declaration)
    content = read_all(made.target)["data/目录.pdf"]
    with pymupdf.open(stream=io.BytesIO(content)) as index:
        text = "\n".join(page.get_text() for page in index)
    flat = "".join(text.split())
    assert "归档包目录" in flat and "陈晓东" in flat and "正常申报" in flat
    assert all(f"{number}." in flat for number in range(1, 20))
    number = making.record(declaration).applicant.id_number
    assert number not in flat and number[:6] in flat
    manifest = made.check.manifest
    assert manifest is not None
    assert all(f.sha256 in flat for f in manifest.files if f.kind is not FileKind.INDEX)
    assert "退回" in flat and "学时登记表未盖章" in flat


def test_characters_without_a_glyph_do_not_stop_the_index(making):
    declaration = making.past.hand_in(name="陈\U0001f600东")
    made = making.make(declaration)
    with pymupdf.open(stream=read_all(made.target)["data/目录.pdf"]) as index:
        assert "陈〔U+1F600〕东" in index[0].get_text().replace("\n", "")
