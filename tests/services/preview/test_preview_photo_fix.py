"""Making a photo fit in the worker: what comes out keeps the rules, shows what the frame showed, and says nothing else."""

import io
import itertools
from typing import Any

import pytest
from PIL import Image

from app.domain.photo_fix import Frame, PhotoFix, choose_size, make_fix, propose_frame
from app.domain.photo_rules import check_photo
from app.ports.preview import FixedPhoto, PreviewCode, PreviewError
from tests.services.preview import hostile_files, photo_files
from tests.services.preview.photo_files import BLUE, GREEN, RED, WHITE
from tests.services.preview.preview_desk import PreviewDesk


def fix(desk: PreviewDesk, data: bytes, frame: Frame | None = None, rotation: int = 0) -> FixedPhoto:
    """With the frame that the screen would propose."""
    source = desk.store(data, "photo.jpg")
    if frame is None:
        facts = desk.inspect(data).facts
        size = (facts.width_px, facts.height_px)
        frame = propose_frame(*(size[::-1] if rotation % 180 else size))
    wanted = make_fix(frame, rotation)
    assert wanted is not None
    answer: FixedPhoto = desk.wait_for(lambda done: desk.session.request_photo_fix(source, wanted, done))
    return answer


def look(photo: FixedPhoto) -> Any:
    image: Any = Image.open(io.BytesIO(photo.content))
    image.load()
    return image


