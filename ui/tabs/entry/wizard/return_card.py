"""What a return asked for, above the steps of a returned declaration: each line leads to where it is put right."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.decision import Action, last_standing
from app.domain.declaration import Stage
from app.domain.declaring import Step
from app.domain.plan import SectionKind
from ui.sections.change_words import kit_kind, material_of_defect, place_of_defect, step_of_defect
from ui.tabs.entry.wizard.step_page import CaseView
from ui.tabs.entry.wizard.strip import Strip
from ui.texts.dates import say_moment
from ui.widgets.callout import Callout, CalloutLine

PERSON = "person"


class ReturnCard(Strip):
    """Hidden unless the declaration stands returned; at the preview the card of changes takes its place.

    ``person_wanted``: the archive, where a person's own data are put right.
    """

    step_wanted = Signal(object, str)
    person_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        callout = Callout("returned")
        super().__init__([callout], parent)
        self.callout = callout
        self.callout.setObjectName("entry.returned_card")
        self.callout.link_activated.connect(self._jump)

    def show_case(self, view: CaseView, here: Step) -> None:
        """The return that stands; lines of the present step lead nowhere else."""
        returned = last_standing(view.case.decisions, Action.RETURN)
        if view.declaration.stage is not Stage.RETURNED or returned is None:
            self.callout.set_content("")
            self.hide()
            return
        title = (
            self.tr("{0} {1}退回，{2} 处要改正；其他部分只能看")
            .replace("{0}", say_moment(returned.at))
            .replace("{1}", returned.actor.organisation_name)
            .replace("{2}", str(len(returned.defects)))
        )
        lines = []
        own_data = False
        for defect in returned.defects:
            step = step_of_defect(view.kit, defect)
            words = f"{place_of_defect(view.kit, defect)}：{defect.text}"
            material = material_of_defect(view.kit, defect)
            link = "" if step is here and not material else self.tr("去改")
            lines.append(CalloutLine(words, link, f"{step.value}|{material}"))
            own_data |= step is Step.INFORMATION and kit_kind(view.kit, defect.section) is SectionKind.BASIC
        if own_data:
            words = self.tr("姓名、证件等个人资料在业绩档案里改，审核通过后自动带进这份申报。")
            lines.append(CalloutLine(words, self.tr("业绩档案"), PERSON))
        self.callout.set_content(title, lines or [returned.notice])
        self.fit()
        self.setVisible(here is not Step.PREVIEW)

    def _jump(self, target: str) -> None:
        if target == PERSON:
            self.person_wanted.emit()
            return
        step, _, material = target.partition("|")
        self.step_wanted.emit(Step(step), material)
