"""The step 上传证件照 under hands: every rule at its bounds with real files, the fix, the prints, and all that goes wrong."""

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QFileDialog

from app.domain.attachment import FileRef
from app.domain.declaration import PhotoGround, Stage
from app.domain.declaring import PhotoPart, Step, apply_part
from app.domain.errors import EnvironmentFault
from app.domain.photo_fix import Frame
from app.domain.photo_rules import PhotoFacts, PhotoRule
from app.domain.submit_stops import find_stops, stops_of
from tests.desk_fixtures import RealDesk, with_desk
from tests.factories import NOW, make_applicant, make_declaration, make_file, make_organisation
from tests.faults.live_preview import LivePreview
from tests.services.preview import hostile_files, photo_files
from tests.ui.tabs.entry.wizard.photo_page import AFTER, PhotoPage, PhotoTab

K = 1024
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(scope="module")
def workers() -> Iterator[LivePreview]:
    shared = LivePreview()
    shared.start()
    yield shared
    shared.stop()


@pytest.fixture
def page(
    qtbot: Any, real_desk: RealDesk, open_tab: Callable[..., Any], workers: LivePreview, tmp_path: Path
) -> PhotoPage:
    workers.store = real_desk.desk.attachments
    opened = open_tab(PhotoTab, desk=with_desk(real_desk, preview=workers))
    return PhotoPage(qtbot, opened, tmp_path)


def make_jpeg(width: int = 700, height: int = 1000, *, size: int = 200 * K, grain: int = 24) -> bytes:
    """A photo of exactly ``size`` bytes (readers pass over what follows the picture)."""
    content = photo_files.save(photo_files.make_quadrants(width, height, grain), quality=75)
    assert len(content) <= size, len(content)
    return content + bytes(size - len(content))


def stops_of_photo(desk: RealDesk, part: PhotoPart) -> set[str]:
    """What would stop the submit, with nothing but the photo's own rules."""
    kit = desk.kits.get("hz-construction-engineer-2026")
    draft = make_declaration(make_applicant(make_organisation()), plan_id=kit.id, stage=Stage.DRAFT)
    judged = replace(part, ground=PhotoGround.WHITE)
    stops = find_stops(kit, apply_part(draft, judged, kit, now=NOW))
    return {stop.code for stop in stops_of(stops, Step.PHOTO)}


# -- the rules at their bounds -------------------------------------------------------------------------------------


def assert_judged(page: PhotoPage, desk: RealDesk, rule: PhotoRule, ok: bool, content: bytes) -> None:
    """The page's table and the domain's stop say the same of this file."""
    part = page.hand_in(content)
    assert page.cell(rule).ok is ok
    assert page.broken() == (set() if ok else {rule})
    assert stops_of_photo(desk, part) == (set() if ok else {rule.value})


@pytest.mark.req("B3.1", "B3.4")
@pytest.mark.parametrize(
    ("size", "ok"),
    [
        (30 * K - 1, False),
        (30 * K, False),
        (30 * K + 1, True),
        (1024 * K - 1, True),
        (1024 * K, False),
        (1024 * K + 1, False),
    ],
)
def test_the_file_is_larger_than_30k_and_smaller_than_1m(page, real_desk, size, ok):
    content = make_jpeg(300, 420, size=size, grain=0)
    assert_judged(page, real_desk, PhotoRule.SIZE, ok, content)


@pytest.mark.req("B3.1", "B3.5")
@pytest.mark.parametrize(
    ("width", "height", "ok"),
    [
        *((214, 301, False), (215, 301, False), (216, 301, True)),
        *((230, 299, False), (230, 300, False), (230, 301, True)),
    ],
)
def test_the_picture_is_larger_than_215_by_300(page, real_desk, width, height, ok):
    content = make_jpeg(width, height, size=40 * K)
    assert_judged(page, real_desk, PhotoRule.PIXELS, ok, content)


