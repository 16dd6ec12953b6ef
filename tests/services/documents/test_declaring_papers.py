"""The papers of declaring as real PDFs: what can be read on them."""

from datetime import date
from io import BytesIO

import pymupdf
import pytest
from PIL import Image, ImageDraw

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


def make_signature() -> bytes:
    image = Image.new("RGB", (600, 240), "white")
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
    assert "2名具有本专业或相近专业的高级工程师签字" in text
    assert "样例" in text
