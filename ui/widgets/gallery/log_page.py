"""The review log in its side sheet, as in mock-up 19, over a plain ground, with a toast below it."""

from PySide6.QtWidgets import QWidget

from ui.widgets.buttons import PrimaryButton, TallSecondaryButton
from ui.widgets.filter_chips import Chip, FilterChipBar
from ui.widgets.log_rows import LogEntry, LogRow, LogSpan, LogWait
from ui.widgets.log_timeline import LogTimeline
from ui.widgets.pane import Pane
from ui.widgets.side_sheet import SideSheet
from ui.widgets.toast import Toast

ROWS: list[LogRow] = [
    LogEntry(
        "10-09 09:12",
        "send",
        "重新提交",
        "周敏　用人单位（代申报人）",
        "换了学历备案表，补了 2025 年度考核等次，另改工作经历 1 处",
        "第 2 次提交",
        "accent",
        True,
    ),
    LogWait("等了 1 个工作日，还剩 4 个"),
    LogEntry(
        "10-08 17:20",
        "undo-2",
        "退回",
        "沈佳宁　上城区受理点",
        "3 处：备案表过期；2025 年度考核未填；劳动合同缺“岗位”一页",
        "第 1 次提交",
        "returned",
    ),
    LogEntry("10-08 16:41", "eye", "打开看", "沈佳宁　上城区受理点"),
    LogWait("在受理点当天打开"),
    LogEntry(
        "10-08 08:50",
        "check",
        "通过",
        "周敏　用人单位",
        "经审核,林致远同志符合工程师职务任职资格申报条件,申报材料完整无误,并于09月22日至09月30日在单位公示,无异议,同意推荐。",
        "第 1 次提交",
        "passed",
    ),
    LogEntry(
        "09-30 24:00",
        "calendar-check",
        "公示期满",
        "无异议",
        "2026-09-22 至 09-30，开始日不计，中秋放假 3 日，满 5 个工作日",
        "第 1 次提交",
        "accent",
        True,
    ),
    LogEntry(
        "09-22 09:00",
        "megaphone",
        "开始公示",
        "周敏　用人单位",
        "单位一楼公告栏　评审表(公示版) 已导出　照片 1 张",
        "第 1 次提交",
        "accent",
        True,
    ),
    LogEntry("09-21 15:36", "check", "审核无误", "周敏　用人单位", "", "第 1 次提交", "passed"),
    LogEntry("09-18 11:02", "eye", "显示证件号码", "周敏　用人单位"),
    LogEntry(
        "09-18 10:40",
        "send",
        "提交",
        "周敏　用人单位（代申报人）",
        "正常申报　类别 正常　业绩 6 条",
        "第 1 次提交",
        "accent",
        True,
    ),
    LogEntry("09-16 14:18", "file-plus-2", "马上申报", "周敏　用人单位（代申报人）"),
]
SPANS = [
    LogSpan(0, 2, "undo-2", ("改正", "1 日"), "returned"),
    LogSpan(6, 7, "megaphone", ("公示", "5 / 5"), "info"),
]


class LogPage(Pane):
    """900×626."""

    def __init__(self, title: str) -> None:
        super().__init__("surface")
        self.setFixedSize(900, 626)
        host = QWidget(self)
        host.setFixedSize(900, 626)
        self.sheet = SideSheet(host, 690)
        self.sheet.set_title("审查日志", "林致远　2026度杭州市建设工程专业技术人员工程师资格")
        chips = FilterChipBar(exclusive=True)
        chips.set_chips(
            [
                Chip("all", "全部", "list", 10),
                Chip("verdicts", "结论和退回", "gavel", 3),
                Chip("publicity", "公示", "megaphone", 2),
                Chip("looks", "查看记录", "eye", 2),
            ]
        )
        self.sheet.tools.addWidget(chips)
        log = LogTimeline()
        log.set_rows(ROWS, SPANS)
        self.sheet.body.addWidget(log, 1)
        self.sheet.footer.add_button(PrimaryButton("导出审查记录", "file-down"))
        self.sheet.footer.add_button(TallSecondaryButton("复制文字", "copy"))
        self.sheet.footer.set_hints([((), "共 23 天，13 个工作日"), (("Esc",), "关闭")])
        self.toast = Toast(self)

    def settle(self) -> None:
        """Open the sheet (after show)."""
        self.sheet.open()
        self.toast.show_text("已退回 林致远", "returned", action="撤销", key="Z")
