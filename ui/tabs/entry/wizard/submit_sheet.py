"""提交: what it means, what goes along, what is pointed out; then it goes to the unit's review (seed B 二(六); B8)."""

from datetime import date

from PySide6.QtWidgets import QWidget

from app.domain.plan import PlanKit
from ui.dialogs.form_sheet import FormSheet
from ui.scroll_column import ScrollColumn
from ui.tabs.entry.wizard.plan_requirements import say_window
from ui.tabs.entry.wizard.step_page import CaseView
from ui.texts.notices import describe_notice
from ui.widgets.callout import Callout
from ui.widgets.labels import TextLabel

MOST_LINES = 8


class SubmitSheet(FormSheet):
    """``confirmed``: 提交; the button rests until ``show_error`` or the sheet is opened again."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, "entry.submit", self.tr("提交申报"), self.tr("提交"), "send")
        self._column = ScrollColumn()
        self.duty = Callout("info")
        self.duty.setObjectName("entry.submit.duty")
        self.what = TextLabel("", "body", wrap=True)
        self.what.setObjectName("entry.submit.what")
        self.window_words = TextLabel("", "caption", "muted")
        self.window_words.setObjectName("entry.submit.window")
        self.noticed = Callout("flag")
        self.noticed.setObjectName("entry.submit.noticed")
        for widget in (self.problem, self.what, self.window_words, self.duty, self.noticed):
            self._column.body.addWidget(widget)
        self._column.body.setSpacing(10)
        self._column.body.addStretch(1)
        self.body.addWidget(self._column)

    def begin_case(self, view: CaseView, today: date) -> None:
        """Open for a declaration that nothing stops."""
        items = sum(item.section != "basic" for item in view.declaration.items)
        files = sum(len(material.files) for material in view.declaration.materials)
        self.what.setText(
            self.tr("{0} 的申报将交本单位审核：业绩 {1} 条，附件 {2} 个文件。单位打开以前可以撤回。")
            .replace("{0}", view.case.applicant.name)
            .replace("{1}", str(items))
            .replace("{2}", str(files))
        )
        self.window_words.setText(say_window(view.kit, today)[0])
        self.duty.set_content(self.tr("提交即表示"), _duties(view.kit))
        lines = [describe_notice(flag) for flag in view.case.flags if flag.counts]
        rest = len(lines) - MOST_LINES
        shown = lines[:MOST_LINES]
        if rest > 0:
            shown.append(self.tr("另有 {0} 处").replace("{0}", str(rest)))
        title = self.tr("{0} 处需留意，不拦提交，审核时会看到").replace("{0}", str(len(lines)))
        self.noticed.set_content(title if lines else "", shown)
        self.begin(view.kit.name)
        self.confirm_button.setFocus()

    def confirm(self) -> None:
        if self.confirm_button.isEnabled():
            self.confirm_button.setEnabled(False)
            self.confirmed.emit()


def _duties(kit: PlanKit) -> list[str]:
    """A step 5 and B 二(二): what the person and the unit answer for, and the unit's duty of care (A5.1, A5.3)."""
    text = kit.notices.get("commitment_text", "").split("\n", 1)[0]
    binding = (text, kit.notices.get("review_duty", ""), kit.notices.get("responsibility", ""))
    return [line for line in binding if line]
