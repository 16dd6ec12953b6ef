"""Status tabs above the archive's list, bound to the one ArchiveList; the other controls are ``ui.list_controls``."""

from PySide6.QtWidgets import QWidget

from ui.tabs.archive.list_state import STATUS_TABS, ArchiveList
from ui.texts.words import word
from ui.widgets.combo_box import ComboBox
from ui.widgets.sub_tabs import SubTabs


class StatusTabs(SubTabs):
    """待审核 12  通过 86 … (A3.11)."""

    def __init__(self, state: ArchiveList, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self.setObjectName("archive.status")
        self.setAccessibleName(self.tr("审核状态"))
        self.set_tabs([self._word(place) for place in range(len(STATUS_TABS))])
        state.filter_changed.connect(self._follow)
        state.counted.connect(self._show_counts)
        self.currentChanged.connect(self._choose)
        self._follow()

    def _word(self, place: int) -> str:
        status = STATUS_TABS[place]
        return self.tr("全部") if status is None else word(status)

    def _follow(self) -> None:
        self.blockSignals(True)
        self.setCurrentIndex(STATUS_TABS.index(self._state.wanted.status))
        self.blockSignals(False)

    def _show_counts(self) -> None:
        for place, status in enumerate(STATUS_TABS):
            self.set_count(place, self._state.counts.of_tab(status))

    def _choose(self, place: int) -> None:
        self._state.set_status(STATUS_TABS[place])


class StatusCombo(ComboBox):
    """The same in a narrow window (picture 23)."""

    def __init__(self, state: ArchiveList, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self.setObjectName("archive.status_combo")
        self.setAccessibleName(self.tr("审核状态"))
        for status in STATUS_TABS:
            self.addItem(self.tr("全部") if status is None else word(status))
        state.filter_changed.connect(self._follow)
        state.counted.connect(self._show_counts)
        self.activated.connect(self._choose)
        self._follow()

    def _follow(self) -> None:
        self.setCurrentIndex(STATUS_TABS.index(self._state.wanted.status))

    def _show_counts(self) -> None:
        for place, status in enumerate(STATUS_TABS):
            title = self.tr("全部") if status is None else word(status)
            self.setItemText(place, f"{title} {self._state.counts.of_tab(status)}")

    def _choose(self, place: int) -> None:
        self._state.set_status(STATUS_TABS[place])
