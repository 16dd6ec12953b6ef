"""评审表(公示版): what hangs on the notice board, read back from the PDF."""

import io
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pikepdf
import pymupdf
import pytest

import resources
from app.domain.archive import FrozenItem
from app.domain.declaration import MaterialFiles
from app.domain.errors import EnvironmentFault, RuleError
from app.domain.plan import FieldKind, FieldSpec, PlanKit, SectionKind, SectionSpec
from app.ports.queries import DeclarationDossier
from app.services.documents.office_documents import OfficeDocuments
from app.services.plan_kits import FolderPlanKits
from tests.factories import (
    NOW,
    FixedClock,
    make_applicant,
    make_declaration,
    make_file,
    make_id,
    make_id_number,
    make_kit,
    make_organisation,
)

WORDS = {"mode:normal": "正常申报", "category:normal": "正常"}
ID_NUMBER = make_id_number(77, date(1988, 3, 7))
PHONE = "13805717788"

pytestmark = pytest.mark.req("A4.3")


@pytest.fixture(scope="module")
def documents() -> OfficeDocuments:
    return OfficeDocuments(resources.templates_dir(), resources.fonts_dir(), FixedClock())


@pytest.fixture(scope="module")
def shipped_kits() -> FolderPlanKits:
    return FolderPlanKits(resources.plans_dir())


def read_text(pdf: bytes) -> str:
    """All text without white space: lines wrap where the column ends."""
    with pymupdf.open(stream=pdf) as document:
        return "".join("".join(page.get_text() for page in document).split())


def value_of(section: SectionSpec, field: FieldSpec) -> str:
    """A short value that no other field of the kit has: 甲6-2乙."""
    return f"甲{section.preview_no}-{section.fields.index(field)}乙"


def fill_every_field(kit: PlanKit) -> Iterator[FrozenItem]:
    """One item a section in which every field has a value of its own."""
    for section in kit.sections:
        if section.kind in (SectionKind.BASIC, SectionKind.ITEMS):
            fields = {f.key: value_of(section, f) for f in section.fields}
            fields |= {f.key: ID_NUMBER for f in section.fields if f.kind is FieldKind.ID_NUMBER}
            fields |= {f.key: PHONE for f in section.fields if f.kind is FieldKind.PHONE}
            yield FrozenItem(make_id(), section.key, 1, fields, (make_file(name=f"证据{section.key}.pdf"),))


def make_dossier(*items: FrozenItem, **changes: Any) -> DeclarationDossier:
    employer = make_organisation(name="示例水利勘测设计院有限公司")
    applicant = make_applicant(employer, name="陈晓东", id_number=ID_NUMBER, phone=PHONE)
    declaration = replace(make_declaration(applicant), items=items, **changes)
    return DeclarationDossier(declaration, applicant, employer, None, (), (), None, frozenset())


def squeeze(text: str) -> str:
    return "".join(text.split())


def test_of_every_kit_exactly_the_published_fields_are_printed(
    documents: OfficeDocuments, shipped_kits: FolderPlanKits
) -> None:
    for kit in shipped_kits.all():
        dossier = make_dossier(*fill_every_field(kit))
        text = read_text(documents.publicity_form(kit, dossier, WORDS))
        for section in kit.sections:
            assert f"{section.preview_no}.{section.title}" in text
            for field in section.fields:
                value = value_of(section, field)
                if field.kind in (FieldKind.ID_NUMBER, FieldKind.PHONE):
                    assert not field.public
                elif field.public:
                    assert value in text
                else:
                    assert value not in text


def test_the_withheld_fields_of_the_facts_are_withheld_in_every_kit(shipped_kits: FolderPlanKits) -> None:
    titles = [
        "证件号码",
        "出生日期",
        "手机号",
        "单位地址",
        "户籍所在地",
        "档案存放单位",
        "政治面貌",
        "学历编号",
        "学位编号",
    ]
    for kit in shipped_kits.all():
        fields = {f.title: f for s in kit.sections for f in s.fields}
        assert [t for t in titles if fields[t].public] == []


def test_neither_id_number_nor_phone_nor_evidence_nor_photo_is_anywhere_in_the_file(
    documents: OfficeDocuments, shipped_kits: FolderPlanKits
) -> None:
    kit = shipped_kits.all()[0]
    materials = tuple(MaterialFiles(m.key, (make_file(name="机密证明.pdf"),)) for m in kit.materials)
    statement = (
        f"身份证{ID_NUMBER}，电话{PHONE}、138 0571 7788、１３８０５７１７７８８，\u200b1380571\u200b7788。"
    )
    dossier = make_dossier(*fill_every_field(kit), materials=materials, statement=statement)
    pdf = documents.publicity_form(kit, dossier, WORDS)
    text = read_text(pdf)
    for secret in (ID_NUMBER, PHONE, "１３８０５７１７７８８", "机密证明", "证据award", "证件照"):
        assert secret not in text
    assert "电话＊＊＊、＊＊＊、＊＊＊，＊＊＊。" in text
    assert "已提交1份" in text
    with pymupdf.open(stream=pdf) as document:
        assert [image for page in document for image in page.get_images()] == []
        assert document.embfile_names() == []
        # Metadata, too, names nobody but the person.
        assert ID_NUMBER not in json.dumps(document.metadata) + document.get_xml_metadata()


def test_numbers_of_the_work_stay(documents: OfficeDocuments) -> None:
    """Contract sums, patent and standard numbers look like phones to a careless pattern."""
    kit = make_kit()
    words = "专利 ZL202310123456.7，标准 GB 50007-2011，合同额 13805717788.50 元，桩号 K0+138-0571"
    dossier = make_dossier(FrozenItem(make_id(), "award", 1, {"project": words}, ()), statement="")
    text = read_text(documents.publicity_form(kit, dossier, WORDS))
    assert "ZL202310123456.7" in text
    assert "GB50007-2011" in text
    assert "K0+138-0571" in text


