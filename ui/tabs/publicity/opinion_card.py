"""审查意见 of each person below the calendar: a preview until the publicity is over (A4.6). With several persons a list
of them stands left of it, each with the state it is in."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui.scroll_column import ScrollColumn
from ui.widgets import roles
from ui.widgets.card import Card
from ui.widgets.labels import TextLabel
from ui.widgets.table_columns import Column, ColumnKind
from ui.widgets.table_view import TableView

_NOWHERE = QModelIndex()
_Index = QModelIndex | QPersistentModelIndex
_ONE, _SEVERAL, _MANY, _LOWEST = 104, 138, 212, 96


@dataclass(frozen=True, slots=True)
class OpinionLine:
    """One person. ``tip``: why 通过 is not open, shown as tooltip of the pill."""

    name: str
    opinion: str
    state: str = ""
    words: str = ""
    icon: str | None = None
    tip: str = ""


class _Lines(QAbstractTableModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: list[OpinionLine] = []

    def set_lines(self, lines: Sequence[OpinionLine]) -> None:
        self.beginResetModel()
        self.lines = list(lines)
        self.endResetModel()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else 2

    def data(self, index: _Index, role: int = 0) -> Any:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == int(Qt.ItemDataRole.AccessibleTextRole):
            return f"{line.name} {line.words}".strip()
        if role == 0:
            return line.name if index.column() == 0 else ""
        if role == roles.TOOLTIP:
            return line.tip or None
        if index.column() == 1 and line.words:
            return {roles.STATE: line.state, roles.STATE_WORD: line.words, roles.STATE_ICON: line.icon}.get(
                role
            )
        return None


class OpinionCard(Card):
    """``name`` begins the object names."""

    looked_at = Signal(int)

    def __init__(
        self,
        name: str,
        note: str,
        parent: QWidget | None = None,
        *,
        title: str = "审查意见",
        roomy: bool = False,
    ) -> None:
        """``title``: the committee's office writes no opinion; its card says who is in it and is ``roomy``."""
        super().__init__(title, note, parent)
        self._roomy = roomy
        self._wanted = _ONE
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._model = _Lines(self)
        self.people = TableView()
        self.people.setObjectName(f"{name}.members")
        self.people.setAccessibleName(self.tr("公示人员"))
        self.people.setModel(self._model)
        self.people.set_columns(
            [Column("", 100, ColumnKind.NAME, stretch=True), Column("", 124, ColumnKind.PILL)]
        )
        self.people.head.hide()
        self.people.setFixedWidth(236)
        self.text = TextLabel("", wrap=True)
        self.text.setObjectName(f"{name}.opinion")
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.text.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        across = QHBoxLayout()
        across.setSpacing(16)
        across.addWidget(self.people)
        scroll = ScrollColumn()
        scroll.body.addWidget(self.text)
        scroll.body.addStretch(1)
        across.addWidget(scroll, 1)
        self.body.addLayout(across, 1)
        self.people.selectionModel().currentChanged.connect(self._choose)
        self.show_lines(())

    def current(self) -> int:
        """The place of the person looked at, -1 with nobody."""
        return self.people.current_row()

    def show_lines(self, lines: Sequence[OpinionLine]) -> None:
        """The person looked at stays the one shown."""
        kept = self.people.current_row()
        before = [line.name for line in self._model.lines]
        several = len(lines) > 1
        self._model.set_lines(lines)
        self.people.setVisible(several)
        # The committee publishes scores of persons at once: its list gets the room of a second week.
        self._wanted = (_MANY if self._roomy and len(lines) > 2 else _SEVERAL) if several else _ONE
        self.updateGeometry()
        same = before == [line.name for line in lines]
        self.people.set_current_row(kept if same and 0 <= kept < len(lines) else (0 if lines else -1))
        if not lines:
            self.text.setText("")

    def _choose(self, now: QModelIndex, before: QModelIndex) -> None:
        if now.isValid():
            self.looked_at.emit(now.row())
            self.text.setText(self._model.lines[now.row()].opinion)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._wanted)

    def minimumSizeHint(self) -> QSize:
        """In a low window the calendar keeps its weeks and the opinion scrolls away last."""
        return QSize(320, _LOWEST)

    def hasHeightForWidth(self) -> bool:
        """The wrapped opinion must not make the card grow: its room is reserved."""
        return False
