"""What a return asked for, above the steps of a returned declaration: each line leads to where it is put right."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.declaration import Stage
from app.domain.declaring import Step
from app.domain.reopening import last_return
from ui.sections.change_words import step_of_defect
from ui.tabs.entry.wizard.step_page import CaseView
from ui.texts.dates import format_minute
from ui.widgets.callout import Callout, CalloutLine


class ReturnCard(QWidget):
    """Hidden unless the declaration stands returned."""

    step_wanted = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.callout = Callout("flag", self)
        self.callout.setObjectName("entry.returned_card")
        self.callout.link_activated.connect(self._jump)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 4)
        column.addWidget(self.callout)
        self.hide()

    def show_case(self, view: CaseView) -> None:
        returned = last_return(view.case.decisions)
        shown = view.declaration.stage is Stage.RETURNED and returned is not None
        self.setVisible(shown)
        if not shown or returned is None:
            return
        title = (
            self.tr("{0} {1} 退回，{2} 处要改正；其他部分只能看")
            .replace("{0}", format_minute(returned.at))
            .replace("{1}", returned.actor.organisation_name)
            .replace("{2}", str(len(returned.defects)))
        )
        lines = [
            CalloutLine(
                defect.text, self.tr("去改"), f"{step_of_defect(view.kit, defect).value}|{defect.material}"
            )
            for defect in returned.defects
        ]
        self.callout.set_content(title, lines or [returned.notice])

    def _jump(self, target: str) -> None:
        step, _, material = target.partition("|")
        self.step_wanted.emit(Step(step), material)
