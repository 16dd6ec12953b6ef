"""What a step of the wizard is: one page between rail and footer. The six pages lie in modules beside this.

The frame gives a page the declaration as it stands with everything typed (``CaseView``); the page gives back one part at
a time. It writes nothing itself: ``ui.tabs.entry.wizard.case_keeper`` keeps what it emits.
"""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.declaration import Declaration
from app.domain.declaring import FILLED_IN, Step
from app.domain.plan import PlanKit
from app.domain.precheck import Notice
from app.domain.reopening import Reopened
from app.domain.submit_stops import Stop, stops_of
from app.ports.entry_queries import DeclaringCase
from ui.session import Session


@dataclass(frozen=True, slots=True)
class CaseView:
    """``declaration``: with the local edits; everything else is judged on it. ``case`` holds what was read last."""

    case: DeclaringCase
    kit: PlanKit
    declaration: Declaration
    stops: tuple[Stop, ...]
    reopened: Reopened
    flags: tuple[Notice, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether the declaration may be filled in at this stage at all."""
        return self.declaration.stage in FILLED_IN

    def stops_of(self, step: Step) -> tuple[Stop, ...]:
        return stops_of(self.stops, step)

    def is_locked(self, step: Step) -> bool:
        """Whether the step may only be read: handed in, or not named by the return."""
        return not self.is_open or not self.reopened.allows_step(step)


class StepPage(QWidget):
    """Override what the page needs. ``step`` names it."""

    step: Step = Step.PHOTO

    edited = Signal(object)
    """DeclarationPart, whole; files in it are in the attachment store already."""
    fact_changed = Signal()
    """``fact()`` reads otherwise though nothing was edited (a file arrived)."""
    step_wanted = Signal(object, str)
    """A link to another step: Step, a material's key or ""."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session

    def show_case(self, view: CaseView) -> None:
        """Show the declaration. Also called after every edit of this very page: what is being typed must stay."""

    def settle(self) -> None:
        """Emit what was typed and not emitted yet; the page is left."""

    def fact(self) -> str:
        """The 9 pt line under the step's name in the rail; "" leaves it to the frame."""
        return ""

    def enter(self) -> None:
        """The page came to the front: give the focus to what keys should move."""
        self.setFocus()

    def open_material(self, material: str) -> None:
        """A link leads to one material of the step."""
