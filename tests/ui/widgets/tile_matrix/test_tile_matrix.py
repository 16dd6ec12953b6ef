"""The matrix of tiles: one current cell that keys and clicks move, two-storey head, nothing but painting."""

import pytest
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QRect, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QWidget

from ui.theme import current
from ui.widgets import roles
from ui.widgets.table_columns import Column, ColumnKind
from ui.widgets.tile_matrix import tiles
from ui.widgets.tile_matrix.head import Group
from ui.widgets.tile_matrix.legend import TileLegend
from ui.widgets.tile_matrix.view import TileMatrix

COLUMNS = [
    Column("姓名", 120, ColumnKind.NAME),
    *(Column(word, 60, ColumnKind.TILE) for word in ("照片", "承诺")),
    Column("", 10),
    *(Column(word, 60, ColumnKind.TILE) for word in ("学历", "聘书", "学时")),
    Column("缺", 50, ColumnKind.COUNT),
    Column("下一步", 200, ColumnKind.ACT, stretch=True),
    Column("", 60, ColumnKind.LINK),
]
STATES = (tiles.DONE, tiles.MISSING, tiles.NOTICED, tiles.IN_REVIEW, tiles.NOT_APPLICABLE)


class SampleModel(QAbstractTableModel):
    def __init__(self, rows, parent=None):
        super().__init__(parent)
        self.rows = rows

    def rowCount(self, parent=QModelIndex()):  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else self.rows

    def columnCount(self, parent=QModelIndex()):  # noqa: B008
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        kind = COLUMNS[index.column()].kind
        if role == Qt.ItemDataRole.DisplayRole and kind is not ColumnKind.TILE:
            return {ColumnKind.NAME: f"人员{index.row()}", ColumnKind.COUNT: "2"}.get(kind, "去办")
        if role == roles.TILE and kind is ColumnKind.TILE:
            return STATES[(index.row() + index.column()) % len(STATES)]
        if role == roles.ICON and kind is ColumnKind.ACT:
            return ("upload", "accent_ink")
        if role == roles.INK and kind is ColumnKind.COUNT:
            return "failed"
        return None


@pytest.fixture
def matrix(qtbot):
    view = TileMatrix()
    model = SampleModel(300, view)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, view)
    view.setModel(model)
    view.set_columns(COLUMNS)
    view.set_groups([Group("申报步骤", 1, 2), Group("18 申报材料附件信息", 4, 6)])
    view.resize(1000, 420)
    qtbot.addWidget(view)
    view.show()
    qtbot.waitExposed(view)
    view.set_current_cell(0, 1)
    view.setFocus()
    return view


def test_measures(matrix):
    assert matrix.rowHeight(0) == 32
    assert matrix.head.height() == 58
    assert matrix.columnWidth(3) == 10
    assert matrix.head.length() <= matrix.viewport().width()


def test_arrows_move_from_tile_to_tile_and_stay_inside(matrix):
    for key, cell in (
        (Qt.Key.Key_Right, (0, 2)),
        (Qt.Key.Key_Right, (0, 4)),
        (Qt.Key.Key_Down, (1, 4)),
        (Qt.Key.Key_End, (1, 6)),
        (Qt.Key.Key_Right, (1, 6)),
        (Qt.Key.Key_Left, (1, 5)),
        (Qt.Key.Key_Home, (1, 1)),
        (Qt.Key.Key_Left, (1, 1)),
        (Qt.Key.Key_Up, (0, 1)),
        (Qt.Key.Key_Up, (0, 1)),
    ):
        QTest.keyClick(matrix, key)
        assert matrix.current_cell() == cell
    QTest.keyClick(matrix, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert matrix.current_cell() == (299, 1)
    QTest.keyClick(matrix, Qt.Key.Key_PageUp)
    assert 280 < matrix.current_cell()[0] < 299
    assert len(matrix.selectionModel().selectedRows()) == 1


def test_a_click_beside_the_tiles_takes_the_row_and_keeps_the_column(matrix, qtbot):
    matrix.set_current_cell(0, 5)
    place = matrix.visualRect(matrix.model().index(3, 0)).center()
    with qtbot.waitSignal(matrix.cell_changed):
        QTest.mouseClick(matrix.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert matrix.current_cell() == (3, 5)
    place = matrix.visualRect(matrix.model().index(4, 2)).center()
    QTest.mouseClick(matrix.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert matrix.current_cell() == (4, 2)
    assert matrix.current_row() == 4


def test_a_link_tells_its_row(matrix, qtbot):
    place = matrix.visualRect(matrix.model().index(2, 9)).center()
    with qtbot.waitSignal(matrix.link_activated) as told:
        QTest.mouseClick(matrix.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert told.args[0].row() == 2


def test_three_hundred_people_are_one_painted_view(matrix):
    assert matrix.viewport().findChildren(QWidget) == []


def test_an_empty_matrix_has_no_current_cell(qtbot):
    view = TileMatrix()
    qtbot.addWidget(view)
    view.setModel(SampleModel(0, view))
    view.set_columns(COLUMNS)
    view.set_current_cell(0, 1)
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert view.current_cell() == (-1, -1)


def test_only_missing_and_noticed_tiles_have_a_ground(qapp):
    def ground(state):
        picture = QImage(60, 32, QImage.Format.Format_ARGB32)
        picture.fill(current.color("surface"))
        painter = QPainter(picture)
        tiles.paint_tile(painter, tiles.tile_rect(QRect(0, 0, 60, 32)), state)
        painter.end()
        return picture.pixelColor(15, 15).name()

    surface = current.color("surface").name()
    assert ground(tiles.MISSING) == current.color("failed_tint").name()
    assert ground(tiles.NOTICED) == current.color("returned_fill").name()
    assert {ground(s) for s in (tiles.DONE, tiles.IN_REVIEW, tiles.NOT_APPLICABLE)} == {surface}


def test_the_legend_says_its_words(qtbot):
    legend = TileLegend([(tiles.DONE, "已有"), (tiles.MISSING, "缺")])
    qtbot.addWidget(legend)
    assert legend.accessibleName() == "已有　缺"
    legend.show()
    assert legend.width() >= legend.sizeHint().width()
