"""Keeps what is entered: drafts on every change, 保存, giving a draft up. Write lane; answers on the GUI thread.

One draft write is under way at a time; of what is typed meanwhile only the newest waits, so that a slow disk never
falls behind the person. ``flush`` before leaving.
"""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from app.domain.attachment import FileRef
from app.domain.commands import Changed, DropItemDraft, KeepItemDraft, Outcome, SaveItem
from app.domain.errors import KnownError
from app.usecases.enter_item import drop_item_draft, keep_item_draft, save_item
from ui.session import Session


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the form. ``base_rev`` None: a new item."""

    item_id: str
    applicant_id: str
    section: str
    fields: dict[str, str]
    evidence: tuple[FileRef, ...]
    base_rev: int | None


class EntryKeeper(QObject):
    """``kept``: a draft is durable (Typed, when); ``saved``: 保存 is done (Typed); ``dropped``: item id."""

    kept = Signal(object, object)
    saved = Signal(object)
    dropped = Signal(str)
    keeping_failed = Signal(object)
    saving_failed = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._under_way: Typed | None = None
        self._waiting: Typed | None = None
        self._saving: Typed | None = None
        self._dropping = ""

    @property
    def is_saving(self) -> bool:
        return self._saving is not None

    def keep(self, typed: Typed) -> None:
        """Keep a draft."""
        if self._under_way is not None and self._under_way.item_id == typed.item_id:
            self._waiting = typed
            return
        self._write(typed)

    def save(self, typed: Typed) -> None:
        """保存. Drafts that still wait are overtaken by it."""
        if self._saving is not None:
            return
        self._saving, self._waiting = typed, None
        desk, actor = self._session.desk, self._session.actor
        command = SaveItem(
            self._session.new_op_id(),
            actor,
            typed.item_id,
            typed.applicant_id,
            typed.section,
            typed.fields,
            typed.evidence,
            typed.base_rev,
        )

        def act() -> Outcome:
            return save_item(command, desk.new_unit_of_work, desk.clock, desk.plan_kits)

        self._session.operations.write(act, self._tell_saved, self._tell_save_failure)

    def drop(self, item_id: str) -> None:
        """放弃草稿."""
        self._waiting, self._dropping = None, item_id
        desk, command = self._session.desk, DropItemDraft(self._session.actor, item_id)

        def act() -> Changed:
            return drop_item_draft(command, desk.new_unit_of_work)

        self._session.operations.write(act, self._tell_dropped, self._tell_save_failure)

    def _write(self, typed: Typed) -> None:
        self._under_way = typed
        desk = self._session.desk
        command = KeepItemDraft(
            self._session.actor,
            typed.item_id,
            typed.applicant_id,
            typed.section,
            typed.fields,
            typed.evidence,
            typed.base_rev,
        )

        def act() -> datetime:
            keep_item_draft(command, desk.new_unit_of_work, desk.clock)
            return desk.clock.now()

        self._session.operations.write(act, self._tell_kept, self._tell_keep_failure)

    def _tell_kept(self, at: datetime) -> None:
        typed, self._under_way = self._under_way, None
        if typed is not None:
            self.kept.emit(typed, at)
        self._write_waiting()

    def _tell_keep_failure(self, error: KnownError) -> None:
        self._under_way = None
        self.keeping_failed.emit(error)
        self._write_waiting()

    def _write_waiting(self) -> None:
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self._write(waiting)

    def _tell_saved(self, outcome: Outcome) -> None:
        typed, self._saving = self._saving, None
        self.saved.emit(typed)

    def _tell_save_failure(self, error: KnownError) -> None:
        self._saving = None
        self.saving_failed.emit(error)

    def _tell_dropped(self, changed: Changed) -> None:
        item_id, self._dropping = self._dropping, ""
        self.dropped.emit(item_id)
