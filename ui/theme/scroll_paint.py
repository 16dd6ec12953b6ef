"""Paint scroll bars: a 6 px thumb, no arrows, no groove. Used by `ReviewStyle` and `ui.widgets.scroll_bar`."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOption, QStyleOptionSlider, QWidget

from ui.theme import active
from ui.theme.shapes import fill_round

THUMB = 6


def paint_scroll_bar(style: QStyle, option: QStyleOption, painter: QPainter, widget: QWidget | None) -> None:
    """Draw the thumb in the middle of the bar; darker under the mouse."""
    if not isinstance(option, QStyleOptionSlider) or option.minimum == option.maximum:
        return
    slider = style.subControlRect(
        QStyle.ComplexControl.CC_ScrollBar, option, QStyle.SubControl.SC_ScrollBarSlider, widget
    )
    held = bool(option.state & (QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_Sunken))
    thumb = QRectF(slider)
    if option.orientation == Qt.Orientation.Vertical:
        thumb = QRectF(slider.x() + (slider.width() - THUMB) / 2, slider.y() + 2, THUMB, slider.height() - 4)
    else:
        thumb = QRectF(slider.x() + 2, slider.y() + (slider.height() - THUMB) / 2, slider.width() - 4, THUMB)
    fill_round(painter, thumb, active.color("control" if held else "thumb"), THUMB / 2)
