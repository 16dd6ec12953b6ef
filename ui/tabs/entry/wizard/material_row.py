"""One row of 上传相关附件 (LOOK picture 16): number, state, title, rule, papers to choose from, files, drop zone, pill."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.domain.attachment import FileRef
from app.domain.declaration import Declaration, MaterialFiles
from app.domain.declaring import MaterialPart
from app.domain.materials import MaterialNeed, Need
from app.domain.plan import PlanKit
from app.domain.submit_stops import Stop
from ui.tabs.entry.wizard.material_papers import PaperChoice, PaperSlot
from ui.tabs.entry.wizard.material_words import (
    judge_row,
    say_hint,
    say_need,
    say_paper,
    say_reason,
    say_rule,
)
from ui.theme import current, shapes
from ui.widgets.choice import RadioButton
from ui.widgets.drop_zone import paths_in
from ui.widgets.labels import ElidedLabel, TextLabel
from ui.widgets.pills import PillLabel

SLIM_HEIGHT = 35
_LEFT, _NUMBER_LEFT, _ICON_LEFT = 62, 14, 36

_Pair = tuple[FileRef, str]


class MaterialRow(QWidget):
    """``edited``: all files of the material; ``removed``: its key, the file, what it was called, its place."""

    edited = Signal(object)
    removed = Signal(str, object, str, int)
    paths_dropped = Signal(str, str, list)
    paste_wanted = Signal(str, str)
    choose_wanted = Signal(str, str)
    replace_wanted = Signal(str, str, object)
    look_wanted = Signal(str, int)

    def __init__(self, need: MaterialNeed, kit: PlanKit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = need.material.key
        self.setObjectName(f"entry.material.{self.key}")
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._need, self._kit = need, kit
        self._files = MaterialFiles(self.key, ())
        self._state = "muted"
        self._locked = False
        self._over: PaperSlot | None = None
        self.title = TextLabel(need.material.title, "body_bold")
        self.need = TextLabel("", "caption", "muted")
        self.pill = PillLabel("neutral", "")
        self.pill.setObjectName(f"entry.material.{self.key}.pill")
        self.unneeded = TextLabel(self.tr("不适用"), "caption", "muted")
        self.rule = TextLabel("", "caption", "muted", wrap=True)
        self.rule.setObjectName(f"entry.material.{self.key}.rule")
        self.hint = TextLabel(need.material.hint, "caption", "muted", wrap=True)
        self.notice = TextLabel("", "caption", "returned", wrap=True)
        self.notice.setObjectName(f"entry.material.{self.key}.notice")
        self.slim = ElidedLabel("", "caption", "muted")
        self.papers = PaperChoice(f"{self.objectName()}.paper")
        self.papers.picked.connect(self._paper_picked)
        self.slots: dict[str, PaperSlot] = {}
        self._body = QWidget()
        self._lay_out()

    def show_need(
        self,
        need: MaterialNeed,
        declaration: Declaration,
        stops: Sequence[Stop],
        noticed: str,
        *,
        lock: str,
    ) -> None:
        """The material as it stands. ``noticed``: what is pointed out; ``lock``: why it can only be read, "" = it is
        open. Files and papers of another state replace what is shown."""
        self._locked = bool(lock)
        if need.verdict != self._need.verdict or not self.slots:
            self._need = need
            self._build_papers()
        self._files = declaration.material(self.key)
        applies = need.verdict.need is not Need.NOT_APPLICABLE or bool(self._files.files)
        self._body.setVisible(applies)
        self.slim.setVisible(not applies)
        words = [say_need(need), lock if applies else ""]
        self.need.setText("　".join(filter(None, words)))
        self.need.setVisible(bool(self.need.text()))
        self.title.set_role("body_bold" if applies else "body")
        self.title.set_token("text" if applies else "muted")
        self.slim.set_text(say_reason(self._kit, need))
        self.rule.setText(say_rule(self._kit, need, declaration))
        self.rule.setVisible(bool(self.rule.text()))
        self.hint.setText(say_hint(need))
        self.hint.setVisible(bool(self.hint.text()) and not self._files.files)
        self.notice.setText(noticed)
        self.notice.setVisible(bool(noticed))
        self._show_pill(stops, noticed, applies)
        self._show_files()
        self.update()

    def show_facts(self, sha256: str, pages: int, problem: str) -> None:
        """What a look into one of the files has brought."""
        for slot in self.slots.values():
            slot.strip.show_facts(sha256, pages, problem)

    def show_refusals(self, paper: str, sentences: Sequence[str]) -> None:
        """Why something was not taken; [] clears it."""
        slot = self.slots.get(paper) or next(iter(self.slots.values()), None)
        if slot is not None:
            slot.strip.show_refusals(sentences)

    def take(self, paper: str, files: Sequence[FileRef], instead_of: str = "") -> None:
        """New files were stored for a paper ("": what the radio says), in the place of the one with that SHA-256."""
        paper = paper or self.papers.chosen()
        pairs = list(self._pairs())
        known = {file for file, _ in pairs}
        new = [(file, paper) for file in files if file not in known or self._need.verdict.all_of]
        place = next((n for n, pair in enumerate(pairs) if pair == self._pair_of(instead_of, paper)), None)
        if place is None:
            self._emit([*pairs, *new])
        elif new:
            self._emit([*pairs[:place], *new, *pairs[place + 1 :]])

    def put_back(self, file: FileRef, paper: str, place: int) -> None:
        """A removed file, into its place."""
        pairs = self._pairs()
        if not self._locked and (file, paper) not in pairs:
            self._emit([*pairs[:place], (file, paper), *pairs[place:]])

    def focus_first(self) -> None:
        """Where files are attached."""
        slot = next(iter(self.slots.values()), None)
        if slot is not None and self._body.isVisible():
            slot.strip.focus_first()

    @property
    def state(self) -> str:
        return self._state

    @property
    def radios(self) -> Mapping[str, RadioButton]:
        """By the papers' keys."""
        return self.papers.radios

    # ---- inside

    def _pairs(self) -> list[_Pair]:
        return [(file, self._files.paper_of(place)) for place, file in enumerate(self._files.files)]

    def _pair_of(self, sha256: str, paper: str) -> _Pair | None:
        """The attached file with that content, the one of the paper first."""
        own = [pair for pair in self._pairs() if pair[0].sha256 == sha256]
        return next((pair for pair in own if pair[1] == paper), own[0] if own else None)

    def _emit(self, pairs: Sequence[_Pair]) -> None:
        order = {paper.value: n for n, paper in enumerate(self._need.verdict.all_of)}
        ordered = sorted(pairs, key=lambda pair: order.get(pair[1], len(order)))
        self.edited.emit(
            MaterialPart(self.key, tuple(file for file, _ in ordered), tuple(paper for _, paper in ordered))
        )

    def _paper_picked(self, paper: str) -> None:
        """Another paper will do instead: what is attached is called that from now on."""
        if self._files.files and not self._locked and any(said != paper for _, said in self._pairs()):
            self._emit([(file, paper) for file, _ in self._pairs()])

    def _show_pill(self, stops: Sequence[Stop], noticed: str, applies: bool) -> None:
        self._state, word = judge_row(stops, noticed, applies, bool(self._files.files))
        pill, icon = {"error": ("error", "circle-alert"), "muted": ("neutral", "minus")}.get(
            self._state, (self._state, None)
        )
        self.pill.set_pill(pill, word, icon)
        # What is not needed is said in words: no pill that looks like something to do.
        self.pill.setVisible(applies)
        self.unneeded.setVisible(not applies)

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
        self.papers.show_chosen(said, locked=self._locked)
        self.slots[""].strip.show_files([file for file, _ in pairs], locked=self._locked)

    def _build_papers(self) -> None:
        self._show_over(None)
        for slot in self.slots.values():
            self._slot_column.removeWidget(slot)
            slot.hide()
            slot.deleteLater()
        self.slots = {}
        verdict = self._need.verdict
        several = verdict.any_of if len(verdict.any_of) > 1 else ()
        self.papers.show_papers([(paper.value, say_paper(self._kit, paper)) for paper in several])
        papers = [(paper.value, say_paper(self._kit, paper)) for paper in verdict.all_of]
        for key, title in papers or [("", "")]:
            self._add_slot(key, title)

    def _add_slot(self, paper: str, title: str) -> None:
        slot = PaperSlot(f"{self.objectName()}.files{'.' + paper if paper else ''}", paper, title)
        over = self.tr("松开鼠标，放进第 {0} 项").replace("{0}", str(self._need.material.no))
        slot.strip.zone.set_over_words(over)
        slot.files_changed.connect(self._slot_files_changed)
        slot.look_wanted.connect(self._slot_look)
        slot.replace_wanted.connect(self._slot_replace)
        slot.paste_wanted.connect(self._slot_paste)
        slot.choose_wanted.connect(self._slot_choose)
        self.slots[paper] = slot
        self._slot_column.addWidget(slot)

    # ---- what the slots ask

    def _slot_files_changed(self, paper: str, files: tuple[FileRef, ...]) -> None:
        """A strip was reordered or lost a file."""
        for file in [f for f in self.slots[paper].strip.files if f not in files]:
            pair = self._pair_of(file.sha256, paper)
            if pair is not None:
                self.removed.emit(self.key, *pair, self._pairs().index(pair))
        if self._need.verdict.all_of:
            shown = set(self.slots[paper].strip.files)
            others = [
                (f, p) for f, p in self._pairs() if p != paper and not (p not in self.slots and f in shown)
            ]
            self._emit([*others, *((file, paper) for file in files)])
            return
        said = dict(self._pairs())
        self._emit([(file, said.get(file, "")) for file in files])

    def _slot_look(self, paper: str, place: int) -> None:
        file = self.slots[paper].strip.files[place]
        self.look_wanted.emit(self.key, self._files.files.index(file))

    def _slot_replace(self, paper: str, place: int) -> None:
        self.replace_wanted.emit(self.key, paper, self.slots[paper].strip.files[place])

    def _slot_paste(self, paper: str) -> None:
        self.paste_wanted.emit(self.key, paper)

    def _slot_choose(self, paper: str) -> None:
        self.choose_wanted.emit(self.key, paper)

    # ---- keys and drag over the whole row

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl V, wherever in the row the focus is."""
        if event.matches(QKeySequence.StandardKey.Paste) and self._body.isVisible() and not self._locked:
            here = QApplication.focusWidget() or self
            holder = next((slot for slot in self.slots.values() if slot.isAncestorOf(here)), None)
            self.paste_wanted.emit(self.key, (holder or self._emptiest()).paper)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if not self._locked and self._body.isVisible() and paths_in(event.mimeData()):
            event.acceptProposedAction()
            self._show_over(self._slot_at(event.position().toPoint()), paths_in(event.mimeData()))

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        event.acceptProposedAction()
        self._show_over(self._slot_at(event.position().toPoint()), paths_in(event.mimeData()))

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._show_over(None)

    def dropEvent(self, event: QDropEvent) -> None:
        slot = self._over or self._slot_at(event.position().toPoint())
        self._show_over(None)
        event.acceptProposedAction()
        self.paths_dropped.emit(self.key, slot.paper, paths_in(event.mimeData()))

    def _slot_at(self, place: QPoint) -> PaperSlot:
        """The paper under the mouse; while another one is still missing, rather that one than a second file of this."""
        for slot in self.slots.values():
            if QRect(slot.mapTo(self, QPoint(0, 0)), slot.size()).contains(place):
                return slot if not slot.strip.files else self._emptiest(slot)
        return self._emptiest()

    def _emptiest(self, otherwise: PaperSlot | None = None) -> PaperSlot:
        every = list(self.slots.values())
        return next((slot for slot in every if not slot.strip.files), otherwise or every[0])

    def _show_over(self, slot: PaperSlot | None, paths: Sequence[str] = ()) -> None:
        if self._over is not None and self._over is not slot:
            self._over.strip.show_dragged(None)
        self._over = slot
        if slot is not None:
            slot.strip.show_dragged(paths)

    # ---- making

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(hint.width(), max(SLIM_HEIGHT, hint.height()))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        shapes.hairline(painter, 0, self.height() - 1, self.width())
        if self.hasFocus():
            painter.fillRect(0, 4, 3, self.height() - 9, current.color("accent"))
        middle = self.title.geometry().center().y()
        box = QRect(_NUMBER_LEFT, middle - 10, _ICON_LEFT - _NUMBER_LEFT, 20)
        shapes.draw_text(painter, box, str(self._need.material.no), "body", "muted")
        icon, token = {
            "error": ("file-x-2", "failed"),
            "flag": ("triangle-alert", "returned"),
            "passed": ("circle-check", "passed"),
            "muted": ("minus", "muted"),
        }[self._state]
        shapes.draw_icon(painter, QPoint(_ICON_LEFT, middle - 8), icon, token, 16)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.title)
        head.addWidget(self.need)
        head.addWidget(self.slim, 1)
        head.addStretch(0)
        head.addWidget(self.pill)
        head.addWidget(self.unneeded)
        body = QVBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 4)
        body.setSpacing(5)
        for widget in (self.rule, self.hint, self.notice, self.papers):
            body.addWidget(widget)
        self._slot_column = QVBoxLayout()
        self._slot_column.setSpacing(6)
        body.addLayout(self._slot_column)
        column = QVBoxLayout(self)
        column.setContentsMargins(_LEFT, 7, 16, 7)
        column.setSpacing(3)
        column.addLayout(head)
        column.addWidget(self._body)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
