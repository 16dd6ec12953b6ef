"""How a person's archive is listed: categories at the left, the entries of one beside them. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.archive import ArchiveStatus
from app.domain.plan import SectionSpec
from ui.field_text import BASIC, line_beside_title, title_of_item
from ui.models.columns import DataColumn, RowFunction
from ui.tabs.entry.archive.working import Working
from ui.texts.dates import format_short_day
from ui.texts.translate import translate
from ui.texts.words import state_of_status, word
from ui.widgets import roles
from ui.widgets.side_rows import SideRow

DRAFT_STATE, DRAFT_ICON = "neutral", "pencil"


@dataclass(frozen=True, slots=True)
class ListedEntry:
    """An entry with its two lines."""

    item_id: str
    title: str
    line: str
    state: str
    word: str
    icon: str | None
    date: str


def list_entry(section: SectionSpec, working: Working, today: date) -> ListedEntry:
    """As the list shows it: what is typed, and how far it is."""
    state, state_word = state_of(working)
    title = title_of_item(section, working.fields, translate("entry", "新的一条"))
    changed = working.item is not None and working.differs
    submitted = working.item.submitted_at if working.item is not None else None
    return ListedEntry(
        working.item_id,
        title,
        # The title is the line's first words; said once is enough.
        line_beside_title(section, working.fields, title),
        state,
        state_word,
        DRAFT_ICON if state == DRAFT_STATE else None,
        translate("entry", "有改动") if changed else format_short_day(submitted, today),
    )


def state_of(working: Working) -> tuple[str, str]:
    """The pill: 草稿 before it was ever handed in, else what the review says."""
    if working.status is None or working.status is ArchiveStatus.DRAFT:
        return DRAFT_STATE, word(ArchiveStatus.DRAFT)
    return state_of_status(working.status), word(working.status)


def make_side_rows(sections: Sequence[SectionSpec], entries: Sequence[Working]) -> list[SideRow]:
    """0 基本信息 … 16: how many entries, and what needs a hand."""
    rows = []
    for section in sections:
        own = [e for e in entries if e.section == section.key and not (e.is_blank and section.key != BASIC)]
        count = None if section.key == BASIC else len(own)
        number = "" if section.archive_no is None else str(section.archive_no)
        state = _state_of_section(own)
        rows.append(SideRow(section.key, number, section.title, count, state, muted=not own))
    return rows


def _state_of_section(entries: Sequence[Working]) -> str | None:
    """What needs a hand first: 退回, then 草稿 (also a change that was not handed in), 不通过, 待审核, 通过."""
    statuses = {entry.status for entry in entries}
    if ArchiveStatus.RETURNED in statuses:
        return "returned"
    if any(entry.item is None or entry.differs for entry in entries):
        return DRAFT_STATE
    for status in (ArchiveStatus.FAILED, ArchiveStatus.PENDING, ArchiveStatus.PASSED):
        if status in statuses:
            return state_of_status(status)
    return None


def identity_of(row: ListedEntry) -> str:
    return row.item_id


def title_of(row: ListedEntry) -> str:
    return row.title


def line_of(row: ListedEntry) -> str:
    return row.line


def state_name_of(row: ListedEntry) -> str:
    return row.state


def word_of(row: ListedEntry) -> str:
    return row.word


def icon_of(row: ListedEntry) -> str | None:
    return row.icon


def date_of(row: ListedEntry) -> str:
    return row.date


def say_entry(row: ListedEntry) -> str:
    """The row in words, for a screen reader."""
    return " ".join(part for part in (row.title, row.line, row.word, row.date) if part)


COLUMNS = [DataColumn("", title_of)]
ROW_ROLES: dict[int, RowFunction] = {
    roles.ITEM: line_of,
    roles.STATE: state_name_of,
    roles.STATE_WORD: word_of,
    roles.STATE_ICON: icon_of,
    roles.DATE: date_of,
}
