"""The panes of the 审阅 state: list | sections or composer | form | evidence, the bar below (pictures 05, 06).

Layout only; ``review_desk`` decides what they show. Sizes are remembered; extra width goes to the evidence.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.ports.preview import PreviewService
from ui.dialogs.return_sheet.sheet import WIDTH as COMPOSER_WIDTH
from ui.dialogs.return_sheet.sheet import ReturnSheet
from ui.preferences import Preferences
from ui.tabs.declarations.form_pane import WIDTH as FORM_WIDTH
from ui.tabs.declarations.form_pane import FormPane
from ui.tabs.declarations.list_state import DeclarationList
from ui.tabs.declarations.review_bar import ReviewBar
from ui.tabs.declarations.row_list_pane import NARROW_WIDTH, RowListPane
from ui.tabs.declarations.row_list_pane import WIDTH as LIST_WIDTH
from ui.tabs.declarations.section_pane import WIDTH as SECTIONS_WIDTH
from ui.tabs.declarations.section_pane import SectionCombo, SectionPane
from ui.widgets.empty_state import EmptyState
from ui.widgets.evidence.pane import EvidencePane
from ui.widgets.pane import Pane, PaneSplitter

NARROW_FORM, COMPOSER_FORM, NARROW_COMPOSER = 336, 446, 400
OUTER, SIDES, INNER = "declarations.outer", "declarations.sides", "declarations.inner"


class ReviewView(QWidget):
    """Sizes of the wide and the narrow window are remembered apart."""

    section_chosen = Signal(str)

    def __init__(
        self,
        state: DeclarationList,
        preview: PreviewService,
        preferences: Preferences,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._narrow = False
        self.rows = RowListPane(state, self)
        self.sections = SectionPane(self)
        self.section_combo = SectionCombo(self)
        self.composer = ReturnSheet(self)
        self.form = FormPane(preview, self)
        self.evidence = EvidencePane(preview, parent=self)
        self.evidence.setObjectName("declarations.evidence")
        self.bar = ReviewBar(self)
        self.empty = EmptyState(self)
        self.empty.setObjectName("declarations.review_empty")
        self.sections.section_chosen.connect(self.section_chosen)
        self.section_combo.section_chosen.connect(self.section_chosen)
        self._sides = PaneSplitter(parent=self)
        self._sides.addWidget(self.rows)
        self._sides.addWidget(self.sections)
        self._sides.setStretchFactor(0, 1)
        self._left = QStackedWidget(self)
        self._left.addWidget(self._sides)
        self._left.addWidget(self.composer)
        self._inner = PaneSplitter(parent=self)
        self._inner.addWidget(self._make_form_column())
        self._inner.addWidget(self.evidence)
        self._inner.setStretchFactor(1, 1)
        self._right = QStackedWidget(self)
        self._right.addWidget(self._make_desk())
        self._right.addWidget(self._make_nothing())
        self._outer = PaneSplitter(parent=self)
        self._outer.addWidget(self._left)
        self._outer.addWidget(self._right)
        self._outer.setStretchFactor(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._outer)
        for splitter in (self._outer, self._sides, self._inner):
            splitter.splitterMoved.connect(self._remember)
        self.set_narrow(False)

    def show_declaration(self, shown: bool) -> None:
        """Form and evidence, or the empty state."""
        self._right.setCurrentIndex(0 if shown else 1)
        self.sections.setVisible(shown and not self._narrow)

    def shows_declaration(self) -> bool:
        return self._right.currentIndex() == 0

    def open_composer(self) -> None:
        """The composer takes the place of the side panes; form and evidence stay live."""
        self._left.setCurrentWidget(self.composer)
        self.bar.hide()
        self._place()

    def close_composer(self) -> None:
        """List and sections come back."""
        self._left.setCurrentWidget(self._sides)
        self.bar.show()
        self._place()

    def composes(self) -> bool:
        return self._left.currentWidget() is self.composer

    def set_narrow(self, narrow: bool) -> None:
        """Below 1280: combos for tabs and sections (picture 23)."""
        self._narrow = narrow
        self.rows.set_narrow(narrow)
        self.bar.set_narrow(narrow)
        self.sections.setVisible(not narrow and self.shows_declaration())
        self._combo_strip.setVisible(narrow)
        self._place()

    def focus_list(self) -> None:
        self.rows.view.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- parts

    def _make_form_column(self) -> QWidget:
        whole = QWidget()
        self._combo_strip = Pane("surface", "br")
        strip = QVBoxLayout(self._combo_strip)
        strip.setContentsMargins(12, 8, 12, 8)
        strip.addWidget(self.section_combo)
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._combo_strip)
        column.addWidget(self.form, 1)
        return whole

    def _make_desk(self) -> QWidget:
        desk = Pane("surface")
        column = QVBoxLayout(desk)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._inner, 1)
        column.addWidget(self.bar)
        return desk

    def _make_nothing(self) -> QWidget:
        nothing = Pane("surface")
        alone = QVBoxLayout(nothing)
        alone.setContentsMargins(0, 0, 0, 0)
        alone.addWidget(self.empty)
        return nothing

    # ---- sizes

    def _place(self) -> None:
        if self.composes():
            self._outer.setSizes([NARROW_COMPOSER if self._narrow else COMPOSER_WIDTH, 10_000])
            self._inner.setSizes([NARROW_FORM if self._narrow else COMPOSER_FORM, 10_000])
            return
        rest = 0 if self._narrow else SECTIONS_WIDTH
        outer = self._kept(OUTER) or [(NARROW_WIDTH if self._narrow else LIST_WIDTH) + rest]
        sides = self._kept(SIDES) or [LIST_WIDTH, SECTIONS_WIDTH]
        inner = self._kept(INNER) or [NARROW_FORM if self._narrow else FORM_WIDTH]
        self._outer.setSizes([outer[0], 10_000])
        self._sides.setSizes(sides)
        self._inner.setSizes([inner[0], 10_000])

    def _remember(self) -> None:
        if not self.composes():
            self._preferences.set_sizes(self._named(OUTER), self._outer.sizes()[:1])
            self._preferences.set_sizes(self._named(INNER), self._inner.sizes()[:1])
            if not self._narrow:
                self._preferences.set_sizes(SIDES, self._sides.sizes())

    def _kept(self, name: str) -> list[int]:
        return self._preferences.sizes(name if name == SIDES else self._named(name))

    def _named(self, name: str) -> str:
        return f"{name}.narrow" if self._narrow else name
