"""Who is not in a bulk, each with the reason and 打开看, in a box of returned's colour (picture 17)."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ui.tabs.road.pass_case import LeftOut
from ui.theme import current, shapes
from ui.widgets.buttons import LinkButton
from ui.widgets.labels import ElidedLabel, TextLabel
from ui.widgets.scroll_bar import slim

MOST_HEIGHT = 236
_LINE_LEFT = 24


class _Line(QWidget):
    """Name, unit, 打开看; the reason below."""

    open_wanted = Signal(str)

    def __init__(self, entry: LeftOut, link: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._id = entry.row.id
        self.setAccessibleName(f"{entry.row.name} {entry.row.unit} {entry.reason}")
        name = TextLabel(entry.row.name, "body_bold")
        unit = ElidedLabel(entry.row.unit, "body", "muted")
        jump = LinkButton(link, self)
        jump.setObjectName(f"road.left_out.{entry.row.id}")
        jump.setAccessibleDescription(entry.row.name)
        jump.clicked.connect(self._tell)
        reason = TextLabel(entry.reason, "caption", "returned", wrap=True)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(name)
        head.addWidget(unit, 1)
        head.addWidget(jump)
        column = QVBoxLayout(self)
        column.setContentsMargins(_LINE_LEFT, 2, 0, 3)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(reason)

    def paintEvent(self, event: QPaintEvent) -> None:
        shapes.draw_icon(QPainter(self), QPoint(0, 5), "triangle-alert", "returned", 14)

    def _tell(self) -> None:
        self.open_wanted.emit(self._id)


class LeftOutBox(QWidget):
    """As high as its lines, up to a bound; then it scrolls. Hidden while empty."""

    open_wanted = Signal(str)

    def __init__(self, link: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._link = link
        self._entries: Sequence[LeftOut] = ()
        self._title = TextLabel("", "body_bold", "returned")
        self._inner = QWidget()
        self._lines = QVBoxLayout(self._inner)
        self._lines.setContentsMargins(0, 0, 6, 0)
        self._lines.setSpacing(0)
        self._scroll = QScrollArea(self)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._inner)
        # The box's own ground shows through.
        self._inner.setAutoFillBackground(False)
        self._scroll.viewport().setAutoFillBackground(False)
        slim(self._scroll)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 8, 8)
        column.setSpacing(2)
        column.addWidget(self._title)
        column.addWidget(self._scroll, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.hide()

    def entries(self) -> Sequence[LeftOut]:
        return self._entries

    def show_entries(self, title: str, entries: Sequence[LeftOut]) -> None:
        """Nobody hides the box."""
        self._entries = tuple(entries)
        self._title.setText(title)
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for entry in entries:
            line = _Line(entry, self._link, self._inner)
            line.open_wanted.connect(self.open_wanted)
            self._lines.addWidget(line)
            # At once: a hidden line has no height to fit to, and Qt shows it only later.
            line.show()
        self._lines.addStretch(1)
        self.setVisible(bool(entries))
        self._fit()

    def _fit(self) -> None:
        if self._entries:
            self.setFixedHeight(self.sizeHint().height())

    def sizeHint(self) -> QSize:
        width = max(200, self.width()) - 26
        height = self._lines.heightForWidth(width) if self._lines.hasHeightForWidth() else 0
        height = max(height, self._lines.sizeHint().height() if height <= 0 else height)
        return QSize(300, min(MOST_HEIGHT, 8 + 24 + height + 8))

    def resizeEvent(self, event: object) -> None:
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        fill = current.state_style("flag").fill
        if fill is not None:
            shapes.fill_round(painter, QRect(self.rect()), fill, shapes.RADIUS_CONTROL)