@pytest.mark.req("B3.1", "B3.6")
@pytest.mark.parametrize(
    ("width", "height", "ok"),
    [
        *((649, 1000, False), (650, 1000, True), (651, 1000, True)),
        *((799, 1000, True), (800, 1000, True), (801, 1000, False)),
    ],
)
def test_the_ratio_lies_between_065_and_08(page, real_desk, width, height, ok):
    content = make_jpeg(width, height, size=200 * K)
    assert_judged(page, real_desk, PhotoRule.RATIO, ok, content)


@pytest.mark.req("B3.1", "B3.3")
@pytest.mark.parametrize(
    ("name", "kind", "ok"),
    [
        ("证件照.jpg", "JPEG", True),
        ("证件照.jpeg", "JPEG", True),
        ("证件照.png", "JPEG", True),
        ("证件照.jpg", "PNG", False),
    ],
)
def test_the_format_is_what_the_bytes_are_not_what_the_name_says(page, name, kind, ok):
    content = photo_files.save(photo_files.make_quadrants(400, 560, 40), kind)
    part = page.hand_in(content, name)
    assert page.cell(PhotoRule.FORMAT).ok is ok
    assert page.cell(PhotoRule.FORMAT).text == ("JPG" if ok else "PNG")
    assert part.photo.name == name


# -- the fix -------------------------------------------------------------------------------------------------------


@pytest.mark.req("B3.1", "B3.3", "B3.4", "B3.5", "B3.6")
def test_one_key_makes_a_heavy_photo_fit_and_keeps_the_original(page, real_desk):
    given = page.hand_in(photo_files.make_heavy(1512, 2016), "IMG_20260928_林致远.jpg")
    assert page.broken() == {PhotoRule.SIZE}
    made = page.wait_for_attempt()
    # The second column and the words say beforehand what will come of it.
    assert page.broken(AFTER) == set()
    assert page.cell(PhotoRule.PIXELS, AFTER).text == "700×1000"
    assert "裁到框内、缩到 700×1000、压到" in page.step.side.plan.text()
    assert "原照片留着，可以退回原样" in page.step.side.plan.text()
    part = page.fix()
    assert part.original == given.photo
    assert part.facts == made.facts
    assert part.photo.name == "IMG_20260928_林致远（改后）.jpg"
    assert real_desk.desk.attachments.read(part.photo.sha256) == made.content
    assert real_desk.desk.attachments.has(part.original.sha256)
    assert stops_of_photo(real_desk, part) == set()
    # Both stand in the table: what was handed in, and what it is now.
    assert page.cell(PhotoRule.SIZE).ok is False
    assert page.broken(AFTER) == set()


def test_the_original_comes_back_as_it_was(page):
    given = page.hand_in(photo_files.make_heavy(1512, 2016))
    page.fix()
    page.click(page.step.side.revert_button)
    assert page.part == PhotoPart(given.photo, None, given.facts, PhotoGround.UNJUDGED)
    assert page.broken() == {PhotoRule.SIZE}
    assert page.step.editor.frame() is not None


def test_the_key_may_come_before_the_worker_has_its_answer(page):
    page.hand_in(photo_files.make_heavy(1512, 2016))
    QTest.keyClick(page.step.editor.canvas, Qt.Key.Key_A)
    page.wait(lambda: page.part.original is not None)
    # And a second stroke on the way makes no second photo.
    assert len(page.given) == 2


@pytest.mark.req("B3.3")
def test_a_png_renamed_jpg_becomes_one(page):
    page.hand_in(photo_files.save(photo_files.make_quadrants(700, 1000), "PNG"), "证件照.jpg")
    page.wait_for_attempt()
    assert "转成 JPG" in page.step.side.plan.text()
    part = page.fix()
    assert page.broken(AFTER) == set()
    assert part.facts.format == "JPEG"


