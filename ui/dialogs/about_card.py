"""关于职审台: version, licence, what it stands on."""

from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from ui.widgets.buttons import TallSecondaryButton
from ui.widgets.dialog_card import DialogCard
from ui.widgets.labels import TextLabel

WIDTH = 440


class AboutCard(DialogCard):
    """Read only."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, WIDTH)
        self.setAccessibleName(self.tr("关于职审台"))
        leave = TallSecondaryButton(self.tr("关闭"), None, "Esc")
        leave.clicked.connect(self.close_overlay)
        foot = QHBoxLayout()
        foot.addWidget(leave)
        foot.addStretch(1)
        version = self.tr("版本 {0}").format(QApplication.applicationVersion())
        lines = (
            (self.tr("职审台"), "title", "text"),
            (version, "body", "muted"),
            (self.tr("自由软件，许可证 GNU AGPL-3.0 或更新版本，源代码随程序提供。"), "body", "text"),
            (self.tr("节假日数据来自国务院办公厅每年的通知。"), "body", "text"),
            (self.tr("图标 Lucide（ISC），字体 Noto Sans SC（OFL）。"), "body", "text"),
            (self.tr("打印件是工作用副本，不代替省平台带水印的评审表。"), "body", "text"),
        )
        for text, role, token in lines:
            self.body.addWidget(TextLabel(text, role, token, wrap=True))
        self.body.addSpacing(12)
        self.body.addLayout(foot)
