"""A row of the step 填写申报信息: muted label left, its control right; all labels of the page are as wide."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.widgets.labels import TextLabel

LABEL_WIDTH = 128
_FIELD_HEIGHT = 30


class LabelledRow(QWidget):
    """``height``: of the control's first line, so that the label stands level with it."""

    def __init__(
        self, label: str, control: QWidget, parent: QWidget | None = None, *, height: int = _FIELD_HEIGHT
    ) -> None:
        super().__init__(parent)
        self.label = TextLabel(label, "body", "muted")
        self.label.setFixedWidth(LABEL_WIDTH)
        self.label.setFixedHeight(height)
        if control.focusPolicy() != Qt.FocusPolicy.NoFocus:
            self.label.setBuddy(control)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.addWidget(self.label, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(control, 0, 1)
        grid.setColumnStretch(1, 1)
