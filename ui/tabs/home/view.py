"""用户中心: what waits for this person, and the way to it (A3.1-A3.3, picture 01).

For the levels above the employer it says what waits for them and leads to 受理与评审.
"""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.commands import Changed
from app.domain.errors import KnownError
from app.domain.organisation import Role
from app.ports.queries import HomeFacts, PublicityTab
from ui.holiday_import import HolidayImport
from ui.scroll_column import ScrollColumn
from ui.session import Session
from ui.shortcuts import bind_enter
from ui.tab_page import TabPage
from ui.tabs.home.declare_card import DeclareCard
from ui.tabs.home.pending_cards import PlansCard, SectionsCard
from ui.tabs.home.sentence import HomeSentence
from ui.tabs.home.side_cards import HolidayCard, PlatformCard, PublicityCard, TodayCard
from ui.tabs.home.todo_card import TodoCard
from ui.tabs.home.todos import list_todos
from ui.targets import (
    ArchiveTarget,
    DeclarationTarget,
    DeclareTarget,
    PlatformTarget,
    PublicityTarget,
    RoadTarget,
    Target,
)
from ui.texts.dates import greet, say_day_and_weekday, say_day_kind
from ui.texts.errors import describe
from ui.theme import current
from ui.widgets.buttons import PrimaryButton, TallSecondaryButton
from ui.widgets.callout import Callout
from ui.widgets.card import Card
from ui.widgets.labels import TextLabel
from ui.widgets.run_label import Run, RunLabel

SIDE_WIDTH = 304


