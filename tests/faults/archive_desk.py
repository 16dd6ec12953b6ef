"""业绩档案审核 as a person under test uses it: open, drop, read what is said, put the error card away."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent

from app.domain.archive import ArchiveStatus
from tests.desk_fixtures import OpenTab
from ui.dialogs.return_sheet.defect_row import DefectRow
from ui.tabs.archive.view import ArchiveTab
from ui.targets import ArchiveTarget

AWARD = {
    "awarded_on": "2024-11",
    "project": "城东片区排水管网数字化改造",
    "name": "科技创新成果二等奖",
    "level": "省部级",
}
"""获奖情况 as the kits ask for it: nothing for the machine to notice."""


def open_archive(open_tab: Callable[..., OpenTab], *, review: bool = True, **changes: Any) -> Any:
    """The tab on the waiting items of 获奖情况."""
    tab = open_tab(ArchiveTab, **changes)
    tab.page.open_target(ArchiveTarget("award", ArchiveStatus.PENDING, review=review))
    tab.wait()
    return tab


def said(tab: Any) -> str:
    """The sentence of the error card over the window; "" when there is none."""
    return str(tab.shell.error.sentence()) if tab.shell.error.is_open() else ""


def answer_error(tab: Any) -> None:
    """Enter closes the card."""
    tab.press(Qt.Key.Key_Return)
    assert not tab.shell.error.is_open()


def problems(tab: Any) -> str:
    """What the form says about files that were not taken."""
    callout = tab.page.review.item.file_problems()
    return str(callout.accessibleName()) if callout.isVisible() else ""


def reasons(tab: Any) -> list[DefectRow]:
    """The reasons offered by the open composer."""
    return [row for row in tab.shell.findChildren(DefectRow) if row.isVisible()]


def drop(tab: Any, *paths: Path) -> None:
    """Drag over the evidence and let go, as a file manager does."""
    target = tab.page.review.evidence
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    centre = QPointF(target.rect().center())
    action, mouse, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QCoreApplication.sendEvent(target, QDragEnterEvent(centre.toPoint(), action, data, mouse, keys))
    QCoreApplication.sendEvent(target, QDropEvent(centre, action, data, mouse, keys, QEvent.Type.Drop))
    tab.wait()
