"""Tables of numbers as an Excel file, a sheet each (统计, issue 5, 7). For `office_documents` only.

Numbers are numbers there, so that an office can go on calculating; text is text, never a formula or a link.
"""

import io
from collections.abc import Sequence
from datetime import UTC, datetime

import xlsxwriter

from app.ports.documents import Cell, NumberSheet
from app.services.documents.drawable_text import clean_text
from app.services.documents.roster_workbook import fit_width, measure_text, name_sheet

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_FONT = {"font_name": "微软雅黑", "font_size": 10, "valign": "vcenter"}


def write_number_workbook(title: str, sheets: Sequence[NumberSheet], made_at: datetime) -> bytes:
    """The xlsx; sheets keep their order. A cell that is None stays empty."""
    out = io.BytesIO()
    workbook = xlsxwriter.Workbook(out, _OPTIONS)
    workbook.set_properties({"title": title, "created": made_at.astimezone(UTC).replace(tzinfo=None)})
    head = workbook.add_format({**_FONT, "bold": True, "bg_color": "#EDEFF2", "bottom": 1, "text_wrap": True})
    body = workbook.add_format({**_FONT, "num_format": "@"})
    whole, broken = (workbook.add_format({**_FONT, "num_format": form}) for form in ("0", "0.#"))
    for sheet in sheets:
        page = workbook.add_worksheet(name_sheet(sheet.title))
        for column, width in enumerate(_find_widths(sheet)):
            page.set_column(column, column, width)
        for column, words in enumerate(sheet.columns):
            page.write_string(0, column, clean_text(words), head)
        for row, cells in enumerate(sheet.rows, 1):
            for column, cell in enumerate(cells):
                if isinstance(cell, str):
                    page.write_string(row, column, clean_text(cell), body)
                elif cell is not None:
                    page.write_number(row, column, cell, whole if cell == int(cell) else broken)
        page.set_row(0, 22)
        page.freeze_panes(1, 0)
        page.set_landscape()
        page.set_paper(9)  # A4
        page.fit_to_pages(1, 0)
        page.set_footer("&C第 &P 页，共 &N 页")
    workbook.close()
    return out.getvalue()


def _find_widths(sheet: NumberSheet) -> list[int]:
    return [
        fit_width(max(measure_text(_text(cell)) for cell in cells))
        for cells in zip(sheet.columns, *sheet.rows, strict=True)
    ]


def _text(cell: Cell) -> str:
    return "" if cell is None else str(cell)
