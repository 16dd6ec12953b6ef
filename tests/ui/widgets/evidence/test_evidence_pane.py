"""The pane as a clerk uses it: keys, mouse, messages, drops. Real widgets, real workers."""

import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.domain.errors import EnvironmentFault
from tests.services.preview import hostile_files as files
from tests.services.preview.preview_desk import PreviewDesk
from ui.theme import current
from ui.widgets.evidence.files import EvidenceFile
from ui.widgets.evidence.pane import EvidencePane
from ui.widgets.evidence.zoom import Zoom, ZoomMode
from ui.widgets.key_chip import KeyHint

Store = Callable[..., EvidenceFile]
RED = QColor(255, 0, 0)


def make_landscape(pages: int = 1, text: str = "page") -> bytes:
    """Pages that fit into the view whole."""
    return files.make_pdf(pages, width=842, height=595, text=text)


def show(qtbot: QtBot, pane: EvidencePane, *shown: EvidenceFile) -> None:
    """Show files and wait until the first page stands on the screen."""
    with qtbot.waitSignal(pane.page_painted):
        pane.show_files(shown)


def press(
    pane: EvidencePane, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    QTest.keyClick(pane.canvas, key, modifier)


def count_red(pane: EvidencePane) -> int:
    """How much of a red corner box is on the screen."""
    image = pane.canvas.viewport().grab().toImage()
    return sum(
        image.pixelColor(x, y) == RED for x in range(0, image.width(), 4) for y in range(0, image.height(), 4)
    )


def read_hint(pane: EvidencePane) -> str:
    hint = pane.footer.findChild(KeyHint)
    assert hint is not None
    return hint.text()


def test_a_file_shows_its_page_name_and_facts(qtbot: QtBot, pane: EvidencePane, store: Store) -> None:
    show(qtbot, pane, store(files.make_scan(), "获奖证书.pdf"))
    assert pane.canvas.accessibleName() == "获奖证书.pdf，第 1 / 1 页"
    assert pane.footer.page_text() == "第 1 / 1 页"
    qtbot.waitUntil(lambda: pane.footer.text().startswith("PDF 扫描件　150 dpi"))
    assert pane.footer.text().endswith("无数字签名")


def test_pages_are_on_the_screen_in_their_colours(qtbot: QtBot, pane: EvidencePane, store: Store) -> None:
    show(qtbot, pane, store(make_landscape()))
    assert count_red(pane) > 20


def test_space_leads_through_every_page_and_file_and_tells_the_end(
    qtbot: QtBot, pane: EvidencePane, store: Store
) -> None:
    show(
        qtbot,
        pane,
        store(make_landscape(2), "a.pdf"),
        store(files.make_pdf(2, text="b"), "b.pdf"),
    )
    places: list[tuple[int, int]] = [pane.canvas.position()]
    passed: list[tuple[int, int]] = []
    pane.position_changed.connect(lambda file, page: places.append((file, page)))
    pane.last_page_passed.connect(lambda: passed.append(pane.canvas.position()))
    qtbot.waitUntil(lambda: None not in pane.canvas.shown.states)
    for _ in range(12):
        press(pane, Qt.Key.Key_Space)
        if passed:
            break
    assert places == [(0, 0), (0, 1), (1, 0), (1, 1)]
    assert passed == [(1, 1)]
    bar = pane.canvas.verticalScrollBar()
    assert bar.value() == bar.maximum(), "the end is said only when it has been in view"


def test_space_never_skips_the_foot_of_a_tall_page(qtbot: QtBot, pane: EvidencePane, store: Store) -> None:
    show(qtbot, pane, store(files.make_pdf(2)))
    press(pane, Qt.Key.Key_Space)
    assert pane.canvas.position() == (0, 0)
    qtbot.waitUntil(lambda: count_red(pane) > 10)


def test_shift_space_leads_back(qtbot: QtBot, pane: EvidencePane, store: Store) -> None:
    show(qtbot, pane, store(make_landscape(4)))
    press(pane, Qt.Key.Key_Space)
    press(pane, Qt.Key.Key_Space)
    press(pane, Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)
    assert pane.canvas.position() == (0, 1)
    press(pane, Qt.Key.Key_PageUp)
    assert (pane.canvas.position(), pane.canvas.verticalScrollBar().value()) == ((0, 0), 0)


def test_brackets_change_the_file(qtbot: QtBot, pane: EvidencePane, store: Store) -> None:
    show(qtbot, pane, *[store(files.make_pdf(2, text=name), f"{name}.pdf") for name in "abc"])
    press(pane, Qt.Key.Key_BracketRight)
    press(pane, Qt.Key.Key_BracketRight)
    press(pane, Qt.Key.Key_BracketRight)
    assert pane.canvas.position() == (2, 0)
    press(pane, Qt.Key.Key_BracketLeft)
    assert pane.canvas.position() == (1, 0)


def test_keys_work_while_the_list_has_the_focus(
    qtbot: QtBot, preview_desk: PreviewDesk, store: Store
) -> None:
    window = QWidget()
    window.resize(600, 573)
    qtbot.addWidget(window)
    elsewhere = QPushButton("列表", window)
    pane = EvidencePane(preview_desk.preview, parent=window)
    pane.setGeometry(150, 0, 425, 573)
    window.show()
    qtbot.waitActive(window)
    show(qtbot, pane, store(make_landscape(3)))
    elsewhere.setFocus()
    pressed = []
    elsewhere.clicked.connect(lambda: pressed.append(True))
    QTest.keyClick(elsewhere, Qt.Key.Key_Space)
    assert pane.canvas.position() == (0, 1)
    assert pressed == [], "the space key turns pages, it presses no button on a desk"
    pane.close_preview()


def test_zoom_by_keys_menu_and_wheel(qtbot: QtBot, pane: EvidencePane, store: Store) -> None:
    show(qtbot, pane, store(files.make_pdf()))
    fitted = pane.canvas.shown_scale()
    press(pane, Qt.Key.Key_Plus)
    assert pane.canvas.zoom().mode == ZoomMode.FACTOR
    assert pane.canvas.shown_scale() > fitted
    press(pane, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    press(pane, Qt.Key.Key_0)
    assert pane.canvas.zoom() == Zoom(ZoomMode.FIT_WIDTH)
    press(pane, Qt.Key.Key_0)
    assert pane.canvas.zoom() == Zoom(ZoomMode.FIT_PAGE)
    assert pane.canvas.verticalScrollBar().maximum() == 0
    turn_wheel(pane, 120, Qt.KeyboardModifier.ControlModifier)
    assert pane.canvas.zoom().mode == ZoomMode.FACTOR


def test_zooming_at_the_mouse_keeps_what_is_under_it(qtbot: QtBot, pane: EvidencePane, store: Store) -> None:
    show(qtbot, pane, store(files.make_pdf()))
    at = QPoint(300, 400)
    page = pane.canvas._layout.blocks[0].rect
    before = (at.y() + pane.canvas.verticalScrollBar().value() - page.y()) / page.height()
    for _ in range(4):
        turn_wheel(pane, 120, Qt.KeyboardModifier.ControlModifier, at)
    page = pane.canvas._layout.blocks[0].rect
    after = (at.y() + pane.canvas.verticalScrollBar().value() - page.y()) / page.height()
    assert after == pytest.approx(before, abs=0.005)


def test_far_zoom_gets_sharp_tiles(qtbot: QtBot, pane: EvidencePane, store: Store) -> None:
    show(qtbot, pane, store(files.make_pdf(text="tiles")))
    canvas = pane.canvas
    canvas.set_zoom(Zoom(ZoomMode.FACTOR, 8.0))
    block = canvas._layout.blocks[0]

    def has_tiles() -> bool:
        pieces = canvas._pictures.find_pieces(block, canvas.zoom(), canvas.room())
        return len(pieces) > 1 and all(piece.exact for piece in pieces[1:])

    qtbot.waitUntil(has_tiles)


def test_the_next_item_is_fitted_again(qtbot: QtBot, pane: EvidencePane, store: Store) -> None:
    show(qtbot, pane, store(files.make_pdf(text="one")))
    pane.canvas.fit_page()
    pane.canvas.zoom_in()
    show(qtbot, pane, store(files.make_pdf(text="two")))
    assert pane.canvas.zoom() == Zoom(ZoomMode.FIT_PAGE)


def test_rotation_turns_the_page(qtbot: QtBot, pane: EvidencePane, store: Store) -> None:
    show(qtbot, pane, store(make_landscape()))
    wide = pane.canvas._layout.blocks[0].rect
    press(pane, Qt.Key.Key_T)
    tall = pane.canvas._layout.blocks[0].rect
    assert wide.width() > wide.height()
    assert tall.height() > tall.width()


def test_scrolling_by_hand_changes_the_position(qtbot: QtBot, pane: EvidencePane, store: Store) -> None:
    show(qtbot, pane, store(make_landscape(6)))
    turn_wheel(pane, -1200)
    assert pane.canvas.position()[1] >= 1
    assert pane.footer.page_text().startswith(f"第 {pane.canvas.position()[1] + 1} / 6")


def test_dragging_pans(qtbot: QtBot, pane: EvidencePane, store: Store) -> None:
    show(qtbot, pane, store(files.make_pdf(3)))
    view = pane.canvas.viewport()
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(200, 300))
    QTest.mouseMove(view, QPoint(200, 180))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(200, 180))
    assert pane.canvas.verticalScrollBar().value() == 120


