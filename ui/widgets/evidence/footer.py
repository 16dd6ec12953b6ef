"""The line below the canvas, 30 px: facts about the file at the left, page and key at the right."""

from PySide6.QtCore import QPoint, QRect, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.theme import current, shapes
from ui.widgets.evidence.page_button import PageButton
from ui.widgets.key_chip import KeyHint
from ui.widgets.pane import Pane

HEIGHT = 30
_LEFT = 12
_GAP = "　"


class EvidenceFooter(Pane):
    """The page number is a button that opens the page list."""

    page_list_toggled = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface", "t", parent)
        self.setFixedHeight(HEIGHT)
        self._facts: list[str] = []
        self._remark = ""
        self._shown: tuple[int, int, str] | None = None
        self._page = PageButton()
        self._page.toggled.connect(self.page_list_toggled)
        self._hint = KeyHint([self.tr("空格")], self.tr("下一页"))
        row = QHBoxLayout(self)
        row.setContentsMargins(_LEFT, 1, 12, 0)
        row.setSpacing(4)
        row.addStretch(1)
        row.addWidget(self._page)
        row.addWidget(self._hint)

    def set_facts(self, facts: list[str], remark: str) -> None:
        """Show what is known; `remark` comes first, with its triangle."""
        if (facts, remark) == (self._facts, self._remark):
            return
        self._facts, self._remark = facts, remark
        said = _GAP.join([part for part in (remark, *facts) if part])
        self.setAccessibleName(said)
        self.setToolTip(said if self._is_cut() else "")
        self.update()

    def set_page(self, page: int, count: int, hint: str) -> None:
        """Show page (from 0) of `count` (0 when there is none) and what the space key does next."""
        if (page, count, hint) == self._shown:
            return
        self._shown = (page, count, hint)
        self._page.setVisible(count > 0)
        self._hint.setVisible(bool(hint))
        words = self.tr("第 {0} / {1} 页")
        self._page.set_words(words.replace("{0}", str(page + 1)).replace("{1}", str(count)))
        self._hint.set_text(hint)

    def set_page_list_shown(self, shown: bool) -> None:
        """Show whether the page list is open."""
        self._page.setChecked(shown)

    def text(self) -> str:
        """What stands at the left."""
        return self.accessibleName()

    def page_text(self) -> str:
        """What stands on the page button."""
        return self._page.text()

    def _room(self) -> QRect:
        right = self._page.x() if self._page.isVisible() else self.width()
        return QRect(_LEFT, 1, right - _LEFT - 8, self.height() - 1)

    def _is_cut(self) -> bool:
        width = sum(shapes.text_width(part + _GAP, "caption") for part in self._facts)
        if self._remark:
            width += 18 + shapes.text_width(self._remark + _GAP, "caption")
        return width > self._room().width()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        room = self._room()
        if self._remark:
            style = current.state_style("flag")
            shapes.draw_icon(painter, QPoint(room.x(), room.center().y() - 6), style.icon, style.mark, 13)
            room.setLeft(room.left() + 18)
            room.setLeft(room.left() + shapes.draw_text(painter, room, self._remark, "caption", style.mark))
            room.setLeft(room.left() + shapes.text_width(_GAP, "caption"))
        shapes.draw_text(painter, room, _GAP.join(self._facts), "caption", "muted")
