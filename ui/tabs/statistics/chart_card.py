"""A card with a picture and, at a click, the same numbers as a table (every picture has one: keyboard, screen reader)."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.ports.documents import NumberSheet
from ui.tabs.statistics.charts.legend import Legend
from ui.tabs.statistics.charts.row_chart import RowChart
from ui.tabs.statistics.number_table import NumberTable
from ui.widgets.buttons import IconButton
from ui.widgets.card import Card
from ui.widgets.labels import TextLabel

LEAST_HEIGHT = 192
"""Of the picture, so that few rows leave no crippled card."""


class ChartCard(Card):
    """``tools`` stand between the title and the switch."""

    row_chosen = Signal(str)

    def __init__(self, title: str, chart: RowChart, *tools: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(title, " ", parent)
        self.chart = chart
        self.legend = Legend(self)
        self.table = NumberTable(self)
        self.table.setObjectName(f"{chart.objectName()}.table")
        self.table.hide()
        self.nothing = TextLabel("", "body", "muted", wrap=True)
        self.nothing.setVisible(False)
        self.switch = IconButton("list", self.tr("看数字表"))
        self.switch.setObjectName(f"{chart.objectName()}.switch")
        self.switch.setCheckable(True)
        for tool in (*tools, self.legend, self.switch):
            self.add_to_head(tool)
        self.body.addWidget(self.nothing, 1, Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(chart, 1, Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(self.table)
        self.switch.toggled.connect(self._show_table)
        chart.row_chosen.connect(self.row_chosen)

    def show_numbers(self, sheet: NumberSheet, *, nothing: str = "") -> None:
        """After the chart has its rows. ``nothing``: what to say instead of an empty picture."""
        self.table.show_sheet(sheet)
        self.nothing.setText(nothing)
        self.table.setFixedHeight(max(self.chart.sizeHint().height(), LEAST_HEIGHT))
        self._show_table(self.switch.isChecked())

    def _show_table(self, shown: bool) -> None:
        empty = bool(self.nothing.text())
        self.switch.set_name(self.tr("看图") if shown else self.tr("看数字表"))
        self.switch.setVisible(not empty)
        self.nothing.setVisible(empty)
        self.legend.setVisible(not empty and not shown and not self.legend.is_empty())
        self.chart.setVisible(not empty and not shown)
        self.table.setVisible(not empty and shown)
