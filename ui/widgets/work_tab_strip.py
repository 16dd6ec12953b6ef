"""The work tabs with 更多 for those that do not fit (picture 23: below 1280 px the last tabs go there).

The current tab always stays visible. Tabs are added to `tabs`; hide and show them for a role with `set_allowed`.
"""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from ui.theme import current
from ui.widgets.buttons import QuietButton
from ui.widgets.work_tabs import WorkTabs

_MORE_GAP = 6


class WorkTabStrip(QWidget):
    """As wide as it may be; give it the stretch in its row."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tabs = WorkTabs(self)
        self.tabs.setUsesScrollButtons(False)
        self.more = QuietButton(self.tr("更多"), "chevron-down", None, self)
        self.more.hide()
        self.more.clicked.connect(self._open_menu)
        self._barred: set[int] = set()
        self._folding = False
        self.setFocusProxy(self.tabs)
        self.tabs.currentChanged.connect(self.fold)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def add_tab(self, text: str) -> int:
        """Append a tab and return its index."""
        index = self.tabs.addTab(text)
        self.fold()
        return index

    def set_count(self, index: int, count: int | None) -> None:
        """Show a number at a tab; it may push another one into 更多."""
        self.tabs.set_count(index, count)
        self.fold()

    def set_allowed(self, index: int, allowed: bool) -> None:
        """Take a tab away from this account, or give it back."""
        if allowed:
            self._barred.discard(index)
        else:
            self._barred.add(index)
        self.fold()

    def folded(self) -> list[int]:
        """Return the tabs that are in 更多."""
        hidden = (index for index in range(self.tabs.count()) if not self.tabs.isTabVisible(index))
        return [index for index in hidden if index not in self._barred]

    def fold(self) -> None:
        """Lay out again: as many tabs as fit, the rest into 更多."""
        if self._folding:
            return
        self._folding = True
        try:
            self._fold()
        finally:
            self._folding = False

    def _fold(self) -> None:
        allowed = [index for index in range(self.tabs.count()) if index not in self._barred]
        widths = {index: self.tabs.tabSizeHint(index).width() for index in allowed}
        room = self.width()
        if sum(widths.values()) > room:
            room -= self.more.sizeHint().width() + _MORE_GAP
        chosen = self.tabs.currentIndex()
        room -= widths.get(chosen, 0)
        kept = {chosen}
        for index in allowed:
            if index == chosen:
                continue
            if widths[index] > room:
                break
            room -= widths[index]
            kept.add(index)
        for index in range(self.tabs.count()):
            visible = index in kept and index not in self._barred
            if self.tabs.isTabVisible(index) != visible:
                self.tabs.setTabVisible(index, visible)
        used = sum(widths[index] for index in kept if index in widths)
        self.tabs.setGeometry(0, 0, min(used, self.width()), self.height())
        over = len(kept) < len(allowed)
        self.more.setVisible(over)
        if over:
            size = self.more.sizeHint()
            self.more.setGeometry(
                used + _MORE_GAP, (self.height() - size.height()) // 2, size.width(), size.height()
            )

    def make_menu(self) -> QMenu:
        """Return the menu of 更多; an entry carries its tab's index as data."""
        menu = QMenu(self)
        for index in self.folded():
            count = self.tabs.count_of(index)
            text = self.tabs.tabText(index)
            entry = menu.addAction(text if count is None else f"{text}\t{count}")
            entry.setData(index)
        menu.triggered.connect(self._choose)
        return menu

    def _open_menu(self) -> None:
        menu = self.make_menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _choose(self, entry: QAction) -> None:
        self.tabs.setCurrentIndex(int(entry.data()))

    def sizeHint(self) -> QSize:
        width = sum(self.tabs.tabSizeHint(index).width() for index in range(self.tabs.count()))
        return QSize(width, self.tabs.sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(220, self.tabs.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fold()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.FontChange:
            self.tabs.setFont(current.font("body"))
            self.fold()
        super().changeEvent(event)
