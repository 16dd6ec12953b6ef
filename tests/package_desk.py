"""A dossier with a past in a real copy and a real store, for tests of archive packages: entered, passed, handed in,
returned, handed in again, published with somebody else to whom there is an objection.
"""

import os
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app.domain.archive import ArchiveStatus
from app.domain.attachment import FileRef
from app.domain.commands import AddPublicityEvidence, RecordObjection, StartPublicity
from app.domain.decision import Action, Defect
from app.domain.declaration import CommitmentKind, DeclareMode, PersonCategory, PhotoGround
from app.domain.declaring import CommitmentPart, ItemsPart, MaterialPart, PhotoPart
from app.domain.materials import Need, judge_materials, read_facts
from app.domain.photo_rules import PhotoFacts
from app.domain.publicity import EndRule
from app.ports.attachments import AttachmentStore
from app.services.holiday_data import OfficeCalendar, read_shipped_years
from app.usecases.handle_objection import record_objection
from app.usecases.record_publicity import add_publicity_evidence, start_publicity
from resources import holidays_dir
from tests.factories import make_id
from tests.usecases.entry_desk import AWARD, BASIC, FACTS, EntryDesk, make_information

HOURS = Defect("materials", "M-06", "学时登记表未盖章。", material="study_hours")
OTHER = "郑凯"
"""Published together with the person: nothing of him stands in a package of somebody else."""
WHISPER = "举报郑凯学历造假"
PROJECT = {"awarded_on": "2023-06", "project": "沿江大道改造", "name": "安全文明工地", "level": "市厅级"}


@dataclass
class PackageDesk:
    """``contents``: the bytes of every file put into the store, by hash."""

    entry: EntryDesk
    store: AttachmentStore
    contents: dict[str, bytes] = field(default_factory=dict)

    def put(self, name: str, size: int = 3000, content: bytes = b"") -> FileRef:
        head = b"\xff\xd8\xff" if name.endswith(".jpg") else b"%PDF-1.7\n"
        content = content or head + os.urandom(size)
        ref = self.store.put(content, name)
        self.contents[ref.sha256] = content
        return ref

    def hand_in(self, name: str = "陈晓东", award: bytes = b"") -> str:
        """Entered, passed and handed in; the declaration's id. ``award``: bytes of the first certificate."""
        desk = self.entry
        person = desk.enter(name=name)
        with desk.new_uow() as uow:
            number = uow.applicants.get(person).id_number
        certificate = self.put("获奖证书.pdf", content=award)
        for section, fields, evidence in (
            ("basic", BASIC | {"name": name, "id_number": number}, (self.put("身份证.pdf"),)),
            ("award", AWARD, (certificate, self.put("获奖证书.pdf"), self.put("CON.pdf"))),
            ("award", PROJECT, (self.put("../../表彰\u202e文件：第1/2页.pdf"), certificate)),
        ):
            desk.review(desk.save(person, section, fields, evidence=evidence))
        declaration = desk.start(person)
        passed = [i.id for i in desk.items(person) if i.status is ArchiveStatus.PASSED]
        kit = desk.kit(declaration)
        desk.fill(
            declaration,
            PhotoPart(
                self.put("证件照.jpg"),
                facts=PhotoFacts("JPEG", 413, 579, 100 * 1024),
                ground=PhotoGround.WHITE,
            ),
            CommitmentPart(self.put("真实性保证书.pdf"), CommitmentKind.SCAN),
            make_information(kit, DeclareMode.NORMAL, PersonCategory.NORMAL, FACTS),
            ItemsPart(tuple(passed)),
        )
        for need in judge_materials(kit, read_facts(desk.declaration(declaration))):
            if need.verdict.need is Need.REQUIRED:
                papers = tuple(paper.value for paper in need.verdict.all_of) or ("",)
                files = tuple(self.put(f"{need.material.title}.pdf") for _ in papers)
                desk.fill(declaration, MaterialPart(need.material.key, files, papers))
        desk.submit(declaration)
        return declaration

    def return_and_answer(self, declaration: str) -> FileRef:
        """Returned for one material and handed in again; the file that is no longer in it."""
        desk = self.entry
        former = desk.declaration(declaration).files_of("study_hours")[0]
        desk.clock.advance(hours=1)
        desk.judge(declaration, Action.RETURN, HOURS, notice="学时登记表未盖章，请盖章后重新上传。")
        desk.clock.advance(hours=1)
        desk.fill(declaration, MaterialPart("study_hours", (self.put("学时登记表（盖章）.pdf"),)))
        desk.submit(declaration)
        return former

    def publish(self, *declarations: str) -> str:
        """Confirmed and published; with a photo, and an objection to the last."""
        desk = self.entry
        actor = desk.office.actor
        for declaration in declarations:
            desk.judge(declaration, Action.CONFIRM)
        today = desk.clock.today()
        publicity = make_id()
        members = tuple((d, desk.declaration(d).rev) for d in declarations)
        start = StartPublicity(
            make_id(),
            actor,
            publicity,
            members,
            desk.office.unit.name,
            "一楼公告栏",
            today,
            date(today.year, 12, 20),
            EndRule.START_EXCLUDED,
        )
        calendar = OfficeCalendar(read_shipped_years(holidays_dir()))
        start_publicity(start, desk.new_uow, desk.clock, desk.kits, calendar)
        photo = AddPublicityEvidence(make_id(), actor, publicity, 1, (self.put("公示照片.jpg"),))
        add_publicity_evidence(photo, desk.new_uow, desk.clock)
        objection = RecordObjection(
            make_id(), actor, publicity, 2, declarations[-1], "匿名来信", today, WHISPER
        )
        record_objection(objection, desk.new_uow, desk.clock, desk.kits)
        return publicity

    def dossier(self, award: bytes = b"") -> str:
        """The whole past; the id of the declaration."""
        declaration, other = self.hand_in(award=award), self.hand_in(OTHER)
        self.return_and_answer(declaration)
        self.publish(declaration, other)
        return declaration


def make_package_desk(real: Any) -> PackageDesk:
    """Over ``tests.desk_fixtures.real_desk``."""
    return PackageDesk(EntryDesk(real.new_uow, real.office, real.kits, real.clock), real.desk.attachments)
