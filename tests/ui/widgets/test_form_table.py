"""Small tables and running text in a form: words wrap, a row with files is a button, a screen reader hears it all."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ui.widgets.form_blocks import FormCell, FormColumn, FormField, FormTableHead, FormTableRow, FormText
from ui.widgets.form_table import TableHeadRow, TableRow, TextRow, place_columns
from ui.widgets.form_view import FormView

COLUMNS = (FormColumn("#", 20), FormColumn("名称"), FormColumn("材料", 100))


def make_row(name="通报表扬", files="证明.pdf", key="a"):
    return FormTableRow(COLUMNS, (FormCell("1"), FormCell(name, note="获奖"), FormCell(files)), key)


def shown(qtbot, *blocks, width=400):
    form = FormView()
    qtbot.addWidget(form)
    form.set_blocks(blocks)
    form.resize(width, form.heightForWidth(width))
    form.show()
    return form


def test_one_column_takes_the_rest():
    assert place_columns(COLUMNS, 400) == [(0, 20), (30, 260), (300, 100)]


def test_long_words_make_their_row_higher(qtbot):
    short = shown(qtbot, make_row())
    long = shown(qtbot, make_row("示例市水利工程管理中心技术质量部年度优秀工作者" * 2))
    assert long.heightForWidth(400) > short.heightForWidth(400)
    assert long.heightForWidth(260) > long.heightForWidth(400)


def test_a_row_with_a_key_is_a_button(qtbot):
    form = shown(qtbot, FormTableHead(COLUMNS), make_row(), make_row("无", "/", key=""))
    head, row, bare = (form.row(n) for n in range(3))
    assert isinstance(head, TableHeadRow)
    assert head.accessibleName() == "# 名称 材料"
    with qtbot.waitSignal(form.entry_activated) as told:
        QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    assert told.args == ["a"]
    row.setFocus()
    with qtbot.waitSignal(form.entry_activated):
        QTest.keyClick(row, Qt.Key.Key_Space)
    assert row.text() == "1 通报表扬 获奖 证明.pdf"
    assert bare.focusPolicy() == Qt.FocusPolicy.NoFocus
    with qtbot.assertNotEmitted(form.entry_activated):
        QTest.mouseClick(bare, Qt.MouseButton.LeftButton)


def test_rows_of_a_table_follow_one_another_without_a_gap(qtbot):
    form = shown(qtbot, FormField("标题", "值"), FormTableHead(COLUMNS), make_row(), make_row())
    first, second = form.row(2), form.row(3)
    assert second.y() == first.geometry().bottom() + 1


def test_running_text_wraps_over_the_whole_width(qtbot):
    form = shown(qtbot, FormText("本人从事水利工程技术工作。" * 20))
    row = form.row(0)
    assert isinstance(row, TextRow)
    assert row.width() == 400
    assert row.height() > 60


def test_a_form_may_change_between_fields_and_tables(qtbot):
    form = shown(qtbot, make_row(), FormText("一"))
    form.set_blocks([FormField("标题", "值"), make_row(key="b")])
    assert not isinstance(form.row(0), TableRow)
    with qtbot.waitSignal(form.entry_activated) as told:
        form.row(1).click()
    assert told.args == ["b"]
