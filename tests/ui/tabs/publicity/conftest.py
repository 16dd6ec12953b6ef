"""The publicity desk over a real working copy: 2026-10-09, persons in 待公示, publicities as a test begins them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from app.domain.archive import ArchiveStatus
from app.domain.attachment import FileRef
from app.domain.commands import StartPublicity
from app.domain.declaration import Declaration, Stage
from app.domain.publicity import EndRule, Publicity
from app.services.documents.office_documents import OfficeDocuments
from app.usecases.record_publicity import start_publicity
from resources import fonts_dir, templates_dir
from tests.desk_fixtures import OpenTab, RealDesk, with_desk
from tests.factories import make_applicant, make_declaration, make_id, make_item
from ui.tabs.publicity.view import PublicityDeskTab
from ui.targets import PublicityTarget

WATER = "zj-water-engineer-2020"
ID_NUMBER = "330106198803070017"


def write(field: QLineEdit | QPlainTextEdit, text: str) -> None:
    """As an input method does: QTest's key clicks know no Chinese."""
    field.setFocus()
    if isinstance(field, QLineEdit):
        field.insert(text)
    else:
        field.insertPlainText(text)


@dataclass
class PublicityOffice:
    real: RealDesk
    open_tab: Callable[..., OpenTab]

    def add(self, name: str, **changes: Any) -> Declaration:
        """Somebody who waits for a publicity."""
        person = make_applicant(self.real.office.unit, name=name, id_number=ID_NUMBER)
        work = {"start": "2014-07", "end": "至今", "employer": "示例", "specialty": "水工结构"}
        school = {"start": "2008-09", "end": "2012-06", "level": "大学本科", "school": "示例大学"}
        items = [
            make_item(person, section=key, fields=fields, status=ArchiveStatus.PASSED)
            for key, fields in (("work", work), ("education", school))
        ]
        default = {"plan_id": WATER, "stage": Stage.AWAITING_PUBLICITY}
        declaration = make_declaration(person, items, **(default | changes))
        with self.real.uow() as uow:
            uow.applicants.add(person)
            for item in items:
                uow.archive.add(item)
            uow.declarations.add(declaration)
            uow.commit()
        return declaration

    def start(self, *members: Declaration, **changes: Any) -> str:
        """From 2026-09-30 to 10-13 (start not counted) unless told otherwise."""
        values: dict[str, Any] = {
            "body": self.real.office.unit.name,
            "place": "一楼公告栏",
            "start": date(2026, 9, 30),
            "end": date(2026, 10, 13),
            "end_rule": EndRule.START_EXCLUDED,
        } | changes
        pairs = tuple((m.id, self.declaration(m).rev) for m in members)
        command = StartPublicity(make_id(), self.real.office.actor, make_id(), pairs, **values)
        desk = self.real.desk
        start_publicity(command, self.real.new_uow, desk.clock, desk.plan_kits, desk.calendar)
        return command.publicity_id

    def start_held(self, *members: Declaration) -> str:
        """One that is over."""
        return self.start(*members, start=date(2026, 9, 17), end=date(2026, 9, 23), held_before=True)

    def declaration(self, declaration: Declaration) -> Declaration:
        with self.real.uow() as uow:
            stored: Declaration = uow.declarations.get(declaration.id)
        return stored

    def publicity(self, publicity_id: str) -> Publicity:
        with self.real.uow() as uow:
            stored: Publicity = uow.publicities.get(publicity_id)
        return stored

    def of(self, declaration: Declaration) -> Publicity:
        publicity_id = self.declaration(declaration).publicity_id
        assert publicity_id is not None
        return self.publicity(publicity_id)

    def put_file(self, name: str, content: bytes) -> FileRef:
        return self.real.desk.attachments.put(content, name)

    def open(self, target: PublicityTarget | None = None, **more: Any) -> OpenTab:
        """The tab with documents that are really made."""
        documents = OfficeDocuments(templates_dir(), fonts_dir(), self.real.desk.clock)
        tab = self.open_tab(PublicityDeskTab, desk=with_desk(self.real, documents=documents), **more)
        if target is not None:
            tab.page.open_target(target)
        tab.wait()
        return tab


@pytest.fixture
def unit(real_desk: RealDesk, open_tab: Callable[..., OpenTab]) -> PublicityOffice:
    return PublicityOffice(real_desk, open_tab)
