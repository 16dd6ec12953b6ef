"""按申报方式, 按计划, 按单位: how many each has, and how they fared (picture 22). A click narrows the page to that line."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from app.domain.statistics import GroupCount, Grouping, percent_of
from app.domain.statistics_times import FEW
from app.ports.documents import NumberSheet
from ui.tabs.statistics.figures import Figures
from ui.tabs.statistics.names import Names, fill_in, name_grouping, say
from ui.tabs.statistics.number_table import NumberTable
from ui.widgets.buttons import QuietButton
from ui.widgets.card import Card
from ui.widgets.labels import TextLabel


class GroupCard(Card):
    group_chosen = Signal(Grouping, str)

    def __init__(self, groupings: Sequence[Grouping], parent: QWidget | None = None) -> None:
        super().__init__(self.tr("按什么比较"), " ", parent)
        self._figures: Figures | None = None
        self._names: Names | None = None
        self._keys: list[str] = []
        self.grouping = Grouping.MODE
        self.table = NumberTable(self)
        self.table.setObjectName("statistics.groups")
        self.table.setMinimumHeight(150)
        self.few = TextLabel(fill_in("少于 {0} 份只写份数，不算百分比", FEW), "caption", "muted")
        self._buttons = QButtonGroup(self)
        row = QHBoxLayout()
        row.setSpacing(2)
        for grouping in groupings:
            row.addWidget(self._make_button(grouping))
        self._head.addLayout(row)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.few)
        self.table.clicked.connect(self._choose)
        self.table.activated.connect(self._choose)

    def _make_button(self, grouping: Grouping) -> QuietButton:
        button = QuietButton(name_grouping(grouping))
        button.setObjectName(f"statistics.by.{grouping.value}")
        button.setCheckable(True)
        button.setChecked(grouping is self.grouping)
        self._buttons.addButton(button, list(Grouping).index(grouping))
        button.clicked.connect(self._switch)
        return button

    def show_figures(self, figures: Figures, names: Names) -> None:
        self._figures, self._names = figures, names
        self._show()

    def _switch(self) -> None:
        self.grouping = list(Grouping)[self._buttons.checkedId()]
        self._show()

    def _show(self) -> None:
        if self._figures is None or self._names is None:
            return
        groups = self._figures.groups[self.grouping]
        names = self._names
        self._keys = [group.key for group in groups]
        self.title.setText(fill_in("按{0}", name_grouping(self.grouping)))
        self.note.setText(fill_in("{0} 份", self._figures.total))
        self.few.setVisible(any(0 < group.total < FEW for group in groups))
        self.table.show_sheet(
            NumberSheet(
                self.title.text(),
                (name_grouping(self.grouping), say("份数"), say("没退回过"), say("退回过"), say("不通过")),
                [
                    (
                        names.group(self.grouping, group.key),
                        group.total,
                        *(say_part(number, group) for number in (group.smooth, group.returned, group.failed)),
                    )
                    for group in groups
                ],
            )
        )

    def _choose(self, index: QModelIndex) -> None:
        if 0 <= index.row() < len(self._keys):
            self.group_chosen.emit(self.grouping, self._keys[index.row()])


def say_part(number: int, group: GroupCount) -> str:
    """72%; of fewer than ten the number itself (LOOK "Charts": Under 10: counts, no %)."""
    percent = percent_of(number, group.total)
    if percent is not None:
        return f"{percent}%"
    return fill_in("{0} 份", number) if number else "0"
