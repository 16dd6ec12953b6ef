"""Right of the form, 284 px: what is still to be filled in, each with a jump, and which materials follow from it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.declaring import Step
from app.domain.materials import FactKey, MaterialNeed, find_unstated_facts, judge_materials, read_facts
from app.domain.submit_stops import Stop
from ui.scroll_column import ScrollColumn
from ui.tabs.entry.wizard.step_page import CaseView
from ui.texts.stops import advise_stop, describe_stop
from ui.texts.words import word
from ui.widgets.buttons import LinkButton
from ui.widgets.labels import TextLabel
from ui.widgets.pane import Line, Pane

WIDTH = 284
_TOP = Qt.AlignmentFlag.AlignTop


class _StopRow(QWidget):
    wanted = Signal(object)

    def __init__(self, stop: Stop, view: CaseView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stop = stop
        words = describe_stop(stop, view.kit)
        jump = LinkButton(self.tr("去填"), self)
        jump.setAccessibleDescription(words)
        jump.clicked.connect(self._tell)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(1)
        grid.addWidget(TextLabel(words, "body_bold", wrap=True), 0, 0)
        grid.addWidget(jump, 0, 1, _TOP)
        grid.addWidget(TextLabel(advise_stop(stop, view.kit), "caption", "muted", wrap=True), 1, 0, 1, 2)
        grid.setColumnStretch(0, 1)

    def _tell(self) -> None:
        self.wanted.emit(self._stop)


class RequiredList(QWidget):
    """Number and title of each required material; long titles wrap beside their number."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: list[tuple[str, str]] = []
        self._labels: list[TextLabel] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)

    def titles(self) -> list[str]:
        return [title for _, title in self._shown]

    def show_needs(self, needs: Sequence[MaterialNeed]) -> None:
        wanted = [(str(need.material.no), need.material.title) for need in needs]
        if wanted == self._shown:
            return
        for label in self._labels:
            self._grid.removeWidget(label)
            label.hide()
            label.deleteLater()
        self._shown, self._labels = wanted, []
        for place, (number, title) in enumerate(wanted):
            self._add(TextLabel(number, "body", "muted"), place, 0)
            self._add(TextLabel(title, "body", wrap=True), place, 1)

    def _add(self, label: TextLabel, row: int, column: int) -> None:
        self._labels.append(label)
        self._grid.addWidget(label, row, column, _TOP)


class InformationSide(Pane):
    """``stop_wanted``: 去填 of a Stop; ``materials_wanted``: 去上传."""

    stop_wanted = Signal(object)
    materials_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("window", "l", parent)
        self.setFixedWidth(WIDTH)
        self.stops: tuple[Stop, ...] = ()
        self._rows: list[_StopRow] = []
        self.title = TextLabel("", "title")
        self.title.setObjectName("entry.information.missing")
        self.materials = RequiredList()
        self.materials.setObjectName("entry.information.materials")
        self.open_facts = TextLabel("", "caption", "muted", wrap=True)
        self.open_facts.setObjectName("entry.information.open_facts")
        self.go = LinkButton(self.tr("去上传"), self)
        self.go.clicked.connect(self.materials_wanted)
        self._missing = QVBoxLayout()
        self._missing.setSpacing(10)
        head = QHBoxLayout()
        head.addWidget(TextLabel(self.tr("要交的附件"), "section"), 1)
        head.addWidget(self.go)
        column = ScrollColumn()
        body = column.body
        body.setContentsMargins(16, 14, 16, 14)
        body.setSpacing(10)
        body.addWidget(self.title)
        body.addLayout(self._missing)
        body.addWidget(Line())
        body.addLayout(head)
        body.addWidget(TextLabel(self.tr("按左边填写的内容判定"), "caption", "muted"))
        body.addWidget(self.materials)
        body.addWidget(self.open_facts)
        body.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 0, 0, 0)
        whole.addWidget(column)

    def show_case(self, view: CaseView) -> None:
        stops = view.stops_of(Step.INFORMATION) if view.is_open else ()
        if stops != self.stops:
            self._show_stops(stops, view)
        if not view.is_open:
            self.title.setText(self.tr("填写的申报信息"))
        elif stops:
            self.title.setText(self.tr("还差 {0} 项").replace("{0}", str(len(stops))))
        else:
            self.title.setText(self.tr("申报信息已填好"))
        needs = judge_materials(view.kit, read_facts(view.declaration))
        self.materials.show_needs([need for need in needs if need.is_required])
        unstated = [word(fact) for fact in find_unstated_facts(view.kit, view.declaration)]
        words = self.tr("填好{0}后，再判定其他附件")
        self.open_facts.setText(words.replace("{0}", "、".join(unstated)) if unstated else "")
        self.open_facts.setVisible(bool(unstated))

    def _show_stops(self, stops: Sequence[Stop], view: CaseView) -> None:
        for row in self._rows:
            self._missing.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.stops, self._rows = tuple(stops), []
        for stop in stops:
            row = _StopRow(stop, view)
            row.wanted.connect(self.stop_wanted)
            self._rows.append(row)
            self._missing.addWidget(row)


def fact_of_stop(stop: Stop) -> FactKey | None:
    """The fact that a stop asks for."""
    value = stop.params.get("fact", "")
    return FactKey(value) if value in set(FactKey) else None
