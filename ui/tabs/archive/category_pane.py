"""业绩类别: the categories 0 基本信息 to 16 with what waits in each, only where something does (A3.8, A3.9).

A pane of 196 beside list and review, and the same as a combo box in a narrow window.
"""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.plan import SectionSpec
from ui.tabs.archive.list_state import ArchiveList
from ui.widgets.combo_box import ComboBox
from ui.widgets.labels import TextLabel
from ui.widgets.pane import Pane
from ui.widgets.section_list import CategoryList
from ui.widgets.side_rows import SideRow

WIDTH = 196


class CategoryPane(Pane):
    """Side pane of both states."""

    def __init__(self, state: ArchiveList, parent: QWidget | None = None) -> None:
        super().__init__("window", "r", parent)
        self._state = state
        self.setFixedWidth(WIDTH)
        self._head = TextLabel("", "caption", "muted")
        self._head.setContentsMargins(16, 0, 0, 0)
        self.list = CategoryList(self)
        self.list.setObjectName("archive.categories")
        self.list.setAccessibleName(self.tr("业绩类别"))
        self.list.current_changed.connect(state.set_section)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 1, 0)
        column.setSpacing(6)
        column.addWidget(self._head)
        column.addWidget(self.list, 1)
        state.sections_counted.connect(self._show)
        state.section_changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        pending = self._state.pending
        rows = [
            SideRow(s.key, number_of(s), s.title, pending.get(s.key), muted=not pending.get(s.key))
            for s in self._state.sections
        ]
        self.list.set_rows(rows)
        self.list.set_current_key(self._state.section.key)
        total = sum(pending.values())
        self._head.setText(self.tr("业绩类别　待审核 {0} 条").replace("{0}", str(total)))


class CategoryCombo(ComboBox):
    """5 获奖情况　12 (picture 23)."""

    def __init__(self, state: ArchiveList, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self.setObjectName("archive.category_combo")
        self.setAccessibleName(self.tr("业绩类别"))
        for section in state.sections:
            self.addItem(section.title, section.key)
        self.activated.connect(self._choose)
        state.sections_counted.connect(self._show)
        state.section_changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        for place, section in enumerate(self._state.sections):
            pending = self._state.pending.get(section.key)
            words = f"{number_of(section)} {section.title}"
            self.setItemText(place, f"{words}　{pending}" if pending else words)
        self.setCurrentIndex(self.findData(self._state.section.key))

    def _choose(self, place: int) -> None:
        self._state.set_section(self.itemData(place))


def number_of(section: SectionSpec) -> str:
    """The category's number as the seed counts it."""
    return "" if section.archive_no is None else str(section.archive_no)