@pytest.mark.parametrize(
    "content",
    [
        photo_files.make_cmyk(photo_files.make_quadrants(700, 1100)),
        photo_files.save_turned(photo_files.make_quadrants(1000, 1400), 6),
        photo_files.make_transparent(),
        photo_files.make_gray_16(),
        photo_files.make_palette(photo_files.make_quadrants(700, 1000, 90)),
    ],
    ids=["cmyk", "turned", "transparent", "16 bits", "palette"],
)
@pytest.mark.req("B3.1")
def test_pictures_of_every_making_can_be_made_fit(page, real_desk, content):
    given = page.hand_in(content)
    page.see()
    assert given.facts.height_px > given.facts.width_px
    if page.broken():
        assert stops_of_photo(real_desk, page.fix()) == set()


@pytest.mark.req("B3.5")
def test_a_photo_that_is_too_small_is_said_and_never_enlarged(page):
    page.hand_in(make_jpeg(200, 280, size=40 * K))
    page.see()
    assert page.broken() == {PhotoRule.PIXELS}
    assert not page.step.side.fix_button.isEnabled()
    assert page.step.side.plan.text().startswith("照片只有 200×280，要大于215*300")
    QTest.keyClick(page.step.editor.canvas, Qt.Key.Key_A)
    page.rest()
    assert len(page.given) == 1


@pytest.mark.req("B3.4")
def test_what_cannot_reach_30k_is_said(page):
    page.hand_in(photo_files.save(Image.new("RGB", (400, 560), "white")))
    page.wait(lambda: "不足 30K" in page.step.side.plan.text())
    assert "E-414" in page.step.side.plan.text()
    assert not page.step.side.fix_button.isEnabled()


def test_a_photo_that_keeps_every_rule_is_left_alone(page):
    page.hand_in(make_jpeg())
    page.see()
    assert page.step.side.plan.text().startswith("已符合要求，不用改")
    assert not page.step.side.fix_button.isEnabled()
    assert page.step.editor.is_whole()
    # Cutting is still open.
    page.press(Qt.Key.Key_Left, SHIFT)
    assert page.step.side.fix_button.isEnabled()


def test_a_full_disk_keeps_everything_as_it_was(page, monkeypatch):
    given = page.hand_in(photo_files.make_heavy(1512, 2016))
    page.wait_for_attempt()

    def refuse(content: bytes, name: str) -> FileRef:
        raise EnvironmentFault("E-204")

    store = page.step.session.desk.attachments
    monkeypatch.setattr(store, "put", refuse)
    QTest.keyClick(page.step.editor.canvas, Qt.Key.Key_A)
    page.wait(lambda: "E-204" in page.said())
    assert page.given == [given]
    monkeypatch.undo()
    assert page.fix().original == given.photo


# -- the frame -----------------------------------------------------------------------------------------------------


def test_keys_move_and_resize_the_frame(page):
    page.hand_in(photo_files.make_heavy(1512, 2016))
    page.see()
    editor = page.step.editor
    whole = editor.frame()
    page.press(Qt.Key.Key_Left, SHIFT)
    smaller = editor.frame()
    assert smaller.height < whole.height
    page.press(Qt.Key.Key_Right, CONTROL)
    assert editor.frame().x == smaller.x + 1
    page.press(Qt.Key.Key_Down, CONTROL)
    assert editor.frame().y == smaller.y + 1
    assert (editor.frame().width, editor.frame().height) == (smaller.width, smaller.height)
    # Said to a screen reader too.
    assert editor.canvas.accessibleDescription().startswith("700 × 1000")


def test_a_handle_pulled_with_the_mouse_resizes_and_keeps_the_ratio(page):
    page.hand_in(photo_files.make_heavy(1512, 2016))
    page.see()
    canvas = page.step.editor.canvas
    shown = canvas.view().to_screen(canvas.frame_shown()).toRect()
    corner = QPoint(shown.right() + 1, shown.bottom() + 1)
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=corner)
    QTest.mouseMove(canvas, corner - QPoint(90, 90))
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=corner - QPoint(90, 90))
    pulled = canvas.frame_shown()
    assert pulled.height < 1900
    assert pulled.width / pulled.height == pytest.approx(0.7, abs=0.002)
    # And inside it moves.
    middle = canvas.view().to_screen(pulled).center().toPoint()
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=middle)
    QTest.mouseMove(canvas, middle + QPoint(20, 30))
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=middle + QPoint(20, 30))
    moved = canvas.frame_shown()
    assert (moved.width, moved.height) == (pulled.width, pulled.height)
    assert moved.y > pulled.y


