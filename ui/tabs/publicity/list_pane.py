"""The left side, 424 px: tabs with counts, search, 发起公示, and the list (pictures 07, 08)."""

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from app.domain.publicity import PublicityKind
from app.ports.queries import PublicityRow, PublicityTab
from ui.tabs.publicity.rows import PublicityModel, columns_of, id_of, word_kind
from ui.texts.words import word
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.empty_state import EmptyState
from ui.widgets.fields import SearchField
from ui.widgets.filter_chips import Chip, FilterChipBar
from ui.widgets.labels import TextLabel
from ui.widgets.pane import Pane
from ui.widgets.sub_tabs import SubTabs
from ui.widgets.table_view import TableView

WIDTH, NARROW_WIDTH = 424, 320
TABS = (
    PublicityTab.WAITING,
    PublicityTab.RUNNING,
    PublicityTab.OVER_TODAY,
    PublicityTab.OBJECTED,
    PublicityTab.ENDED,
)

_KINDS = ((PublicityKind.APPLICANTS, "users"), (PublicityKind.RESULTS, "gavel"))


class ListPane(Pane):
    """Shows what it is given; asks through signals."""

    tab_chosen = Signal(object)
    """PublicityTab."""
    text_changed = Signal(str)
    row_changed = Signal()
    ticks_changed = Signal()
    start_wanted = Signal()
    declarations_wanted = Signal()

    kinds_changed = Signal()

    def __init__(self, parent: QWidget | None = None, *, office: bool = False) -> None:
        """``office``: the committee's, with its two kinds."""
        super().__init__("surface", "r", parent)
        self._office = office
        self.setMinimumWidth(NARROW_WIDTH)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._narrow = False
        self._counts: dict[PublicityTab, int] = {}
        self.tabs = SubTabs()
        self.tabs.setObjectName("publicity.tabs")
        self.tabs.setAccessibleName(self.tr("公示状态"))
        self.tabs.set_tabs([word(tab) for tab in TABS])
        self.tabs.setCurrentIndex(TABS.index(PublicityTab.RUNNING))
        self.search = SearchField(self.tr("姓名、单位、计划") if office else self.tr("姓名、计划"))
        self.search.setObjectName("publicity.search")
        self.start = SecondaryButton(self.tr("发起公示"), "plus", "N")
        self.start.setObjectName("publicity.start")
        self.kinds = FilterChipBar()
        self.kinds.setObjectName("publicity.kinds")
        self.kinds.set_chips([Chip(kind.value, word_kind(kind), icon) for kind, icon in _KINDS])
        self.model = PublicityModel(self, office=office)
        self.table = TableView()
        self.table.setObjectName("publicity.list")
        self.table.setAccessibleName(self.tr("公示列表"))
        self.table.setModel(self.model)
        self.table.set_columns(columns_of(self.model.tab, False, office))
        self.empty = EmptyState()
        """Stands at the right of the desk while the list is empty."""
        self.empty.setObjectName("publicity.empty")
        self._nothing = TextLabel("", "body", "muted", wrap=True)
        self._nothing.setObjectName("publicity.nothing")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._nothing.setContentsMargins(16, 24, 16, 0)
        self._lay_out()
        self._connect()

    @property
    def tab(self) -> PublicityTab:
        return TABS[self.tabs.currentIndex()]

    def set_tab(self, tab: PublicityTab) -> None:
        """Without asking for rows; the desk does."""
        self.tabs.blockSignals(True)
        self.tabs.setCurrentIndex(TABS.index(tab))
        self.tabs.blockSignals(False)
        self.tabs.update()

    def set_text(self, text: str) -> None:
        self.search.blockSignals(True)
        self.search.setText(text)
        self.search.blockSignals(False)

    def show_counts(self, counts: Mapping[PublicityTab, int]) -> None:
        self._counts = dict(counts)
        for place, tab in enumerate(TABS):
            self.tabs.set_count(place, counts.get(tab, 0))

    def show_rows(self, tab: PublicityTab, rows: Sequence[PublicityRow], today: date, current: str) -> None:
        """``current``: the id to stand on; when it has left, the row that took its place. Chips count and filter."""
        for kind, _ in _KINDS:
            self.kinds.set_count(kind.value, sum(row.kind is kind for row in rows))
        chosen = self.kinds.selected()
        rows = [row for row in rows if not chosen or row.kind.value in chosen]
        before, other = self.table.current_row(), tab is not self.model.tab
        self.table.selectionModel().blockSignals(True)
        self.model.show(tab, rows, today)
        self.table.selectionModel().blockSignals(False)
        if other:
            self._lay_columns()
        place = self.model.find_id(current)
        if place < 0 and rows:
            place = 0 if other else max(0, min(before, len(rows) - 1))
        self.table.set_current_row(place)
        self.table.head.set_check_state(self.model.tick_state())
        self._show_emptiness(not rows)
        self.row_changed.emit()

    def current_id(self) -> str:
        row = self.model.row_at(self.table.current_row())
        return id_of(row) if row is not None else ""

    def step(self, by: int) -> None:
        place = self.table.current_row() + by
        if 0 <= place < self.model.rowCount():
            self.table.set_current_row(place)

    def set_narrow(self, narrow: bool) -> None:
        if narrow != self._narrow:
            self._narrow = narrow
            self.updateGeometry()
            self._lay_columns()

    def _show_emptiness(self, empty: bool) -> None:
        """A word in the list; what to do next stands large at the right."""
        self._stack.setCurrentIndex(1 if empty else 0)
        if not empty:
            return
        text, tab = self.search.text().strip(), self.tab
        buttons: list[QAbstractButton] = []
        if text:
            sentence = self.tr("没有找到“{0}”").replace("{0}", text)
            detail = self.tr("可以换姓名、拼音首字母或计划名称再找，也可以换一个页签。")
            clear = PrimaryButton(self.tr("清除搜索"), "x")
            clear.setObjectName("publicity.clear_search")
            clear.clicked.connect(self.search.clear)
            buttons.append(clear)
        else:
            sentence, detail = self._say_empty(tab)
            waiting = self._counts.get(PublicityTab.WAITING, 0)
            if waiting and tab is not PublicityTab.WAITING:
                go = PrimaryButton(
                    self.tr("去发起，{0} 人待公示").replace("{0}", str(waiting)), "megaphone", "N"
                )
                go.setObjectName("publicity.see_waiting")
                go.clicked.connect(self.start_wanted)
                buttons.append(go)
            elif tab in (PublicityTab.WAITING, PublicityTab.RUNNING) and not self._office:
                look = PrimaryButton(self.tr("去审职称申报"), "file-text")
                look.setObjectName("publicity.see_declarations")
                look.clicked.connect(self.declarations_wanted)
                buttons.append(look)
        self._nothing.setText(sentence)
        self.empty.set_content(sentence, detail, icon="search" if text else "megaphone", state="info")
        self.empty.set_buttons(buttons)

    def _say_empty(self, tab: PublicityTab) -> tuple[str, str]:
        comes = (
            self.tr("评委会审核通过的申报人、评审会通过的结果会到这里。")
            if self._office
            else self.tr("在职称申报资格审查里按审核无误后，申报人会到这里。")
        )
        return {
            PublicityTab.WAITING: (self.tr("没有人待公示"), comes),
            PublicityTab.RUNNING: (
                self.tr("没有正在进行的公示"),
                self.tr("在待发起里勾选申报人，再发起公示。"),
            ),
            PublicityTab.OVER_TODAY: (
                self.tr("今天没有期满的公示"),
                self.tr("公示截止后次日 0 时起，在这里写结论。"),
            ),
            PublicityTab.OBJECTED: (self.tr("没有未处理的异议"), self.tr("收到异议时，在那次公示里登记。")),
            PublicityTab.ENDED: (self.tr("还没有结束的公示"), self.tr("写完结论或作废的公示会到这里。")),
        }[tab]

    def _lay_columns(self) -> None:
        """A narrow list leaves out what the right side says anyway: the title, in 待发起 the plan."""
        self.table.set_columns(columns_of(self.model.tab, self._narrow, self._office))
        waiting = self.model.tab is PublicityTab.WAITING
        for place in range(self.model.columnCount()):
            self.table.setColumnHidden(place, self._narrow and place == (3 if waiting else 1))

    def _kinds_chosen(self, keys: list[str]) -> None:
        self.kinds_changed.emit()

    def clear_filters(self) -> None:
        """Before something is looked for that a search or a chip would hide."""
        self.set_text("")
        self.kinds.set_selected(())

    def _tab_changed(self, place: int) -> None:
        self.tab_chosen.emit(TABS[place])

    def _row_changed(self, now: QModelIndex, before: QModelIndex) -> None:
        if now.row() != before.row():
            self.row_changed.emit()

    def _ticks_changed(self) -> None:
        self.table.head.set_check_state(self.model.tick_state())
        self.ticks_changed.emit()

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._tab_changed)
        self.search.textChanged.connect(self.text_changed)
        self.kinds.selection_changed.connect(self._kinds_chosen)
        self.start.clicked.connect(self.start_wanted)
        self.table.selectionModel().currentRowChanged.connect(self._row_changed)
        self.table.head.all_toggled.connect(self.model.tick_all)
        self.model.ticked_changed.connect(self._ticks_changed)

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setContentsMargins(12, 9, 12, 9)
        tools.setSpacing(8)
        tools.addWidget(self.search, 1)
        tools.addWidget(self.start)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._nothing)
        strip = Pane("surface", "b")
        inside = QHBoxLayout(strip)
        inside.setContentsMargins(7, 0, 0, 0)
        inside.addWidget(self.tabs)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        column.addWidget(strip)
        column.addLayout(tools)
        chips = QHBoxLayout()
        chips.setContentsMargins(12, 0, 12, 9)
        chips.addWidget(self.kinds)
        column.addLayout(chips)
        if not self._office:
            chips.setContentsMargins(0, 0, 0, 0)
            self.kinds.hide()
        column.addWidget(self._stack, 1)

    # ---- Qt's side

    def sizeHint(self) -> QSize:
        return QSize(NARROW_WIDTH if self._narrow else WIDTH, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(NARROW_WIDTH, 240)
