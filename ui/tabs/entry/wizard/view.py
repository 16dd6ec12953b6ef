"""The wizard: rail, the six steps, footer (seed B 二(一)-(六)). Before it, the choice of a plan (``plan_page``).

Every step can be left and taken up again; what was typed is kept by ``case_keeper`` whatever the person does next.
"""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.commands import Changed
from app.domain.declaration import Stage
from app.domain.declaring import Step
from app.domain.errors import ConflictError, KnownError, RuleError
from ui.session import Session
from ui.shortcuts import bind_key
from ui.tabs.entry.wizard.achievements_step import AchievementsStep
from ui.tabs.entry.wizard.case_acts import DROP, SUBMIT, TAKE_BACK, CaseActs
from ui.tabs.entry.wizard.case_keeper import CaseKeeper
from ui.tabs.entry.wizard.changes_card import ChangesCard
from ui.tabs.entry.wizard.commitment_step import CommitmentStep
from ui.tabs.entry.wizard.drop_card import DropCard
from ui.tabs.entry.wizard.facts import fact_of
from ui.tabs.entry.wizard.footer import WizardFooter
from ui.tabs.entry.wizard.information_step import InformationStep
from ui.tabs.entry.wizard.materials_step import MaterialsStep
from ui.tabs.entry.wizard.photo_step import PhotoStep
from ui.tabs.entry.wizard.plan_page import PlanPage
from ui.tabs.entry.wizard.preview_step import PreviewStep
from ui.tabs.entry.wizard.problem_strip import ProblemStrip
from ui.tabs.entry.wizard.rail import Rail
from ui.tabs.entry.wizard.requirements_sheet import RequirementsSheet
from ui.tabs.entry.wizard.return_card import ReturnCard
from ui.tabs.entry.wizard.step_page import CaseView, StepPage
from ui.tabs.entry.wizard.submit_sheet import SubmitSheet

PAGES: dict[Step, type[StepPage]] = {
    Step.PHOTO: PhotoStep,
    Step.COMMITMENT: CommitmentStep,
    Step.INFORMATION: InformationStep,
    Step.ACHIEVEMENTS: AchievementsStep,
    Step.MATERIALS: MaterialsStep,
    Step.PREVIEW: PreviewStep,
}


