"""Fields: heights, search keys, password, text area, combo box, date, check boxes."""

from PySide6.QtCore import QCoreApplication, QDate, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ui.theme.tokens import LIGHT
from ui.widgets.choice import CheckBox, RadioButton, RadioCard
from ui.widgets.combo_box import ComboBox
from ui.widgets.date_edit import DateEdit
from ui.widgets.fields import LineEdit, PasswordField, SearchField, TextEdit, set_invalid


def edge(widget):
    image = widget.grab().toImage()
    return image.pixelColor(image.width() // 2, 0).name()


def shown(qtbot, widget, *children):
    if children:
        column = QVBoxLayout(widget)
        for child in children:
            column.addWidget(child)
    qtbot.addWidget(widget)
    widget.show()
    qtbot.waitExposed(widget)
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)
    return widget


def test_heights(qtbot):
    combo = ComboBox()
    combo.addItem("2026 年度")
    for field in (LineEdit(), SearchField("姓名"), PasswordField(), combo, DateEdit()):
        qtbot.addWidget(field)
        assert field.sizeHint().height() == 32
    assert LineEdit(dense=True).sizeHint().height() == 30


def test_edges_tell_normal_focus_invalid_disabled(qtbot):
    field, other = LineEdit("字"), LineEdit("别的")
    window = shown(qtbot, QWidget(), field, other)
    assert window.isVisible()
    other.setFocus()
    QCoreApplication.processEvents()
    assert edge(field) == QColor(LIGHT["control"]).name()
    field.setFocus(Qt.FocusReason.MouseFocusReason)
    assert edge(field) == QColor(LIGHT["accent"]).name()
    other.setFocus()
    set_invalid(field, True)
    assert edge(field) == QColor(LIGHT["failed"]).name()
    set_invalid(field, False)
    field.setEnabled(False)
    assert edge(field) == QColor(LIGHT["line"]).name()


def test_escape_clears_the_search_before_it_leaves(qtbot):
    field = shown(qtbot, SearchField("姓名或证件号片段"))
    QTest.keyClicks(field, "330106")
    with qtbot.waitSignal(field.cleared):
        QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""
    assert field.accessibleName() == "姓名或证件号片段"


def test_the_clear_button_is_there_only_with_text(qtbot):
    field = shown(qtbot, SearchField("姓名"))
    clear = field.findChild(QWidget, "", Qt.FindChildOption.FindDirectChildrenOnly)
    assert clear is not None and not clear.isVisible()
    field.setText("陈")
    assert clear.isVisible()
    QTest.mouseClick(clear, Qt.MouseButton.LeftButton)
    assert field.text() == "" and not clear.isVisible()


def test_a_password_shows_only_on_demand(qtbot):
    field = shown(qtbot, PasswordField())
    QTest.keyClicks(field, "geheim")
    assert field.echoMode() == QLineEdit.EchoMode.Password
    eye = field.findChild(QWidget, "", Qt.FindChildOption.FindDirectChildrenOnly)
    QTest.mouseClick(eye, Qt.MouseButton.LeftButton)
    assert field.echoMode() == QLineEdit.EchoMode.Normal and eye.accessibleName() == "隐藏密码"
    QTest.mouseClick(eye, Qt.MouseButton.LeftButton)
    assert field.echoMode() == QLineEdit.EchoMode.Password


def test_the_text_area_grows_and_lets_tab_go(qtbot):
    area, after = TextEdit(most_lines=3), LineEdit()
    window = shown(qtbot, QWidget(), area, after)
    assert window.isVisible()
    one = area.sizeHint().height()
    assert one == 32
    area.setPlainText("一\n二")
    two = area.sizeHint().height()
    area.setPlainText("一\n二\n三\n四\n五")
    most = area.sizeHint().height()
    area.setPlainText("\n" * 20)
    assert one < two < most == area.sizeHint().height()
    area.setFocus()
    QTest.keyClick(area, Qt.Key.Key_Tab)
    assert after.hasFocus()


def test_combo_opens_with_keys_and_chooses(qtbot):
    combo = shown(qtbot, ComboBox())
    combo.addItems(["上城区", "拱墅区", "西湖区"])
    combo.setFocus()
    QTest.keyClick(combo, Qt.Key.Key_Down)
    assert combo.currentText() == "拱墅区"
    QTest.keyClick(combo, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert combo.view().isVisible()
    QTest.keyClick(combo.view(), Qt.Key.Key_Down)
    QTest.keyClick(combo.view(), Qt.Key.Key_Return)
    assert combo.currentText() == "西湖区" and not combo.view().isVisible()


def test_combo_tooltip_only_when_cut(qtbot):
    combo = ComboBox()
    combo.addItems(["2026度杭州市建设工程专业技术人员工程师资格评审申报计划"])
    shown(qtbot, combo)
    combo.resize(120, 32)
    combo.grab()
    assert combo.toolTip().startswith("2026度")
    combo.resize(600, 32)
    combo.grab()
    assert combo.toolTip() == ""


def test_dates_are_written_in_full(qtbot):
    field = shown(qtbot, DateEdit(QDate(2026, 9, 30)))
    assert field.text() == "2026-09-30"
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Up)
    assert field.date() > QDate(2026, 9, 30)


def test_boxes_turn_with_space_and_a_click(qtbot):
    box = shown(qtbot, CheckBox("全选"))
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert box.isChecked()
    QTest.mouseClick(box, Qt.MouseButton.LeftButton)
    assert not box.isChecked()
    box.setTristate(True)
    box.setCheckState(Qt.CheckState.PartiallyChecked)
    image = box.grab().toImage()
    assert image.pixelColor(4, image.height() // 2 - 4).name() == QColor(LIGHT["accent"]).name()


def test_radios_exclude_one_another(qtbot):
    late = RadioCard("2026-10-13 星期二", "开始日不计")
    early = RadioCard("2026-10-12 星期一", "开始日计入")
    plain = RadioButton("是白底")
    window = shown(qtbot, QWidget(), late, early, plain)
    assert window.isVisible()
    late.setChecked(True)
    late.setFocus()
    QTest.keyClick(late, Qt.Key.Key_Down)
    assert early.isChecked() and not late.isChecked()
    assert early.accessibleDescription() == "开始日计入"
