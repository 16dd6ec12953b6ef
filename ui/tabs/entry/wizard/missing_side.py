"""Right of the material rows, 284 px: how many are missing, a bar, each with 去补, what is pointed out, the papers."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.domain.declaring import Step
from app.domain.materials import MaterialNeed
from ui.tabs.entry.wizard.step_page import CaseView
from ui.texts.notices import describe_notice
from ui.texts.stops import advise_stop, describe_stop
from ui.theme import current, shapes
from ui.widgets.buttons import QuietButton
from ui.widgets.callout import Callout, CalloutLine
from ui.widgets.labels import TextLabel
from ui.widgets.pane import Line, Pane

WIDTH = 284


class PieceBar(QWidget):
    """A piece a required material: filled when it is there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._done = self._total = 0
        self.setFixedHeight(8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_pieces(self, done: int, total: int) -> None:
        self._done, self._total = done, total
        self.setAccessibleName(f"{done} / {total}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._total:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        gap = 5
        width = (self.width() - gap * (self._total - 1)) // self._total
        for place in range(self._total):
            piece = QRect(place * (width + gap), 0, width, 8)
            if place < self._done:
                shapes.fill_round(painter, piece, current.color("accent"), 4)
            else:
                shapes.frame_round(painter, piece, current.color("control"), 4)


class MissingSide(Pane):
    material_wanted = Signal(str)
    print_wanted = Signal()
    copy_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("window", "", parent)
        self.setFixedWidth(WIDTH)
        self.title = TextLabel("", "title")
        self.title.setObjectName("entry.materials.missing")
        self.there = TextLabel("", "caption", "muted")
        self.bar = PieceBar()
        self.missing = Callout("error")
        self.missing.setObjectName("entry.materials.stops")
        self.noticed = Callout("flag")
        self.noticed.setObjectName("entry.materials.noticed")
        self.print_button = QuietButton(self.tr("打印缺件清单"), "printer")
        self.print_button.setObjectName("entry.materials.print")
        self.copy_button = QuietButton(self.tr("复制给申报人"), "copy")
        self.copy_button.setObjectName("entry.materials.copy")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        for widget in (self.title, self.there, self.bar, self.missing, self.noticed, Line()):
            column.addWidget(widget)
        for button in (self.print_button, self.copy_button):
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self.missing.link_activated.connect(self.material_wanted)
        self.noticed.link_activated.connect(self.material_wanted)
        self.print_button.clicked.connect(self.print_wanted)
        self.copy_button.clicked.connect(self.copy_wanted)

    def show_missing(self, view: CaseView, needs: Sequence[MaterialNeed]) -> None:
        stops = view.stops_of(Step.MATERIALS)
        lacking = {stop.material for stop in stops}
        required = [need for need in needs if need.is_required]
        there = sum(need.material.key not in lacking for need in required)
        if lacking:
            self.title.setText(self.tr("还缺 {0} 件").replace("{0}", str(len(lacking))))
        else:
            self.title.setText(self.tr("必要材料已齐"))
        words = self.tr("必要 {0} 件已有 {1} 件").replace("{0}", str(len(required)))
        self.there.setText(words.replace("{1}", str(there)))
        self.bar.show_pieces(there, len(required))
        lines = [
            CalloutLine(
                f"{describe_stop(stop, view.kit)}。{advise_stop(stop, view.kit)}",
                self.tr("去补"),
                stop.material,
            )
            for stop in stops
        ]
        self.missing.set_content(self.tr("缺") if lines else "", lines)
        notices = [n for n in view.case.flags if n.material and n.material not in lacking]
        flags = [CalloutLine(describe_notice(n), self.tr("去看"), n.material) for n in notices]
        title = self.tr("{0} 处需留意，不拦提交").replace("{0}", str(len(flags)))
        self.noticed.set_content(title if flags else "", flags)
