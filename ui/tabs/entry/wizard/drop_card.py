"""放弃草稿: asked once, because nothing brings it back."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.widgets.buttons import DangerButton, TallSecondaryButton
from ui.widgets.dialog_card import DialogCard
from ui.widgets.labels import TextLabel

WIDTH = 440


class DropCard(DialogCard):
    """``confirmed``: throw it away."""

    confirmed = Signal()

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, WIDTH)
        self.setObjectName("entry.drop")
        self._title = TextLabel("", "title", wrap=True)
        words = self.tr("这份申报里已填的内容和已上传的附件都会去掉，不能恢复。业绩档案不受影响。")
        self.drop = DangerButton(self.tr("放弃草稿"), "trash-2", None, icon_token="failed")
        self.drop.setObjectName("entry.drop.confirm")
        self.keep = TallSecondaryButton(self.tr("留着"), None, "Esc")
        self.keep.setObjectName("entry.drop.keep")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.keep)
        row.addWidget(self.drop)
        row.addStretch(1)
        self.body.addWidget(self._title)
        self.body.addWidget(TextLabel(words, wrap=True))
        self.body.addSpacing(8)
        self.body.addLayout(row)
        self.keep.clicked.connect(self.close_overlay)
        self.drop.clicked.connect(self._confirm)

    def begin(self, name: str) -> None:
        """Ask about a person's draft."""
        question = self.tr("放弃 {0} 的申报草稿？").replace("{0}", name)
        self._title.setText(question)
        self.setAccessibleName(question)
        self.open()
        self.keep.setFocus(Qt.FocusReason.OtherFocusReason)

    def _confirm(self) -> None:
        self.close_overlay()
        self.confirmed.emit()
