"""The row widgets of `FormView`. Each shows one kind of block and can be given another block of that kind.

Rows are kept and refilled from dossier to dossier: building labels costs more than changing their words.
"""

from typing import Any, NamedTuple

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from ui.theme import current, shapes
from ui.widgets.buttons import IconButton
from ui.widgets.form_blocks import FormCaption, FormEntry, FormField, FormHeading
from ui.widgets.keyboard_focus import KeyboardFocus
from ui.widgets.labels import TextLabel

LABEL_WIDTH = 92
VALUE_LEFT = 104
_LINE = 19
_PAD = 4  # room for the focus ring around a value


class _Plan(NamedTuple):
    """Where the parts of a field stand at some width."""

    value_width: int
    value_height: int
    label_height: int
    after: int
    flag: QRect
    height: int


class ValueLabel(TextLabel):
    """A value: wraps, selectable with mouse and keyboard, ring inside its padding."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("", "body", "text", parent, wrap=True)
        self.setContentsMargins(_PAD, 0, _PAD, 0)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )


class FieldRow(QWidget):
    """label · value · flag · action."""

    action_triggered = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._block = FormField("", "")
        self._label = TextLabel("", "body", "muted", self, wrap=True)
        self._label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._value = ValueLabel(self)
        self._value.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._label.setBuddy(self._value)
        self._button: IconButton | None = None
        self._flag_rect = QRect()

    def show_block(self, block: FormField) -> None:
        """Show another field."""
        self._block = block
        self._label.setText(block.label)
        self._value.setText(block.value)
        self._value.set_token("muted" if block.muted or block.struck else "text")
        if self._value.font().strikeOut() != block.struck:
            font = current.font("body")
            font.setStrikeOut(block.struck)
            self._value.setFont(font)
        spoken = f"{block.label} {block.value} {block.flag}".strip()
        self._value.setAccessibleName(spoken)
        self._show_action(block)

    def block(self) -> FormField:
        """Return the field shown."""
        return self._block

    def _show_action(self, block: FormField) -> None:
        if not block.action:
            if self._button is not None:
                self._button.hide()
            return
        if self._button is None:
            self._button = IconButton(block.action_icon, block.action_name, self, token="muted")
            self._button.setFixedSize(26, 24)
            self._button.clicked.connect(self._trigger)
        self._button.set_icon_name(block.action_icon)
        self._button.set_name(block.action_name, block.action_key)
        self._button.show()

    def _trigger(self) -> None:
        self.action_triggered.emit(self._block.action)

    def heightForWidth(self, width: int) -> int:
        """Return the height for `width` px; moves nothing."""
        return self._measure(width).height

    def arrange(self, width: int) -> None:
        """Put the parts where they belong in `width` px."""
        plan = self._measure(width)
        self._label.setGeometry(0, 0, LABEL_WIDTH, plan.label_height)
        self._value.setGeometry(VALUE_LEFT - _PAD, 0, plan.value_width, plan.value_height)
        if self._button is not None:
            self._button.move(plan.after + 6, (_LINE - 24) // 2)
        self._flag_rect = plan.flag
        self.update()

    def _measure(self, width: int) -> _Plan:
        room = width - VALUE_LEFT
        text, tail = self._text_width(), self._tail_width()
        flag = (22 + shapes.text_width(self._block.flag, "caption")) if self._block.flag else 0
        shown = max(min(text, room - tail), 0)
        value_width = shown + 2 * _PAD + 1
        wraps = text > room - tail
        value_height = max(self._value.heightForWidth(value_width), _LINE) if wraps else _LINE
        label_height = self._label.heightForWidth(LABEL_WIDTH)
        after, height, flag_rect = VALUE_LEFT + shown, value_height, QRect()
        if flag and not wraps and text + tail + 10 + flag <= room:
            flag_rect = QRect(after + tail + 10, 0, flag, _LINE)
        elif flag:
            flag_rect = QRect(VALUE_LEFT, value_height, room, _LINE)
            height += _LINE
        return _Plan(value_width, value_height, label_height, after, flag_rect, max(height, label_height))

    def _text_width(self) -> int:
        lines = self._block.value.split("\n")
        return max(shapes.text_width(line) for line in lines) + 1 if len(lines) == 1 else 10_000

    def _tail_width(self) -> int:
        if not self._block.action:
            return 0
        chip = shapes.key_chip_width(self._block.action_key) + 4 if self._block.action_key else 0
        return 32 + chip

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._block.action and self._block.action_key and self._button is not None:
            shapes.draw_key_chip(
                painter,
                self._button.geometry().right() + 3,
                _LINE // 2,
                self._block.action_key,
                current.color("muted"),
                current.color("control"),
            )
        if not self._flag_rect.isNull():
            style = current.state_style(self._block.flag_state)
            at = QPoint(self._flag_rect.x(), self._flag_rect.y() + 2)
            shapes.draw_icon(painter, at, style.icon, style.mark, 15)
            words = self._flag_rect.adjusted(20, 0, 4, 0)
            shapes.draw_text(painter, words, self._block.flag, "caption", style.mark)


class HeadingRow(QWidget):
    """number · title … note, hairline."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._block = FormHeading("", "")

    def show_block(self, block: FormHeading) -> None:
        """Show another heading."""
        self._block = block
        self.setAccessibleName(f"{block.number} {block.title} {block.note}".strip())
        self.update()

    def block(self) -> FormHeading:
        """Return the heading shown."""
        return self._block

    def heightForWidth(self, width: int) -> int:
        """Return the fixed height."""
        return 32

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        left, width = 0, self.width()
        if self._block.number:
            number = QRect(0, 2, 40, 26)
            left = shapes.draw_text(painter, number, self._block.number, "section_plain", "muted") + 8
        note = shapes.text_width(self._block.note, "caption")
        line = QRect(left, 2, width - left - note - 12, 26)
        shapes.draw_text(painter, line, self._block.title, "section")
        end = QRect(width - note - 2, 2, note + 2, 26)
        shapes.draw_text(painter, end, self._block.note, "caption", "muted", Qt.AlignmentFlag.AlignRight)
        shapes.hairline(painter, 0, self.height() - 1, width)


