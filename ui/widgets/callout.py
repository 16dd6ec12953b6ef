"""A callout: tinted ground, icon, bold title in ink, lines in text with a jump link at the right.

For pre-check flags ("flag"), errors ("error") and facts ("info"). Lines are labels, so they can be selected.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import current, shapes
from ui.theme.tokens import STATES
from ui.widgets.buttons import LinkButton
from ui.widgets.labels import TextLabel


@dataclass(frozen=True)
class CalloutLine:
    """One line. `link` is the word to click, `target` what `link_activated` then carries."""

    text: str
    link: str = ""
    target: str = ""


class _Jump(LinkButton):
    """A link that knows where it leads."""

    jumped = Signal(str)

    def __init__(self, line: CalloutLine, parent: QWidget | None = None) -> None:
        super().__init__(line.link, parent)
        self._target = line.target
        self.setAccessibleDescription(line.text)
        self.clicked.connect(self._go)

    def _go(self) -> None:
        self.jumped.emit(self._target)


class Callout(QWidget):
    """Hidden while it has neither title nor lines. In a column it wants a stretch below it."""

    link_activated = Signal(str)

    def __init__(self, kind: str = "flag", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        column = QVBoxLayout(self)
        column.setContentsMargins(34, 8, 10, 9)
        column.setSpacing(2)
        self._title = TextLabel("", "body_bold", STATES[kind].mark)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(1)
        column.addWidget(self._title)
        column.addLayout(self._rows)
        column.addStretch(1)
        # Not Fixed: a box layout would cap the height at the size hint and cut wrapped lines.
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.hide()

    def set_content(self, title: str, lines: Sequence[CalloutLine | str] = ()) -> None:
        """Show a title and lines; nothing at all hides the callout."""
        self._title.setText(title)
        self._title.setVisible(bool(title))
        while (item := self._rows.takeAt(0)) is not None:
            _drop(item.widget())
        for entry in lines:
            line = CalloutLine(entry) if isinstance(entry, str) else entry
            self._rows.addWidget(self._make_row(line))
        said = [title, *[line if isinstance(line, str) else line.text for line in lines]]
        self.setAccessibleName("\n".join(said))
        self.setVisible(bool(title or lines))
        self.updateGeometry()

    def set_kind(self, kind: str) -> None:
        """Change between flag, error, info, passed."""
        self._kind = kind
        self._title.set_token(STATES[kind].mark)
        self.update()

    def title(self) -> str:
        """Return the title shown."""
        return self._title.text()

    def _make_row(self, line: CalloutLine) -> QWidget:
        row = QWidget(self)
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(12)
        label = TextLabel(line.text, wrap=True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        across.addWidget(label, 1)
        if line.link:
            jump = _Jump(line, row)
            jump.jumped.connect(self.link_activated)
            across.addWidget(jump, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        style = current.state_style(self._kind)
        if style.fill is not None:
            shapes.fill_round(painter, self.rect(), style.fill, shapes.RADIUS_CONTROL)
        shapes.draw_icon(painter, QPoint(10, 10), style.icon, style.mark)


def _drop(widget: QWidget | None) -> None:
    if widget is not None:
        # Hidden first: deleteLater leaves it on screen until the loop comes round.
        widget.hide()
        widget.deleteLater()
