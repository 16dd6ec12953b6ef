"""Editors that go from section to section: another category of the archive shows at once, without making widgets."""

from collections.abc import Iterable

from PySide6.QtWidgets import QWidget

from app.domain.plan import FieldSpec
from ui.widgets.entry_form.field_editor import FieldEditor, InputKind, input_kind_of


class EditorPool:
    """Of one form. Editors that are given back stay hidden children of the form."""

    def __init__(self, form: QWidget) -> None:
        self._form = form
        self._free: dict[InputKind, list[FieldEditor]] = {kind: [] for kind in InputKind}

    def take(self, spec: FieldSpec) -> tuple[FieldEditor, bool]:
        """An editor for a field, empty; whether it is a new one."""
        kind = input_kind_of(spec)
        free = self._free[kind]
        editor, is_new = (free.pop(0), False) if free else (FieldEditor(kind, self._form), True)
        editor.set_spec(spec)
        return editor, is_new

    def give_back(self, editors: Iterable[FieldEditor]) -> None:
        """For the next section; what it does not take is hidden with ``hide_free``."""
        for editor in editors:
            self._free[editor.kind].append(editor)

    def hide_free(self) -> None:
        """Hide what no field uses."""
        for free in self._free.values():
            for editor in free:
                editor.release()
