"""What the parts of an act sheet have in common: each says what is missing, insists on it, and tells of changes."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget


class SheetPart(QWidget):
    """``changed``: something else is typed or ticked. ``label`` is what the footer calls the part."""

    changed = Signal()

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = label

    def missing(self) -> str:
        """The sentence why this cannot be recorded yet; "" when it can."""
        raise NotImplementedError

    def insist(self) -> None:
        """The person wanted to record: say at the place what is missing."""
        raise NotImplementedError

    def ask(self) -> str:
        """先填缴费金额: a few words for beside the button."""
        return self.tr("先填{0}").replace("{0}", self.label.partition("（")[0])
