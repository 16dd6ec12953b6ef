"""两个不同的结论 (LOOK picture 09): the effective verdict left, the own one right, same rows; one primary.

Shows the unanswered conflicts one after another, oldest first. It answers nothing itself: ``accept_wanted`` and
``reopening_wanted`` carry the case, whoever opened it writes (``ui.dialogs.exchange.answers``) and calls ``take_cases``.
"""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain.decision import SubjectKind
from app.domain.errors import KnownError
from app.ports.sync import ConflictCase
from ui.dialogs.exchange.verdict_panel import VerdictPanel
from ui.shortcuts import bind_enter, bind_key, press_focused
from ui.texts.dates import local
from ui.texts.errors import describe
from ui.texts.sync_words import say_first
from ui.widgets.buttons import IconButton, PrimaryButton, QuietButton, TallSecondaryButton
from ui.widgets.callout import Callout
from ui.widgets.dialog_card import DialogCard
from ui.widgets.icon_mark import IconMark
from ui.widgets.labels import ElidedLabel, TextLabel

WIDTH = 800


class ConflictCard(DialogCard):
    """One per window. ``open_dossier_wanted``: decide again, or look; ``reopening_wanted``: ask the level that has it."""

    accept_wanted = Signal(object)
    open_dossier_wanted = Signal(object)
    reopening_wanted = Signal(object)

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, WIDTH)
        self.setObjectName("conflict")
        self._cases: Sequence[ConflictCase] = ()
        self._at = 0
        self._title = TextLabel("", "title")
        self._counted = TextLabel("", "body", "muted")
        self._counted.setObjectName("conflict.count")
        self._before = IconButton("chevron-left", self.tr("上一个"), self, key="K")
        self._before.setObjectName("conflict.before")
        self._next = IconButton("chevron-right", self.tr("下一个"), self, key="J")
        self._next.setObjectName("conflict.next")
        self._first = TextLabel("", "body", "muted", wrap=True)
        self._first.setObjectName("conflict.first")
        self._subject = ElidedLabel("", "body_bold")
        self._subject.setObjectName("conflict.subject")
        self.standing = VerdictPanel(self.tr("已生效的结论"), "server", effective=True)
        self.own = VerdictPanel(self.tr("您的结论（未生效）"), "laptop", effective=False)
        self.problem = Callout("error")
        self.problem.setObjectName("conflict.problem")
        self.accept = PrimaryButton(self.tr("接受已生效的结论"), "check", "Enter", self)
        self.accept.setObjectName("conflict.accept")
        self.again = TallSecondaryButton("", "file-search", "O", self)
        self.again.setObjectName("conflict.again")
        self.later = QuietButton(self.tr("稍后处理"), None, "Esc", self)
        self.later.setObjectName("conflict.later")
        self._lay_out()
        self._connect()

    def open_cases(self, cases: Sequence[ConflictCase]) -> None:
        """Nothing happens without any."""
        if not cases:
            return
        self._at = 0
        self.take_cases(cases)
        self.open()
        self.accept.setFocus()

    def take_cases(self, cases: Sequence[ConflictCase]) -> None:
        """What is still unanswered: the next one takes the place of what was answered; the card closes after the last."""
        here = self.case()
        ids = [case.op_id for case in cases]
        self._cases = cases
        if here is not None and here.op_id in ids:
            self._at = ids.index(here.op_id)
        self._at = min(self._at, max(len(cases) - 1, 0))
        self.set_busy(False)
        if cases:
            self._show_case()
        else:
            self.close_overlay()

    def case(self) -> ConflictCase | None:
        return self._cases[self._at] if self._at < len(self._cases) else None

    def set_busy(self, busy: bool) -> None:
        for button in (self.accept, self.again):
            button.setEnabled(not busy)

    def show_error(self, error: KnownError) -> None:
        self.set_busy(False)
        self.problem.set_content("", [describe(error)])
        self._settle()

    # ---- inside

    def _show_case(self) -> None:
        case = self.case()
        if case is None:
            return
        is_item = case.subject_kind is SubjectKind.ARCHIVE_ITEM
        self.problem.set_content("")
        title = self.tr("同一条档案有两个不同的结论") if is_item else self.tr("同一份申报有两个不同的结论")
        self._title.setText(title)
        self._counted.setText(f"{self._at + 1} / {len(self._cases)}")
        for button in (self._before, self._next):
            button.setVisible(len(self._cases) > 1)
        self._first.setText(say_first(case))
        self._subject.set_text("　".join(part for part in (case.person, case.title) if part))
        same_day = local(case.standing.at).date() == local(case.own.at).date()
        names_unit = case.standing.organisation != case.own.organisation
        for panel, side in ((self.standing, case.standing), (self.own, case.own)):
            panel.show_side(side, same_day=same_day, names_unit=names_unit)
        self._show_again(case, is_item)
        self.setAccessibleName(f"{title} {self._subject.text()}")
        self._settle()

    def _show_again(self, case: ConflictCase, is_item: bool) -> None:
        if case.may_decide_again:
            words = self.tr("打开档案重新审核") if is_item else self.tr("打开申报重新审查")
        else:
            words = self.tr("打开档案看") if is_item else self.tr("申请重开…")
        self.again.setText(words)
        asks = not case.may_decide_again and not is_item
        self.again.set_icon_name("message-square-warning" if asks else "file-search")
        tip = self.tr("请现在办理的单位把它重开，要写明理由")
        self.again.setToolTip("" if case.may_decide_again or is_item else tip)

    def _settle(self) -> None:
        self._place()
        self.update()

    def _place(self) -> None:
        """Both panels are as high as the longer one."""
        half = (min(WIDTH, self.width() - 24) - 48 - 12) // 2
        high = max(panel.needed_height(half) for panel in (self.standing, self.own))
        for panel in (self.standing, self.own):
            panel.set_rows_height(high)
        self._sides.invalidate()
        self.body.invalidate()
        super()._place()

    def _accept(self) -> None:
        case = self.case()
        if case is not None and self.accept.isEnabled():
            self.set_busy(True)
            self.accept_wanted.emit(case)

    def _enter(self) -> None:
        if not press_focused(self, self.accept):
            self._accept()

    def _decide_again(self) -> None:
        case = self.case()
        if case is None or not self.again.isEnabled():
            return
        if case.may_decide_again or case.subject_kind is SubjectKind.ARCHIVE_ITEM:
            self.open_dossier_wanted.emit(case)
        else:
            self.reopening_wanted.emit(case)

    def _turn_back(self) -> None:
        self._turn(-1)

    def _turn_on(self) -> None:
        self._turn(1)

    def _turn(self, step: int) -> None:
        if len(self._cases) > 1:
            self._at = (self._at + step) % len(self._cases)
            self._show_case()

    def _connect(self) -> None:
        self.accept.clicked.connect(self._accept)
        self.again.clicked.connect(self._decide_again)
        self.later.clicked.connect(self.close_overlay)
        self._before.clicked.connect(self._turn_back)
        self._next.clicked.connect(self._turn_on)
        bind_enter(self, self._enter)
        bind_key(self, "O", self._decide_again)
        bind_key(self, "K", self._turn_back)
        bind_key(self, "J", self._turn_on)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(IconMark("equal-not", "conflict", 20))
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._before)
        head.addWidget(self._counted)
        head.addWidget(self._next)
        self._sides = QHBoxLayout()
        self._sides.setSpacing(12)
        self._sides.addWidget(self.standing, 1)
        self._sides.addWidget(self.own, 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.accept)
        foot.addWidget(self.again)
        foot.addStretch(1)
        foot.addWidget(self.later)
        self.body.addLayout(head)
        self.body.addWidget(self._first)
        self.body.addWidget(self._subject)
        self.body.addSpacing(2)
        self.body.addLayout(self._sides)
        self.body.addWidget(self.problem)
        self.body.addSpacing(4)
        self.body.addLayout(foot)
