"""The form of a declaration: its head, what to know before reading, all 19 sections in one scroll (picture 05; A4.9-A4.12).

It shows a dossier and tells what the person wants; the desk acts.
"""

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from app.domain.organisation import Actor
from app.domain.plan import PlanKit, SectionKind, SectionSpec
from app.domain.typed_values import count_characters
from app.ports.preview import PreviewService
from app.ports.queries import DeclarationDossier
from ui.declaration_sections import SectionFacts
from ui.sections.material_blocks import count_needs
from ui.sections.section_blocks import make_section_blocks
from ui.sections.section_card import HEAD_HEIGHT, SectionCard
from ui.tabs.declarations.dossier_head import DossierHead
from ui.tabs.declarations.head_notes import make_notes
from ui.tabs.declarations.row_words import StatePill
from ui.widgets.callout import Callout
from ui.widgets.pane import Pane
from ui.widgets.scroll_bar import slim

WIDTH = 436
_OVERLAP = 40


@dataclass
class _Filling:
    """Sections that do not stand in the form yet."""

    kit: PlanKit
    dossier: DeclarationDossier
    revealed: frozenset[str]
    waiting: deque[SectionFacts]


class FormPane(Pane):
    """``jump_wanted``: a callout's link; ``entry_wanted``: files of an entry (section, entry)."""

    jump_wanted = Signal(str)
    entry_wanted = Signal(str, str)
    reveal_wanted = Signal(str)
    read_toggled = Signal(str, bool)

    def __init__(self, preview: PreviewService, parent: QWidget | None = None) -> None:
        super().__init__("surface", "r", parent)
        self.setObjectName("declarations.form")
        self.setMinimumWidth(300)
        self.head = DossierHead(preview, self)
        self._filling: _Filling | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._fill_next)
        self._specs: tuple[SectionSpec, ...] = ()
        self.cards: dict[str, SectionCard] = {}
        self._notes: list[Callout] = []
        self._inside = Pane("surface")
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, 5, 12)
        self._column.setSpacing(14)
        self._cards_column = QVBoxLayout()
        self._cards_column.setSpacing(14)
        self._column.addLayout(self._cards_column)
        self._column.addStretch(1)
        self._scroll = QScrollArea(self)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setAccessibleName(self.tr("申报信息"))
        slim(self._scroll)
        self._scroll.setWidget(self._inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 8, 13, 0)
        column.setSpacing(10)
        column.addWidget(self.head)
        column.addWidget(self._scroll, 1)

    # ---- for the desk

    def show_dossier(
        self,
        kit: PlanKit,
        sections: Sequence[SectionFacts],
        dossier: DeclarationDossier,
        pill: StatePill,
        actor: Actor,
        revealed: frozenset[str],
        *,
        keep_place: bool,
    ) -> None:
        """Show a declaration: the same one again (``keep_place``), or another from its top."""
        self.head.show_dossier(kit, dossier, pill, actor.role)
        self._take_specs([section.spec for section in sections])
        self._show_notes(kit, sections, dossier, actor)
        self._filling = _Filling(kit, dossier, revealed, deque(sections))
        if keep_place:
            self.fill()
            return
        # What is in view now; the rest follows without holding up the next key press.
        for section in sections:
            self.cards[section.key].hide()
        height = 0
        while self._filling.waiting and height < self._scroll.viewport().height():
            height += self._fill_next()
        self._timer.start()

    def show_read(self, read: frozenset[str], here: str, *, may_tick: bool) -> None:
        """Which sections were read and which one is open."""
        for key, card in self.cards.items():
            card.show_read(key in read, may_tick=may_tick)
            card.head.set_here(key == here)

    def scroll_to_top(self) -> None:
        self._scroll.verticalScrollBar().setValue(0)

    def fill(self) -> None:
        """Show everything that still waits."""
        while self._filling is not None and self._filling.waiting:
            self._fill_next()
        self._timer.stop()

    def scroll_to(self, section: str) -> None:
        """Bring a section to the top of the view."""
        self._settle()
        self._scroll.verticalScrollBar().setValue(max(0, self.cards[section].y() - 2))

    def show_more(self, section: str) -> bool:
        """On within a section that goes on below the view; False when its end is in view."""
        card, bar = self.cards[section], self._scroll.verticalScrollBar()
        height = self._scroll.viewport().height()
        unseen = card.geometry().bottom() - (bar.value() + height)
        if unseen <= 0 or bar.value() >= bar.maximum():
            return False
        bar.setValue(bar.value() + min(unseen + 12, max(height - _OVERLAP, 1)))
        return True

    def notes(self) -> Mapping[str, Callout]:
        """The callouts shown, by kind."""
        return {note.property("kind"): note for note in self._notes if not note.isHidden()}

    def scroll_value(self) -> int:
        return self._scroll.verticalScrollBar().value()

    # ---- inside

    def _fill_next(self) -> int:
        """Show the next section that waits; its height in px, roughly."""
        filling = self._filling
        if filling is None or not filling.waiting:
            self._timer.stop()
            return 0
        section = filling.waiting.popleft()
        card = self.cards[section.key]
        blocks = make_section_blocks(filling.kit, section, filling.dossier, filling.revealed)
        changed = self.tr("改动 {0}").replace("{0}", str(len(section.changes))) if section.changes else ""
        counts = self._say_note(section, filling.dossier)
        card.show_content(blocks, "　".join(part for part in (changed, counts) if part))
        card.show()
        if not filling.waiting:
            self._timer.stop()
        return HEAD_HEIGHT + card.form.heightForWidth(self._scroll.viewport().width())

    def _take_specs(self, specs: Sequence[SectionSpec]) -> None:
        """Cards are kept from declaration to declaration; another plan may have other sections."""
        if tuple(specs) == self._specs:
            return
        for card in self.cards.values():
            self._cards_column.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._specs = tuple(specs)
        self.cards = {spec.key: SectionCard(spec, self._inside) for spec in specs}
        for card in self.cards.values():
            card.read_toggled.connect(self.read_toggled)
            card.entry_wanted.connect(self.entry_wanted)
            card.action_wanted.connect(self.reveal_wanted)
            self._cards_column.addWidget(card)

    def _show_notes(
        self, kit: PlanKit, sections: Sequence[SectionFacts], dossier: DeclarationDossier, actor: Actor
    ) -> None:
        wanted = make_notes(kit, sections, dossier, actor)
        while len(self._notes) < len(wanted):
            callout = Callout("flag", self._inside)
            callout.link_activated.connect(self.jump_wanted)
            self._column.insertWidget(len(self._notes), callout)
            self._notes.append(callout)
        for place, callout in enumerate(self._notes):
            if place < len(wanted):
                note = wanted[place]
                callout.setProperty("kind", note.kind)
                callout.setObjectName(f"declarations.note.{note.kind}")
                callout.set_kind(note.kind)
                callout.set_content(note.title, note.lines)
            else:
                callout.set_content("")

    def _say_note(self, section: SectionFacts, dossier: DeclarationDossier) -> str:
        """The counts at the right of a heading."""
        kind = section.spec.kind
        if kind is SectionKind.MATERIALS:
            required, there, noticed = count_needs(section, dossier)
            parts = [
                self.tr("必要 {0}").replace("{0}", str(required)),
                self.tr("已有 {0}").replace("{0}", str(there)),
                self.tr("有提示 {0}").replace("{0}", str(noticed)) if noticed else "",
            ]
            return "　".join(part for part in parts if part)
        if kind is SectionKind.STATEMENT:
            count = count_characters(dossier.declaration.statement)
            limit = self._filling.kit.statement_limit if self._filling else 0
            return self.tr("{0} / {1} 字").replace("{0}", str(count)).replace("{1}", str(limit))
        if kind is SectionKind.ITEMS and section.items:
            return self.tr("{0} 条").replace("{0}", str(len(section.items)))
        return ""

    def _settle(self) -> None:
        """Lay out now: a jump right after new content must land at the right place."""
        self.fill()
        self._column.activate()
        view = self._scroll.viewport()
        height = self._column.heightForWidth(view.width())
        self._inside.resize(view.width(), max(height, view.height()))
        self._column.activate()
