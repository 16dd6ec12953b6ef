"""The tab 人员与申报: lists 申报进度, 缺件矩阵, 人员与档案, 退回待改; a person's archive; the wizard (LOOK pictures 15, 16, 21).

While a person or a declaration is open it fills the tab; 返回 or 稍后再办 leads back to where it came from: the list, or
the declaration whose person was opened.
"""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.commands import Changed
from app.domain.declaring import Step
from app.ports.entry_queries import EntryCounts
from ui.session import Session
from ui.tab_page import TabPage
from ui.tabs.entry.archive.page import ArchivePage
from ui.tabs.entry.list_page import ListPage
from ui.tabs.entry.matrix.page import MatrixPage
from ui.tabs.entry.people.page import PeoplePage
from ui.tabs.entry.progress.page import ProgressPage
from ui.tabs.entry.returned.page import ReturnedPage
from ui.tabs.entry.sub_page import SubPage
from ui.tabs.entry.wizard.view import WizardPage
from ui.targets import DeclareTarget, EntryTarget, PersonTarget, Target
from ui.widgets.pane import Pane
from ui.widgets.sub_tabs import SubTabs

PROGRESS, MATRIX, PEOPLE, RETURNED = range(4)
FACTS_WIDTH = 300
"""Reserved: other numbers must not move the sub-tabs."""
_PAGES: Sequence[type[SubPage]] = (ProgressPage, MatrixPage, PeoplePage, ReturnedPage)


