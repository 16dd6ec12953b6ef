"""A combo box of 32 px whose list opens below it, raised, with a tick at the current entry (picture 20)."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QComboBox,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleHintReturn,
    QStyleOption,
    QStyleOptionComboBox,
    QStyleOptionViewItem,
    QWidget,
)

from ui.theme import current, shapes
from ui.theme.proxy_style import ReviewStyle
from ui.widgets.fields import DENSE_HEIGHT, HEIGHT
from ui.widgets.scroll_bar import slim

_ROW = 28


class _BelowStyle(ReviewStyle):
    """Fusion lays the list over the field like a menu; ours drops below it."""

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returned: QStyleHintReturn | None = None,
    ) -> int:
        if hint == QStyle.StyleHint.SH_ComboBox_Popup:
            return 0
        return super().styleHint(hint, option, widget, returned)


class _EntryDelegate(QStyledItemDelegate):
    """Entries of the open list."""

    def __init__(self, combo: "ComboBox") -> None:
        super().__init__(combo)
        self._combo = combo

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        text = str(index.data() or "")
        return QSize(shapes.text_width(text, "body_bold") + 56, _ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect = option.rect
        painter.fillRect(rect, current.color("raised"))
        if option.state & QStyle.StateFlag.State_Selected:
            token = "accent_soft" if current.is_dark() else "hover"
            shapes.fill_round(
                painter, rect.adjusted(3, 1, -3, -1), current.color(token), shapes.RADIUS_CONTROL
            )
        chosen = index.row() == self._combo.currentIndex()
        enabled = bool(index.flags() & Qt.ItemFlag.ItemIsEnabled)
        words = rect.adjusted(13, 0, -34 if chosen else -10, 0)
        role = "body_bold" if chosen else "body"
        shapes.draw_text(painter, words, str(index.data() or ""), role, "text" if enabled else "muted")
        if chosen:
            shapes.draw_icon(painter, QPoint(rect.right() - 25, rect.center().y() - 7), "check", "accent_ink")


class ComboBox(QComboBox):
    """Choose one of several words. Long words are elided, with a tooltip only then."""

    def __init__(self, parent: QWidget | None = None, *, dense: bool = False) -> None:
        super().__init__(parent)
        self._height = DENSE_HEIGHT if dense else HEIGHT
        style = _BelowStyle()
        style.setParent(self)
        self.setStyle(style)
        view = QListView(self)
        view.setUniformItemSizes(True)
        view.setFrameShape(QListView.Shape.StyledPanel)
        view.setMouseTracking(True)
        slim(view)
        self.setView(view)
        self.setItemDelegate(_EntryDelegate(self))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMaxVisibleItems(12)

    def sizeHint(self) -> QSize:
        widest = max((shapes.text_width(self.itemText(i)) for i in range(self.count())), default=40)
        return QSize(widest + 44, self._height)

    def minimumSizeHint(self) -> QSize:
        return QSize(72, self._height)

    def showPopup(self) -> None:
        widest = max(
            (shapes.text_width(self.itemText(i), "body_bold") for i in range(self.count())), default=0
        )
        self.view().setMinimumWidth(max(self.width(), min(widest + 60, 560)))
        super().showPopup()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        self.style().drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option, painter, self)
        words = QRect(8, 0, self.width() - 8 - 28, self.height())
        text = self.currentText()
        placeholder = not text and bool(self.placeholderText())
        shown = self.placeholderText() if placeholder else text
        tint = "muted" if placeholder or not self.isEnabled() else "text"
        shapes.draw_text(painter, words, shown, "body", tint)
        fits = shapes.text_width(shown) <= words.width()
        if self.toolTip() != ("" if fits else shown):
            self.setToolTip("" if fits else shown)
