"""Columns of the archive's table (picture 13; A3.13) and the roles of its two-line list, made from a section."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt

from app.domain.archive import ArchiveStatus
from app.domain.plan import DATE_KINDS, FieldKind, SectionSpec
from app.ports.queries import ArchiveRow
from ui.field_text import line_of_item, list_fields, show_value
from ui.models.columns import NUMBER_COLUMN, DataColumn, RowFunction
from ui.sync_marks import SyncMarks
from ui.texts.dates import format_short_day
from ui.texts.translate import translate
from ui.texts.words import state_of_status, word
from ui.widgets import roles
from ui.widgets.table_columns import Column as Look
from ui.widgets.table_columns import ColumnKind

_SHORT_KINDS = DATE_KINDS | {FieldKind.CHOICE, FieldKind.BOOL, FieldKind.INTEGER}


def name_of(row: ArchiveRow) -> str:
    return row.name


def state_of(row: ArchiveRow) -> str:
    return state_of_status(row.status)


def state_word_of(row: ArchiveRow) -> str:
    return word(row.status)


def flags_of(row: ArchiveRow) -> int:
    """Only what waits is flagged: after a verdict the notices are history."""
    return row.flags if row.status in (ArchiveStatus.PENDING, ArchiveStatus.RETURNED) else 0


def log_word(row: ArchiveRow) -> str:
    return translate("archive", "查看")


def make_columns(section: SectionSpec) -> list[DataColumn]:
    """勾选 # 姓名, the section's fields, 审核状态, 审核日志. The tick column's text is what a two-line list shows."""
    pill: dict[int, RowFunction] = {
        roles.STATE: state_of,
        roles.STATE_WORD: state_word_of,
        roles.FLAGS: flags_of,
    }
    return [
        DataColumn("", name_of, is_tick=True),
        NUMBER_COLUMN,
        DataColumn(translate("archive", "姓名"), name_of),
        *(DataColumn(spec.title, _value_at(section, place)) for place, spec in list_fields(section)),
        DataColumn(translate("archive", "审核状态"), None, pill),
        DataColumn(translate("archive", "审核日志"), log_word),
    ]


def make_looks(section: SectionSpec) -> list[Look]:
    """How ``TableView`` draws them: dates narrow, the first text takes the rest."""
    fields = [spec for _, spec in list_fields(section)]
    widest = next((n for n, spec in enumerate(fields) if spec.kind not in _SHORT_KINDS), len(fields) - 1)
    looks = [
        Look(spec.title, _width(spec.kind), stretch=place == widest) for place, spec in enumerate(fields)
    ]
    return [
        Look("", 44, ColumnKind.CHECK),
        Look("#", 48, ColumnKind.NUMBER),
        Look(translate("archive", "姓名"), 104, ColumnKind.NAME),
        *looks,
        Look(translate("archive", "审核状态"), 142, ColumnKind.PILL),
        Look(translate("archive", "审核日志"), 88, ColumnKind.LINK),
    ]


def make_row_roles(
    section: Callable[[], SectionSpec], today: Callable[[], date], marks: SyncMarks
) -> dict[int, RowFunction]:
    """What the two-line list and screen readers ask, in any column."""

    def mark(row: ArchiveRow) -> tuple[str, str] | None:
        return marks.icon_of(row.id)

    def line(row: ArchiveRow) -> str:
        return line_of_item(section(), row.values)

    def day(row: ArchiveRow) -> str:
        return format_short_day(row.submitted_at, today())

    def spoken(row: ArchiveRow) -> str:
        flags = translate("archive", "{0} 处需留意").format(flags_of(row)) if flags_of(row) else ""
        waits = marks.word_of(row.id)
        return " ".join(part for part in (row.name, line(row), state_word_of(row), flags, waits) if part)

    return {
        roles.UNIT: _unit_of,
        roles.DATE: day,
        roles.ITEM: line,
        roles.STATE: state_of,
        roles.STATE_WORD: state_word_of,
        roles.FLAGS: flags_of,
        roles.SYNC_MARK: mark,
        int(Qt.ItemDataRole.AccessibleTextRole): spoken,
    }


def log_column(columns: Sequence[DataColumn]) -> int:
    """The place of 审核日志."""
    return len(columns) - 1


def _unit_of(row: ArchiveRow) -> str:
    return row.unit


def _value_at(section: SectionSpec, place: int) -> RowFunction:
    spec = section.list_fields[place]

    def value(row: ArchiveRow) -> str:
        return show_value(spec, row.values[place]) if place < len(row.values) else ""

    return value


def _width(kind: FieldKind) -> int:
    if kind in DATE_KINDS:
        return 96
    return 120 if kind in _SHORT_KINDS else 240
