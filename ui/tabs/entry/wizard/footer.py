"""The footer of the wizard, 52 px: 下一步 or 提交, 上一步, what is missing with a lock, 稍后再办 at the right."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.declaration import Stage
from app.domain.declaring import Step
from app.domain.submit_stops import Stop
from ui.tabs.entry.wizard.step_page import CaseView
from ui.tabs.entry.wizard.submit_gate import find_waits
from ui.texts.errors import describe_plainly
from ui.texts.stops import describe_stop
from ui.widgets.buttons import PrimaryButton, QuietButton, TallSecondaryButton
from ui.widgets.verdict_bar import VerdictBar

MOST_REASONS = 2


class WizardFooter(VerdictBar):
    next_wanted = Signal()
    back_wanted = Signal()
    submit_wanted = Signal()
    take_back_wanted = Signal()
    drop_wanted = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.next = PrimaryButton(self.tr("下一步"), "arrow-right", "Ctrl Enter")
        self.next.setObjectName("entry.wizard.next")
        self.submit = PrimaryButton(self.tr("提交"), "send", "Ctrl Enter")
        self.submit.setObjectName("entry.wizard.submit")
        self.take_back = TallSecondaryButton(self.tr("撤回"), "undo-2")
        self.take_back.setObjectName("entry.wizard.take_back")
        self.back = TallSecondaryButton(self.tr("上一步"), "arrow-left")
        self.back.setObjectName("entry.wizard.back")
        self.drop = QuietButton(self.tr("放弃草稿"), "trash-2")
        self.drop.setObjectName("entry.wizard.drop")
        self.later = QuietButton(self.tr("稍后再办"), "log-out", "Esc")
        self.later.setObjectName("entry.wizard.later")
        for button in (self.next, self.submit, self.take_back, self.back):
            self.add_button(button)
        self.add_right(self.drop)
        self.add_right(self.later)
        self.next.clicked.connect(self.next_wanted)
        self.submit.clicked.connect(self.submit_wanted)
        self.take_back.clicked.connect(self.take_back_wanted)
        self.back.clicked.connect(self.back_wanted)
        self.drop.clicked.connect(self.drop_wanted)
        self.later.clicked.connect(self.left)

    def show_case(self, view: CaseView, here: Step) -> None:
        """What may be pressed at this step, and why not."""
        is_last = here is Step.PREVIEW
        stops = view.stops_of(here)
        self.later.setText(self.tr("稍后再办") if view.is_open else self.tr("返回"))
        in_review = view.declaration.stage is Stage.EMPLOYER_REVIEW
        self.next.setVisible(not is_last)
        self.submit.setVisible(is_last and view.is_open)
        # Before the first step lies the choice of the plan.
        self.back.setVisible(here is not Step.PHOTO or view.declaration.stage is Stage.DRAFT)
        self.take_back.setVisible(in_review)
        self.take_back.setEnabled(not view.case.opened)
        self.drop.setVisible(view.declaration.stage is Stage.DRAFT)
        # What is missing holds the next step back only while it can be put right here; the rail leads anywhere.
        locked = view.is_open and view.is_locked(here)
        self.next.setEnabled(not view.is_open or locked or not stops)
        waits = find_waits(view) if is_last else ()
        self.submit.setEnabled(not stops and not waits)
        if in_review and view.case.opened:
            self.set_reason(describe_plainly("G-108", {}).split("。", 1)[0])
        elif locked and not is_last:
            self.set_reason(self.tr("这次退回没有要求改这一部分，只能看"))
        elif view.is_open and stops:
            self.set_reason(self._say_stops(stops, view, len(waits)))
        elif view.is_open:
            self.set_reason("；".join(wait.words for wait in waits))
        else:
            self.set_reason("")

    def _say_stops(self, stops: Sequence[Stop], view: CaseView, waits: int) -> str:
        words = "；".join(describe_stop(stop, view.kit) for stop in stops[:MOST_REASONS])
        count = len(stops) + waits
        more = self.tr("……") if count > min(len(stops), MOST_REASONS) else ""
        return self.tr("还差 {0} 项：{1}").replace("{0}", str(count)).replace("{1}", words + more)
