"""The messages on the canvas in place of what cannot be shown: real callouts, so that they can be read out, selected
and retried. Owned by the canvas, which tells where each one lies.
"""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject, QRect, Signal
from PySide6.QtWidgets import QWidget

from app.domain.errors import KnownError
from app.ports.preview import PreviewError
from ui.widgets.callout import Callout, CalloutLine

_RETRY = "retry"

Place = tuple[int, int]
"""File and page; page -1 is the whole file."""


class CanvasErrors(QObject):
    """Keeps one callout for each message on the screen."""

    retried = Signal(int, int)
    """File and page of a message whose 重试 was clicked."""

    def __init__(self, viewport: QWidget, word_error: Callable[[KnownError], str]) -> None:
        super().__init__(viewport)
        self._viewport = viewport
        self._word_error = word_error
        self._callouts: dict[Place, _PlacedCallout] = {}

    def show_errors(self, errors: Mapping[Place, tuple[PreviewError, QRect]]) -> None:
        """Show these messages at these places of the viewport, and no others."""
        for place in [place for place in self._callouts if place not in errors]:
            callout = self._callouts.pop(place)
            callout.hide()
            callout.deleteLater()
        for place, (error, rect) in errors.items():
            callout = self._callouts.get(place) or self._make(place)
            callout.say(error, self._word_error(error))
            callout.place(rect)

    def list_texts(self) -> list[str]:
        """What the messages say."""
        return [callout.accessibleName() for callout in self._callouts.values()]

    def _make(self, place: Place) -> "_PlacedCallout":
        callout = _PlacedCallout(place, self._viewport)
        callout.retried.connect(self.retried)
        self._callouts[place] = callout
        return callout


class _PlacedCallout(Callout):
    """A callout that knows what it stands for."""

    retried = Signal(int, int)

    def __init__(self, place: Place, parent: QWidget) -> None:
        super().__init__("error", parent)
        self._place = place
        self._said: PreviewError | None = None
        self._rect = QRect()
        self.link_activated.connect(self._retry)

    def say(self, error: PreviewError, sentence: str) -> None:
        """What happened as the title, what to do below it; 重试 where it can help."""
        if error is self._said:
            return
        self._said = error
        happened, stop, todo = sentence.partition("。")
        link = self.tr("重试") if error.is_transient else ""
        self.set_content(happened, [CalloutLine(todo, link, _RETRY)] if stop and todo else [])

    def place(self, rect: QRect) -> None:
        """Stand at the top of `rect`, as high as the words need."""
        self._rect = rect
        self._fit()

    def _fit(self) -> None:
        needed = self.heightForWidth(self._rect.width())
        self.setGeometry(self._rect.x(), self._rect.y() + 4, self._rect.width(), needed)

    def _retry(self, target: str) -> None:
        if target == _RETRY:
            self.retried.emit(*self._place)

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest and not self._rect.isNull():
            # New lines count only once the layout has taken them in.
            self._fit()
        return done
