"""The card while the working copy opens: what is being loaded. The only content of the first paint."""

from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from ui.widgets.labels import TextLabel

HEIGHT = 372
"""As high as the form that follows, so that the card does not jump when it comes."""


class OpeningView(QWidget):
    """``show_step("正在准备样例材料", 12, 60)``; a total of 0 says nothing about how far it is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumHeight(HEIGHT)
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
