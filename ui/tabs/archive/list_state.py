"""What list the clerk is in: section, status tab, fragment, order; its rows, ticks and counts. Both states share it.

Lives in the archive tab; list, review and bulk acts look here. Reads on the read thread; a newer question drops the
older one, so that every letter of the search may ask.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QObject, Signal

from app.domain.archive import ArchiveStatus
from app.domain.commands import Changed
from app.domain.plan import SectionSpec
from app.ports.queries import ArchiveFilter, ArchiveRow, ListOrder
from ui.models.windowed_table import WindowedTable
from ui.operations import AFTER_PAINT_MS
from ui.session import Session
from ui.tabs.archive.columns import make_columns, make_row_roles
from ui.tabs.archive.list_source import ArchiveSource

STATUS_TABS: tuple[ArchiveStatus | None, ...] = (
    ArchiveStatus.PENDING,
    ArchiveStatus.PASSED,
    ArchiveStatus.FAILED,
    ArchiveStatus.RETURNED,
    None,
)
"""待审核 通过 不通过 退回 全部 (A3.11; 退回 is ours)."""


@dataclass(frozen=True)
class Counts:
    by_status: Mapping[ArchiveStatus, int] = field(default_factory=dict)
    flagged: int = 0
    """Of the status tab shown: rows with pre-check notices."""

    def of_tab(self, status: ArchiveStatus | None) -> int:
        return sum(self.by_status.values()) if status is None else self.by_status.get(status, 0)


class ArchiveList(QObject):
    """GUI thread only."""

    name = "archive"
    unit = "条"

    section_changed = Signal()
    """Another category: columns differ."""
    filter_changed = Signal()
    counted = Signal()
    sections_counted = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.sections: Sequence[SectionSpec] = session.desk.plan_kits.archive_sections()
        self.section: SectionSpec = self.sections[0]
        self.wanted = ArchiveFilter(self.section.key)
        self.counts = Counts()
        self.pending: Mapping[str, int] = {}
        """Waiting items by section key."""
        self.model = WindowedTable(
            session.operations,
            make_columns(self.section),
            make_row_roles(self._section_now, session.today, session.marks),
            _items_of,
            self,
        )
        session.marks.changed.connect(self.model.repaint_rows)

    # ---- what is shown

    def start(self, wanted: ArchiveFilter) -> None:
        """Show a list from scratch (the tab opened, a link led here)."""
        other = wanted.section != self.section.key
        self.wanted = wanted
        if other:
            self._take_section(wanted.section)
        self._show()

    def set_section(self, key: str) -> None:
        """Another category: its 待审核, without the fragment typed for the last one."""
        if key != self.section.key:
            self.wanted = replace(
                self.wanted, section=key, status=ArchiveStatus.PENDING, text="", flagged_only=False
            )
            self._take_section(key)
            self._show()

    def set_status(self, status: ArchiveStatus | None) -> None:
        self._change(status=status, flagged_only=False)

    def flagged_count(self) -> int:
        return self.counts.flagged

    def set_text(self, text: str) -> None:
        self._change(text=text)

    def set_flagged_only(self, on: bool) -> None:
        self._change(flagged_only=on)

    def set_order(self, order: ListOrder) -> None:
        self._change(order=order)

    def refresh(self, changed: Changed | None = None) -> None:
        """After a write: rows and counts again; everything keeps its place."""
        if changed is None or changed.items:
            self.model.refresh(changed)
            self._count()

    def next_waiting_section(self) -> SectionSpec | None:
        """The category after this one (round to the front) in which something waits."""
        here = [s.key for s in self.sections].index(self.section.key)
        order = [*self.sections[here + 1 :], *self.sections[:here]]
        return next((s for s in order if self.pending.get(s.key)), None)

    def first_waiting_section(self) -> SectionSpec:
        """The first category in which something waits, else the first of all."""
        return next((s for s in self.sections if self.pending.get(s.key)), self.sections[0])

    def find_section(self, key: str) -> SectionSpec:
        return next(s for s in self.sections if s.key == key)

    # ---- rows

    def row(self, place: int) -> ArchiveRow | None:
        found: ArchiveRow | None = self.model.row_at(place)
        return found

    def count_sections(self) -> None:
        """Read how much waits in each category."""
        queries, scope = self._session.desk.queries, self._session.scope

        def act() -> Mapping[str, int]:
            return queries.section_counts(scope)

        self._session.operations.read(act, self._sections_arrived, key="archive-sections")

    # ---- inside

    def _section_now(self) -> SectionSpec:
        return self.section

    def _take_section(self, key: str) -> None:
        self.section = self.find_section(key)
        self.counts = Counts()
        self.model.set_columns(make_columns(self.section))
        self.section_changed.emit()

    def _change(self, **changes: object) -> None:
        wanted = replace(self.wanted, **changes)  # type: ignore[arg-type]
        if wanted != self.wanted:
            self.wanted = wanted
            self.model.clear_ticks()
            self._show()

    def _show(self) -> None:
        self.model.show(ArchiveSource(self._session.desk.queries, self._session.scope, self.wanted))
        self.filter_changed.emit()
        self._count()

    def _count(self) -> None:
        queries, scope, wanted = self._session.desk.queries, self._session.scope, self.wanted

        def act() -> tuple[Counts, Mapping[str, int]]:
            by_status = queries.archive_counts(scope, replace(wanted, flagged_only=False))
            flagged = queries.archive_counts(scope, replace(wanted, flagged_only=True))
            counts = Counts(flagged=Counts(flagged).of_tab(wanted.status), by_status=by_status)
            return counts, queries.section_counts(scope)

        self._session.operations.read(
            act, self._counts_arrived, key="archive-counts", after_ms=AFTER_PAINT_MS
        )

    def _counts_arrived(self, answer: tuple[Counts, Mapping[str, int]]) -> None:
        self.counts, self.pending = answer
        self.counted.emit()
        self.sections_counted.emit()

    def _sections_arrived(self, pending: Mapping[str, int]) -> None:
        self.pending = pending
        self.sections_counted.emit()


def _items_of(changed: Changed) -> Sequence[str]:
    return changed.items
