"""Fusion with our own fields, boxes and frames (LOOK.md "Building it"): only three draw* overrides, no QSS.

Measures stay Fusion's (overriding pixelMetric and rects doubled the paint time); widgets that need another
height say so in their size hint. Installed by `ui.theme.current.install`.
"""

from collections.abc import Callable

from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QProxyStyle,
    QStyle,
    QStyleFactory,
    QStyleOption,
    QStyleOptionComboBox,
    QStyleOptionComplex,
    QWidget,
)

from ui.theme import field_paint, menu_paint
from ui.theme.scroll_paint import paint_scroll_bar

_P = QStyle.PrimitiveElement
_C = QStyle.ControlElement
_X = QStyle.ComplexControl

_Painter = Callable[[QStyleOption, QPainter, QWidget | None], None]


def _nothing(option: QStyleOption, painter: QPainter, widget: QWidget | None) -> None:
    """Paint nothing: the element is drawn elsewhere."""


_PRIMITIVES: dict[QStyle.PrimitiveElement, _Painter] = {
    _P.PE_PanelLineEdit: field_paint.paint_line_edit,
    _P.PE_FrameLineEdit: _nothing,
    _P.PE_Frame: field_paint.paint_area_frame,
    _P.PE_FrameFocusRect: field_paint.paint_focus_rect,
    _P.PE_IndicatorCheckBox: field_paint.paint_check_indicator,
    _P.PE_IndicatorItemViewItemCheck: field_paint.paint_check_indicator,
    _P.PE_IndicatorRadioButton: field_paint.paint_radio_indicator,
    _P.PE_PanelButtonCommand: field_paint.paint_button_panel,
    _P.PE_PanelButtonTool: field_paint.paint_tool_panel,
    _P.PE_FrameMenu: menu_paint.paint_menu_frame,
    _P.PE_PanelMenu: menu_paint.paint_menu_panel,
    _P.PE_PanelTipLabel: menu_paint.paint_tip_panel,
    _P.PE_FrameDefaultButton: _nothing,
}

_CONTROLS: dict[QStyle.ControlElement, _Painter] = {
    _C.CE_MenuItem: menu_paint.paint_menu_item,
    _C.CE_MenuEmptyArea: _nothing,
    _C.CE_Splitter: field_paint.paint_splitter,
    _C.CE_ProgressBarGroove: field_paint.paint_progress_groove,
    _C.CE_ProgressBarContents: field_paint.paint_progress_contents,
}


class ReviewStyle(QProxyStyle):
    """The application's style."""

    def __init__(self) -> None:
        super().__init__(QStyleFactory.create("Fusion"))

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        own = _PRIMITIVES.get(element)
        if own is None:
            super().drawPrimitive(element, option, painter, widget)
        else:
            own(option, painter, widget)

    def drawControl(
        self,
        element: QStyle.ControlElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        own = _CONTROLS.get(element)
        if own is None:
            super().drawControl(element, option, painter, widget)
        else:
            own(option, painter, widget)

    def drawComplexControl(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        if control == _X.CC_ComboBox and isinstance(option, QStyleOptionComboBox):
            field_paint.paint_combo_box(option, painter, widget)
        elif control == _X.CC_ScrollBar:
            paint_scroll_bar(self, option, painter, widget)
        else:
            super().drawComplexControl(control, option, painter, widget)