@pytest.mark.req("B3.6")
def test_the_lock_can_be_released_within_the_range(page):
    page.hand_in(photo_files.make_heavy(1512, 2016))
    page.see()
    editor = page.step.editor
    assert editor.lock.text() == "比例锁定 0.70"
    page.click(editor.lock)
    assert editor.lock.text() == "比例 0.65 至 0.8"
    for _ in range(40):
        page.press(Qt.Key.Key_Left, SHIFT)
    frame = editor.frame()
    assert frame.width / frame.height == pytest.approx(0.65, abs=0.02)
    page.wait_for_attempt()
    assert page.broken(AFTER) == set()
    page.click(editor.lock)
    frame = editor.frame()
    assert frame.width / frame.height == pytest.approx(0.7, abs=0.004)


def test_turning_turns_what_comes_out(page, real_desk):
    page.hand_in(photo_files.save(photo_files.make_quadrants(2000, 1400), quality=97))
    page.see()
    page.press(Qt.Key.Key_T)
    assert page.step.editor.rotation() == 90
    page.see()
    page.wait_for_attempt()
    assert page.step.side.plan.text().startswith("转正")
    part = page.fix()
    image: Any = Image.open(io.BytesIO(real_desk.desk.attachments.read(part.photo.sha256)))
    # Upper left shows what lay lower left: blue.
    red, _, blue = image.getpixel((image.width // 4, image.height // 4))
    assert blue > red
    page.press(Qt.Key.Key_T, SHIFT)  # fixed: nothing to turn any more
    assert page.step.editor.rotation() == 0


def test_cutting_again_starts_from_the_original_and_the_last_frame(page):
    given = page.hand_in(photo_files.make_heavy(1512, 2016))
    page.see()
    for _ in range(6):
        page.press(Qt.Key.Key_Left, SHIFT)
    frame = page.step.editor.frame()
    first = page.fix()
    assert page.step.editor.frame() is None
    page.click(page.step.side.recut_button)
    assert page.step.editor.frame() == frame
    page.press(Qt.Key.Key_Left, SHIFT)
    second = page.fix()
    assert second.original == given.photo
    assert second.photo != first.photo
    # The wizard's echo changes nothing.
    page.step.show_part(second)
    assert page.step.editor.frame() is None


def test_zoom_and_back(page):
    page.hand_in(make_jpeg())
    page.see()
    canvas = page.step.editor.canvas
    fitted = canvas.view().scale
    page.press(Qt.Key.Key_Plus)
    assert canvas.view().scale > fitted
    page.press(Qt.Key.Key_0)
    assert canvas.view().scale == fitted


# -- the ground ----------------------------------------------------------------------------------------------------


@pytest.mark.req("B3.2")
def test_the_ground_is_judged_by_the_person_and_nothing_is_preset(page):
    page.hand_in(make_jpeg())
    page.see()
    ground = page.step.side.ground
    assert page.part.ground == PhotoGround.UNJUDGED
    assert not ground.white.isChecked()
    assert not ground.other.isChecked()
    page.wait(lambda: ground.difference.text().startswith("与纯白相差"))
    assert ground.one_inch.has_picture()
    assert ground.two_inch.has_picture()
    page.click(ground.white)
    assert page.part.ground == PhotoGround.WHITE
    page.click(ground.other)
    assert page.part.ground == PhotoGround.OTHER
    # Another photo asks anew.
    page.hand_in(make_jpeg(600, 840))
    assert page.part.ground == PhotoGround.UNJUDGED
    assert not ground.other.isChecked()


@pytest.mark.req("B3.2")
def test_the_fix_of_what_was_judged_keeps_the_judgement_another_cut_does_not(page):
    page.hand_in(photo_files.make_heavy(1512, 2016))
    page.wait_for_attempt()
    page.click(page.step.side.ground.white)
    assert page.fix().ground == PhotoGround.WHITE
    page.click(page.step.side.recut_button)
    page.press(Qt.Key.Key_Left, SHIFT)
    assert page.fix().ground == PhotoGround.UNJUDGED


# -- ways in, and what is refused ------------------------------------------------------------------------------------


def test_a_file_can_be_pasted(page):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(page.write("复制的.jpg", make_jpeg())))])
    QGuiApplication.clipboard().setMimeData(data)
    QTest.keyClick(page.step, Qt.Key.Key_V, CONTROL)
    page.rest()
    assert page.part.photo.name == "复制的.jpg"


