"""Right of the material rows, 284 px: how many are missing, a bar, each with 去补, what is pointed out, the papers."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.scroll_column import ScrollColumn
from ui.theme import current, shapes
from ui.widgets.buttons import LinkButton, QuietButton
from ui.widgets.labels import TextLabel
from ui.widgets.pane import Line, Pane

WIDTH = 284


@dataclass(frozen=True, slots=True)
class SideLine:
    """One material: ``no`` in front of its title, and what to do or what is pointed out."""

    material: str
    no: int
    title: str
    words: str


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


class SideRow(QWidget):
    """Icon · 2 现任职务聘书 … 去补, and below it how."""

    wanted = Signal(str)

    def __init__(
        self, line: SideLine, icon: str, token: str, link: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.line = line
        self._icon, self._token = icon, token
        self.link = LinkButton(link, self)
        self.link.setObjectName(f"entry.materials.go.{line.material}")
        self.link.setAccessibleName(f"{link} {line.title}")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(TextLabel(f"{line.no} {line.title}", "body_bold", wrap=True))
        words.addWidget(TextLabel(line.words, "caption", "muted", wrap=True))
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 0, 0, 0)
        row.setSpacing(8)
        row.addLayout(words, 1)
        row.addWidget(self.link, 0, Qt.AlignmentFlag.AlignTop)
        self.link.clicked.connect(self._go)

    def _go(self) -> None:
        self.wanted.emit(self.line.material)

    def paintEvent(self, event: QPaintEvent) -> None:
        shapes.draw_icon(QPainter(self), QPoint(0, 2), self._icon, self._token, 16)


class SideRows(QWidget):
    """Rows of one kind; hidden while there are none. Rebuilt only when they differ."""

    wanted = Signal(str)

    def __init__(self, icon: str, token: str, link: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._token, self._link = icon, token, link
        self.lines: tuple[SideLine, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(9)
        self.hide()

    def show_lines(self, lines: Sequence[SideLine]) -> None:
        if tuple(lines) == self.lines:
            return
        self.lines = tuple(lines)
        while (item := self._column.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        for line in lines:
            row = SideRow(line, self._icon, self._token, self._link)
            row.wanted.connect(self.wanted)
            self._column.addWidget(row)
        self.setVisible(bool(lines))


class MissingSide(Pane):
    material_wanted = Signal(str)
    print_wanted = Signal()
    save_wanted = Signal()
    copy_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("window", "", parent)
        self.setFixedWidth(WIDTH)
        self.title = TextLabel("", "title")
        self.title.setObjectName("entry.materials.missing")
        self.there = TextLabel("", "caption", "muted")
        self.bar = PieceBar()
        self.missing = SideRows("file-x-2", "failed", self.tr("去补"))
        self.missing.setObjectName("entry.materials.stops")
        self.line = Line()
        self.flagged = TextLabel("", "caption", "muted")
        self.noticed = SideRows("triangle-alert", "returned", self.tr("去看"))
        self.noticed.setObjectName("entry.materials.noticed")
        self.print_button = QuietButton(self.tr("打印缺件清单"), "printer")
        self.print_button.setObjectName("entry.materials.print")
        self.save_button = QuietButton(self.tr("保存为 PDF"), "file-down")
        self.save_button.setObjectName("entry.materials.save_pdf")
        self.copy_button = QuietButton(self.tr("复制给申报人"), "copy")
        self.copy_button.setObjectName("entry.materials.copy")
        self._lay_out()
        self.missing.wanted.connect(self.material_wanted)
        self.noticed.wanted.connect(self.material_wanted)
        self.print_button.clicked.connect(self.print_wanted)
        self.save_button.clicked.connect(self.save_wanted)
        self.copy_button.clicked.connect(self.copy_wanted)

    def show_state(
        self, there: int, required: int, missing: Sequence[SideLine], noticed: Sequence[SideLine]
    ) -> None:
        """``there`` of the ``required`` materials are complete."""
        count = str(len(missing))
        self.title.setText(
            self.tr("还缺 {0} 件").replace("{0}", count) if missing else self.tr("必要材料已齐")
        )
        words = self.tr("必要 {0} 件已有 {1} 件").replace("{0}", str(required))
        self.there.setText(words.replace("{1}", str(there)))
        self.bar.show_pieces(there, required)
        self.missing.show_lines(missing)
        self.noticed.show_lines(noticed)
        flagged = self.tr("{0} 件需留意，不拦提交，单位审核时会看到").replace("{0}", str(len(noticed)))
        self.flagged.setText(flagged)
        self.flagged.setVisible(bool(noticed))
        self.line.setVisible(bool(missing and noticed))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.there)
        scroll = ScrollColumn()
        body = scroll.body
        body.setContentsMargins(16, 14, 16, 14)
        body.setSpacing(11)
        body.addLayout(head)
        for widget in (self.bar, self.missing, self.line, self.flagged, self.noticed, Line()):
            body.addWidget(widget)
        buttons = QVBoxLayout()
        buttons.setSpacing(0)
        for button in (self.print_button, self.save_button, self.copy_button):
            buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        body.addLayout(buttons)
        body.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scroll)
