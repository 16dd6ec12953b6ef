"""What a step of the wizard is, and what it is shown: the declaration as it stands on the screen, ahead of the disk."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.declaration import Declaration
from app.domain.declaring import FILLED_IN, Step
from app.domain.next_acts import step_of_notice
from app.domain.plan import PlanKit
from app.domain.prechecks.notice import Notice
from app.domain.reopening import Reopened
from app.domain.submit_stops import Stop, stops_of
from app.ports.entry_queries import DeclaringCase
from ui.session import Session
from ui.texts.translate import translate


@dataclass(frozen=True, slots=True)
class CaseView:
    """``declaration`` has what was typed and is still being kept; ``case`` is what was last read."""

    case: DeclaringCase
    kit: PlanKit
    declaration: Declaration
    stops: tuple[Stop, ...]
    reopened: Reopened

    @property
    def is_open(self) -> bool:
        """Whether it may be filled in: a draft or a returned declaration."""
        return self.declaration.stage in FILLED_IN

    def stops_of(self, step: Step) -> tuple[Stop, ...]:
        return stops_of(self.stops, step)

    def notices_of(self, step: Step) -> tuple[Notice, ...]:
        """Pre-check notices of a step that are no stops."""
        stopping = {stop.code for stop in self.stops}
        return tuple(
            n for n in self.case.flags if n.counts and step_of_notice(n) is step and n.code not in stopping
        )

    def is_locked(self, step: Step) -> bool:
        return not self.reopened.allows_step(step)

    def say_locked(self) -> str:
        """Why a part that is locked can only be read."""
        words = "退回没有要求改，只能看" if self.is_open else "已提交，只能看"
        return translate("entry", words)


class StepPage(QWidget):
    """``edited`` carries a part of the declaration; ``step_wanted`` another step and a material's key."""

    edited = Signal(object)
    step_wanted = Signal(object, str)
    step: Step = Step.PHOTO

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session

    def show_case(self, view: CaseView, *, fresh: bool) -> None:
        """``fresh``: another declaration, or it was read anew; else an echo of what this page itself changed, and what
        stands in its fields must not be touched."""
        raise NotImplementedError

    def settle(self) -> None:
        """Give out what was typed and not yet told."""

    def go_to_material(self, material: str) -> None:
        """Only the attachments: bring a material into view."""

    def enter(self) -> None:
        """The step came to the front."""
        self.setFocus()
