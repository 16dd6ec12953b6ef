"""Columns of 人员与档案: who, whether 基本信息 and the achievements stand, what is being entered, where a declaration is."""

from app.domain.archive import ArchiveStatus
from app.domain.identity import mask_id, mask_phone
from app.ports.entry_queries import PersonRow
from ui.models.columns import NUMBER_COLUMN, DataColumn, RowFunction
from ui.texts.translate import translate
from ui.texts.words import state_of_status, word, word_of_stage
from ui.widgets import roles
from ui.widgets.table_columns import Column as Look
from ui.widgets.table_columns import ColumnKind


def id_of(row: PersonRow) -> str:
    return row.applicant.id


def name_of(row: PersonRow) -> str:
    return row.applicant.name


def number_of(row: PersonRow) -> str:
    """Masked: a list needs no whole number."""
    return mask_id(row.applicant.id_number)


def phone_of(row: PersonRow) -> str:
    return mask_phone(row.applicant.phone) if row.applicant.phone else translate("people", "未填")


def basic_state_of(row: PersonRow) -> str:
    return "neutral" if row.basic is None else state_of_status(row.basic)


def basic_word_of(row: PersonRow) -> str:
    """未保存: 基本信息 was begun, or not even that, and never handed to review."""
    return translate("people", "未保存") if row.basic is None else word(row.basic)


def items_of(row: PersonRow) -> str:
    """12 条　待审核 3　退回 1."""
    parts = [translate("people", "{0} 条").replace("{0}", str(row.items))]
    # 基本信息 is counted with them and has its own column.
    pending = row.pending - (row.basic is ArchiveStatus.PENDING)
    returned = row.returned - (row.basic is ArchiveStatus.RETURNED)
    if pending:
        parts.append(translate("people", "待审核 {0}").replace("{0}", str(pending)))
    if returned:
        parts.append(translate("people", "退回 {0}").replace("{0}", str(returned)))
    return "　".join(parts)


def drafts_of(row: PersonRow) -> str:
    return str(row.drafts) if row.drafts else ""


def declared_of(row: PersonRow) -> str:
    """The newest declaration; how many there were before it."""
    if not row.declared:
        return ""
    plan, stage = row.declared[-1]
    line = f"{word_of_stage(stage)}　{plan}"
    former = len(row.declared) - 1
    return line + translate("people", "　另 {0} 次").replace("{0}", str(former)) if former else line


def say_row(row: PersonRow) -> str:
    """The row in words, for a screen reader."""
    parts = [name_of(row), number_of(row), basic_word_of(row), items_of(row), declared_of(row)]
    return " ".join(part for part in parts if part)


def make_columns() -> list[DataColumn]:
    """# 姓名 证件号码 手机号 基本信息 业绩 草稿 申报."""
    pill: dict[int, RowFunction] = {roles.STATE: basic_state_of, roles.STATE_WORD: basic_word_of}
    return [
        NUMBER_COLUMN,
        DataColumn(translate("people", "姓名"), name_of),
        DataColumn(translate("people", "证件号码"), number_of),
        DataColumn(translate("people", "手机号"), phone_of),
        DataColumn(translate("people", "基本信息"), None, pill),
        DataColumn(translate("people", "业绩"), items_of),
        DataColumn(translate("people", "草稿"), drafts_of),
        DataColumn(translate("people", "申报"), declared_of),
    ]


def make_looks() -> list[Look]:
    """How ``TableView`` draws them; the plan's name takes the rest."""
    return [
        Look("#", 48, ColumnKind.NUMBER),
        Look(translate("people", "姓名"), 132, ColumnKind.NAME),
        Look(translate("people", "证件号码"), 176),
        Look(translate("people", "手机号"), 120),
        Look(translate("people", "基本信息"), 108, ColumnKind.PILL),
        Look(translate("people", "业绩"), 200),
        Look(translate("people", "草稿"), 60, ColumnKind.COUNT),
        Look(translate("people", "申报"), 200, stretch=True),
    ]
