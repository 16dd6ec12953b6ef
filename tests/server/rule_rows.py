"""The server's rules as rows, written out from ``app.domain``: what migrations insert and what the test compares.

``python -m tests.server.rule_rows`` prints the INSERTs of all of them, for a new migration at a change of the domain
(delete the table's rows first: nothing refers to them).
"""

from collections.abc import Iterable, Mapping, Sequence

from app.domain import road_records
from app.domain.paper_forms import WAY_IN_BY_MUNICIPAL, WAY_IN_BY_POINT, FormLeg, way_back
from app.domain.publicity import STAGES_OF_KIND
from app.domain.road import STAGES
from app.domain.road_records import RECORD_FIELDS
from app.domain.workflow import ARCHIVE_TABLE, DECLARATION_TABLE
from app.domain.workflow_rows import Guard
from db.levels import LEVEL_OF_STAGE

Value = str | int | bool | tuple[str, ...]
Row = tuple[Value, ...]

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "transition": ("stage", "action", "role", "target", "guards"),
    "archive_transition": ("status", "action", "role", "target"),
    "station_stage": ("station", "station_no", "stage_no", "stage"),
    "level_stage": ("stage", "level"),
    "publicity_stage": ("kind", "waiting", "running", "objected"),
    "record_field": ("action", "n", "key", "kind", "required"),
    "comes_after": ("action", "before_action"),
    "form_leg": ("way", "n", "step", "role"),
}


def domain_rows() -> Mapping[str, Sequence[Row]]:
    """Table name (schema rd) → rows in the order of ``COLUMNS``."""
    return {
        "transition": [
            (
                *(row.stage.value, row.action.value, row.role.value, row.target.value),
                tuple(guard.value for guard in Guard if guard in row.guards),  # asked in this order
            )
            for row in DECLARATION_TABLE
        ],
        "archive_transition": [
            (status.value, action.value, role.value, target.value)
            for (status, action, role), target in ARCHIVE_TABLE.items()
        ],
        "station_stage": [
            (station.value, number, place, stage.value)
            for number, (station, stages) in enumerate(STAGES.items())
            for place, stage in enumerate(stages)
        ],
        "level_stage": [(stage.value, level.value) for stage, level in LEVEL_OF_STAGE.items()],
        "publicity_stage": [
            (kind.value, stages.waiting.value, stages.running.value, stages.objected.value)
            for kind, stages in STAGES_OF_KIND.items()
        ],
        "record_field": [
            (action.value, number, field.key, field.kind.value, field.required)
            for action, fields in RECORD_FIELDS.items()
            for number, field in enumerate(fields)
        ],
        "comes_after": [
            (action.value, before)
            for action, acts in road_records.COMES_AFTER.items()
            for before in sorted(act.value for act in acts)
        ],
        "form_leg": [
            *_legs("in_by_point", WAY_IN_BY_POINT),
            *_legs("in_by_municipal", WAY_IN_BY_MUNICIPAL),
            *_legs("back_by_point", way_back("")),
            *_legs("back_by_municipal", way_back("a unit")),
        ],
    }


def write_sql(table: str, rows: Iterable[Row]) -> str:
    """One INSERT, a row a line."""
    lines = ",\n".join(f"    ({', '.join(map(_literal, row))})" for row in rows)
    return f"INSERT INTO rd.{table} ({', '.join(COLUMNS[table])}) VALUES\n{lines};\n"


def _legs(way: str, legs: Sequence[FormLeg]) -> Iterable[Row]:
    return [(way, number, leg.step.value, leg.role.value) for number, leg in enumerate(legs)]


def _literal(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return f"'{value}'"
    return f"'{{{','.join(value)}}}'"


if __name__ == "__main__":
    for name, rows in domain_rows().items():
        print(write_sql(name, rows))
