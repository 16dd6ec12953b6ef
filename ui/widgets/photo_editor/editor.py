"""The photo on its canvas with the tools below it. Asks the preview for the picture; knows nothing of parts and files.

Two states: with a frame (a cut is being prepared) and without (the photo as it is). The screen that owns it decides.
"""

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.photo_fix import RATIO, Frame, PhotoFix, make_fix, propose_frame
from app.ports.preview import PageRequest, PreviewError, PreviewService, PreviewSource
from ui.widgets.buttons import IconButton, QuietButton
from ui.widgets.evidence.preview_relay import PagePicture
from ui.widgets.labels import ElidedLabel
from ui.widgets.pane import Pane
from ui.widgets.photo_editor.canvas import PhotoCanvas
from ui.widgets.photo_editor.frame_moves import FREE, lock, reshape
from ui.widgets.photo_editor.photo_relay import PhotoRelay, make_request
from ui.widgets.photo_editor.ratio_words import say_ratio

_BAR = 40
_SAME_RATIO = 0.004
"""Rounding to whole pixels may turn 0.70 into 0.703."""
_PROOF_SIDE = 900
"""Longer side of the copy that prints are cut from while the frame moves."""


class PhotoEditor(QWidget):
    """``frame_changed``: by hand, key, turn or lock; ``content_changed``: what ``shown_part`` gives is another picture."""

    frame_changed = Signal()
    content_changed = Signal()
    picture_failed = Signal(object)
    """PreviewError: the file is no picture that can be shown."""

    def __init__(self, service: PreviewService, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source: PreviewSource | None = None
        self._size = (0, 0)
        self._rotation = 0
        self._request: PageRequest | None = None
        self._small: QImage | None = None
        self.relay = PhotoRelay(service, self)
        self.canvas = PhotoCanvas(self)
        self.turn_left = IconButton("rotate-ccw", self.tr("向左转"), key="Shift T")
        self.turn_right = IconButton("rotate-cw", self.tr("向右转"), key="T")
        self.zoom_out = IconButton("zoom-out", self.tr("缩小"), key="-")
        self.zoom_in = IconButton("zoom-in", self.tr("放大"), key="+")
        self.lock = QuietButton("", "lock")
        self.hint = ElidedLabel("", "caption", "muted")
        self._lay_out()
        self.canvas.frame_changed.connect(self._frame_moved)
        self.canvas.turn_wanted.connect(self.turn)
        self.canvas.zoom_changed.connect(self._show_tools)
        self.turn_left.clicked.connect(self._turn_left)
        self.turn_right.clicked.connect(self._turn_right)
        self.zoom_out.clicked.connect(self._zoom_out)
        self.zoom_in.clicked.connect(self._zoom_in)
        self.lock.clicked.connect(self._toggle_lock)
        self.relay.picture_arrived.connect(self._take_picture)
        self._shape = lock(RATIO)
        self._show_tools()

    def _lay_out(self) -> None:
        self.bar = Pane("surface", "t")
        self.bar.setFixedHeight(_BAR)
        across = QHBoxLayout(self.bar)
        across.setContentsMargins(8, 1, 14, 0)
        across.setSpacing(0)
        across.addWidget(self.turn_left)
        across.addWidget(self.turn_right)
        across.addSpacing(6)
        across.addWidget(self.zoom_out)
        across.addWidget(self.zoom_in)
        across.addSpacing(6)
        across.addWidget(self.lock)
        across.addSpacing(12)
        across.addStretch(1)
        across.addWidget(self.hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.canvas, 1)
        column.addWidget(self.bar)

    def clear(self) -> None:
        """No photo."""
        self._source, self._request, self._small = None, None, None
        self._size, self._rotation = (0, 0), 0
        self.canvas.show_picture((0, 0), None, "")
        self._show_tools()

    def show_photo(self, source: PreviewSource, size: tuple[int, int]) -> None:
        """The photo as it is; ``size`` in upright pixels."""
        self._show(source, size, 0, None)

    def show_cut(
        self,
        source: PreviewSource,
        size: tuple[int, int],
        frame: Frame | None = None,
        rotation: int = 0,
        *,
        whole: bool = False,
    ) -> None:
        """The photo with a frame: the given one, the whole photo in its own shape, or else what is proposed."""
        turned = _turn_size(size, rotation)
        if frame is None:
            frame = Frame(0, 0, *turned) if whole else propose_frame(*turned)
        ratio = frame.width / max(frame.height, 1)
        self._shape = lock(RATIO if abs(ratio - RATIO) < _SAME_RATIO else ratio)
        self._show(source, size, rotation, frame)

    def frame(self) -> Frame | None:
        """None while the photo is only shown."""
        return self.canvas.frame_shown()

    def rotation(self) -> int:
        return self._rotation

    def is_whole(self) -> bool:
        """Whether the frame is the photo itself, unturned."""
        return self._rotation == 0 and self.frame() in (None, Frame(0, 0, *self._size))

    def is_largest(self) -> bool:
        """Whether the frame holds all of the photo, however it is turned."""
        return self.frame() == Frame(0, 0, *_turn_size(self._size, self._rotation))

    def fix(self) -> PhotoFix | None:
        """What the frame means; None without a frame or with one that makes no certificate photo."""
        frame = self.frame()
        return make_fix(frame, self._rotation) if frame is not None else None

    def shown_part(self) -> QImage | None:
        """The picture inside the frame (or the whole one), coarse; None until it is there."""
        if self._small is None:
            return None
        frame = self.frame()
        if frame is None:
            return self._small
        scale = self._small.width() / max(_turn_size(self._size, self._rotation)[0], 1)
        part = QRect(
            round(frame.x * scale),
            round(frame.y * scale),
            max(round(frame.width * scale), 1),
            max(round(frame.height * scale), 1),
        )
        return self._small.copy(part)

    def turn(self, degrees: int) -> None:
        """The photo by a quarter; the frame is proposed anew, in the ratio it had."""
        if self._source is None or self.frame() is None:
            return
        rotation = (self._rotation + degrees) % 360
        picture = _turn_size(self._size, rotation)
        ratio = self._shape.least if self._shape.is_locked else RATIO
        frame = propose_frame(*picture, ratio)
        self._show(self._source, self._size, rotation, reshape(frame, picture, self._shape))
        self.frame_changed.emit()

    def set_hint(self, words: str) -> None:
        """What the right end of the bar says."""
        self.hint.set_text(words)

    def _show(self, source: PreviewSource, size: tuple[int, int], rotation: int, frame: Frame | None) -> None:
        self._source, self._size, self._rotation = source, size, rotation
        self._small = None
        self._request = make_request(source, size, rotation)
        self.canvas.show_picture(_turn_size(size, rotation), frame, self.tr("正在打开照片…"))
        self.canvas.set_frame(frame, self._shape)
        self._show_tools()
        known = self.relay.cached_picture(self._request)
        if known is not None:
            self._take_picture(self._request, known)
        else:
            self.relay.ask_picture(self._request)

    def _take_picture(self, request: PageRequest, answer: object) -> None:
        if request != self._request:
            return
        if isinstance(answer, PreviewError):
            self.canvas.set_words(self.tr("照片显示不了"))
            self.picture_failed.emit(answer)
        elif isinstance(answer, PagePicture):
            # A copy: the picture's pixels live only as long as the answer.
            image = answer.image.copy()
            self.canvas.set_image(image)
            self._small = _make_small(image)
            self.content_changed.emit()

    def _frame_moved(self) -> None:
        self.frame_changed.emit()
        self.content_changed.emit()

    def _turn_left(self) -> None:
        self.turn(-90)

    def _turn_right(self) -> None:
        self.turn(90)

    def _zoom_out(self) -> None:
        self.canvas.step_zoom(False)

    def _zoom_in(self) -> None:
        self.canvas.step_zoom(True)

    def _toggle_lock(self) -> None:
        frame = self.frame()
        if frame is None:
            return
        self._shape = FREE if self._shape.is_locked else lock(RATIO)
        reshaped = reshape(frame, _turn_size(self._size, self._rotation), self._shape)
        self.canvas.set_frame(reshaped, self._shape)
        self._show_tools()
        if reshaped != frame:
            self._frame_moved()

    def _show_tools(self) -> None:
        """Tools that mean nothing now rest; their places stay."""
        cuts = self.frame() is not None
        for button in (self.turn_left, self.turn_right, self.lock):
            button.setEnabled(cuts)
        shown = self._source is not None
        self.zoom_in.setEnabled(shown)
        self.zoom_out.setEnabled(shown and self.canvas.zoom() > 1)
        locked = self._shape.is_locked
        ratio = say_ratio(round(self._shape.least * 10_000), 10_000)
        words = self.tr("比例锁定 {0}").replace("{0}", ratio) if locked else self.tr("比例 0.65 至 0.8")
        self.lock.setText(words)
        self.lock.set_icon_name("lock" if locked else "lock-open")
        self.lock.setToolTip(
            self.tr("点一下，宽和高可以分别改") if locked else self.tr("点一下，锁定在 0.70")
        )


def _turn_size(size: tuple[int, int], rotation: int) -> tuple[int, int]:
    return size if rotation % 180 == 0 else (size[1], size[0])


def _make_small(image: QImage) -> QImage:
    if max(image.width(), image.height()) <= _PROOF_SIDE:
        return image
    return image.scaled(
        _PROOF_SIDE,
        _PROOF_SIDE,
        Qt.AspectRatioMode.KeepAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
