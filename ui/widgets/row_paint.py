"""How a row shows that it is current, hovered or focused; shared by all delegates."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget

from ui.theme import current, shapes
from ui.widgets.keyboard_focus import KeyboardFocus

BAR = 3
# Numbers: asked for every painted cell, and an operation on flags takes ten times as long.
_SELECTED = QStyle.StateFlag.State_Selected.value
_MOUSE_OVER = QStyle.StateFlag.State_MouseOver.value


def is_current(option: QStyleOptionViewItem) -> bool:
    """Tell whether this row is the selected one."""
    return bool(option.state.value & _SELECTED)


def is_hovered(option: QStyleOptionViewItem) -> bool:
    """Tell whether the mouse is over the row."""
    return bool(option.state.value & _MOUSE_OVER)


def shows_ring(widget: QWidget | None) -> bool:
    """Tell whether the view got its focus by the keyboard."""
    return isinstance(widget, KeyboardFocus) and widget.shows_ring()


def is_pane_active(widget: QWidget | None) -> bool:
    """Tell whether the selection is drawn in accent: the view has focus, or says so (`pane_active`)."""
    if widget is None:
        return True
    fixed = widget.property("pane_active")
    return bool(fixed) if fixed is not None else widget.hasFocus()


def paint_inset_ground(
    painter: QPainter, option: QStyleOptionViewItem, rect: QRect, bar_inset: int = 9
) -> None:
    """Draw the rounded ground of a list row inside `rect` (already inset) when it is current or hovered."""
    chosen = is_current(option)
    if chosen:
        lit = is_pane_active(option.widget)
        shapes.fill_round(
            painter, rect, current.color("accent_soft" if lit else "hover"), shapes.RADIUS_CONTROL
        )
        bar = QRect(rect.x(), rect.y() + bar_inset, BAR, rect.height() - 2 * bar_inset)
        shapes.fill_round(painter, bar, current.color("accent" if lit else "control"), 1.5)
        if shows_ring(option.widget):
            shapes.focus_ring(painter, rect)
    elif is_hovered(option):
        shapes.fill_round(painter, rect, current.color("hover"), shapes.RADIUS_CONTROL)
