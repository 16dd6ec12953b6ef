"""The scrolling list of defects that can be ticked, in groups; one place at a time, other places' ticks on top."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ui.dialogs.return_sheet.defect_row import DefectRow
from ui.dialogs.return_sheet.draft import Draft
from ui.dialogs.return_sheet.subject import Candidate
from ui.widgets.labels import TextLabel
from ui.widgets.pane import Pane
from ui.widgets.scroll_bar import slim


class DefectList(QScrollArea):
    """``changed`` after every tick and every letter typed; the draft already has it."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        slim(self)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._draft = Draft()
        self._rows: list[DefectRow] = []
        self._captions: list[tuple[TextLabel, list[DefectRow]]] = []
        self._inside = Pane("surface")
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(16, 2, 16, 10)
        self._column.setSpacing(6)
        self.setWidget(self._inside)

    def show_groups(
        self, draft: Draft, groups: Sequence[tuple[str, Sequence[Candidate]]], places: dict[str, str]
    ) -> None:
        """Rebuild: caption and candidates of each group. ``places``: words of a place by its key."""
        self._draft = draft
        self._empty()
        for caption, candidates in groups:
            if not candidates:
                continue
            label = TextLabel(caption, "caption", "muted", self._inside)
            label.setContentsMargins(0, 6, 0, 0)
            self._column.addWidget(label)
            label.show()
            rows = [self._add_row(c, places.get(f"{c.section}/{c.material}", "")) for c in candidates]
            self._captions.append((label, rows))
        self._column.addStretch(1)
        self.verticalScrollBar().setValue(0)

    def rows(self) -> list[DefectRow]:
        """All rows, top to bottom."""
        return list(self._rows)

    def row_of(self, candidate: Candidate) -> DefectRow | None:
        return next((row for row in self._rows if row.candidate == candidate), None)

    def filter(self, words: str) -> None:
        """Show the rows that the words find, and the ticked ones."""
        for label, rows in self._captions:
            shown = [row for row in rows if row.is_ticked() or row.matches(words.strip())]
            for row in rows:
                row.setVisible(row in shown)
            label.setVisible(bool(shown))

    def reveal(self, row: DefectRow) -> None:
        """Scroll a row into view and put the focus where the person goes on."""
        self._column.activate()
        self.ensureWidgetVisible(row, 0, 24)
        target = row.editor() if row.is_ticked() else None
        (target or row.box()).setFocus(Qt.FocusReason.OtherFocusReason)

    def focused_row(self) -> DefectRow | None:
        """The row that has the focus."""
        return next((row for row in self._rows if row.has_focus()), None)

    def step(self, by: int) -> None:
        """Put the focus on the box of the next or previous row shown."""
        shown = [row for row in self._rows if row.isVisible()]
        here = self.focused_row()
        place = shown.index(here) + by if here in shown else 0
        if 0 <= place < len(shown):
            shown[place].box().setFocus(Qt.FocusReason.TabFocusReason)
            self.ensureWidgetVisible(shown[place], 0, 24)

    def _add_row(self, candidate: Candidate, place: str) -> DefectRow:
        row = DefectRow(candidate, place, self._inside)
        if candidate in self._draft.ticked:
            row.set_ticked(True, self._draft.text_of(candidate))
        elif candidate in self._draft.texts:
            row.set_ticked(False, self._draft.text_of(candidate))
        row.toggled.connect(self._take_tick)
        row.edited.connect(self._take_text)
        self._column.addWidget(row)
        # A layout shows what it is given only when the loop comes round; the focus goes there at once.
        row.show()
        self._rows.append(row)
        return row

    def _take_tick(self, on: bool) -> None:
        row = self.sender()
        if isinstance(row, DefectRow):
            self._draft.set_ticked(row.candidate, on)
            self._draft.texts[row.candidate] = row.text()
            self.changed.emit()

    def _take_text(self) -> None:
        row = self.sender()
        if isinstance(row, DefectRow):
            self._draft.texts[row.candidate] = row.text()
            self.changed.emit()

    def _empty(self) -> None:
        self._rows.clear()
        self._captions.clear()
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                # Hidden first: deleteLater leaves it on screen until the loop comes round.
                widget.hide()
                widget.deleteLater()
