"""The window's upper bar, 44 px (40 below 1280): work tabs with badges, the search field, theme and settings.

In a narrow window the field folds into an icon and opens on demand.
"""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain.organisation import Role
from app.ports.queries import HomeFacts
from ui.people_search import PeopleSearch
from ui.session import Session
from ui.tab_page import TabEntry
from ui.texts.translate import translate
from ui.theme import current
from ui.widgets.buttons import IconButton
from ui.widgets.pane import Pane
from ui.widgets.work_tab_strip import WorkTabStrip

HEIGHT = 44
NARROW_HEIGHT = 40
NARROW_BELOW = 1280
SEARCH_WIDTH = 236


class TopBar(Pane):
    """``tab_chosen`` carries the key of the tab a person chose (click, arrow keys, Ctrl and its number)."""

    tab_chosen = Signal(str)
    theme_toggled = Signal()
    settings_wanted = Signal()

    def __init__(
        self, session: Session, entries: Sequence[TabEntry], host: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__("surface", "b", parent)
        self._entries = entries
        self.strip = WorkTabStrip()
        self.tabs = self.strip.tabs
        self.tabs.setAccessibleName(self.tr("页签"))
        for entry in entries:
            self.strip.add_tab(translate("tabs", entry.title_for(session.actor.role)))
        self.search = PeopleSearch(session, host)
        self.search.setFixedWidth(SEARCH_WIDTH)
        # Nothing to jump to for the other levels until their own review desk comes.
        self._has_search = session.actor.role is Role.EMPLOYER
        self.unfold = IconButton("search", self.tr("查找姓名、证件号、单位"), key="Ctrl K", token="muted")
        self.theme = IconButton("moon", "")
        self.settings = IconButton("settings", self.tr("设置"), token="muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 14, 0)
        row.setSpacing(4)
        row.addWidget(self.strip, 1)
        row.addWidget(self.search)
        row.addWidget(self.unfold)
        row.addSpacing(4)
        row.addWidget(self.theme)
        row.addWidget(self.settings)
        self._narrow = False
        self.setFixedHeight(HEIGHT)
        self.show_theme()
        self.set_narrow(False)
        self.tabs.currentChanged.connect(self._tell)
        self.unfold.clicked.connect(self.begin_search)
        self.search.left.connect(self._fold)
        self.theme.clicked.connect(self.theme_toggled)
        self.settings.clicked.connect(self.settings_wanted)

    def show_badges(self, facts: HomeFacts) -> None:
        """The numbers beside the titles; a tab without work shows none."""
        for place, entry in enumerate(self._entries):
            count = entry.badge(facts) if entry.badge is not None else 0
            self.strip.set_count(place, count or None)

    def show_tab(self, key: str) -> None:
        """Make the tab current without telling anybody."""
        place = next((n for n, entry in enumerate(self._entries) if entry.key == key), -1)
        if place >= 0 and place != self.tabs.currentIndex():
            self.tabs.blockSignals(True)
            self.tabs.setCurrentIndex(place)
            self.tabs.blockSignals(False)
            self.strip.fold()
            self.tabs.update()

    def show_theme(self) -> None:
        """The theme button names what it would do."""
        dark = current.is_dark()
        self.theme.set_icon_name("sun" if dark else "moon", "muted")
        self.theme.set_name(self.tr("换成浅色") if dark else self.tr("换成深色"))

    def set_narrow(self, narrow: bool) -> None:
        """Below 1280 px the bar is lower and the search field an icon."""
        self._narrow = narrow
        height = NARROW_HEIGHT if narrow else HEIGHT
        self.tabs.set_bar_height(height)
        self.strip.setFixedHeight(height)
        self.setFixedHeight(height)
        self.unfold.setVisible(self._has_search and narrow)
        self.search.setVisible(self._has_search and not narrow)

    def begin_search(self) -> None:
        """Ctrl K."""
        if not self._has_search:
            return
        self.unfold.hide()
        self.search.show()
        self.search.begin()

    def _fold(self) -> None:
        if self._narrow:
            self.set_narrow(True)

    def _tell(self, place: int) -> None:
        if 0 <= place < len(self._entries):
            self.tab_chosen.emit(self._entries[place].key)
