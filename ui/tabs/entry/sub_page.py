"""What a list of 人员与申报 is: 申报进度, 缺件矩阵, 人员与档案, 退回待改. Each lies in its own folder beside this."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.commands import Changed
from ui.session import Session


class SubPage(QWidget):
    """Built when first opened. Override what the page needs."""

    case_wanted = Signal(str, object, str)
    """Open a declaration in the wizard: its id, a Step or None, a material's key or ""."""
    person_wanted = Signal(str, str)
    """Open a person's archive: applicant id, item id or ""."""
    new_declaration_wanted = Signal(str)
    """马上申报 for a person ("": choose the person there)."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session

    def refresh(self, changed: Changed | None) -> None:
        """Something was written; None: anything may be different."""

    def enter(self) -> None:
        """The page came to the front."""
        self.setFocus()

    def leave(self) -> None:
        """The page goes to the back."""
