"""The foot of the list: 通过 or the acts offered, 打开, 更多, 已选 N 条; at the right 撤销 and 今日已审 N 余 M.

The acts are numbered in their order, the rest under 更多 goes on: 1 is always the usual next one.
"""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenu, QWidget

from app.domain.decision import Action
from ui.tabs.road.act_offers import ActOffer
from ui.widgets.buttons import PrimaryButton, QuietButton, TallSecondaryButton
from ui.widgets.labels import ElidedLabel, TextLabel
from ui.widgets.verdict_bar import VerdictBar
from ui.widgets.verdict_button import make_verdict_button

MOST_BUTTONS, MOST_NARROW = 3, 2


class _ActRow(QWidget):
    """Buttons for the first offers, a menu for the rest. Rebuilt only when other acts are offered."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offers: tuple[ActOffer, ...] = ()
        self._built: tuple[object, ...] = ()
        self._buttons = QButtonGroup(self)
        """By the place of the offer."""
        self._buttons.setExclusive(False)
        self._buttons.idClicked.connect(self._press)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._more = TallSecondaryButton(self.tr("更多"), "ellipsis", None, self)
        self._more.setObjectName("road.more")
        self._menu = QMenu(self)
        self._more.setMenu(self._menu)
        self._row.addWidget(self._more)
        self._more.hide()
        self._menu.triggered.connect(self._choose)

    def show_offers(self, offers: Sequence[ActOffer], *, most: int, with_primary: bool) -> None:
        shape = (most, with_primary, tuple(replace(offer, enabled=True, why_not="") for offer in offers))
        if shape != self._built:
            self._built = shape
            self._build(offers[:most], with_primary)
        for button, offer in zip(self._buttons.buttons(), offers, strict=False):
            button.setEnabled(offer.enabled)
            button.setToolTip(offer.why_not)
        self._offers = tuple(offers)
        self._menu.clear()
        for number, offer in enumerate(offers[most:], most + 1):
            # The tab puts the key where Qt shows keys; the key itself is the page's.
            action = QAction(f"{offer.title}\t{number}", self._menu)
            action.setData(offer.action.value)
            action.setEnabled(offer.enabled)
            action.setToolTip(offer.why_not)
            self._menu.addAction(action)
        self._menu.setToolTipsVisible(True)
        self._more.setVisible(len(offers) > most)
        self.setVisible(bool(offers))

    def why_not(self) -> str:
        """Why the first act cannot be done."""
        return next((offer.why_not for offer in self._offers[:1] if not offer.enabled), "")

    def _build(self, offers: Sequence[ActOffer], with_primary: bool) -> None:
        for old in self._buttons.buttons():
            self._buttons.removeButton(old)
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        for place, offer in enumerate(offers):
            kind = PrimaryButton if with_primary and place == 0 else TallSecondaryButton
            button = kind(offer.title, None, str(place + 1), self)
            button.setObjectName(f"road.act.{offer.action.value}")
            self._row.insertWidget(place, button)
            self._buttons.addButton(button, place)

    def _press(self, place: int) -> None:
        self.wanted.emit(self._offers[place].action)

    def _choose(self, action: QAction) -> None:
        self.wanted.emit(Action(action.data()))


class ActBar(VerdictBar):
    """52 px, never moves."""

    pass_wanted = Signal()
    open_wanted = Signal()
    clear_wanted = Signal()
    undo_wanted = Signal()
    act_wanted = Signal(object)
    """Action."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._narrow = False
        self._offers: Sequence[ActOffer] = ()
        self._pass = make_verdict_button("passed", self.tr("通过"), self)
        self._pass.setObjectName("road.pass")
        self._pass.clicked.connect(self.pass_wanted)
        self._acts = _ActRow(self)
        self._acts.wanted.connect(self.act_wanted)
        self._open = TallSecondaryButton(self.tr("打开"), "file-search", "Enter", self)
        self._open.setObjectName("road.open")
        self._open.clicked.connect(self.open_wanted)
        self._about = ElidedLabel("", "body_bold")
        self._about.setObjectName("road.about")
        self._clear = QuietButton(self.tr("清除选择"), None, "Esc", self)
        self._clear.setObjectName("road.clear")
        self._clear.clicked.connect(self.clear_wanted)
        for widget in (self._pass, self._acts, self._open, self._about, self._clear):
            self.add_button(widget)
        self._undo = QuietButton(self.tr("撤销"), "rotate-ccw", "Z", self)
        self._undo.setObjectName("road.undo")
        self._undo.clicked.connect(self.undo_wanted)
        self._numbers = TextLabel("", "caption", "muted")
        self._numbers.setObjectName("road.numbers")
        self.add_right(self._undo)
        self.add_right(self._numbers)
        self._clear.hide()
        self._undo.hide()
        self._pass.hide()

    def show_pass(self, shown: bool) -> None:
        """Only where this level reviews."""
        self._pass.setVisible(shown)
        self._show_offers()

    def add_act_buttons(self, offers: Sequence[ActOffer]) -> None:
        """What can be done beside with the rows chosen: the first as buttons, the rest under 更多."""
        self._offers = tuple(offers)
        self._show_offers()

    def show_about(self, words: str, *, ticked: bool, openable: bool) -> None:
        """已选 12 条, or the current person."""
        self._about.set_text(words)
        self._clear.setVisible(ticked)
        self._open.setEnabled(openable)

    def show_numbers(self, decided: int, left: int) -> None:
        words = self.tr("今日已审 {0}　余 {1}")
        self._numbers.setText(words.replace("{0}", str(decided)).replace("{1}", str(left)))

    def show_undo(self, words: str, seconds: int) -> None:
        """What Z would take back and how long it still can; nothing with 0 seconds."""
        self._undo.setVisible(seconds > 0)
        self._undo.setText(self.tr("撤销（{0} 秒）").replace("{0}", str(seconds)))
        self._undo.setToolTip(words)
        self._undo.setAccessibleName(f"{words} {self._undo.text()}")

    def set_narrow(self, narrow: bool) -> None:
        self._narrow = narrow
        self.setFixedHeight(48 if narrow else 52)
        self._show_offers()

    def _has_primary(self) -> bool:
        """What takes something back is never the blue button."""
        return self._pass.isHidden() and not any(offer.takes_back for offer in self._offers[:1])

    def _show_offers(self) -> None:
        most = MOST_NARROW if self._narrow else MOST_BUTTONS
        self._acts.show_offers(self._offers, most=most, with_primary=self._has_primary())
        self.set_reason(self._acts.why_not() if self._pass.isHidden() else "")
