"""The signature pad under mouse, finger and pen; what it gives is what the paper carries (B4.2, B4.3)."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QInputDevice, QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest

from app.domain.handwriting import HandwritingProblem
from tests.ui.widgets.signature_pad.hand_writing import LINE, NAME, SMALL, place_on, send, write
from ui.theme import current
from ui.widgets.signature_pad.ink import PAPER_HEIGHT, PAPER_WIDTH, THICK, THIN, breadth_of
from ui.widgets.signature_pad.pad import SignaturePad

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def pad(qtbot):
    made = SignaturePad("请申报人在这里签名")
    qtbot.addWidget(made)
    made.resize(520, 208)
    made.show()
    qtbot.waitExposed(made)
    return made


def picture(pad):
    return QImage.fromData(pad.to_png())


def dark_share(image, box=None):
    """Of the pixels that are ink."""
    left, top, right, bottom = box or (0, 0, image.width(), image.height())
    dark = sum(
        image.pixelColor(x, y).lightness() < 128 for x in range(left, right, 3) for y in range(top, bottom, 3)
    )
    return dark / max(1, len(range(left, right, 3)) * len(range(top, bottom, 3)))


@pytest.mark.req("B4.2", "B4.3")
def test_a_name_written_by_mouse_is_a_signature(pad):
    assert pad.problem() is HandwritingProblem.EMPTY
    write(pad)
    assert pad.problem() is None and len(pad.strokes) == len(NAME)


@pytest.mark.req("B4.3")
@pytest.mark.parametrize(
    ("strokes", "problem"), [(LINE, HandwritingProblem.LINE), (SMALL, HandwritingProblem.TOO_SMALL)]
)
def test_what_nobody_could_read_is_named(pad, strokes, problem):
    write(pad, strokes)
    assert pad.problem() is problem


def test_every_stroke_and_every_way_back_is_told(pad, qtbot):
    for act in (write, SignaturePad.take_back, SignaturePad.clear):
        with qtbot.waitSignal(pad.changed):
            act(pad)


@pytest.mark.req("B4.3")
def test_writing_past_the_edge_is_kept_as_it_was_and_named(pad):
    write(pad, [[(x + 400, y) for x, y in stroke] for stroke in NAME])
    assert pad.problem() is HandwritingProblem.OUTSIDE
    assert max(x for stroke in pad.strokes for x, _ in stroke) > PAPER_WIDTH


def test_two_quick_strokes_are_two_strokes(pad):
    """Qt sends the second press as a double click."""
    send(pad, QEvent.Type.MouseButtonPress, (100, 100))
    send(pad, QEvent.Type.MouseButtonRelease, (100, 100))
    send(pad, QEvent.Type.MouseButtonDblClick, (104, 100))
    send(pad, QEvent.Type.MouseMove, (200, 200))
    send(pad, QEvent.Type.MouseButtonRelease, (200, 200))
    assert [len(stroke) for stroke in pad.strokes] == [1, 2]


def test_moving_without_a_button_and_other_buttons_write_nothing(pad):
    QTest.mouseMove(pad, QPoint(100, 100))
    QTest.mouseClick(pad, Qt.MouseButton.RightButton)
    assert pad.strokes == ()


def test_the_last_stroke_can_be_taken_back_by_key_and_all_be_wiped(pad):
    write(pad)
    QTest.keyClick(pad, Qt.Key.Key_Z, CTRL)
    assert len(pad.strokes) == len(NAME) - 1
    pad.clear()
    assert pad.strokes == ()
    QTest.keyClick(pad, Qt.Key.Key_Z, CTRL)
    assert pad.strokes == ()


@pytest.mark.req("B4.2")
def test_the_picture_is_black_on_white_and_large_enough_to_print(pad):
    write(pad)
    image = picture(pad)
    assert (image.width(), image.height()) == (PAPER_WIDTH, PAPER_HEIGHT)
    assert image.pixelColor(5, 5).lightness() == 255
    assert 0.01 < dark_share(image) < 0.2
    assert dark_share(image, (190, 60, 210, 290)) > 0.3, "the upright of the first character"


def test_the_same_hand_on_a_narrow_pad_gives_the_same_signature(pad):
    write(pad)
    wide = pad.strokes
    pad.clear()
    pad.resize(360, 144)
    write(pad)
    flat = [(round(x), round(y)) for stroke in pad.strokes for x, y in stroke]
    assert flat == [(round(x), round(y)) for stroke in wide for x, y in stroke]


def test_the_paper_stays_white_in_the_dark_theme(pad, qapp):
    current.set_scheme("dark")
    try:
        shown = pad.grab().toImage()
        assert shown.pixelColor(shown.width() // 2, 20).lightness() == 255
    finally:
        current.set_scheme("light")


def test_the_hint_goes_as_soon_as_something_is_written(pad):
    empty = pad.grab().toImage()
    write(pad, [[(600, 40), (700, 60)]])
    written = pad.grab().toImage()
    line = [(x, 155) for x in range(30, 200)]
    assert any(empty.pixelColor(*at) != written.pixelColor(*at) for at in line)


# -- pen and finger


def make_pen():
    kind, capability = QInputDevice.DeviceType.Stylus, QInputDevice.Capability
    return QPointingDevice(
        "pen", 7, kind, QPointingDevice.PointerType.Pen, capability.Position | capability.Pressure, 1, 1
    )


def press_pen(pad, pen, kind, point, pressure):
    at = place_on(pad, point)
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    held = Qt.MouseButton.NoButton if kind is QEvent.Type.TabletRelease else left
    event = QTabletEvent(
        kind, pen, at, QPointF(pad.mapToGlobal(at)), pressure, 0, 0, 0, 0, 0, none, left, held
    )
    QCoreApplication.sendEvent(pad, event)
    return event.isAccepted()


@pytest.mark.req("B4.2")
def test_a_pen_writes_with_its_pressure(pad):
    pen = make_pen()
    assert press_pen(pad, pen, QEvent.Type.TabletPress, (100, 180), 0.1)
    for step in range(1, 20):
        press_pen(pad, pen, QEvent.Type.TabletMove, (100 + step * 35, 180), step / 20)
    press_pen(pad, pen, QEvent.Type.TabletRelease, (765, 180), 0.0)
    image = picture(pad)

    def breadth(x):
        return sum(image.pixelColor(x, y).lightness() < 128 for y in range(150, 210))

    assert breadth(700) > 1.5 * breadth(160)


def test_after_a_pen_that_vanished_the_mouse_writes_again(pad):
    press_pen(pad, make_pen(), QEvent.Type.TabletPress, (100, 100), 0.5)
    write(pad, LINE)
    assert len(pad.strokes) == 2 and len(pad.strokes[1]) > 3


def test_pressure_is_bounded():
    assert [breadth_of(p) for p in (-1, 0, 1, 2)] == [THIN, THIN, THICK, THICK]


@pytest.mark.req("B4.2")
def test_a_finger_writes(pad):
    finger = QTest.createTouchDevice()
    QTest.touchEvent(pad, finger).press(0, QPoint(60, 60)).commit()
    for step in range(1, 6):
        QTest.touchEvent(pad, finger).move(0, QPoint(60 + step * 30, 60 + step * 10)).commit()
    QTest.touchEvent(pad, finger).release(0, QPoint(210, 110)).commit()
    assert len(pad.strokes) == 1 and len(pad.strokes[0]) >= 5
    # The finger leaves a button of the mouse behind that Qt made of it: no later test shall find it pressed.
    QTest.mouseMove(pad, QPoint(1, 1))
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton)
