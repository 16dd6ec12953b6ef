"""Why the working copy could not be opened: what happened, what to do, a code; 重试 and 关闭程序."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.shortcuts import bind_enter
from ui.widgets.buttons import LinkButton, PrimaryButton, TallSecondaryButton
from ui.widgets.callout import Callout


class FailedView(QWidget):
    """``retry_wanted`` and ``quit_wanted`` are the window's business."""

    retry_wanted = Signal()
    quit_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sentence = ""
        self.callout = Callout("error")
        self.retry = PrimaryButton(self.tr("重试"), "refresh-cw", "Enter")
        self.quit = TallSecondaryButton(self.tr("关闭程序"))
        self.copy = LinkButton(self.tr("复制说明"))
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.retry)
        buttons.addWidget(self.quit)
        buttons.addStretch(1)
        buttons.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(16)
        column.addWidget(self.callout)
        column.addLayout(buttons)
        column.addStretch(1)
        self.retry.clicked.connect(self.retry_wanted)
        bind_enter(self, self.retry.click)
        self.quit.clicked.connect(self.quit_wanted)
        self.copy.clicked.connect(self._copy)

    def show_failure(self, sentence: str) -> None:
        """``sentence``: what happened, what to do, the code."""
        self._sentence = sentence
        self.callout.set_content(self.tr("工作副本没能打开"), [sentence])
        self.retry.setFocus()

    def sentence(self) -> str:
        return self._sentence

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._sentence)
