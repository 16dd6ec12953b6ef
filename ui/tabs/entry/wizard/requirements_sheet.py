"""申报要求 beside the wizard: the plan's paragraphs once more (B2.3)."""

from PySide6.QtWidgets import QWidget

from app.domain.plan import PlanKit
from ui.scroll_column import ScrollColumn
from ui.widgets.labels import TextLabel
from ui.widgets.side_sheet import SideSheet

WIDTH = 560


class RequirementsSheet(SideSheet):
    def __init__(self, host: QWidget) -> None:
        super().__init__(host, WIDTH)
        self.setObjectName("entry.requirements")
        self._column = ScrollColumn()
        self._labels: list[TextLabel] = []
        self.body.addWidget(self._column)

    def begin(self, kit: PlanKit) -> None:
        """Show a plan's requirements."""
        for label in self._labels:
            self._column.body.removeWidget(label)
            label.hide()
            label.deleteLater()
        self._labels = []
        for requirement in kit.requirements:
            title = TextLabel(requirement.title, "section", wrap=True)
            text = TextLabel(requirement.text, "body", wrap=True)
            self._labels += [title, text]
        for label in self._labels:
            self._column.body.addWidget(label)
        self._column.body.addStretch(1)
        self.set_title(self.tr("申报要求"), kit.name)
        self.open()
