"""Which lines the matrix shows: of one plan or all, all people or those who miss something."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.tabs.entry.progress.lines import Line
from ui.widgets.choice import CheckBox
from ui.widgets.combo_box import ComboBox


class PlanChoice(ComboBox):
    """全部 N 个计划, then each plan by its name. ``plan_chosen``: another choice, by a person."""

    plan_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("entry.matrix.plan")
        self.setAccessibleName(self.tr("计划"))
        self.setMaximumWidth(240)
        self._known: dict[str, str] = {}
        self.activated.connect(self._tell)

    def plan_id(self) -> str:
        """Empty = all."""
        return str(self.currentData() or "")

    def add_plans(self, lines: Sequence[Line]) -> None:
        """Plans stay on offer while a search leaves nobody of them."""
        plans = {line.kit.id: line.kit.name for line in lines}
        if not set(plans) - set(self._known) and self.count():
            return
        chosen = self.plan_id()
        self._known |= plans
        self.clear()
        several = self.tr("全部 {0} 个计划").replace("{0}", str(len(self._known)))
        self.addItem(several if len(self._known) > 1 else self.tr("全部计划"), "")
        for key, name in self._known.items():
            self.addItem(name, key)
        self.setCurrentIndex(max(0, self.findData(chosen)))

    def _tell(self) -> None:
        self.plan_chosen.emit()


class LackingBox(CheckBox):
    """只看缺件的 5 人."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setObjectName("entry.matrix.lacking")
        self.show_count(0)

    def show_count(self, people: int) -> None:
        words = self.tr("只看缺件的 {0} 人").replace("{0}", str(people))
        self.setText(words if people else self.tr("只看缺件的"))
        self.setEnabled(people > 0 or self.isChecked())
        self.updateGeometry()