class WizardPage(QWidget):
    """``left``: back to the list; ``person_wanted``: the person's archive."""

    left = Signal()
    person_wanted = Signal(str, str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("entry.wizard")
        self._session = session
        self._view: CaseView | None = None
        self._here = Step.PHOTO
        self._wanted: tuple[Step | None, str] = (None, "")
        self._pages: dict[Step, StepPage] = {}
        self._stale: set[Step] = set()
        self.rail = Rail()
        self.footer = WizardFooter()
        self.problem = ProblemStrip()
        self.returned = ReturnCard()
        self.changes = ChangesCard(session)
        self.plans = PlanPage(session)
        self._steps = QStackedWidget()
        self._rooms = QStackedWidget(self)
        self.keeper = CaseKeeper(session, self)
        self.acts = CaseActs(session, self.keeper, self)
        self.submit_sheet = SubmitSheet(self)
        self.drop_card = DropCard(self)
        self.requirements = RequirementsSheet(self)
        self._from_case = False
        self._lay_out()
        self._connect()

    # ---- for the tab

    def open_case(self, declaration_id: str, step: Step | None = None, material: str = "") -> None:
        """A declaration, at a step (None: the first that is not done)."""
        self.settle()
        self._wanted = (step, material)
        self._view = None
        self.acts.forget()
        self.problem.clear()
        self.rail.clear()
        self._rooms.setCurrentIndex(1)
        self.keeper.open(declaration_id)

    def choose_plan(self, applicant_id: str, category: str = "", *, from_case: bool = False) -> None:
        """Categories, plans, requirements, 马上申报; ``category``: the one asked for on 用户中心; ``from_case``: 返回
        leads to the declaration that is open."""
        self.settle()
        self._from_case = from_case
        self._rooms.setCurrentIndex(0)
        self.plans.choose(applicant_id, category)

    def refresh(self, changed: Changed | None) -> None:
        view = self._view
        if view is None:
            return
        if (
            changed is None
            or view.declaration.id in changed.declarations
            or view.case.applicant.id in changed.applicants
        ):
            self.keeper.reload()

    def come_back(self) -> None:
        """In front again after the person's archive, at the same step."""
        self.refresh(None)
        if self._view is not None:
            self.page(self._here).enter()

    def settle(self) -> None:
        """Keep what was typed."""
        for page in self._pages.values():
            page.settle()

    def leave(self) -> None:
        """稍后再办."""
        self.settle()
        self.left.emit()

    @property
    def here(self) -> Step:
        return self._here

    def page(self, step: Step) -> StepPage:
        """The page of a step, made when it is first needed."""
        if step not in self._pages:
            page = self._pages[step] = PAGES[step](self._session)
            page.setObjectName(f"entry.wizard.page.{step.value}")
            page.edited.connect(self.keeper.apply)
            page.step_wanted.connect(self.go_to)
            self._steps.addWidget(page)
            self._stale.add(step)
        return self._pages[step]

    def go_to(self, step: Step, material: str = "") -> None:
        """Another step; what was typed here is kept."""
        view = self._view
        if view is None:
            return
        if step is not self._here and self._here in self._pages:
            self._pages[self._here].settle()
            view = self._view or view
        self._here = step
        page = self.page(step)
        if step in self._stale:
            self._stale.discard(step)
            page.show_case(view, fresh=True)
        self._steps.setCurrentWidget(page)
        self._show_frame(view)
        page.enter()
        if material:
            page.go_to_material(material)

    # ---- what the keeper tells

    def _shown(self, view: CaseView, fresh: bool) -> None:
        first = self._view is None
        self._view = view
        self._show_frame(view)
        if first:
            step, material = self._wanted
            self._stale = set(self._pages)
            self.go_to(step or self._first_open(view), material)
            return
        for step, page in self._pages.items():
            if step is self._here:
                page.show_case(view, fresh=fresh)
            else:
                # Shown anew when the person comes there.
                self._stale.add(step)

    def _first_open(self, view: CaseView) -> Step:
        if not view.is_open:
            return Step.PREVIEW
        if view.declaration.stage is Stage.RETURNED:
            asked = (s for s in Step if fact_of(view, s).state == "returned")
            return next(asked, next((s for s in Step if s in view.reopened.steps), Step.PREVIEW))
        return next((s for s in Step if fact_of(view, s).state == "open"), Step.PREVIEW)

    def _show_frame(self, view: CaseView) -> None:
        self.rail.show_case(view, self._here, self._session.today())
        self.footer.show_case(view, self._here)
        self.returned.show_case(view, self._here)
        self.changes.show_changes(view)
        self.changes.setVisible(self.changes.has_changes and self._here is Step.PREVIEW)

    def _kept(self, at: datetime) -> None:
        if self.keeper.is_settled:
            self.problem.clear()
        self.rail.show_kept(at, self._session.today())

    def _failed(self, error: KnownError) -> None:
        waits = not self.keeper.is_settled
        if waits:
            self.rail.show_not_kept()
        self.problem.show_error(error, waits=waits)

    def _unreadable(self, error: KnownError) -> None:
        self._session.show_error(error)
        self.left.emit()

    # ---- acts

    def next(self) -> None:
        """下一步; at the last one 提交."""
        order = list(Step)
        if self._here is Step.PREVIEW:
            if self.footer.submit.isVisible() and self.footer.submit.isEnabled():
                self.begin_submit()
        elif self.footer.next.isEnabled():
            self.go_to(order[order.index(self._here) + 1])

    def back(self) -> None:
        """上一步; before the first one lies the choice of the plan."""
        order = list(Step)
        if self._here is Step.PHOTO:
            self._choose_other_plan()
        else:
            self.go_to(order[order.index(self._here) - 1])

    def begin_submit(self) -> None:
        """提交: once more what it means, then it goes."""
        self.settle()
        if self._view is not None:
            self.submit_sheet.begin_case(self._view, self._session.today())

    def _submit(self) -> None:
        self.acts.begin(SUBMIT)

    def _take_back(self) -> None:
        self.settle()
        self.acts.begin(TAKE_BACK)

    def _ask_drop(self) -> None:
        if self._view is not None:
            self.drop_card.begin(self._view.case.applicant.name)

    def _drop(self) -> None:
        self.acts.begin(DROP)

    def _acted(self, act: str) -> None:
        name = self._view.case.applicant.name if self._view is not None else ""
        if act == SUBMIT:
            self.submit_sheet.close_overlay()
            self._session.say(self.tr("已提交 {0}，等单位审核").replace("{0}", name))
        elif act == TAKE_BACK:
            self._session.say(self.tr("已撤回 {0}，可以接着改").replace("{0}", name))
        else:
            self._view = None
            self._session.say(self.tr("已放弃 {0} 的草稿").replace("{0}", name))
            self.left.emit()

    def _refused(self, act: str, error: KnownError) -> None:
        if act == SUBMIT and self.submit_sheet.is_open():
            self.submit_sheet.show_error(error)
        else:
            self.problem.show_error(error, waits=not self.keeper.is_settled)
        if isinstance(error, RuleError | ConflictError):
            self.keeper.reload()

    def _choose_other_person(self) -> None:
        """换人: one who declares in the same plan already is opened there."""
        self.choose_plan("", from_case=True)

    def _choose_other_plan(self) -> None:
        if self._view is not None:
            self.choose_plan(self._view.case.applicant.id, from_case=True)

    def _leave_plans(self) -> None:
        """返回: to the declaration that is open behind it, else to the list."""
        if self._from_case and self._view is not None:
            self._rooms.setCurrentIndex(1)
            self.page(self._here).enter()
        else:
            self.left.emit()

    def _open_person(self) -> None:
        if self._view is not None:
            self.settle()
            self.person_wanted.emit(self._view.case.applicant.id, "")

    def _show_requirements(self) -> None:
        if self._view is not None:
            self.requirements.begin(self._view.kit)

    def _started(self, declaration_id: str) -> None:
        # One that was begun before is gone on with where it was left.
        self.open_case(declaration_id)

    # ---- making

    def _lay_out(self) -> None:
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for card in (self.problem, self.returned, self.changes):
            column.addWidget(card)
        column.addWidget(self._steps, 1)
        column.addWidget(self.footer)
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addWidget(middle, 1)
        self._rooms.addWidget(self.plans)
        self._rooms.addWidget(body)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._rooms)

    def _connect(self) -> None:
        self.keeper.shown.connect(self._shown)
        self.keeper.kept.connect(self._kept)
        self.keeper.failed.connect(self._failed)
        self.keeper.unreadable.connect(self._unreadable)
        self.problem.retry_wanted.connect(self.keeper.try_again)
        self.changes.step_wanted.connect(self.go_to)
        self.acts.done.connect(self._acted)
        self.acts.refused.connect(self._refused)
        self.drop_card.confirmed.connect(self._drop)
        self.rail.other_person_wanted.connect(self._choose_other_person)
        self.rail.other_plan_wanted.connect(self._choose_other_plan)
        self.rail.step_wanted.connect(self.go_to)
        self.rail.person_wanted.connect(self._open_person)
        self.rail.requirements_wanted.connect(self._show_requirements)
        self.returned.step_wanted.connect(self.go_to)
        self.returned.person_wanted.connect(self._open_person)
        self.footer.next_wanted.connect(self.next)
        self.footer.back_wanted.connect(self.back)
        self.footer.submit_wanted.connect(self.begin_submit)
        self.footer.take_back_wanted.connect(self._take_back)
        self.footer.drop_wanted.connect(self._ask_drop)
        self.footer.left.connect(self.leave)
        self.submit_sheet.confirmed.connect(self._submit)
        self.plans.started.connect(self._started)
        self.plans.left.connect(self._leave_plans)
        bind_key(self, "Ctrl+Return", self.next)
        bind_key(self, "Ctrl+Enter", self.next)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
            return
        super().keyPressEvent(event)
