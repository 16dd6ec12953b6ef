"""The step 上传证件照 in the shown shell over a real store and real workers, with the hands of whoever fills it in."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from app.domain.declaring import PhotoPart
from app.domain.photo_rules import PhotoRule
from app.ports.preview import FixedPhoto
from tests.desk_fixtures import OpenTab
from ui.session import Session
from ui.tab_page import TabPage
from ui.tabs.entry.wizard.photo_step import PhotoStep
from ui.tabs.entry.wizard.photo_table import Cell

ORIGINAL, AFTER = 0, 1


class PhotoTab(TabPage):
    """The step alone, where the wizard would hold it."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.step = PhotoStep(session)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.step)


class PhotoPage:
    """``given``: the parts that came out, in order."""

    def __init__(self, qtbot: Any, tab: OpenTab, folder: Path) -> None:
        self.qtbot, self.tab, self.folder = qtbot, tab, folder
        page = tab.page
        assert isinstance(page, PhotoTab)
        self.step = page.step
        self.given: list[PhotoPart] = []
        self.step.edited.connect(self.given.append)

    @property
    def part(self) -> PhotoPart:
        return self.given[-1]

    def wait(self, holds: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(holds, timeout=20_000)

    def write(self, name: str, content: bytes) -> Path:
        path = self.folder / name
        path.write_bytes(content)
        return path

    def drop(self, *paths: Path) -> None:
        """Let files go over the page, and wait for what comes of it."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        self.drop_data(data)

    def drop_data(self, data: QMimeData) -> None:
        at, left, none = QPointF(200, 200), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        copy = Qt.DropAction.CopyAction
        enter = QDragEnterEvent(at.toPoint(), copy, data, left, none)
        QApplication.sendEvent(self.step, enter)
        if enter.isAccepted():
            QApplication.sendEvent(self.step, QDropEvent(at, copy, data, left, none))
        self.rest()

    def hand_in(self, content: bytes, name: str = "证件照.jpg") -> PhotoPart:
        """A file that will be taken."""
        before = len(self.given)
        self.drop(self.write(name, content))
        assert len(self.given) == before + 1, self.step.notice.said()
        return self.part

    def rest(self) -> None:
        """Until nothing is read, measured, stored or being shown."""
        self.wait(lambda: not self.step.intake.is_busy)
        self.wait(lambda: not self.tab.operations.is_busy)

    def see(self) -> None:
        """Until the picture stands there."""
        self.wait(self.step.editor.canvas.has_image)

    def wait_for_attempt(self) -> FixedPhoto:
        """Until the table knows what the fix would give."""
        self.wait(lambda: isinstance(self.step.desk.attempt(), FixedPhoto))
        found = self.step.desk.attempt()
        assert isinstance(found, FixedPhoto)
        return found

    def fix(self) -> PhotoPart:
        """一键改好 by its key."""
        before = len(self.given)
        self.wait(self.step.side.fix_button.isEnabled)
        QTest.keyClick(self.step.editor.canvas, Qt.Key.Key_A)
        self.wait(lambda: len(self.given) > before)
        self.rest()
        return self.part

    def click(self, target: QWidget) -> None:
        QTest.mouseClick(target, Qt.MouseButton.LeftButton)
        self.rest()

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.step.editor.canvas, key, modifiers)

    def cell(self, rule: PhotoRule, column: int = ORIGINAL) -> Cell:
        return self.step.side.table.cell(rule, column)

    def broken(self, column: int = ORIGINAL) -> set[PhotoRule]:
        return {rule for rule in PhotoRule if self.cell(rule, column).ok is False}

    def said(self) -> str:
        return self.step.notice.said()
