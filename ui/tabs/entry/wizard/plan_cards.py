"""The plans to choose from, by 业务类别 (B2.1, B2.2): radio buttons as cards with the literal name of the plan."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from app.domain.plan import PlanKit
from ui.scroll_column import ScrollColumn
from ui.theme import current, shapes
from ui.widgets.keyboard_focus import KeyboardFocus
from ui.widgets.labels import TextLabel
from ui.widgets.pane import Pane

WIDTH = 300
_PAD, _MARK, _NOTE = 10, 26, 20


@dataclass(frozen=True, slots=True)
class PlanLine:
    """``note``: the window in words; ``token``: its colour."""

    kit: PlanKit
    note: str
    token: str = "muted"


class PlanCard(KeyboardFocus, QRadioButton):
    """The plan's whole name, wrapped, and its window below. Arrow keys move between the cards."""

    picked = Signal(str)

    def __init__(self, line: PlanLine, parent: QWidget | None = None) -> None:
        super().__init__(line.kit.name, parent)
        self.line = line
        self.setObjectName(f"entry.plan.{line.kit.id}")
        self.setAccessibleDescription(line.note)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.toggled.connect(self._tell)

    def _tell(self, on: bool) -> None:
        if on:
            self.picked.emit(self.line.kit.id)

    def _name_height(self, width: int) -> int:
        role = "body_bold"
        room = QRect(0, 0, max(40, width - _PAD - _MARK - _PAD), 200)
        metrics = QFontMetrics(current.font(role))
        return metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), self.text()).height()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return 2 * _PAD + self._name_height(width) + _NOTE

    def sizeHint(self) -> QSize:
        return QSize(WIDTH - 24, self.heightForWidth(WIDTH - 24))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.heightForWidth(max(self.width(), 160)))

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect, on = self.rect(), self.isChecked()
        shapes.paint_choice_card(painter, rect, on, self.underMouse())
        shapes.draw_radio(painter, QRect(_PAD, _PAD + 2, 16, 16), on, self.isEnabled(), self.underMouse())
        left = _PAD + _MARK
        width = rect.width() - left - _PAD
        height = self._name_height(rect.width())
        painter.setFont(current.font("body_bold" if on else "body"))
        painter.setPen(current.color("text"))
        painter.drawText(QRect(left, _PAD, width, height + 2), int(Qt.TextFlag.TextWordWrap), self.text())
        note = QRect(left, _PAD + height + 2, width, _NOTE)
        shapes.draw_text(painter, note, self.line.note, "caption", self.line.token)
        if self.shows_ring():
            shapes.focus_ring(painter, rect)


class PlanList(Pane):
    """``chosen``: the plan's id."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("window", "r", parent)
        self.setObjectName("entry.plans")
        self.setFixedWidth(WIDTH)
        self._group = QButtonGroup(self)
        self.cards: dict[str, PlanCard] = {}
        self._column = ScrollColumn()
        self._column.body.setContentsMargins(12, 10, 12, 12)
        self._column.body.setSpacing(6)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 1, 0)
        outer.addWidget(self._column)

    def show_plans(self, lines: Sequence[PlanLine]) -> None:
        """Once; the kits do not change while the program runs."""
        if self.cards:
            return
        for category in dict.fromkeys(line.kit.category for line in lines):
            heading = TextLabel(category, "section")
            heading.setContentsMargins(4, 8, 0, 2)
            self._column.body.addWidget(heading)
            for line in (one for one in lines if one.kit.category == category):
                card = PlanCard(line)
                card.picked.connect(self.chosen)
                self._group.addButton(card)
                self.cards[line.kit.id] = card
                self._column.body.addWidget(card)
        self._column.body.addStretch(1)

    def choose(self, plan_id: str) -> None:
        if plan_id in self.cards:
            self.cards[plan_id].setChecked(True)

    def focus_chosen(self) -> None:
        button = self._group.checkedButton()
        if button is not None:
            button.setFocus(Qt.FocusReason.OtherFocusReason)