def quadrants_of(photo: FixedPhoto) -> list[tuple[int, int, int]]:
    image = look(photo)
    return [
        image.getpixel((x * image.width // 4, y * image.height // 4))
        for y, x in itertools.product((1, 3), (1, 3))
    ]


def assert_near(seen: list[tuple[int, int, int]], meant: list[tuple[int, int, int]], room: int = 30) -> None:
    for one, other in zip(seen, meant, strict=True):
        assert all(abs(a - b) <= room for a, b in zip(one, other, strict=True)), (seen, meant)


def assert_fit(photo: FixedPhoto) -> None:
    """The facts are true, and every measurable rule is kept."""
    image = look(photo)
    facts = photo.facts
    assert (image.format, *image.size, len(photo.content)) == (
        "JPEG",
        facts.width_px,
        facts.height_px,
        facts.size_bytes,
    )
    assert [r.rule for r in check_photo(facts) if not r.ok] == []


@pytest.mark.req("B3.1", "B3.3", "B3.4", "B3.5", "B3.6")
@pytest.mark.parametrize(
    "data",
    [
        photo_files.make_heavy(),
        photo_files.save(photo_files.make_quadrants(3024, 4032)),
        photo_files.save(photo_files.make_quadrants(700, 1000, grain=60), quality=12),
        photo_files.save(photo_files.make_quadrants(), "PNG"),
        photo_files.save(photo_files.make_quadrants().convert("L")),
        photo_files.make_cmyk(photo_files.make_quadrants()),
        photo_files.make_palette(photo_files.make_quadrants()),
        photo_files.make_transparent(),
        photo_files.save(Image.effect_noise((217, 310), 80).convert("RGB")),
    ],
    ids=["heavy", "phone", "light", "png", "gray", "cmyk", "palette", "transparent", "small"],
)
def test_whatever_was_handed_in_comes_out_fit(desk: PreviewDesk, data: bytes) -> None:
    assert_fit(fix(desk, data))


@pytest.mark.req("B3.4")
def test_a_photo_below_30k_is_written_better_not_larger(desk: PreviewDesk) -> None:
    # Soft enough that quality 92 stays below the bound.
    data = photo_files.save(Image.effect_noise((240, 340), 30).convert("RGB"), quality=60)
    fixed = fix(desk, data)
    assert_fit(fixed)
    assert fixed.facts.width_px <= 240


@pytest.mark.req("B3.4")
def test_a_sheet_of_one_colour_is_said_instead_of_blown_up(desk: PreviewDesk) -> None:
    with pytest.raises(PreviewError) as raised:
        fix(desk, photo_files.save(Image.new("RGB", (700, 1000), "white")))
    assert raised.value.code == PreviewCode.TOO_PLAIN


@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_camera_s_tag_is_obeyed(desk: PreviewDesk, orientation: int) -> None:
    fixed = fix(desk, photo_files.save_turned(photo_files.make_quadrants(), orientation))
    assert_fit(fixed)
    assert_near(quadrants_of(fixed), [RED, GREEN, BLUE, WHITE])
    # The new file is upright by itself.
    assert photo_files.ORIENTATION_TAG not in look(fixed).getexif()


@pytest.mark.parametrize(
    ("rotation", "meant"),
    [
        (90, [BLUE, RED, WHITE, GREEN]),
        (180, [WHITE, BLUE, GREEN, RED]),
        (270, [GREEN, WHITE, RED, BLUE]),
    ],
)
@pytest.mark.parametrize("orientation", [1, 6])
def test_the_person_s_turn_comes_on_top(
    desk: PreviewDesk, rotation: int, meant: list[tuple[int, int, int]], orientation: int
) -> None:
    data = photo_files.save_turned(photo_files.make_quadrants(900, 900), orientation)
    fixed = fix(desk, data, rotation=rotation)
    assert_near(quadrants_of(fixed), meant)


def test_only_what_the_frame_holds_comes_along(desk: PreviewDesk) -> None:
    data = photo_files.save(photo_files.make_quadrants(2000, 2000))
    # Wholly inside the upper right quadrant.
    fixed = fix(desk, data, Frame(1050, 100, 630, 900))
    assert (fixed.facts.width_px, fixed.facts.height_px) == (630, 900)
    assert_near(quadrants_of(fixed), [GREEN] * 4)
    # And the same after a turn: what was upper right lies lower right.
    turned = fix(desk, data, Frame(1050, 1050, 630, 900), rotation=90)
    assert_near(quadrants_of(turned), [GREEN] * 4)


def test_a_small_frame_in_a_large_photo_keeps_every_pixel(desk: PreviewDesk) -> None:
    image = photo_files.make_quadrants(2800, 4000, grain=90)
    frame = Frame(300, 500, 350, 500)
    fixed = fix(desk, photo_files.save(image, quality=98), frame)
    cut: Any = image.crop((300, 500, 650, 1000))
    sampled = [(x, y) for x in range(20, 340, 60) for y in range(20, 490, 80)]
    assert_near([look(fixed).getpixel(p) for p in sampled], [cut.getpixel(p) for p in sampled], 40)


def test_print_colours_look_as_they_do_on_the_screen(desk: PreviewDesk) -> None:
    data = photo_files.make_cmyk(photo_files.make_quadrants(grain=0))
    page = desk.render(desk.store(data, "photo.jpg"), width=420)
    shown = []
    for y, x in itertools.product((1, 3), (1, 3)):
        at = (y * page.height // 4) * page.stride + (x * page.width // 4) * 4
        blue, green, red, _ = page.pixels[at : at + 4]
        shown.append((red, green, blue))
    # Not inverted, not garish: what the person judged on the screen is what they get.
    assert_near(quadrants_of(fix(desk, photo_files.make_cmyk(photo_files.make_quadrants()))), shown, 30)


def test_a_profile_is_obeyed_and_dropped(desk: PreviewDesk) -> None:
    fixed = fix(desk, photo_files.make_with_swapped_profile(photo_files.make_quadrants()))
    red, _, blue, _ = quadrants_of(fixed)
    assert red[2] > red[0]
    assert blue[0] > blue[2]
    assert "icc_profile" not in look(fixed).info


def test_a_broken_profile_costs_nothing_but_the_last_shade(desk: PreviewDesk) -> None:
    data = photo_files.save(photo_files.make_quadrants(), icc_profile=b"nonsense" * 40)
    assert_near(quadrants_of(fix(desk, data)), [RED, GREEN, BLUE, WHITE])


def test_sixteen_bits_keep_light_and_dark(desk: PreviewDesk) -> None:
    with pytest.raises(PreviewError) as raised:  # two plain fields are no 30K
        fix(desk, photo_files.make_gray_16(noisy=False))
    assert raised.value.code == PreviewCode.TOO_PLAIN
    fixed = fix(desk, photo_files.make_gray_16())
    assert_fit(fixed)
    left, right = (
        look(fixed).resize((1, 1), Image.Resampling.BOX, box=box).getpixel((0, 0))
        for box in ((0, 0, 340, 1000), (360, 0, 700, 1000))
    )
    assert_near([left, right], [(0x30,) * 3, (0xC0,) * 3], 12)


def test_nothing_but_pixels_goes_along(desk: PreviewDesk) -> None:
    exif = Image.Exif()
    exif[0x010F] = "相机"
    exif[0x9003] = "2026:09:28 10:00:00"
    data = photo_files.save(photo_files.make_quadrants(), exif=exif, comment=b"at home", dpi=(300, 300))
    info = look(fix(desk, data)).info
    assert {"exif", "comment", "icc_profile", "dpi", "mp"} & set(info) == set()


@pytest.mark.req("B3.2")
def test_the_ground_is_measured_and_not_judged(desk: PreviewDesk) -> None:
    fixed = fix(desk, photo_files.make_transparent())
    # What was clear is white now.
    assert fixed.corners.difference_percent == 0
    assert set(fixed.corners.colours) == {(255, 255, 255)}
    coloured = fix(desk, photo_files.save(photo_files.make_quadrants()))
    assert coloured.corners.difference_percent > 40
    assert_near(list(coloured.corners.colours), [RED, GREEN, RED, GREEN])


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", PreviewCode.EMPTY),
        (hostile_files.make_pdf(), PreviewCode.UNSUPPORTED),
        (b"GIF89a" + bytes(200), PreviewCode.UNSUPPORTED),
        (photo_files.save(photo_files.make_quadrants())[:9000], PreviewCode.BROKEN),
        (photo_files.save(photo_files.make_quadrants(), "PNG")[:9000], PreviewCode.BROKEN),
        (hostile_files.make_png_bomb(), PreviewCode.TOO_MANY_PIXELS),
        (photo_files.make_claiming_12_bits(photo_files.make_quadrants()), PreviewCode.BROKEN),
    ],
    ids=["empty", "pdf", "gif", "cut jpeg", "cut png", "bomb", "12 bits"],
)
def test_what_is_no_photo_is_said(desk: PreviewDesk, data: bytes, code: PreviewCode) -> None:
    with pytest.raises(PreviewError) as raised:
        fix(desk, data, Frame(0, 0, 700, 1000))
    assert raised.value.code == code


@pytest.mark.parametrize("seed", range(6))
def test_nonsense_behind_a_good_head_ends_in_an_answer(desk: PreviewDesk, seed: int) -> None:
    data = photo_files.make_random_bytes_behind_a_jpeg_head(seed)
    try:
        assert_fit(fix(desk, data, Frame(0, 0, 700, 1000)))
    except PreviewError as error:
        assert error.code == PreviewCode.BROKEN  # noqa: PT017 - either answer is right, a dead worker is not


def test_a_photo_the_worker_cannot_hold_is_said_and_the_next_one_is_made(desk: PreviewDesk) -> None:
    wide = Image.new("L", (10_900, 10_900), 255)
    data = photo_files.save(wide, "PNG", compress_level=1)
    with PreviewDesk(address_space=400 * 1024 * 1024) as small:
        with pytest.raises(PreviewError) as raised:
            fix(small, photo_files.save(wide.convert("RGB"), "PNG", compress_level=1))
        assert raised.value.code == PreviewCode.OUT_OF_MEMORY
        assert_fit(fix(small, photo_files.save(photo_files.make_quadrants())))
    with pytest.raises(PreviewError) as said:  # held, and too plain
        fix(desk, data)
    assert said.value.code == PreviewCode.TOO_PLAIN


def test_enlarging_is_refused_at_the_door(desk: PreviewDesk) -> None:
    source = desk.store(photo_files.save(photo_files.make_quadrants(300, 400)))
    with pytest.raises(ValueError, match="enlarged"):
        desk.session.request_photo_fix(source, PhotoFix(Frame(0, 0, 280, 400), 700, 1000), print)
    assert choose_size(Frame(0, 0, 280, 400)) == (280, 400)
