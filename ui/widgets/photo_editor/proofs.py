"""The photo as it would stick on white paper, and what its ground's corners look like (B3.2). Shown, never judged."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.domain.photo_fix import CornerSample
from ui.theme import current, shapes

ONE_INCH = QSize(75, 107)
TWO_INCH = QSize(106, 150)
_PAPER = 10
"""White paper around the print."""
_CAPTION = 22
_SWATCH = 34


class PrintProof(QWidget):
    """One print. ``picture`` is scaled once per size and kept."""

    def __init__(self, caption: str, print_size: QSize, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._caption, self._print = caption, print_size
        self._picture: QImage | None = None
        self._scaled: QPixmap | None = None
        self.setFixedSize(print_size.width() + 2 * _PAPER, print_size.height() + 2 * _PAPER + _CAPTION)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(caption)

    def set_picture(self, picture: QImage | None) -> None:
        """What is printed; None leaves the paper empty."""
        self._picture, self._scaled = picture, None
        self.update()

    def has_picture(self) -> bool:
        return self._picture is not None

    def _fit(self, ratio: float) -> QPixmap | None:
        if self._picture is None or self._picture.isNull():
            return None
        if self._scaled is None or self._scaled.devicePixelRatio() != ratio:
            room = QSize(round(self._print.width() * ratio), round(self._print.height() * ratio))
            scaled = self._picture.scaled(
                room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
            self._scaled = QPixmap.fromImage(scaled)
            self._scaled.setDevicePixelRatio(ratio)
        return self._scaled

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paper = QRect(0, 0, self.width(), self.height() - _CAPTION)
        # White in both themes: it is paper, and the ground is judged against it.
        painter.fillRect(paper, current.color("line"))
        painter.fillRect(paper.adjusted(1, 1, -1, -1), Qt.GlobalColor.white)
        fitted = self._fit(self.devicePixelRatioF())
        if fitted is not None:
            size = fitted.deviceIndependentSize()
            left = paper.center().x() + 0.5 - size.width() / 2
            top = paper.center().y() + 0.5 - size.height() / 2
            painter.drawPixmap(QRectF(round(left), round(top), size.width(), size.height()), fitted, QRectF())
        words = QRect(0, self.height() - _CAPTION, self.width(), _CAPTION)
        shapes.draw_text(painter, words, self._caption, "caption", "muted", Qt.AlignmentFlag.AlignHCenter)


class CornerSwatch(QWidget):
    """The ground's four corners side by side, at their places."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sample: CornerSample | None = None
        self.setFixedSize(_SWATCH, _SWATCH)
        self.setAccessibleName(self.tr("四角取样"))

    def set_sample(self, sample: CornerSample | None) -> None:
        """None: nothing was measured."""
        self._sample = sample
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = self.rect()
        if self._sample is not None and len(self._sample.colours) == 4:
            half = _SWATCH // 2
            painter.save()
            inside = QPainterPath()
            inside.addRoundedRect(QRectF(rect), shapes.RADIUS_CONTROL, shapes.RADIUS_CONTROL)
            painter.setClipPath(inside)
            for place, colour in enumerate(self._sample.colours):
                painter.fillRect((place % 2) * half, (place // 2) * half, half, half, QColor(*colour))
            painter.restore()
        shapes.frame_round(painter, rect, current.color("control"), shapes.RADIUS_CONTROL)
