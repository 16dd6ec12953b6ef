"""预览确认提交: all 19 sections as the reviewer will see them, what stops the submit, what is pointed out (B7.7, B8)."""

from collections import deque
from collections.abc import Sequence

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.declaration import EmployerStep
from app.domain.declaring import Step
from app.domain.plan import SectionSpec
from app.domain.submit_stops import Stop
from app.ports.queries import DeclarationDossier
from ui.declaration_sections import SectionFacts, find_section, list_sections
from ui.scroll_column import ScrollColumn
from ui.sections.section_blocks import REVEAL, make_section_blocks
from ui.sections.section_card import SectionCard
from ui.session import Session
from ui.tabs.entry.wizard.step_page import CaseView, StepPage
from ui.tabs.entry.wizard.submit_gate import Wait, find_waits
from ui.targets import ArchiveTarget
from ui.texts.notices import describe_notice
from ui.texts.stops import advise_stop, describe_stop
from ui.widgets.callout import Callout, CalloutLine
from ui.widgets.evidence.files import make_evidence
from ui.widgets.evidence.pane import EvidencePane
from ui.widgets.labels import TextLabel
from ui.widgets.pane import Pane, PaneSplitter
from ui.widgets.section_list import SectionList
from ui.widgets.side_rows import SideRow

SIDE_WIDTH = 184
MOST_LINES = 8
MOST_WORDS = 4
WAIT = "wait:"
ROOM_FOR_SECTIONS = 860