def test_a_picture_can_be_pasted(page):
    image = QImage(700, 1000, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.lightGray)
    QGuiApplication.clipboard().setImage(image)
    QTest.keyClick(page.step, Qt.Key.Key_V, CONTROL)
    page.rest()
    assert page.part.photo.name == "粘贴的照片.png"
    assert (page.part.facts.width_px, page.part.facts.height_px) == (700, 1000)
    assert page.cell(PhotoRule.FORMAT).ok is False


def test_a_clipboard_without_a_photo_is_said(page):
    QGuiApplication.clipboard().setText("只是文字")
    QTest.keyClick(page.step, Qt.Key.Key_V, CONTROL)
    page.rest()
    assert page.said().startswith("剪贴板里没有照片")


def test_a_file_can_be_chosen_in_a_dialog(page):
    path = page.write("选的.jpg", make_jpeg())
    QTest.mouseClick(page.step.choose_button, Qt.MouseButton.LeftButton)
    dialog = page.step.findChild(QFileDialog)
    page.wait(dialog.isVisible)
    dialog.selectFile(str(path))
    dialog.accept()
    page.wait(lambda: bool(page.given))
    page.rest()
    assert page.part.photo.name == "选的.jpg"


def test_replacing_a_photo_can_be_taken_back(page):
    first = page.hand_in(make_jpeg())
    page.hand_in(make_jpeg(600, 840), "另一张.jpg")
    page.tab.session.run_toast_action()
    assert page.part == first


@pytest.mark.parametrize(
    ("name", "content", "words", "code"),
    [
        ("空的.jpg", b"", "“空的.jpg”是空文件", "F-101"),
        ("说明.jpg", "只是文字".encode(), "“说明.jpg”不是照片", "F-102"),
        ("证书.jpg", hostile_files.make_pdf(), "“证书.jpg”不是照片", "E-401"),
        ("截断.jpg", make_jpeg()[:400], "“截断.jpg”已损坏", "E-402"),
        ("炸弹.png", hostile_files.make_png_bomb(), "有 2500 百万像素，超过上限 120", "E-407"),
        (
            "深色.jpg",
            photo_files.make_claiming_12_bits(photo_files.make_quadrants()),
            "是 12 位色的 JPG",
            "E-402",
        ),
    ],
    ids=["empty", "text", "pdf", "broken", "bomb", "12 bits"],
)
def test_what_is_no_photo_is_said_with_its_name_and_the_present_one_stays(page, name, content, words, code):
    good = page.hand_in(make_jpeg())
    page.drop(page.write(name, content))
    page.wait(lambda: words in page.said())
    assert code in page.said()
    assert "原来的照片没有动" in page.said()
    assert page.given == [good]
    page.see()


def test_a_file_that_claims_a_gigabyte_is_refused_before_it_is_read(page):
    path = page.folder / "巨大.jpg"
    with path.open("wb") as file:
        file.write(make_jpeg()[:600])
        file.truncate(1 << 30)
    page.drop(path)
    assert "F-104" in page.said()
    assert page.given == []


