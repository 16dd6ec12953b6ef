"""评审结果公示 and the list for 市人力社保局, read back from the PDF (B12.1, B12.2)."""

from datetime import date

import pymupdf
import pytest

import resources
from app.ports.documents import PostedList, ResultMember
from app.services.documents.office_documents import OfficeDocuments
from tests.factories import FixedClock

PLAN = "2026年度杭州市建设工程专业工程师资格评审申报计划"
MEMBERS = [
    ResultMember("陈晓东", "示例建设集团有限公司", "工程师", "中级", "建筑施工", "通过"),
    ResultMember("欧阳𬭚㛃", "示例市政设计院", "工程师", "中级", "给水排水", "通过"),
]


@pytest.fixture(scope="module")
def documents() -> OfficeDocuments:
    return OfficeDocuments(resources.templates_dir(), resources.fonts_dir(), FixedClock())


def read(pdf: bytes) -> tuple[str, list[list[str]]]:
    with pymupdf.open(stream=pdf) as document:
        text = "".join("".join(page.get_text() for page in document).split())
        tables = [table.extract() for page in document for table in page.find_tables().tables]
    return text, [["".join(cell.split()) for cell in row] for table in tables for row in table]


ROWS = [
    ["姓名", "工作单位", "申报职称", "级别", "专业", "评审结果"],
    ["陈晓东", "示例建设集团有限公司", "工程师", "中级", "建筑施工", "通过"],
    ["欧阳𬭚㛃", "示例市政设计院", "工程师", "中级", "给水排水", "通过"],
]


@pytest.mark.req("B12.1")
def test_the_posted_list_says_result_period_place_and_whom_to_tell(documents: OfficeDocuments) -> None:
    pdf = documents.results_publicity(
        PostedList(
            body="示例中评委办公室",
            place="评委会办公室网站",
            start=date(2026, 12, 7),
            end=date(2026, 12, 14),
            plan_name=PLAN,
            contact="周敏",
        ),
        MEMBERS,
    )
    text, rows = read(pdf)
    assert rows == ROWS
    assert f"现将《{PLAN}》评审结果（共2人）予以公示" in text
    assert "公示时间：2026年12月7日至2026年12月14日" in text and "示例中评委办公室" in text
    assert b"pdfaid" in pdf


@pytest.mark.req("B12.2")
def test_the_list_for_the_city_is_addressed_to_it(documents: OfficeDocuments) -> None:
    pdf = documents.results_report(
        body="示例中评委办公室",
        to="市人力社保局",
        reported_on=date(2026, 12, 16),
        plan_name=PLAN,
        members=MEMBERS,
    )
    text, rows = read(pdf)
    assert rows == ROWS
    assert text.startswith("评审结果报送名单市人力社保局：") and "公示期满无异议" in text
    assert "2026年12月16日" in text
