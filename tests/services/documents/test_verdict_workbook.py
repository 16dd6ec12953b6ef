"""The meeting's list as a workbook, and reading one from outside, however bad it is (B11.2)."""

import io
import zipfile

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

import resources
from app.domain.errors import RuleError
from app.domain.verdict_sheet import COLUMNS, ListedPerson, read_verdicts
from app.ports.documents import VerdictSheet
from app.services.documents import workbook_reader
from app.services.documents.office_documents import OfficeDocuments
from tests.factories import FixedClock

ROW = (
    "1",
    "许文博",
    "示例建设集团",
    "0017",
    "工程师",
    "中级",
    "建筑施工",
    "正常申报",
    "",
    "",
    "",
    "",
    "id-1",
)


@pytest.fixture(scope="module")
def documents() -> OfficeDocuments:
    return OfficeDocuments(resources.templates_dir(), resources.fonts_dir(), FixedClock())


def make_workbook(*rows: tuple[object, ...]) -> bytes:
    """As a spreadsheet program saves it: numbers are numbers."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as workbook:
        page = workbook.add_worksheet()
        for place, row in enumerate(rows):
            page.write_row(place, 0, row)
    return out.getvalue()


def rezip(content: bytes, **changed: bytes) -> bytes:
    """The workbook with parts replaced (``sheet1`` for xl/worksheets/sheet1.xml)."""
    names = {"sheet1": "xl/worksheets/sheet1.xml", "workbook": "xl/workbook.xml"}
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            own = next((changed[key] for key, full in names.items() if full == name and key in changed), None)
            new.writestr(name, old.read(name) if own is None else own)
    return out.getvalue()


def pack(content: bytes, packing: int = zipfile.ZIP_DEFLATED, **added: bytes) -> bytes:
    """The same parts packed otherwise, with more of them (``__`` for a slash)."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", packing) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        for name, own in added.items():
            new.writestr(name.replace("__", "/"), own)
    return out.getvalue()


SHEET = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData></worksheet>'


@pytest.mark.req("B11.2")
def test_the_list_goes_out_and_comes_back(documents: OfficeDocuments) -> None:
    content = documents.verdict_workbook(VerdictSheet("2026年度中评会", [ROW]))
    assert documents.read_workbook(content) == (COLUMNS, ROW)
    other_reader = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
    assert other_reader.to_python()[1] == list(ROW)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        page = package.read("xl/worksheets/sheet1.xml").decode()
    assert 'hidden="1"' in page and "通过,未通过" in page


@pytest.mark.req("B11.2")
def test_what_a_spreadsheet_program_saved_is_read(documents: OfficeDocuments) -> None:
    filled = (*ROW[:8], 11, 2.0, "通过", True, "id-1")
    rows = documents.read_workbook(make_workbook(COLUMNS, filled))
    sheet = read_verdicts(rows, (ListedPerson("id-1", "许文博", "示例建设集团", "0017"),))
    assert [(v.votes_for, v.votes_against, v.note) for v in sheet.verdicts] == [("11", "2", "TRUE")]


def test_row_numbers_are_those_of_the_spreadsheet_whatever_is_left_out() -> None:
    rows = b'<row r="3"><c r="B3" t="inlineStr"><is><t>x</t></is></c></row><row r="1"><c><v>7</v></c></row>'
    content = rezip(make_workbook(("a",)), sheet1=SHEET % rows)
    assert workbook_reader.read_workbook(content) == (("7",), (), ("", "x"))


def test_reading_aids_of_chinese_words_are_left_out() -> None:
    cell = "<row><c t='inlineStr'><is><t>许文博</t><rPh sb='0' eb='1'><t>xu</t></rPh></is></c></row>".encode()
    assert workbook_reader.read_workbook(rezip(make_workbook(("a",)), sheet1=SHEET % cell)) == (("许文博",),)


