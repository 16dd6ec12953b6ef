"""One field of an entry form: label, editor by kind, unit, and below it what is wrong or what a reviewer wrote.

The text stays exactly as typed. While an input method composes (preedit), nothing is judged and nothing is emitted:
Qt reports the text only when it is committed.
"""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.domain.plan import FieldKind, FieldSpec
from ui.widgets.combo_box import ComboBox
from ui.widgets.fields import LineEdit, TextEdit, set_invalid
from ui.widgets.labels import ElidedLabel, TextLabel

LABEL_WIDTH = 92
YES_NO = ("是", "否")
LINE_HEIGHT = 15
_SHORT_KINDS = frozenset(
    {FieldKind.DATE, FieldKind.MONTH, FieldKind.YEAR, FieldKind.INTEGER, FieldKind.MONEY}
)
_SHORT_WIDTH = 150
_PLACEHOLDER = {
    FieldKind.DATE: "如 2024-05-06",
    FieldKind.MONTH: "如 2024-05",
    FieldKind.YEAR: "如 2024",
}


class FieldEditor(QWidget):
    """``changed``: the text is another; ``left``: the focus went elsewhere; ``entered``: Enter in a one-line field."""

    changed = Signal(str)
    left = Signal(str)
    entered = Signal(str)

    def __init__(self, spec: FieldSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.spec = spec
        self.setObjectName(f"field.{spec.key}")
        self.editor: LineEdit | TextEdit | ComboBox = self._make_editor()
        self.editor.setObjectName(f"field.{spec.key}.editor")
        self.editor.setAccessibleName(spec.title)
        self.editor.installEventFilter(self)
        self._filling = False
        self.label = TextLabel(spec.title + (" *" if spec.required else ""), "body", "muted", wrap=True)
        self.label.setFixedWidth(LABEL_WIDTH)
        self.label.setBuddy(self.editor)
        self.line = ElidedLabel("", "caption", "failed")
        self.line.setObjectName(f"field.{spec.key}.problem")
        self.line.setFixedHeight(LINE_HEIGHT)
        self.remark = TextLabel("", "caption", "returned", wrap=True)
        self.remark.setObjectName(f"field.{spec.key}.remark")
        self.remark.hide()
        self._lay_out()

    def text(self) -> str:
        """As typed."""
        if isinstance(self.editor, ComboBox):
            return self.editor.currentText()
        return self.editor.toPlainText() if isinstance(self.editor, TextEdit) else self.editor.text()

    def set_text(self, text: str) -> None:
        """Show another text without telling."""
        self._filling = True
        if isinstance(self.editor, ComboBox):
            if self.editor.findText(text) < 0:
                # What came in from elsewhere is shown as it is, though no choice of the kit.
                self.editor.addItem(text)
            self.editor.setCurrentIndex(self.editor.findText(text))
        elif isinstance(self.editor, TextEdit):
            if self.editor.toPlainText() != text:
                self.editor.setPlainText(text)
        elif self.editor.text() != text:
            self.editor.setText(text)
        self._filling = False

    def set_locked(self, locked: bool) -> None:
        """A locked field is readable and can be copied, not changed."""
        if isinstance(self.editor, ComboBox):
            self.editor.setEnabled(not locked)
        else:
            self.editor.setReadOnly(locked)

    def show_problem(self, text: str) -> None:
        """Say what is wrong; "" = nothing."""
        self.line.set_token("failed")
        self.line.set_text(text)
        set_invalid(self.editor, bool(text))

    def show_hint(self, text: str) -> None:
        """A quiet line: how the text was read."""
        self.line.set_token("muted")
        self.line.set_text(text)
        set_invalid(self.editor, False)

    def show_remark(self, text: str) -> None:
        """What a reviewer wrote about this field."""
        self.remark.setText(text)
        self.remark.setVisible(bool(text))

    def take_focus(self) -> None:
        self.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # ---- inside

    def _make_editor(self) -> LineEdit | TextEdit | ComboBox:
        if self.spec.kind is FieldKind.LONG_TEXT:
            area = TextEdit(lines=2, most_lines=6)
            area.textChanged.connect(self._tell)
            return area
        if self.spec.kind in (FieldKind.CHOICE, FieldKind.BOOL):
            combo = ComboBox(dense=True)
            combo.addItems(["", *(self.spec.choices or YES_NO)])
            combo.currentIndexChanged.connect(self._tell)
            # A wheel over a long form must scroll the form, not change a value.
            combo.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            return combo
        line = LineEdit(dense=True)
        line.setPlaceholderText(_PLACEHOLDER.get(self.spec.kind, ""))
        if self.spec.kind in _SHORT_KINDS:
            line.setMaximumWidth(_SHORT_WIDTH)
        line.textChanged.connect(self._tell)
        line.returnPressed.connect(self._tell_entered)
        return line

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.editor)
        if self.spec.unit:
            row.addWidget(TextLabel(self.spec.unit, "body", "muted"))
        if self.spec.kind in _SHORT_KINDS:
            row.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(1)
        column.addLayout(row)
        # Right below its field: under the reserved line it would seem to belong to the next one.
        column.addWidget(self.remark)
        column.addWidget(self.line)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        top = Qt.AlignmentFlag.AlignTop
        self.label.setContentsMargins(0, 6, 0, 0)
        grid.addWidget(self.label, 0, 0, top)
        grid.addLayout(column, 0, 1)
        grid.setColumnStretch(1, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def _tell(self) -> None:
        if not self._filling:
            self.changed.emit(self.spec.key)

    def _tell_entered(self) -> None:
        self.entered.emit(self.spec.key)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.left.emit(self.spec.key)
        elif event.type() == QEvent.Type.Wheel and isinstance(self.editor, ComboBox):
            if not self.editor.hasFocus():
                event.ignore()
                return True
        return super().eventFilter(watched, event)
