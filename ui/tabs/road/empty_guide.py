"""What an empty queue says and where the next work is (LOOK "Empty")."""

from PySide6.QtCore import QObject

from ui.session import Session
from ui.tabs.road.list_state import RoadList
from ui.tabs.road.queue_words import title_of
from ui.widgets.buttons import PrimaryButton
from ui.widgets.empty_state import EmptyState


class EmptyGuide(QObject):
    """Words the EmptyState after each count; its button acts on the list."""

    def __init__(
        self, session: Session, state: RoadList, empty: EmptyState, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._state, self._empty = session, state, empty
        self._shown: tuple[object, ...] = ()
        state.counted.connect(self.show)
        state.filter_changed.connect(self.show)
        self.show()

    def go_on(self) -> None:
        """Enter: the way out that the primary button names."""
        following = self._state.next_queue()
        if self._state.is_narrowed():
            self._state.clear_filters()
        elif following is not None:
            self._state.set_queue(following)

    def show(self) -> None:
        """Say it again when something it says has changed (a new button would lose the focus)."""
        state, following = self._state, self._state.next_queue()
        number = state.count_of(following).count if following is not None else 0
        seen = (state.wanted, following, number)
        if seen == self._shown:
            return
        self._shown = seen
        title = title_of(state.role, state.wanted.queue)
        if state.is_narrowed():
            text = state.wanted.text
            sentence = self.tr("没有找到“{0}”").replace("{0}", text) if text else ""
            sentence = sentence or self.tr("按现在的筛选没有申报")
            self._empty.set_content(sentence, "", icon="search", state="info")
            self._offer(self.tr("看全部{0}").replace("{0}", title), "list")
            return
        done = state.wanted.queue in state.waiting
        sentence = self.tr("“{0}”里没有等着办的") if done else self.tr("“{0}”里没有申报")
        self._empty.set_content(
            *(sentence.replace("{0}", title), ""),
            icon="circle-check" if done else "file-text",
            state="passed" if done else "info",
        )
        if following is None:
            self._empty.set_buttons([])
            return
        words = self.tr("去办{0} {1} 份").replace("{0}", title_of(state.role, following))
        self._offer(words.replace("{1}", str(number)), "list-checks")

    def _offer(self, words: str, icon: str) -> None:
        button = PrimaryButton(words, icon, "Enter")
        button.setObjectName("road.empty_go")
        button.clicked.connect(self.go_on)
        self._empty.set_buttons([button])
