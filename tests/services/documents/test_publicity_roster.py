"""公示名单, read back from the PDF."""

from collections.abc import Sequence
from datetime import date

import pymupdf
import pytest

import resources
from app.domain.errors import RuleError
from app.ports.documents import PostedList, PublicityMember
from app.services.documents.office_documents import OfficeDocuments
from tests.factories import FixedClock

COLUMNS = ["姓名", "工作单位", "申报职称", "级别", "现从事专业", "申报方式", "最高学历"]
PLAN = "2026度杭州市建设工程专业技术人员工程师资格评审申报计划"


@pytest.fixture(scope="module")
def documents() -> OfficeDocuments:
    return OfficeDocuments(resources.templates_dir(), resources.fonts_dir(), FixedClock())


def make_member(name: str = "陈晓东", unit: str = "示例水利勘测设计院有限公司") -> PublicityMember:
    return PublicityMember(name, unit, "工程师", "中级", "水工结构", "标志性业绩直接申报", "硕士研究生")


def make_roster(documents: OfficeDocuments, members: Sequence[PublicityMember]) -> bytes:
    return documents.publicity_roster(
        PostedList(
            body="示例建设集团有限公司",
            place="单位一楼公告栏",
            start=date(2026, 8, 31),
            end=date(2026, 9, 7),
            plan_name=PLAN,
            contact="人力资源部周敏（电话：0571-88880000）",
        ),
        members,
    )


def read_tables(pdf: bytes) -> list[list[list[str]]]:
    """Page by page the rows of the table, without white space."""
    with pymupdf.open(stream=pdf) as document:
        tables = [table for page in document for table in page.find_tables().tables]
        return [[["".join(cell.split()) for cell in row] for row in t.extract()] for t in tables]


def read_text(pdf: bytes) -> str:
    with pymupdf.open(stream=pdf) as document:
        return "".join("".join(page.get_text() for page in document).split())


@pytest.mark.req("A4.4", "B11.1")
def test_the_table_has_exactly_the_seven_columns(documents: OfficeDocuments) -> None:
    tables = read_tables(make_roster(documents, [make_member(), make_member("欧阳𬭚㛃")]))
    assert tables == [
        [
            COLUMNS,
            [
                "陈晓东",
                "示例水利勘测设计院有限公司",
                "工程师",
                "中级",
                "水工结构",
                "标志性业绩直接申报",
                "硕士研究生",
            ],
            [
                "欧阳𬭚㛃",
                "示例水利勘测设计院有限公司",
                "工程师",
                "中级",
                "水工结构",
                "标志性业绩直接申报",
                "硕士研究生",
            ],
        ]
    ]


def test_the_notice_says_what_where_how_long_and_whom_to_tell(documents: OfficeDocuments) -> None:
    text = read_text(make_roster(documents, [make_member()]))
    assert text.startswith("公示经审核，")
    assert f"《{PLAN}》申报人员名单（共1人）" in text
    assert "公示时间：2026年8月31日至2026年9月7日。" in text
    assert "公示地点：单位一楼公告栏。" in text
    assert "有异议的，请向人力资源部周敏（电话：0571-88880000）反映。" in text
    assert "示例建设集团有限公司2026年8月31日" in text


def test_two_hundred_people_keep_their_order_and_the_head_repeats(documents: OfficeDocuments) -> None:
    members = [
        make_member(f"第{n}人", "杭州钱塘市政工程建设勘测设计研究总院有限责任公司") for n in range(200)
    ]
    pdf = make_roster(documents, members)
    with pymupdf.open(stream=pdf) as document:
        pages = ["".join(page.get_text().split()) for page in document]
    text = "".join(pages)
    places = [text.index(f"第{n}人") for n in range(200)]
    assert places == sorted(places)
    assert all("姓名工作单位" in page for page in pages)
    assert all(f"第{n}页，共{len(pages)}页" in page for n, page in enumerate(pages, 1))


def test_a_character_without_a_glyph_is_named(documents: OfficeDocuments) -> None:
    with pytest.raises(RuleError, match="D-101"):
        make_roster(documents, [make_member("陈\ue000东")])


def test_long_names_and_units_stay_inside_the_page(documents: OfficeDocuments) -> None:
    members = [make_member("买买提·阿不都热合曼·吐尔逊江", "浙江省" + "某某" * 40 + "有限公司")] * 3
    with pymupdf.open(stream=make_roster(documents, members)) as document:
        words = [word for page in document for word in page.get_text("words")]
    assert min(word[0] for word in words) >= 50
    assert max(word[2] for word in words) <= 595.3 - 50
