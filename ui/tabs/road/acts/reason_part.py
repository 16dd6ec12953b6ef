"""The reason of an act, with the sentences that desks write most often one click away."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain.decision import Action
from ui.tabs.road.acts.fields import ReasonField
from ui.tabs.road.acts.words import ready_reasons, words_of_act
from ui.texts.translate import translate
from ui.widgets.buttons import QuietButton


class _Ready(QuietButton):
    chosen = Signal(str)

    def __init__(self, words: str, sentence: str, parent: QWidget) -> None:
        super().__init__(words, "plus", None, parent)
        self._sentence = sentence
        self.setToolTip(sentence)
        self.clicked.connect(self._choose)

    def _choose(self) -> None:
        self.chosen.emit(self._sentence)


def make_reason(name: str, action: Action) -> ReasonField | None:
    """None for an act that asks for no reason."""
    words = words_of_act(action)
    if not words.reason:
        return None
    field = ReasonField(name, translate("road", words.reason), translate("road", words.reason_hint))
    ready = ready_reasons(action)
    if ready:
        row = QHBoxLayout()
        row.setSpacing(2)
        for place, (word, sentence) in enumerate(ready):
            button = _Ready(word, sentence, field)
            button.setObjectName(f"{name}.ready.{place}")
            button.chosen.connect(field.add)
            row.addWidget(button)
        row.addStretch(1)
        field.add_row(row)
    return field
