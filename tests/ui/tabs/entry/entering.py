"""人员与档案 in the real shell, for tests of people and archive entry: the list and a person's page as the tab holds them."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QInputMethodEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.domain.archive import ArchiveStatus
from app.domain.commands import Changed
from app.domain.decision import Action, Decision
from tests.desk_fixtures import OpenTab, RealDesk
from tests.factories import make_decision
from ui.session import Session
from ui.tab_page import TabPage
from ui.tabs.entry.archive.page import ArchivePage
from ui.tabs.entry.people.page import PeoplePage
from ui.widgets.callout import Callout
from ui.widgets.entry_form.choice_row import ChoiceRow
from ui.widgets.entry_form.field_editor import FieldEditor

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
AWARD = {
    "awarded_on": "2024-11",
    "project": "城东片区排水管网数字化改造",
    "name": "科技创新成果二等奖",
    "level": "省部级",
}


class PeopleRoom(TabPage):
    """The list and a person's page, one at a time."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.people = PeoplePage(session)
        self.archive = ArchivePage(session)
        self.declared: list[str] = []
        self.rooms = QStackedWidget()
        self.rooms.addWidget(self.people)
        self.rooms.addWidget(self.archive)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.rooms)
        self.people.person_wanted.connect(self.open_person)
        self.people.new_declaration_wanted.connect(self.declared.append)
        self.archive.person_wanted.connect(self.open_person)
        self.archive.declare_wanted.connect(self.declared.append)
        self.archive.left.connect(self.go_back)

    def open_person(self, applicant_id: str, item_id: str = "") -> None:
        self.rooms.setCurrentWidget(self.archive)
        self.archive.open_person(applicant_id, item_id)
        self.archive.enter()

    def go_back(self) -> None:
        self.rooms.setCurrentWidget(self.people)
        self.people.enter()

    def shows_archive(self) -> bool:
        return self.rooms.currentWidget() is self.archive

    def refresh(self, changed: Changed | None) -> None:
        self.people.refresh(changed)
        self.archive.refresh(changed)

    def enter(self) -> None:
        self.people.enter()

    def leave(self) -> None:
        self.archive.settle()


def open_entry(
    open_tab: Any, applicant_id: str, section: str = "", item_id: str = "", **changes: Any
) -> OpenTab:
    """A person's page, at a category."""
    tab: OpenTab = open_tab(PeopleRoom, **changes)
    tab.page.open_person(applicant_id, item_id)
    tab.wait()
    if section:
        tab.page.archive.go_to_section(section)
        tab.wait()
    return tab


def editor(tab: OpenTab, key: str) -> Any:
    """The input of a field of the form on the screen."""
    found: FieldEditor = tab.find(FieldEditor, f"field.{key}")
    return found.editor


def commit_text(target: QWidget, text: str) -> None:
    """Text as an input method commits it."""
    target.setFocus(Qt.FocusReason.MouseFocusReason)
    event = QInputMethodEvent()
    event.setCommitString(text)
    QCoreApplication.sendEvent(target, event)


def write(tab: OpenTab, key: str, text: str) -> None:
    """Type into a field in place of what stands there, and let it be kept."""
    target = editor(tab, key)
    if isinstance(target, ChoiceRow):
        next(word for word in target.words() if word.text() == text).click()
    elif hasattr(target, "setCurrentText"):
        target.setCurrentIndex(target.findText(text))
    else:
        target.selectAll()
        commit_text(target, text)
    tab.page.archive.form.form.settle()
    tab.wait()


def text_of(tab: OpenTab, key: str) -> str:
    found: FieldEditor = tab.find(FieldEditor, f"field.{key}")
    return found.text()


def said(tab: OpenTab, name: str) -> str:
    """What a callout of the entry says, "" while it is hidden."""
    callout = next(c for c in tab.shell.findChildren(Callout, f"entry.archive.{name}"))
    return callout.accessibleName() if callout.isVisible() else ""


def listed(tab: OpenTab) -> list[tuple[str, str]]:
    """(title, pill) of the entries of the category."""
    return [(row.title, row.word) for row in tab.page.archive.model.rows]


def drop(tab: OpenTab, *paths: Path, over: QWidget | None = None) -> None:
    """Drag over the evidence, or over another part of the page, and let go, as a file manager does."""
    target = over or tab.page.archive.files.evidence
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    centre = QPointF(target.rect().center())
    action, mouse, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QCoreApplication.sendEvent(target, QDragEnterEvent(centre.toPoint(), action, data, mouse, keys))
    QCoreApplication.sendEvent(target, QDropEvent(centre, action, data, mouse, keys, QEvent.Type.Drop))
    tab.wait()


def put(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def decide(real: RealDesk, item: Any, action: Action, **changes: Any) -> Decision:
    """A verdict that stands on the item (which was added in the status it leads to)."""
    after = {
        Action.PASS: ArchiveStatus.PASSED,
        Action.RETURN: ArchiveStatus.RETURNED,
        Action.FAIL: ArchiveStatus.FAILED,
    }[action]
    decision = make_decision(
        item, real.office.actor, action=action, after=after.value, at=real.clock.now(), **changes
    )
    with real.uow() as uow:
        uow.decisions.add(decision)
        uow.commit()
    return decision


def draft_of(real: RealDesk, item_id: str) -> Any:
    with real.uow() as uow:
        return uow.item_drafts.get(item_id)


def person_named(real: RealDesk, name: str) -> Any:
    """As stored; None when there is none."""
    rows = real.desk.entry.people(real.office.scope)
    return next((row.applicant for row in rows if row.applicant.name == name), None)
