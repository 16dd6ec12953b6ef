"""A combo box in a long form: the wheel scrolls the form unless the box has the focus."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QWidget

from ui.widgets.combo_box import ComboBox


class FormCombo(ComboBox):
    def __init__(self, parent: QWidget | None = None, *, dense: bool = False) -> None:
        super().__init__(parent, dense=dense)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
