"""One row of 上传相关附件 (LOOK picture 16): number, state, title, rule, papers to choose from, files, drop zone, pill."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.domain.attachment import FileRef
from app.domain.declaration import Declaration, MaterialFiles
from app.domain.declaring import MaterialPart
from app.domain.materials import MaterialNeed, Need
from app.domain.plan import PlanKit
from app.domain.precheck import Notice
from app.domain.submit_stops import Stop
from ui.tabs.entry.file_strip import FileStrip
from ui.tabs.entry.file_taking import paths_in
from ui.tabs.entry.wizard.material_words import say_need, say_notices, say_paper, say_reason, say_rule
from ui.theme import shapes
from ui.widgets.choice import RadioButton
from ui.widgets.labels import ElidedLabel, TextLabel
from ui.widgets.pane import Line
from ui.widgets.pills import PillLabel

SLIM_HEIGHT = 35
_LEFT, _ICON_LEFT = 62, 36


class PaperSlot(QWidget):
    """Files of one paper, or of the whole material where it asks for no special one."""

    def __init__(self, name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.strip = FileStrip(name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        if title:
            column.addWidget(TextLabel(title, "caption", "muted", wrap=True))
        column.addWidget(self.strip)


class MaterialRow(QWidget):
    """``edited``: all files of the material; ``taking``: paths for a paper; ``look_wanted``: show its file n."""

    edited = Signal(object)
    paths_dropped = Signal(str, str, list)
    paste_wanted = Signal(str, str)
    choose_wanted = Signal(str, str)
    look_wanted = Signal(str, int)

    def __init__(self, need: MaterialNeed, kit: PlanKit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = need.material.key
        self.setObjectName(f"entry.material.{self.key}")
        self.setAcceptDrops(True)
        self._need, self._kit = need, kit
        self._files = MaterialFiles(self.key, ())
        self._state = "muted"
        self._locked = False
        self.title = TextLabel(need.material.title, "body_bold")
        self.need = TextLabel("", "caption", "muted")
        self.pill = PillLabel("neutral", "")
        self.pill.setObjectName(f"entry.material.{self.key}.pill")
        self.rule = TextLabel("", "caption", "muted", wrap=True)
        self.rule.setObjectName(f"entry.material.{self.key}.rule")
        self.hint = TextLabel(need.material.hint, "caption", "muted", wrap=True)
        self.notice = TextLabel("", "caption", "returned", wrap=True)
        self.notice.setObjectName(f"entry.material.{self.key}.notice")
        self.slim = ElidedLabel("", "caption", "muted")
        self._papers = QButtonGroup(self)
        self.radios: dict[str, RadioButton] = {}
        self._radio_row = QWidget()
        self.slots: dict[str, PaperSlot] = {}
        self._body = QWidget()
        self._lay_out()

    def show_need(
        self,
        need: MaterialNeed,
        declaration: Declaration,
        stops: Sequence[Stop],
        notices: Sequence[Notice],
        *,
        locked: bool,
    ) -> None:
        """The material as it stands. Files and radios of another state replace what is shown."""
        self._locked = locked
        if need.verdict != self._need.verdict or not self.slots:
            self._need = need
            self._build_papers()
        self._files = declaration.material(self.key)
        applies = need.verdict.need is not Need.NOT_APPLICABLE or bool(self._files.files)
        self._body.setVisible(applies)
        self.slim.setVisible(not applies)
        self.need.setText(say_need(need))
        self.title.set_role("body_bold" if applies else "body")
        self.title.set_token("text" if applies else "muted")
        self.slim.set_text(say_reason(self._kit, need))
        self.rule.setText(say_rule(self._kit, need, declaration))
        self.rule.setVisible(bool(self.rule.text()))
        said = say_notices(notices)
        self.notice.setText(said)
        self.notice.setVisible(bool(said))
        self._show_pill(stops, said, applies)
        self._show_files()
        self.update()

    def show_refusals(self, paper: str, sentences: Sequence[str]) -> None:
        slot = self.slots.get(paper) or next(iter(self.slots.values()), None)
        if slot is not None:
            slot.strip.show_refusals(sentences)

    def take(self, paper: str, files: Sequence[FileRef]) -> None:
        """New files were stored for a paper ("": what the radio says)."""
        paper = paper or self._chosen_paper()
        kept = list(self._pairs())
        known = {file for file, _ in kept}
        kept += [(file, paper) for file in files if file not in known or self._need.verdict.all_of]
        self._emit(kept)

    @property
    def state(self) -> str:
        return self._state

    def set_narrow(self, narrow: bool) -> None:
        """Papers below one another where they do not fit beside one another."""
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._radios.setDirection(way)
        self._radios.setSpacing(4 if narrow else 16)

    # ---- inside

    def _pairs(self) -> list[tuple[FileRef, str]]:
        return [(file, self._files.paper_of(place)) for place, file in enumerate(self._files.files)]

    def _emit(self, pairs: Sequence[tuple[FileRef, str]]) -> None:
        order = {paper.value: n for n, paper in enumerate(self._need.verdict.all_of)}
        ordered = sorted(pairs, key=lambda pair: order.get(pair[1], len(order)))
        self.edited.emit(
            MaterialPart(self.key, tuple(file for file, _ in ordered), tuple(paper for _, paper in ordered))
        )

    def _chosen_paper(self) -> str:
        return next((paper for paper, radio in self.radios.items() if radio.isChecked()), "")

    def _paper_chosen(self, on: bool) -> None:
        """Another paper will do instead: what is attached is called that from now on."""
        if on and self._files.files and not self._locked:
            paper = self._chosen_paper()
            if any(said != paper for _, said in self._pairs()):
                self._emit([(file, paper) for file, _ in self._pairs()])

    def _show_pill(self, stops: Sequence[Stop], noticed: str, applies: bool) -> None:
        if stops:
            self._state = "error"
            word = self.tr("缺") if stops[0].code == "material_missing" else self.tr("缺 {0} 份")
            self.pill.set_pill("error", word.replace("{0}", str(len(stops))), "circle-alert")
        elif not applies:
            self._state = "muted"
            self.pill.set_pill("neutral", self.tr("不适用"), "minus")
        elif not self._files.files:
            self._state = "muted"
            self.pill.set_pill("neutral", self.tr("没有上传"), "minus")
        elif noticed:
            self._state = "flag"
            self.pill.set_pill("flag", self.tr("已有，需留意"))
        else:
            self._state = "passed"
            self.pill.set_pill("passed", self.tr("已有"))

    def _show_files(self) -> None:
        pairs = self._pairs()
        if self._need.verdict.all_of:
            unsaid = [file for file, paper in pairs if paper not in self.slots]
            for paper, slot in self.slots.items():
                own = [file for file, said in pairs if said == paper]
                if not own and unsaid:
                    own = [unsaid.pop(0)]
                slot.strip.show_files(own, locked=self._locked)
            return
        said = next((paper for _, paper in pairs if paper in self.radios), "")
        if said:
            radio = self.radios[said]
            radio.blockSignals(True)
            radio.setChecked(True)
            radio.blockSignals(False)
        for radio in self.radios.values():
            radio.setEnabled(not self._locked)
        self.slots[""].strip.show_files([file for file, _ in pairs], locked=self._locked)

    def _build_papers(self) -> None:
        for slot in self.slots.values():
            self._slot_column.removeWidget(slot)
            slot.hide()
            slot.deleteLater()
        for radio in self.radios.values():
            self._papers.removeButton(radio)
            self._radios.removeWidget(radio)
            radio.hide()
            radio.deleteLater()
        verdict = self._need.verdict
        self.radios, self.slots = {}, {}
        if len(verdict.any_of) > 1:
            for paper in verdict.any_of:
                radio = RadioButton(say_paper(self._kit, paper))
                radio.setObjectName(f"{self.objectName()}.paper.{paper.value}")
                self._papers.addButton(radio)
                self._radios.insertWidget(len(self.radios), radio)
                self.radios[paper.value] = radio
            first = next(iter(self.radios.values()))
            first.setChecked(True)
            for radio in self.radios.values():
                radio.toggled.connect(self._paper_chosen)
        self._radio_row.setVisible(bool(self.radios))
        papers = [(p.value, say_paper(self._kit, p)) for p in verdict.all_of]
        if not papers:
            title = say_paper(self._kit, verdict.any_of[0]) if len(verdict.any_of) == 1 else ""
            papers = [("", title)]
        for key, title in papers:
            self._add_slot(key, title)

    def _add_slot(self, paper: str, title: str) -> None:
        slot = PaperSlot(f"{self.objectName()}.files{'.' + paper if paper else ''}", title)
        strip = slot.strip
        over = self.tr("松开鼠标，放进第 {0} 项").replace("{0}", str(self._need.material.no))
        strip.zone.set_over_words(over)
        relay = _SlotRelay(self, paper)
        strip.files_changed.connect(relay.files_changed)
        strip.look_wanted.connect(relay.look)
        strip.paths_dropped.connect(relay.dropped)
        strip.paste_wanted.connect(relay.paste)
        strip.choose_wanted.connect(relay.choose)
        self.slots[paper] = slot
        self._slot_column.addWidget(slot)

    def slot_files_changed(self, paper: str, files: tuple[FileRef, ...]) -> None:
        """A strip was reordered or lost a file."""
        if self._need.verdict.all_of:
            shown = set(self.slots[paper].strip.files)
            others = [
                (f, p) for f, p in self._pairs() if p != paper and not (p not in self.slots and f in shown)
            ]
            self._emit([*others, *((file, paper) for file in files)])
            return
        said = dict(self._pairs())
        self._emit([(file, said.get(file, "")) for file in files])

    def slot_look(self, paper: str, place: int) -> None:
        file = self.slots[paper].strip.files[place]
        self.look_wanted.emit(self.key, self._files.files.index(file))

    # ---- drag over the whole row

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if not self._locked and self._body.isVisible() and paths_in(event.mimeData()):
            event.acceptProposedAction()
            self._set_over(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._set_over(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._set_over(False)
        event.acceptProposedAction()
        paper = next((p for p, slot in self.slots.items() if p and not slot.strip.files), "")
        self.paths_dropped.emit(self.key, paper or next(iter(self.slots), ""), paths_in(event.mimeData()))

    def _set_over(self, over: bool) -> None:
        slot = next(iter(self.slots.values()), None)
        if slot is not None:
            slot.strip.zone.set_over(over)

    # ---- making

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(hint.width(), max(SLIM_HEIGHT, hint.height()))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        number = str(self._need.material.no)
        box = self.rect().adjusted(14, 0, 0, 0)
        box.setTop(9)
        box.setHeight(20)
        shapes.draw_text(painter, box, number, "body", "muted")
        icon, token = {
            "error": ("file-x-2", "failed"),
            "flag": ("triangle-alert", "returned"),
            "passed": ("circle-check", "passed"),
            "muted": ("minus", "muted"),
        }[self._state]
        shapes.draw_icon(painter, QPoint(_ICON_LEFT, 10), icon, token, 16)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.title)
        head.addWidget(self.need)
        head.addWidget(self.slim, 1)
        head.addStretch(0)
        head.addWidget(self.pill)
        self._radios = QHBoxLayout(self._radio_row)
        self._radios.setContentsMargins(0, 0, 0, 0)
        self._radios.setSpacing(16)
        self._radios.addStretch(1)
        body = QVBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 6)
        body.setSpacing(5)
        for widget in (self.rule, self.notice, self._radio_row):
            body.addWidget(widget)
        self._slot_column = QVBoxLayout()
        self._slot_column.setSpacing(6)
        body.addLayout(self._slot_column)
        if self.hint.text():
            body.addWidget(self.hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(_LEFT, 7, 16, 0)
        column.setSpacing(3)
        column.addLayout(head)
        column.addWidget(self._body)
        column.addSpacing(4)
        column.addWidget(Line())
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, False)


class _SlotRelay(QWidget):
    """Knows its paper, so that a strip's signals can say whose they are."""

    def __init__(self, row: MaterialRow, paper: str) -> None:
        super().__init__(row)
        self.hide()
        self._row, self._paper = row, paper

    def files_changed(self, files: tuple[FileRef, ...]) -> None:
        self._row.slot_files_changed(self._paper, files)

    def look(self, place: int) -> None:
        self._row.slot_look(self._paper, place)

    def dropped(self, paths: list[str]) -> None:
        self._row.paths_dropped.emit(self._row.key, self._paper, paths)

    def paste(self) -> None:
        self._row.paste_wanted.emit(self._row.key, self._paper)

    def choose(self) -> None:
        self._row.choose_wanted.emit(self._row.key, self._paper)
