"""An error of an operation that has no place of its own: what happened, what to do, a code. Nothing was lost."""

from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from app.domain.errors import KnownError
from ui.shortcuts import bind_enter
from ui.texts.errors import describe
from ui.widgets.buttons import LinkButton, PrimaryButton
from ui.widgets.callout import Callout
from ui.widgets.dialog_card import DialogCard

WIDTH = 480


class ErrorCard(DialogCard):
    """``show_error`` opens it; a second error replaces the first."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, WIDTH)
        self.callout = Callout("error")
        self.button = PrimaryButton(self.tr("关闭"), None, "Enter")
        self.copy = LinkButton(self.tr("复制说明"))
        self._sentence = ""
        row = QHBoxLayout()
        row.addWidget(self.button)
        row.addStretch(1)
        row.addWidget(self.copy)
        self.body.addWidget(self.callout)
        self.body.addSpacing(4)
        self.body.addLayout(row)
        self.button.clicked.connect(self.close_overlay)
        self.copy.clicked.connect(self._copy)
        bind_enter(self, self.close_overlay)

    def show_error(self, error: KnownError) -> None:
        self._sentence = describe(error)
        self.callout.set_content(self.tr("这一步没有完成"), [self._sentence])
        self.setAccessibleName(self._sentence)
        self.open()

    def sentence(self) -> str:
        return self._sentence

    def _copy(self) -> None:
        QApplication.clipboard().setText(self._sentence)
