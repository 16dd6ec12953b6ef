"""统计 as a workbook: numbers stay numbers, text never becomes a formula (issue 5, 7)."""

import io

import pytest
from python_calamine import CalamineWorkbook

import resources
from app.ports.documents import NumberSheet
from app.services.documents.office_documents import OfficeDocuments
from tests.factories import FixedClock

SHEETS = (
    NumberSheet("申报走到哪里", ("环节", "到过", "中位数"), (("单位审核", 12, 2.5), ("=1+1", 0, None))),
    NumberSheet("退回原因 [全部]", ("原因",), ()),
)


@pytest.fixture(scope="module")
def content() -> bytes:
    documents = OfficeDocuments(resources.templates_dir(), resources.fonts_dir(), FixedClock())
    return documents.number_workbook("统计", SHEETS)


def test_every_table_is_a_sheet_with_its_numbers(content):
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    assert book.sheet_names == ["申报走到哪里", "退回原因  全部"]
    rows = book.get_sheet_by_index(0).to_python()
    assert rows == [["环节", "到过", "中位数"], ["单位审核", 12.0, 2.5], ["=1+1", 0.0, ""]]
    assert book.get_sheet_by_index(1).to_python() == [["原因"]]


def test_the_same_numbers_give_the_same_file(content):
    documents = OfficeDocuments(resources.templates_dir(), resources.fonts_dir(), FixedClock())
    assert documents.number_workbook("统计", SHEETS) == content
