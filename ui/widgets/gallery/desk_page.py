"""A review desk as in mock-up 02, without the evidence: tabs, categories, list, form, verdicts, status."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.widgets.buttons import FrameIconButton, IconButton, MenuButton, QuietButton
from ui.widgets.callout import Callout, CalloutLine
from ui.widgets.choice import CheckBox
from ui.widgets.fields import SearchField, TextEdit
from ui.widgets.form_blocks import FormBlock, FormCaption, FormField
from ui.widgets.form_view import FormView
from ui.widgets.gallery.rows_sample import SampleListModel, SampleRow
from ui.widgets.labels import TextLabel
from ui.widgets.pane import Pane
from ui.widgets.pills import PillLabel
from ui.widgets.row_view import RowView
from ui.widgets.section_list import CategoryList
from ui.widgets.side_rows import SideRow
from ui.widgets.status_bar import StatusBar
from ui.widgets.sub_tabs import SubTabs
from ui.widgets.two_line_delegate import TwoLineDelegate
from ui.widgets.verdict_bar import VerdictBar
from ui.widgets.verdict_button import make_verdict_button
from ui.widgets.work_tabs import WorkTabs

CATEGORIES = [
    ("0", "基本信息", 6),
    ("1", "教育经历", 9),
    ("2", "工作经历", 21),
    ("3", "继续教育(培训)情况", 18),
    ("4", "学术技术兼职情况", 0),
    ("5", "获奖情况", 12),
    ("6", "获得荣誉称号情况", 4),
    ("7", "主持参与科研项目(基金)情况", 3),
    ("8", "主持参与工程技术项目情况", 31),
    ("9", "论文", 18),
    ("10", "著(译)作(教材)", 0),
    ("11", "专利(著作权)情况", 7),
    ("12", "主持(参与)制定标准情况", 2),
    ("13", "成果被批示、采纳、运用和推广", 0),
    ("14", "资质证书", 11),
    ("15", "奖惩情况", 0),
    ("16", "考核情况", 6),
]
_PEOPLE = [
    ("陈思远", "示例建设工程有限公司", "10-08", "城东片区排水管网数字化改造　科技创新成果二等奖", 2),
    ("林致远", "示例建设工程有限公司", "10-08", "装配式管廊快速拼装工法　优秀工法一等奖", 0),
    ("何雨桐", "示例市政设计院", "10-08", "滨河路综合整治　优秀勘察设计三等奖", 1),
    ("王嘉树", "示例建设工程有限公司", "10-07", "BIM 应用大赛　优秀奖", 0),
    ("欧阳静怡", "示例水务集团有限公司", "10-06", "泵站智慧运行平台　水利科技进步三等奖", 0),
    ("赵一鸣", "示例建设工程有限公司", "10-06", "深基坑监测预警 QC 成果　一等奖", 0),
    ("周子涵", "示例市政设计院", "10-05", "污水厂提标改造　优质工程奖", 3),
    ("吴静", "示例建设工程有限公司", "10-02", "隧道涌水处置技术　技术创新奖", 0),
    ("孙可欣", "示例建设工程有限公司", "09-30", "绿色工地示范项目　示范奖", 0),
    ("郑凯", "示例水务集团有限公司", "09-30", "供水管网漏损控制　二等奖", 0),
]
_ARCHIVE_FORM: list[FormBlock] = [
    FormField("获奖时间", "2024-11"),
    FormField("获奖项目名称", "城东片区排水管网数字化改造"),
    FormField("获奖名称", "区级工程建设科技创新成果奖"),
    FormField("奖励级别", "区（县）级"),
    FormField("等级", "二等奖"),
    FormField("排名", "4", flag="大于参与人数"),
    FormField("参与人数", "3"),
    FormField("是否主要", "是"),
    FormField(
        "证件号码",
        "330106********1234",
        action="reveal",
        action_icon="eye",
        action_name="显示证件号码",
        action_key="I",
    ),
    FormCaption("上次退回 1 处"),
]


class DeskPage(Pane):
    """1366×696."""

    def __init__(self, title: str) -> None:
        super().__init__("surface")
        self.setFixedSize(1366, 696)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(_make_top())
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self._make_categories())
        middle.addWidget(self._make_list())
        right = QVBoxLayout()
        right.setSpacing(0)
        panes = QHBoxLayout()
        panes.setSpacing(0)
        panes.addWidget(self._make_form())
        panes.addWidget(Pane("sunken"), 1)
        right.addLayout(panes, 1)
        right.addWidget(make_verdicts(""))
        middle.addLayout(right, 1)
        column.addLayout(middle, 1)
        column.addWidget(make_status())

    def _make_categories(self) -> Pane:
        pane = Pane("window", "r")
        pane.setFixedWidth(196)
        column = QVBoxLayout(pane)
        column.setContentsMargins(0, 12, 1, 0)
        column.setSpacing(6)
        head = TextLabel("业绩类别　待审核 142 条", "caption", "muted")
        head.setContentsMargins(16, 0, 0, 0)
        column.addWidget(head)
        column.addWidget(make_categories())
        return pane

    def _make_list(self) -> Pane:
        pane = Pane("surface", "r")
        pane.setFixedWidth(358)
        column = QVBoxLayout(pane)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        tabs = SubTabs()
        tabs.set_tabs(["待审核", "通过", "不通过", "退回", "全部"])
        for place, count in enumerate((12, 86, 2, 7, 107)):
            tabs.set_count(place, count)
        column.addWidget(tabs)
        search = QHBoxLayout()
        search.setContentsMargins(12, 9, 12, 4)
        search.setSpacing(6)
        search.addWidget(SearchField("姓名或证件号片段"))
        search.addWidget(FrameIconButton("list-filter", "筛选"))
        column.addLayout(search)
        every = QHBoxLayout()
        every.setContentsMargins(14, 0, 12, 2)
        every.addWidget(CheckBox("全选"))
        every.addStretch(1)
        every.addWidget(MenuButton("最近提交在前"))
        column.addLayout(every)
        view = RowView()
        rows = [SampleRow(*person[:4], flags=person[4]) for person in _PEOPLE]
        view.setModel(SampleListModel(rows, view))
        view.setItemDelegate(TwoLineDelegate(view))
        view.set_current_row(0)
        view.set_pane_active(True)
        column.addWidget(view, 1)
        return pane

    def _make_form(self) -> Pane:
        pane = Pane("surface", "r")
        pane.setFixedWidth(386)
        column = QVBoxLayout(pane)
        column.setContentsMargins(18, 10, 18, 12)
        column.setSpacing(8)
        top = QHBoxLayout()
        top.addWidget(TextLabel("获奖情况　第 2 次提交　10月8日 16:07", "caption", "muted"))
        top.addStretch(1)
        top.addWidget(QuietButton("审核日志", "history"))
        column.addLayout(top)
        column.addWidget(TextLabel("城东片区排水管网数字化改造", "title"))
        who = QHBoxLayout()
        who.addWidget(PillLabel("pending", "待审核"))
        who.addWidget(TextLabel("陈思远　示例建设工程有限公司", "body", "muted"))
        who.addStretch(1)
        column.addLayout(who)
        callout = Callout("flag")
        callout.set_content(
            "机器预检：2 处需留意",
            [
                CalloutLine("排名 4 大于参与人数 3", "看字段", "field:排名"),
                CalloutLine("证书日期晚于项目结束 14 个月", "看第 1 页", "page:1"),
            ],
        )
        column.addWidget(callout)
        form = FormView()
        form.set_blocks(_ARCHIVE_FORM)
        column.addWidget(form)
        marks = QHBoxLayout()
        marks.addWidget(TextLabel("证书编号看不清，请重新扫描"))
        marks.addStretch(1)
        for word, icon, on in (("已改正", "check", True), ("未改正", "x", False)):
            button = QuietButton(word, icon)
            button.setCheckable(True)
            button.setChecked(on)
            marks.addWidget(button)
        column.addLayout(marks)
        column.addStretch(1)
        opinion = TextEdit()
        opinion.setPlaceholderText("审核意见（可不填）")
        column.addWidget(opinion)
        return pane


def make_categories() -> CategoryList:
    """Return the category list with its counts."""
    categories = CategoryList()
    categories.set_rows(
        [SideRow(number, number, name, count, muted=not count) for number, name, count in CATEGORIES]
    )
    categories.set_current_key("5")
    return categories


def _make_top() -> QWidget:
    top = Pane("surface", "b")
    top.setFixedHeight(44)
    row = QHBoxLayout(top)
    row.setContentsMargins(10, 0, 14, 0)
    row.setSpacing(4)
    tabs = WorkTabs()
    for place, (word, count) in enumerate(
        [
            ("用户中心", None),
            ("人员与申报", 12),
            ("业绩档案审核", 142),
            ("职称申报资格审查", 17),
            ("公示管理", 3),
            ("本单位基本信息", None),
        ]
    ):
        tabs.addTab(word)
        tabs.set_count(place, count)
    tabs.setCurrentIndex(2)
    row.addWidget(tabs)
    row.addStretch(1)
    search = SearchField("查找姓名、证件号、单位", "Ctrl K")
    search.setFixedWidth(236)
    row.addWidget(search)
    row.addSpacing(8)
    row.addWidget(IconButton("moon", "深色", token="muted"))
    row.addWidget(IconButton("settings", "设置", token="muted"))
    return top


def make_verdicts(reason: str) -> VerdictBar:
    """Return a verdict bar; a reason disables 通过."""
    bar = VerdictBar()
    for state, word in (("passed", "通过"), ("returned", "退回"), ("failed", "不通过")):
        button = make_verdict_button(state, word)
        button.setEnabled(state != "passed" or not reason)
        bar.add_button(button)
    bar.set_reason(reason)
    bar.set_hints([((), "第 1 / 12 条"), (("K", "J"), "上 / 下一条"), (("Z",), "撤销")])
    return bar


def make_status() -> StatusBar:
    """Return a status bar with the usual items."""
    status = StatusBar()
    status.set_item("sync", "已同步 10:31", icon="cloud-check")
    status.set_item("outbox", "待上报 3", icon="cloud-upload")
    status.set_item("conflicts", "冲突 1", icon="equal-not", token="conflict", clickable=True)
    status.set_item("platform", "省平台未录入 12", right=True)
    status.set_item("account", "周敏　用人单位", icon="user", right=True)
    status.set_item("keys", "全部按键", key="?", right=True, clickable=True)
    return status
