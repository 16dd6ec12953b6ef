"""A unit with declarations at every stage, for the lists of 人员与申报. Fixtures: take them in with a conftest."""

from typing import Any

import pytest
from PySide6.QtWidgets import QVBoxLayout

from app.domain.archive import ArchiveStatus
from app.domain.decision import Action
from app.domain.declaration import Stage
from app.services.documents.office_documents import OfficeDocuments
from resources import fonts_dir, templates_dir
from tests.desk_fixtures import with_desk
from tests.factories import make_decision, make_defect, make_file, make_item, make_item_draft
from tests.ui.tabs.declarations.declaring import AWARD, BUILDING, Declaring
from ui.tab_page import TabPage
from ui.theme import current

NOTICE = "{name}：您提交的材料有以下 2 处需要改正，请于 {day} 前重新提交：\n1. 证件照：照片模糊"
FACTS = {
    "education": "registered",
    "staffing": "enterprise",
    "outside_insurance": "否",
    "grassroots": "否",
    "appointed_on": "2020-07-01",
    "record_valid_until": "2027-01-01",
}


class Unit(Declaring):
    """Drafts that lack nothing but what a test takes away."""

    def draft(self, name, *, without=(), plan=BUILDING, stage=Stage.DRAFT, **changes):
        kit = self.real.kits.get(plan)
        wanted = ("education_proof", "appointment", "study_hours")
        known = {m.key for m in kit.materials}
        materials = [
            self.material(key, f"{key}.pdf") for key in wanted if key in known and key not in without
        ]
        values: dict[str, Any] = {
            "plan_version": kit.version,
            "materials": tuple(materials),
            "conditions": tuple(c.key for c in kit.conditions if "normal" in c.modes)[:1],
            "acceptance_point": kit.acceptance_points[0].key if kit.acceptance_points else "",
            "facts": FACTS,
        }
        if stage is Stage.DRAFT:
            values["submitted_at"] = None
        gone: dict[str, Any] = {key: None for key in ("photo", "commitment") if key in without}
        if "photo" in without:
            gone["photo_facts"] = None
        if "statement" in without:
            gone["statement"] = ""
        return self.add(name, stage, plan=plan, **(values | gone | changes))

    def send_back(self, declaration, *, day="2026-10-15", texts=("照片模糊", "聘书缺页")):
        name = next(n for n, p in self.real.people.items() if p.id == declaration.applicant_id)
        decision = make_decision(
            declaration,
            self.real.office.actor,
            action=Action.RETURN,
            at=self.real.clock.now(),
            notice=NOTICE.replace("{name}", name).replace("{day}", day),
            defects=tuple(make_defect(section="basic", text=text, field="") for text in texts),
            after=Stage.RETURNED.value,
        )
        with self.real.uow() as uow:
            uow.decisions.add(decision)
            uow.commit()
        self.save(declaration, stage=Stage.RETURNED)
        return decision

    def returned_item(self, name, *, drafted=False, **changes):
        """An award that was returned; ``drafted``: somebody has begun to correct it."""
        person = self.real.people.get(name) or self.real.add_person(name)
        item = make_item(person, section="award", status=ArchiveStatus.RETURNED, fields=AWARD, **changes)
        decision = make_decision(
            item,
            self.real.office.actor,
            action=Action.RETURN,
            at=self.real.clock.now(),
            defects=(make_defect(text="证书扫描件不清晰。"),),
            after=ArchiveStatus.RETURNED.value,
        )
        with self.real.uow() as uow:
            uow.files.add(item.evidence)
            uow.archive.add(item)
            uow.decisions.add(decision)
            if drafted:
                uow.item_drafts.keep(make_item_draft(person, item_id=item.id, section="award"))
            uow.commit()
        return item

    def pending_item(self, name):
        """An award that waits for review."""
        return self.real.add_item(name, "award", fields=AWARD, evidence=(make_file(name="获奖证书.pdf"),))


class Holder(TabPage):
    """One list in place of the whole tab; ``wanted`` remembers what it asked for."""

    def __init__(self, session, kind):
        super().__init__(session)
        self.list = kind(session)
        self.wanted = []
        self.list.case_wanted.connect(self._note_case)
        self.list.person_wanted.connect(self._note_person)
        self.list.new_declaration_wanted.connect(self._note_new)
        session.navigated.connect(self._note_target)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list)

    def refresh(self, changed):
        self.list.refresh(changed)

    def enter(self):
        self.list.enter()

    def _note_case(self, declaration_id, step, material):
        self.wanted.append(("case", declaration_id, step, material))

    def _note_person(self, applicant_id, item_id):
        self.wanted.append(("person", applicant_id, item_id))

    def _note_new(self, applicant_id):
        self.wanted.append(("new", applicant_id))

    def _note_target(self, target):
        self.wanted.append(target)


@pytest.fixture
def unit(real_desk):
    return Unit(real_desk)


@pytest.fixture
def listed(real_desk, open_tab):
    """``listed(MatrixPage)``: the list, at rest, over a desk that makes documents."""

    def open_(kind, **changes):
        documents = OfficeDocuments(templates_dir(), fonts_dir(), real_desk.clock)

        def make(session):
            return Holder(session, kind)

        tab = open_tab(make, desk=with_desk(real_desk, documents=documents), **changes)
        # The first read was given out while the page was built.
        tab.wait()
        tab.page.enter()
        return tab

    yield open_
    current.set_scheme("light")