class EntryTab(TabPage):
    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.setObjectName("entry")
        self.tabs = SubTabs()
        self.tabs.setObjectName("entry.tabs")
        self.tabs.set_tabs(
            [self.tr("申报进度"), self.tr("缺件矩阵"), self.tr("人员与档案"), self.tr("退回待改")]
        )
        self._pages: dict[int, SubPage] = {}
        self._missed: set[int] = set()
        self._lists = QStackedWidget()
        self._rooms = QStackedWidget()
        self._facts = QStackedWidget()
        self._facts.setMinimumWidth(FACTS_WIDTH)
        self.archive: ArchivePage | None = None
        self.wizard: WizardPage | None = None
        self._archive_from: WizardPage | None = None
        """The wizard, while the archive was opened from it."""
        self._lay_out()
        self.tabs.currentChanged.connect(self._tab_chosen)
        self.show_list(PROGRESS)
        self._count()

    # ---- TabPage

    def refresh(self, changed: Changed | None) -> None:
        # Typing in the wizard is written every half second: only what is in front reads again, the rest when it comes.
        room = self._rooms.currentWidget()
        for place, page in self._pages.items():
            if self._rooms.currentIndex() == 0 and page is self._lists.currentWidget():
                page.refresh(changed)
            else:
                self._missed.add(place)
        if self._rooms.currentIndex() == 0:
            self._count()
        elif self.archive is not None and room is self.archive:
            self.archive.refresh(changed)
        elif self.wizard is not None and room is self.wizard:
            self.wizard.refresh(changed)

    def open_target(self, target: Target) -> None:
        match target:
            case EntryTarget():
                self.show_list(PROGRESS)
            case PersonTarget():
                self.open_person(target.applicant_id, target.item_id)
            case DeclareTarget():
                if target.declaration_id:
                    self.open_case(target.declaration_id, None, "")
                else:
                    self._open_wizard().choose_plan(target.applicant_id, target.category)

    def enter(self) -> None:
        page = self._lists.currentWidget()
        if self._rooms.currentIndex() == 0 and isinstance(page, SubPage):
            page.enter()

    def leave(self) -> None:
        if self.archive is not None:
            self.archive.settle()
        if self.wizard is not None:
            self.wizard.settle()

    # ---- where to

    def show_list(self, place: int) -> None:
        """One of the lists."""
        if place not in self._pages:
            page = _PAGES[place](self.session)
            page.case_wanted.connect(self.open_case)
            page.person_wanted.connect(self.open_person)
            page.new_declaration_wanted.connect(self.begin_declaration)
            if isinstance(page, ListPage):
                page.lacking_counted.connect(self._show_lacking)
                self._facts.addWidget(page.facts)
            self._pages[place] = page
            self._lists.addWidget(page)
        elif place in self._missed:
            self._pages[place].refresh(None)
        if self._missed:
            self._count()
        self._missed.discard(place)
        self.tabs.blockSignals(True)
        self.tabs.setCurrentIndex(place)
        self.tabs.blockSignals(False)
        self._lists.setCurrentWidget(self._pages[place])
        self._rooms.setCurrentIndex(0)
        self._show_facts(self._pages[place])
        self._pages[place].enter()

    def open_person(self, applicant_id: str, item_id: str = "") -> None:
        """A person's archive; 返回 leads to the list."""
        self._show_archive(applicant_id, item_id, back_to=None)

    def _open_from_wizard(self, applicant_id: str, item_id: str) -> None:
        """The archive of whose declaration is open; 返回 leads to the step one came from."""
        self._show_archive(applicant_id, item_id, back_to=self.wizard)

    def _show_archive(self, applicant_id: str, item_id: str, back_to: WizardPage | None) -> None:
        if self.archive is None:
            self.archive = ArchivePage(self.session)
            self.archive.left.connect(self._leave_archive)
            self.archive.declare_wanted.connect(self.begin_declaration)
            self.archive.person_wanted.connect(self.open_person)
            self._rooms.addWidget(self.archive)
        self._archive_from = back_to
        self.archive.back.setText(self.tr("返回申报") if back_to is not None else self.tr("返回"))
        self.archive.open_person(applicant_id, item_id)
        self._rooms.setCurrentWidget(self.archive)
        self.archive.enter()

    def open_case(self, declaration_id: str, step: Step | None = None, material: str = "") -> None:
        """A declaration in the wizard."""
        self._open_wizard().open_case(declaration_id, step, material)

    def begin_declaration(self, applicant_id: str) -> None:
        """Choose a plan, read its requirements, 马上申报."""
        self._open_wizard().choose_plan(applicant_id)

    # ---- inside

    def _open_wizard(self) -> WizardPage:
        if self.wizard is None:
            self.wizard = WizardPage(self.session)
            self.wizard.left.connect(self._back)
            self.wizard.person_wanted.connect(self._open_from_wizard)
            self._rooms.addWidget(self.wizard)
        self._rooms.setCurrentWidget(self.wizard)
        return self.wizard

    def _leave_archive(self) -> None:
        if self._archive_from is None:
            self._back()
            return
        # What was corrected in the archive may have passed meanwhile: the wizard reads again.
        self._rooms.setCurrentWidget(self._archive_from)
        self._archive_from.come_back()

    def _back(self) -> None:
        self.show_list(self.tabs.currentIndex())

    def _tab_chosen(self, place: int) -> None:
        self.show_list(place)

    def _count(self) -> None:
        entry, scope = self.session.desk.entry, self.session.scope

        def act() -> EntryCounts:
            return entry.counts(scope)

        self.session.operations.read(act, self._show_counts, key="entry.counts")

    def _show_counts(self, counts: EntryCounts) -> None:
        self.tabs.set_count(PROGRESS, counts.progress)
        self.tabs.set_count(PEOPLE, counts.people)
        self.tabs.set_count(RETURNED, counts.returned)

    def _show_lacking(self, people: int) -> None:
        self.tabs.set_count(MATRIX, people)

    def _show_facts(self, page: SubPage) -> None:
        """12 人　5 人缺 13 件 … at the right of the sub-tabs (picture 21)."""
        self._facts.setVisible(isinstance(page, ListPage))
        if isinstance(page, ListPage):
            self._facts.setCurrentWidget(page.facts)

    def _lay_out(self) -> None:
        lists = QWidget()
        bar = Pane("surface", "b")
        bar.setFixedHeight(40)
        row = QHBoxLayout(bar)
        row.setContentsMargins(4, 0, 14, 0)
        row.addWidget(self.tabs)
        row.addStretch(1)
        row.addWidget(self._facts)
        inner = QVBoxLayout(lists)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(bar)
        inner.addWidget(self._lists, 1)
        self._rooms.addWidget(lists)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._rooms)
