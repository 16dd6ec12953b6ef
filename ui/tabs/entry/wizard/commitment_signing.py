"""The two ways to sign the commitment: on the screen, or on paper whose scan is attached (B4.2, B4.3)."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.handwriting import HandwritingProblem
from ui.widgets.buttons import QuietButton, SecondaryButton
from ui.widgets.file_strip import FileStrip
from ui.widgets.key_chip import LockReason
from ui.widgets.labels import TextLabel
from ui.widgets.pane import Line
from ui.widgets.signature_pad.pad import SignaturePad


class SigningArea(QWidget):
    """``use_wanted``: the signature on the pad is good; ``blank_wanted``: the paper to print; ``kept_wanted``: leave the
    paper that is there as it is. Files go through ``files``."""

    use_wanted = Signal()
    blank_wanted = Signal()
    kept_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._busy = False
        self.pad = SignaturePad(self.tr("请申报人在这里签名"))
        self.pad.setObjectName("entry.commitment.pad")
        self.use = SecondaryButton(self.tr("用这个签名"), "check")
        self.use.setObjectName("entry.commitment.use")
        self.back = QuietButton(self.tr("撤一笔"), "undo-2", "Ctrl Z")
        self.back.setObjectName("entry.commitment.back")
        self.again = QuietButton(self.tr("重写"), "rotate-ccw")
        self.again.setObjectName("entry.commitment.again")
        self.reason = LockReason()
        self.reason.setObjectName("entry.commitment.reason")
        self.blank = QuietButton(self.tr("下载空白保证书"), "download")
        self.blank.setObjectName("entry.commitment.blank")
        self.keep = QuietButton(self.tr("不改了"), "undo-2")
        self.keep.setObjectName("entry.commitment.keep")
        self.files = FileStrip("entry.commitment.scan")
        self._lay_out()
        self.pad.changed.connect(self.judge)
        self.use.clicked.connect(self.use_wanted)
        self.back.clicked.connect(self.pad.take_back)
        self.again.clicked.connect(self.pad.clear)
        self.blank.clicked.connect(self.blank_wanted)
        self.keep.clicked.connect(self.kept_wanted)
        self.judge()

    def set_busy(self, busy: bool) -> None:
        """The paper is being made."""
        self._busy = busy
        self.judge()

    def judge(self) -> None:
        """Whether the signature can be used, and what to do if not (字迹要求清晰)."""
        problem = self.pad.problem()
        had_focus = self.use.hasFocus()
        self.use.setEnabled(problem is None and not self._busy)
        if had_focus and not self.use.isEnabled():
            self.pad.setFocus()
        is_empty = problem is HandwritingProblem.EMPTY
        self.back.setEnabled(not is_empty)
        self.again.setEnabled(not is_empty)
        if self._busy:
            self.reason.set_reason(self.tr("正在生成保证书"), "hourglass")
        elif problem is None:
            self.reason.set_reason(self.tr("字迹要求清晰，请看过后再用"), "info")
        else:
            self.reason.set_reason(self._say(problem))

    def _say(self, problem: HandwritingProblem) -> str:
        words = {
            HandwritingProblem.EMPTY: self.tr("请申报人本人签名"),
            HandwritingProblem.DOTS: self.tr("只有点，请写全姓名"),
            HandwritingProblem.OUTSIDE: self.tr("有笔画写到框外，请写在框内"),
            HandwritingProblem.LINE: self.tr("只有一条线，请写全姓名"),
            HandwritingProblem.TOO_FEW_STROKES: self.tr("笔画太少，请写全姓名"),
            HandwritingProblem.TOO_SMALL: self.tr("字太小，打印出来看不清，请写大一些"),
            HandwritingProblem.TOO_LITTLE: self.tr("写得太少，请写全姓名"),
        }
        return words[problem]

    def _lay_out(self) -> None:
        head = _row(TextLabel(self.tr("在屏幕上签名"), "section"), None, self.keep, self.back, self.again)
        below = _row(self.use, self.reason)
        scan = _row(TextLabel(self.tr("或者打印后签字，上传扫描件"), "section"), None, self.blank)
        phone = self.tr("扫描二维码用手机签署，请在省平台办理")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.pad)
        column.addSpacing(2)
        column.addLayout(below)
        column.addSpacing(4)
        column.addWidget(Line())
        column.addLayout(scan)
        column.addWidget(self.files)
        column.addWidget(TextLabel(phone, "caption", "muted", wrap=True))


def _row(*widgets: QWidget | None) -> QHBoxLayout:
    """Side by side; None takes the room that is left."""
    row = QHBoxLayout()
    row.setSpacing(8)
    for widget in widgets:
        if widget is None:
            row.addStretch(1)
        else:
            row.addWidget(widget, 1 if isinstance(widget, LockReason) else 0)
    return row
