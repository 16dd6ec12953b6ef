"""What a receipt desk ticks before it records 收到: two copies, each with the platform's watermark (B10.2, B10.3).

Both are looked at by a person; neither is preset.
"""

from collections.abc import Mapping

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.paper_forms import COPIES
from ui.tabs.road.acts.sheet_part import SheetPart
from ui.texts.errors import describe_code
from ui.texts.translate import translate
from ui.widgets.choice import CheckBox
from ui.widgets.labels import TextLabel


class ReceiptChecks(SheetPart):
    """``changed``: a tick."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(translate("road", "份数和水印"), parent)
        self.copies = CheckBox(self.tr("份数：{0} 份，一式两份").replace("{0}", str(COPIES)))
        self.copies.setObjectName(f"{name}.copies")
        self.watermark = CheckBox(self.tr("每份都有平台水印"))
        self.watermark.setObjectName(f"{name}.watermark")
        self.below = TextLabel("", "caption", "failed", wrap=True)
        self._insists = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(TextLabel(self.tr("收件核对"), "caption", "muted"))
        for box in (self.copies, self.watermark):
            column.addWidget(box)
            box.toggled.connect(self._tell)
        column.addWidget(self.below)
        self.setFocusProxy(self.copies)

    def clear(self) -> None:
        self._insists = False
        for box in (self.copies, self.watermark):
            box.setChecked(False)
        self.below.setText("")

    def record(self) -> Mapping[str, str]:
        """As ``app.domain.road_records`` keeps it; only what was ticked."""
        found = {"copies": str(COPIES)} if self.copies.isChecked() else {}
        return found | ({"watermark": "yes"} if self.watermark.isChecked() else {})

    def missing(self) -> str:
        if not self.copies.isChecked():
            return describe_code("L-105", {"copies": COPIES})
        return "" if self.watermark.isChecked() else describe_code("L-106", {})

    def ask(self) -> str:
        return self.tr("先核对{0}").replace("{0}", self.label)

    def insist(self) -> None:
        self._insists = True
        self.below.setText(self.missing())

    def _tell(self) -> None:
        if self._insists:
            self.below.setText(self.missing())
        self.changed.emit()
