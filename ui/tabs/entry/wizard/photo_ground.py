"""1寸、2寸白底: prints on white paper, the ground's corners, and the person's own word (B3.2). Nothing is preset."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.declaration import PhotoGround
from app.domain.photo_fix import CornerSample
from ui.widgets.choice import RadioButton
from ui.widgets.labels import TextLabel
from ui.widgets.photo_editor.proofs import ONE_INCH, TWO_INCH, CornerSwatch, PrintProof


class GroundPanel(QWidget):
    """``judged``: PhotoGround, by the person's hand only."""

    judged = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.one_inch = PrintProof(self.tr("1 寸 贴白纸"), ONE_INCH)
        self.two_inch = PrintProof(self.tr("2 寸 贴白纸"), TWO_INCH)
        self.swatch = CornerSwatch()
        self.difference = TextLabel("", "body")
        self.white = RadioButton(self.tr("是白底"))
        self.other = RadioButton(self.tr("不是，换一张"))
        self._group = QButtonGroup(self)
        self._group.addButton(self.white)
        self._group.addButton(self.other)
        self._lay_out()
        self.white.clicked.connect(self._say_white)
        self.other.clicked.connect(self._say_other)
        self.show_sample(None)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(TextLabel(self.tr("1寸、2寸白底"), "section"))
        head.addWidget(TextLabel(self.tr("由您看图判断，程序不代判"), "caption", "muted"))
        head.addStretch(1)
        sampled = QVBoxLayout()
        sampled.setSpacing(0)
        caption = TextLabel(self.tr("四角取样"), "caption", "muted")
        caption.setToolTip(self.tr("取头像上方和两侧背景的四个角，写的是离纯白最远的一角"))
        sampled.addWidget(caption)
        sampled.addWidget(self.difference)
        corners = QHBoxLayout()
        corners.setSpacing(8)
        corners.addWidget(self.swatch)
        corners.addLayout(sampled)
        corners.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(7)
        words.addLayout(corners)
        words.addSpacing(2)
        words.addWidget(self.white)
        words.addWidget(self.other)
        words.addSpacing(4)
        words.addWidget(
            TextLabel(self.tr("照片用于电子证书，\n不符合将无法通过。"), "caption", "muted", wrap=False)
        )
        words.addStretch(1)
        across = QHBoxLayout()
        across.setSpacing(12)
        across.addWidget(self.one_inch, 0, Qt.AlignmentFlag.AlignBottom)
        across.addWidget(self.two_inch, 0, Qt.AlignmentFlag.AlignBottom)
        across.addLayout(words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(head)
        column.addLayout(across)

    def show_picture(self, picture: QImage | None) -> None:
        """What would be printed."""
        self.one_inch.set_picture(picture)
        self.two_inch.set_picture(picture)

    def show_sample(self, sample: CornerSample | None) -> None:
        """The corners' colours and the difference from white; None: not measured."""
        self.swatch.set_sample(sample)
        words = self.tr("与纯白相差 {0}%")
        number = str(sample.difference_percent) if sample is not None else ""
        self.difference.setText(words.replace("{0}", number) if number else "–")
        self.swatch.setAccessibleDescription(self.difference.text())

    def show_ground(self, ground: PhotoGround, enabled: bool) -> None:
        """The person's word so far; without one neither is marked."""
        # An exclusive group does not let the last mark go.
        self._group.setExclusive(False)
        self.white.setChecked(ground is PhotoGround.WHITE)
        self.other.setChecked(ground is PhotoGround.OTHER)
        self._group.setExclusive(True)
        self.white.setEnabled(enabled)
        self.other.setEnabled(enabled)

    def _say_white(self) -> None:
        self.judged.emit(PhotoGround.WHITE)

    def _say_other(self) -> None:
        self.judged.emit(PhotoGround.OTHER)
