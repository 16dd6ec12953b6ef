"""The meeting's list to be filled in: who, and empty columns for votes, result and note (B11.2). For `office_documents` only.

All cells are text, as in every list of ours; 结果 offers its two words, 编号 is hidden and finds the person again.
"""

import io
from datetime import UTC, datetime

import xlsxwriter

from app.domain.verdict_sheet import COLUMNS, FAILED, PASSED
from app.ports.documents import VerdictSheet
from app.services.documents.drawable_text import clean_text

_WIDTHS = (6, 12, 34, 14, 14, 8, 18, 16, 8, 8, 10, 30, 40)
_TO_FILL = ("同意", "反对", "结果", "备注")


def write_verdict_workbook(sheet: VerdictSheet, made_at: datetime) -> bytes:
    """The xlsx. Rows stay in the order given."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    workbook = xlsxwriter.Workbook(out, {**options, "strings_to_numbers": False})
    workbook.set_properties({"title": sheet.title, "created": made_at.astimezone(UTC).replace(tzinfo=None)})
    page = workbook.add_worksheet("评审名单")
    font = {"font_name": "微软雅黑", "font_size": 10, "valign": "vcenter", "num_format": "@"}
    head = workbook.add_format({**font, "bold": True, "bg_color": "#EDEFF2", "bottom": 1})
    body = workbook.add_format({**font, "text_wrap": True})
    fill = workbook.add_format({**font, "bg_color": "#FFF8E5", "border": 1, "border_color": "#D9D9D9"})
    for column, (title, width) in enumerate(zip(COLUMNS, _WIDTHS, strict=True)):
        hidden = {"hidden": True} if title == "编号" else {}
        page.set_column(column, column, width, body, hidden)
        page.write_string(0, column, title, head)
    for row, line in enumerate(sheet.rows, start=1):
        for column, (title, text) in enumerate(zip(COLUMNS, line, strict=True)):
            page.write_string(row, column, clean_text(text), fill if title in _TO_FILL else body)
    result = COLUMNS.index("结果")
    if sheet.rows:
        choice = {
            "validate": "list",
            "source": [PASSED, FAILED],
            "error_title": "结果",
            "error_message": "请选通过或未通过",
        }
        page.data_validation(1, result, len(sheet.rows), result, choice)
    page.set_row(0, 22)
    page.freeze_panes(1, 2)
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.set_header(f"&C{sheet.title.replace('&', '&&')[:200]}")
    page.set_footer("&C第 &P 页，共 &N 页")
    workbook.close()
    return out.getvalue()
