"""The bar at the foot of every desk, 52 px: buttons left, the reason beside them, hints right. Never moves."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.widgets.key_chip import KeyHint, LockReason
from ui.widgets.pane import Pane

HEIGHT = 52


class VerdictBar(Pane):
    """Also the footer of sheets and wizards. `narrow=True` is 48 px for windows below 1280."""

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        left_margin: int = 14,
        narrow: bool = False,
        token: str = "surface",
    ) -> None:
        super().__init__(token, "t", parent)
        self.setFixedHeight(48 if narrow else HEIGHT)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(left_margin, 1, 14, 0)
        self._row.setSpacing(8)
        self._buttons = 0
        self.reason = LockReason("", self)
        self._row.addSpacing(8)
        self._row.addWidget(self.reason)
        self._row.addStretch(1)
        self._hints: list[KeyHint] = []

    def add_button(self, button: QWidget) -> None:
        """Put a button right of those already there (通过, 退回, 不通过: in this order)."""
        self._row.insertWidget(self._buttons, button)
        self._buttons += 1

    def add_right(self, widget: QWidget) -> None:
        """Put a widget at the right end."""
        self._row.addWidget(widget)

    def set_reason(self, text: str, icon: str = "lock", token: str = "muted") -> None:
        """Say why a button is disabled and from when it opens; "" clears it. Nothing moves."""
        self.reason.set_reason(text, icon, token)

    def set_hints(self, hints: Sequence[tuple[Sequence[str], str]]) -> None:
        """Show keys with their meaning at the right: [((), "第 1 / 12 条"), (("K", "J"), "上 / 下一条")]."""
        while len(self._hints) > len(hints):
            extra = self._hints.pop()
            extra.hide()
            extra.deleteLater()
        for place, (keys, text) in enumerate(hints):
            if place < len(self._hints):
                self._hints[place].set_content(list(keys), text)
            else:
                hint = KeyHint(list(keys), text, self)
                self._hints.append(hint)
                self._row.addWidget(hint)
                if place:
                    hint.setContentsMargins(4, 0, 0, 0)
