"""职称申报 on 用户中心: the categories in which the unit's people declare; each leads to the choice of a plan (B2.1, A1.7)."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from app.domain.plan import PlanKit
from ui.theme import current, shapes
from ui.widgets.card import Card
from ui.widgets.keyboard_focus import KeyboardFocus
from ui.widgets.labels import TextLabel

_HEIGHT = 46


class CategoryButton(KeyboardFocus, QPushButton):
    """中级职称评审, how many plans and whether one can be declared in today."""

    picked = Signal(str)

    def __init__(self, category: str, detail: str, is_running: bool, parent: QWidget | None = None) -> None:
        super().__init__(category, parent)
        self._category, self._detail, self._is_running = category, detail, is_running
        self.setObjectName(f"home.declare.{category}")
        self.setAccessibleDescription(detail)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._tell)

    def sizeHint(self) -> QSize:
        return QSize(220, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, _HEIGHT)

    def _tell(self) -> None:
        self.picked.emit(self._category)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.underMouse() or self.isDown():
            shapes.fill_round(painter, self.rect(), current.color("hover"), shapes.RADIUS_CONTROL)
        room = self.width() - 26
        shapes.draw_text(painter, QRect(0, 3, room, 20), self._category)
        ink = "passed" if self._is_running else "muted"
        shapes.draw_text(painter, QRect(0, 23, room, 18), self._detail, "caption", ink)
        arrow = QPoint(self.width() - 20, (self.height() - 16) // 2)
        shapes.draw_icon(painter, arrow, "chevron-right", "muted")
        if self.shows_ring():
            shapes.focus_ring(painter, self.rect())


class DeclareCard(Card):
    """``category_chosen`` carries the literal 业务类别."""

    category_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("职称申报"), parent=parent)
        self.body.setSpacing(2)
        self.buttons: list[CategoryButton] = []
        self._nothing = TextLabel(self.tr("还没有计划数据"), "caption", "muted")
        self._nothing.hide()
        self.body.addWidget(self._nothing)

    def show_kits(self, kits: Sequence[PlanKit], today: date) -> None:
        """The categories in the order of the kits."""
        for button in self.buttons:
            button.hide()
            button.deleteLater()
        self.buttons = []
        for category in dict.fromkeys(kit.category for kit in kits):
            own = [kit for kit in kits if kit.category == category]
            running = sum(_is_running(kit, today) for kit in own)
            detail = self.tr("{0} 个计划").replace("{0}", str(len(own)))
            if running:
                detail += self.tr("，{0} 个在申报期内").replace("{0}", str(running))
            button = CategoryButton(category, detail, running > 0)
            button.picked.connect(self.category_chosen)
            self.buttons.append(button)
            self.body.addWidget(button)
        self._nothing.setVisible(not kits)


def _is_running(kit: PlanKit, today: date) -> bool:
    window = kit.window("declare")
    return window is not None and window.start <= today <= window.end
