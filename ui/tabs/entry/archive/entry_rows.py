"""How the entries of a person's archive are listed: categories at the left, entries of one category beside them. Pure."""

from collections.abc import Sequence

from app.domain.archive import ArchiveStatus
from app.domain.attachment import FileRef
from app.domain.plan import SectionSpec
from app.ports.entry_queries import ArchiveEntry, PersonCase
from ui.field_text import BASIC
from ui.models.columns import DataColumn
from ui.texts.translate import translate
from ui.texts.words import word
from ui.widgets import roles
from ui.widgets.side_rows import SideRow

LOCKED = frozenset({ArchiveStatus.FAILED})
"""不通过 is a verdict: what was entered stands."""


def status_of(entry: ArchiveEntry) -> ArchiveStatus | None:
    """None: never handed in."""
    return entry.item.status if entry.item is not None else None


def fields_of(entry: ArchiveEntry) -> dict[str, str]:
    """What the form shows: the draft, else what was handed in."""
    if entry.draft is not None:
        return dict(entry.draft.fields)
    return dict(entry.item.fields) if entry.item is not None else {}


def evidence_of(entry: ArchiveEntry) -> tuple[FileRef, ...]:
    if entry.draft is not None:
        return entry.draft.evidence
    return entry.item.evidence if entry.item is not None else ()


def is_locked(entry: ArchiveEntry) -> bool:
    return status_of(entry) in LOCKED


def entries_in(case: PersonCase, section: str) -> list[ArchiveEntry]:
    return [entry for entry in case.entries if entry.section == section]


def make_side_rows(sections: Sequence[SectionSpec], case: PersonCase) -> list[SideRow]:
    """0 基本信息 … 16: how many entries, and what needs a hand: 退回 before 草稿 before 待审核."""
    rows = []
    for section in sections:
        entries = entries_in(case, section.key)
        count = None if section.key == BASIC else len(entries)
        number = str(section.archive_no)
        state = _state_of_section(entries)
        rows.append(
            SideRow(section.key, number, section.title, count, state=state, muted=not entries)
        )
    return rows


def _state_of_section(entries: Sequence[ArchiveEntry]) -> str | None:
    statuses = {status_of(entry) for entry in entries}
    if ArchiveStatus.RETURNED in statuses:
        return "returned"
    if ArchiveStatus.FAILED in statuses:
        return "failed"
    if any(entry.draft is not None for entry in entries):
        return "neutral"
    if ArchiveStatus.PENDING in statuses:
        return "pending"
    return "passed" if statuses == {ArchiveStatus.PASSED} else None


def make_entry_columns() -> list[DataColumn]:
    """For the list of one category (two-line rows)."""
    return [DataColumn("", title_of)]


ENTRY_ROLES = {
    roles.ITEM: lambda row: second_line(row),
    roles.STATE: lambda row: state_of(row),
    roles.STATE_WORD: lambda row: state_word(row),
}


def title_of(row: "ListedEntry") -> str:
    return row.title


def second_line(row: "ListedEntry") -> str:
    return row.line


def state_of(row: "ListedEntry") -> str:
    status = status_of(row.entry)
    return status.value if status is not None else "neutral"


def state_word(row: "ListedEntry") -> str:
    status = status_of(row.entry)
    if status is None:
        return _t("草稿")
    return word(status) + (_t("，有改动") if row.entry.draft is not None else "")


class ListedEntry:
    """An entry with its two lines."""

    __slots__ = ("entry", "line", "title")

    def __init__(self, entry: ArchiveEntry, section: SectionSpec) -> None:
        self.entry = entry
        fields = fields_of(entry)
        values = [fields.get(f.key, "") for f in section.list_fields]
        texts = [v for f, v in zip(section.list_fields, values, strict=True) if v and not _is_time(f.key)]
        times = [v for f, v in zip(section.list_fields, values, strict=True) if v and _is_time(f.key)]
        self.title = texts[0] if texts else (times[0] if times else _t("还没有填"))
        self.line = "　".join([*times, *texts[1:]])


def _is_time(key: str) -> bool:
    return key in ("start", "end", "year") or key.endswith("_on")


def _t(text: str) -> str:
    return translate("entry", text)