def test_a_prefetched_item_is_there_in_the_same_frame(
    qtbot: QtBot, pane: EvidencePane, store: Store, preview_desk: PreviewDesk
) -> None:
    show(qtbot, pane, store(files.make_pdf(text="current")))
    following = store(make_landscape(text="following"))
    pane.set_next([following])
    qtbot.waitUntil(lambda: preview_desk.session.known_document(following.source) is not None)
    pages = preview_desk.preview.pages
    qtbot.waitUntil(lambda: any(request.source == following.source for request in pages._pages))
    pane.show_files([following])
    assert count_red(pane) > 20, "drawn without waiting for any thread"


def test_an_unknown_file_holds_a_place_and_nothing_above_it_moves(
    qtbot: QtBot, pane: EvidencePane, store: Store
) -> None:
    show(qtbot, pane, store(files.make_pdf(3, text="above")))
    pane.go_to(0, 2)
    at = pane.canvas.verticalScrollBar().value()
    late = store(make_landscape(4, text="late"))
    pane.show_files([*pane.files(), late])
    assert pane.canvas.position() == (0, 2)
    qtbot.waitUntil(lambda: pane.canvas.shown.states[1] is not None)
    assert pane.canvas.verticalScrollBar().value() == at


def test_an_encrypted_file_is_said_in_the_pane_and_the_others_stay(
    qtbot: QtBot, pane: EvidencePane, store: Store
) -> None:
    good = store(make_landscape(text="good"))
    show(qtbot, pane, good, store(files.make_encrypted_pdf(), "合同.pdf"))
    qtbot.waitUntil(lambda: bool(pane.canvas.list_error_texts()))
    (text,) = pane.canvas.list_error_texts()
    assert text == "PDF 加了打开密码，看不到内容\n请退回并请申报人去掉密码后重新上传。（E-403）"
    assert count_red(pane) > 20


