"""One working copy with every office of the road, an account with a password of its own for each, and the real window over it.

Everything behind the window is the program's own (``app.wiring.wire``): store, preview, passwords, kits. Only the day is
the test's: 2026-10-09, moved from the window's own 样例时间.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cache
from typing import Any

import pymupdf
from PIL import Image

from app.domain.archive import ArchiveStatus
from app.domain.attachment import FileRef
from app.domain.audit import verify_chain
from app.domain.decision import Action, Decision
from app.domain.declaration import CommitmentKind, Declaration, DeclareMode, PersonCategory, PhotoGround
from app.domain.declaring import CommitmentPart, ItemsPart, MaterialPart, PhotoPart
from app.domain.materials import Need, judge_materials, read_facts
from app.domain.meeting import Meeting
from app.domain.organisation import EmployerKind, Organisation, Role
from app.domain.paper_forms import FormStep, steps_taken
from app.domain.photo_rules import PhotoFacts
from app.domain.publicity import Publicity
from app.ports.desk import Desk
from app.services.clocks import SampleClock
from app.services.passwords import Argon2Cost, Argon2Passwords
from app.wiring import OpenedDesk
from tests.copies import Office
from tests.factories import make_account, make_actor, make_id, make_organisation, make_scope
from tests.ui.fake_desk import MORNING
from tests.usecases.entry_desk import AWARD, BASIC, FACTS, EntryDesk, make_information

CONSTRUCTION, WATER = "hz-construction-engineer-2026", "zj-water-engineer-2020"
DISTRICT = "330106"
CHEAP_GUESSES = Argon2Cost(memory_kib=1024, passes=1, lanes=1)
"""Real hashes, verified by the program's own hasher; cheap, because nobody guesses here."""

FIRM, POINT, BUREAU, COMMITTEE = "周敏", "方晴", "沈立群", "陆明轩"
CITY, BUILDING = "苏敬之", "石国栋"
MUNICIPAL, STATE_FIRM, MUNICIPAL_INSTITUTION, INSTITUTION = "高建华", "罗晓芸", "邵志强", "蒋文琪"
"""Clerks: each signs in under this name."""


@dataclass
class World:
    """``offices`` by the name of their clerk; ``passwords`` likewise."""

    opened: OpenedDesk
    desk: Desk
    offices: dict[str, Office] = field(default_factory=dict)
    passwords: dict[str, str] = field(default_factory=dict)

    # ---- before the window opens

    def add_office(self, clerk: str, unit: Organisation) -> None:
        """A unit and the account of who sits there."""
        password = f"mima-{len(self.offices)}-{unit.role.value}"
        hashed = Argon2Passwords(CHEAP_GUESSES).hash(password)
        account = make_account(unit, name=clerk, password_hash=hashed)
        with self.desk.new_unit_of_work() as uow:
            uow.organisations.add(unit)
            uow.accounts.add(account)
            uow.commit()
        self.offices[clerk] = Office(unit, account, make_actor(unit, account), make_scope(unit))
        self.passwords[clerk] = password

    def declare(self, clerk: str, name: str, plan: str = CONSTRUCTION, **facts: str) -> str:
        """Entered, passed and handed in at this unit, with files that can be read; the declaration's id."""
        desk = self._entry_desk(clerk)
        person = desk.enter(name=name)
        with desk.new_uow() as uow:
            number = uow.applicants.get(person).id_number
        unit = self.offices[clerk].unit.name
        basic = BASIC | {"name": name, "id_number": number, "unit": unit}
        for section, fields in (("basic", basic), ("award", AWARD)):
            desk.review(desk.save(person, section, fields, evidence=(self.put(f"{name} {section}.pdf"),)))
        declaration = desk.start(person, plan)
        passed = [i.id for i in desk.items(person) if i.status is ArchiveStatus.PASSED]
        kit = desk.kit(declaration)
        information = make_information(kit, DeclareMode.NORMAL, PersonCategory.NORMAL, FACTS | facts)
        desk.fill(
            declaration,
            PhotoPart(
                self.put(f"{name} 证件照.jpg"),
                facts=PhotoFacts("JPEG", 413, 579, 100 * 1024),
                ground=PhotoGround.WHITE,
            ),
            CommitmentPart(self.put(f"{name} 真实性保证书.pdf"), CommitmentKind.SCAN),
            replace(information, acceptance_point=DISTRICT if kit.acceptance_points else ""),
            ItemsPart(tuple(passed)),
        )
        for need in judge_materials(kit, read_facts(desk.declaration(declaration))):
            if need.verdict.need is Need.REQUIRED:
                papers = tuple(p.value for p in need.verdict.all_of) or ("",)
                files = tuple(self.put(f"{name} {need.material.title}{paper}.pdf") for paper in papers)
                desk.fill(declaration, MaterialPart(need.material.key, files, papers))
        desk.submit(declaration)
        return declaration

    def put(self, name: str) -> FileRef:
        """A file that opens: a page that says what it is, or a small picture."""
        content = paint_photo() if name.endswith(".jpg") else print_page(name)
        return self.desk.attachments.put(content, name.replace("/", "／"))

    def _entry_desk(self, clerk: str) -> EntryDesk:
        clock: Any = self.desk.clock
        new_uow: Any = self.desk.new_unit_of_work
        return EntryDesk(new_uow, self.offices[clerk], self.desk.plan_kits, clock)

    def pass_days(self, days: int) -> None:
        """Nobody sits there meanwhile; at a window that stays open ``ui.shell`` notices the new day by its clock."""
        clock = self.desk.clock
        assert isinstance(clock, SampleClock)
        clock.set_now(clock.now() + timedelta(days=days))

    # ---- afterwards: what the copy says. At rest only.

    def stored(self, declaration_id: str) -> Declaration:
        with self.desk.new_unit_of_work() as uow:
            return uow.declarations.get(declaration_id)

    def submissions(self, declaration_id: str) -> Sequence[Declaration]:
        """As handed in, the first time first."""
        with self.desk.new_unit_of_work() as uow:
            return uow.declarations.submissions(declaration_id)

    def decisions(self, declaration_id: str) -> Sequence[Decision]:
        with self.desk.new_unit_of_work() as uow:
            return uow.decisions.of_subject(declaration_id)

    def acts(self, declaration_id: str) -> list[tuple[str, Action]]:
        """Who did what, oldest first, as it stands on record."""
        return [(d.actor.name, d.action) for d in self.decisions(declaration_id)]

    def opinion(self, declaration_id: str) -> str:
        """What the unit wrote when it passed."""
        passed = [d for d in self.decisions(declaration_id) if d.action is Action.PASS]
        return passed[0].opinion

    def numbers(self, declaration_id: str) -> list[str]:
        """Of the document and of the certificate."""
        return [d.record["number"] for d in self.decisions(declaration_id) if "number" in d.record]

    def form_steps(self, declaration_id: str) -> tuple[FormStep, ...]:
        return steps_taken(self.decisions(declaration_id), self.stored(declaration_id).submit_no)

    def publicity(self, publicity_id: str | None) -> Publicity:
        assert publicity_id, "no publicity counts"
        with self.desk.new_unit_of_work() as uow:
            return uow.publicities.get(publicity_id)

    def meeting(self, meeting_id: str) -> Meeting:
        with self.desk.new_unit_of_work() as uow:
            found = uow.meetings.find(meeting_id)
        assert found is not None
        return found

    def verified_entries(self) -> int:
        """How many entries the audit chain has. Raises AuditBroken where one does not follow from the one before."""
        with self.desk.new_unit_of_work() as uow:
            return verify_chain(uow.audit.entries())


