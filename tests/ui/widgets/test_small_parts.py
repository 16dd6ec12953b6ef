"""Labels, pills, bars, empty state, cards, photo frame, panes."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QColor, QImage, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea, QStyle, QStyleOptionSlider, QWidget

from ui.theme import current
from ui.theme.tokens import DARK, LIGHT
from ui.widgets.bar_row import BarRow
from ui.widgets.buttons import PrimaryButton
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import ElidedLabel, TextLabel
from ui.widgets.pane import Pane, PaneSplitter
from ui.widgets.photo_frame import PhotoFrame
from ui.widgets.pills import PillLabel, pill_width
from ui.widgets.run_label import Run, RunLabel
from ui.widgets.scroll_bar import slim
from ui.widgets.status_bar import StatusBar
from ui.widgets.verdict_bar import VerdictBar


def colours(widget):
    image = widget.grab().toImage()
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


def test_a_state_label_follows_the_theme(qtbot):
    label = TextLabel("退回", token="returned")
    qtbot.addWidget(label)
    current.set_scheme("dark")
    QCoreApplication.processEvents()
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text):
        assert label.palette().color(role) == QColor(DARK["returned"])
    label.set_token("text")
    assert label.palette().color(QPalette.ColorRole.WindowText) == QColor(DARK["text"])


def test_elided_label_tips_only_when_cut(qtbot):
    label = ElidedLabel("城东片区排水管网数字化改造")
    qtbot.addWidget(label)
    label.show()
    label.resize(60, 20)
    assert label.is_elided() and label.toolTip() == label.text()
    label.resize(400, 20)
    assert not label.is_elided() and label.toolTip() == ""


def test_pills_are_twenty_high_and_solid_where_it_matters(qtbot):
    for state, word, ground in (("failed", "不通过", "failed"), ("passed", "通过", "passed_fill")):
        pill = PillLabel(state, word)
        qtbot.addWidget(pill)
        assert pill.sizeHint().height() == 20 and pill.accessibleName() == word
        assert QColor(LIGHT[ground]).name() in colours(pill)
    pill.set_pill("pending", "公示中 第 2 / 5 日", "calendar-clock")
    assert pill.sizeHint().width() == pill_width("公示中 第 2 / 5 日")
    assert QColor(LIGHT["control"]).name() in colours(pill)


def test_bar_rows_open_what_they_count(qtbot):
    bar = BarRow("获奖情况", 12, 31)
    qtbot.addWidget(bar)
    bar.resize(500, 26)
    assert bar.text() == "获奖情况 12"
    with qtbot.waitSignal(bar.clicked):
        QTest.keyClick(bar, Qt.Key.Key_Space)
    bar.set_bar("获奖情况", 0, 31)
    assert bar.value() == 0 and QColor(LIGHT["accent"]).name() not in colours(bar)


def test_status_bar_items(qtbot):
    bar = StatusBar()
    qtbot.addWidget(bar)
    bar.resize(900, 27)
    bar.set_item("sync", "已同步 10:31", icon="cloud-check")
    bar.set_item("conflicts", "冲突 1", icon="equal-not", token="conflict", clickable=True)
    bar.set_item("account", "周敏", icon="user", right=True)
    bar.show()
    assert bar.height() == 27
    assert bar.item("sync").x() < bar.item("conflicts").x() < bar.item("account").x()
    with qtbot.waitSignal(bar.item_activated) as heard:
        QTest.mouseClick(bar.item("conflicts"), Qt.MouseButton.LeftButton)
    assert heard.args == ["conflicts"]
    with qtbot.assertNotEmitted(bar.item_activated):
        QTest.mouseClick(bar.item("sync"), Qt.MouseButton.LeftButton)
    bar.set_item("conflicts", "")
    assert not bar.item("conflicts").isVisible()


def test_the_verdict_bar_never_moves(qtbot):
    bar = VerdictBar()
    qtbot.addWidget(bar)
    button = PrimaryButton("写结论")
    bar.add_button(button)
    bar.set_hints([((), "第 1 / 12 条"), (("K", "J"), "上 / 下一条")])
    bar.resize(800, 52)
    bar.show()
    before = button.geometry()
    bar.set_reason("10月13日 24:00 期满后可写结论")
    bar.set_hints([((), "第 2 / 12 条")])
    QCoreApplication.processEvents()
    assert bar.height() == 52 and button.geometry() == before
    assert bar.reason.text().startswith("10月13日")


def test_empty_state_says_what_and_where_next(qtbot):
    empty = EmptyState()
    qtbot.addWidget(empty)
    button = PrimaryButton("去审论文 18 条")
    empty.set_content("获奖情况都审完了", "今天审了 12 条")
    empty.set_buttons([button])
    empty.set_hint(["Z"], "撤销上一个决定")
    empty.resize(500, 400)
    empty.show()
    assert button.isVisible() and empty.accessibleName() == "获奖情况都审完了 今天审了 12 条"
    empty.set_buttons([])
    empty.set_content("没有待审核的获奖情况", icon="list", state="info")
    empty.grab()


def test_photo_frame_keeps_the_proportions(qtbot):
    frame = PhotoFrame()
    qtbot.addWidget(frame)
    frame.grab()
    assert not frame.has_image()
    image = QImage(300, 300, QImage.Format.Format_RGB32)
    image.fill(QColor(LIGHT["conflict"]))
    frame.set_image(image)
    shot = frame.grab().toImage()
    assert shot.pixelColor(30, 41).name() == QColor(LIGHT["conflict"]).name()
    assert shot.pixelColor(30, 8).name() == QColor(LIGHT["surface"]).name()
    frame.set_image(QImage())
    assert not frame.has_image()


def test_panes_and_cards(qtbot):
    pane = Pane("window", "r")
    qtbot.addWidget(pane)
    pane.resize(50, 50)
    image = pane.grab().toImage()
    assert image.pixelColor(10, 10).name() == QColor(LIGHT["window"]).name()
    assert image.pixelColor(49, 10).name() == QColor(LIGHT["line"]).name()
    card = Card("业绩档案待审 142", "4 件", accent=True)
    qtbot.addWidget(card)
    assert QColor(LIGHT["accent"]).name() in colours(card)
    splitter = PaneSplitter()
    qtbot.addWidget(splitter)
    splitter.addWidget(Pane())
    splitter.addWidget(Pane())
    assert splitter.handleWidth() == 1 and not splitter.childrenCollapsible()


def test_slim_bars_scroll_to_both_ends(qtbot):
    area = QScrollArea()
    slim(area)
    inside = QWidget()
    inside.resize(100, 2000)
    area.setWidget(inside)
    area.resize(200, 200)
    qtbot.addWidget(area)
    area.show()
    bar = area.verticalScrollBar()
    assert bar.width() == 10
    option = QStyleOptionSlider()
    bar.initStyleOption(option)
    groove = bar.style().subControlRect(
        QStyle.ComplexControl.CC_ScrollBar, option, QStyle.SubControl.SC_ScrollBarGroove, bar
    )
    assert groove.height() == bar.height()
    QTest.keyClick(bar, Qt.Key.Key_End)
    assert bar.value() == bar.maximum()


def test_a_sentence_in_several_sizes_reads_as_one(qtbot):
    label = RunLabel([Run("当前共有"), Run("142", "number", "accent_ink"), Run("条业绩档案")])
    qtbot.addWidget(label)
    assert label.text() == "当前共有 142 条业绩档案"
    label.resize(label.sizeHint())
    assert QColor(LIGHT["accent_ink"]).name() in colours(label)
