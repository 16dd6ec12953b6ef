"""A slim scroll bar: 10 px wide, the thumb runs the whole length, no arrow buttons.

`slim(view)` gives a scroll area both bars. The bar has a style of its own because arrow-less needs another
pixelMetric, which the application's style must not override (LOOK.md: it doubled the paint time of everything).
"""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QProxyStyle,
    QScrollBar,
    QStyle,
    QStyleFactory,
    QStyleOption,
    QStyleOptionComplex,
    QWidget,
)

from ui.theme.scroll_paint import paint_scroll_bar

WIDTH = 10


class _SlimStyle(QProxyStyle):
    """Fusion without the room for arrow buttons."""

    def __init__(self) -> None:
        super().__init__(QStyleFactory.create("Fusion"))

    def pixelMetric(
        self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        # The style asks for the extent to place the arrows; the widget's own size hint gives the width.
        if metric == QStyle.PixelMetric.PM_ScrollBarExtent:
            return 0
        return super().pixelMetric(metric, option, widget)

    def drawComplexControl(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        paint_scroll_bar(self, option, painter, widget)


class SlimScrollBar(QScrollBar):
    """The bar; its style object is shared by all bars of the application."""

    def __init__(self, orientation: Qt.Orientation, parent: QWidget | None = None) -> None:
        super().__init__(orientation, parent)
        self.setStyle(_shared_style())

    def sizeHint(self) -> QSize:
        if self.orientation() == Qt.Orientation.Vertical:
            return QSize(WIDTH, 40)
        return QSize(40, WIDTH)


def slim(area: QAbstractScrollArea) -> None:
    """Give `area` two slim bars."""
    area.setVerticalScrollBar(SlimScrollBar(Qt.Orientation.Vertical, area))
    area.setHorizontalScrollBar(SlimScrollBar(Qt.Orientation.Horizontal, area))


def _shared_style() -> _SlimStyle:
    app = QApplication.instance()
    style = app.findChild(_SlimStyle) if app is not None else None
    if style is None:
        style = _SlimStyle()
        style.setParent(app)
    return style
