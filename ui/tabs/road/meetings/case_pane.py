"""The right side of the meeting desk: what the meeting is, its list, how far it is, votes for the person looked at."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.declaration import Stage
from app.domain.meeting import Meeting
from app.ports.road_queries import MeetingCase, MeetingMember
from ui.tabs.road.meetings.columns import id_of, make_looks, make_model
from ui.tabs.road.meetings.entry_strip import EntryStrip
from ui.tabs.road.meetings.people import has_passed, is_open
from ui.texts.dates import say_day_and_weekday
from ui.widgets.buttons import QuietButton, SecondaryButton
from ui.widgets.callout import Callout, CalloutLine
from ui.widgets.fields import SearchField
from ui.widgets.labels import ElidedLabel, TextLabel
from ui.widgets.table_view import TableView

NARROW_WIDE_ONLY = (3, 4)
"""Hidden below 1280 px: 专业技术资格, 申报方式 (the strip says the first)."""
_LEFT, _LEFT_ALONE = 16, 21


class CasePane(QWidget):
    """Shows what it is given; wishes go out as signals."""

    person_changed = Signal()
    edit_wanted = Signal()
    export_wanted = Signal()
    import_wanted = Signal()
    rest_wanted = Signal()
    publish_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.case: MeetingCase | None = None
        self._title = ElidedLabel("", "title")
        self._title.setObjectName("road.meetings.title")
        self._facts = ElidedLabel("", "caption", "muted")
        self._facts.setObjectName("road.meetings.facts")
        self._progress = TextLabel("", "body_bold")
        self._progress.setObjectName("road.meetings.progress")
        self.search = SearchField(self.tr("姓名、单位"), "/")
        self.search.setObjectName("road.meetings.search")
        self.search.setFixedWidth(220)
        self.edit = SecondaryButton(self.tr("改评审会"), "pencil", "E")
        self.export = SecondaryButton(self.tr("导出名单"), "download")
        self.bring = SecondaryButton(self.tr("导入结果"), "file-up", "I")
        self.rest = QuietButton(self.tr("其余都通过"), "list-checks")
        for button, name in (
            (self.edit, "edit"),
            (self.export, "export"),
            (self.bring, "import"),
            (self.rest, "rest"),
        ):
            button.setObjectName(f"road.meetings.{name}")
        self.model = make_model(self)
        self.table = TableView(self)
        self.table.setObjectName("road.meetings.table")
        self.table.setAccessibleName(self.tr("评审名单"))
        self.table.setModel(self.model)
        self.table.set_columns(make_looks())
        # It lies on a raised sheet; Light carries that token in our palette.
        self.table.viewport().setBackgroundRole(QPalette.ColorRole.Light)
        self._nobody = TextLabel("", "body", "muted", wrap=True)
        self._nobody.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._nobody.setContentsMargins(16, 32, 16, 0)
        self._nobody.setObjectName("road.meetings.nobody")
        self.strip = EntryStrip(self)
        self.finished = Callout("passed")
        self.finished.setObjectName("road.meetings.finished")
        self._lay_out()
        self._connect()

    def show_case(self, case: MeetingCase | None) -> None:
        """The same person stays current; of another meeting the first without a verdict."""
        other = self._id_of(case) != self._id_of(self.case)
        self.case = case
        if other:
            self.search.blockSignals(True)
            self.search.clear()
            self.search.blockSignals(False)
        current = "" if other else self.current_id()
        self._show_rows(current)
        meeting = case.meeting if case is not None else None
        self._title.set_text(meeting.title if meeting is not None else "")
        self._facts.set_text(self._say_facts(meeting) if meeting is not None else "")
        self._show_progress()

    def current(self) -> MeetingMember | None:
        member: MeetingMember | None = self.model.row(self.table.current_row())
        return member

    def current_id(self) -> str:
        member = self.current()
        return id_of(member) if member is not None else ""

    def undecided(self) -> list[MeetingMember]:
        return [member for member in self.case.members if is_open(member)] if self.case else []

    def step(self, by: int) -> None:
        place = self.table.current_row() + by
        if 0 <= place < self.model.rowCount():
            self.table.set_current_row(place)

    def go_on(self, after: str) -> None:
        """To the next one without a verdict, round the end; ``after`` itself has one by now."""
        rows, start = list(self.model.rows), self.model.find(after)
        order = [*range(start + 1, len(rows)), *range(max(0, start))]
        place = next((n for n in order if is_open(rows[n])), -1)
        if place >= 0:
            self.table.set_current_row(place)

    def set_narrow(self, narrow: bool) -> None:
        for place in NARROW_WIDE_ONLY:
            self.table.setColumnHidden(place, narrow)
        self.search.setFixedWidth(150 if narrow else 220)
        left = _LEFT_ALONE if narrow else _LEFT
        self._inside.setContentsMargins(left, 10, 20, 8)
        self.strip.set_left(left)

    # ---- inside

    def _show_rows(self, current: str) -> None:
        words = self.search.text().strip().casefold()
        members = self.case.members if self.case is not None else ()
        shown = [m for m in members if words in f"{m.row.name} {m.row.unit}".casefold()]
        selection = self.table.selectionModel()
        selection.blockSignals(True)
        self.model.set_rows(shown)
        selection.blockSignals(False)
        place = self.model.find(current) if current else -1
        if place < 0:
            place = next((n for n, m in enumerate(shown) if is_open(m)), 0 if shown else -1)
        self.table.set_current_row(place)
        self._stack.setCurrentIndex(0 if shown or not words else 1)
        self._nobody.setText(self.tr("名单里没有“{0}”").replace("{0}", self.search.text().strip()))
        self.strip.show_member(self.current())
        self.person_changed.emit()

    def _show_progress(self) -> None:
        members = self.case.members if self.case is not None else ()
        verdicts = [m.verdict for m in members if m.verdict is not None]
        passed, left = sum(map(has_passed, verdicts)), len(self.undecided())
        words = self.tr("已登记 {0} / {1} 人").replace("{0}", str(len(verdicts)))
        words = words.replace("{1}", str(len(members)))
        if verdicts:
            both = self.tr("　通过 {0}，未通过 {1}").replace("{0}", str(passed))
            words += both.replace("{1}", str(len(verdicts) - passed))
        self._progress.setText(words if members else "")
        self.rest.setVisible(left > 0)
        self.bring.setEnabled(bool(members))
        title = self.tr("评审结果都登记了") if members and not left and verdicts else ""
        to_publish = self.to_publish()
        line = self.tr("{0} 人评审通过，等结果公示").replace("{0}", str(len(to_publish)))
        lines = [CalloutLine(line, self.tr("去发起结果公示"), "publish")] if to_publish and title else []
        self.finished.set_content(title, lines)

    def to_publish(self) -> tuple[str, ...]:
        """Declaration ids of those who passed here and wait for the publicity of the results."""
        members = self.case.members if self.case is not None else ()
        return tuple(id_of(m) for m in members if _waits_for_publicity(m))

    def _say_facts(self, meeting: Meeting) -> str:
        facts = [say_day_and_weekday(meeting.held_on), meeting.place]
        if meeting.experts:
            facts.append(self.tr("专家 {0} 人").replace("{0}", str(meeting.experts)))
        if meeting.note:
            facts.append(meeting.note)
        return "　".join(facts)

    @staticmethod
    def _id_of(case: MeetingCase | None) -> str:
        return case.meeting.id if case is not None else ""

    def _searched(self) -> None:
        self._show_rows(self.current_id())

    def _row_changed(self) -> None:
        self.strip.show_member(self.current())
        self.person_changed.emit()

    def _leave_field(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _link(self, target: str) -> None:
        self.publish_wanted.emit()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self._title)
        words.addWidget(self._facts)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addLayout(words, 1)
        for button in (self.edit, self.export, self.bring):
            head.addWidget(button)
        tools = QHBoxLayout()
        tools.setSpacing(12)
        tools.addWidget(self._progress)
        tools.addStretch(1)
        tools.addWidget(self.rest)
        tools.addWidget(self.search)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._nobody)
        inside = self._inside = QVBoxLayout()
        inside.setContentsMargins(_LEFT, 10, 20, 8)
        inside.setSpacing(8)
        inside.addLayout(head)
        inside.addWidget(self.finished)
        inside.addLayout(tools)
        inside.addWidget(self._stack, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(inside, 1)
        column.addWidget(self.strip)

    def _connect(self) -> None:
        self.table.selectionModel().currentRowChanged.connect(self._row_changed)
        self.table.activated.connect(self.strip.focus_votes)
        self.search.textChanged.connect(self._searched)
        self.strip.step_wanted.connect(self.step)
        self.strip.left.connect(self._leave_field)
        self.edit.clicked.connect(self.edit_wanted)
        self.export.clicked.connect(self.export_wanted)
        self.bring.clicked.connect(self.import_wanted)
        self.rest.clicked.connect(self.rest_wanted)
        self.finished.link_activated.connect(self._link)


def _waits_for_publicity(member: MeetingMember) -> bool:
    from_here = member.verdict is not None and has_passed(member.verdict)
    return from_here and member.row.stage is Stage.AWAITING_RESULTS_PUBLICITY
