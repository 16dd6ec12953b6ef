"""A strip of callouts over the steps: as high as its lines, up to a bound, because the step below is what one came for."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.scroll_column import ScrollColumn
from ui.widgets.callout import Callout

MOST_HEIGHT = 168
_GAP = 6
_SIDE, _TOP, _BOTTOM = 14, 8, 4


class Strip(QWidget):
    """Call ``fit`` after the callouts were filled; with nothing in them it is hidden."""

    def __init__(self, callouts: list[Callout], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._callouts = callouts
        self._scroll = ScrollColumn()
        self._scroll.body.setSpacing(_GAP)
        for callout in callouts:
            self._scroll.body.addWidget(callout)
        self._scroll.body.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(_SIDE, _TOP, _SIDE, _BOTTOM)
        column.addWidget(self._scroll)
        self.hide()

    @property
    def is_empty(self) -> bool:
        return all(callout.isHidden() for callout in self._callouts)

    def fit(self) -> None:
        """Take the height of what is in it."""
        width = max(200, self.width() - 2 * _SIDE)
        shown = [callout for callout in self._callouts if not callout.isHidden()]
        wanted = sum(_height(callout, width) for callout in shown) + _GAP * max(0, len(shown) - 1)
        self._scroll.setFixedHeight(min(MOST_HEIGHT, wanted))
        self.setAccessibleName("\n".join(callout.accessibleName() for callout in shown))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()


def _height(callout: Callout, width: int) -> int:
    """Lines that were just put in are shown by Qt a moment later and count for nothing until then; a callout that was
    never laid out knows no height for a width (-1)."""
    for line in callout.findChildren(QWidget):
        if not line.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide):
            line.show()
    layout = callout.layout()
    if layout is not None:
        layout.activate()
    height = callout.heightForWidth(width)
    return height if height >= 0 else callout.sizeHint().height()
