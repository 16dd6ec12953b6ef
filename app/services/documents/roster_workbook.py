"""The list on the screen as an Excel file (导出名单, A3.17). For `office_documents` only.

Every cell is text: an ID number keeps its 18 digits, and nothing that a person typed becomes a formula or a link.
"""

import io
import re
import unicodedata
from datetime import UTC, datetime

import xlsxwriter

from app.domain.errors import RuleError
from app.ports.documents import RosterSheet
from app.services.documents.drawable_text import clean_text

MOST_ROWS = 1_048_575
"""Rows of an Excel sheet less the head."""
LONGEST_CELL = 32_767
WIDEST, NARROWEST = 48, 6
MEASURED_ROWS = 2_000
"""Column widths come from the first rows: measuring 100,000 costs seconds."""
_FORBIDDEN_IN_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write_roster_workbook(sheet: RosterSheet, made_at: datetime) -> bytes:
    """The xlsx. Raises RuleError("D-103", most=…) for too many rows, RuleError("D-104", column=…, row=…) for a cell
    that Excel cannot hold (xlsxwriter would leave it out without a word)."""
    if len(sheet.rows) > MOST_ROWS:
        raise RuleError("D-103", most=MOST_ROWS)
    out = io.BytesIO()
    workbook = xlsxwriter.Workbook(out, _OPTIONS)
    # Excel keeps naive times; UTC as everywhere in files.
    workbook.set_properties({"title": sheet.title, "created": made_at.astimezone(UTC).replace(tzinfo=None)})
    page = workbook.add_worksheet(name_sheet(sheet.title))
    font = {"font_name": "微软雅黑", "font_size": 10, "valign": "vcenter", "num_format": "@"}
    head = workbook.add_format({**font, "bold": True, "bg_color": "#EDEFF2", "bottom": 1, "text_wrap": True})
    body = workbook.add_format(font)
    for number, width in enumerate(_find_widths(sheet)):
        page.set_column(number, number, width, body)
    for row, texts in enumerate((sheet.columns, *sheet.rows)):
        for column, typed in enumerate(texts):
            text = clean_text(typed).encode(errors="replace").decode()  # half a surrogate pair fits no file
            if len(text) > LONGEST_CELL:
                raise RuleError("D-104", column=sheet.columns[column], row=row + 1)
            page.write_string(row, column, text, body if row else head)
    page.set_row(0, 22)
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, len(sheet.rows), max(len(sheet.columns) - 1, 0))
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.set_footer("&C第 &P 页，共 &N 页")
    workbook.close()
    return out.getvalue()


def name_sheet(title: str) -> str:
    """A name that Excel accepts: at most 31 characters, without its signs, not its reserved word."""
    name = _FORBIDDEN_IN_NAME.sub(" ", title).strip().strip("'")[:31].strip().strip("'")
    return name if name and name.lower() != "history" else "名单"


def _find_widths(sheet: RosterSheet) -> list[int]:
    widths = [measure_text(title) + 2 for title in sheet.columns]  # room for the filter's arrow
    for row in sheet.rows[:MEASURED_ROWS]:
        for column, text in enumerate(row):
            widths[column] = max(widths[column], *(measure_text(line) for line in text.splitlines()), 0)
    return [fit_width(width) for width in widths]


def fit_width(width: int) -> int:
    """A column's width for a text of this width."""
    return min(max(width + 2, NARROWEST), WIDEST)


def measure_text(text: str) -> int:
    """Excel's width: digits count one, Chinese characters two."""
    return len(text) + sum(unicodedata.east_asian_width(c) in "WF" for c in text)
