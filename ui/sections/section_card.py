"""One section in the long form: number, title, counts, the box 已看, then its content (pictures 05, 06; A4.1)."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.domain.plan import SectionSpec
from ui.theme import current, shapes
from ui.widgets.choice import CheckBox
from ui.widgets.form_blocks import FormBlock
from ui.widgets.form_view import FormView

HEAD_HEIGHT = 34


class _Head(QWidget):
    """number · title … note, box; hairline. The section one is at has an accent bar."""

    def __init__(self, spec: SectionSpec, parent: QWidget) -> None:
        super().__init__(parent)
        self._number, self._title = str(spec.preview_no), spec.title
        self._note = ""
        self._is_here = False
        self.setFixedHeight(HEAD_HEIGHT)
        self.box = CheckBox(self.tr("已看"), self)
        self.box.setObjectName(f"declarations.tick.{spec.key}")
        self.box.setAccessibleName(
            self.tr("已看 {0} {1}").replace("{0}", self._number).replace("{1}", spec.title)
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 4)
        row.addStretch(1)
        row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_note(self, note: str) -> None:
        self._note = note
        self.setAccessibleName(f"{self._number} {self._title} {note}".strip())
        self.update()

    def set_here(self, here: bool) -> None:
        if here != self._is_here:
            self._is_here = here
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        ink = "accent_ink" if self._is_here else "muted"
        left = shapes.draw_text(painter, QRect(0, 2, 40, 26), self._number, "section_plain", ink) + 8
        right = self.box.x() - 10 if not self.box.isHidden() else self.width()
        room, note = right - left - 12, shapes.text_width(self._note, "caption")
        if shapes.text_width(self._title, "section") > room - note:
            # In a narrow pane the title comes first; the counts are in the content.
            note = 0
        shapes.draw_text(painter, QRect(left, 2, room - note, 26), self._title, "section")
        if note:
            shapes.draw_text(
                painter, QRect(right - note - 2, 2, note + 2, 26), self._note, "caption", "muted"
            )
        shapes.hairline(painter, 0, self.height() - 1, self.width())
        if self._is_here:
            bar = QRect(0, self.height() - 2, self.width(), 2)
            painter.fillRect(bar, current.color("accent"))


class SectionCard(QWidget):
    """``read_toggled``: the person ticked or unticked it; ``entry_wanted``: show that entry's files."""

    read_toggled = Signal(str, bool)
    entry_wanted = Signal(str, str)
    action_wanted = Signal(str)

    def __init__(self, spec: SectionSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = spec.key
        self.setObjectName(f"declarations.section.{spec.key}")
        self.head = _Head(spec, self)
        self.form = FormView(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.head)
        column.addWidget(self.form)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.head.box.clicked.connect(self._tick)
        self.form.entry_activated.connect(self._show_entry)
        self.form.action_triggered.connect(self.action_wanted)

    def show_content(self, blocks: Sequence[FormBlock], note: str) -> None:
        """Another declaration's content."""
        self.form.set_blocks(blocks)
        self.head.show_note(note)

    def show_read(self, read: bool, *, may_tick: bool) -> None:
        """Whether it was read; ``may_tick`` False hides the box (nothing is under review)."""
        self.head.box.setChecked(read)
        self.head.box.setVisible(may_tick)

    def _tick(self, on: bool) -> None:
        self.read_toggled.emit(self.key, on)

    def _show_entry(self, entry: str) -> None:
        self.entry_wanted.emit(self.key, entry)
