"""Where 去办 and 看 lead: a declaration that may be filled in opens in the wizard, one that is under review at the desk for it,
one that is to be paid or whose paper forms are under way in 缴费与评审表."""

from app.domain.archive import ArchiveStatus
from app.domain.declaration import DeclarationTab
from app.domain.declaring import Step
from app.domain.next_acts import Act
from app.domain.road import Station, stages_after
from app.ports.queries import PublicityTab
from app.ports.road_queries import Queue
from ui.tabs.entry.progress.lines import Line
from ui.tabs.entry.sub_page import SubPage
from ui.targets import ArchiveTarget, DeclarationTarget, PublicityTarget, RoadTarget

_AFTER_PAYING = stages_after(Station.PAYMENT)
"""Stages in which 缴费与评审表 says more than the declaration itself."""


def open_line(page: SubPage, line: Line) -> None:
    """Go where the next act of the line is done."""
    step, found = line.progress.next, line.declaration
    match step.act:
        case Act.FILL_STEP:
            page.case_wanted.emit(line.id, step.step, step.material)
        case Act.SUBMIT:
            page.case_wanted.emit(line.id, Step.PREVIEW, "")
        case Act.CORRECT:
            page.case_wanted.emit(line.id, None, "")
        case Act.WAIT_ARCHIVE:
            page.session.go_to(ArchiveTarget(status=ArchiveStatus.PENDING, text=line.applicant.name))
        case Act.PASS_BASIC:
            page.person_wanted.emit(line.applicant.id, "")
        case Act.REVIEW:
            page.session.go_to(DeclarationTarget(declaration_id=line.id))
        case Act.START_PUBLICITY:
            page.session.go_to(PublicityTarget(PublicityTab.WAITING, declaration_ids=(line.id,)))
        case Act.WAIT_PUBLICITY | Act.CONCLUDE:
            page.session.go_to(PublicityTarget(publicity_id=found.publicity_id or ""))
        case Act.PAY | Act.FORMS:
            page.session.go_to(RoadTarget(Queue.ALL.value, line.applicant.name))
        case Act.WITH_LEVEL if found.stage in _AFTER_PAYING:
            page.session.go_to(RoadTarget(Queue.ALL.value, line.applicant.name))
        case Act.WITH_LEVEL:
            page.session.go_to(DeclarationTarget(DeclarationTab.PASSED, declaration_id=line.id))
        case Act.NONE:
            page.session.go_to(DeclarationTarget(DeclarationTab.FAILED, declaration_id=line.id))


def open_cell(page: SubPage, line: Line, key: str) -> None:
    """Go to the step or material of a tile; once handed in, where the line itself leads."""
    if not line.is_open:
        open_line(page, line)
    elif key in set(Step):
        page.case_wanted.emit(line.id, Step(key), "")
    else:
        page.case_wanted.emit(line.id, Step.MATERIALS, key if line.cell(key) is not None else "")
