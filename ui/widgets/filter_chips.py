"""Filter chips: 28 px, radius 14, icon, word, 9 pt count. None on means all (LOOK.md "Filter chip")."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from ui.theme import current, shapes
from ui.widgets.keyboard_focus import KeyboardFocus

_HEIGHT = 28
_ICON = 14


@dataclass(frozen=True)
class Chip:
    """One filter: its key for the desk, the word, a Lucide icon, the count when known."""

    key: str
    word: str
    icon: str | None = None
    count: int | None = None


class FilterChip(KeyboardFocus, QPushButton):
    """One chip: a checkable button (Space toggles)."""

    def __init__(self, chip: Chip, parent: QWidget | None = None) -> None:
        super().__init__(chip.word, parent)
        self.chip_key = chip.key
        self._icon_name = chip.icon
        self._count: int | None = None
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_count(chip.count)

    def set_count(self, count: int | None) -> None:
        """Show another count."""
        self._count = count
        self.setAccessibleName(self.text() if count is None else f"{self.text()} {count}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        width = 20 + shapes.text_width(self.text(), "body_bold")
        if self._icon_name:
            width += _ICON + 6
        if self._count is not None:
            width += 6 + shapes.text_width(str(self._count), "caption")
        return QSize(width, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        on, rect = self.isChecked(), self.rect()
        fill = "accent_soft" if on else ("hover" if self.underMouse() and self.isEnabled() else "surface")
        edge = "accent" if on else ("control" if self.isEnabled() else "line")
        shapes.frame_round(painter, rect, current.color(edge), _HEIGHT / 2, 1.0, current.color(fill))
        ink = "muted" if not self.isEnabled() else ("accent_ink" if on else "text")
        x, middle = 10, rect.height() // 2
        if self._icon_name:
            tint = "accent_ink" if on and self.isEnabled() else "muted"
            shapes.draw_icon(painter, QPoint(x, middle - _ICON // 2), self._icon_name, tint, _ICON)
            x += _ICON + 6
        words = QRect(x, 0, shapes.text_width(self.text(), "body_bold"), rect.height())
        shapes.draw_text(painter, words, self.text(), "body_bold" if on else "body", ink)
        if self._count is not None:
            count = QRect(words.right() + 7, 0, rect.right() - words.right(), rect.height())
            shapes.draw_text(painter, count, str(self._count), "caption", "accent_ink" if on else "muted")
        if self.shows_ring():
            shapes.focus_ring(painter, rect, _HEIGHT / 2)


class FilterChipBar(QWidget):
    """A row of chips. `selection_changed` carries the keys that are on, in bar order; none on = all.

    With `exclusive` exactly one is on (the kinds of a log).
    """

    selection_changed = Signal(list)

    def __init__(self, parent: QWidget | None = None, *, exclusive: bool = False) -> None:
        super().__init__(parent)
        self._exclusive = exclusive
        self._chips: list[FilterChip] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._row.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_chips(self, chips: Iterable[Chip]) -> None:
        """Replace the chips; nothing is on (exclusive: the first is)."""
        for old in self._chips:
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._chips = [FilterChip(chip, self) for chip in chips]
        for place, chip in enumerate(self._chips):
            chip.setAutoExclusive(self._exclusive)
            chip.clicked.connect(self._tell)
            self._row.insertWidget(place, chip)
        if self._exclusive and self._chips:
            self._chips[0].setChecked(True)

    def set_count(self, key: str, count: int | None) -> None:
        """Show another count at a chip."""
        for chip in self._chips:
            if chip.chip_key == key:
                chip.set_count(count)

    def selected(self) -> list[str]:
        """Return the keys that are on."""
        return [chip.chip_key for chip in self._chips if chip.isChecked()]

    def set_selected(self, keys: Iterable[str]) -> None:
        """Turn chips on and off without a signal."""
        wanted = set(keys)
        for chip in self._chips:
            chip.setChecked(chip.chip_key in wanted)

    def chip(self, key: str) -> FilterChip:
        """Return a chip; KeyError when there is none of that key."""
        for chip in self._chips:
            if chip.chip_key == key:
                return chip
        raise KeyError(key)

    def _tell(self) -> None:
        self.selection_changed.emit(self.selected())
