"""今天要办: publicities that are over or objected, returns that nobody answered, confirmed dossiers without publicity."""

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.targets import Target
from ui.theme import current, shapes
from ui.widgets.buttons import SecondaryButton
from ui.widgets.card import Card
from ui.widgets.labels import ElidedLabel, TextLabel

MOST_ROWS = 5


@dataclass(frozen=True, slots=True)
class Todo:
    """``state`` colours icon and time (``state_style``); the time is a short word like 今天 or 第 2 天."""

    icon: str
    state: str
    title: str
    detail: str
    when: str
    button: str
    target: Target


class _TodoRow(QWidget):
    """One thing to do and its button."""

    pressed = Signal(object)

    def __init__(self, todo: Todo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._todo = todo
        self.last = False
        self.button = SecondaryButton(todo.button)
        self.button.setAccessibleDescription(f"{todo.title} {todo.detail}")
        self.button.clicked.connect(self._press)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(ElidedLabel(todo.title, "body_bold"))
        words.addWidget(ElidedLabel(todo.detail, "caption", "muted"))
        row = QHBoxLayout(self)
        row.setContentsMargins(32, 4, 0, 6)
        row.setSpacing(14)
        row.addLayout(words, 1)
        row.addWidget(TextLabel(todo.when, "body", todo.state))
        row.addWidget(self.button)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def _press(self) -> None:
        self.pressed.emit(self._todo.target)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), 48)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        at = QPoint(2, self.height() // 2 - 9)
        shapes.draw_icon(painter, at, self._todo.icon, current.state_style(self._todo.state).mark, 18)
        if not self.last:
            shapes.hairline(painter, 0, self.height() - 1, self.width())


class TodoCard(Card):
    """``chosen`` carries the target of the row's button."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("今天要办"), parent=parent)
        self.count = TextLabel("", "caption", "muted")
        self.add_to_head(self.count)
        self.nothing = TextLabel("", "body", "muted", wrap=True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.body.setSpacing(0)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.body.addLayout(self._rows)
        self.body.addWidget(self.nothing)
        self.body.addStretch(1)
        self.rows: list[_TodoRow] = []

    def show_todos(self, todos: list[Todo], nothing: str) -> None:
        """The most urgent first; ``nothing`` is said when there are none."""
        focused = next((n for n, row in enumerate(self.rows) if row.button.hasFocus()), -1)
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self.rows = [_TodoRow(todo) for todo in todos[:MOST_ROWS]]
        for row in self.rows:
            row.pressed.connect(self.chosen)
            self._rows.addWidget(row)
        if self.rows:
            self.rows[-1].last = True
        if 0 <= focused < len(self.rows):
            self.rows[focused].button.setFocus()
        self.nothing.setText(nothing)
        self.nothing.setVisible(not todos)
        self.count.setText(self.tr("{0} 件").format(len(todos)) if todos else "")
