"""The papers of declaring as real PDFs: what can be read on them."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pymupdf
import pytest
from PIL import Image, ImageDraw

from app.domain.errors import RuleError
from app.ports.documents import MissingLine, MissingPerson
from app.services.documents.office_documents import OfficeDocuments
from app.services.plan_kits import FolderPlanKits
from resources import fonts_dir, plans_dir, templates_dir
from tests.factories import FixedClock, make_applicant, make_organisation

HZ = FolderPlanKits(plans_dir()).get("hz-construction-engineer-2026")
UNIT = make_organisation()
PERSON = make_applicant(UNIT, name="买买提·艾力")


@pytest.fixture(scope="module")
def documents() -> OfficeDocuments:
    return OfficeDocuments(templates_dir(), fonts_dir(), FixedClock())


def text_of(pdf: bytes) -> str:
    with pymupdf.open("pdf", pdf) as opened:
        # The typesetter puts thin space between Chinese and figures.
        return "".join(page.get_text() for page in opened).replace(" ", "")


def make_signature(mode: str = "RGB") -> bytes:
    image = Image.new(mode, (600, 240), "white" if mode == "RGB" else (0, 0, 0, 0))
    ImageDraw.Draw(image).line([(20, 200), (200, 30), (420, 220), (580, 40)], fill="black", width=8)
    file = BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


@pytest.mark.req("B4.1", "B4.2")
def test_the_commitment_names_the_person_and_carries_the_signature(documents: OfficeDocuments) -> None:
    pdf = documents.commitment(HZ, PERSON, UNIT.name, make_signature(), date(2026, 10, 9))
    text = text_of(pdf)
    assert "专业技术资格申报材料真实性保证书" in text
    assert "对提交的所有材料真实性负责并作出承诺" in text
    assert "买买提·艾力" in text and UNIT.name in text and "2026年10月9日" in text
    assert PERSON.id_number not in text
    with pymupdf.open("pdf", pdf) as opened:
        assert len(opened[0].get_images()) == 1


@pytest.mark.req("B4.2")
def test_a_signature_on_transparent_ground_is_drawn(documents: OfficeDocuments) -> None:
    pdf = documents.commitment(HZ, PERSON, UNIT.name, make_signature("RGBA"), date(2026, 10, 9))
    with pymupdf.open("pdf", pdf) as opened:
        box = opened[0].get_image_rects(opened[0].get_images()[0][0])[0]
        drawn = opened[0].get_pixmap(clip=box)
    dark = sum(value < 64 for value in drawn.samples[:: drawn.n])
    assert 0.01 < dark / (drawn.width * drawn.height) < 0.5


def test_every_paper_says_it_is_a_working_copy(documents: OfficeDocuments) -> None:
    papers = [
        documents.commitment(HZ, PERSON, UNIT.name, None, None),
        documents.missing_list([MissingPerson("林致远", UNIT.name, HZ.name, ())]),
        documents.score_sheet(HZ, "林致远", UNIT.name, {}, 0),
    ]
    assert all("由职审台生成的工作副本" in text_of(paper) for paper in papers)


def test_a_character_without_a_glyph_is_named_on_every_paper(documents: OfficeDocuments) -> None:
    strange = "林\U0001f600"
    line = MissingLine(strange, "")
    for make in (
        lambda: documents.commitment(HZ, replace(PERSON, name=strange), UNIT.name, None, None),
        lambda: documents.missing_list([MissingPerson("林致远", UNIT.name, HZ.name, (line,))]),
        lambda: documents.score_sheet(HZ, strange, UNIT.name, {}, 0),
    ):
        with pytest.raises(RuleError, match="D-101") as caught:
            make()
        assert caught.value.params["char"] == "\U0001f600"


def test_an_unsigned_commitment_leaves_a_line_to_sign_by_hand(documents: OfficeDocuments) -> None:
    with pymupdf.open("pdf", documents.commitment(HZ, PERSON, UNIT.name, None, None)) as opened:
        assert opened[0].get_images() == []
        assert "承诺人（签名）" in opened[0].get_text()


def test_the_missing_list_has_a_paragraph_a_person(documents: OfficeDocuments) -> None:
    lines = (
        MissingLine("学时登记证明", "打印后盖单位公章再扫描", date(2026, 10, 23)),
        MissingLine("证件照", "白底"),
    )
    people = [
        MissingPerson("林致远", UNIT.name, HZ.name, lines),
        MissingPerson("王嘉树", UNIT.name, HZ.name, ()),
    ]
    text = text_of(documents.missing_list(people))
    assert text.index("林致远") < text.index("学时登记证明") < text.index("王嘉树") < text.index("材料齐了")
    assert "最迟10月23日" in text and "工作副本" in text


@pytest.mark.req("B5.7")
def test_the_score_sheet_shows_entries_points_and_two_lines_to_sign(documents: OfficeDocuments) -> None:
    text = text_of(
        documents.score_sheet(HZ, "林致远", UNIT.name, {"education": "master", "project_large": "2"}, 42)
    )
    assert "硕士研究生" in text and "2项（每项12分）" in text and "42" in text
    assert "2名具有本专业或相近专业高级工程师签字" in text
    # Said beside the title and below, and the bounds that explain the points.
    assert "样例：评分项目和分值不是正式文件所列" in text and "评分标准为样例" in text
    assert "主持大型工程技术项目（最多36分）" in text


def test_a_score_sheet_of_a_real_notice_is_not_called_a_sample(documents: OfficeDocuments) -> None:
    assert HZ.score_sheet is not None
    real = replace(HZ, score_sheet=replace(HZ.score_sheet, title="自评表", sample=False))
    assert "样例" not in text_of(documents.score_sheet(real, "林致远", UNIT.name, {}, 0))


def test_a_long_missing_list_keeps_each_person_on_one_page(documents: OfficeDocuments) -> None:
    lines = (MissingLine("学时登记证明", "打印后盖单位公章再扫描"), MissingLine("证件照", "白底"))
    people = [MissingPerson(f"甲{n:02}", UNIT.name, HZ.name, lines) for n in range(30)]
    with pymupdf.open("pdf", documents.missing_list(people)) as opened:
        pages = [page.get_text() for page in opened]
    assert len(pages) > 1
    assert all(page.count("学时登记证明") == page.count("证件照") == page.count("甲") for page in pages)
