"""Choices and days of an entry form: words side by side, a list, the small calendar."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QTableView

from tests.ui.widgets.entry_form.form_hands import SECTION, Hands
from ui.widgets.entry_form.day_picker import DayPicker


@pytest.fixture
def hands(qtbot) -> Hands:
    return Hands(qtbot)


def key(hands: Hands, code: Qt.Key, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(hands.window.focusWidget(), code, modifiers)


def cross(hands: Hands, field: str) -> QAbstractButton:
    found = hands.input(field).findChildren(QAbstractButton)
    return next(button for button in found if button.accessibleName() == "清除选择")


def test_a_click_chooses_and_tells(hands):
    QTest.mouseClick(hands.input("sex").words()[1], Qt.MouseButton.LeftButton)
    assert hands.changed == [{"sex": "女"}]
    QTest.mouseClick(hands.input("sex").words()[0], Qt.MouseButton.LeftButton)
    assert hands.changed == [{"sex": "女"}, {"sex": "男"}]


def test_space_and_arrows_choose_and_tab_comes_once(hands):
    hands.go_to("sex")
    key(hands, Qt.Key.Key_Space)
    key(hands, Qt.Key.Key_Right)
    assert hands.form.fields() == {"sex": "女"} and hands.focused() == "sex"
    key(hands, Qt.Key.Key_Tab)
    assert hands.focused() == "id_number"
    key(hands, Qt.Key.Key_Backtab)
    assert hands.focused() == "sex" and hands.window.focusWidget() is hands.input("sex").words()[1]


def test_moving_between_the_words_is_no_leaving(hands):
    hands.go_to("sex")
    words = hands.input("sex").words()
    words[1].setFocus(Qt.FocusReason.MouseFocusReason)
    assert hands.line("sex") == ""
    hands.leave()
    assert hands.line("sex") == "必填"


def test_a_choice_can_be_taken_back_where_the_field_may_stay_empty(hands):
    hands.show(SECTION, {"main": "是", "sex": "男"})
    assert cross(hands, "main").isVisible() and not cross(hands, "sex").isVisible()
    QTest.mouseClick(cross(hands, "main"), Qt.MouseButton.LeftButton)
    assert hands.changed == [{"sex": "男"}] and not cross(hands, "main").isVisible()
    hands.input("main").words()[1].click()
    hands.input("main").words()[1].setFocus()
    key(hands, Qt.Key.Key_Delete)
    assert hands.form.fields() == {"sex": "男"}


@pytest.mark.parametrize(("field", "text"), [("sex", "未说明的性别"), ("level", "世界级")])
def test_a_text_that_is_no_choice_is_shown_said_and_kept(hands, field, text):
    hands.show(SECTION, {field: text})
    assert hands.form.fields() == {field: text}
    assert hands.line(field) == "请从列出的几项里选"
    hands.show(SECTION, {})
    assert hands.form.fields() == {}
    offered = (
        [hands.input(field).itemText(place) for place in range(hands.input(field).count())]
        if field == "level"
        else [word.text() for word in hands.input(field).words() if word.isVisible()]
    )
    assert text not in offered


def test_a_list_is_chosen_with_keys_and_not_by_a_wheel_over_it(hands):
    combo = hands.input("level")
    hands.leave()
    at = QPointF(combo.rect().center())
    wheel = QWheelEvent(
        at,
        combo.mapToGlobal(at),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QCoreApplication.sendEvent(combo, wheel)
    assert hands.form.fields() == {}
    hands.go_to("level")
    key(hands, Qt.Key.Key_Down)
    assert hands.form.fields() == {"level": "国家级"}


def test_opening_a_list_does_not_call_it_empty(hands):
    fields = tuple(replace(spec, required=True) for spec in SECTION.fields)
    hands.show(replace(SECTION, fields=fields), {})
    hands.go_to("level")
    hands.input("level").showPopup()
    assert hands.line("level") == ""
    hands.input("level").hidePopup()


# ---- days


def picker(hands: Hands) -> DayPicker:
    found = hands.form.findChild(DayPicker)
    assert found is not None
    return found


def test_the_calendar_opens_with_alt_down_takes_a_day_and_gives_the_focus_back(hands, qtbot):
    hands.show(SECTION, {"birth_date": "1988年3月7日"})
    hands.go_to("birth_date")
    key(hands, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert picker(hands).isVisible()
    view = picker(hands).calendar.findChild(QTableView)
    assert view is not None
    QTest.keyClick(view, Qt.Key.Key_Right)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert not picker(hands).isVisible()
    assert hands.settled == [{"birth_date": "1988-03-08"}]
    assert hands.line("birth_date") == ""
    QTest.keyClick(hands.input("birth_date"), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert hands.form.fields() == {"birth_date": "1988年3月7日"}


def test_escape_closes_the_calendar_and_changes_nothing(hands):
    hands.go_to("birth_date")
    button = hands.form.editor("birth_date").findChild(QAbstractButton)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert picker(hands).calendar.selectedDate().toPython() == hands.form._today
    QTest.keyClick(picker(hands).calendar, Qt.Key.Key_Escape)
    assert not picker(hands).isVisible() and hands.changed == []


def test_only_a_day_has_a_calendar(hands):
    for field in ("start", "money"):
        assert not hands.form.editor(field).findChild(QAbstractButton).isVisible()
        hands.go_to(field)
        key(hands, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert hands.form.findChild(DayPicker) is None
