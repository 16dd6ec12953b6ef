"""One field of an entry form: label, input by kind, unit, and below it what is wrong or what a reviewer wrote.

The text stays exactly as typed. While an input method composes (preedit), nothing is judged and nothing is emitted:
Qt reports the text only when it is committed. An editor can serve one field after another of the same ``InputKind``.
"""

from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.domain.field_checks import choices_of, limit_of
from app.domain.plan import FieldKind, FieldSpec
from ui.widgets.buttons import IconButton
from ui.widgets.entry_form.choice_row import MOST_CHARACTERS, MOST_CHOICES, ChoiceRow
from ui.widgets.entry_form.field_notes import FieldLine, RemarkNote
from ui.widgets.entry_form.inputs import AreaInput, ComboInput, LineInput
from ui.widgets.fields import set_flagged, set_invalid
from ui.widgets.labels import TextLabel

LABEL_WIDTH = 92
_SHORT_KINDS = frozenset(
    {FieldKind.DATE, FieldKind.MONTH, FieldKind.YEAR, FieldKind.INTEGER, FieldKind.MONEY}
)
_SHORT_WIDTH = 132


class InputKind(StrEnum):
    """What a field is typed into."""

    LINE = "line"
    SHORT = "short"  # a date or a number, with a unit or a calendar behind it
    AREA = "area"
    COMBO = "combo"
    WORDS = "words"  # up to three choices side by side


def input_kind_of(spec: FieldSpec) -> InputKind:
    """The input that suits a field."""
    if spec.kind is FieldKind.LONG_TEXT:
        return InputKind.AREA
    if spec.kind in (FieldKind.CHOICE, FieldKind.BOOL):
        choices = choices_of(spec)
        is_short = len(choices) <= MOST_CHOICES and sum(map(len, choices)) <= MOST_CHARACTERS
        return InputKind.WORDS if is_short else InputKind.COMBO
    return InputKind.SHORT if spec.kind in _SHORT_KINDS else InputKind.LINE


