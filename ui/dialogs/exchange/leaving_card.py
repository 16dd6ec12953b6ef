"""正在上报…: the last round before the window closes or somebody else sits down. Short, and it may be skipped."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from app.ports.sync import SyncProgress
from ui.texts.sync_words import say_phase
from ui.widgets.buttons import TallSecondaryButton
from ui.widgets.dialog_card import DialogCard
from ui.widgets.icon_mark import IconMark
from ui.widgets.labels import ElidedLabel, TextLabel

WIDTH = 420


class LeavingCard(DialogCard):
    """``skip_wanted``: not waiting any longer; Esc says the same."""

    skip_wanted = Signal()

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, WIDTH)
        self.setObjectName("leaving")
        self.setAccessibleName(self.tr("正在上报"))
        self._step = ElidedLabel("", "caption", "muted")
        self._step.setObjectName("leaving.step")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(10)
        self._bar.setAccessibleName(self.tr("上报进度"))
        self._counted = TextLabel("", "body", wrap=True)
        self._counted.setObjectName("leaving.count")
        self.skip = TallSecondaryButton(self.tr("不等了"), None, "Esc", self)
        self.skip.setObjectName("leaving.skip")
        self.skip.setToolTip(self.tr("没有上报的还在本机，下次打开时自动上报"))
        self.skip.clicked.connect(self.close_overlay)
        self.closed.connect(self.skip_wanted)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(IconMark("cloud-upload", "accent_ink", 20))
        head.addWidget(TextLabel(self.tr("正在上报…"), "title"))
        head.addStretch(1)
        foot = QHBoxLayout()
        foot.addWidget(self.skip)
        foot.addStretch(1)
        self.body.addLayout(head)
        self.body.addWidget(self._counted)
        self.body.addWidget(self._bar)
        self.body.addWidget(self._step)
        self.body.addSpacing(6)
        self.body.addLayout(foot)

    def begin(self, count: int) -> None:
        words = self.tr("还有 {0} 条没有上报。不等也不会丢，下次打开时自动上报。")
        self._counted.setText(words.replace("{0}", str(count)))
        self.show_progress(None)
        self.open()

    def show_progress(self, progress: SyncProgress | None) -> None:
        """Unknown lengths run to and fro."""
        self._step.set_text(say_phase(progress) if progress is not None else "")
        total = progress.total if progress is not None else 0
        self._bar.setRange(0, total)
        self._bar.setValue(progress.done if progress is not None else 0)
