"""The verdict bar of a review desk: the tab's buttons left, then why not, then 撤销 Z, the place in the list, K J."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.widgets.buttons import QuietButton
from ui.widgets.key_chip import KeyHint
from ui.widgets.verdict_bar import VerdictBar


class DeskBar(VerdictBar):
    """``name`` begins the object names; ``unit`` counts the rows (条, 份)."""

    undo_wanted = Signal()

    def __init__(self, name: str, unit: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._unit = unit
        self._narrow = False
        # Stated, so that one more button never pushes the panes above aside.
        self.setMinimumWidth(480)
        self._undo = QuietButton(self.tr("撤销"), "rotate-ccw", "Z", self)
        self._undo.setObjectName(f"{name}.undo")
        self._undo.clicked.connect(self.undo_wanted)
        self._undo.hide()
        self._place = KeyHint([], "", self)
        self._move = KeyHint(["K", "J"], self.tr("上 / 下一{0}").replace("{0}", unit), self)
        self.add_right(self._undo)
        self.add_right(self._place)
        self.add_right(self._move)

    def show_place(self, place: int, total: int) -> None:
        """第 1 / 12 条."""
        words = self.tr("第 {0} / {1} {2}").replace("{2}", self._unit)
        shown = words.replace("{0}", str(place + 1)).replace("{1}", str(total)) if place >= 0 else ""
        self._place.set_text(shown)

    def show_undo(self, words: str, seconds: int) -> None:
        """What Z would take back and how long it still can, in the place of the keys; nothing with 0 seconds."""
        self._undo.setVisible(seconds > 0)
        self._undo.setText(self.tr("撤销（{0} 秒）").replace("{0}", str(seconds)))
        self._undo.setToolTip(words)
        self._undo.setAccessibleName(f"{words} {self._undo.text()}")
        self._show_keys()

    def set_narrow(self, narrow: bool) -> None:
        """Below 1280 px the bar is lower and leaves the keys out."""
        self._narrow = narrow
        self.setFixedHeight(48 if narrow else 52)
        self._show_keys()

    def _show_keys(self) -> None:
        self._move.setVisible(not self._narrow and self._undo.isHidden())
