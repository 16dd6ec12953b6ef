"""The right side: one decision as the web platform asks for it, each field with 复制; its state 未录入 or 已录入."""

from collections.abc import Mapping

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ports.entering_queries import EnteringRow
from ui.dialogs.platform_entry.copy_field import CopyField
from ui.dialogs.platform_entry.lines import EntryField, entry_fields, say_state, write_out
from ui.dialogs.platform_entry.model import state_of
from ui.scroll_column import ScrollColumn
from ui.widgets.labels import ElidedLabel
from ui.widgets.pills import PillLabel


class FieldsPane(QWidget):
    """``titles``: of the archive's sections, by key."""

    def __init__(self, titles: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._titles = titles
        self._row: EnteringRow | None = None
        self.fields: list[CopyField] = []
        self._pill = PillLabel()
        self._state = ElidedLabel("", "caption", "muted")
        self._state.setObjectName("platform.state")
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._pill)
        head.addWidget(self._state, 1)
        self._column = ScrollColumn(self)
        self._column.body.setSpacing(0)
        self._column.body.setContentsMargins(0, 0, 6, 0)
        self._column.body.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 4, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self._column, 1)

    def show_row(self, row: EnteringRow | None) -> None:
        """Another decision; the same again leaves 已复制 where it stands."""
        wanted = entry_fields(row, self._titles) if row is not None else ()
        if wanted != tuple(field.field for field in self.fields) or self._row is None:
            self._build(wanted)
        self._row = row
        self._pill.setVisible(row is not None)
        if row is None:
            self._state.set_text("")
            return
        self._pill.set_pill(*state_of(row.decision))
        self._state.set_text(say_state(row.decision))

    def copy_all(self) -> bool:
        """The fields with their labels, for a note or a message. False without a decision."""
        if not self.fields:
            return False
        QGuiApplication.clipboard().setText(write_out([field.field for field in self.fields]))
        self._mark(None)
        return True

    def _build(self, wanted: tuple[EntryField, ...]) -> None:
        for old in self.fields:
            self._column.body.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.fields = [CopyField(field, self) for field in wanted]
        for place, field in enumerate(self.fields):
            field.copied.connect(self._mark)
            self._column.body.insertWidget(place, field)
        self._column.verticalScrollBar().setValue(0)

    def _mark(self, copied: CopyField | None) -> None:
        """What is in the clipboard now."""
        for field in self.fields:
            field.button.show_copied(field is copied)
