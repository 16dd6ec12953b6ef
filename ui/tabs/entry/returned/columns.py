"""The columns of 退回待改. Pure but for words."""

from collections.abc import Sequence
from datetime import date

from app.domain.plan import SectionSpec
from app.ports.entry_queries import ReturnedRow
from ui.field_text import line_beside_title, title_of_item
from ui.models.columns import DataColumn
from ui.tabs.entry.progress.deadlines import find_deadline
from ui.texts.dates import format_minute, format_short_day
from ui.texts.translate import fill, translate
from ui.widgets import roles
from ui.widgets.table_columns import Column, ColumnKind

SOON_DAYS = 3


class ReturnedColumns:
    """``sections``: of the archive, 0 基本信息 … Bound to one day: deadlines wear an ink."""

    def __init__(self, sections: Sequence[SectionSpec], today: date) -> None:
        self._sections = {section.key: section for section in sections}
        self.today = today

    def data(self) -> list[DataColumn]:
        return [
            DataColumn(_t("姓名"), _say_name),
            DataColumn(_t("哪一部分"), self.say_part),
            DataColumn(_t("内容"), self.say_content),
            DataColumn(_t("退回原因"), say_reasons, {roles.TOOLTIP: say_all_reasons}),
            DataColumn(_t("退回时间"), _say_when),
            DataColumn(_t("退回人"), _say_who),
            DataColumn(_t("期限"), self.say_deadline, {roles.INK: self._ink_of_deadline}),
            DataColumn(_t("改正"), _say_draft, {roles.ICON: _icon_of_draft, roles.INK: _ink_of_draft}),
            DataColumn("", _say_link),
        ]

    def looks(self, narrow: bool) -> list[Column]:
        return [
            Column(_t("姓名"), 100 if narrow else 132, ColumnKind.NAME),
            Column(_t("哪一部分"), 120 if narrow else 148),
            Column(_t("内容"), 140 if narrow else 228, muted=True),
            Column(_t("退回原因"), 200, stretch=True),
            Column(_t("退回时间"), 148, muted=True),
            Column(_t("退回人"), 84, muted=True),
            Column(_t("期限"), 92, ColumnKind.ACT),
            Column(_t("改正"), 112, ColumnKind.ACT),
            Column("", 64, ColumnKind.LINK),
        ]

    def say_part(self, row: ReturnedRow) -> str:
        """职称申报, or the section of the archive."""
        if row.declaration_id:
            return _t("职称申报")
        section = self._sections.get(row.section)
        return section.title if section is not None else row.section

    def say_content(self, row: ReturnedRow) -> str:
        """The plan, or what tells the entry from others, then its other columns."""
        section = self._sections.get(row.section)
        if section is None:
            return row.title
        title = title_of_item(section, row.fields, "")
        return "　".join(part for part in (title, line_beside_title(section, row.fields, title)) if part)

    def say_deadline(self, row: ReturnedRow) -> str:
        day = find_deadline(row.returned)
        return fill(_t("{day} 前"), {"day": format_short_day(day, self.today)}) if day else ""

    def _ink_of_deadline(self, row: ReturnedRow) -> str:
        day = find_deadline(row.returned)
        if day is None or (day - self.today).days > SOON_DAYS:
            return "text"
        return "failed" if day < self.today else "returned"


def reasons_of(row: ReturnedRow) -> list[str]:
    """What was wrong, a text each; a return without ticked defects has its opinion or its notice."""
    texts = [" ".join(defect.text.split()).rstrip("。；") for defect in row.returned.defects]
    found = [text for text in texts if text]
    if found:
        return found
    whole = row.returned.opinion.strip() or row.returned.notice.strip()
    return [line.strip() for line in whole.splitlines() if line.strip()]


def say_reasons(row: ReturnedRow) -> str:
    """The first reason, after the number of all when there are more."""
    reasons = reasons_of(row)
    if not reasons:
        return _t("没有写原因")
    if len(reasons) == 1:
        return reasons[0]
    return fill(_t("{count} 处：{first}"), {"count": str(len(reasons)), "first": reasons[0]})


def say_all_reasons(row: ReturnedRow) -> str:
    """All of them for the tooltip, numbered; empty for a single one, which the cell shows."""
    reasons = reasons_of(row)
    return "\n".join(f"{n}. {text}" for n, text in enumerate(reasons, 1)) if len(reasons) > 1 else ""


def _say_name(row: ReturnedRow) -> str:
    return row.applicant.name


def _say_when(row: ReturnedRow) -> str:
    return format_minute(row.returned.at)


def _say_who(row: ReturnedRow) -> str:
    return row.returned.actor.name


def _say_draft(row: ReturnedRow) -> str:
    return _t("已改未交") if row.has_draft else ""


def _icon_of_draft(row: ReturnedRow) -> tuple[str, str] | None:
    return ("pencil", "returned") if row.has_draft else None


def _ink_of_draft(row: ReturnedRow) -> str:
    return "returned"


def _say_link(row: ReturnedRow) -> str:
    return _t("去改")


def _t(text: str) -> str:
    return translate("entry", text)