def test_a_failed_read_can_be_tried_again(qtbot: QtBot, pane: EvidencePane) -> None:
    data = make_landscape(text="second try")
    tries = []

    def load() -> bytes:
        tries.append(1)
        if len(tries) == 1:
            raise EnvironmentFault("E-302")
        return data

    pane.show_files([EvidenceFile("a.pdf", "retried", len(data), load=load)])
    qtbot.waitUntil(lambda: bool(pane.canvas.list_error_texts()))
    retry = [button for button in pane.canvas.findChildren(QPushButton) if button.text() == "重试"]
    with qtbot.waitSignal(pane.page_painted):
        QTest.mouseClick(retry[0], Qt.MouseButton.LeftButton)
    assert pane.canvas.list_error_texts() == []
    assert count_red(pane) > 20


def test_a_lying_name_is_remarked(qtbot: QtBot, pane: EvidencePane, store: Store) -> None:
    show(qtbot, pane, store(files.make_image("png"), "近照.jpg"))
    assert pane.footer.text().startswith("名为 JPG，实为 PNG")
    qtbot.waitUntil(lambda: "300×400" in pane.footer.text())


def test_no_files_says_so_and_offers_to_add(qtbot: QtBot, pane: EvidencePane) -> None:
    pane.set_can_add(True)
    pane.show_files([])
    button = next(one for one in pane.findChildren(QPushButton) if one.text() == "添加文件")
    assert button.isVisible()
    with qtbot.waitSignal(pane.add_requested):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_file_still_being_opened_is_not_passed(
    qtbot: QtBot, pane: EvidencePane, preview_desk: PreviewDesk
) -> None:
    release = threading.Event()
    data = files.make_pdf(2, text="slow")

    def load() -> bytes:
        release.wait(20)
        return data

    passed = []
    pane.last_page_passed.connect(lambda: passed.append(True))
    pane.show_files([EvidenceFile("a.pdf", "slow-file", len(data), load=load)])
    for _ in range(5):
        press(pane, Qt.Key.Key_Space)
    assert passed == []
    with qtbot.waitSignal(pane.page_painted):
        release.set()


def test_space_without_files_tells_the_end(qtbot: QtBot, pane: EvidencePane) -> None:
    with qtbot.waitSignal(pane.last_page_passed):
        pane.show_next_page()


def test_the_hint_names_what_follows_the_last_page(qtbot: QtBot, pane: EvidencePane, store: Store) -> None:
    pane.set_next_hint("下一部分")
    show(qtbot, pane, store(make_landscape(2)))
    assert read_hint(pane) == "下一页"
    pane.go_to(0, 1)
    assert read_hint(pane) == "下一部分"


