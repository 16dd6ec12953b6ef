"""The read-only form and the callout: words, flags, links, reflow."""

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ui.widgets.buttons import IconButton, LinkButton
from ui.widgets.callout import Callout, CalloutLine
from ui.widgets.form_blocks import FormBlock, FormCaption, FormEntry, FormField, FormHeading
from ui.widgets.form_rows import ValueLabel
from ui.widgets.form_view import FormView

FIELDS: list[FormBlock] = [
    FormHeading("5", "获奖情况", "2 条"),
    FormField("获奖时间", "2024-11"),
    FormField("排名", "4", flag="大于参与人数"),
    FormField(
        "证件号码",
        "330106********1234",
        action="reveal",
        action_icon="eye",
        action_name="显示",
        action_key="I",
    ),
    FormCaption("上次退回 1 处"),
    FormEntry("1", "学历证书", "已过期", "必要", "flag", "flag", key="m1"),
    FormEntry("3", "岗位信息表", "不需要", "不适用"),
]


@pytest.fixture
def form(qtbot):
    view = FormView()
    qtbot.addWidget(view)
    view.resize(386, 500)
    view.set_blocks(FIELDS)
    view.show()
    qtbot.waitExposed(view)
    return view


def test_values_can_be_selected_with_mouse_and_keyboard(form):
    value = form.row(1).findChild(ValueLabel)
    assert value.text() == "2024-11"
    assert value.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByKeyboard
    value.setFocus()
    QTest.keyClick(value, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert value.selectedText() == "2024-11"


def test_a_flag_is_spoken_with_its_value(form):
    assert form.row(2).findChild(ValueLabel).accessibleName() == "排名 4 大于参与人数"
    assert form.row_of_label("排名") is form.row(2)
    assert form.row_of_label("没有的") is None


def test_a_flag_that_does_not_fit_goes_below(form):
    short = form.row(2).heightForWidth(386)
    form.set_blocks([FormField("排名", "4", flag="大于参与人数，请核对证书上写的名次和单位出具的排名证明")])
    assert form.row(0).heightForWidth(260) > short


def test_long_values_wrap_and_the_form_follows(form):
    form.set_blocks([FormField("项目", "城东片区排水管网数字化改造及智慧运行平台建设" * 4)])
    assert form.heightForWidth(300) > form.heightForWidth(700) > 0


def test_the_reveal_button(qtbot, form):
    button = form.row(3).findChild(IconButton)
    assert button.accessibleName() == "显示"
    with qtbot.waitSignal(form.action_triggered) as heard:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert heard.args == ["reveal"]


def test_entries_with_a_key_are_buttons(qtbot, form):
    with qtbot.waitSignal(form.entry_activated) as heard:
        QTest.mouseClick(form.row(5), Qt.MouseButton.LeftButton)
    assert heard.args == ["m1"]
    assert form.row(6).focusPolicy() == Qt.FocusPolicy.NoFocus
    with qtbot.assertNotEmitted(form.entry_activated):
        QTest.mouseClick(form.row(6), Qt.MouseButton.LeftButton)


def test_the_next_dossier_reuses_the_rows(form):
    before = [form.row(place) for place in range(len(FIELDS))]
    form.set_blocks([*FIELDS[:2], FormField("排名", "1"), *FIELDS[3:]])
    assert [form.row(place) for place in range(len(FIELDS))] == before
    assert form.row(2).findChild(ValueLabel).accessibleName() == "排名 1"
    form.set_blocks(FIELDS[:1])
    assert not before[3].isVisible()
    with pytest.raises(IndexError):
        form.row(1)


def test_a_row_of_another_kind_replaces(form):
    form.set_blocks([FormField("姓名", "陈思远")])
    assert form.row(0).findChild(ValueLabel).text() == "陈思远"


def test_callout_links_carry_their_target(qtbot):
    callout = Callout("flag")
    qtbot.addWidget(callout)
    assert callout.isHidden()
    callout.set_content(
        "机器预检：2 处需留意", [CalloutLine("排名 4 大于 3", "看字段", "field:rank"), "另一处"]
    )
    callout.show()
    links = callout.findChildren(LinkButton)
    assert [link.text() for link in links] == ["看字段"]
    with qtbot.waitSignal(callout.link_activated) as heard:
        QTest.keyClick(links[0], Qt.Key.Key_Space)
    assert heard.args == ["field:rank"]
    assert "另一处" in callout.accessibleName()
    callout.set_content("")
    assert callout.isHidden()


def test_a_narrow_column_gives_the_wrapped_lines_their_room(qtbot):
    column = QWidget()
    layout = QVBoxLayout(column)
    callout, form = Callout("flag"), FormView()
    layout.addWidget(callout)
    layout.addWidget(form)
    layout.addStretch(1)
    long = "证书日期晚于项目结束 14 个月，请核对证书原件和项目验收文件上的日期" * 2
    callout.set_content("机器预检", [long])
    form.set_blocks([FormField("意见", long)])
    qtbot.addWidget(column)
    column.resize(320, 700)
    column.show()
    QCoreApplication.processEvents()
    assert form.height() == form.heightForWidth(form.width()) > 60
    assert callout.height() >= callout.heightForWidth(callout.width()) > 60


def test_a_callout_without_a_title_starts_with_its_line(qtbot):
    callout = Callout("error")
    qtbot.addWidget(callout)
    callout.set_content("", ["请补上。"])
    shown = [label for label in callout.findChildren(QLabel) if label.isVisible()]
    assert [label.text() for label in shown] == ["请补上。"]
