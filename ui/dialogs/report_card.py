"""The program had an accident (X-001): say so, offer the report to copy, go on. The report has no personal data."""

from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from ui.bug_report import write_report
from ui.texts.errors import describe_code
from ui.widgets.buttons import PrimaryButton, TallSecondaryButton
from ui.widgets.callout import Callout
from ui.widgets.dialog_card import DialogCard
from ui.widgets.fields import TextEdit
from ui.widgets.labels import TextLabel

WIDTH = 600
CODE = "X-001"


class ReportCard(DialogCard):
    """``show_bug`` opens it; while it is open further accidents only reach the log."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, WIDTH)
        self.callout = Callout("error")
        self.report = TextEdit(lines=9, most_lines=9)
        self.report.setReadOnly(True)
        self.report.setAccessibleName(self.tr("报告"))
        self.copy = PrimaryButton(self.tr("复制报告"), "copy")
        self.leave = TallSecondaryButton(self.tr("关闭"), None, "Esc")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.copy)
        row.addWidget(self.leave)
        row.addStretch(1)
        self.body.addWidget(self.callout)
        self.body.addWidget(
            TextLabel(self.tr("报告里只有程序的位置和版本，没有人员信息。"), "caption", "muted")
        )
        self.body.addWidget(self.report)
        self.body.addStretch(1)
        self.body.addLayout(row)
        self.copy.clicked.connect(self._copy)
        self.leave.clicked.connect(self.close_overlay)

    def show_bug(self, error: BaseException) -> None:
        if self.is_open():
            return
        self.callout.set_content(self.tr("程序出了意外"), [describe_code(CODE, {})])
        self.report.setPlainText(write_report(error))
        self.open()

    def _copy(self) -> None:
        QApplication.clipboard().setText(self.report.toPlainText())
