"""A person's photo in a hairline frame, or a figure when there is none. Never cropped, never inverted."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import current, shapes

_PLACEHOLDER = 28


class PhotoFrame(QWidget):
    """60×82 by default (picture 05). The image is given decoded; this scales it only for painting."""

    def __init__(self, width: int = 60, height: int = 82, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image: QImage | None = None
        self._scaled: QPixmap | None = None
        self.setFixedSize(width, height)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("证件照"))

    def set_image(self, image: QImage | None) -> None:
        """Show a photo; None or a null image shows the figure."""
        self._image = image if image is not None and not image.isNull() else None
        self._scaled = None
        self.update()

    def has_image(self) -> bool:
        """Tell whether a photo is shown."""
        return self._image is not None

    def _fit(self, room: QSize, ratio: float) -> QPixmap | None:
        if self._image is None:
            return None
        target = QSize(round(room.width() * ratio), round(room.height() * ratio))
        if self._scaled is None or self._scaled.devicePixelRatio() != ratio:
            scaled = self._image.scaled(
                target, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
            self._scaled = QPixmap.fromImage(scaled)
            self._scaled.setDevicePixelRatio(ratio)
        return self._scaled

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = self.rect()
        shapes.frame_round(painter, rect, current.color("line"), 4, 1.0, current.color("surface"))
        room = rect.adjusted(3, 3, -3, -3)
        fitted = self._fit(room.size(), self.devicePixelRatioF())
        if fitted is None:
            at = QPoint(rect.center().x() - _PLACEHOLDER // 2 + 1, rect.center().y() - _PLACEHOLDER // 2 + 1)
            shapes.draw_icon(painter, at, "user", "muted", _PLACEHOLDER)
            return
        size = fitted.deviceIndependentSize().toSize()
        left = room.x() + (room.width() - size.width()) // 2
        top = room.y() + (room.height() - size.height()) // 2
        painter.drawPixmap(QRect(left, top, size.width(), size.height()), fitted)
