"""当前共有 N 条业绩档案 和 M 份职称申报申请 待您审查。 with both numbers as links (A3.1, A3.3, picture 01).

One line on one baseline; the numbers are buttons, reached by Tab, pressed by Space or Enter.
"""

from PySide6.QtCore import QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ui.theme import current, shapes
from ui.widgets.keyboard_focus import KeyboardFocus

_GAP = 7
_HEIGHT = 42
_PAD = 2


class NumberLink(KeyboardFocus, QPushButton):
    """A number that leads somewhere; underlined under the mouse."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("", parent)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        baseline = _baseline(self.height())
        painter.setFont(current.font("number"))
        painter.setPen(current.color("accent_ink"))
        painter.drawText(QPointF(_PAD, baseline), self.text())
        if self.underMouse():
            painter.fillRect(
                _PAD, round(baseline) + 4, self.width() - 2 * _PAD, 2, current.color("accent_ink")
            )
        if self.shows_ring():
            shapes.focus_ring(painter, self.rect())


class HomeSentence(QWidget):
    """``set_counts`` fills it; until then the numbers are dashes."""

    archive_wanted = Signal()
    declarations_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = (self.tr("当前共有"), self.tr("条业绩档案 和"), self.tr("份职称申报申请 待您审查。"))
        self.archive, self.declarations = NumberLink(self), NumberLink(self)
        self.archive.clicked.connect(self.archive_wanted)
        self.declarations.clicked.connect(self.declarations_wanted)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._show("–", "–")

    def set_counts(self, archive: int, declarations: int) -> None:
        """Show the numbers of what waits."""
        self._show(str(archive), str(declarations))

    def text(self) -> str:
        """The whole sentence, letter by letter as in seed A."""
        first, second, last = self._words
        return f"{first} {self.archive.text()} {second} {self.declarations.text()} {last}"

    def _show(self, archive: str, declarations: str) -> None:
        self.archive.setText(archive)
        self.declarations.setText(declarations)
        self.archive.setAccessibleName(self.tr("{0} 条业绩档案待您审查").format(archive))
        self.declarations.setAccessibleName(self.tr("{0} 份职称申报申请待您审查").format(declarations))
        self.setAccessibleName(self.text())
        self._place_links()
        self.updateGeometry()
        self.update()

    def _lefts(self) -> list[int]:
        """Left edges of word, number, word, number, word, and the right end."""
        first, second, last = (shapes.text_width(word, "sentence") for word in self._words)
        numbers = [shapes.text_width(link.text(), "number") for link in (self.archive, self.declarations)]
        lefts = [0]
        for width in (first, numbers[0], second, numbers[1], last):
            lefts.append(lefts[-1] + width + _GAP)
        return lefts

    def _place_links(self) -> None:
        lefts = self._lefts()
        for link, place in ((self.archive, 1), (self.declarations, 3)):
            width = lefts[place + 1] - _GAP - lefts[place]
            link.setGeometry(QRect(lefts[place] - _PAD, 0, width + 2 * _PAD, self.height()))

    def sizeHint(self) -> QSize:
        return QSize(self._lefts()[-1], _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, _HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_links()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(current.font("sentence"))
        painter.setPen(current.color("text"))
        lefts = self._lefts()
        for word, left in zip(self._words, lefts[0::2], strict=False):
            painter.drawText(QPointF(left, _baseline(self.height())), word)


def _baseline(height: int) -> float:
    return (height + QFontMetrics(current.font("number")).capHeight()) / 2
