"""The same card while the working copy opens, and when it could not be opened: what happened, what to do, a code."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from ui.shortcuts import bind_enter
from ui.widgets.buttons import LinkButton, PrimaryButton, TallSecondaryButton
from ui.widgets.callout import Callout
from ui.widgets.labels import TextLabel


class OpeningView(QWidget):
    """``show_step("正在准备样例材料", 12, 60)``; a total of 0 says nothing about how far it is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = TextLabel(self.tr("正在打开工作副本"), "body_bold")
        self.step = TextLabel("", "caption", "muted", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(10)
        self.bar.setAccessibleName(self.tr("进度"))
        # Its room is kept while it has nothing to say.
        keeps = self.bar.sizePolicy()
        keeps.setRetainSizeWhenHidden(True)
        self.bar.setSizePolicy(keeps)
        self.bar.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 16)
        column.setSpacing(8)
        column.addStretch(1)
        column.addWidget(self.title)
        column.addWidget(self.bar)
        column.addWidget(self.step)
        column.addStretch(2)

    def show_step(self, text: str, done: int = 0, total: int = 0) -> None:
        """Say what is being loaded, and how far it is where that is known."""
        self.step.setText(text)
        self.bar.setVisible(total > 0)
        if total > 0:
            self.bar.setRange(0, total)
            self.bar.setValue(done)


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
