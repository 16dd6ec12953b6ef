"""Reads a person's archive and keeps what is entered: drafts on every change, 保存, giving a draft up (B1.1, B1.2).

Writes go to the write lane in order; of what is typed while one is under way only the newest follows, so that a slow
disk never falls behind the person. What could not be kept stays here, and on the screen, until it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from app.domain.attachment import FileRef
from app.domain.commands import Changed, DropItemDraft, KeepItemDraft, Outcome, SaveItem
from app.domain.errors import KnownError
from app.ports.entry_queries import PersonCase
from app.usecases.enter_item import drop_item_draft, keep_item_draft, save_item
from ui.field_text import BASIC
from ui.session import Session
from ui.tabs.entry.archive.working import Working, begin_working, clone, make_working


@dataclass(frozen=True, slots=True)
class _Kept:
    """The answer of one draft write; ``edits``: what had been typed when it began."""

    item_id: str
    edits: int
    at: datetime | None = None
    error: KnownError | None = None


@dataclass(frozen=True, slots=True)
class _Dropped:
    item_id: str
    error: KnownError | None = None
    changed: Changed = field(default_factory=Changed)
    """Under this name ``Operations`` tells the other pages."""


@dataclass(frozen=True, slots=True)
class _Read:
    """``answered``: how many writes had been answered when it was asked for."""

    case: PersonCase
    answered: int


class EntryKeeper(QObject):
    """GUI thread only. Signals carry item ids."""

    loaded = Signal()
    """``case`` and the entries are read; what was typed and not kept is still in them."""
    failed = Signal(object)
    """KnownError: the person could not be read."""
    draft_changed = Signal(str)
    """A draft was kept, or could not be (``Working.problem``)."""
    saved = Signal(str)
    refused = Signal(str, object)
    """保存 or 放弃草稿 did not work: KnownError; nothing is lost."""
    dropped = Signal(object)
    """放弃草稿 is done: the Working as it was."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.case: PersonCase | None = None
        self._wanted = ""
        self._entries: dict[str, Working] = {}
        self._parked: dict[str, dict[str, Working]] = {}
        """Of people who are not on the screen, by applicant: what is not durable yet."""
        self._under_way: set[str] = set()
        self._again: set[str] = set()
        self._dropping: dict[str, Working] = {}
        self._answered = 0
        """How many writes were answered: what was asked for before the last of them may be older."""
        self.saving = ""
        """The item that is being handed in."""
        self._saved_edits = 0

    # ---- reading

    def open(self, applicant_id: str) -> None:
        """Another person, or the same again. What was typed for the one before is kept first."""
        if applicant_id != self._wanted:
            self.keep_all()
            self._park()
            self._wanted, self.case = applicant_id, None
            self._entries = self._parked.pop(applicant_id, {})
        self.reload()

    def reload(self) -> None:
        """Read again; what is being typed stays."""
        if not self._wanted:
            return
        entry, scope, applicant_id = self._session.desk.entry, self._session.scope, self._wanted
        answered = self._answered

        def act() -> _Read:
            return _Read(entry.person(scope, applicant_id), answered)

        self._session.operations.read(act, self._take, self._tell_failed, key="entry.person")

    def of_section(self, section: str) -> list[Working]:
        return [working for working in self._entries.values() if working.section == section]

    def get(self, item_id: str) -> Working | None:
        return self._entries.get(item_id)

    def all(self) -> list[Working]:
        return list(self._entries.values())

    # ---- typing

    def begin(
        self, section: str, fields: Mapping[str, str], evidence: tuple[FileRef, ...] = ()
    ) -> Working | None:
        """A new entry; nothing is written before something is typed. With ``fields`` it is kept at once."""
        if self.case is None:
            return None
        working = begin_working(
            self._session.desk.new_id(), section, self.case, self._session.today(), fields, evidence
        )
        self._entries[working.item_id] = working
        if fields:
            self._touch(working)
            self.keep(working.item_id)
        return working

    def type_fields(self, item_id: str, fields: Mapping[str, str], shown: frozenset[str]) -> None:
        """The form's text. ``shown``: keys the form has; others (of an older kit) stay as they were."""
        working = self._entries.get(item_id)
        if working is None or working.is_locked:
            return
        unseen = {key: text for key, text in working.fields.items() if key not in shown}
        working.fields = unseen | dict(fields)
        self._touch(working)

    def set_files(self, item_id: str, files: tuple[FileRef, ...]) -> None:
        """Evidence in its new order, kept at once."""
        working = self._entries.get(item_id)
        if working is None or working.is_locked or working.evidence == files:
            return
        working.evidence = files
        self._touch(working)
        self.keep(item_id)

    def drop_blanks(self, but: str) -> None:
        """Entries that were begun and left empty go, except the one shown."""
        for working in self.all():
            if working.is_blank and working.item_id != but:
                del self._entries[working.item_id]

    def _touch(self, working: Working) -> None:
        working.edits += 1
        working.is_dirty = True

    # ---- writing

    def keep_all(self) -> None:
        """Everything that is not durable yet."""
        for working in self.all():
            self.keep(working.item_id)

    def keep(self, item_id: str) -> None:
        """Make what was typed durable."""
        working, case = self._entries.get(item_id), self.case
        if working is None or case is None or not working.is_dirty:
            return
        if item_id in self._under_way:
            self._again.add(item_id)
            return
        if not working.differs:
            self._settle_unchanged(working)
            return
        desk, edits = self._session.desk, working.edits
        command = KeepItemDraft(
            actor=self._session.actor,
            item_id=item_id,
            applicant_id=case.applicant.id,
            section=working.section,
            fields=dict(working.fields),
            evidence=working.evidence,
            base_rev=working.item.rev if working.item is not None else None,
        )
        self._under_way.add(item_id)

        def act() -> _Kept:
            try:
                keep_item_draft(command, desk.new_unit_of_work, desk.clock)
            except KnownError as error:
                return _Kept(item_id, edits, error=error)
            return _Kept(item_id, edits, desk.clock.now())

        self._session.operations.write(act, self._tell_kept, self._tell_bug)

    def save(self, item_id: str) -> None:
        """保存: hand it to review. One at a time."""
        working, case = self._entries.get(item_id), self.case
        if working is None or case is None or self.saving:
            return
        desk = self._session.desk
        command = SaveItem(
            op_id=self._session.new_op_id(),
            actor=self._session.actor,
            item_id=item_id,
            applicant_id=case.applicant.id,
            section=working.section,
            fields=dict(working.fields),
            evidence=working.evidence,
            base_rev=working.item.rev if working.item is not None else None,
        )
        self.saving, self._saved_edits = item_id, working.edits
        self._again.discard(item_id)

        def act() -> Outcome:
            return save_item(command, desk.new_unit_of_work, desk.clock, desk.plan_kits)

        self._session.operations.write(act, self._tell_saved, self._tell_save_failure)

    def drop(self, item_id: str) -> None:
        """放弃草稿: what was handed in stays."""
        working = self._entries.get(item_id)
        if working is None or item_id in self._dropping:
            return
        self._dropping[item_id] = clone(working)
        self._again.discard(item_id)
        if working.item is None:
            del self._entries[item_id]
        else:
            _go_back(working)
        self._write_drop(item_id)

    def restore(self, working: Working) -> None:
        """Take 放弃草稿 back."""
        stored = self._entries.get(working.item_id)
        if stored is not None:
            stored.fields, stored.evidence = working.fields, working.evidence
        else:
            stored = self._entries.setdefault(working.item_id, working)
        self._touch(stored)
        self.keep(stored.item_id)

    def _settle_unchanged(self, working: Working) -> None:
        """Typed back to what was handed in: there is nothing to keep."""
        working.is_dirty, working.problem = False, None
        if working.kept_at is not None and working.item is not None:
            working.kept_at = None
            self._write_drop(working.item_id)
        self.draft_changed.emit(working.item_id)

    def _write_drop(self, item_id: str) -> None:
        desk, command = self._session.desk, DropItemDraft(self._session.actor, item_id)

        def act() -> _Dropped:
            try:
                return _Dropped(item_id, changed=drop_item_draft(command, desk.new_unit_of_work))
            except KnownError as error:
                return _Dropped(item_id, error)

        self._session.operations.write(act, self._tell_dropped, self._tell_bug)

    def _park(self) -> None:
        waiting = {w.item_id: w for w in self.all() if w.is_dirty}
        if self.case is not None and waiting:
            self._parked[self._wanted] = waiting

    # ---- answers

    def _take(self, read: _Read) -> None:
        case = read.case
        if case.applicant.id != self._wanted:
            return
        if read.answered != self._answered:
            self.reload()
            return
        before, self.case = self._entries, case
        entries: dict[str, Working] = {}
        for entry in case.entries:
            if entry.id in self._dropping and entry.item is None:
                continue
            working = make_working(entry, case)
            typed = before.get(entry.id)
            if typed is not None and (typed.is_dirty or entry.id in self._under_way):
                working.take_typing(typed)
                working.kept_at = working.kept_at or typed.kept_at
            entries[entry.id] = working
        for working in before.values():
            waits = working.is_dirty or working.item_id in self._under_way or working.is_blank
            if working.item is None and working.item_id not in entries and waits:
                entries[working.item_id] = working
        self._entries = entries
        if not self.of_section(BASIC):
            self.begin(BASIC, {})
        self.loaded.emit()

    def _tell_failed(self, error: KnownError) -> None:
        self.failed.emit(error)

    def _tell_kept(self, answer: _Kept) -> None:
        self._under_way.discard(answer.item_id)
        self._answered += 1
        working = self._entries.get(answer.item_id)
        if working is None:
            self._tell_parked(answer)
            return
        working.problem = answer.error
        if answer.at is not None:
            working.kept_at = answer.at
            working.is_dirty = working.edits != answer.edits
        if answer.item_id in self._again:
            self._again.discard(answer.item_id)
            self.keep(answer.item_id)
        self.draft_changed.emit(answer.item_id)

    def _tell_parked(self, answer: _Kept) -> None:
        """Of somebody who left the screen: forgotten once it is durable; otherwise it waits until they come back."""
        for applicant_id, waiting in list(self._parked.items()):
            working = waiting.get(answer.item_id)
            if working is None:
                continue
            working.problem = answer.error
            if answer.error is not None:
                self.refused.emit(answer.item_id, answer.error)
            elif working.edits == answer.edits:
                del waiting[answer.item_id]
            if not waiting:
                del self._parked[applicant_id]

    def _tell_bug(self, error: KnownError) -> None:
        """Reported by the window; what was typed is still here and is kept with the next change."""
        self._under_way.clear()
        self._again.clear()
        self._dropping.clear()

    def _tell_saved(self, outcome: Outcome) -> None:
        item_id, self.saving = self.saving, ""
        self._answered += 1
        working = self._entries.get(item_id)
        if working is not None:
            working.kept_at, working.problem = None, None
            working.is_dirty = working.edits != self._saved_edits
        self.saved.emit(item_id)
        self.reload()

    def _tell_save_failure(self, error: KnownError) -> None:
        item_id, self.saving = self.saving, ""
        self.refused.emit(item_id, error)

    def _tell_dropped(self, answer: _Dropped) -> None:
        self._answered += 1
        was = self._dropping.pop(answer.item_id, None)
        if was is None:
            return
        if answer.error is not None:
            self._entries.setdefault(was.item_id, was)
            self.refused.emit(answer.item_id, answer.error)
            self.reload()
            return
        self.dropped.emit(was)


def _go_back(working: Working) -> None:
    """To what was handed in."""
    item = working.item
    if item is not None:
        working.fields, working.evidence = dict(item.fields), item.evidence
        working.kept_at, working.is_dirty, working.problem = None, False, None
