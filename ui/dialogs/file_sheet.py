"""Files over a page, in a side sheet with the evidence pane: of a material, of an act."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from app.ports.preview import PreviewService
from ui.widgets.buttons import PrimaryButton
from ui.widgets.evidence.files import EvidenceFile
from ui.widgets.evidence.pane import EvidencePane
from ui.widgets.side_sheet import SideSheet

WIDTH = 640


class FileSheet(SideSheet):
    def __init__(self, host: QWidget, preview: PreviewService, name: str) -> None:
        super().__init__(host, WIDTH)
        self.setObjectName(name)
        self.pane = EvidencePane(preview, keys=False)
        self.body.setContentsMargins(0, 8, 0, 0)
        self.body.addWidget(self.pane)
        self.done = PrimaryButton(self.tr("看完了"), "check", "Esc", self)
        self.footer.add_button(self.done)
        self.done.clicked.connect(self.close_overlay)

    def show_files(self, title: str, files: Sequence[EvidenceFile], place: int) -> None:
        """Open at a file."""
        self.set_title(title)
        self.pane.show_files(files)
        self.pane.go_to(place)
        self.open()