def test_a_folder_dropped_brings_its_files_by_name(
    qtbot: QtBot, pane: EvidencePane, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("drop")
    for name in ("b.PDF", "a.jpg", "c.docx", ".hidden.pdf"):
        (folder / name).write_bytes(b"x")
    (folder / "inner").mkdir()
    (folder / "inner" / "d.png").write_bytes(b"x")
    pane.set_can_add(True)
    with qtbot.waitSignal(pane.files_dropped) as dropped:
        drop(pane, [str(folder)])
    assert [path.removeprefix(str(folder))[1:].replace("\\", "/") for path in dropped.args[0]] == [
        "a.jpg",
        "b.PDF",
        "inner/d.png",
    ]


def test_dragging_shows_the_frame_only_for_what_can_be_taken(pane: EvidencePane) -> None:
    pane.set_can_add(True)
    assert not drag(pane, ["notes.docx"])
    assert drag(pane, ["scan.PDF"])
    assert pane._frame.isVisible()
    pane.set_can_add(False)
    assert not drag(pane, ["scan.pdf"])


def test_the_page_list_shows_thumbnails_and_leads(qtbot: QtBot, pane: EvidencePane, store: Store) -> None:
    show(qtbot, pane, store(make_landscape(5, text="list")))
    QTest.mouseClick(pane.footer._page, Qt.MouseButton.LeftButton)
    assert pane.page_list.isVisible()
    qtbot.waitUntil(lambda: pane.page_list.count_pictures() >= 3)
    at = pane.page_list.visualRect(pane.page_list.model().index(2, 0)).center()
    QTest.mouseClick(pane.page_list.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert pane.canvas.position() == (0, 2)


def test_full_screen_and_back(qtbot: QtBot, pane: EvidencePane, store: Store) -> None:
    show(qtbot, pane, store(make_landscape(4)))
    pane.go_to(0, 2)
    press(pane, Qt.Key.Key_F11)
    assert pane.is_full_screen()
    assert pane.canvas.window() is not pane.window()
    press(pane, Qt.Key.Key_Space)
    press(pane, Qt.Key.Key_Escape)
    assert not pane.is_full_screen()
    assert pane.canvas.window() is pane.window()
    assert pane.canvas.position()[1] >= 2


def test_a_live_theme_switch_equals_a_fresh_pane(
    qtbot: QtBot, pane: EvidencePane, store: Store, preview_desk: PreviewDesk
) -> None:
    shown = [store(make_landscape()), store(files.make_encrypted_pdf(), "合同.pdf")]
    show(qtbot, pane, *shown)
    qtbot.waitUntil(lambda: bool(pane.canvas.list_error_texts()))
    current.set_scheme("dark")
    fresh = EvidencePane(preview_desk.preview)
    qtbot.addWidget(fresh)
    fresh.resize(pane.size())
    fresh.show()
    show(qtbot, fresh, *shown)
    qtbot.waitUntil(lambda: fresh.grab().toImage() == pane.grab().toImage())
    fresh.close_preview()
    current.set_scheme("light")


def test_a_pane_can_die_while_work_is_on_its_way(
    qtbot: QtBot, preview_desk: PreviewDesk, store: Store
) -> None:
    doomed = EvidencePane(preview_desk.preview)
    doomed.show()
    doomed.show_files([store(files.make_pdf(40, text="doomed"))])
    doomed.close()
    doomed.deleteLater()
    del doomed
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert preview_desk.open(files.make_pdf(text="alive")).page_count == 1


def turn_wheel(
    pane: EvidencePane,
    delta: int,
    modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    at: QPoint | None = None,
) -> None:
    view = pane.canvas.viewport()
    point = QPointF(at or QPoint(200, 200))
    event = QWheelEvent(
        point,
        QPointF(view.mapToGlobal(point.toPoint())),
        QPoint(),
        QPoint(0, delta),
        Qt.MouseButton.NoButton,
        modifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view, event)


def make_mime(paths: list[str]) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(path) for path in paths])
    return data


def drag(pane: EvidencePane, paths: list[str]) -> bool:
    """Whether the pane would take them."""
    data = make_mime(paths)
    action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    event = QDragEnterEvent(QPoint(50, 50), action, data, button, Qt.KeyboardModifier.NoModifier)
    event.setAccepted(False)
    QApplication.sendEvent(pane, event)
    return event.isAccepted()


def drop(pane: EvidencePane, paths: list[str]) -> None:
    data = make_mime(paths)
    action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    drag(pane, paths)
    event = QDropEvent(QPointF(50, 50), action, data, button, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(pane, event)
