"""A desk over a real working copy that enters people and declares, with the shipped plan kits."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.archive import ArchiveItem, ArchiveStatus
from app.domain.attachment import FileRef
from app.domain.commands import (
    EnterApplicant,
    FillDeclaration,
    ReviewArchiveItem,
    ReviewDeclaration,
    SaveItem,
    StartDeclaration,
    SubmitDeclaration,
    TakeBack,
)
from app.domain.decision import Action, Defect
from app.domain.declaration import CommitmentKind, Declaration, DeclareMode, PersonCategory, PhotoGround
from app.domain.declaring import (
    CommitmentPart,
    DeclarationPart,
    InformationPart,
    ItemsPart,
    MaterialPart,
    PhotoPart,
)
from app.domain.materials import Need, judge_materials, read_facts
from app.domain.photo_rules import PhotoFacts
from app.domain.plan import PlanKit
from app.ports.plan_kits import PlanKits
from app.usecases.enter_applicant import enter_applicant
from app.usecases.enter_item import save_item
from app.usecases.fill_declaration import fill_declaration, start_declaration
from app.usecases.review_archive import review_archive_item
from app.usecases.review_declaration import review_declaration
from app.usecases.submit_declaration import submit_declaration
from app.usecases.take_back import take_back
from tests.copies import NewUow, Office
from tests.factories import FixedClock, make_file, make_id, make_id_number

HZ = "hz-construction-engineer-2026"
FACTS = {
    "education": "registered",
    "staffing": "enterprise",
    "outside_insurance": "否",
    "appointed_on": "2021-03-01",
    "record_valid_until": "2026-12-31",
}
BASIC = {
    "name": "陈晓东",
    "sex": "男",
    "nation": "汉族",
    "birth_date": "1988-03-07",
    "id_type": "居民身份证",
    "phone": "13805710001",
    "work_start": "2010-07",
    "unit": "示例建设工程有限公司",
}
AWARD = {"awarded_on": "2024-05", "project": "城北泵站", "name": "优质工程奖", "level": "市厅级"}


@dataclass
class EntryDesk:
    new_uow: NewUow
    office: Office
    kits: PlanKits
    clock: FixedClock

    # ---- people and their archives

    def enter(self, number: str = "", name: str = "陈晓东") -> str:
        """Enter a person; the id."""
        person = make_id()
        number = number or make_id_number(int(person[-6:]) % 999)
        command = EnterApplicant(make_id(), self.office.actor, person, make_id(), name, number, "13805710001")
        enter_applicant(command, self.new_uow, self.clock)
        return person

    def save(
        self,
        person: str,
        section: str,
        fields: Mapping[str, str],
        *,
        item: ArchiveItem | None = None,
        evidence: tuple[FileRef, ...] | None = None,
    ) -> str:
        """保存; the item's id."""
        item_id = item.id if item else make_id()
        command = SaveItem(
            make_id(),
            self.office.actor,
            item_id,
            person,
            section,
            fields,
            (make_file(),) if evidence is None else evidence,
            item.rev if item else None,
        )
        save_item(command, self.new_uow, self.clock, self.kits)
        return item_id

    def review(self, item_id: str, action: Action = Action.PASS, *defects: Defect) -> None:
        command = ReviewArchiveItem(
            make_id(), self.office.actor, item_id, self.item(item_id).rev, action, defects=defects
        )
        review_archive_item(command, self.new_uow, self.clock)

    def enter_reviewed(self) -> str:
        """A person with 基本信息 and one award, both passed."""
        person = self.enter()
        with self.new_uow() as uow:
            number = uow.applicants.get(person).id_number
        for item in (
            self.save(person, "basic", BASIC | {"id_number": number}),
            self.save(person, "award", AWARD),
        ):
            self.review(item)
        return person

    def item(self, item_id: str) -> ArchiveItem:
        with self.new_uow() as uow:
            return uow.archive.get(item_id)

    def items(self, person: str) -> list[ArchiveItem]:
        with self.new_uow() as uow:
            return list(uow.archive.of_applicant(person))

    # ---- declarations

    def start(self, person: str, plan: str = HZ, copy_from: str = "") -> str:
        """马上申报; the declaration's id."""
        declaration = make_id()
        command = StartDeclaration(make_id(), self.office.actor, declaration, person, plan, copy_from)
        start_declaration(command, self.new_uow, self.clock, self.kits)
        return declaration

    def declaration(self, declaration_id: str) -> Declaration:
        with self.new_uow() as uow:
            return uow.declarations.get(declaration_id)

    def kit(self, declaration_id: str) -> PlanKit:
        found = self.declaration(declaration_id)
        return self.kits.get(found.plan_id, found.plan_version)

    def fill(self, declaration_id: str, *parts: DeclarationPart) -> None:
        for part in parts:
            rev = self.declaration(declaration_id).rev
            command = FillDeclaration(self.office.actor, declaration_id, rev, part)
            fill_declaration(command, self.new_uow, self.clock, self.kits)

    def fill_all(
        self,
        declaration_id: str,
        mode: DeclareMode = DeclareMode.NORMAL,
        category: PersonCategory = PersonCategory.NORMAL,
        **facts: str,
    ) -> None:
        """Every step as a complete declaration of this mode and category has it."""
        kit = self.kit(declaration_id)
        found = self.declaration(declaration_id)
        self.fill(
            declaration_id,
            PhotoPart(
                make_file(name="证件照.jpg", media_type="image/jpeg"),
                facts=PhotoFacts("JPEG", 413, 579, 100 * 1024),
                ground=PhotoGround.WHITE,
            ),
            CommitmentPart(make_file(name="真实性保证书.pdf"), CommitmentKind.SIGNATURE),
            make_information(kit, mode, category, FACTS | facts),
            ItemsPart(
                tuple(i.id for i in self.items(found.applicant_id) if i.status is ArchiveStatus.PASSED)
            ),
        )
        filled = self.declaration(declaration_id)
        for need in judge_materials(kit, read_facts(filled)):
            if need.verdict.need is Need.REQUIRED:
                papers = [paper.value for paper in need.verdict.all_of] or [""]
                files = tuple(make_file() for _ in papers)
                self.fill(declaration_id, MaterialPart(need.material.key, files, tuple(papers)))

    def submit(self, declaration_id: str) -> None:
        command = SubmitDeclaration(
            make_id(), self.office.actor, declaration_id, self.declaration(declaration_id).rev
        )
        submit_declaration(command, self.new_uow, self.clock, self.kits)

    def judge(self, declaration_id: str, action: Action, *defects: Defect, **more: Any) -> None:
        command = ReviewDeclaration(
            make_id(),
            self.office.actor,
            declaration_id,
            self.declaration(declaration_id).rev,
            action,
            defects=defects,
            **more,
        )
        review_declaration(command, self.new_uow, self.clock, self.kits)

    def take_back(self, declaration_id: str) -> None:
        command = TakeBack(make_id(), self.office.actor, declaration_id, self.declaration(declaration_id).rev)
        take_back(command, self.new_uow, self.clock)


def make_information(
    kit: PlanKit, mode: DeclareMode, category: PersonCategory, facts: Mapping[str, str]
) -> InformationPart:
    """The first condition of the mode, the first acceptance point, enough points."""
    conditions = [c.key for c in kit.conditions if mode in c.modes]
    return InformationPart(
        mode,
        category,
        tuple(conditions[:1]),
        kit.acceptance_points[0].key if kit.acceptance_points else "",
        "本人长期从事建设工程专业技术工作，主持城北泵站等项目。",
        facts,
        make_score(kit) if mode is DeclareMode.SELF_ASSESSED else {},
    )


def make_score(kit: PlanKit) -> dict[str, str]:
    """The best entry of every line of the kit's score sheet."""
    sheet = kit.score_sheet
    if sheet is None:
        return {}
    return {
        item.key: max(item.options, key=lambda o: o.points).key if item.options else "9"
        for item in sheet.items
    }
