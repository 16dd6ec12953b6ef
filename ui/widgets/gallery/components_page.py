"""The page of mock-up 12: type, swatches, buttons, fields, pills, tabs, two-line rows, callouts."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import current, shapes
from ui.theme.contrast import see_as_deuteranope
from ui.widgets.buttons import DangerButton, PrimaryButton, QuietButton, SecondaryButton
from ui.widgets.callout import Callout
from ui.widgets.choice import CheckBox
from ui.widgets.combo_box import ComboBox
from ui.widgets.fields import LineEdit, SearchField
from ui.widgets.gallery.rows_sample import SampleListModel, SampleRow
from ui.widgets.key_chip import KeyChip
from ui.widgets.labels import TextLabel
from ui.widgets.pane import Pane
from ui.widgets.pills import PillLabel
from ui.widgets.row_view import RowView
from ui.widgets.sub_tabs import SubTabs
from ui.widgets.two_line_delegate import TwoLineDelegate

STATES = [
    ("pending", "待审核"),
    ("passed", "通过"),
    ("returned", "退回"),
    ("failed", "不通过"),
    ("conflict", "冲突"),
]
_SWATCHES = (
    ["window", "sunken", "surface", "raised", "hover", "line", "control", "muted", "text"],
    ["accent", "accent_soft", "accent_ink", "pending", "passed", "returned", "failed", "conflict", "focus"],
)


class _Swatches(QWidget):
    """Two rows of colours with their names."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(640, 96)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        step = self.width() / 9
        for line, tokens in enumerate(_SWATCHES):
            for place, token in enumerate(tokens):
                left, top = round(place * step), line * 51
                box = QRect(left, top, round(step) - 7, 20)
                shapes.frame_round(painter, box, current.color("line"), 5, 1.0, current.color(token))
                for row, text in enumerate((token, current.color(token).name().upper())):
                    words = QRect(left, top + 21 + row * 12, round(step), 14)
                    shapes.draw_text(painter, words, text, "caption", "muted")


