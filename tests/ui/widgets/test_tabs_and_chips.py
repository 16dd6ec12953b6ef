"""Tab bars with counts and filter chips."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ui.widgets.filter_chips import Chip, FilterChipBar
from ui.widgets.sub_tabs import SubTabs
from ui.widgets.work_tab_strip import WorkTabStrip
from ui.widgets.work_tabs import WorkTabs


def make_sub_tabs(qtbot):
    tabs = SubTabs()
    tabs.set_tabs(["待审核", "通过", "不通过", "退回", "全部"])
    qtbot.addWidget(tabs)
    tabs.resize(400, 40)
    tabs.show()
    return tabs


def test_heights(qtbot):
    assert make_sub_tabs(qtbot).sizeHint().height() == 40
    work = WorkTabs()
    qtbot.addWidget(work)
    work.addTab("用户中心")
    assert work.sizeHint().height() == 44


def test_arrows_change_the_tab(qtbot):
    tabs = make_sub_tabs(qtbot)
    tabs.setFocus()
    with qtbot.waitSignal(tabs.currentChanged):
        QTest.keyClick(tabs, Qt.Key.Key_Right)
    assert tabs.currentIndex() == 1
    QTest.keyClick(tabs, Qt.Key.Key_Left)
    assert tabs.currentIndex() == 0


def test_counts_are_spoken_and_take_room(qtbot):
    tabs = make_sub_tabs(qtbot)
    before = tabs.tabRect(0).width()
    tabs.set_count(0, 12)
    assert tabs.count_of(0) == 12
    assert tabs.accessibleTabName(0) == "待审核 12"
    assert tabs.tabRect(0).width() > before
    tabs.set_count(0, None)
    assert tabs.tabRect(0).width() == before and tabs.accessibleTabName(0) == "待审核"


def test_becoming_current_moves_no_tab(qtbot):
    tabs = make_sub_tabs(qtbot)
    for place, count in enumerate((12, 86, 2, 7, 107)):
        tabs.set_count(place, count)
    before = [tabs.tabRect(place) for place in range(5)]
    tabs.setCurrentIndex(3)
    assert [tabs.tabRect(place) for place in range(5)] == before


def test_counts_follow_their_tabs(qtbot):
    work = WorkTabs()
    qtbot.addWidget(work)
    for word in ("用户中心", "业绩档案审核", "公示管理"):
        work.addTab(word)
    work.set_count(1, 142)
    work.set_count(2, 3)
    work.removeTab(0)
    assert (work.count_of(0), work.count_of(1)) == (142, 3)
    work.insertTab(0, "用户中心")
    assert (work.count_of(0), work.count_of(1), work.count_of(2)) == (None, 142, 3)


CHIPS = [
    Chip("pending", "待审", "circle-dashed", 9),
    Chip("notice", "待公示", "megaphone", 3),
    Chip("ripe", "期满"),
]


def test_several_chips_may_be_on(qtbot):
    bar = FilterChipBar()
    qtbot.addWidget(bar)
    bar.set_chips(CHIPS)
    assert bar.selected() == []
    with qtbot.waitSignal(bar.selection_changed) as heard:
        QTest.mouseClick(bar.chip("notice"), Qt.MouseButton.LeftButton)
    assert heard.args == [["notice"]]
    bar.show()
    bar.chip("pending").setFocus()
    QTest.keyClick(bar.chip("pending"), Qt.Key.Key_Space)
    assert bar.selected() == ["pending", "notice"]
    assert bar.chip("pending").sizeHint().height() == 28


def test_setting_chips_is_silent(qtbot):
    bar = FilterChipBar()
    qtbot.addWidget(bar)
    bar.set_chips(CHIPS)
    with qtbot.assertNotEmitted(bar.selection_changed):
        bar.set_selected(["ripe"])
        bar.set_count("ripe", 4)
    assert bar.chip("ripe").accessibleName() == "期满 4"


def test_exclusive_chips_keep_exactly_one(qtbot):
    bar = FilterChipBar(exclusive=True)
    qtbot.addWidget(bar)
    bar.set_chips(CHIPS)
    assert bar.selected() == ["pending"]
    bar.chip("ripe").click()
    bar.chip("ripe").click()
    assert bar.selected() == ["ripe"]


WORDS = ["用户中心", "人员与申报", "业绩档案审核", "职称申报资格审查", "公示管理", "本单位基本信息", "统计"]


def make_strip(qtbot, width):
    strip = WorkTabStrip()
    qtbot.addWidget(strip)
    for word in WORDS:
        strip.add_tab(word)
    strip.resize(width, 44)
    strip.show()
    return strip


def test_tabs_that_do_not_fit_go_into_more(qtbot):
    strip = make_strip(qtbot, 1100)
    assert strip.folded() == [] and not strip.more.isVisible()
    strip.resize(520, 44)
    assert strip.folded() == [4, 5, 6] and strip.more.isVisible()
    assert strip.more.geometry().right() <= 520
    assert [entry.data() for entry in strip.make_menu().actions()] == [4, 5, 6]
    strip.resize(1100, 44)
    assert strip.folded() == []


def test_a_tab_chosen_in_more_comes_out(qtbot):
    strip = make_strip(qtbot, 520)
    with qtbot.waitSignal(strip.tabs.currentChanged):
        strip.make_menu().actions()[-1].trigger()
    assert strip.tabs.currentIndex() == 6
    assert 6 not in strip.folded() and strip.tabs.isTabVisible(6)


def test_a_tab_may_be_barred_for_an_account(qtbot):
    strip = make_strip(qtbot, 1100)
    strip.set_allowed(1, False)
    assert not strip.tabs.isTabVisible(1) and strip.folded() == []
    strip.set_allowed(1, True)
    assert strip.tabs.isTabVisible(1)


def test_a_count_may_fold_the_last_tab(qtbot):
    strip = make_strip(qtbot, 1100)
    strip.resize(strip.sizeHint().width(), 44)
    assert strip.folded() == []
    strip.set_count(2, 142)
    assert strip.folded()
