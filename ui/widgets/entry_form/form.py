"""A form generated from a section of the plan kit: every field with its editor, judged as you type (seed B 一).

What is typed goes out at once (``changed``) and, once the person pauses, to be kept (``settled``). Empty required fields
are said only after ``show_required`` or once they were left empty again.
"""

from collections.abc import Mapping
from datetime import date
from itertools import pairwise

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from app.domain.field_checks import (
    DATE_KINDS,
    FieldProblem,
    check_field,
    find_empty_required,
    read_identity,
)
from app.domain.plan import FieldKind, SectionSpec
from app.domain.typed_values import read_date
from ui.texts.dates import format_day
from ui.texts.field_problems import describe_field_problem
from ui.widgets.entry_form.field_editor import FieldEditor

SETTLE_MS = 400
TWO_COLUMNS_FROM = 640
REQUIRED = FieldProblem("required")
_SHOWN_LENGTH = {FieldKind.DATE: 10, FieldKind.MONTH: 7, FieldKind.YEAR: 4}
"""Characters of 2024-05-06 that a kind of date shows."""


class EntryForm(QWidget):
    """``changed``: on every change; ``settled``: 400 ms after the last one, and with ``settle()``. Both carry all fields
    as typed. ``finished``: Enter in the last field."""

    changed = Signal(dict)
    settled = Signal(dict)
    finished = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._section: SectionSpec | None = None
        self._editors: dict[str, FieldEditor] = {}
        self._left: set[str] = set()
        self._all_required = False
        self._columns = 1
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(20)
        self._grid.setVerticalSpacing(2)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SETTLE_MS)
        self._timer.timeout.connect(self._tell_settled)

    def show_fields(
        self,
        section: SectionSpec,
        fields: Mapping[str, str],
        remarks: Mapping[str, str] | None = None,
        *,
        locked: bool = False,
        locked_fields: frozenset[str] = frozenset(),
    ) -> None:
        """Another item. ``remarks``: what a reviewer wrote, by field key. What was typed before must be settled."""
        self._timer.stop()
        if self._section != section:
            self._build(section)
        self._left.clear()
        self._all_required = False
        for key, editor in self._editors.items():
            editor.set_text(fields.get(key, ""))
            editor.set_locked(locked or key in locked_fields)
            editor.show_remark((remarks or {}).get(key, ""))
        self._judge_all()

    def fields(self) -> dict[str, str]:
        """Every field that has a text, as typed."""
        return {key: editor.text() for key, editor in self._editors.items() if editor.text()}

    def problems(self) -> dict[str, FieldProblem]:
        """What is wrong now, by field key; empty required fields included."""
        found = {}
        fields = self.fields()
        empty = {f.key for f in find_empty_required(self._section, fields)} if self._section else set()
        for key, editor in self._editors.items():
            problem = check_field(editor.spec, editor.text(), fields=fields, today=self._today)
            if problem is not None:
                found[key] = problem
            elif key in empty:
                found[key] = REQUIRED
        return found

    def show_required(self) -> str:
        """Say at every empty required field that it is needed; the focus goes to the first. Its key, "" = none."""
        self._all_required = True
        self._judge_all()
        empty = find_empty_required(self._section, self.fields()) if self._section else ()
        if not empty:
            return ""
        self.focus_field(empty[0].key)
        return empty[0].key

    def focus_field(self, key: str) -> None:
        """Put the cursor into a field ("" = the first)."""
        editor = self._editors.get(key) or next(iter(self._editors.values()), None)
        if editor is not None:
            editor.take_focus()

    def editor(self, key: str) -> FieldEditor:
        return self._editors[key]

    def settle(self) -> None:
        """What was typed and not yet told goes out now."""
        if self._timer.isActive():
            self._timer.stop()
            self._tell_settled()

    # ---- inside

    def _build(self, section: SectionSpec) -> None:
        for editor in self._editors.values():
            self._grid.removeWidget(editor)
            editor.hide()
            editor.deleteLater()
        self._section = section
        self._editors = {}
        for spec in section.fields:
            editor = FieldEditor(spec, self)
            editor.changed.connect(self._field_changed)
            editor.left.connect(self._field_left)
            editor.entered.connect(self._go_on)
            self._editors[spec.key] = editor
        editors = list(self._editors.values())
        for before, after in pairwise(editors):
            QWidget.setTabOrder(before.editor, after.editor)
        self._place()

    def _place(self) -> None:
        """Long texts span both columns; short fields fill them row by row, so that Tab goes as the eye does."""
        row = column = 0
        for editor in self._editors.values():
            wide = editor.spec.kind is FieldKind.LONG_TEXT or self._columns == 1
            if wide and column:
                row, column = row + 1, 0
            self._grid.addWidget(editor, row, column, 1, self._columns if wide else 1)
            editor.show()
            column += 1
            if wide or column == self._columns:
                row, column = row + 1, 0
        for place in range(2):
            self._grid.setColumnStretch(place, 1 if place < self._columns else 0)

    def _field_changed(self, key: str) -> None:
        if key == "id_number":
            self._suggest_identity()
        self._judge_all()
        self.changed.emit(self.fields())
        self._timer.start()

    def _field_left(self, key: str) -> None:
        self._left.add(key)
        self._judge_all()
        self.settle()

    def _suggest_identity(self) -> None:
        """A valid number fills birth date and sex where they are still empty; never over what was typed."""
        read = read_identity(self.fields(), self._today)
        if read is None:
            return
        for key, value in (("birth_date", read[0].isoformat()), ("sex", read[1])):
            editor = self._editors.get(key)
            if editor is not None and not editor.text().strip():
                editor.set_text(value)

    def _judge_all(self) -> None:
        fields = self.fields()
        for key, editor in self._editors.items():
            problem = check_field(editor.spec, editor.text(), fields=fields, today=self._today)
            if problem is None and editor.spec.required and not editor.text().strip():
                if self._all_required or key in self._left:
                    problem = REQUIRED
            if problem is not None:
                editor.show_problem(describe_field_problem(problem))
            else:
                editor.show_hint(self._hint_of(editor, fields))

    def _hint_of(self, editor: FieldEditor, fields: Mapping[str, str]) -> str:
        """How a text that is not in the usual form was read."""
        text = editor.text().strip()
        if editor.spec.kind is FieldKind.ID_NUMBER and text:
            read = read_identity(fields, self._today)
            return f"{read[1]}  {format_day(read[0])}" if read else ""
        if editor.spec.kind in DATE_KINDS and text:
            read_day = read_date(text)
            shown = format_day(read_day)[: _SHOWN_LENGTH[editor.spec.kind]] if read_day else ""
            return "" if shown == text else shown
        return ""

    def _go_on(self, key: str) -> None:
        keys = list(self._editors)
        after = keys.index(key) + 1
        if after < len(keys):
            self._editors[keys[after]].take_focus()
        else:
            self.finished.emit()

    def _tell_settled(self) -> None:
        self.settled.emit(self.fields())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        columns = 2 if self.width() >= TWO_COLUMNS_FROM else 1
        if columns != self._columns:
            self._columns = columns
            self._place()
