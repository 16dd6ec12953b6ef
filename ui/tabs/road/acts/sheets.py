"""The act sheets of the road: which acts are open for the chosen dossiers, and the sheet of each (issue 5 points 1, 2; seed B
二(七)-(十二)). The tab 受理与评审 hosts the buttons; what was written also goes out of ``Operations.changed``.
"""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.domain.decision import Action
from app.domain.errors import EnvironmentFault
from app.domain.gates import own_bodies
from app.domain.plan import PlanKit
from app.domain.road import Road
from app.ports.queries import DeclarationDossier
from app.ports.road_queries import RoadRow
from ui.session import Session
from ui.tabs.road.act_offers import ActOffer
from ui.tabs.road.acts.case import ActCase, make_reader, with_dossiers
from ui.tabs.road.acts.handover import HandoverExport
from ui.tabs.road.acts.offers import divide, list_offers
from ui.tabs.road.acts.recorder import ActRecorder, ActResult
from ui.tabs.road.acts.sheet import ActSheet
from ui.undo import Undoable, UndoStack


class ActSheets(QObject):
    """``undo``: the stack of the tab's own writer, so that Z takes back whatever was done last; without one ``withdraw_last``."""

    done = Signal(object)
    """Changed, after what was recorded."""
    meeting_wanted = Signal(list)
    """Rows in 待评审: their verdicts are recorded at the desk of the meetings, not on a sheet."""

    def __init__(
        self,
        session: Session,
        host: QWidget,
        undo: UndoStack | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent or host)
        self._session, self._host = session, host
        self._sheets: dict[Action, ActSheet] = {}
        self._kits: dict[str, PlanKit | None] = {}
        self._running: ActSheet | None = None
        self.recorder = ActRecorder(session, undo, self)
        self.handover = HandoverExport(session, self)
        self.recorder.recorded.connect(self._recorded)
        self.recorder.progressed.connect(self._show_progress)
        self.recorder.withdrawn.connect(self._withdrawn)
        self.recorder.failed.connect(session.show_error)

    def actions_for(self, rows: Sequence[RoadRow]) -> list[ActOffer]:
        """What this desk may do with the rows: what is due first, 重开 and 放弃申报 last."""
        return list_offers(rows, self._session.actor.role, self._road_of)

    def open(self, action: Action, rows: Sequence[RoadRow]) -> None:
        """The sheet of the act for those of the rows that it is open for; the others are named with the reason."""
        fitting, left = divide(action, rows, self._session.actor.role, self._road_of)
        if not fitting or self.recorder.is_busy:
            return
        if action is Action.MEETING_PASS:
            self.meeting_wanted.emit(fitting)
            return
        session = self._session
        bodies = self._bodies(fitting)
        if action is Action.ENDORSE:
            bodies = own_bodies(bodies, session.actor.organisation_name) or bodies
        case = ActCase(action, session.actor, session.today(), tuple(fitting), tuple(left), bodies)
        sheet = self.sheet(action)
        sheet.open_for(case)
        if case.needs_dossiers:
            session.operations.read(make_reader(session, fitting), self._show_dossiers, key="road.act")

    def sheet(self, action: Action) -> ActSheet:
        """The sheet of an act; made when it is first needed."""
        if action not in self._sheets:
            sheet = self._sheets[action] = ActSheet(self._host, self._session, action)
            sheet.confirmed.connect(self._confirmed)
            sheet.handover_wanted.connect(self.export_handover)
        return self._sheets[action]

    def open_sheet(self) -> ActSheet | None:
        """The one that lies over the tab now."""
        return next((sheet for sheet in self._sheets.values() if sheet.is_open()), None)

    def export_handover(self, rows: Sequence[RoadRow]) -> None:
        """评审表交接清单 of the rows, as Excel."""
        self.handover.begin(rows, self._host)

    def withdraw_last(self) -> bool:
        """Z. False when there is nothing to take back."""
        return self.recorder.withdraw_last()

    def _show_dossiers(self, dossiers: dict[str, DeclarationDossier]) -> None:
        sheet = self.open_sheet()
        if sheet is not None and sheet.case is not None:
            sheet.show_case(with_dossiers(sheet.case, dossiers))

    def _confirmed(self) -> None:
        sheet = self.open_sheet()
        if sheet is None:
            return
        entries = sheet.entries()
        self._running = sheet
        started = self.recorder.record(
            sheet.action, entries, reason=sheet.reason(), files=sheet.files_given(), done=sheet.done_words()
        )
        if started:
            sheet.show_progress(0, len(entries))

    def _show_progress(self, done: int, total: int) -> None:
        if self._running is not None:
            self._running.show_progress(done, total)

    def _recorded(self, result: ActResult) -> None:
        sheet, self._running = self._running, None
        if sheet is not None:
            sheet.settle(result)
        if not result.applied:
            return
        state = "flag" if result.refused or result.fault is not None else "passed"
        words = self.recorder.say(result)
        self._session.say(words, state, action=self.tr("撤销"), key="Z", act=self._undo)
        self.done.emit(result.changed)

    def _undo(self) -> None:
        self.recorder.withdraw_last()

    def _withdrawn(self, entry: Undoable) -> None:
        self._session.say(self.tr("已撤销：{0}").replace("{0}", entry.words), "pending")

    def _road_of(self, row: RoadRow) -> Road:
        kit = self._kit(row.plan_id)
        return kit.road if kit is not None else ()

    def kit_of_row(self, row: RoadRow) -> PlanKit | None:
        """None: its plan is not at hand."""
        return self._kit(row.plan_id)

    def _bodies(self, rows: Sequence[RoadRow]) -> tuple[str, ...]:
        """审核单位 of the plans, in their order."""
        kits = [self._kit(row.plan_id) for row in rows]
        return tuple(dict.fromkeys(body for kit in kits if kit is not None for body in kit.city_bodies))

    def _kit(self, plan_id: str) -> PlanKit | None:
        if plan_id not in self._kits:
            try:
                self._kits[plan_id] = self._session.desk.plan_kits.get(plan_id)
            except EnvironmentFault:
                self._kits[plan_id] = None
        return self._kits[plan_id]
