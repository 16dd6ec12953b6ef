"""The white card in the middle of the sign-in page with the program's name on top (picture 11)."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from ui.theme import current, shapes
from ui.widgets.labels import TextLabel

WIDTH = 420
_LOGO = 40


class _Logo(QWidget):
    """The program's mark."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedSize(_LOGO, _LOGO)

    def paintEvent(self, event: QPaintEvent) -> None:
        mark = QApplication.windowIcon().pixmap(QSize(_LOGO, _LOGO), self.devicePixelRatioF())
        QPainter(self).drawPixmap(0, 0, mark)


class SignInCard(QWidget):
    """Content goes into ``body``, below the name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(WIDTH)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(TextLabel(self.tr("职审台"), "empty"))
        names.addWidget(TextLabel(self.tr("专业技术职称审查工作台"), "caption", "muted"))
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(_Logo(self), 0, Qt.AlignmentFlag.AlignVCenter)
        head.addLayout(names, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 28, 32, 20)
        column.setSpacing(0)
        column.addLayout(head)
        column.addSpacing(20)
        self.body = QVBoxLayout()
        self.body.setSpacing(0)
        column.addLayout(self.body)

    def paintEvent(self, event: QPaintEvent) -> None:
        shapes.frame_round(
            QPainter(self),
            self.rect(),
            current.color("line"),
            shapes.RADIUS_DIALOG,
            1.0,
            current.color("surface"),
        )
