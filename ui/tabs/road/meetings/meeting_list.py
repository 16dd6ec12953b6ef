"""The meetings of the office, newest first: a list at the left, below 1280 px a combo box (picture 23)."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.meeting import Meeting
from ui.models.row_list import RowList
from ui.texts.dates import format_day
from ui.texts.translate import translate
from ui.widgets import roles
from ui.widgets.buttons import LinkButton, SecondaryButton
from ui.widgets.combo_box import ComboBox
from ui.widgets.labels import TextLabel
from ui.widgets.pane import Pane
from ui.widgets.row_view import RowView
from ui.widgets.two_line_delegate import TwoLineDelegate

WIDTH = 260
_Index = QModelIndex | QPersistentModelIndex


class _Meetings(RowList):
    """A line a meeting: title, day; how many, where."""

    def value(self, row: Meeting, role: int) -> str | None:
        match role:
            case 0 | roles.TOOLTIP:
                return row.title
            case roles.KEY:
                return row.id
            case roles.ITEM:
                return f"{format_day(row.held_on)}　{say_size(row)}"
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{row.title} {format_day(row.held_on)} {say_size(row)}"
        return None


class MeetingList(Pane):
    """``chosen`` carries a meeting's id; ``new_wanted`` and ``unlisted_wanted`` ask for a new meeting."""

    chosen = Signal(str)
    new_wanted = Signal()
    unlisted_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("raised", "r", parent)
        self.setFixedWidth(WIDTH)
        self._meetings: list[Meeting] = []
        self.model = _Meetings(self)
        self.view = RowView(self)
        self.view.setObjectName("road.meetings.list")
        self.view.setAccessibleName(self.tr("评审会"))
        self.view.setModel(self.model)
        self.view.setItemDelegate(TwoLineDelegate(self.view))
        # It lies on a raised sheet; Light carries that token in our palette.
        self.view.viewport().setBackgroundRole(QPalette.ColorRole.Light)
        self.new = SecondaryButton(self.tr("新建评审会"), "plus", "N")
        self.new.setObjectName("road.meetings.new")
        self.unlisted = LinkButton("")
        self.unlisted.setObjectName("road.meetings.unlisted")
        self._waiting = TextLabel("", "caption", "muted")
        self._waiting.setObjectName("road.meetings.waiting")
        self.combo = ComboBox()
        self.combo.setObjectName("road.meetings.combo")
        self.combo.setAccessibleName(self.tr("评审会"))
        self.narrow = QWidget()
        """Instead of the list below 1280 px; the sheet lays it over the meeting."""
        self.narrow_new = SecondaryButton(self.tr("新建评审会"), "plus", "N")
        across = QHBoxLayout(self.narrow)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(8)
        across.addWidget(self.combo, 1)
        across.addWidget(self.narrow_new)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 8, 10)
        column.setSpacing(8)
        head = QVBoxLayout()
        head.setContentsMargins(6, 0, 6, 0)  # as far as a row's ground is inset
        head.setSpacing(8)
        head.addWidget(self.new)
        column.addLayout(head)
        foot = QHBoxLayout()
        foot.setSpacing(6)
        foot.addWidget(self._waiting)
        foot.addWidget(self.unlisted)
        foot.addStretch(1)
        head.addLayout(foot)
        column.addWidget(self.view, 1)
        self.new.clicked.connect(self.new_wanted)
        self.narrow_new.clicked.connect(self.new_wanted)
        self.unlisted.clicked.connect(self.unlisted_wanted)
        self.view.selectionModel().currentRowChanged.connect(self._row_chosen)
        self.combo.activated.connect(self._combo_chosen)

    def show_meetings(self, meetings: Sequence[Meeting], current: str, waiting: int, unlisted: int) -> None:
        """``waiting``: how many are 待评审; ``unlisted``: how many of them are on no list."""
        if list(meetings) != self._meetings:
            self._meetings = list(meetings)
            self.view.selectionModel().blockSignals(True)
            self.model.set_rows(meetings)
            self.view.selectionModel().blockSignals(False)
            self.combo.clear()
            for meeting in meetings:
                self.combo.addItem(f"{meeting.title}　{format_day(meeting.held_on)}", meeting.id)
        place = next((n for n, meeting in enumerate(meetings) if meeting.id == current), -1)
        self.view.selectionModel().blockSignals(True)
        self.view.set_current_row(place)
        self.view.selectionModel().blockSignals(False)
        self.view.viewport().update()
        self.combo.setCurrentIndex(place)
        self._waiting.setText(self.tr("待评审 {0} 人").replace("{0}", str(waiting)))
        self.unlisted.setText(self.tr("{0} 人未列入").replace("{0}", str(unlisted)))
        self.unlisted.setToolTip(self.tr("为还没有列入名单的人新建评审会"))
        self.unlisted.setVisible(unlisted > 0)

    def _row_chosen(self, now: QModelIndex, before: QModelIndex) -> None:
        if now.isValid():
            self.chosen.emit(str(now.data(roles.KEY)))

    def _combo_chosen(self, place: int) -> None:
        self.chosen.emit(str(self.combo.itemData(place)))


def say_size(meeting: Meeting) -> str:
    return translate("road", "{0} 人").replace("{0}", str(len(meeting.members)))
