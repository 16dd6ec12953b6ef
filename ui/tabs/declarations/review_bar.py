"""The bar of the preview: 通过 P (审核无误 on 待审), 退回 R, 不通过 F, why not and from when, 关闭 (A4.13; LOOK 5)."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.decision import Action
from ui.desk_bar import DeskBar
from ui.tabs.declarations.pass_gate import PassGate
from ui.texts.words import word
from ui.widgets.buttons import LinkButton, SecondaryButton, TallSecondaryButton
from ui.widgets.verdict_button import make_verdict_button


class ReviewBar(DeskBar):
    """Shows what may be done with the declaration; the desk acts on the signals."""

    pass_wanted = Signal()
    return_wanted = Signal()
    fail_wanted = Signal()
    reopen_wanted = Signal()
    close_wanted = Signal()
    publicity_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("declarations", "份", parent)
        self._passes = make_verdict_button("passed", word(Action.PASS), self)
        self._returns = make_verdict_button("returned", word(Action.RETURN), self)
        self._fails = make_verdict_button("failed", word(Action.FAIL), self)
        for name, button, signal in (
            ("declarations.pass", self._passes, self.pass_wanted),
            ("declarations.return", self._returns, self.return_wanted),
            ("declarations.fail", self._fails, self.fail_wanted),
        ):
            button.setObjectName(name)
            button.clicked.connect(signal)
            self.add_button(button)
        self._reopen = TallSecondaryButton(self.tr("重开"), "lock-open", "O", self)
        self._reopen.setObjectName("declarations.reopen")
        self._reopen.setToolTip(self.tr("写明理由后重新办理；下一个单位还没有办理时可以重开"))
        self._reopen.clicked.connect(self.reopen_wanted)
        self._reopen.hide()
        self.add_button(self._reopen)
        # 通过 and 审核无误 take the same room: nothing moves when the step changes.
        self._passes.setText(word(Action.CONFIRM))
        self._passes.setMinimumWidth(self._passes.sizeHint().width())
        self._lead = LinkButton(self.tr("去公示管理"), self)
        self._lead.setObjectName("declarations.to_publicity")
        self._lead.clicked.connect(self.publicity_wanted)
        self._lead.hide()
        self._row.insertWidget(self._row.indexOf(self.reason) + 1, self._lead)
        self._close = SecondaryButton(self.tr("关闭"), None, "Esc", self)
        self._close.setObjectName("declarations.close")
        self._close.clicked.connect(self.close_wanted)
        self.add_right(self._close)

    def show_gate(
        self, gate: PassGate | None, *, may_turn_down: bool, decides: bool, may_reopen: bool = False
    ) -> None:
        """What P does now and whether the others are open; None = no declaration. ``decides``: not a desk that only reads.

        Where this level's verdict may be reopened, 重开 stands in the place of the verdicts that are closed.
        """
        self._passes.setText(word(Action.CONFIRM) if gate is None else gate.word)
        self._passes.setEnabled(gate is not None and gate.is_open)
        for button in (self._returns, self._fails):
            button.setEnabled(may_turn_down)
        for button in (self._passes, self._returns, self._fails):
            button.setVisible(decides and not may_reopen)
        self._reopen.setVisible(may_reopen)
        self.set_reason(gate.reason if gate is not None else "", "lock" if decides else "info")
        self._show_keys()
        self._lead.setVisible(gate is not None and gate.leads)

    def _show_keys(self) -> None:
        super()._show_keys()
        # The reason needs the room more than a hint that the keys sheet has too.
        if self.reason.text():
            self._move.hide()

    def set_narrow(self, narrow: bool) -> None:
        super().set_narrow(narrow)
        self._close.set_key(None if narrow else "Esc")
