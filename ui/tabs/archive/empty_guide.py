"""What an empty list says and where to go from there (picture 10). Both states have one, fed from the one list."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QAbstractButton

from app.domain.archive import ArchiveStatus
from ui.session import Session
from ui.tabs.archive.list_state import ArchiveList
from ui.texts.words import word
from ui.widgets.buttons import PrimaryButton, TallSecondaryButton
from ui.widgets.empty_state import EmptyState


class EmptyGuide(QObject):
    """Words an EmptyState after each count; its buttons act on the list."""

    moved = Signal()
    """The person went on to another list."""

    def __init__(
        self, session: Session, state: ArchiveList, empty: EmptyState, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._state, self._empty = session, state, empty
        self._shown: tuple[object, ...] = ()
        state.counted.connect(self.show)
        session.facts.updated.connect(self.show)

    def go_on(self) -> bool:
        """Enter: the next work. False when there is none."""
        following = self._state.next_waiting_section()
        if self._state.wanted.text:
            self._clear_search()
        elif following is not None:
            self._state.set_section(following.key)
        else:
            return False
        self.moved.emit()
        return True

    def show_undo(self, words: str, seconds: int) -> None:
        """Z still takes the last decision back, though its item has left the screen."""
        said = self.tr("撤销上一个决定（还剩 {0} 秒）").replace("{0}", str(seconds))
        self._empty.set_hint(["Z"], said if seconds else "")

    def show(self) -> None:
        """Say it again when something it says has changed (new buttons would lose the focus)."""
        state, facts = self._state, self._session.facts.facts
        following = state.next_waiting_section()
        waiting = state.pending.get(following.key, 0) if following else 0
        returned = state.counts.of_tab(ArchiveStatus.RETURNED)
        decided = facts.decided_today[0] if facts else 0
        seen = (state.wanted, state.section.key, following and following.key, waiting, returned, decided)
        if seen == self._shown:
            return
        self._shown = seen
        if state.wanted.text or state.wanted.flagged_only:
            self._say_nothing_found()
            return
        buttons: list[QAbstractButton] = []
        if following is not None:
            words = self.tr("去审{0} {1} 条").replace("{0}", following.title).replace("{1}", str(waiting))
            go = PrimaryButton(words, "arrow-right", "Enter")
            go.setObjectName("archive.next_section")
            go.clicked.connect(self.go_on)
            buttons.append(go)
        if returned and state.wanted.status is ArchiveStatus.PENDING:
            words = self.tr("看退回的 {0} 条").replace("{0}", str(returned))
            look = TallSecondaryButton(words, "undo-2", icon_token="returned")
            look.setObjectName("archive.see_returned")
            look.clicked.connect(self._see_returned)
            buttons.append(look)
        self._say_done(decided)
        self._empty.set_buttons(buttons)

    def _say_done(self, decided: int) -> None:
        title = self._state.section.title
        today = self.tr("今天审了 {0} 条。").replace("{0}", str(decided)) if decided else ""
        status = self._state.wanted.status
        total = self._state.counts.of_tab(None)
        if status is ArchiveStatus.PENDING and total:
            self._empty.set_content(self.tr("{0}都审完了").replace("{0}", title), today)
        elif status is None or status is ArchiveStatus.PENDING:
            sentence = self.tr("还没有人提交{0}").replace("{0}", title)
            self._empty.set_content(sentence, today, icon="file-text", state="info")
        else:
            sentence = self.tr("没有{0}的{1}").replace("{0}", word(status)).replace("{1}", title)
            self._empty.set_content(sentence, "", icon="list", state="info")

    def _say_nothing_found(self) -> None:
        text = self._state.wanted.text
        sentence = self.tr("没有找到“{0}”").replace("{0}", text) if text else self.tr("没有带预检提示的条目")
        detail = self.tr("可以换姓名、拼音首字母或证件号码片段再找，也可以换一个页签。") if text else ""
        self._empty.set_content(sentence, detail, icon="search", state="info")
        clear = PrimaryButton(self.tr("清除搜索") if text else self.tr("看全部条目"), "x")
        clear.setObjectName("archive.clear_search")
        clear.clicked.connect(self._clear_search)
        self._empty.set_buttons([clear])

    def _clear_search(self) -> None:
        self._state.set_flagged_only(False)
        self._state.set_text("")

    def _see_returned(self) -> None:
        self._state.set_status(ArchiveStatus.RETURNED)
        self.moved.emit()
