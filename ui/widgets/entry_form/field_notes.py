"""What stands below a field: one reserved line (what is wrong, or how it was read, and a count), and a reviewer's remark."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui.theme import current, shapes
from ui.widgets.labels import TextLabel

LINE_HEIGHT = 16
_ICON = 13
_MARKS = {"error": ("circle-alert", "failed"), "flag": ("triangle-alert", "returned"), "hint": ("", "muted")}


class FieldLine(QWidget):
    """Always 16 px high, so that nothing moves when something is said."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = "hint"
        self._text = ""
        self._count = ""
        self._is_over = False
        self.setFixedHeight(LINE_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def say(self, kind: str, text: str) -> None:
        """``kind``: error (保存 waits for it), flag (to look at), hint."""
        if (kind, text) != (self._kind, self._text):
            self._kind, self._text = kind, text
            self.setAccessibleName(text)
            self._refresh_tip()
            self.update()

    def set_count(self, count: str, is_over: bool) -> None:
        """86 / 4000 at the right; "" = none."""
        if (count, is_over) != (self._count, self._is_over):
            self._count, self._is_over = count, is_over
            self._refresh_tip()
            self.update()

    def text(self) -> str:
        """What is said, "" = nothing."""
        return self._text

    def kind(self) -> str:
        """error, flag or hint."""
        return self._kind

    def count(self) -> str:
        """The count shown."""
        return self._count

    def _left(self) -> int:
        return _ICON + 4 if _MARKS[self._kind][0] else 1

    def _room(self) -> int:
        taken = shapes.text_width(self._count, "caption") + 8 if self._count else 0
        return self.width() - self._left() - taken

    def _refresh_tip(self) -> None:
        cut = bool(self._text) and shapes.text_width(self._text, "caption") > self._room()
        if cut or self.toolTip():
            self.setToolTip(self._text if cut else "")

    def sizeHint(self) -> QSize:
        return QSize(80, LINE_HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._refresh_tip()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._text and not self._count:
            return
        painter = QPainter(self)
        icon, token = _MARKS[self._kind]
        if icon and self._text:
            shapes.draw_icon(painter, QPoint(0, (LINE_HEIGHT - _ICON) // 2), icon, token, _ICON)
        words = QRect(self._left(), 0, self._room(), LINE_HEIGHT)
        shapes.draw_text(painter, words, self._text, "caption", token)
        if self._count:
            align = Qt.AlignmentFlag.AlignRight
            ink = "returned" if self._is_over else "muted"
            shapes.draw_text(painter, self.rect(), self._count, "caption", ink, align)


class RemarkNote(QWidget):
    """What a reviewer wrote about a field: returned tint, the icon of 退回, the words. Hidden while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label: TextLabel | None = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(25, 4, 8, 5)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.hide()

    def set_text(self, text: str) -> None:
        """Show a remark, "" = none."""
        if self._label is None:
            if not text:
                return
            # Made when it is needed: few fields ever have a remark.
            self._label = TextLabel("", "caption", "returned", self, wrap=True)
            self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._row.addWidget(self._label)
        self._label.setText(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))

    def text(self) -> str:
        """What is shown."""
        return self._label.text() if self._label is not None else ""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        shapes.fill_round(painter, self.rect(), current.color("returned_fill"), 4)
        shapes.draw_icon(painter, QPoint(7, 6), "undo-2", "returned", _ICON)