def test_a_cut_off_photo_is_taken_and_said(page):
    content = photo_files.save(photo_files.make_quadrants(700, 1000, 90))
    page.drop(page.write("缺一截.jpg", content[: len(content) * 3 // 4]))
    assert len(page.given) == 1
    assert page.said().startswith("照片文件不完整")


def test_a_dead_worker_is_said_and_the_photo_is_shown_afterwards(page, workers):
    workers.kill_workers()
    part = page.hand_in(make_jpeg())
    page.see()
    assert part.photo is not None


# -- left and taken up again ---------------------------------------------------------------------------------------


def test_a_fixed_photo_is_taken_up_again_with_both_columns(page):
    page.hand_in(photo_files.make_heavy(1512, 2016), "大.jpg")
    part = page.fix()
    fact = page.step.fact()
    page.step.show_part(PhotoPart(None), subject="another")
    assert page.step.fact() == ""
    page.step.show_part(part, subject="this one")
    page.see()
    page.wait(lambda: page.broken() == {PhotoRule.SIZE})
    assert page.broken(AFTER) == set()
    assert page.step.fact() == fact
    assert fact.endswith("700×1000")
    page.step.show_part(replace(part, ground=PhotoGround.WHITE), subject="this one")
    assert page.step.fact().endswith("700×1000 白底已看")


def test_locked_it_can_be_read_and_nothing_else(page):
    part = page.hand_in(photo_files.make_heavy(1512, 2016))
    page.step.show_part(part, locked=True)
    page.see()
    side = page.step.side
    assert page.step.editor.frame() is None
    assert not any(b.isEnabled() for b in (side.fix_button, side.choose_button, side.ground.white))
    assert "没有要求改证件照" in side.plan.text()
    page.drop(page.write("别的.jpg", make_jpeg()))
    QTest.keyClick(page.step.editor.canvas, Qt.Key.Key_A)
    page.rest()
    assert page.given == [part]


def test_a_photo_from_the_web_platform_is_measured_when_it_is_shown(page, real_desk):
    photo = real_desk.desk.attachments.put(make_jpeg(), "平台.jpg")
    page.step.show_part(PhotoPart(photo))
    page.wait(lambda: bool(page.given))
    assert page.part == PhotoPart(photo, None, PhotoFacts("JPEG", 700, 1000, photo.size))


def test_a_photo_that_is_not_in_the_store_is_said_with_a_way_to_try_again(page, real_desk):
    page.step.show_part(PhotoPart(make_file(name="丢了.jpg", media_type="image/jpeg")))
    page.wait(lambda: "E-301" in page.said())
    retry = next(b for b in page.step.notice.findChildren(QAbstractButton) if b.isVisible())
    assert retry.text() == "重试"
    assert page.cell(PhotoRule.FORMAT).text == "读不出"
    # The backup came back meanwhile.
    content = make_jpeg()
    photo = real_desk.desk.attachments.put(content, "丢了.jpg")
    page.step.show_part(PhotoPart(photo, None, PhotoFacts("JPEG", 700, 1000, len(content))))
    page.see()
    assert page.said() == ""


def test_what_is_finished_after_the_page_was_left_waits_for_its_declaration(page):
    page.step.show_part(PhotoPart(None), subject="first")
    path = page.write("晚到.jpg", make_jpeg())
    page.step.take_files([str(path)])
    page.step.hide()
    page.rest()
    assert page.given == []
    page.step.show_part(PhotoPart(None), subject="second")
    page.step.show()
    assert page.given == []
    page.step.show_part(PhotoPart(None), subject="first")
    assert page.part.photo.name == "晚到.jpg"


def test_another_declaration_gets_nothing_of_what_was_under_way(page):
    page.step.show_part(PhotoPart(None), subject="first")
    page.step.take_files([str(page.write("在路上.jpg", make_jpeg()))])
    page.step.show_part(PhotoPart(None), subject="second")
    page.rest()
    assert page.given == []
    assert page.step.fact() == ""


def test_the_frame_of_one_photo_is_not_laid_on_another(page):
    page.hand_in(photo_files.make_heavy(1512, 2016))
    page.fix()
    page.hand_in(photo_files.make_heavy(1000, 1400), "另一张.jpg")
    assert page.step.editor.frame() == Frame(10, 0, 980, 1400)
