"""What the preview says about a file: facts for good ones, a code for bad ones; a bad one never takes others down."""

import pytest

from app.ports.preview import (
    DocumentAnswer,
    DocumentInfo,
    PageSize,
    PreviewCode,
    PreviewError,
    PreviewSource,
    has_wrong_extension,
)
from tests.services.preview import hostile_files as files
from tests.services.preview.preview_desk import PreviewDesk, wait_until


def test_a_pdf_is_described(desk: PreviewDesk) -> None:
    data = files.make_pdf(pages=3, width=300, height=200)
    info = desk.open(data)
    assert (info.kind, info.format, info.page_count, info.size_bytes) == ("pdf", "pdf", 3, len(data))
    assert info.pages == (PageSize(300, 200),) * 3
    assert not (info.scanned or info.restricted or info.damaged or info.has_signature)


def test_a_scan_tells_its_resolution(desk: PreviewDesk) -> None:
    info = desk.open(files.make_scan(width_px=1240, height_px=1754))
    assert info.scanned
    assert info.dpi == 150


def test_a_signature_is_noticed(desk: PreviewDesk) -> None:
    assert desk.open(files.make_signed_pdf()).has_signature


def test_an_owner_password_opens_and_is_told(desk: PreviewDesk) -> None:
    assert desk.open(files.make_encrypted_pdf(user_password="")).restricted


@pytest.mark.parametrize(("kind", "name"), [("jpeg", "a.jpg"), ("png", "a.png")])
def test_an_image_counts_in_pixels(desk: PreviewDesk, kind: str, name: str) -> None:
    info = desk.open(files.make_image(kind, 300, 400), name)
    assert (info.kind, info.format, info.pages) == ("image", kind, (PageSize(300, 400),))
    assert not has_wrong_extension(name, info.format)


def test_a_turned_photo_is_measured_upright(desk: PreviewDesk) -> None:
    assert desk.open(files.make_image("jpeg", 300, 400, orientation=6)).pages == (PageSize(400, 300),)


def test_a_png_renamed_to_jpg_opens_and_the_lie_is_a_fact(desk: PreviewDesk) -> None:
    info = desk.open(files.make_image("png"), "photo.jpg")
    assert info.format == "png"
    assert has_wrong_extension("photo.jpg", info.format)


def test_the_first_answer_is_quick_and_the_second_complete(desk: PreviewDesk) -> None:
    source = desk.store(files.make_pdf_with_wide_last_page(pages=30))
    answers: list[DocumentAnswer] = []
    desk.session.request_document(source, answers.append)
    wait_until(lambda: len(answers) == 2)
    first, second = answers
    assert isinstance(first, DocumentInfo)
    assert isinstance(second, DocumentInfo)
    assert first.page_count == second.page_count == 31
    assert (first.is_complete, second.is_complete) == (False, True)
    assert first.sizes_known < second.sizes_known == 31
    assert second.pages[-1] == PageSize(900, 300)


BAD_FILES = [
    pytest.param(b"", PreviewCode.EMPTY, id="0 bytes"),
    pytest.param(b"hello", PreviewCode.UNSUPPORTED, id="text"),
    pytest.param(b"<html><body>x</body></html>", PreviewCode.UNSUPPORTED, id="html"),
    pytest.param(b"PK\x03\x04" + bytes(200), PreviewCode.UNSUPPORTED, id="docx"),
    pytest.param(b"%PDF-1.7\n" + b"garbage " * 50, PreviewCode.BROKEN, id="pdf header only"),
    pytest.param(files.make_pdf_without_pages(), PreviewCode.NO_PAGES, id="zero pages"),
    pytest.param(files.make_encrypted_pdf(), PreviewCode.ENCRYPTED, id="password"),
    pytest.param(files.make_png_bomb(), PreviewCode.TOO_MANY_PIXELS, id="decompression bomb"),
    pytest.param(files.make_pdf(pages=9)[:150], PreviewCode.BROKEN, id="truncated pdf"),
    pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(40), PreviewCode.BROKEN, id="broken png"),
    pytest.param(b"\xff\xd8\xff\xe0" + bytes(40), PreviewCode.BROKEN, id="broken jpeg"),
]


@pytest.mark.parametrize(("data", "code"), BAD_FILES)
def test_a_bad_file_has_its_code_and_harms_nobody(desk: PreviewDesk, data: bytes, code: PreviewCode) -> None:
    workers = desk.preview.list_worker_pids()
    with pytest.raises(PreviewError) as caught:
        desk.open(data)
    assert caught.value.code == code
    assert desk.open(files.make_pdf(text="after")).page_count == 1
    assert desk.preview.list_worker_pids() == workers


def test_a_truncated_pdf_shows_what_is_left(desk: PreviewDesk) -> None:
    data = files.make_pdf(pages=20)
    info = desk.open(data[: data.rindex(b"xref") - 10])
    assert info.damaged
    assert info.page_count == 20


@pytest.mark.parametrize("kind", ["jpeg", "png"])
def test_a_cut_off_image_is_told(desk: PreviewDesk, kind: str) -> None:
    data = files.make_image(kind, 500, 500)
    assert not desk.open(data).damaged
    assert desk.open(data[:-12]).damaged


def test_300_megabytes_are_refused_without_reading_them(desk: PreviewDesk) -> None:
    source = PreviewSource("never-stored", "drawings.pdf", 300 * 1024 * 1024)
    with pytest.raises(PreviewError) as caught:
        desk.wait_for(lambda done: desk.session.request_document(source, done))
    assert caught.value.code == PreviewCode.TOO_LARGE
    assert caught.value.params == {"size_mb": 300, "limit_mb": 200}
    assert "never-stored" not in desk.reads


@pytest.mark.parametrize("box", [b"0 0 9e9 9e9", b"0 0 900000 1", b"0 0 0 0", b"5 5 -5 -5", b"x"])
def test_an_absurd_page_size_still_renders_small(desk: PreviewDesk, box: bytes) -> None:
    source = desk.store(files.make_pdf_with_box(box))
    page = desk.render(source, width=300)
    assert page.width == 300
    assert 1 <= page.height <= 60_000