class FieldEditor(QWidget):
    """``changed``: the text is another; ``committed``: an input method handed over a word; ``left``: the focus went to
    another field; ``paused``: the focus went, for whatever reason; ``entered``: Enter. All carry the field's key."""

    changed = Signal(str)
    committed = Signal(str)
    left = Signal(str)
    paused = Signal(str)
    entered = Signal(str)
    pick_wanted = Signal(str)

    def __init__(self, kind: InputKind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = kind
        self.spec = FieldSpec("", "")
        self._filling = False
        self.editor: LineInput | AreaInput | ComboInput | ChoiceRow = self._make_input()
        self.editor.edited.connect(self._tell_changed)
        self.editor.committed.connect(self._tell_committed)
        self.editor.left.connect(self._tell_left)
        self.editor.paused.connect(self._tell_paused)
        self.editor.entered.connect(self._tell_entered)
        self.label = TextLabel("", "body", "muted", wrap=True)
        self.label.setFixedWidth(LABEL_WIDTH)
        self.label.setContentsMargins(0, 6, 0, 0)
        self.label.setBuddy(self.editor)
        self.line = FieldLine()
        self.remark = RemarkNote()
        self._unit: TextLabel | None = None
        self._pick: IconButton | None = None
        self._lay_out()

    def set_spec(self, spec: FieldSpec) -> None:
        """Serve another field, empty. Nothing is told."""
        self.spec = spec
        name = f"field.{spec.key}"
        self.setObjectName(name)
        self.editor.setObjectName(f"{name}.editor")
        self.line.setObjectName(f"{name}.problem")
        self.remark.setObjectName(f"{name}.remark")
        self.label.setText(spec.title + (" *" if spec.required else ""))
        self.editor.setAccessibleName(spec.title + (self.tr("，必填") if spec.required else ""))
        self._show_unit(spec.unit)
        self._filling = True
        self.editor.set_spec(spec)
        self.editor.fill("")
        self._filling = False
        if self._pick is not None:
            self._pick.setVisible(spec.kind is FieldKind.DATE)

    def release(self) -> None:
        """Out of use for now."""
        self.setObjectName("")
        self.hide()

    def text(self) -> str:
        """As typed."""
        return self.editor.value()

    def set_text(self, text: str) -> None:
        """Show another text without telling."""
        self._filling = True
        self.editor.fill(text)
        self._filling = False

    def set_locked(self, locked: bool) -> None:
        """A locked field is readable and can be copied, not changed."""
        self.editor.lock(locked)
        if self._pick is not None:
            self._pick.setEnabled(not locked)

    def is_composing(self) -> bool:
        """An input method has a word in hand that is not text yet."""
        return self.editor.is_composing()

    def say(self, kind: str, text: str) -> None:
        """Below the field: ``error`` (保存 waits for it), ``flag`` (to look at) or ``hint``; "" = nothing."""
        self.line.say(kind, text)
        set_invalid(self.editor, kind == "error" and bool(text))
        set_flagged(self.editor, kind == "flag" and bool(text))
        self.editor.setAccessibleDescription(text)
        if self.kind is InputKind.AREA:
            count, limit = len(self.text().strip()), limit_of(self.spec)
            self.line.set_count(f"{count} / {limit}" if count else "", count > limit)

    def show_remark(self, text: str) -> None:
        """What a reviewer wrote about this field."""
        self.remark.set_text(text)

    def take_focus(self, reason: Qt.FocusReason = Qt.FocusReason.ShortcutFocusReason) -> None:
        """The cursor goes here."""
        self.editor.setFocus(reason)

    # ---- inside

    def _make_input(self) -> LineInput | AreaInput | ComboInput | ChoiceRow:
        if self.kind is InputKind.AREA:
            return AreaInput(self)
        if self.kind is InputKind.COMBO:
            return ComboInput(self)
        if self.kind is InputKind.WORDS:
            return ChoiceRow(self)
        return LineInput(self)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.editor, 1)
        if isinstance(self.editor, LineInput) and self.kind is InputKind.SHORT:
            self._pick = IconButton("calendar-days", self.tr("选日期"), self, key="Alt ↓", token="muted")
            # Tab goes from field to field; the key is Alt and the arrow.
            self._pick.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._pick.clicked.connect(self._tell_pick)
            self.editor.pick_wanted.connect(self._tell_pick)
            row.addWidget(self._pick)
            row.addStretch(1)
            self.editor.setFixedWidth(_SHORT_WIDTH)
        self._row = row
        column = QVBoxLayout()
        column.setSpacing(1)
        column.addLayout(row)
        # Right below its field: under the reserved line it would seem to belong to the next one.
        column.addWidget(self.remark)
        column.addWidget(self.line)
        column.addStretch(1)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.addWidget(self.label, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(column, 0, 1)
        grid.setColumnStretch(1, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def _show_unit(self, unit: str) -> None:
        if self._unit is None and unit:
            self._unit = TextLabel("", "body", "muted")
            self._row.insertWidget(1, self._unit)
        if self._unit is not None:
            self._unit.setText(unit)
            self._unit.setVisible(bool(unit))

    def _tell_changed(self) -> None:
        if not self._filling:
            self.changed.emit(self.spec.key)

    def _tell_committed(self) -> None:
        self.committed.emit(self.spec.key)

    def _tell_left(self) -> None:
        self.left.emit(self.spec.key)

    def _tell_paused(self) -> None:
        self.paused.emit(self.spec.key)

    def _tell_entered(self) -> None:
        self.entered.emit(self.spec.key)

    def _tell_pick(self) -> None:
        if self.spec.kind is FieldKind.DATE and self._pick is not None and self._pick.isEnabled():
            self.pick_wanted.emit(self.spec.key)
