"""上传证件照 inside the whole wizard: from no photo to the next step, and what is kept of it (B3.1-B3.7)."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.domain.declaration import PhotoGround
from app.domain.declaring import Step
from tests.faults.live_preview import LivePreview
from tests.services.preview import photo_files

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(scope="module")
def workers() -> Iterator[LivePreview]:
    shared = LivePreview()
    shared.start()
    yield shared
    shared.stop()


def settle(qtbot, tab, step):
    qtbot.waitUntil(lambda: not step.intake.is_busy and not step.desk.is_busy, timeout=20_000)
    qtbot.waitUntil(lambda: not tab.operations.is_busy, timeout=20_000)
    tab.wait()


@pytest.mark.req("B3.1", "B3.2", "B3.7")
def test_from_no_photo_to_the_commitment(qtbot, entered, unit, stored, real_desk, workers, tmp_path):
    workers.store = real_desk.desk.attachments
    draft = unit.draft("林致远", without=("photo", "commitment"), photo_ground=PhotoGround.UNJUDGED)
    tab = entered(draft, Step.PHOTO, ports={"preview": workers})
    wizard = tab.page.wizard
    step = wizard.page(Step.PHOTO)
    assert not wizard.footer.next.isEnabled()
    assert "证件照" in wizard.footer.reason.text()
    path = tmp_path / "IMG_20260928_林致远.jpg"
    path.write_bytes(photo_files.make_heavy(1512, 2016))
    step.take_files([str(path)])
    settle(qtbot, tab, step)
    assert "小于 1M" in wizard.footer.reason.text()
    qtbot.waitUntil(step.side.fix_button.isEnabled, timeout=20_000)
    QTest.keyClick(step.editor.canvas, Qt.Key.Key_A)
    qtbot.waitUntil(lambda: step.desk.is_fixed, timeout=20_000)
    settle(qtbot, tab, step)
    assert "白底请您判断" in wizard.footer.reason.text()
    tab.click(step.side.ground.white)
    settle(qtbot, tab, step)
    kept = stored(draft)
    assert kept.photo_original.name == "IMG_20260928_林致远.jpg"
    assert (kept.photo_facts.width_px, kept.photo_facts.height_px) == (700, 1000)
    assert kept.photo_ground is PhotoGround.WHITE
    assert wizard.footer.next.isEnabled()
    tab.press(Qt.Key.Key_Return, CTRL)
    assert wizard.here == Step.COMMITMENT
    # Back again, nothing is lost.
    tab.click(wizard.footer.back)
    settle(qtbot, tab, step)
    assert step.desk.is_fixed
    assert step.side.ground.white.isChecked()