def make_world(opened: OpenedDesk) -> World:
    """The offices of B's chain, and units of every kind that DOMAIN facts §1 routes differently."""
    moved: list[str] = []
    clock = SampleClock(lambda: None, moved.append)
    clock.set_now(MORNING)
    world = World(opened, replace(opened.desk, clock=clock))
    municipal = make_organisation(name="示例市水务局", role=Role.MUNICIPAL_UNIT)
    for clerk, name, role in (
        (POINT, "示例区职称受理点", Role.ACCEPTANCE),
        (BUREAU, "示例区人力资源和社会保障局", Role.HR_BUREAU),
        (COMMITTEE, "示例市中评委办公室", Role.COMMITTEE),
        (CITY, "示例市人力资源和社会保障局", Role.CITY),
        (BUILDING, "示例市城乡建设委员会", Role.CITY),
    ):
        world.add_office(clerk, make_organisation(name=name, role=role, region=DISTRICT))
    world.add_office(MUNICIPAL, municipal)
    for clerk, name, kind, under in (
        (FIRM, "示例建设工程有限公司", EmployerKind.PRIVATE, None),
        (STATE_FIRM, "示例水务集团有限公司", EmployerKind.STATE_FIRM, municipal.id),
        (MUNICIPAL_INSTITUTION, "示例市水利工程管理中心", EmployerKind.INSTITUTION, municipal.id),
        (INSTITUTION, "示例区建设工程质量监督站", EmployerKind.INSTITUTION, None),
    ):
        unit = make_organisation(name=name, kind=kind, region=DISTRICT, municipal_unit_id=under)
        world.add_office(clerk, unit)
    return world


def print_page(words: str) -> bytes:
    """A PDF of one page that says what it is."""
    with pymupdf.open() as document:
        page = document.new_page()
        page.insert_text((72, 96), f"{words} {make_id()}", fontname="china-s", fontsize=14)
        content: bytes = document.tobytes()
    return content


@cache
def paint_photo() -> bytes:
    """A JPEG of the size of a 证件照."""
    buffer = io.BytesIO()
    Image.new("RGB", (413, 579), "white").save(buffer, "JPEG")
    return buffer.getvalue()