BOMB = b"<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;'>]>"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "D-105"),
        (b"%PDF-1.7", "D-105"),
        (b"\xd0\xcf\x11\xe0 an old or locked one", "D-106"),
        (b"PK\x03\x04 cut off", "D-107"),
        (make_workbook(("a",))[:-200], "D-107"),
        (rezip(make_workbook(("a",)), workbook=b"<workbook/>"), "D-105"),
        (rezip(make_workbook(("a",)), sheet1=b"<worksheet>"), "D-107"),
        (rezip(make_workbook(("a",)), sheet1=SHEET % b"<c><v>1</v></c>"), "D-107"),
        (rezip(make_workbook(("a",)), sheet1=SHEET % b'<row><c t="s"><v>99</v></c></row>'), "D-107"),
        (rezip(make_workbook(("a",)), sheet1=SHEET % b'<row><c t="s"><v>-1</v></c></row>'), "D-107"),
        (pack(make_workbook(("a",)), packing=zipfile.ZIP_LZMA), "D-107"),
        (rezip(make_workbook(("a",)), sheet1=SHEET % b'<row r="9999999"></row>'), "D-108"),
        (rezip(make_workbook(("a",)), sheet1=BOMB + SHEET % b""), "D-108"),
        (rezip(make_workbook(("a",)), sheet1=SHEET % (b" " * 70 * 1024 * 1024)), "D-108"),
        (
            rezip(make_workbook(("a",)), sheet1=b"<?xml version='1.0' encoding='klingon'?><worksheet/>"),
            "D-107",
        ),
        (rezip(make_workbook(("a",)), sheet1=SHEET % (b"<row><c>" + b"<t>x" * 200_000)), "D-108"),
    ],
    ids=[
        *("empty", "pdf", "ole", "no zip", "cut off", "no sheet", "unclosed", "cell without row"),
        *(
            "no such string",
            "string from the end",
            "unusual packing",
            "too many rows",
            "entities",
            "unpacks to 70 MB",
            "unknown encoding",
            "without bottom",
        ),
    ],
)
def test_a_bad_workbook_is_refused_by_name(content: bytes, code: str) -> None:
    with pytest.raises(RuleError) as refused:
        workbook_reader.read_workbook(content)
    assert refused.value.code == code


def test_every_cut_of_a_good_one_is_refused_or_read(documents: OfficeDocuments) -> None:
    content = documents.verdict_workbook(VerdictSheet("会", [ROW]))
    for end in range(0, len(content), 97):
        with pytest.raises(RuleError):
            workbook_reader.read_workbook(content[:end])


def test_of_a_formula_only_what_it_showed_is_read() -> None:
    cells = (
        b'<row><c t="str"><f>IF(1,"x")</f><v>&#36890;&#36807;</v></c><c><f>5+6</f><v>11</v></c>'
        b'<c><f>A1</f></c><c t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
    )
    content = rezip(make_workbook(("a",)), sheet1=SHEET % cells)
    assert workbook_reader.read_workbook(content) == (("通过", "11", "", "#DIV/0!"),)


def test_a_formula_never_calculated_and_a_formula_gone_wrong_decide_nothing() -> None:
    people = (ListedPerson("id-1", "许文博", "示例建设集团", "0017"),)
    for shown, code in (("", "M-204"), ("#DIV/0!", "M-205")):
        sheet = read_verdicts((COLUMNS, (*ROW[:8], "11", "2", shown, "", "id-1")), people)
        assert [p.code for p in sheet.problems] == [code] and sheet.verdicts == ()


def test_merged_cells_count_for_the_row_they_begin_in() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as workbook:
        page = workbook.add_worksheet()
        page.write_row(0, 0, COLUMNS)
        page.write_row(1, 0, ROW)
        page.write_row(2, 0, ("2", "单文静", *ROW[2:12], "id-2"))
        page.merge_range(1, COLUMNS.index("结果"), 2, COLUMNS.index("结果"), "通过")
    people = (ListedPerson("id-1", "许文博", "", ""), ListedPerson("id-2", "单文静", "", ""))
    sheet = read_verdicts(workbook_reader.read_workbook(out.getvalue()), people)
    assert [v.person.id for v in sheet.verdicts] == ["id-1"]
    assert [(p.code, p.row) for p in sheet.problems] == [("M-204", 3)]


def test_macros_and_links_beside_the_sheet_are_left_alone() -> None:
    content = pack(
        make_workbook(COLUMNS, ROW),
        xl__vbaProject__bin=b"Sub Auto_Open()",
        xl__externalLinks__externalLink1=b"<externalLink/>",
    )
    assert workbook_reader.read_workbook(content)[1] == ROW


def test_a_list_of_the_most_rows_is_read() -> None:
    rows = workbook_reader.read_workbook(make_workbook(*([("许文博",)] * 20_000)))
    assert len(rows) == 20_000 and rows[-1] == ("许文博",)


def test_a_cell_in_many_pieces_is_read_in_one_go() -> None:
    pieces = b'<row><c t="inlineStr">' + b"<t>x</t>" * 300_000 + b"</c></row>"
    ((text,),) = workbook_reader.read_workbook(rezip(make_workbook(("a",)), sheet1=SHEET % pieces))
    assert len(text) == 300_000
