"""Reading one declaration: which section is open, its files beside it, what was ticked, what was unmasked (A4.1, A4.10).

Space pages the evidence; after the last page it ticks the section and opens the next one that holds anything.
"""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from app.domain.decision import SubjectKind
from app.domain.declaration import Stage
from app.domain.errors import KnownError
from app.domain.organisation import Role
from app.domain.plan import FieldKind, PlanKit
from app.domain.publicity import counting_publicity
from app.ports.queries import DeclarationDossier, PublicityTab
from ui.declaration_sections import (
    PHOTO,
    SectionFacts,
    empty_between,
    find_section,
    find_unread,
    list_sections,
    section_after,
    section_with_change_after,
)
from ui.sections.section_blocks import REVEAL
from ui.session import Session
from ui.tabs.declarations.head_notes import TO_PLATFORM, TO_PUBLICITY, TO_SECTION
from ui.tabs.declarations.list_state import DeclarationList
from ui.tabs.declarations.pass_gate import is_under_review
from ui.tabs.declarations.review_view import ReviewView
from ui.tabs.declarations.row_words import Standing, StatePill, make_pill
from ui.tabs.declarations.verdicts import Ticks
from ui.targets import PublicityTarget
from ui.widgets.evidence.files import make_evidence


class Reading(QObject):
    """GUI thread only. ``dossier`` is what stands on the screen; ``platform_wanted``: 去录入."""

    platform_wanted = Signal()

    def __init__(
        self, session: Session, state: DeclarationList, view: ReviewView, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._state, self._view = session, state, view
        self.dossier: DeclarationDossier | None = None
        self.kit: PlanKit | None = None
        self.sections: Sequence[SectionFacts] = ()
        self.here = ""
        self.ticks = Ticks(session, self)
        self._revealed: frozenset[str] = frozenset()
        self._ahead: DeclarationDossier | None = None
        view.form.head.sync_note.follow(session.marks)
        self._connect()

    # ---- for the desk

    def shows(self, declaration_id: str) -> bool:
        return self.dossier is not None and self.dossier.declaration.id == declaration_id

    def show(self, dossier: DeclarationDossier) -> None:
        """Another declaration from its top, or the same one again where the reader is."""
        before = self.dossier
        same = before is not None and before.declaration.id == dossier.declaration.id
        again = same and before is not None and before.declaration.submit_no == dossier.declaration.submit_no
        self.dossier = dossier
        declaration = dossier.declaration
        self.kit = self._session.desk.plan_kits.get(declaration.plan_id, declaration.plan_version)
        self.sections = list_sections(self.kit, dossier, with_flags=self._flags_count(dossier))
        if not same:
            self._revealed = frozenset()
        if not again:
            self.ticks.show(dossier)
        self._show_form(keep_place=same)
        if same and find_section(self.sections, self.here) is not None:
            self._show_section()
        else:
            self.here = self.sections[0].key
            self._show_section()
            self._view.form.scroll_to_top()

    def show_nothing(self) -> None:
        """The list is empty."""
        self.dossier = None
        self.ticks.show(None)
        self._view.evidence.show_files([])

    def show_standing(self) -> None:
        """The list was read anew: the pill follows it (another day of the publicity)."""
        if self.dossier is not None:
            pill = self._pill(self.dossier)
            self._view.form.head.pill.set_pill(pill.state, pill.word, pill.icon)

    def warm(self, dossier: DeclarationDossier) -> None:
        """Get the first page of the declaration that probably comes next."""
        self._ahead = dossier
        self._view.form.head.photo.warm(dossier.declaration.photo)
        self._prefetch()

    def unread(self) -> tuple[SectionFacts, ...]:
        """Sections with something to read that nobody of this account ticked."""
        return find_unread(self.sections, self.ticks.read)

    def may_tick(self) -> bool:
        """Ticks belong to a review that is under way."""
        dossier = self.dossier
        return dossier is not None and is_under_review(dossier.declaration.stage, self._session.actor.role)

    # ---- moving

    def open_section(self, key: str) -> None:
        """Go to a section: the form scrolls there, its files stand beside."""
        if find_section(self.sections, key) is not None:
            self.here = key
            self._show_section()
            self._view.form.scroll_to(key)

    def open_next_change(self) -> None:
        """D: the next section that this resubmission changed; after the last one the first again."""
        found = section_with_change_after(self.sections, self.here)
        if found is not None and not self._view.composes():
            self.open_section(found.key)

    def show_entry(self, section: str, entry: str) -> None:
        """The files of an entry: an item, a material, the photo, the commitment."""
        found = find_section(self.sections, section)
        if found is None or entry not in found.first_file:
            return
        if self.here != section:
            self.here = section
            self._show_section()
        self._view.evidence.go_to(found.first_file[entry])

    def show_photo(self) -> None:
        """A click on the photo."""
        if self.sections:
            self.show_entry(self.sections[0].key, PHOTO)

    def page_on(self) -> None:
        """Space where there are no files: on in the form, then the next section."""
        if (
            self.dossier is not None
            and not self._view.composes()
            and not self._view.form.show_more(self.here)
        ):
            self.finish_section()

    def finish_section(self) -> None:
        """Everything of the section was in view: tick it, open the next (A4.1)."""
        if self.dossier is None or self._view.composes():
            return
        following = section_after(self.sections, self.here)
        if self.may_tick():
            # 无数据 stood in view on the way.
            passed = empty_between(self.sections, self.here, following.key if following else None)
            for key in (self.here, *passed):
                self.ticks.set_read(key, True)
        if following is not None:
            self.open_section(following.key)
            return
        unread = self.unread() if self.may_tick() else ()
        if unread:
            self.open_section(unread[0].key)
        elif self.may_tick():
            self._session.say(self.tr("各部分都看过了"), "passed")

    def tick_here(self) -> None:
        """X: the section one is at was read, or not."""
        if self.may_tick() and not self._view.composes():
            self.ticks.set_read(self.here, self.here not in self.ticks.read)

    def reveal_id(self) -> None:
        """I: the ID number in the clear until the next declaration; the second log notes it."""
        for section in self.sections:
            for spec in section.spec.fields:
                if spec.kind is FieldKind.ID_NUMBER and self.dossier is not None:
                    self._reveal(REVEAL + spec.key)
                    return

    # ---- inside

    def _show_form(self, *, keep_place: bool) -> None:
        dossier, kit = self.dossier, self.kit
        if dossier is not None and kit is not None:
            self._view.form.show_dossier(
                kit,
                self.sections,
                dossier,
                self._pill(dossier),
                self._session.actor,
                self._revealed,
                keep_place=keep_place,
            )

    def _show_section(self) -> None:
        section = find_section(self.sections, self.here)
        if section is None:
            return
        self._view.evidence.show_files([make_evidence(ref) for ref in section.files])
        following = section_after(self.sections, self.here)
        self._view.evidence.set_next_hint(self.tr("下一部分") if following is not None else self.tr("看完"))
        self._prefetch()
        self._show_read()

    def _show_read(self) -> None:
        may_tick, here = self.may_tick(), self.here
        read = self.ticks.read if may_tick else frozenset()
        self._view.sections.show_sections(self.sections, read, here, may_tick=may_tick)
        self._view.section_combo.show_sections(self.sections, read, here)
        self._view.form.show_read(read, here, may_tick=may_tick)

    def _prefetch(self) -> None:
        """The first page of the next section, and of the next declaration."""
        following = section_after(self.sections, self.here) if self.sections else None
        files = list(following.files[:1]) if following is not None else []
        if self._ahead is not None and self._ahead.declaration.photo is not None:
            files.append(self._ahead.declaration.photo)
        self._view.evidence.set_next([make_evidence(ref) for ref in files])

    def _flags_count(self, dossier: DeclarationDossier) -> bool:
        """After the employer's own verdict its notices are history; a level above sees them anew."""
        stage = dossier.declaration.stage
        employer = self._session.actor.role is Role.EMPLOYER
        return not employer or is_under_review(stage, Role.EMPLOYER) or stage is Stage.RETURNED

    def _pill(self, dossier: DeclarationDossier) -> StatePill:
        """As the list says it: the row knows which day of the publicity it is."""
        declaration = dossier.declaration
        row = self._state.row(self._state.model.find_id(declaration.id))
        if row is not None and (row.rev, row.step) == (declaration.rev, dossier.step):
            return self._state.pill_of(row)
        standing = Standing(
            declaration.stage, dossier.step, declaration.open_objections, declaration.publicity_to
        )
        return make_pill(standing, self._session.actor.role, self._session.today())

    def _reveal(self, action: str) -> None:
        dossier, key = self.dossier, action.removeprefix(REVEAL)
        if dossier is None:
            return
        if key in self._revealed:
            self._revealed -= {key}
        else:
            self._revealed |= {key}
            self._session.looks.note_reveal(SubjectKind.DECLARATION, dossier.declaration.id)
        self._show_form(keep_place=True)
        self._show_read()

    def _jump(self, target: str) -> None:
        if target == TO_PUBLICITY:
            self.go_to_publicity()
        elif target == TO_PLATFORM:
            self.platform_wanted.emit()
        elif target.startswith(TO_SECTION):
            self.open_section(target.removeprefix(TO_SECTION))

    def go_to_publicity(self) -> None:
        """去公示管理: to the publicity it stands in, or to begin one."""
        dossier = self.dossier
        if dossier is None:
            return
        declaration = dossier.declaration
        publicity_id = counting_publicity(declaration)
        if publicity_id is None:
            self._session.go_to(PublicityTarget(PublicityTab.WAITING, declaration_ids=(declaration.id,)))
            return
        tab = PublicityTab.OBJECTED if declaration.open_objections else PublicityTab.RUNNING
        self._session.go_to(PublicityTarget(tab, publicity_id=publicity_id))

    def _set_read(self, section: str, on: bool) -> None:
        self.ticks.set_read(section, on)

    def _tick_failed(self, error: KnownError) -> None:
        self._session.show_error(error)

    def _connect(self) -> None:
        view = self._view
        view.section_chosen.connect(self.open_section)
        view.form.jump_wanted.connect(self._jump)
        view.form.entry_wanted.connect(self.show_entry)
        view.form.reveal_wanted.connect(self._reveal)
        view.form.read_toggled.connect(self._set_read)
        view.form.head.photo_wanted.connect(self.show_photo)
        view.bar.publicity_wanted.connect(self.go_to_publicity)
        view.evidence.last_page_passed.connect(self.finish_section)
        self.ticks.changed.connect(self._show_read)
        self.ticks.failed.connect(self._tick_failed)