class HomeTab(TabPage):
    """Fills itself from ``session.facts``."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._is_employer = session.actor.role is Role.EMPLOYER
        self._has_road = session.actor.role not in (Role.EMPLOYER, Role.ADMIN)
        self._titles = {s.key: s.title for s in session.desk.plan_kits.archive_sections()}
        self._next: Target = ArchiveTarget(review=True)
        self.greeting = TextLabel("", "body", "muted")
        self.sentence = HomeSentence()
        self.reached = RunLabel()
        self.primary = PrimaryButton(self.tr("接着审业绩档案"), "play", "Enter")
        self.secondary = TallSecondaryButton(self.tr("看职称申报"), "file-text")
        self.todo = TodoCard()
        self.sections = SectionsCard()
        self.plans = PlansCard(
            self.tr("职称申报待审") if self._is_employer else self.tr("已到达本级的申报"),
            opens=self._is_employer,
        )
        self.honest = Callout("info", self)
        self.decided = TodayCard()
        self.declare = DeclareCard()
        self.publicities = PublicityCard()
        self.platform = PlatformCard()
        self.holidays = HolidayCard()
        self.holiday_import = HolidayImport(session, self)
        self._lay_out()
        self._connect()
        self._show_day()
        if session.facts.facts is not None:
            self.show_facts(session.facts.facts)

    def refresh(self, changed: Changed | None) -> None:
        # The numbers come by themselves (session.facts); only another day changes anything else.
        if changed is None:
            self._show_day()

    def enter(self) -> None:
        self.setFocus()
        self._show_day()

    def show_facts(self, facts: HomeFacts) -> None:
        """Show other numbers."""
        self.sentence.set_counts(facts.archive_pending, facts.declarations_pending)
        self.reached.set_runs(
            [
                Run(self.tr("当前共有")),
                Run(str(facts.road_waiting), "number", "accent_ink"),
                Run(self.tr("份申报 等本单位办理。")),
            ]
        )
        today, calendar = self.session.today(), self.session.desk.calendar.working_days()
        self.plans.show_plans(
            facts.by_plan,
            facts.declarations_pending,
            facts.flagged_declarations,
            today=today,
            calendar=calendar,
        )
        self.decided.show_decided(facts.decided_today)
        self.platform.show_to_enter(facts.to_enter)
        self.holidays.show_calendar(calendar)
        if self._is_employer:
            self.todo.show_todos(list_todos(facts, today), self.tr("今天没有到期的公示、异议和退回。"))
            self.sections.show_sections(facts.by_section, self._titles, facts.archive_pending)
            self.publicities.show_publicities(facts.publicities_running, facts.waiting_for_publicity)
            self._choose_next(facts)
        elif self._has_road:
            self._next = RoadTarget()
            words = self.tr("去办理 {0} 份") if facts.road_waiting else self.tr("看受理与评审")
            self.primary.setText(words.replace("{0}", str(facts.road_waiting)))
            self.primary.updateGeometry()

    def _choose_next(self, facts: HomeFacts) -> None:
        """The one primary button: the work that waits."""
        if facts.archive_pending or not facts.declarations_pending:
            self._next = ArchiveTarget(review=bool(facts.archive_pending))
            waits = bool(facts.archive_pending)
            self.primary.setText(self.tr("接着审业绩档案") if waits else self.tr("看业绩档案"))
        else:
            self._next = DeclarationTarget()
            self.primary.setText(self.tr("接着审职称申报"))
        self.primary.updateGeometry()

    def _say_where(self) -> tuple[str, list[str]]:
        """Above the employer: which tab has the work, and what this version has not."""
        if self._has_road:
            words = self.tr("按环节列着等本单位办的，等得最久的在前；办完的、还在别处的也在那里看。")
            return self.tr("都在“受理与评审”里"), [words]
        words = self.tr("单位和账号的管理在后面的版本里。申报由用人单位和各级审核单位办理。")
        return self.tr("平台管理还没有要办的"), [words]

    def _show_day(self) -> None:
        now, today = self.session.now(), self.session.today()
        self.declare.show_kits(self.session.desk.plan_kits.all(), today)
        kind = self.session.desk.calendar.working_days().kind_of(today)
        self.greeting.setText(
            self.tr("{0}，{1}。今天是 {2}（{3}）").format(
                greet(now), self.session.actor.name, say_day_and_weekday(today), say_day_kind(kind)
            )
        )

    # ---- where links lead

    def _go_on(self) -> None:
        """Enter: what has the focus by keyboard is pressed, otherwise the primary."""
        focused = self.focusWidget()
        if isinstance(focused, QAbstractButton) and focused.hasFocus():
            focused.click()
        elif self.primary.isVisible():
            self.session.go_to(self._next)

    def _open_next(self) -> None:
        self.session.go_to(self._next)

    def _open_archive(self) -> None:
        self.session.go_to(ArchiveTarget())

    def _open_section(self, section: str) -> None:
        self.session.go_to(ArchiveTarget(section=section))

    def _open_declarations(self) -> None:
        self.session.go_to(DeclarationTarget())

    def _open_plan(self, plan_id: str) -> None:
        self.session.go_to(DeclarationTarget(plan_id=plan_id))

    def _open_flagged(self) -> None:
        self.session.go_to(DeclarationTarget(flagged_only=True))

    def _choose_plan(self, category: str) -> None:
        self.session.go_to(DeclareTarget(category=category))

    def _open_publicities(self) -> None:
        self.session.go_to(PublicityTarget(PublicityTab.RUNNING))

    def _open_platform(self) -> None:
        self.session.go_to(PlatformTarget())

    def _open_target(self, target: Target) -> None:
        self.session.go_to(target)

    def _year_imported(self, year: int) -> None:
        self.holidays.show_error("")
        self.holidays.show_calendar(self.session.desk.calendar.working_days())
        self.session.say(self.tr("{0} 年的节假日已导入").format(year))
        self.session.day_changed.emit()

    def _year_refused(self, error: KnownError) -> None:
        self.holidays.show_error(describe(error))

    def _connect(self) -> None:
        self.session.facts.updated.connect(self.show_facts)
        self.sentence.archive_wanted.connect(self._open_archive)
        self.sentence.declarations_wanted.connect(self._open_declarations)
        self.primary.clicked.connect(self._open_next)
        self.secondary.clicked.connect(self._open_declarations)
        self.todo.chosen.connect(self._open_target)
        self.sections.section_chosen.connect(self._open_section)
        self.plans.plan_chosen.connect(self._open_plan)
        self.plans.flagged_wanted.connect(self._open_flagged)
        self.declare.category_chosen.connect(self._choose_plan)
        self.publicities.wanted.connect(self._open_publicities)
        self.platform.wanted.connect(self._open_platform)
        self.holidays.import_wanted.connect(self.holiday_import.choose)
        self.holiday_import.imported.connect(self._year_imported)
        self.holiday_import.refused.connect(self._year_refused)
        bind_enter(self, self._go_on)

    def _lay_out(self) -> None:
        head = Card()
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.greeting)
        words.addWidget(self.sentence if self._is_employer else self.reached)
        top = QHBoxLayout()
        top.setContentsMargins(4, 0, 4, 0)
        top.setSpacing(8)
        top.addLayout(words, 1)
        if self._is_employer:
            top.addWidget(self.secondary)
        if self._is_employer or self._has_road:
            top.addWidget(self.primary)
        head.body.addLayout(top)
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(12)
        if self._is_employer:
            lower = QHBoxLayout()
            lower.setSpacing(12)
            lower.addWidget(self.sections, 1)
            lower.addWidget(self.plans, 1)
            left.addWidget(self.todo, 1)
            left.addLayout(lower)
        else:
            self.honest.set_content(*self._say_where())
            left.addWidget(self.plans)
            left.addWidget(self.honest)
            left.addStretch(1)
        both = [self.platform, self.holidays]
        side = [self.decided, self.declare, self.publicities, *both] if self._is_employer else both
        for card in side:
            card.setFixedWidth(SIDE_WIDTH)
            right.addWidget(card)
        right.addStretch(1)
        across = QHBoxLayout()
        across.setSpacing(12)
        across.addLayout(left, 1)
        across.addLayout(right)
        content = ScrollColumn()
        content.body.setContentsMargins(16, 14, 16, 14)
        content.body.setSpacing(12)
        content.body.addWidget(head)
        content.body.addLayout(across, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(content)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), current.color("window"))
