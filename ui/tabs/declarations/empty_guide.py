"""What an empty list says and where to go from there (picture 10). Both states have one, fed from the one list."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QAbstractButton

from app.domain.declaration import DeclarationTab
from app.ports.queries import PublicityTab
from ui.session import Session
from ui.tabs.declarations.list_state import DeclarationList
from ui.targets import PublicityTarget
from ui.texts.words import word
from ui.widgets.buttons import PrimaryButton, TallSecondaryButton
from ui.widgets.empty_state import EmptyState


class EmptyGuide(QObject):
    """Words an EmptyState after each count; its buttons act on the list."""

    def __init__(
        self, session: Session, state: DeclarationList, empty: EmptyState, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._state, self._empty = session, state, empty
        self._shown: tuple[object, ...] = ()
        state.counted.connect(self.show)
        state.filter_changed.connect(self.show)
        session.facts.updated.connect(self.show)
        self.show()

    def go_on(self) -> None:
        """Enter: the way out that the primary button names."""
        if self._state.is_narrowed():
            self._state.clear_filters()
        elif DeclarationTab.PENDING not in self._state.tabs:
            return
        elif self._state.wanted.tab is not DeclarationTab.PENDING:
            self._state.set_tab(DeclarationTab.PENDING)
        elif self._waiting_for_publicity():
            self._open_publicity()

    def show(self) -> None:
        """Say it again when something it says has changed (new buttons would lose the focus)."""
        state, facts = self._state, self._session.facts.facts
        decided = facts.decided_today[1] if facts else 0
        passed = bool(state.counts.by_tab.get(DeclarationTab.PASSED))
        seen = (state.wanted, decided, self._waiting_for_publicity(), passed)
        if seen == self._shown:
            return
        self._shown = seen
        if state.is_narrowed():
            self._say_nothing_found()
        elif state.wanted.tab is DeclarationTab.PENDING:
            self._say_done(decided)
        else:
            self._say_nothing_here()

    # ---- what it says

    def _say_nothing_found(self) -> None:
        text = self._state.wanted.text
        if text:
            sentence = self.tr("没有找到“{0}”").replace("{0}", text)
            detail = self.tr("可输入姓名、拼音首字母或身份证号的任意几位。")
        else:
            sentence, detail = self.tr("按现在的筛选没有申报"), ""
        self._empty.set_content(sentence, detail, icon="search", state="info")
        self._empty.set_buttons([self._button(self.tr("看全部{0}").replace("{0}", self._tab_word()), "list")])

    def _say_done(self, decided: int) -> None:
        today = self.tr("今天审了 {0} 份。").replace("{0}", str(decided)) if decided else ""
        self._empty.set_content(self.tr("没有待审查的职称申报"), today)
        buttons: list[QAbstractButton] = []
        waiting = self._waiting_for_publicity()
        if waiting:
            words = self.tr("去公示 {0} 份").replace("{0}", str(waiting))
            buttons.append(self._button(words, "megaphone"))
        if self._state.counts.by_tab.get(DeclarationTab.PASSED):
            look = TallSecondaryButton(self.tr("看审查通过的"), "check")
            look.setObjectName("declarations.see_passed")
            look.clicked.connect(self._see_passed)
            buttons.append(look)
        self._empty.set_buttons(buttons)

    def _say_nothing_here(self) -> None:
        if DeclarationTab.PENDING not in self._state.tabs:
            self._empty.set_content(self.tr("还没有申报到达本单位"), "", icon="file-text", state="info")
            self._empty.set_buttons([])
            return
        sentence = self.tr("“{0}”里没有申报").replace("{0}", self._tab_word())
        self._empty.set_content(sentence, "", icon="file-text", state="info")
        self._empty.set_buttons([self._button(self.tr("看待审查的"), "list")])

    def _button(self, words: str, icon: str) -> PrimaryButton:
        button = PrimaryButton(words, icon, "Enter")
        button.setObjectName("declarations.empty_go")
        button.clicked.connect(self.go_on)
        return button

    def _tab_word(self) -> str:
        return word(self._state.wanted.tab)

    def _waiting_for_publicity(self) -> int:
        facts = self._session.facts.facts
        return facts.waiting_for_publicity if facts is not None and self._state.is_employer else 0

    def _open_publicity(self) -> None:
        self._session.go_to(PublicityTarget(PublicityTab.WAITING))

    def _see_passed(self) -> None:
        self._state.set_tab(DeclarationTab.PASSED)
