"""Paint fields, boxes, plain push buttons, splitters and progress bars for `ReviewStyle`.

Functions of the shape (option, painter, widget), listed in `proxy_style.py`; nobody else calls them. A field
whose dynamic property `invalid` is true gets the failed colour as its edge, `flagged` that of a flag,
and a `locked` one the ground of a disabled one under its full ink.
"""

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QPlainTextEdit,
    QStyle,
    QStyleOption,
    QStyleOptionButton,
    QStyleOptionComboBox,
    QStyleOptionFrame,
    QStyleOptionProgressBar,
    QTextEdit,
    QWidget,
)

from ui.theme import active
from ui.theme.shapes import (
    BOX_SIZE,
    RADIUS_CONTROL,
    draw_check_box,
    draw_icon,
    draw_radio,
    fill_round,
    focus_ring,
    frame_round,
)

_S = QStyle.StateFlag


def paint_field(painter: QPainter, rect: QRect, state: QStyle.StateFlag, widget: QWidget | None) -> None:
    """Draw a field's ground and edge: control 1 px, focus 2 px accent, disabled flat."""
    locked = widget is not None and bool(widget.property("locked"))
    if locked or not state & _S.State_Enabled:
        frame_round(painter, rect, active.color("line"), RADIUS_CONTROL, 1.0, active.color("window"))
        if locked and state & _S.State_HasFocus:
            focus_ring(painter, rect, RADIUS_CONTROL)
        return
    invalid = widget is not None and bool(widget.property("invalid"))
    flagged = widget is not None and bool(widget.property("flagged"))
    edge = "failed" if invalid else "returned" if flagged else "control"
    frame_round(painter, rect, active.color(edge), RADIUS_CONTROL, 1.0, active.color("surface"))
    if state & _S.State_HasFocus:
        focus_ring(painter, rect, RADIUS_CONTROL, "failed" if invalid else "focus")


def paint_line_edit(option: QStyleOption, painter: QPainter, widget: QWidget | None) -> None:
    """A QLineEdit with a frame; inside a spin box (line width 0) its owner draws the ground."""
    if isinstance(option, QStyleOptionFrame) and option.lineWidth > 0:
        paint_field(painter, option.rect, option.state, widget)


def paint_area_frame(option: QStyleOption, painter: QPainter, widget: QWidget | None) -> None:
    """The frame of a scroll area: a field for text editors, a plain hairline box for anything else."""
    if isinstance(widget, QTextEdit | QPlainTextEdit):
        paint_field(painter, option.rect, option.state, widget)
    else:
        frame_round(painter, option.rect, active.color("line"), 0)


def paint_focus_rect(option: QStyleOption, painter: QPainter, widget: QWidget | None) -> None:
    """Only for focus that came by the keyboard."""
    if option.state & _S.State_KeyboardFocusChange:
        focus_ring(painter, option.rect)


def paint_check_indicator(option: QStyleOption, painter: QPainter, widget: QWidget | None) -> None:
    """A check box of a widget, a menu or an item view."""
    if option.state & _S.State_NoChange:
        checked = Qt.CheckState.PartiallyChecked
    elif option.state & _S.State_On:
        checked = Qt.CheckState.Checked
    else:
        checked = Qt.CheckState.Unchecked
    enabled = bool(option.state & _S.State_Enabled)
    draw_check_box(painter, _box(option.rect), checked, enabled, bool(option.state & _S.State_MouseOver))


def paint_radio_indicator(option: QStyleOption, painter: QPainter, widget: QWidget | None) -> None:
    """A radio button's disc."""
    enabled = bool(option.state & _S.State_Enabled)
    hovered = bool(option.state & _S.State_MouseOver)
    draw_radio(painter, _box(option.rect), bool(option.state & _S.State_On), enabled, hovered)


def paint_button_panel(option: QStyleOption, painter: QPainter, widget: QWidget | None) -> None:
    """A plain QPushButton (message boxes, Qt's own dialogs): our secondary button."""
    enabled = bool(option.state & _S.State_Enabled)
    fill = "surface"
    if option.state & (_S.State_Sunken | _S.State_On):
        fill = "accent_soft"
    elif option.state & _S.State_MouseOver and enabled:
        fill = "hover"
    frame_round(
        painter,
        option.rect,
        active.color("control" if enabled else "line"),
        RADIUS_CONTROL,
        1.0,
        active.color(fill),
    )
    default = isinstance(option, QStyleOptionButton) and bool(
        option.features & QStyleOptionButton.ButtonFeature.DefaultButton
    )
    if default and enabled:
        frame_round(painter, option.rect, active.color("accent"), RADIUS_CONTROL, 2.0)


def paint_tool_panel(option: QStyleOption, painter: QPainter, widget: QWidget | None) -> None:
    """A tool button: no border, hover fill, accent_soft when on."""
    if option.state & (_S.State_Sunken | _S.State_On):
        fill_round(painter, option.rect, active.color("accent_soft"), RADIUS_CONTROL)
    elif option.state & _S.State_MouseOver and option.state & _S.State_Enabled:
        fill_round(painter, option.rect, active.color("hover"), RADIUS_CONTROL)


def paint_combo_box(option: QStyleOptionComboBox, painter: QPainter, widget: QWidget | None) -> None:
    """A combo box or a date field with a drop-down: field ground and a chevron."""
    paint_field(painter, option.rect, option.state, widget)
    if option.subControls & QStyle.SubControl.SC_ComboBoxArrow:
        tint = "muted" if option.state & _S.State_Enabled else "control"
        rect = option.rect
        draw_icon(painter, QPoint(rect.right() - 22, rect.center().y() - 7), "chevron-down", tint, 16)


def paint_splitter(option: QStyleOption, painter: QPainter, widget: QWidget | None) -> None:
    """A splitter handle: one hairline in its middle."""
    rect = option.rect
    if option.state & _S.State_Horizontal:
        painter.fillRect(rect.center().x(), rect.y(), 1, rect.height(), active.color("line"))
    else:
        painter.fillRect(rect.x(), rect.center().y(), rect.width(), 1, active.color("line"))


def paint_progress_groove(option: QStyleOption, painter: QPainter, widget: QWidget | None) -> None:
    """A flat 6 px track."""
    fill_round(painter, _track(option.rect), active.color("line"), 3)


def paint_progress_contents(option: QStyleOption, painter: QPainter, widget: QWidget | None) -> None:
    """The done part of the track; a busy bar (no range) is filled whole, it never wanders."""
    if not isinstance(option, QStyleOptionProgressBar):
        return
    track = _track(option.rect)
    span = option.maximum - option.minimum
    share = 1.0 if span <= 0 else max(0.0, min(1.0, (option.progress - option.minimum) / span))
    if share > 0:
        track.setWidth(max(6, round(track.width() * share)))
        if QApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            track.moveRight(option.rect.right())
        fill_round(painter, track, option.palette.color(QPalette.ColorRole.Accent), 3)


def _track(rect: QRect) -> QRect:
    return QRect(rect.x(), rect.center().y() - 2, rect.width(), 6)


def _box(rect: QRect) -> QRect:
    side = BOX_SIZE
    return QRect(rect.x() + (rect.width() - side) // 2, rect.y() + (rect.height() - side) // 2, side, side)
