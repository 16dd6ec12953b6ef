"""The side sheet: from the tab bar to the status bar at the right, raised, scrim, own footer 52, Esc.

Its host is the widget between the two bars. Used for bulk verdicts, the review log and the key help.
"""

from PySide6.QtCore import QRect
from PySide6.QtGui import QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import current
from ui.widgets.buttons import IconButton
from ui.widgets.labels import ElidedLabel, TextLabel
from ui.widgets.overlay import Overlay
from ui.widgets.pane import Line, Pane
from ui.widgets.verdict_bar import VerdictBar

_SHADOW = 14


class _Sheet(Pane):
    """The raised ground; a sheet is a dialog, so clicks on it stay with it."""


class SideSheet(Overlay):
    """Fill `body`, add buttons to `footer`, call `open()`."""

    def __init__(self, host: QWidget, width: int = 456) -> None:
        super().__init__(host)
        self._wanted = width
        self._sheet = _Sheet("raised", "l", self)
        self._title = TextLabel("", "title")
        self._subtitle = ElidedLabel("", "caption", "muted")
        self._close = IconButton("x", self.tr("关闭"), self._sheet, key="Esc")
        self._close.clicked.connect(self.close_overlay)
        head = QHBoxLayout()
        head.setContentsMargins(22, 16, 16, 0)
        head.setSpacing(10)
        head.addWidget(self._title)
        head.addWidget(self._subtitle, 1)
        head.addWidget(self._close)
        self.tools = QVBoxLayout()
        self.tools.setContentsMargins(22, 8, 20, 0)
        content = QWidget(self._sheet)  # a widget takes the rest of the height even while it is empty
        content.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.body = QVBoxLayout(content)
        self.body.setContentsMargins(22, 8, 20, 8)
        self.body.setSpacing(8)
        self.footer = VerdictBar(self._sheet, left_margin=22, token="raised")
        self._rule = Line(self._sheet)
        rule = QVBoxLayout()
        rule.setContentsMargins(22, 10, 20, 0)
        rule.addWidget(self._rule)
        column = QVBoxLayout(self._sheet)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(self.tools)
        column.addLayout(rule)
        column.addWidget(content, 1)
        column.addWidget(self.footer)

    def set_title(self, title: str, subtitle: str = "") -> None:
        """Name the sheet."""
        self._title.setText(title)
        self._subtitle.set_text(subtitle)
        self.setAccessibleName(f"{title} {subtitle}".strip())

    def set_width(self, width: int) -> None:
        """Change the width (456 for bulk, 690 for the log)."""
        self._wanted = width
        self._place()

    def _place(self) -> None:
        width = min(self._wanted, self.width())
        self._sheet.setGeometry(self.width() - width, 0, width, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        left = self._sheet.x()
        # The one shadow LOOK.md allows: the edge of something that lies above.
        gradient = QLinearGradient(left - _SHADOW, 0, left, 0)
        gradient.setColorAt(0, current.color("none"))
        gradient.setColorAt(1, current.color("shadow"))
        painter.fillRect(QRect(left - _SHADOW, 0, _SHADOW, self.height()), gradient)