class CaptionRow(QWidget):
    """A muted line under a hairline."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._block = FormCaption("")

    def show_block(self, block: FormCaption) -> None:
        """Show another caption."""
        self._block = block
        self.setAccessibleName(f"{block.text} {block.note}".strip())
        self.update()

    def block(self) -> FormCaption:
        """Return the caption shown."""
        return self._block

    def heightForWidth(self, width: int) -> int:
        """Return the fixed height."""
        return 30 if self._block.rule else 20

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._block.rule:
            shapes.hairline(painter, 0, 4, self.width())
        line = QRect(0, self.height() - 20, self.width(), 20)
        shapes.draw_text(painter, line, self._block.text, "caption", "muted")
        shapes.draw_text(painter, line, self._block.note, "caption", "muted", Qt.AlignmentFlag.AlignRight)


class EntryRow(KeyboardFocus, QPushButton):
    """number · icon · title, note · word; a button when the block has a key."""

    activated = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._block = FormEntry("", "")
        self.setAutoDefault(False)
        self.clicked.connect(self._activate)

    def show_block(self, block: FormEntry) -> None:
        """Show another entry."""
        self._block = block
        self.setText(f"{block.number} {block.title} {block.note} {block.right}".strip())
        live = bool(block.key)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if live else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor if live else Qt.CursorShape.ArrowCursor)
        self.update()

    def block(self) -> FormEntry:
        """Return the entry shown."""
        return self._block

    def _activate(self) -> None:
        if self._block.key:
            self.activated.emit(self._block.key)

    def heightForWidth(self, width: int) -> int:
        """Return 49, or 35 without a note."""
        return 49 if self._block.note else 35

    def sizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(200))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._refresh_tip()

    def _refresh_tip(self) -> None:
        room = self.width() - 46 - shapes.text_width(self._block.right, "caption") - 12
        cut = shapes.text_width(self._block.note, "caption") > room
        self.setToolTip(self._block.note if cut else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        block, width, height = self._block, self.width(), self.height()
        if block.key and (self.underMouse() or self.isDown()):
            shapes.fill_round(painter, self.rect().adjusted(0, 1, 0, -2), current.color("hover"), 6)
        top = 7
        quiet = block.state == "none" and not block.icon
        shapes.draw_text(painter, QRect(0, top, 22, 20), block.number, "body", "muted")
        if block.icon:
            shapes.draw_icon(painter, QPoint(22, top + 1), block.icon, "muted")
        elif quiet:
            shapes.draw_icon(painter, QPoint(22, top + 1), "minus", "muted")
        else:
            style = current.state_style(block.state)
            shapes.draw_icon(painter, QPoint(22, top + 1), style.icon, style.mark)
        end = shapes.text_width(block.right, "caption") + (12 if block.right else 0)
        title = QRect(46, top, width - 46 - end, 20)
        role = "body_bold" if block.bold else "body"
        shapes.draw_text(painter, title, block.title, role, "muted" if quiet else "text")
        if block.note:
            note_ink: Any = current.state_style(block.note_state).mark if block.note_state else "muted"
            note = QRect(46, top + 20, width - 46 - end, 18)
            shapes.draw_text(painter, note, block.note, "caption", note_ink)
        word = QRect(width - end, 0, end, height - 1)
        shapes.draw_text(painter, word, block.right, "caption", "muted", Qt.AlignmentFlag.AlignRight)
        shapes.hairline(painter, 0, height - 1, width)
        if self.shows_ring():
            shapes.focus_ring(painter, self.rect().adjusted(0, 0, 0, -1))


def find_text_label(row: QWidget) -> QLabel | None:
    """Return the value label of a field row (for search and tests), None for other rows."""
    return row.findChild(ValueLabel)
