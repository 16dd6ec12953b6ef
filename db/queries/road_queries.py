"""SqlRoadQueries: app.ports.road_queries on the read connection. Read thread only; imports no ORM.

Shares its Reader with SqlQueries: one connection, one people index.
"""

from array import array
from collections.abc import Mapping, Sequence
from datetime import date

from app.domain.meeting import Meeting
from app.domain.prechecks.notice import Notice
from app.ports.queries import Scope
from app.ports.road_queries import MeetingCase, QueueCount, RoadChoices, RoadFilter, RoadRow, UnitGroup
from db.queries import road_list, road_meetings, road_rows
from db.queries.reader import Reader


class SqlRoadQueries:
    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def queue_counts(self, scope: Scope, wanted: RoadFilter, today: date) -> Sequence[QueueCount]:
        return road_list.count_queues(self._reader, scope, wanted, today)

    def road_keys(
        self, scope: Scope, wanted: RoadFilter, today: date, limit: int | None = None
    ) -> "array[int]":
        return road_list.list_keys(self._reader, scope, wanted, today, limit)

    def road_groups(self, scope: Scope, wanted: RoadFilter, today: date) -> Sequence[UnitGroup]:
        return road_list.list_groups(self._reader, scope, wanted, today)

    def road_rows(self, scope: Scope, keys: Sequence[int], today: date) -> Sequence[RoadRow]:
        return road_rows.list_rows(self._reader, scope, keys, today)

    def road_rows_of(self, scope: Scope, ids: Sequence[str], today: date) -> Sequence[RoadRow]:
        return road_rows.list_rows_of(self._reader, scope, ids, today)

    def road_flags(self, scope: Scope, ids: Sequence[str]) -> Mapping[str, Sequence[Notice]]:
        return road_rows.list_flags(self._reader, scope, ids)

    def road_choices(self, scope: Scope) -> RoadChoices:
        return road_list.list_choices(self._reader, scope)

    def meetings(self, scope: Scope) -> Sequence[Meeting]:
        return road_meetings.list_meetings(self._reader, scope)

    def meeting_case(self, scope: Scope, meeting_id: str, today: date) -> MeetingCase:
        return road_meetings.read_meeting_case(self._reader, scope, meeting_id, today)
