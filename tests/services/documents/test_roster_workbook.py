"""导出名单, read back from the xlsx."""

import io
import re
import zipfile

import pytest
from python_calamine import CalamineWorkbook

import resources
from app.domain.errors import RuleError
from app.ports.documents import RosterSheet
from app.services.documents.office_documents import OfficeDocuments
from tests.factories import FixedClock, make_id_number

COLUMNS = ("#", "姓名", "年度", "计划名称", "专业技术资格", "审查状态", "申报时间")


@pytest.fixture
def documents() -> OfficeDocuments:
    return OfficeDocuments(resources.templates_dir(), resources.fonts_dir(), FixedClock())


def read_rows(xlsx: bytes) -> list[list[object]]:
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(xlsx)).get_sheet_by_index(0)
    return [list(row) for row in sheet.to_python()]


def read_part(xlsx: bytes, name: str) -> str:
    return zipfile.ZipFile(io.BytesIO(xlsx)).read(name).decode()


@pytest.mark.req("A3.17", "A3.18")
def test_what_stands_on_the_screen_comes_back_as_text(documents: OfficeDocuments) -> None:
    row = (
        "1",
        "欧阳𬭚㛃",
        "2026",
        "水利工程专业…计划",
        "正高级工程师(正高级)",
        "待审查",
        "2020-04-01 16:07:20",
    )
    xlsx = documents.roster_xlsx(RosterSheet("职称申报", COLUMNS, [row]))
    assert read_rows(xlsx) == [list(COLUMNS), list(row)]


def test_formulas_links_and_numbers_stay_what_was_typed(documents: OfficeDocuments) -> None:
    typed = ("=1+1", "+1", "@SUM(A1)", "https://example.org", make_id_number(), "0001", "1E5")
    xlsx = documents.roster_xlsx(RosterSheet("名单", COLUMNS, [typed]))
    assert read_rows(xlsx)[1] == list(typed)
    sheet = read_part(xlsx, "xl/worksheets/sheet1.xml")
    assert "<f>" not in sheet
    assert "<hyperlink" not in sheet
    assert "<v>2</v>" not in sheet.replace('t="s"><v>2</v>', "")


def test_the_head_stays_on_screen_and_filters(documents: OfficeDocuments) -> None:
    rows = [("1", "甲", "2026", "计划", "工程师", "待审查", "x")] * 3
    sheet = read_part(documents.roster_xlsx(RosterSheet("名单", COLUMNS, rows)), "xl/worksheets/sheet1.xml")
    assert 'state="frozen"' in sheet
    assert '<autoFilter ref="A1:G4"/>' in sheet


def test_columns_are_as_wide_as_chinese_text_needs(documents: OfficeDocuments) -> None:
    rows = [("1", "甲", "2026", "水利工程专业正高级工程师职务任职资格评审计划", "工", "审", "x" * 900)]
    sheet = read_part(documents.roster_xlsx(RosterSheet("名单", COLUMNS, rows)), "xl/worksheets/sheet1.xml")
    widths = {
        first: float(width) for first, width in re.findall(r'<col min="(\d)" max="\d" width="([^"]+)"', sheet)
    }
    assert widths["4"] > 44
    assert widths["1"] < 8
    assert widths["7"] < 50


def test_any_title_makes_a_sheet(documents: OfficeDocuments) -> None:
    for title in ("", "'", "History", "审查/通过:[全部]*?" * 9, "\x00"):
        assert read_rows(documents.roster_xlsx(RosterSheet(title, ("姓名",), [("甲",)]))) == [
            ["姓名"],
            ["甲"],
        ]


def test_an_empty_list_has_its_head(documents: OfficeDocuments) -> None:
    assert read_rows(documents.roster_xlsx(RosterSheet("名单", COLUMNS, []))) == [list(COLUMNS)]


def test_what_excel_cannot_hold_is_refused_not_lost(documents: OfficeDocuments) -> None:
    with pytest.raises(RuleError) as caught:
        documents.roster_xlsx(RosterSheet("名单", ("姓名", "述职"), [("甲", "字" * 32_768)]))
    assert (caught.value.code, caught.value.params) == ("D-104", {"column": "述职", "row": 2})


def test_control_characters_do_not_break_the_file(documents: OfficeDocuments) -> None:
    xlsx = documents.roster_xlsx(RosterSheet("名单", ("姓名",), [("甲\x00\x0b乙\ud800",)]))
    assert str(read_rows(xlsx)[1][0]).startswith("甲")


def test_the_same_list_at_the_same_moment_is_the_same_file(documents: OfficeDocuments) -> None:
    sheet = RosterSheet("名单", COLUMNS, [])
    assert documents.roster_xlsx(sheet) == documents.roster_xlsx(sheet)
