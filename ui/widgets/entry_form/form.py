"""A form generated from a section of the plan kit: every field with its editor, judged as you type (seed B 一).

What is typed goes out at once (``changed``) and, once the person pauses, to be kept (``settled``). Empty required fields
are said only after ``show_required`` or once they were left empty again; what may be wrong only because it is not
typed to its end yet (half an ID number) once the field was left.
"""

from collections.abc import Mapping
from datetime import date
from itertools import pairwise

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from app.domain.field_checks import (
    BIRTH_DATE,
    REQUIRED,
    SEX,
    FieldProblem,
    check_field,
    find_empty_required,
    is_unfinished,
    read_identity,
)
from app.domain.plan import FieldKind, SectionSpec
from app.domain.typed_values import read_date
from ui.texts.field_problems import describe_field_problem
from ui.texts.field_readings import describe_progress, describe_reading
from ui.widgets.entry_form.day_picker import DayPicker
from ui.widgets.entry_form.editor_pool import EditorPool
from ui.widgets.entry_form.field_editor import FieldEditor
from ui.widgets.entry_form.inputs import LineInput

SETTLE_MS = 400
TWO_COLUMNS_FROM = 640


class EntryForm(QWidget):
    """``changed``: on every change; ``settled``: 400 ms after the last one, when a field is left, when an input method
    commits, and with ``settle()``. Both carry all fields as typed. ``suggested``: what the ID number says of birth date
    and sex where these are empty, for ``fill_empty``. ``finished``: Enter in the last field."""

    changed = Signal(dict)
    settled = Signal(dict)
    suggested = Signal(dict)
    finished = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._section: SectionSpec | None = None
        self._pool = EditorPool(self)
        self._editors: dict[str, FieldEditor] = {}
        self._locked: frozenset[str] = frozenset()
        self._left: set[str] = set()
        self._said: set[str] = set()
        """Fields whose problem is on the screen: it stays there while it is being put right."""
        self._typing = ""
        self._all_required = False
        self._columns = 1
        self._picker: DayPicker | None = None
        self._picking = ""
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(6)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SETTLE_MS)
        self._timer.timeout.connect(self._pause_over)

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
        self._said.clear()
        self._typing = ""
        self._all_required = False
        self._locked = frozenset(self._editors) if locked else locked_fields
        for key, editor in self._editors.items():
            editor.set_text(fields.get(key, ""))
            editor.set_locked(key in self._locked)
            editor.show_remark((remarks or {}).get(key, ""))
        self._judge_all()

    def fields(self) -> dict[str, str]:
        """Every field that has a text, as typed."""
        return {key: editor.text() for key, editor in self._editors.items() if editor.text()}

    def problems(self) -> dict[str, FieldProblem]:
        """What is wrong now, by field key; empty required fields included."""
        fields = self.fields()
        found = {key: self._problem_of(editor, fields) for key, editor in self._editors.items()}
        return {key: problem for key, problem in found.items() if problem is not None}

    def show_required(self) -> str:
        """Say at every empty required field that it is needed; the focus goes to the first. Its key, "" = none."""
        self._all_required, self._typing = True, ""
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

    def fill_empty(self, values: Mapping[str, str]) -> None:
        """Take a suggestion over: only where nothing stands and the field may be changed."""
        taken = [
            key
            for key in values
            if key in self._editors and key not in self._locked and not self._editors[key].text().strip()
        ]
        for key in taken:
            self._editors[key].set_text(values[key])
        if taken:
            self._judge_all()
            self._tell_changed()

    def editor(self, key: str) -> FieldEditor:
        """The editor of a field. KeyError where the section has none."""
        return self._editors[key]

    def settle(self) -> None:
        """What was typed and not yet told goes out now."""
        if self._timer.isActive():
            self._timer.stop()
            self._tell_settled()

    # ---- inside

    def _build(self, section: SectionSpec) -> None:
        before = list(self._editors.values())
        # Emptied first: an editor that loses the focus by being hidden has nothing to say any more.
        self._section, self._editors = section, {}
        self.setUpdatesEnabled(False)
        for editor in before:
            self._grid.removeWidget(editor)
        self._pool.give_back(before)
        for spec in section.fields:
            editor, is_new = self._pool.take(spec)
            if is_new:
                self._connect(editor)
            self._editors[spec.key] = editor
        for first, second in pairwise(self._editors.values()):
            QWidget.setTabOrder(first.editor, second.editor)
        self._place()
        self._pool.hide_free()
        self.setUpdatesEnabled(True)

    def _connect(self, editor: FieldEditor) -> None:
        editor.changed.connect(self._field_changed)
        editor.committed.connect(self._field_committed)
        editor.left.connect(self._field_left)
        editor.paused.connect(self._field_paused)
        editor.entered.connect(self._go_on)
        editor.pick_wanted.connect(self._pick_day)

    def _place(self) -> None:
        """Long texts span both columns; short fields fill them row by row, so that Tab goes as the eye does."""
        self._columns = self._columns_wanted()
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

    def _columns_wanted(self) -> int:
        return 2 if self.width() >= TWO_COLUMNS_FROM else 1

    # ---- typing

    def _field_changed(self, key: str) -> None:
        if key not in self._editors:
            return
        self._typing = key
        self._judge_all()
        self._tell_changed()
        if key == "id_number":
            self._suggest_identity()

    def _field_committed(self, key: str) -> None:
        self.settle()

    def _field_left(self, key: str) -> None:
        if key in self._editors:
            self._left.add(key)
            self._typing = ""
            self._judge_all()

    def _field_paused(self, key: str) -> None:
        self.settle()

    def _suggest_identity(self) -> None:
        """A valid number says birth date and sex; only what is still empty is suggested."""
        read = read_identity(self.fields(), self._today)
        if read is None:
            return
        said = {BIRTH_DATE: read[0].isoformat(), SEX: read[1]}
        wanted = {
            key: value
            for key, value in said.items()
            if key in self._editors and not self._editors[key].text().strip()
        }
        if wanted:
            self.suggested.emit(wanted)

    def _go_on(self, key: str) -> None:
        keys = list(self._editors)
        after = keys.index(key) + 1 if key in keys else len(keys)
        if after < len(keys):
            self._editors[keys[after]].take_focus(Qt.FocusReason.TabFocusReason)
        else:
            self.finished.emit()

    def _tell_changed(self) -> None:
        self.changed.emit(self.fields())
        self._timer.start()

    def _pause_over(self) -> None:
        # A word in composition may stand in the place of what was marked: that is no pause.
        if any(editor.is_composing() for editor in self._editors.values()):
            self._timer.start()
        else:
            self._tell_settled()

    def _tell_settled(self) -> None:
        self.settled.emit(self.fields())

    # ---- judging

    def _problem_of(self, editor: FieldEditor, fields: Mapping[str, str]) -> FieldProblem | None:
        if editor.spec.required and not editor.text().strip():
            return FieldProblem(REQUIRED)
        return check_field(editor.spec, editor.text(), fields=fields, today=self._today)

    def _judge_all(self) -> None:
        fields = self.fields()
        for key, editor in self._editors.items():
            problem = self._problem_of(editor, fields)
            if problem is not None and self._is_due(key, editor, problem):
                self._said.add(key)
                editor.say("error" if problem.stops else "flag", describe_field_problem(problem))
                continue
            self._said.discard(key)
            text = editor.text()
            reading = describe_reading(editor.spec, text, fields, self._today) if problem is None else ""
            editor.say("hint", reading or describe_progress(editor.spec, text, fields))

    def _is_due(self, key: str, editor: FieldEditor, problem: FieldProblem) -> bool:
        """Whether a problem is said now, or waits until the person is done with the field."""
        if key == self._typing:
            return key in self._said or not (problem.stops or is_unfinished(editor.spec, editor.text()))
        return not problem.stops or self._all_required or key in self._left

    # ---- picking a day

    def _pick_day(self, key: str) -> None:
        editor = self._editors.get(key)
        if editor is None:
            return
        if self._picker is None:
            self._picker = DayPicker(self)
            self._picker.picked.connect(self._take_day)
        self._picking = key
        editor.take_focus(Qt.FocusReason.OtherFocusReason)
        self._picker.open_below(editor.editor, read_date(editor.text()) or self._today)

    def _take_day(self, day: date) -> None:
        editor = self._editors.get(self._picking)
        if editor is not None and isinstance(editor.editor, LineInput):
            editor.editor.replace_all(day.isoformat())
            self.settle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._columns_wanted() != self._columns:
            self._place()
