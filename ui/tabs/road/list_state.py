"""What queue the clerk is in, under which filters and in which order; its rows, counts and choices. GUI thread only.

Reads on the read thread; a newer question drops the older one, so that every letter of the search may ask.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from app.domain.commands import Changed
from app.domain.declaration import DeclareMode
from app.ports.road_queries import (
    QUEUES_OF_ROLE,
    WAITING_QUEUES,
    Entering,
    Queue,
    QueueCount,
    RoadChoices,
    RoadFilter,
    RoadOrder,
    RoadRow,
)
from ui.models.grouped_table import GroupedTable
from ui.operations import AFTER_PAINT_MS
from ui.roster_export import Roster
from ui.session import Session
from ui.tabs.road.columns import heads_of, make_columns, texts_of
from ui.tabs.road.list_source import GroupedSource, RoadSource
from ui.tabs.road.queue_words import title_of

NO_CHOICES = RoadChoices((), (), ())
NOTHING = QueueCount(Queue.ALL, 0, None, 0)


class RoadList(QObject):
    """``name`` and ``unit`` as ``ui.list_controls`` asks."""

    name = "road"
    unit = "份"

    filter_changed = Signal()
    counted = Signal()
    choices_changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.role = session.actor.role
        self.queues: tuple[Queue, ...] = QUEUES_OF_ROLE.get(self.role, (Queue.ALL,))
        self.waiting = WAITING_QUEUES.get(self.role, frozenset())
        self.wanted = RoadFilter(self.queues[0])
        self.counts: Mapping[Queue, QueueCount] = {}
        self.choices = NO_CHOICES
        self.model = GroupedTable(
            session.operations, make_columns(session.today), None, _declarations_of, self
        )

    # ---- what is shown

    def start(self, wanted: RoadFilter) -> None:
        """Show a list from scratch (the tab opened, a link led here, a filter changed)."""
        self.wanted = wanted
        session = self._session
        if wanted.order is RoadOrder.UNIT:
            self.model.show(GroupedSource(session.desk.road, session.scope, wanted, session.today))
        else:
            self.model.show(self.source())
        self.filter_changed.emit()
        self._count()

    def set_queue(self, queue: Queue) -> None:
        self._change(queue=queue)

    def set_text(self, text: str) -> None:
        self._change(text=text)

    def set_year(self, year: int | None) -> None:
        self._change(year=year)

    def set_plan(self, plan_id: str | None) -> None:
        self._change(plan_id=plan_id)

    def set_unit(self, unit_id: str | None) -> None:
        self._change(unit_id=unit_id)

    def set_mode(self, mode: DeclareMode | None) -> None:
        self._change(mode=mode)

    def set_marks(
        self, *, flagged_only: bool, late_only: bool, submit_again: bool | None, entering: Entering | None
    ) -> None:
        """The chips, all at once."""
        self._change(
            flagged_only=flagged_only, late_only=late_only, submit_again=submit_again, entering=entering
        )

    def set_order(self, order: RoadOrder) -> None:
        self._change(order=order)

    def clear_filters(self) -> None:
        """Everything of the queue again."""
        self._change_to(RoadFilter(self.wanted.queue, order=self.wanted.order))

    def is_narrowed(self) -> bool:
        """Whether anything but the queue limits the list."""
        return self.wanted != RoadFilter(self.wanted.queue, order=self.wanted.order)

    def refresh(self, changed: Changed | None = None) -> None:
        """After a write: rows and counts again; everything keeps its place."""
        if changed is None or changed.declarations or changed.publicities:
            self.model.refresh(changed)
            self._count()

    # ---- the list for others

    def source(self) -> RoadSource:
        """The list as it is on the screen, without the group rows."""
        session = self._session
        return RoadSource(session.desk.road, session.scope, self.wanted, session.today)

    def roster(self) -> Roster:
        """The same for 导出名单."""
        source, columns = self.source(), make_columns(self._session.today)
        return Roster(
            *(self.tr("职称申报名单"), title_of(self.role, self.wanted.queue)),
            heads_of(columns),
            source.keys,
            source.rows,
            partial(texts_of, columns),
        )

    # ---- rows and numbers

    def row(self, place: int) -> RoadRow | None:
        """None also for a group row."""
        found = self.model.row_at(place)
        return found if isinstance(found, RoadRow) else None

    def count_of(self, queue: Queue) -> QueueCount:
        return self.counts.get(queue, NOTHING)

    def waiting_count(self) -> int:
        """What waits for this desk's own act, under the filters of the screen."""
        return sum(self.count_of(queue).count for queue in self.waiting)

    def next_queue(self) -> Queue | None:
        """Where the next work is: the first queue of 待我办 that has something."""
        others = [q for q in self.queues if q in self.waiting and q is not self.wanted.queue]
        return next((queue for queue in others if self.count_of(queue).count), None)

    # ---- inside

    def _change(self, **changes: object) -> None:
        self._change_to(replace(self.wanted, **changes))  # type: ignore[arg-type]

    def _change_to(self, wanted: RoadFilter) -> None:
        if wanted != self.wanted:
            self.start(wanted)

    def _count(self) -> None:
        queries, scope, wanted = self._session.desk.road, self._session.scope, self.wanted
        today = self._session.today

        def act() -> tuple[Sequence[QueueCount], RoadChoices]:
            return queries.queue_counts(scope, wanted, today()), queries.road_choices(scope)

        operations = self._session.operations
        operations.read(act, self._counts_arrived, key="road-counts", after_ms=AFTER_PAINT_MS)

    def _counts_arrived(self, answer: tuple[Sequence[QueueCount], RoadChoices]) -> None:
        counts, choices = answer
        self.counts = {count.queue: count for count in counts}
        if choices != self.choices:
            self.choices = choices
            self.choices_changed.emit()
        self.counted.emit()


def _declarations_of(changed: Changed) -> Sequence[str]:
    return changed.declarations
