"""Paint menus and tooltips for `ReviewStyle`; listed in `proxy_style.py`."""

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QIcon, QPainter
from PySide6.QtWidgets import QStyle, QStyleOption, QStyleOptionMenuItem, QWidget

from ui.theme import active
from ui.theme.shapes import RADIUS_CONTROL, draw_icon, draw_text, fill_round, frame_round

_M = QStyleOptionMenuItem.MenuItemType
_S = QStyle.StateFlag


def paint_menu_panel(option: QStyleOption, painter: QPainter, widget: QWidget | None) -> None:
    """The raised ground of a menu. Square: a pop-up window without transparency has no other corners."""
    painter.fillRect(option.rect, active.color("raised"))


def paint_menu_frame(option: QStyleOption, painter: QPainter, widget: QWidget | None) -> None:
    """The edge of a menu."""
    frame_round(painter, option.rect, active.color("control"), 0)


def paint_tip_panel(option: QStyleOption, painter: QPainter, widget: QWidget | None) -> None:
    """A tooltip."""
    frame_round(painter, option.rect, active.color("control"), 0, 1.0, active.color("raised"))


def paint_menu_item(option: QStyleOption, painter: QPainter, widget: QWidget | None) -> None:
    """One entry: hover fill, icon or tick at the left, words, shortcut at the right."""
    if not isinstance(option, QStyleOptionMenuItem):
        return
    rect = option.rect
    painter.fillRect(rect, active.color("raised"))
    if option.menuItemType == _M.Separator:
        painter.fillRect(rect.x() + 8, rect.center().y(), rect.width() - 16, 1, active.color("line"))
        return
    enabled = bool(option.state & _S.State_Enabled)
    if option.state & _S.State_Selected and enabled:
        # In the dark theme hover equals raised, so the row under the cursor takes the selection's fill.
        token = "accent_soft" if active.is_dark() else "hover"
        fill_round(painter, rect.adjusted(4, 1, -4, -1), active.color(token), RADIUS_CONTROL)
    ink = "text" if enabled else "muted"
    if option.checked:
        draw_icon(painter, QPoint(rect.x() + 10, rect.center().y() - 7), "check", "accent_ink")
    elif not option.icon.isNull():
        mode = QIcon.Mode.Normal if enabled else QIcon.Mode.Disabled
        option.icon.paint(painter, QRect(rect.x() + 10, rect.center().y() - 7, 16, 16), mode=mode)
    text, _, shortcut = option.text.partition("\t")
    words = rect.adjusted(34, 0, -12, 0)
    draw_text(painter, words, _without_mnemonic(text), "body", ink)
    if shortcut:
        draw_text(painter, words, shortcut, "caption", "muted", Qt.AlignmentFlag.AlignRight)
    if option.menuItemType == _M.SubMenu:
        draw_icon(painter, QPoint(rect.right() - 20, rect.center().y() - 7), "chevron-right", "muted")


def _without_mnemonic(text: str) -> str:
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")