def test_an_empty_section_says_no_data(documents: OfficeDocuments, shipped_kits: FolderPlanKits) -> None:
    kit = shipped_kits.all()[0]
    dossier = make_dossier(statement="", materials=())
    text = read_text(documents.publicity_form(kit, dossier, WORDS))
    sections = [s for s in kit.sections if s.kind is not SectionKind.MATERIALS]
    assert text.count("无数据") == len(sections)


def test_every_page_says_what_it_is_and_its_number(
    documents: OfficeDocuments, shipped_kits: FolderPlanKits
) -> None:
    kit = shipped_kits.all()[0]
    pdf = documents.publicity_form(kit, make_dossier(*fill_every_field(kit)), WORDS)
    with pymupdf.open(stream=pdf) as document:
        pages = [squeeze(page.get_text()) for page in document]
        assert {(round(p.rect.width), round(p.rect.height)) for p in document} == {(595, 842)}
    assert len(pages) > 1
    for number, text in enumerate(pages, 1):
        assert "工作副本，由职审台生成，不是平台水印评审表" in text
        assert f"第{number}页，共{len(pages)}页" in text
    assert pages[0].startswith("评审表（公示版）")
    assert squeeze(kit.name) in pages[0]


def test_the_head_names_person_unit_title_and_mode(documents: OfficeDocuments) -> None:
    text = read_text(documents.publicity_form(make_kit(), make_dossier(), WORDS))
    for pair in ("姓名陈晓东", "申报职称工程师(中级)", "申报方式正常申报", "人员类别正常"):
        assert pair in text
    assert "工作单位示例水利勘测设计院有限公司" in text


def test_rare_characters_come_back_as_text(documents: OfficeDocuments) -> None:
    name = "欧阳𬭚㛃龘𰻝䶮㼆𣲘𬍛"
    dossier = make_dossier(FrozenItem(make_id(), "award", 1, {"name": name}, ()))
    dossier = replace(dossier, applicant=replace(dossier.applicant, name=name))
    assert read_text(documents.publicity_form(make_kit(), dossier, WORDS)).count(name) >= 2


def test_markup_and_web_addresses_are_text(documents: OfficeDocuments) -> None:
    typed = '#read("/etc/passwd") *粗* $x$ = 标题 https://example.org/' + "a" * 300
    dossier = make_dossier(FrozenItem(make_id(), "award", 1, {"project": typed}, ()))
    pdf = documents.publicity_form(make_kit(), dossier, WORDS)
    assert squeeze(typed) in read_text(pdf).replace("\u200b", "")
    with pymupdf.open(stream=pdf) as document:
        right = max(word[2] for page in document for word in page.get_text("words"))
    assert right <= 595 - 50


def test_a_long_dossier_breaks_over_pages_and_repeats_the_head(documents: OfficeDocuments) -> None:
    kit = make_kit()
    long_text = "负责城北泵站扩建工程的结构设计、施工图审查配合与现场技术交底。" * 40
    items = [FrozenItem(make_id(), "award", 1, {"project": f"{n}号{long_text}"}, ()) for n in range(30)]
    pdf = documents.publicity_form(kit, make_dossier(*items, statement=long_text * 3), WORDS)
    assert read_text(pdf).count("号负责城北泵站") == 30
    with pymupdf.open(stream=pdf) as document:
        heads = [page for page in document if "获奖项目名称" in squeeze(page.get_text())]
        assert len(document) > 10
    assert len(heads) > 10


def test_a_character_without_a_glyph_is_named_and_nothing_is_made(documents: OfficeDocuments) -> None:
    for char, point in (("😀", "U+1F600"), ("\ue863", "U+E863")):
        dossier = make_dossier(statement=f"水利{char}工程")
        with pytest.raises(RuleError) as caught:
            documents.publicity_form(make_kit(), dossier, WORDS)
        assert (caught.value.code, caught.value.params) == ("D-101", {"char": char, "point": point})


def test_invisible_characters_are_no_obstacle(documents: OfficeDocuments) -> None:
    dossier = make_dossier(statement="水\u200b利\x0b工\ufe0f程\ufeff\r\n第二段\t末")
    text = read_text(documents.publicity_form(make_kit(), dossier, WORDS))
    assert "水利工程第二段末" in text


def test_it_is_pdf_a_and_the_same_at_the_same_moment(documents: OfficeDocuments) -> None:
    dossier = make_dossier(statement="本人述职")
    pdf = documents.publicity_form(make_kit(), dossier, WORDS)
    assert pdf == documents.publicity_form(make_kit(), dossier, WORDS)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        metadata = bytes(document.Root.Metadata.read_bytes()).decode()
        assert "/MarkInfo" in document.Root
    assert "<pdfaid:part>2</pdfaid:part>" in metadata
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in metadata
    assert NOW.strftime("%Y-%m-%dT%H:%M") in metadata


def test_a_damaged_installation_is_named(tmp_path) -> None:
    without_fonts = OfficeDocuments(resources.templates_dir(), tmp_path, FixedClock())
    without_templates = OfficeDocuments(tmp_path, resources.fonts_dir(), FixedClock())
    for documents, file in (
        (without_fonts, "NotoSansSC-Regular.ttf"),
        (without_templates, "publicity_form.typ"),
    ):
        with pytest.raises(EnvironmentFault) as caught:
            documents.publicity_form(make_kit(), make_dossier(), WORDS)
        assert (caught.value.code, caught.value.params) == ("D-102", {"file": file})