class PreviewStep(StepPage):
    step = Step.PREVIEW

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._view: CaseView | None = None
        self._sections: Sequence[SectionFacts] = ()
        self._specs: tuple[SectionSpec, ...] = ()
        self._waiting: deque[SectionFacts] = deque()
        self._dossier: DeclarationDossier | None = None
        self._revealed: frozenset[str] = frozenset()
        self._here = ""
        self._waits: tuple[Wait, ...] = ()
        self.cards: dict[str, SectionCard] = {}
        self.title = TextLabel(self.tr("申报信息预览"), "title")
        self.stops = Callout("error")
        self.stops.setObjectName("entry.preview.stops")
        self.flags = Callout("flag")
        self.flags.setObjectName("entry.preview.flags")
        self.list = SectionList()
        self.list.setObjectName("entry.preview.sections")
        self.evidence = EvidencePane(session.desk.preview, keys=False)
        self.evidence.setObjectName("entry.preview.evidence")
        self._side = Pane("window", "r")
        self._scroll = ScrollColumn()
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._fill_next)
        self._lay_out()
        self.list.current_changed.connect(self._section_chosen)
        self.stops.link_activated.connect(self._jump)
        self.flags.link_activated.connect(self._jump_to_section)

    def show_case(self, view: CaseView, *, fresh: bool) -> None:
        self._view = view
        if fresh:
            self._revealed = frozenset()
        self._dossier = dossier = make_dossier(view)
        self._sections = list_sections(view.kit, dossier)
        self._take_specs([section.spec for section in self._sections])
        self._show_stops(view)
        self._show_flags(view)
        self.list.set_rows([_side_row(section) for section in self._sections])
        self._waiting = deque(self._sections)
        if fresh or not self._here:
            self._show_files(self._sections[0].key)
        else:
            self._show_files(self._here)
        self._timer.start()

    def enter(self) -> None:
        self.list.setFocus()

    def fill(self) -> None:
        """Show every section that still waits (tests, pictures)."""
        while self._waiting:
            self._fill_next()

    # ---- inside

    def _show_stops(self, view: CaseView) -> None:
        stops = view.stops if view.is_open else ()
        self._waits = find_waits(view)
        lines: list[CalloutLine | str] = [self._line_of(stop, view) for stop in stops[:MOST_LINES]]
        rest = len(stops) - MOST_LINES
        if rest > 0:
            lines.append(self.tr("另有 {0} 处").replace("{0}", str(rest)))
        lines += [self._line_of_wait(number, wait) for number, wait in enumerate(self._waits)]
        count = len(stops) + len(self._waits)
        title = self.tr("还差 {0} 项，补齐后提交").replace("{0}", str(count))
        self.stops.set_content(title if count else "", lines)

    def _line_of(self, stop: Stop, view: CaseView) -> CalloutLine:
        words = f"{describe_stop(stop, view.kit)}，{advise_stop(stop, view.kit)}"
        return CalloutLine(words, self.tr("去办"), f"{stop.step.value}|{stop.material}")

    def _line_of_wait(self, number: int, wait: Wait) -> CalloutLine:
        if wait.step is not None:
            return CalloutLine(wait.words, self.tr("去办"), f"{wait.step.value}|")
        if wait.target is None:
            return CalloutLine(wait.words)
        link = self.tr("去审核") if isinstance(wait.target, ArchiveTarget) else self.tr("去填写")
        return CalloutLine(wait.words, link, f"{WAIT}{number}")

    def _show_flags(self, view: CaseView) -> None:
        """A line a section: what is pointed out there, and the way to it."""
        stopping = {stop.code for stop in view.stops}
        flags = [flag for flag in view.case.flags if flag.counts and flag.code not in stopping]
        by_section: dict[str, list[str]] = {}
        for flag in flags:
            section = find_section(self._sections, flag.section)
            fields = section.spec.fields if section is not None else ()
            field = next((f.title for f in fields if f.key == flag.field), "")
            by_section.setdefault(flag.section, []).append(describe_notice(flag, field))
        lines: list[CalloutLine | str] = []
        for key, said in by_section.items():
            section = find_section(self._sections, key)
            words = "；".join(said[:MOST_WORDS])
            if len(said) > MOST_WORDS:
                words = self.tr("{0} 等 {1} 处").replace("{0}", words).replace("{1}", str(len(said)))
            title = section.spec.title if section is not None else ""
            lines.append(CalloutLine(f"{title}：{words}", self.tr("去看"), key))
        title = self.tr("{0} 处需留意，不拦提交，审核时会看到").replace("{0}", str(len(flags)))
        self.flags.set_content(title if flags else "", lines)

    def _take_specs(self, specs: Sequence[SectionSpec]) -> None:
        if tuple(specs) == self._specs:
            return
        for card in self.cards.values():
            self._scroll.body.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._specs = tuple(specs)
        self.cards = {}
        place = self._scroll.body.count() - 1
        for number, spec in enumerate(specs):
            card = SectionCard(spec)
            card.show_read(False, may_tick=False)
            card.entry_wanted.connect(self._entry_wanted)
            card.action_wanted.connect(self._reveal)
            self.cards[spec.key] = card
            self._scroll.body.insertWidget(place + number, card)

    def _fill_next(self) -> None:
        view, dossier = self._view, self._dossier
        if not self._waiting or view is None or dossier is None:
            self._timer.stop()
            return
        section = self._waiting.popleft()
        blocks = make_section_blocks(view.kit, section, dossier, self._revealed)
        self.cards[section.key].show_content(blocks, self._note_of(section))

    def _note_of(self, section: SectionFacts) -> str:
        count = len(section.items)
        return self.tr("{0} 条").replace("{0}", str(count)) if count > 1 else ""

    def _reveal(self, action: str) -> None:
        """The person's own numbers, shown to who enters them: no look of a reviewer, nothing is logged."""
        self._revealed |= {action.removeprefix(REVEAL)}
        self._waiting = deque(s for s in self._sections if s.key == "basic")
        self._timer.start()

    # ---- moving

    def _section_chosen(self, key: str) -> None:
        card = self.cards.get(key)
        if card is None:
            return
        self.fill()
        self._scroll.body.activate()
        self._scroll.verticalScrollBar().setValue(max(0, card.y() - 4))
        self._show_files(key)

    def _show_files(self, key: str) -> None:
        section = find_section(self._sections, key)
        if section is None:
            return
        self._here = key
        self.list.blockSignals(True)
        self.list.set_current_key(key)
        self.list.blockSignals(False)
        self.evidence.show_files([make_evidence(file) for file in section.files])
        for name, card in self.cards.items():
            card.head.set_here(name == key)

    def _entry_wanted(self, section: str, entry: str) -> None:
        self._show_files(section)
        facts = find_section(self._sections, section)
        if facts is not None and entry in facts.first_file:
            self.evidence.go_to(facts.first_file[entry])

    def _jump(self, target: str) -> None:
        if target.startswith(WAIT):
            elsewhere = self._waits[int(target.removeprefix(WAIT))].target
            if elsewhere is not None:
                self.session.go_to(elsewhere)
            return
        step, _, material = target.partition("|")
        self.step_wanted.emit(Step(step), material)

    def _jump_to_section(self, target: str) -> None:
        self._section_chosen(target)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # In a narrow window the sections are reached by scrolling alone.
        self._side.setVisible(self.width() >= ROOM_FOR_SECTIONS)

    # ---- making

    def _lay_out(self) -> None:
        side, form = self._side, Pane("surface", "r")
        side.setFixedWidth(SIDE_WIDTH)
        box = QVBoxLayout(side)
        box.setContentsMargins(0, 6, 1, 6)
        box.addWidget(self.list)
        body = self._scroll.body
        body.setContentsMargins(18, 12, 18, 14)
        body.setSpacing(12)
        for widget in (self.title, self.stops, self.flags):
            body.addWidget(widget)
        body.addStretch(1)
        form.setMinimumWidth(300)
        inner = QVBoxLayout(form)
        inner.setContentsMargins(0, 0, 1, 0)
        inner.addWidget(self._scroll)
        splitter = PaneSplitter()
        splitter.addWidget(form)
        splitter.addWidget(self.evidence)
        splitter.setSizes([480, 420])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(side)
        row.addWidget(splitter, 1)


def make_dossier(view: CaseView) -> DeclarationDossier:
    """What a reviewer would be given, without anything that only a review has."""
    return DeclarationDossier(
        declaration=view.declaration,
        applicant=view.case.applicant,
        employer=view.case.employer,
        step=EmployerStep.REVIEW,
        flags=view.case.flags,
        decisions=view.case.decisions,
        publicity=None,
        read_sections=frozenset(),
    )


def _side_row(section: SectionFacts) -> SideRow:
    spec = section.spec
    state = "failed" if section.is_stopped else ("flag" if section.noticed else None)
    count = len(section.items) if len(section.items) > 1 else None
    return SideRow(spec.key, str(spec.preview_no), spec.title, count, state=state, muted=section.is_empty)
