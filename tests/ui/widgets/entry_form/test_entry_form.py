"""Typing into an entry form: what is said when, what is told, what stays as typed (B1.1, B1.2)."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest

from tests.factories import make_id_number
from tests.ui.widgets.entry_form.form_hands import SECTION, Hands
from ui.widgets.entry_form.field_editor import FieldEditor
from ui.widgets.entry_form.form import SETTLE_MS

NUMBER = make_id_number(1)
WIDE = NUMBER.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
RARE = "𬭚㛃龘𰻝"


@pytest.fixture
def hands(qtbot) -> Hands:
    return Hands(qtbot)


# ---- what is told


def test_every_change_goes_out_as_typed_and_a_pause_settles_it(hands, qtbot):
    hands.type("name", " ab ")
    assert [told["name"] for told in hands.changed] == [" ", " a", " ab", " ab "]
    assert hands.settled == []
    qtbot.waitUntil(lambda: hands.settled == [{"name": " ab "}])


def test_leaving_a_field_settles_at_once(hands):
    hands.type("name", "ab")
    hands.leave()
    assert hands.settled == [{"name": "ab"}]
    hands.go_to("name")
    hands.leave()
    assert len(hands.settled) == 1  # nothing new to keep


def test_settle_flushes_and_says_nothing_twice(hands):
    hands.type("name", "ab")
    hands.form.settle()
    hands.form.settle()
    assert hands.settled == [{"name": "ab"}]


@pytest.mark.req("B1.2")
@pytest.mark.parametrize("key", ["name", "duty"])
def test_a_committed_word_is_kept_at_once_and_a_composed_one_is_no_text(hands, qtbot, key):
    hands.compose(key, "chen'si'yuan")
    qtbot.wait(SETTLE_MS + 50)
    assert hands.changed == [] and hands.settled == []
    assert hands.kind(key) == ""
    hands.compose(key, "")
    hands.commit(key, f"陈思远{RARE}")
    assert hands.settled == [{key: f"陈思远{RARE}"}]
    assert hands.form.fields() == {key: f"陈思远{RARE}"}


@pytest.mark.req("B1.2")
def test_composing_over_a_marked_text_neither_flickers_nor_keeps_the_gap(hands, qtbot):
    hands.show(SECTION, {"name": "旧名称"})
    hands.go_to("name")
    hands.input("name").selectAll()
    hands.compose("name", "xin")
    assert hands.kind("name") == ""
    qtbot.wait(SETTLE_MS + 50)
    assert hands.settled == []
    hands.commit("name", "新名称")
    assert hands.settled == [{"name": "新名称"}]


def test_showing_another_item_tells_nothing_and_forgets_what_was_said(hands):
    hands.erase("name")
    hands.leave()
    assert hands.line("name") == "必填"
    hands.changed.clear()
    hands.show(SECTION, {"sex": "女"})
    assert hands.changed == [] and hands.line("name") == ""
    assert hands.form.fields() == {"sex": "女"}


# ---- what is said when


def test_an_empty_required_field_is_said_after_leaving_it_or_on_save(hands):
    assert hands.line("name") == ""
    hands.go_to("name")
    assert hands.line("name") == ""
    hands.leave()
    assert (hands.line("name"), hands.kind("name")) == ("必填", "error")
    assert hands.line("sex") == ""
    assert hands.form.show_required() == "name"
    assert hands.line("sex") == "必填" and hands.focused() == "name"
    hands.type("name", "a")
    assert hands.line("name") == ""
    hands.input("sex").words()[1].click()
    assert hands.line("sex") == "" and hands.form.show_required() == ""


def test_another_window_in_front_is_no_leaving(hands):
    hands.go_to("name")
    hands.input("name").clearFocus()
    hands.show(SECTION, {})
    hands.input("name").setFocus(Qt.FocusReason.ActiveWindowFocusReason)
    hands.after.setFocus(Qt.FocusReason.ActiveWindowFocusReason)
    assert hands.line("name") == ""


@pytest.mark.req("B1.2")
def test_half_a_number_is_counted_while_typed_and_wrong_when_left(hands):
    hands.type("id_number", NUMBER[:12])
    assert (hands.line("id_number"), hands.kind("id_number")) == ("已输入 12 位，共 18 位", "hint")
    hands.leave()
    assert (hands.line("id_number"), hands.kind("id_number")) == ("证件号码应为 18 位，现在 12 位", "flag")
    # Back in the field it stays said until it is right.
    hands.type("id_number", NUMBER[12:17])
    assert hands.kind("id_number") == "flag"
    hands.type("id_number", NUMBER[17:])
    assert hands.kind("id_number") == "hint" and "1988-03-07" in hands.line("id_number")


@pytest.mark.req("B1.2")
@pytest.mark.parametrize("number", [WIDE, f"{NUMBER[:6]} {NUMBER[6:14]} {NUMBER[14:]}"])
def test_full_width_digits_and_gaps_are_understood_and_kept_as_typed(hands, number):
    hands.paste("id_number", number)
    assert "1988-03-07" in hands.line("id_number")
    assert hands.form.fields()["id_number"] == number


@pytest.mark.req("B1.2")
@pytest.mark.parametrize(
    ("text", "said", "kind"),
    [
        ("20240506", "读作 2024-05-06", "hint"),
        ("2024.5.6", "读作 2024-05-06", "hint"),
        ("2024年5月6日", "读作 2024-05-06", "hint"),
        ("2024-05-06", "", ""),
        ("4月31日", "没有这一天", "flag"),
        ("2021-04-31", "没有这一天", "flag"),
    ],
)
def test_a_date_is_read_as_written_and_a_day_that_does_not_exist_is_said(hands, text, said, kind):
    hands.commit("birth_date", text)
    assert hands.line("birth_date").startswith(said) and hands.kind("birth_date") == kind
    assert hands.form.fields() == {"birth_date": text}


@pytest.mark.req("B1.2")
@pytest.mark.parametrize(
    ("text", "said", "kind"),
    [
        ("202306", "读作 2023-06", "hint"),
        ("2023.6", "读作 2023-06", "hint"),
        ("2023/06", "读作 2023-06", "hint"),
        ("2023年6月", "读作 2023-06", "hint"),
        ("２０２３０６", "读作 2023-06", "hint"),
        ("2023-06", "", ""),
        ("2023-13", "没有", "flag"),
    ],
)
def test_a_month_is_read_as_people_write_it_and_kept_as_typed(hands, text, said, kind):
    """No picker stands at a month: six digits are quicker, and the line below says how they were read."""
    hands.commit("start", text)
    assert hands.line("start").startswith(said) and hands.kind("start") == kind
    assert hands.form.fields() == {"start": text}


def test_a_date_is_not_called_wrong_while_it_is_being_typed(hands):
    said = []
    for character in "2024-05-06":
        hands.type("birth_date", character)
        said.append(hands.kind("birth_date"))
    assert "flag" not in said
    hands.erase("birth_date")
    hands.type("birth_date", "2024-1")
    hands.leave()
    assert hands.line("birth_date").startswith("请写到日")


def test_a_reversed_period_is_said_at_its_end_when_either_changes(hands):
    hands.commit("start", "2019-05")
    hands.commit("end", "2018-01")
    assert hands.line("end") == "早于起始时间 2019-05"
    hands.erase("start")
    hands.commit("start", "2017-01")
    assert hands.line("end") == ""
    hands.erase("end")
    hands.commit("end", "至今")
    assert hands.line("end") == ""


def test_money_that_is_no_number_is_said(hands):
    hands.commit("money", "约100万")
    assert hands.line("money") == "请写数字"
    hands.erase("money")
    hands.commit("money", "１００")
    assert hands.line("money") == "读作 100"


@pytest.mark.req("B1.2")
@pytest.mark.parametrize("key", ["name", "duty"])
def test_a_paste_of_ten_thousand_characters_is_said_and_stays_whole(hands, key):
    text = "字" * 10_000
    hands.paste(key, text)
    assert "10000 字" in hands.line(key) and hands.kind(key) == "flag"
    assert hands.form.fields()[key] == text
    assert hands.form.problems()[key].code == "too_long"
    assert not hands.form.problems()[key].stops


def test_a_paste_beyond_what_a_line_of_qt_holds_stays_whole(hands):
    text = "字" * 40_000
    hands.paste("name", text)
    assert hands.form.fields()["name"] == text


def test_the_long_text_counts(hands):
    hands.commit("duty", "负责设计")
    line = hands.form.editor("duty").line
    assert line.count() == "4 / 4000"
    hands.erase("duty")
    assert line.count() == ""


def test_nothing_moves_when_something_is_said(hands):
    before = [hands.form.editor(spec.key).geometry() for spec in SECTION.fields]
    hands.commit("birth_date", "4月31日")
    hands.form.show_required()
    QCoreApplication.processEvents()
    assert [hands.form.editor(spec.key).geometry() for spec in SECTION.fields] == before


# ---- suggestions, remarks, locks


def test_a_number_suggests_birth_date_and_sex_only_where_nothing_stands(hands):
    hands.paste("id_number", NUMBER)
    assert [set(told) for told in hands.suggested] == [{"birth_date", "sex"}]
    assert "birth_date" not in hands.form.fields()  # not without being asked
    hands.form.fill_empty(hands.suggested[0])
    assert hands.form.fields()["birth_date"] == "1988-03-07"
    assert hands.changed[-1]["birth_date"] == "1988-03-07"
    hands.erase("id_number")
    hands.erase("birth_date")
    hands.commit("birth_date", "1990-01-01")
    hands.paste("id_number", NUMBER)
    assert len(hands.suggested) == 1
    assert hands.line("birth_date") == "证件号码里是 1988-03-07"
    hands.form.fill_empty({"birth_date": "1988-03-07"})
    assert hands.form.fields()["birth_date"] == "1990-01-01"


@pytest.mark.req("B1.2")
def test_what_a_reviewer_wrote_stands_at_its_field(hands):
    hands.show(SECTION, {"name": "甲"}, remarks={"name": "与证书不一致"})
    note = hands.form.editor("name").remark
    assert note.isVisible() and note.text() == "与证书不一致"
    assert not hands.form.editor("phone").remark.isVisible()
    hands.show(SECTION, {"name": "甲"})
    assert not note.isVisible()


def test_a_locked_form_can_be_read_and_not_changed(hands):
    hands.show(SECTION, {"name": "甲", "sex": "男", "level": "省部级"}, locked=True)
    hands.commit("name", "乙")
    hands.form.fill_empty({"birth_date": "1988-03-07"})
    assert hands.input("name").isReadOnly()
    assert not any(word.isEnabled() for word in hands.input("sex").words())
    assert not hands.input("level").isEnabled()
    assert hands.form.fields() == {"name": "甲", "sex": "男", "level": "省部级"}
    assert hands.input("start").placeholderText() == ""
    hands.show(SECTION, {"name": "甲"}, locked_fields=frozenset({"name"}))
    assert hands.input("name").isReadOnly() and hands.input("sex").words()[0].isEnabled()
    assert hands.input("start").placeholderText() == "如 2024-05"


# ---- moving


def test_tab_and_enter_go_from_field_to_field_in_order(hands):
    keys = [spec.key for spec in SECTION.fields]
    hands.go_to("name")
    walked = [hands.focused()]
    for _ in keys[1:]:
        QTest.keyClick(hands.window.focusWidget(), Qt.Key.Key_Tab)
        walked.append(hands.focused())
    assert walked == keys
    QTest.keyClick(hands.window.focusWidget(), Qt.Key.Key_Tab)
    assert hands.after.hasFocus()
    QTest.keyClick(hands.after, Qt.Key.Key_Backtab)
    assert hands.focused() == keys[-1]
    hands.go_to("name")
    walked = [hands.focused()]
    for _ in keys[1:]:
        QTest.keyClick(hands.window.focusWidget(), Qt.Key.Key_Return)
        walked.append(hands.focused())
    assert walked == keys
    # In a text Enter is a line break.
    QTest.keyClick(hands.window.focusWidget(), Qt.Key.Key_Return)
    assert hands.focused() == "duty" and hands.form.fields() == {"duty": "\n"}


def test_enter_in_the_last_field_finishes(qtbot):
    hands = Hands(qtbot, replace(SECTION, fields=SECTION.fields[:3]))
    hands.go_to("id_number")
    QTest.keyClick(hands.input("id_number"), Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    assert hands.finished == [True]


def test_two_columns_where_there_is_room_and_long_texts_span_both(qtbot):
    hands = Hands(qtbot, width=720)
    start, end, duty = (hands.form.editor(key) for key in ("name", "sex", "duty"))
    assert start.y() == end.y() and start.x() < end.x()
    assert duty.width() == hands.form.width()
    hands.window.resize(500, 900)
    QCoreApplication.processEvents()
    assert start.x() == end.x() and start.y() < end.y()


def test_escape_is_left_to_the_page(hands):
    hands.type("name", "ab")
    QTest.keyClick(hands.input("name"), Qt.Key.Key_Escape)
    assert hands.window.pressed == [Qt.Key.Key_Escape]
    assert hands.form.fields() == {"name": "ab"}


# ---- one editor for many fields


def test_editors_serve_the_next_section_without_anything_of_the_last(hands):
    hands.type("name", "abc")
    hands.type("phone", "138")
    before = hands.form.editor("name")
    other = replace(SECTION, key="other", fields=SECTION.fields[2:5])
    hands.show(other, {})
    assert before.isVisible()  # it serves another field now
    assert hands.form.fields() == {}
    for spec in other.fields:
        widget = hands.input(spec.key)
        assert widget.text() == "" and not widget.isUndoAvailable()
        assert hands.form.editor(spec.key).label.text() == spec.title
    shown = [editor for editor in hands.form.findChildren(FieldEditor) if editor.isVisible()]
    assert len(shown) == 3


def test_ctrl_z_takes_back_typing_inside_a_field(hands):
    hands.show(SECTION, {"name": "原名"})
    hands.commit("name", "改")
    QTest.keyClick(hands.input("name"), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert hands.form.fields()["name"] == "原名"


def test_a_field_says_its_name_and_its_problem_to_a_screen_reader(hands):
    hands.form.show_required()
    assert hands.input("name").accessibleName() == "名称，必填"
    assert hands.input("name").accessibleDescription() == "必填"
