"""A certificate number for each person (B13.2): names with a field each; a column copied from Excel fills them from here down.

Two copied columns with the name first are given to the people of these names, whatever their order.
"""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.domain.decision import Action
from app.ports.road_queries import RoadRow
from ui.tabs.road.acts.sheet_part import SheetPart
from ui.tabs.road.acts.words import label_of_field
from ui.texts.errors import describe_code
from ui.widgets.fields import LineEdit, set_invalid
from ui.widgets.labels import ElidedLabel, TextLabel

FIELD = "number"
_NAME = 96


class _NumberLine(LineEdit):
    """Pasting several lines is the table's business; Enter and ↓ go to the next person."""

    pasted = Signal(int, str)
    next_wanted = Signal(int, int)

    def __init__(self, place: int, parent: QWidget) -> None:
        super().__init__("", parent, dense=True)
        self._place = place

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            text = QGuiApplication.clipboard().text()
            if "\n" in text.strip() or "\t" in text:
                self.pasted.emit(self._place, text)
                return
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Return: 1, Qt.Key.Key_Enter: 1}
        if event.key() in steps and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.next_wanted.emit(self._place, steps[Qt.Key(event.key())])
            return
        super().keyPressEvent(event)


class NumberTable(SheetPart):
    """``changed``: another number. What is wrong stands once below, with the name."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(label_of_field(Action.RECORD_CERTIFICATE, FIELD), parent)
        self._name = name
        self._rows: list[RoadRow] = []
        self.lines: list[_NumberLine] = []
        self._insists = False
        self._content = QWidget()
        self._head = TextLabel(self.label, "caption", "muted")
        self.below = TextLabel("", "caption", "muted", wrap=True)
        self.below.setObjectName(f"{name}.numbers.below")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(self._head)
        self._column.addWidget(self._content)
        self._column.addWidget(self.below)

    def show_rows(self, rows: Sequence[RoadRow], kept: Mapping[str, str]) -> None:
        """A line a person; ``kept``: numbers by declaration id that stand there already."""
        self._rows = list(rows)
        old, self._content = self._content, QWidget()
        self._column.replaceWidget(old, self._content)
        old.hide()
        old.deleteLater()
        grid = QGridLayout(self._content)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        grid.setColumnMinimumWidth(1, _NAME)
        grid.setColumnStretch(2, 1)
        self.lines = []
        for place, row in enumerate(rows):
            number = TextLabel(str(place + 1), "caption", "muted")
            number.setFixedWidth(20)
            who = ElidedLabel(row.name, "body_bold")
            who.setMaximumWidth(_NAME + 40)
            who.setToolTip(f"{row.name}　{row.unit}")
            line = _NumberLine(place, self._content)
            line.setObjectName(f"{self._name}.number.{place}")
            line.setAccessibleName(f"{row.name} {self.label}")
            line.setText(kept.get(row.id, ""))
            line.textChanged.connect(self._tell)
            line.pasted.connect(self._paste)
            line.next_wanted.connect(self._go)
            for column, widget in enumerate((number, who, line)):
                grid.addWidget(widget, place, column)
            self.lines.append(line)
        if self.lines:
            self.setFocusProxy(self.lines[0])
        self._insists = False
        self._show()

    @property
    def rows(self) -> tuple[RoadRow, ...]:
        return tuple(self._rows)

    def numbers(self) -> dict[str, str]:
        """By declaration id, as typed."""
        return {row.id: line.text() for row, line in zip(self._rows, self.lines, strict=True)}

    def missing(self) -> str:
        """The first thing wrong, with the name; "" when every number can be recorded."""
        found = self._first_problem(empties=True)
        return found[1] if found else ""

    def insist(self) -> None:
        self._insists = True
        self._show()
        found = self._first_problem(empties=True)
        if found:
            self.lines[found[0]].setFocus(Qt.FocusReason.OtherFocusReason)

    def _first_problem(self, *, empties: bool) -> tuple[int, str] | None:
        seen: dict[str, str] = {}
        for place, (row, line) in enumerate(zip(self._rows, self.lines, strict=True)):
            typed = line.text().strip()
            if not typed:
                if empties:
                    return place, self._say(row, describe_code("L-101", {"field": self.label}))
                continue
            if typed in seen:
                words = self.tr("与 {0} 的编号相同。请核对后改正。").replace("{0}", seen[typed])
                return place, self._say(row, words)
            seen[typed] = row.name
        return None

    def _say(self, row: RoadRow, sentence: str) -> str:
        return f"{row.name}：{sentence}" if len(self._rows) > 1 else sentence

    def _show(self) -> None:
        found = self._first_problem(empties=self._insists)
        for place, line in enumerate(self.lines):
            set_invalid(line, found is not None and found[0] == place)
        hint = self.tr("可从 Excel 复制一列编号，或姓名和编号两列，在这里粘贴") if len(self._rows) > 1 else ""
        self.below.set_token("failed" if found else "muted")
        self.below.setText(found[1] if found else hint)

    def _tell(self) -> None:
        self._show()
        self.changed.emit()

    def _go(self, place: int, by: int) -> None:
        if 0 <= place + by < len(self.lines):
            self.lines[place + by].setFocus(Qt.FocusReason.TabFocusReason)
            self.lines[place + by].selectAll()

    def _paste(self, place: int, text: str) -> None:
        cells = [[cell.strip() for cell in line.split("\t")] for line in text.splitlines() if line.strip()]
        names = {row.name for row in self._rows}
        if any(len(line) > 1 and line[0] in names for line in cells):
            self._paste_by_name(cells)
            return
        for line, field in zip(cells, self.lines[place:], strict=False):
            field.setText(line[-1])
        rest = len(cells) - len(self.lines[place:])
        if rest > 0:
            self.below.set_token("returned")
            self.below.setText(self.tr("粘贴的多出 {0} 行，没有放进来").replace("{0}", str(rest)))

    def _paste_by_name(self, cells: Sequence[Sequence[str]]) -> None:
        """People of one name get their numbers in the order of the copied lines."""
        unknown = []
        free: dict[str, list[_NumberLine]] = {row.name: [] for row in self._rows}
        for row, field in zip(self._rows, self.lines, strict=True):
            free[row.name].append(field)
        for line in cells:
            if len(line) > 1 and free.get(line[0]):
                free[line[0]].pop(0).setText(line[1])
            else:
                unknown.append(line[0])
        if unknown:
            words = self.tr("名单里没有 {0}，没有放进来").replace("{0}", "、".join(unknown[:4]))
            self.below.set_token("returned")
            self.below.setText(words)
