"""上报记录: the outbox newest first, what became of each, and for the one chosen what to do."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.decision import SubjectKind
from app.ports.sync import OPEN_STATES, OpState, OutboxCounts, OutboxRow
from ui.models.row_list import TEXT, RowList
from ui.texts.errors import describe_code, is_worded
from ui.texts.sync_words import pill_of, say_time, word_of_row
from ui.texts.translate import translate
from ui.widgets import roles
from ui.widgets.buttons import SecondaryButton
from ui.widgets.callout import Callout
from ui.widgets.empty_state import EmptyState
from ui.widgets.filter_chips import Chip, FilterChipBar
from ui.widgets.row_view import RowView
from ui.widgets.two_line_delegate import TwoLineDelegate

WAITING, CONFLICTS, REFUSED, DONE = "waiting", "conflicts", "refused", "done"
FILTERS: dict[str, frozenset[OpState]] = {
    WAITING: OPEN_STATES,
    CONFLICTS: frozenset({OpState.CONFLICT}),
    REFUSED: frozenset({OpState.REFUSED}),
    DONE: frozenset({OpState.APPLIED, OpState.WITHDRAWN, OpState.CLOSED}),
}
EVERY = frozenset().union(*FILTERS.values())


class RecordsModel(RowList):
    """Two-line rows: person and title; the act, when; the state's pill."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.today = date.min

    def value(self, row: Any, role: int) -> Any:
        act = word_of_row(row)
        if role in TEXT:
            state = pill_of(row.state)[1]
            spoken = "　".join(p for p in (row.person, row.title, act, state) if p)
            return (row.person or row.title or act) if role == Qt.ItemDataRole.DisplayRole else spoken
        if role == roles.KEY:
            return row.op_id
        if role == roles.UNIT:
            return row.title if row.person else ""
        if role == roles.DATE:
            return say_time(row.at, self.today)
        if role == roles.ITEM:
            return act
        if role in (roles.STATE, roles.STATE_WORD, roles.STATE_ICON):
            return pill_of(row.state)[role - roles.STATE]
        if role == roles.MUTED:
            return row.state in (OpState.WITHDRAWN, OpState.CLOSED)
        return None


