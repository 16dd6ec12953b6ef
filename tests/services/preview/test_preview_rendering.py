"""Pixels: the right page, the right way up, the right size, the right colours."""

import pytest

from app.ports.preview import Clip, PageRequest, PreviewCode, PreviewError, RenderTarget
from tests.services.preview import hostile_files as files
from tests.services.preview.preview_desk import PreviewDesk, get_pixel

RED, WHITE, BLUE = (255, 0, 0), (255, 255, 255), (0, 0, 255)


@pytest.mark.parametrize(
    ("rotation", "size", "box_at"),
    [
        (0, (300, 200), (265, 165)),
        (90, (200, 300), (35, 265)),
        (180, (300, 200), (35, 35)),
        (270, (200, 300), (165, 35)),
    ],
)
def test_rotation_is_clockwise(
    desk: PreviewDesk, rotation: int, size: tuple[int, int], box_at: tuple[int, int]
) -> None:
    source = desk.store(files.make_pdf(width=300, height=200))
    page = desk.render(source, width=size[0], rotation=rotation)
    assert (page.width, page.height) == size
    assert get_pixel(page, *box_at) == RED
    assert get_pixel(page, size[0] // 2, size[1] // 2) == WHITE


def test_a_clip_is_a_part_of_the_scaled_page(desk: PreviewDesk) -> None:
    source = desk.store(files.make_pdf(width=300, height=200))
    whole = desk.render(source, width=1200)
    part = desk.render(source, width=1200, clip=Clip(900, 500, 300, 300))
    assert (part.width, part.height, part.full_width, part.full_height) == (300, 300, 1200, 800)
    for x, y in ((0, 0), (100, 100), (200, 200), (299, 299)):
        assert get_pixel(part, x, y) == get_pixel(whole, 900 + x, 500 + y)


@pytest.mark.parametrize(
    ("target", "size"),
    [
        (RenderTarget(width=150), (150, 100)),
        (RenderTarget(height=50), (75, 50)),
        (RenderTarget(width=150, height=50), (75, 50)),
        (RenderTarget(scale=2.0), (600, 400)),
    ],
)
def test_targets(desk: PreviewDesk, target: RenderTarget, size: tuple[int, int]) -> None:
    request = PageRequest(desk.store(files.make_pdf(width=300, height=200)), 0, target)
    page = desk.wait_for(lambda done: desk.session.request_page(request, done))
    assert (page.width, page.height) == size
    assert len(page.pixels) == page.stride * page.height


def test_a_page_beyond_the_pixel_limit_comes_smaller(desk: PreviewDesk) -> None:
    page = desk.render(desk.store(files.make_pdf()), width=30_000)
    assert page.full_width < 30_000
    assert page.width * page.height <= 24_100_000


def test_a_part_of_a_very_large_page_keeps_its_scale(desk: PreviewDesk) -> None:
    page = desk.render(desk.store(files.make_pdf()), width=30_000, clip=Clip(29_000, 42_000, 500, 400))
    assert (page.width, page.height, page.full_width) == (500, 400, 30_000)


def test_an_image_is_shown_with_its_orientation(desk: PreviewDesk) -> None:
    page = desk.render(desk.store(files.make_image("jpeg", 300, 400, orientation=6)), width=200)
    assert (page.width, page.height) == (200, 150)
    red, green, blue = get_pixel(page, 100, 75)
    assert blue > 250
    assert red < 5
    assert green < 5


def test_a_page_that_does_not_exist_is_an_error_of_that_page_only(desk: PreviewDesk) -> None:
    source = desk.store(files.make_pdf(pages=2, text="two"))
    with pytest.raises(PreviewError) as caught:
        desk.render(source, page=7)
    assert caught.value.code == PreviewCode.PAGE_BROKEN
    assert caught.value.params == {"page": 8}
    assert desk.render(source, page=1).width == 200


def test_photo_facts_are_upright_and_named_by_content(desk: PreviewDesk) -> None:
    data = files.make_image("jpeg", 400, 300, orientation=8)
    photo = desk.inspect(data)
    assert (photo.facts.format, photo.facts.width_px, photo.facts.height_px) == ("JPEG", 300, 400)
    assert (photo.facts.size_bytes, photo.exif_orientation, photo.mode) == (len(data), 8, "rgb")


@pytest.mark.req("B3.3")
def test_a_png_renamed_to_jpg_is_no_jpeg_for_the_photo_rule(desk: PreviewDesk) -> None:
    assert desk.inspect(files.make_image("png")).facts.format == "PNG"


def test_a_pdf_is_no_photo(desk: PreviewDesk) -> None:
    with pytest.raises(PreviewError) as caught:
        desk.inspect(files.make_pdf())
    assert caught.value.code == PreviewCode.UNSUPPORTED
