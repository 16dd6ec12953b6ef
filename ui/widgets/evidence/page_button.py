"""第 1 / 12 页 as a quiet 9 pt button that opens and closes the page list."""

from PySide6.QtCore import QCoreApplication, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ui.theme import current, shapes
from ui.widgets.keyboard_focus import KeyboardFocus

_PADDING = 6


class PageButton(KeyboardFocus, QPushButton):
    """Checkable: on while the list is open."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setToolTip(QCoreApplication.translate("evidence", "页面列表"))

    def set_words(self, words: str) -> None:
        """Show another page."""
        self.setText(words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(shapes.text_width(self.text(), "caption") + 2 * _PADDING, 24)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.isChecked() or self.isDown():
            shapes.fill_round(painter, self.rect(), current.color("accent_soft"), shapes.RADIUS_CONTROL)
        elif self.underMouse():
            shapes.fill_round(painter, self.rect(), current.color("hover"), shapes.RADIUS_CONTROL)
        tint = "accent_ink" if self.isChecked() else "muted"
        words = QRect(0, 0, self.width(), self.height())
        shapes.draw_text(painter, words, self.text(), "caption", tint, Qt.AlignmentFlag.AlignHCenter)
        if self.shows_ring():
            shapes.focus_ring(painter, self.rect())
