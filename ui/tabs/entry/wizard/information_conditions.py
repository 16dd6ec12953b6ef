"""需再相应选择项打钩 (B5.5, B5.10): the plan's conditions of the chosen 申报方式, each with a box; long ones wrap."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.declaration import DeclareMode
from app.domain.plan import ConditionSpec, PlanKit
from ui.widgets.choice import CheckBox
from ui.widgets.labels import TextLabel


class ConditionRow(QWidget):
    """The words belong to the box: a click on them ticks it."""

    def __init__(self, condition: ConditionSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.condition = condition
        self.box = CheckBox()
        self.box.setObjectName(f"entry.information.condition.{condition.key}")
        self.box.setAccessibleName(condition.text)
        self.words = TextLabel(condition.text, "body", wrap=True)
        self.words.setContentsMargins(0, 2, 0, 2)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.words, 1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        inside = self.rect().contains(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and inside and self.box.isEnabled():
            self.box.setFocus(Qt.FocusReason.MouseFocusReason)
            self.box.click()


class ConditionList(QWidget):
    """``changed``: a box was ticked or cleared by a person."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: dict[str, ConditionRow] = {}
        self._conditions: tuple[ConditionSpec, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)

    def ticked(self) -> tuple[str, ...]:
        """Keys in the plan's order, those of other modes included: going back to a mode finds its ticks."""
        return tuple(key for key, row in self.rows.items() if row.box.isChecked())

    def show_ticks(self, kit: PlanKit, ticked: Sequence[str], *, locked: bool) -> None:
        if kit.conditions != self._conditions:
            self._rebuild(kit.conditions)
        for key, row in self.rows.items():
            row.box.blockSignals(True)
            row.box.setChecked(key in ticked)
            row.box.blockSignals(False)
            row.box.setEnabled(not locked)

    def show_mode(self, mode: DeclareMode) -> bool:
        """Only this mode's; whether there are any."""
        shown = [row for row in self.rows.values() if mode.value in row.condition.modes]
        for row in self.rows.values():
            row.setVisible(row in shown)
        return bool(shown)

    def take_focus(self) -> None:
        row = next((row for row in self.rows.values() if not row.isHidden()), None)
        if row is not None:
            row.box.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _rebuild(self, conditions: tuple[ConditionSpec, ...]) -> None:
        for row in self.rows.values():
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows, self._conditions = {}, conditions
        for condition in conditions:
            row = ConditionRow(condition, self)
            row.box.toggled.connect(self.changed)
            self.rows[condition.key] = row
            self._column.addWidget(row)
