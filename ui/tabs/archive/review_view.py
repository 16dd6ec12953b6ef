"""The panes of the 审阅 state: list or composer | form | evidence, the verdict bar below (pictures 02, 06, 23).

Layout only; ``review_desk`` decides what they show. Sizes are remembered; extra width goes to the evidence.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.ports.preview import PreviewService
from ui.dialogs.return_sheet.sheet import WIDTH as COMPOSER_WIDTH
from ui.dialogs.return_sheet.sheet import ReturnSheet
from ui.preferences import Preferences
from ui.tabs.archive.item_pane import ItemPane
from ui.tabs.archive.list_state import ArchiveList
from ui.tabs.archive.review_bar import ReviewBar
from ui.tabs.archive.row_list_pane import NARROW_WIDTH, RowListPane
from ui.tabs.archive.row_list_pane import WIDTH as LIST_WIDTH
from ui.widgets.empty_state import EmptyState
from ui.widgets.evidence.pane import EvidencePane
from ui.widgets.pane import Pane, PaneSplitter

FORM_WIDTH, NARROW_FORM, COMPOSER_FORM = 386, 336, 446
NARROW_COMPOSER, NARROW_COMPOSER_FORM = 404, 322
OUTER, INNER = "archive.review.outer", "archive.review.inner"


class ReviewView(QWidget):
    """Sizes of the wide and the narrow window are remembered apart."""

    composer_changed = Signal()
    """It took the place of the side panes, or gave it back."""

    def __init__(
        self,
        state: ArchiveList,
        preview: PreviewService,
        preferences: Preferences,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._narrow = False
        self.rows = RowListPane(state, self)
        self.composer = ReturnSheet(self)
        self.item = ItemPane(self)
        self.evidence = EvidencePane(preview, parent=self)
        self.evidence.setObjectName("archive.evidence")
        self.bar = ReviewBar(self)
        self.empty = EmptyState(self)
        self.empty.setObjectName("archive.review_empty")
        self._left = QStackedWidget(self)
        self._left.addWidget(self.rows)
        self._left.addWidget(self.composer)
        self._inner = PaneSplitter(parent=self)
        self._inner.addWidget(self.item)
        self._inner.addWidget(self.evidence)
        self._inner.setStretchFactor(1, 1)
        shown = Pane("surface")
        right = QVBoxLayout(shown)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self._inner, 1)
        right.addWidget(self.bar)
        nothing = Pane("surface")
        alone = QVBoxLayout(nothing)
        alone.setContentsMargins(0, 0, 0, 0)
        alone.addWidget(self.empty)
        self._right = QStackedWidget(self)
        self._right.addWidget(shown)
        self._right.addWidget(nothing)
        self._outer = PaneSplitter(parent=self)
        self._outer.addWidget(self._left)
        self._outer.addWidget(self._right)
        self._outer.setStretchFactor(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._outer)
        self._outer.splitterMoved.connect(self._remember)
        self._inner.splitterMoved.connect(self._remember)
        self._place()

    def show_item(self, shown: bool) -> None:
        """Form and evidence, or the empty state."""
        self._right.setCurrentIndex(0 if shown else 1)

    def shows_item(self) -> bool:
        return self._right.currentIndex() == 0

    def open_composer(self) -> None:
        """The composer takes the place of the side panes; form and evidence stay live."""
        self._left.setCurrentWidget(self.composer)
        self.bar.hide()
        self.composer_changed.emit()
        self._place()

    def close_composer(self) -> None:
        """The list comes back."""
        self._left.setCurrentWidget(self.rows)
        self.bar.show()
        self.composer_changed.emit()
        self._place()

    def composes(self) -> bool:
        return self._left.currentWidget() is self.composer

    def set_narrow(self, narrow: bool) -> None:
        """Below 1280: combos for category and status, opinion on demand (picture 23)."""
        self._narrow = narrow
        self.rows.set_narrow(narrow)
        self.bar.set_narrow(narrow)
        self._place()

    def _place(self) -> None:
        if self.composes():
            form = NARROW_COMPOSER_FORM if self._narrow else COMPOSER_FORM
            self._outer.setSizes([NARROW_COMPOSER if self._narrow else COMPOSER_WIDTH, 10_000])
            self._inner.setSizes([form, 10_000])
            return
        width = NARROW_WIDTH if self._narrow else LIST_WIDTH
        form = NARROW_FORM if self._narrow else FORM_WIDTH
        outer = self._preferences.sizes(self._named(OUTER)) or [width]
        inner = self._preferences.sizes(self._named(INNER)) or [form]
        self._outer.setSizes([outer[0], 10_000])
        self._inner.setSizes([inner[0], 10_000])

    def _remember(self) -> None:
        if not self.composes():
            self._preferences.set_sizes(self._named(OUTER), self._outer.sizes()[:1])
            self._preferences.set_sizes(self._named(INNER), self._inner.sizes()[:1])

    def _named(self, name: str) -> str:
        return f"{name}.narrow" if self._narrow else name

    def focus_list(self) -> None:
        self.rows.view.setFocus(Qt.FocusReason.OtherFocusReason)
