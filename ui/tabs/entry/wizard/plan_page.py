"""Before the wizard: 业务类别 and plan, its requirements, for whom, from what; then 马上申报 (seed B 二; B2.1-B2.4)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.carrying_forward import Carried
from app.domain.commands import Outcome, StartDeclaration
from app.domain.declaration import Declaration, Stage
from app.domain.declaring import FILLED_IN
from app.domain.errors import KnownError
from app.domain.plan import PlanKit
from app.ports.entry_queries import DeclarationSummary, PersonCase, PersonRow
from app.usecases.fill_declaration import start_declaration
from ui.session import Session
from ui.shortcuts import bind_key
from ui.tabs.entry.wizard.carry_words import list_carried, list_left_out, preview_carrying
from ui.tabs.entry.wizard.plan_cards import PlanLine, PlanList
from ui.tabs.entry.wizard.plan_person import CarryLines, PersonPane
from ui.tabs.entry.wizard.plan_requirements import RequirementsColumn, say_window
from ui.texts.errors import describe
from ui.widgets.buttons import PrimaryButton, QuietButton
from ui.widgets.callout import Callout
from ui.widgets.verdict_bar import VerdictBar


@dataclass(frozen=True, slots=True)
class _Preview:
    """The answer of the reading for one model."""

    old: Declaration
    carried: Carried


class PlanPage(QWidget):
    """``started``: the declaration to open in the wizard; ``left``: back to where it came from."""

    started = Signal(str)
    left = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("entry.plan_page")
        self._session = session
        self._kits: dict[str, PlanKit] = {}
        self._plan = ""
        self._person: PersonCase | None = None
        self._wanted_person = ""
        self._model = ""
        self._read: set[str] = set()
        self._starting = ""
        self.plans = PlanList()
        self.requirements = RequirementsColumn()
        self.person = PersonPane()
        self.problem = Callout("error")
        self.problem.setObjectName("entry.plan.problem")
        self._lay_out()
        self._connect()

    def choose(self, applicant_id: str, category: str = "") -> None:
        """Open for a person; "" lets the person be chosen here. ``category``: its first plan is chosen."""
        self._show_kits(category)
        self.problem.set_content("")
        self._model, self._starting = "", ""
        if applicant_id:
            self._choose_person(applicant_id)
        else:
            self._person, self._wanted_person = None, ""
            self.person.show_picker()
            self._search("")
        self._show_acts()
        if applicant_id:
            self.plans.focus_chosen()

    # ---- plans

    def _show_kits(self, category: str) -> None:
        today = self._session.today()
        kits = list(self._session.desk.plan_kits.all())
        self._kits = {kit.id: kit for kit in kits}
        # Plans that can be declared in today stand first in their category, then the newest.
        kits.sort(key=lambda kit: (not _is_running(kit, self._session), -kit.year, kit.name))
        self.plans.show_plans([PlanLine(kit, *say_window(kit, today)) for kit in kits])
        wanted = [kit for kit in kits if kit.category == category] or kits
        known = self._kits.get(self._plan)
        if wanted and (known is None or known not in wanted):
            self.plans.choose(wanted[0].id)

    def _plan_chosen(self, plan_id: str) -> None:
        self._plan = plan_id
        self.problem.set_content("")
        self.requirements.show_plan(self._kits[plan_id], self._session.today())
        QTimer.singleShot(0, self.requirements.look)
        self._show_models()
        self._show_acts()

    def _read_through(self, plan_id: str) -> None:
        if plan_id not in self._read:
            self._read.add(plan_id)
            self._show_acts()

    # ---- the person

    def _search(self, text: str) -> None:
        entry, scope, wanted = self._session.desk.entry, self._session.scope, text.strip()

        def act() -> tuple[str, Sequence[PersonRow]]:
            return wanted, entry.people(scope, wanted)

        self._session.operations.read(act, self._show_people, self._failed, key="entry.plan.people")

    def _show_people(self, answer: tuple[str, Sequence[PersonRow]]) -> None:
        text, rows = answer
        self.person.show_people(rows, text)

    def _choose_person(self, applicant_id: str) -> None:
        self._wanted_person = applicant_id
        entry, scope = self._session.desk.entry, self._session.scope

        def act() -> PersonCase:
            return entry.person(scope, applicant_id)

        self._session.operations.read(act, self._show_person, self._failed, key="entry.plan.person")

    def _show_person(self, case: PersonCase) -> None:
        if case.applicant.id != self._wanted_person:
            return
        self._person = case
        self.person.show_person(case)
        self._show_models()
        self._show_acts()
        self.plans.focus_chosen()

    def _other_person(self) -> None:
        """/."""
        if self.person.picks:
            self.person.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.person.other.click()

    def _look_for_others(self) -> None:
        """换人."""
        self._person = None
        self._search(self.person.search.text())
        self._show_acts()

    # ---- an earlier declaration as a start

    def _existing(self) -> DeclarationSummary | None:
        """The person's declaration in this very plan (R-111): it is gone on with."""
        if self._person is None:
            return None
        own = [
            d for d in self._person.declarations if d.plan_id == self._plan and d.stage is not Stage.FAILED
        ]
        return own[-1] if own else None

    def _show_models(self) -> None:
        self._model = ""
        case = self._person
        if case is None or self._existing() is not None:
            self.person.show_models(())
            return
        self.person.show_models(tuple(reversed(case.declarations)))

    def _model_chosen(self, declaration_id: str) -> None:
        self._model = declaration_id
        self.person.show_carrying(CarryLines())
        case, kit = self._person, self._kits.get(self._plan)
        if not declaration_id or case is None or kit is None:
            self._show_acts()
            return
        self._session.operations.read(
            self._reading(declaration_id, case, kit),
            self._show_carrying,
            self._carrying_failed,
            key="entry.carry",
        )
        self._show_acts()

    def _reading(self, declaration_id: str, case: PersonCase, kit: PlanKit) -> Callable[[], _Preview]:
        entry, scope, today = self._session.desk.entry, self._session.scope, self._session.today()
        items = [entry.item for entry in case.entries if entry.item is not None]

        def act() -> _Preview:
            old = entry.case(scope, declaration_id).declaration
            return _Preview(old, preview_carrying(old, kit, case.applicant, items, today))

        return act

    def _show_carrying(self, preview: _Preview) -> None:
        kit = self._kits.get(self._plan)
        if preview.old.id != self._model or kit is None or kit.id != preview.carried.declaration.plan_id:
            return
        old_kit = self._session.desk.plan_kits.get(preview.old.plan_id, preview.old.plan_version)
        self.person.show_carrying(
            CarryLines(
                tuple(list_carried(kit, preview.carried)),
                tuple(list_left_out(kit, old_kit, preview.old, preview.carried.left_out)),
            )
        )

    def _carrying_failed(self, error: KnownError) -> None:
        self.person.show_carrying(CarryLines(problem=describe(error)))

    # ---- 马上申报

    def start(self) -> None:
        """马上申报, or on with the one that is there."""
        if not self.start_button.isEnabled() or self._person is None:
            return
        existing = self._existing()
        if existing is not None:
            self.started.emit(existing.id)
            return
        desk = self._session.desk
        command = StartDeclaration(
            op_id=self._session.new_op_id(),
            actor=self._session.actor,
            declaration_id=desk.new_id(),
            applicant_id=self._person.applicant.id,
            plan_id=self._plan,
            copy_from=self._model,
        )
        self._starting = command.declaration_id
        self._show_acts()

        def act() -> Outcome:
            return start_declaration(command, desk.new_unit_of_work, desk.clock, desk.plan_kits)

        self._session.operations.write(act, self._tell_started, self._start_failed)

    def _tell_started(self, outcome: Outcome) -> None:
        declaration_id, self._starting = self._starting, ""
        self.problem.set_content("")
        self.started.emit(declaration_id)

    def _start_failed(self, error: KnownError) -> None:
        self._starting = ""
        self._failed(error)
        self._show_acts()

    def _failed(self, error: KnownError) -> None:
        self.problem.set_content("", [describe(error)])

    def _show_acts(self) -> None:
        existing = self._existing()
        name = self._person.applicant.name if self._person is not None else ""
        words, icon = self.tr("马上申报"), "send"
        if existing is not None:
            resumable = existing.stage in FILLED_IN
            words, icon = (self.tr("接着办"), "play") if resumable else (self.tr("看这份申报"), "eye")
        self.start_button.setText(words)
        self.start_button.set_icon_name(icon)
        read = self._plan in self._read
        self.start_button.setEnabled(
            bool(self._person) and not self._starting and (existing is not None or read)
        )
        if self._person is None:
            self.bar.set_reason(self.tr("先选给谁申报"))
        elif existing is not None:
            self.bar.set_reason(
                self.tr("{0}在这个计划里已有申报").replace("{0}", name), icon="info", token="muted"
            )
        elif not read:
            self.bar.set_reason(self.tr("申报要求还没看完，看到最后才能马上申报"))
        else:
            self.bar.set_reason("")

    def _leave(self) -> None:
        self.left.emit()

    # ---- making

    def _lay_out(self) -> None:
        self.start_button = PrimaryButton(self.tr("马上申报"), "send", "Ctrl Enter")
        self.start_button.setObjectName("entry.plan.start")
        self.back_button = QuietButton(self.tr("返回"), "arrow-left", "Esc")
        self.back_button.setObjectName("entry.plan.back")
        self.bar = VerdictBar()
        self.bar.add_button(self.start_button)
        self.bar.add_right(self.back_button)
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.problem)
        middle.addWidget(self.requirements, 1)
        panes = QHBoxLayout()
        panes.setSpacing(0)
        panes.addWidget(self.plans)
        panes.addLayout(middle, 1)
        panes.addWidget(self.person)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(panes, 1)
        column.addWidget(self.bar)

    def _connect(self) -> None:
        self.plans.chosen.connect(self._plan_chosen)
        self.requirements.read_through.connect(self._read_through)
        self.person.searched.connect(self._search)
        self.person.chosen.connect(self._choose_person)
        self.person.model_chosen.connect(self._model_chosen)
        self.person.other.clicked.connect(self._look_for_others)
        self.start_button.clicked.connect(self.start)
        self.back_button.clicked.connect(self._leave)
        bind_key(self, "Ctrl+Return", self.start)
        bind_key(self, "Ctrl+Enter", self.start)
        bind_key(self, "Space", self.requirements.page_down, repeats=True)
        bind_key(self, "/", self._other_person)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self.requirements.look)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
            return
        super().keyPressEvent(event)


def _is_running(kit: PlanKit, session: Session) -> bool:
    window = kit.window("declare")
    return window is not None and window.start <= session.today() <= window.end
