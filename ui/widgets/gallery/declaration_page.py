"""The section list, head and material list of a declaration, as in mock-up 05."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from ui.widgets.buttons import QuietButton
from ui.widgets.callout import Callout, CalloutLine
from ui.widgets.form_blocks import FormBlock, FormEntry, FormHeading
from ui.widgets.form_view import FormView
from ui.widgets.gallery.desk_page import CATEGORIES, make_verdicts
from ui.widgets.labels import TextLabel
from ui.widgets.pane import Pane
from ui.widgets.photo_frame import PhotoFrame
from ui.widgets.pills import PillLabel
from ui.widgets.section_list import SectionList
from ui.widgets.side_rows import SideRow

_MATERIALS: list[FormBlock] = [
    FormHeading("18", "申报材料附件信息", "必要 3　合格 1　有问题 2"),
    FormEntry(
        "1",
        "学历证书及认证（备案表）",
        "验证有效期至 2026-09-30，申报日已过期",
        "必要",
        "flag",
        "flag",
        key="1",
    ),
    FormEntry("2", "现任专业技术职务资格聘书", "劳动合同缺“岗位”一页", "必要", "failed", "failed", True, "2"),
    FormEntry("3", "事业单位人员职称申报岗位信息表", "企业人员，不需要", "不适用"),
    FormEntry("6", "学时登记证明（盖章）", "学时登记证明.pdf　1 页", "必要", "passed", key="6"),
]


class DeclarationPage(Pane):
    """874×626."""

    def __init__(self, title: str) -> None:
        super().__init__("surface")
        self.setFixedSize(874, 626)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        panes = QHBoxLayout()
        panes.setSpacing(0)
        panes.addWidget(self._make_sections())
        panes.addWidget(self._make_materials())
        panes.addWidget(Pane("sunken"), 1)
        column.addLayout(panes, 1)
        column.addWidget(make_verdicts("公示第 2 / 5 日，10月14日起可通过"))

    def _make_sections(self) -> Pane:
        pane = Pane("window", "r")
        pane.setFixedWidth(184)
        column = QVBoxLayout(pane)
        column.setContentsMargins(0, 8, 1, 0)
        sections = SectionList()
        states = ["passed", "flag", "passed", "passed", "passed", "passed", None, None, "passed", "failed"]
        sections.set_rows(
            [
                SideRow(number, number, name, None, states[place % 10], muted=states[place % 10] is None)
                for place, (number, name, _) in enumerate(CATEGORIES)
            ]
        )
        sections.set_current_key("9")
        column.addWidget(sections)
        return pane

    def _make_materials(self) -> Pane:
        pane = Pane("surface", "r")
        pane.setFixedWidth(437)
        column = QVBoxLayout(pane)
        column.setContentsMargins(18, 12, 18, 12)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(PhotoFrame())
        words = QVBoxLayout()
        words.setSpacing(2)
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(TextLabel("林致远", "title"))
        first.addWidget(PillLabel("pending", "待审"))
        first.addStretch(1)
        first.addWidget(QuietButton("审查日志", "history"))
        words.addLayout(first)
        words.addWidget(TextLabel("示例建设工程有限公司　助理工程师 5 年 2 个月"))
        words.addWidget(TextLabel("申报 工程师（中级）　正常申报", "body", "muted"))
        head.addLayout(words, 1)
        column.addLayout(head)
        callout = Callout("flag")
        callout.set_content(
            "机器预检：3 处需留意，不代表结论",
            [
                CalloutLine("学历备案表 9月30日 已过验证有效期", "第 2 部分", "section:2"),
                CalloutLine("2025 年度考核结果未填", "第 17 部分", "section:17"),
                CalloutLine("劳动合同缺少岗位一页", "第 18 部分", "section:18"),
            ],
        )
        column.addWidget(callout)
        form = FormView()
        form.set_blocks(_MATERIALS)
        column.addWidget(form)
        column.addStretch(1)
        return pane
