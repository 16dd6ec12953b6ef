"""A side sheet with a form, an error callout, one primary (Ctrl Enter) and 取消. The base of the desk's small sheets.

What was typed stays while the sheet is closed with Esc and opened for the same thing again.
"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from app.domain.errors import KnownError
from ui.shortcuts import bind_key
from ui.texts.errors import describe
from ui.widgets.buttons import PrimaryButton, TallSecondaryButton
from ui.widgets.callout import Callout
from ui.widgets.labels import TextLabel
from ui.widgets.side_sheet import SideSheet

WIDTH = 456


class FormSheet(SideSheet):
    """``confirmed`` carries nothing: whoever opened the sheet reads its fields."""

    confirmed = Signal()

    def __init__(
        self, host: QWidget, name: str, title: str, action: str, icon: str, width: int = WIDTH
    ) -> None:
        super().__init__(host, width)
        self.setObjectName(name)
        self._name = title
        self.problem = Callout("error")
        self.problem.setObjectName(f"{name}.problem")
        self.confirm_button = PrimaryButton(action, icon, "Ctrl Enter", self)
        self.confirm_button.setObjectName(f"{name}.confirm")
        self.confirm_button.clicked.connect(self.confirm)
        self.cancel_button = TallSecondaryButton(self.tr("取消"), None, "Esc", self)
        self.cancel_button.setObjectName(f"{name}.cancel")
        self.cancel_button.clicked.connect(self.close_overlay)
        self.footer.add_button(self.confirm_button)
        self.footer.add_button(self.cancel_button)
        bind_key(self, "Ctrl+Return", self.confirm)
        bind_key(self, "Ctrl+Enter", self.confirm)

    def add_field(self, label: str, field: QWidget, name: str) -> None:
        """A caption and its field below one another."""
        caption: QLabel = TextLabel(label, "caption", "muted")
        caption.setBuddy(field)
        field.setObjectName(f"{self.objectName()}.{name}")
        field.setAccessibleName(label)
        self.body.addWidget(caption)
        self.body.addWidget(field)

    def begin(self, subject: str) -> None:
        """Open for something; the focus goes to the first field."""
        self.problem.set_content("")
        self.confirm_button.setEnabled(True)
        self.set_title(self._name, subject)
        self.open()

    def confirm(self) -> None:
        if self.confirm_button.isEnabled():
            self.confirmed.emit()

    def show_error(self, error: KnownError) -> None:
        """Refused: the sheet stays open with what was typed."""
        self.confirm_button.setEnabled(True)
        self.problem.set_content("", [describe(error)])