class RecordsPage(QWidget):
    """``filter_changed``: read the rows anew. The acts carry the row."""

    filter_changed = Signal()
    conflict_wanted = Signal(object)
    read_wanted = Signal(object)
    """知道了: a refusal was read."""
    open_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chips = FilterChipBar()
        self.chips.set_chips(
            [
                Chip(WAITING, self.tr("待上报"), "cloud-upload", 0),
                Chip(CONFLICTS, self.tr("冲突"), "equal-not", 0),
                Chip(REFUSED, self.tr("未被接受"), "circle-alert", 0),
                Chip(DONE, self.tr("已上报"), "cloud-check"),
            ]
        )
        self.chips.selection_changed.connect(self._filter)
        self.model = RecordsModel(self)
        self.view = RowView()
        self.view.setObjectName("sync.records")
        self.view.setAccessibleName(self.tr("上报记录"))
        self.view.setModel(self.model)
        self.view.viewport().setBackgroundRole(QPalette.ColorRole.Light)
        self.view.setItemDelegate(TwoLineDelegate(self.view, show_pills=True))
        self.view.selectionModel().currentChanged.connect(self._show_current)
        self.empty = EmptyState()
        self.why = Callout("info")
        self.why.setObjectName("sync.why")
        self.see = SecondaryButton(self.tr("看两个结论"), "equal-not", "Enter", self)
        self.see.setObjectName("sync.see")
        self.noted = SecondaryButton(self.tr("知道了"), "check", "Enter", self)
        self.noted.setObjectName("sync.noted")
        self.open_button = SecondaryButton(self.tr("打开看"), "file-search", "O", self)
        self.open_button.setObjectName("sync.open")
        self.see.clicked.connect(self._see)
        self.noted.clicked.connect(self._note)
        self.open_button.clicked.connect(self.open_current)
        self._lay_out()
        self._show_current()

    def wanted(self) -> frozenset[OpState]:
        chosen = self.chips.selected()
        return EVERY if not chosen else frozenset().union(*(FILTERS[key] for key in chosen))

    def choose(self, key: str) -> None:
        """One chip on, "" = all; told by ``filter_changed``."""
        self.chips.set_selected([key] if key else [])
        self.filter_changed.emit()

    def show_counts(self, counts: OutboxCounts) -> None:
        self.chips.set_count(WAITING, counts.waiting)
        self.chips.set_count(CONFLICTS, counts.conflicts)
        self.chips.set_count(REFUSED, counts.refused)

    def show_rows(self, rows: Sequence[OutboxRow], today: date) -> None:
        here = self.current()
        self.model.today = today
        self.model.set_rows(rows)
        self._stack.setCurrentIndex(0 if rows else 1)
        filtered = bool(self.chips.selected())
        words = self.tr("没有这样的记录") if filtered else self.tr("还没有要上报的办理")
        self.empty.set_content(words, icon="cloud-check", state="info")
        ids = [row.op_id for row in rows]
        place = ids.index(here.op_id) if here is not None and here.op_id in ids else 0
        if rows:
            self.view.set_current_row(place)
        self._show_current()

    def current(self) -> OutboxRow | None:
        place = self.view.current_row()
        return self.model.rows[place] if 0 <= place < len(self.model.rows) else None

    def do_first(self) -> None:
        """Enter: what the row's state asks for."""
        row = self.current()
        if row is None:
            return
        if has_sides(row):
            self._see()
        elif row.state in (OpState.CONFLICT, OpState.REFUSED):
            self._note()
        else:
            self.open_current()

    def open_current(self) -> None:
        row = self.current()
        if row is not None and self.open_button.isEnabled():
            self.open_wanted.emit(row)

    # ---- inside

    def _filter(self, keys: list[str]) -> None:
        self.filter_changed.emit()

    def _see(self) -> None:
        self.conflict_wanted.emit(self.current())

    def _note(self) -> None:
        row = self.current()
        if row is not None:
            self.read_wanted.emit(row)

    def _show_current(self, now: QModelIndex | None = None, before: QModelIndex | None = None) -> None:
        row = self.current()
        kind, words = explain(row, self.model.today) if row is not None else ("info", "")
        self.why.set_kind(kind)
        self.why.set_content("", [words] if words else [])
        state = row.state if row is not None else None
        sides = row is not None and has_sides(row)
        self.see.setVisible(sides)
        self.noted.setVisible(not sides and state in (OpState.CONFLICT, OpState.REFUSED))
        opens = row is not None and row.subject_kind in (SubjectKind.DECLARATION, SubjectKind.ARCHIVE_ITEM)
        self.open_button.setVisible(opens)
        self._acts.setVisible(opens or state in (OpState.CONFLICT, OpState.REFUSED))

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)
        self._acts = QWidget()
        acts = QHBoxLayout(self._acts)
        acts.setContentsMargins(16, 0, 0, 0)
        acts.setSpacing(8)
        for button in (self.see, self.noted, self.open_button):
            acts.addWidget(button)
        acts.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        row = QHBoxLayout()
        row.setContentsMargins(16, 0, 0, 0)
        row.addWidget(self.chips)
        column.addLayout(row)
        column.addWidget(self._stack, 1)
        why = QHBoxLayout()
        why.setContentsMargins(16, 0, 0, 0)
        why.addWidget(self.why)
        column.addLayout(why)
        column.addWidget(self._acts)


def has_sides(row: OutboxRow) -> bool:
    """A conflict about one dossier shows two verdicts; of a publicity or a meeting there is only what stands now."""
    of_dossier = row.subject_kind in (SubjectKind.ARCHIVE_ITEM, SubjectKind.DECLARATION)
    return row.state is OpState.CONFLICT and of_dossier


def explain(row: OutboxRow, today: date) -> tuple[str, str]:
    """A Callout's kind, and why the row is as it is and what to do."""
    match row.state:
        case OpState.RESTING:
            when = say_time(row.due_at, today) if row.due_at is not None else ""
            words = _t("先留在本机，可以按 Z 撤销；{0} 自动上报。要马上报，请点“立即同步”。")
            return "info", words.replace("{0}", when)
        case OpState.PENDING:
            return "info", _t("已存在本机，连上服务器就上报，不用再做什么。")
        case OpState.SENT:
            return "info", _t("已经发出，还没有收到答复。下次同步时再问一次，不会办两次。")
        case OpState.CONFLICT:
            if not has_sides(row):
                return "flag", _t("别人先改过，您的没有生效，本机已按服务器的改回。请看过最新状态后再办。")
            return "flag", _t("别人先作了决定，您的没有生效。请看过两个结论再决定怎样办。")
        case OpState.REFUSED:
            known = describe_code(row.code, row.params) if is_worded(row.code) else ""
            plain = _t(
                "服务器没有接受，本机已按服务器的改回。请看过最新状态后再办；再不行，请把代码告诉管理员。（{0}）"
            )
            return "error", known or plain.replace("{0}", row.code)
        case OpState.WITHDRAWN:
            return "info", _t("上报以前已经撤销，没有发出。")
        case OpState.CLOSED:
            return "info", _t("没有生效，您已经处理过；记录留着。")
    return "info", ""


def _t(text: str) -> str:
    return translate("sync", text)