class _Filtered(QWidget):
    """Pills as somebody with deuteranopia sees them: painted, then every pixel's colour replaced."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QWidget()
        row = QHBoxLayout(self._row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(9)
        for state, word in STATES:
            row.addWidget(PillLabel(state, word))
        self._row.resize(self._row.sizeHint())
        self.setFixedSize(self._row.sizeHint())

    def paintEvent(self, event: QPaintEvent) -> None:
        ratio = self.devicePixelRatioF()
        image = QImage(self.size() * ratio, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(ratio)
        image.fill(current.color("surface"))
        self._row.render(image, renderFlags=QWidget.RenderFlag.DrawChildren)
        seen: dict[int, int] = {}
        for y in range(image.height()):
            for x in range(image.width()):
                pixel = image.pixel(x, y)
                if pixel not in seen:
                    seen[pixel] = QColor(see_as_deuteranope(QColor(pixel).name())).rgb()
                image.setPixel(x, y, seen[pixel])
        QPainter(self).drawImage(0, 0, image)


def _line(label: str, widgets: list[QWidget], gap: int = 8) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(gap)
    words = TextLabel(label, "caption", "muted")
    words.setFixedWidth(64 - gap)
    row.addWidget(words)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row


def _type_line() -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(14)
    samples = [
        ("标题 13", "title"),
        ("小标题 11", "section"),
        ("正文 10 粗", "body_bold"),
        ("正文 10", "body"),
    ]
    for text, role in samples:
        row.addWidget(TextLabel(text, role))
    row.addWidget(TextLabel("说明 9", "caption", "muted"))
    row.addWidget(TextLabel("330106********1234"))
    row.addStretch(1)
    return row


def _buttons() -> list[QWidget]:
    passed = PrimaryButton("通过", "check", "P")
    passed.setFixedHeight(32)
    return [
        passed,
        SecondaryButton("退回", "undo-2", "R", icon_token="returned"),
        QuietButton("审核日志", "history"),
        DangerButton("删除草稿", "trash-2"),
    ]


def _focus_and_disabled(page: "ComponentsPage") -> list[QWidget]:
    page.focused = SecondaryButton("导出名单", "download")
    disabled = PrimaryButton("通过", "check", "P")
    disabled.setFixedHeight(32)
    disabled.setEnabled(False)
    other = SecondaryButton("退回", "undo-2", "R")
    other.setEnabled(False)
    return [page.focused, disabled, other, KeyChip("Ctrl Enter"), KeyChip("J"), KeyChip("空格")]


def _fields() -> list[QWidget]:
    line = LineEdit("城东片区")
    line.setFixedWidth(128)
    search = SearchField("姓名或证件号片段")
    search.setFixedWidth(170)
    combo = ComboBox()
    combo.addItems(["2026 年度", "2025 年度"])
    combo.setFixedWidth(128)
    chosen = CheckBox("已选")
    chosen.setChecked(True)
    return [line, search, combo, CheckBox("全选"), chosen]


def _rows() -> SampleListModel:
    return SampleListModel(
        [
            SampleRow("陈思远", "示例建设工程有限公司", "10-08", "城东片区排水管网数字化改造"),
            SampleRow("欧阳静怡", "示例水务集团有限公司", "10-08", "泵站智慧运行平台", "passed", "通过"),
            SampleRow(
                "买买提·艾力", "示例市政设计院", "10-07", "滨河路综合整治", "returned", "退回", 0, True
            ),
            SampleRow("王嘉树", "示例建设工程有限公司", "10-07", "BIM 应用大赛", "failed", "不通过"),
            SampleRow(
                "郑凯",
                "示例水务集团有限公司",
                "10-06",
                "供水管网漏损控制，一处很长很长的项目名称会在这里省略",
                "conflict",
                "冲突",
            ),
        ]
    )


class ComponentsPage(Pane):
    """683×768, as in the mock-up."""

    def __init__(self, title: str) -> None:
        super().__init__("surface")
        self.focused: QWidget = self
        self.setFixedSize(683, 768)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 10, 18, 31)
        column.setSpacing(8)
        column.addWidget(TextLabel(title, "title"))
        column.addLayout(_type_line())
        column.addWidget(_Swatches())
        column.addLayout(_line("按钮", _buttons()))
        column.addLayout(_line("焦点 停用", _focus_and_disabled(self)))
        column.addLayout(_line("输入", _fields()))
        column.addLayout(_line("状态", [PillLabel(state, word) for state, word in STATES], 9))
        column.addLayout(_line("色弱所见", [_Filtered()], 9))
        lists = QVBoxLayout()
        lists.setSpacing(0)
        lists.addWidget(self._make_tabs())
        lists.addWidget(self._make_list(), 1)
        column.addLayout(lists, 1)
        column.addLayout(self._make_callouts())

    def _make_tabs(self) -> SubTabs:
        tabs = SubTabs()
        tabs.set_tabs(["待审核", "通过", "不通过", "退回", "全部"])
        for place, count in enumerate((12, 86, 2, 7, 107)):
            tabs.set_count(place, count)
        return tabs

    def _make_list(self) -> RowView:
        view = RowView()
        model = _rows()
        model.setParent(view)
        view.setModel(model)
        view.setItemDelegate(TwoLineDelegate(view, show_pills=True))
        view.set_current_row(0)
        view.set_pane_active(True)
        return view

    def _make_callouts(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        flag = Callout("flag")
        flag.set_content("机器预检：1 处需留意", ["排名 4 大于参与人数 3"])
        error = Callout("error")
        error.set_content("没有保存", ["磁盘已满。请清出 200 MB 后按 Ctrl+S。（E-204）"])
        for callout in (flag, error):
            callout.setFixedHeight(77)
            row.addWidget(callout, 1)
        return row

    def settle(self) -> None:
        """Give the focus sample its ring (after show)."""
        self.focused.setFocus(Qt.FocusReason.TabFocusReason)
