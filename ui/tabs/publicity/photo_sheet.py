"""公示照片 in a preview over the desk."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from app.domain.attachment import FileRef
from app.ports.preview import PreviewService
from ui.widgets.evidence.files import make_evidence
from ui.widgets.evidence.pane import EvidencePane
from ui.widgets.side_sheet import SideSheet

WIDTH = 860


class PhotoSheet(SideSheet):
    """One per desk, reused."""

    def __init__(self, host: QWidget, preview: PreviewService) -> None:
        super().__init__(host, WIDTH)
        self.setObjectName("publicity.photos")
        self.evidence = EvidencePane(preview)
        self.evidence.setObjectName("publicity.photo_preview")
        self.body.setContentsMargins(0, 8, 0, 0)
        self.body.addWidget(self.evidence, 1)
        self.footer.set_hints([(("[", "]"), self.tr("上 / 下一个文件")), (("Esc",), self.tr("关闭"))])

    def open_for(self, files: Sequence[FileRef], place: int, subject: str) -> None:
        self.set_title(self.tr("公示照片"), subject)
        self.evidence.show_files([make_evidence(file) for file in files])
        self.open()
        self.evidence.go_to(place)
        self.evidence.canvas.setFocus()
