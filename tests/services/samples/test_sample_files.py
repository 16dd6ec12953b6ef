"""The files of the sample: real scans, texts, drawings, photos, and files that are broken on purpose."""

import io
import random
from functools import cache

import pymupdf
import pytest
from PIL import Image

from app.domain.photo_rules import PhotoRule, check_photo
from app.services.samples import render
from app.services.samples.build import measure_photo
from app.services.samples.files.facts import Facts, FileJob
from app.services.samples.files.makers import MAKERS, make_file
from app.services.samples.files.photos import PHOTO_SHAPES, make_photo

WORDS = {
    "title": "荣誉证书", "to": "欧阳静怡", "name": "李𬭚", "sex": "女", "body": "兹证明本人参加了本项目。", "number": "GCKJ-2024-E-0417",
    "issuer": "示例市工程建设协会", "date": "2024年11月8日", "degree": "工学学士", "school": "示例理工大学", "pages": "3",
    "project": "滨河路综合整治工程", "until": "2026年09月30日", "kind": "技术总结报告", "author": "李𬭚", "unit": "示例市政设计院",
    "prefix": "SS-01", "taken": "2026-09-30 09:12",
}  # fmt: skip
ROWS = {
    "registry": (("姓名", "李𬭚"),), "form": (("姓名", "李𬭚"),), "acceptance": (("建设单位", "示例市城市建设中心"),),
    "self_score": (("论文", "每篇 8 分", "16"),), "ranking": (("方明", "示例市政设计院", "总体负责"),),
    "notice_photo": (("许文博", "工程师", "给排水"),),
}  # fmt: skip
DAMAGED = {"encrypted", "blank", "pageless", "cut_off"}
TEXTS = {"registry", "report", "drawings"}
PHOTOS = {"photo", "notice_photo"}
SCANS = sorted(set(MAKERS) - DAMAGED - TEXTS - PHOTOS)


def job_of(maker: str, seed: int = 3) -> FileJob:
    rows = ROWS.get(maker, (("2024", "城市排水防涝工程", "专业科目", "24"),))
    return FileJob("x.pdf", maker, seed, Facts(WORDS, rows))


@cache
def made(maker: str) -> bytes:
    return make_file(job_of(maker))


def open_pdf(content: bytes) -> pymupdf.Document:
    return pymupdf.open(stream=content, filetype="pdf")


@pytest.mark.parametrize("maker", SCANS)
def test_scan_is_jpeg_in_pdf_at_200_to_300_dpi(maker):
    with open_pdf(made(maker)) as document:
        for page in document:
            (picture,) = page.get_images()
            width_px, kind = picture[2], document.extract_image(picture[0])["ext"]
            assert kind == "jpeg"
            assert 199 <= width_px / page.rect.width * 72 <= 301
            assert not page.get_text().strip()


@pytest.mark.parametrize("maker", ["honour", "ranking", "project_contract"])
def test_scan_looks_used(maker):
    """Not white, not straight: a scan has tint, shadow and ink of several colours, and red where the seal is."""
    with open_pdf(made(maker)) as document:
        pixels = document[0].get_pixmap(dpi=40)
    image = Image.frombytes("RGB", (pixels.width, pixels.height), pixels.samples)
    data = image.tobytes()
    colours = set(zip(data[0::3], data[1::3], data[2::3], strict=True))
    assert len(colours) > 400
    assert any(r > 150 and r - g > 70 and r - b > 70 for r, g, b in colours)


@pytest.mark.parametrize("maker", sorted(set(MAKERS) - {"drawings"}))
def test_same_job_gives_same_bytes(maker):
    assert make_file(job_of(maker)) == made(maker)


def test_another_seed_gives_another_file():
    assert make_file(job_of("honour", 1)) != make_file(job_of("honour", 2))


def test_text_pdf_carries_its_text_with_rare_characters():
    job = FileJob("x.pdf", "registry", 1, Facts({"until": "2026年09月30日"}, (("姓名", "李𬭚"),)))
    with open_pdf(make_file(job)) as document:
        words = document[0].get_text()
    assert "教育部学历证书电子注册备案表" in words
    assert "李𬭚" in words


def test_report_has_several_pages_of_chinese_text():
    with open_pdf(made("report")) as document:
        assert document.page_count >= 6
        assert sum(len(page.get_text()) for page in document) > 3000


def test_drawings_have_48_sheets_of_a3_with_lines():
    with open_pdf(made("drawings")) as document:
        assert document.page_count == 48
        page = document[0]
        assert (round(page.rect.width), round(page.rect.height)) == (1191, 842)
        assert len(page.get_drawings()) > 100
        assert "滨河路综合整治工程" in page.get_text()


def test_damaged_files_are_damaged_each_in_its_way():
    with open_pdf(made("encrypted")) as document:
        assert document.needs_pass
    with open_pdf(made("pageless")) as document:
        assert document.page_count == 0
    whole, cut = made("statement"), made("cut_off")
    assert whole.startswith(cut)
    assert not cut.rstrip().endswith(b"%%EOF")


FAULTS = {
    "passing": set(), "blue": set(), "turned": set(), "cmyk": set(),
    "too_light": {PhotoRule.SIZE}, "too_heavy": {PhotoRule.SIZE}, "too_small": {PhotoRule.PIXELS},
    "edge_small": {PhotoRule.PIXELS}, "too_narrow": {PhotoRule.RATIO}, "too_wide": {PhotoRule.RATIO}, "png": {PhotoRule.FORMAT},
}  # fmt: skip


@pytest.mark.req("B3.3", "B3.4", "B3.5", "B3.6")
@pytest.mark.parametrize("shape", sorted(PHOTO_SHAPES))
def test_photo_breaks_exactly_the_rule_it_is_for(shape):
    content = make_photo(random.Random(5), Facts({"sex": "女", "face": "a", "shape": shape}))
    broken = {result.rule for result in check_photo(measure_photo(content)) if not result.ok}
    assert broken == FAULTS[shape]


def test_turned_photo_lies_down_and_says_so():
    content = make_photo(random.Random(5), Facts({"face": "a", "shape": "turned"}))
    with Image.open(io.BytesIO(content)) as image:
        assert image.width > image.height
        assert image.getexif()[0x0112] == 6


def test_passing_photo_has_a_white_ground():
    content = make_photo(random.Random(5), Facts({"face": "b"}))
    with Image.open(io.BytesIO(content)) as image:
        assert min(image.convert("RGB").crop((0, 0, 9, 9)).tobytes()) > 235


JOBS = [
    FileJob(str(n), "registry", n, Facts({"until": "2026年12月31日"}, (("姓名", f"甲{n}"),)))
    for n in range(40)
]


def test_two_processes_make_the_same_files_as_one():
    alone = dict(render.render_files(JOBS, processes=1))
    assert sorted(alone) == list(range(40))
    assert dict(render.render_files(JOBS, processes=2)) == alone


def test_without_a_pool_the_files_are_made_here(monkeypatch):
    def refuse(**_: object) -> None:
        raise OSError("no semaphores")

    monkeypatch.setattr(render, "ProcessPoolExecutor", refuse)
    assert len(dict(render.render_files(JOBS, processes=2))) == 40
