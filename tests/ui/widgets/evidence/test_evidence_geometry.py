"""Where pages lie, how large they are, what is said about a file: no widgets, no workers."""

import pytest
from PySide6.QtCore import QRect

from app.ports.preview import DocumentInfo, PageSize, PreviewCode, PreviewError, RenderTarget
from ui.widgets.evidence.canvas_paint import place_mark
from ui.widgets.evidence.facts_line import say_facts, say_remark, say_size
from ui.widgets.evidence.files import PageMark
from ui.widgets.evidence.page_layout import CAPTION, MARGIN, lay_out
from ui.widgets.evidence.zoom import (
    POINT,
    Room,
    Zoom,
    ZoomMode,
    draw_size,
    is_tiled,
    make_target,
    natural_size,
    step_factor,
)

ROOM = Room(400, 500)
FIT = Zoom()


def make_info(*sizes: tuple[float, float], kind: str = "pdf", **facts: object) -> DocumentInfo:
    pages = tuple(PageSize(*size) for size in sizes)
    values = {
        "kind": kind,
        "format": "pdf" if kind == "pdf" else "jpeg",
        "size_bytes": 1000,
        "is_complete": True,
    }
    return DocumentInfo(pages=pages, sizes_known=len(pages), **(values | facts))  # type: ignore[arg-type]


def test_pages_fill_the_width_and_stand_under_one_another() -> None:
    layout = lay_out([make_info((200, 100), (100, 100))], [0], FIT, ROOM)
    first, second = (block.rect for block in layout.blocks)
    assert (first.x(), first.y(), first.width(), first.height()) == (MARGIN, MARGIN, 400, 200)
    assert second.width() == 400
    assert second.top() == first.top() + first.height() + 12
    assert layout.width == 432
    assert layout.height == second.top() + 400 + MARGIN


def test_a_caption_stands_above_every_file_but_the_first() -> None:
    layout = lay_out([make_info((200, 100)), None, PreviewError(PreviewCode.BROKEN)], [0, 0, 0], FIT, ROOM)
    assert [caption.file for caption in layout.captions] == [1, 2]
    one, pending, error = layout.blocks
    assert one.is_page
    assert pending.pending
    assert not pending.is_page
    assert error.page == -1
    assert layout.captions[0].top == one.rect.top() + one.rect.height()
    assert layout.scroll_top(pending) == pending.rect.top() - CAPTION
    assert layout.scroll_top(one) == 0


def test_only_blocks_in_view_are_found() -> None:
    layout = lay_out([make_info(*[(200, 100)] * 100)], [0], FIT, ROOM)
    top = layout.blocks[50].rect.top()
    assert [block.page for block in layout.find_visible(top + 10, top + 20)] == [50]
    assert [block.page for block in layout.find_visible(top - 20, top + 20)] == [49, 50]


@pytest.mark.parametrize(
    ("zoom", "size"),
    [
        (Zoom(), (400, 800)),
        (Zoom(ZoomMode.FIT_PAGE), (250, 500)),
        (Zoom(ZoomMode.FACTOR, 2.0), (267, 533)),
    ],
)
def test_sizes(zoom: Zoom, size: tuple[int, int]) -> None:
    info = make_info((100, 200))
    assert draw_size(natural_size(info, info.pages[0], 0), zoom, ROOM) == size


def test_natural_size_is_points_for_a_pdf_and_pixels_for_an_image() -> None:
    assert natural_size(make_info((90, 60)), PageSize(90, 60), 0) == (90 * POINT, 60 * POINT)
    assert natural_size(make_info((90, 60), kind="image"), PageSize(90, 60), 90) == (60, 90)


def test_the_fit_modes_ask_without_knowing_the_page() -> None:
    room = Room(400, 500, 1.25)
    assert make_target(FIT, room, (0, 0)) == make_target(FIT, room, (400, 566)) == RenderTarget(width=500)
    whole = Zoom(ZoomMode.FIT_PAGE)
    assert make_target(whole, room, (0, 0)) == RenderTarget(width=500, height=625)


def test_only_very_large_pages_are_tiled() -> None:
    assert not is_tiled((400, 566), 2.0)
    assert is_tiled((4000, 5600), 1.0)


def test_steps_go_both_ways_and_end() -> None:
    assert step_factor(0.66, inwards=True) == 0.75
    assert step_factor(0.66, inwards=False) == 0.5
    assert step_factor(8.0, inwards=True) == 8.0
    assert step_factor(0.05, inwards=False) == 0.1


@pytest.mark.parametrize(
    ("rotation", "box"),
    [(0, (10, 40, 20, 20)), (90, (140, 10, 20, 20)), (180, (70, 140, 20, 20)), (270, (40, 70, 20, 20))],
)
def test_marks_turn_with_the_page(rotation: int, box: tuple[int, int, int, int]) -> None:
    upright = rotation in (0, 180)
    page = QRect(0, 0, 100, 200) if upright else QRect(0, 0, 200, 100)
    rect = place_mark(page, PageMark(0, 0, 0.1, 0.2, 0.2, 0.1, 1), rotation)
    assert (rect.x(), rect.y(), rect.width(), rect.height()) == box


def test_facts_are_said_as_in_the_pictures() -> None:
    scan = make_info((595, 842), scanned=True, dpi=300, size_bytes=1_258_291)
    assert say_facts(scan) == ["PDF 扫描件", "300 dpi", "1.2 MB", "无数字签名"]
    signed = make_info((595, 842), has_signature=True, size_bytes=20_000)
    assert say_facts(signed) == ["PDF", "20 KB", "有数字签名（未验证）"]
    photo = make_info((1512, 2016), kind="image", size_bytes=190_000)
    assert say_facts(photo) == ["JPG 图片", "1512×2016", "186 KB"]
    assert say_facts(None) == say_facts(PreviewError(PreviewCode.BROKEN)) == []


def test_damage_is_remarked_before_a_lying_name() -> None:
    photo = make_info((10, 10), kind="image")
    assert say_remark("a.jpeg", photo, incomplete=False) == ""
    assert say_remark("a.png", photo, incomplete=False) == "名为 PNG，实为 JPG"
    assert say_remark("a", photo, incomplete=False) == "文件名没有写明是 JPG"
    assert say_remark("a.png", photo, incomplete=True) == "本页有内容没能显示"
    assert say_remark("a.png", make_info((10, 10), damaged=True), incomplete=True) == "文件有损坏，可能不完整"


@pytest.mark.parametrize(("size", "words"), [(1, "1 KB"), (190_000, "186 KB"), (1_258_291, "1.2 MB")])
def test_file_sizes(size: int, words: str) -> None:
    assert say_size(size) == words
