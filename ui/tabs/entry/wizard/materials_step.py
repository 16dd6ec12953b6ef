"""上传相关附件 by the plan's matrix (seed B 二(五); B7.*; LOOK pictures 16, 24): rows left, what is missing right."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.attachment import FileRef
from app.domain.declaring import Step
from app.domain.materials import MaterialNeed, Need, judge_materials, read_facts
from app.domain.next_acts import judge_progress
from app.domain.plan import PlanKit
from app.ports.documents import MissingPerson
from ui.dialogs.file_sheet import FileSheet
from ui.file_taking import FileTaking
from ui.paper_printing import PaperPrinting
from ui.scroll_column import ScrollColumn
from ui.session import Session
from ui.shortcuts import bind_key
from ui.tabs.entry.missing_list import make_missing_person, write_text
from ui.tabs.entry.papers import PaperSaving
from ui.tabs.entry.wizard.file_facts import FileFacts
from ui.tabs.entry.wizard.material_row import MaterialRow
from ui.tabs.entry.wizard.material_words import say_basis, say_missing, say_notices
from ui.tabs.entry.wizard.missing_side import MissingSide, SideLine
from ui.tabs.entry.wizard.step_page import CaseView, StepPage
from ui.widgets.buttons import LinkButton
from ui.widgets.evidence.files import make_evidence
from ui.widgets.labels import ElidedLabel, TextLabel
from ui.widgets.pane import Line, Pane

ROOM_FOR_PAPERS = 680
"""Width from which the papers of a material stand beside one another."""


class MaterialsStep(StepPage):
    step = Step.MATERIALS

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._view: CaseView | None = None
        self._kit: PlanKit | None = None
        self.rows: dict[str, MaterialRow] = {}
        self.title = TextLabel(self.tr("上传相关附件"), "title")
        self.counts = TextLabel("", "caption", "muted")
        self.counts.setObjectName("entry.materials.counts")
        self.basis = ElidedLabel("", "caption", "muted")
        self.change_basis = LinkButton(self.tr("改申报信息"), self)
        self.change_basis.setObjectName("entry.materials.change_basis")
        self.side = MissingSide()
        self.preview = FileSheet(self, session.desk.preview, "entry.file_sheet")
        self._taking = FileTaking(session, self)
        self._papers = PaperSaving(session, self)
        self.printing = PaperPrinting(session, self)
        self._column = ScrollColumn()
        self._wanted = ""
        self._late: dict[str, list[tuple[str, str, str, tuple[FileRef, ...]]]] = {}
        self._removed: tuple[str, str, FileRef, str, int] | None = None
        self._facts = FileFacts(session.desk.preview, self)
        self._late_timer = QTimer(self)
        self._late_timer.setSingleShot(True)
        self._late_timer.setInterval(0)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._lay_out()
        self._connect()

    # ---- StepPage

    def show_case(self, view: CaseView, *, fresh: bool) -> None:
        self._view = view
        self._take_kit(view.kit)
        needs = judge_materials(view.kit, read_facts(view.declaration))
        self._facts.ask(file for kept in view.declaration.materials for file in kept.files)
        for need in needs:
            self._show_need(view, need)
        required = sum(need.is_required for need in needs)
        unneeded = sum(need.verdict.need is Need.NOT_APPLICABLE for need in needs)
        words = self.tr("必要 {0}　不适用 {1}").replace("{0}", str(required))
        self.counts.setText(words.replace("{1}", str(unneeded)))
        self.basis.set_text(say_basis(view.declaration))
        self._show_side(view, needs)
        if fresh and self._late.get(view.declaration.id):
            self._late_timer.start()

    def go_to_material(self, material: str) -> None:
        if material in self.rows:
            self._wanted = material
            self._timer.start()

    def enter(self) -> None:
        row = next((r for r in self.rows.values() if r.state == "error"), None)
        if row is not None:
            row.focus_first()
        else:
            self.setFocus()

    # ---- inside

    def _show_need(self, view: CaseView, need: MaterialNeed) -> None:
        key = need.material.key
        row = self.rows[key]
        files = view.declaration.files_of(key)
        stops = [s for s in view.stops if s.material == key]
        lock = "" if view.reopened.allows_material(key) else view.say_locked()
        row.show_need(need, view.declaration, stops, self._say_noticed(view, key), lock=lock)
        for file in files:
            row.show_facts(
                file.sha256, self._facts.pages_of(file.sha256), self._facts.problem_of(file.sha256)
            )

    def _say_noticed(self, view: CaseView, material: str) -> str:
        seen = [(file, self._facts.problem_of(file.sha256)) for file in view.declaration.files_of(material)]
        problems = [f"{file.name} {problem}" for file, problem in seen if problem]
        return say_notices([n for n in view.case.flags if n.material == material], problems)

    def _show_side(self, view: CaseView, needs: Sequence[MaterialNeed]) -> None:
        missing, noticed = [], []
        for need in needs:
            material = need.material
            stops = [s for s in view.stops if s.material == material.key]
            if stops:
                words = say_missing(view.kit, need, stops)
                missing.append(SideLine(material.key, material.no, material.title, words))
            elif self.rows[material.key].state == "flag":
                words = self.rows[material.key].notice.text()
                noticed.append(SideLine(material.key, material.no, material.title, words))
        lacking = {line.material for line in missing}
        required = [need.material.key for need in needs if need.is_required]
        there = sum(key not in lacking for key in required)
        self.side.show_state(there, len(required), missing, noticed)

    def _file_looked_at(self, sha256: str) -> None:
        """The preview has opened a file, or could not."""
        view = self._view
        if view is None:
            return
        needs = judge_materials(view.kit, read_facts(view.declaration))
        for need in needs:
            if any(file.sha256 == sha256 for file in view.declaration.files_of(need.material.key)):
                self._show_need(view, need)
        self._show_side(view, needs)

    def _take_kit(self, kit: PlanKit) -> None:
        if kit == self._kit:
            return
        for row in self.rows.values():
            self._column.body.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._kit, self.rows = kit, {}
        view = self._view
        facts = read_facts(view.declaration) if view is not None else None
        if facts is None:
            return
        for place, need in enumerate(judge_materials(kit, facts)):
            row = MaterialRow(need, kit)
            row.edited.connect(self.edited)
            row.paths_dropped.connect(self._take)
            row.paste_wanted.connect(self._paste)
            row.choose_wanted.connect(self._choose)
            row.look_wanted.connect(self._look)
            row.replace_wanted.connect(self._replace)
            row.removed.connect(self._remember_removed)
            row.papers.set_narrow(self._is_narrow())
            self.rows[need.material.key] = row
            self._column.body.insertWidget(place, row)

    def _bring_into_view(self) -> None:
        row = self.rows.get(self._wanted)
        if row is None:
            return
        self._column.body.activate()
        self._column.verticalScrollBar().setValue(max(0, row.y() - 8))
        row.focus_first()

    # ---- files

    def _target(self, material: str, paper: str, instead_of: str = "") -> str:
        """Whose file it is: stored later, it must not land in another person's declaration."""
        return f"{self._view.declaration.id if self._view else ''}|{material}|{paper}|{instead_of}"

    def _take(self, material: str, paper: str, paths: list[str]) -> None:
        self.rows[material].show_refusals(paper, [])
        self._taking.take(self._target(material, paper), paths)

    def _paste(self, material: str, paper: str) -> None:
        self._taking.paste(self._target(material, paper))

    def _choose(self, material: str, paper: str) -> None:
        self._taking.choose(self._target(material, paper), self)

    def _replace(self, material: str, paper: str, file: FileRef) -> None:
        self._taking.choose(self._target(material, paper, file.sha256), self)

    def _remember_removed(self, material: str, file: FileRef, paper: str, place: int) -> None:
        if self._view is None:
            return
        self._removed = (self._view.declaration.id, material, file, paper, place)
        words = self.tr("已移除 {0}").replace("{0}", file.name)
        self.session.say(words, "info", action=self.tr("撤销"), key="Z", act=self.undo)

    def undo(self) -> None:
        """Z, or 撤销 in the message: the removed file is back in its place."""
        removed, self._removed = self._removed, None
        if removed is None or self._view is None or removed[0] != self._view.declaration.id:
            return
        _, material, file, paper, place = removed
        if material in self.rows:
            self.rows[material].put_back(file, paper, place)

    def _taken(self, target: str, files: tuple[FileRef, ...]) -> None:
        declaration_id, material, paper, instead_of = target.split("|")
        if self._view is None or declaration_id != self._view.declaration.id:
            self._late.setdefault(declaration_id, []).append((material, paper, instead_of, files))
            self.session.say(self.tr("文件已存好，回到那一份申报时放进去"), "info")
            return
        row = self.rows.get(material)
        if row is not None:
            row.take(paper, files, instead_of)

    def _take_late(self) -> None:
        """Files that were stored while another declaration was on the screen; one a turn, each builds on the last."""
        view = self._view
        waiting = self._late.get(view.declaration.id) if view is not None else None
        if view is None or not waiting:
            return
        material, paper, instead_of, files = waiting.pop(0)
        row = self.rows.get(material)
        if row is not None and view.reopened.allows_material(material):
            row.take(paper, files, instead_of)
        if waiting:
            self._late_timer.start()

    def _refused(self, target: str, sentences: list[str]) -> None:
        declaration_id, material, paper, _ = target.split("|")
        row = self.rows.get(material)
        if row is not None and self._view is not None and declaration_id == self._view.declaration.id:
            row.show_refusals(paper, sentences)
        elif sentences:
            self.session.say(sentences[0], "flag")

    def _look(self, material: str, place: int) -> None:
        view = self._view
        if view is None:
            return
        files = view.declaration.files_of(material)
        spec = view.kit.material(material)
        self.preview.show_files(f"{spec.no} {spec.title}", [make_evidence(f) for f in files], place)

    # ---- papers

    def missing_person(self) -> MissingPerson | None:
        view = self._view
        if view is None:
            return None
        archive = [(item.section, item.status) for item in view.case.items]
        progress = judge_progress(
            view.kit, view.declaration, archive=archive, notices=view.case.flags, today=self.session.today()
        )
        return make_missing_person(view.kit, progress, view.case.applicant, view.case.employer.name)

    def print_missing(self) -> None:
        """打印缺件清单."""
        paper = self._make_missing_list()
        if paper is not None:
            self.printing.print_paper(self, *paper)

    def save_missing(self) -> None:
        """The same as PDF."""
        paper = self._make_missing_list()
        if paper is not None:
            self._papers.save(self, paper[0], "pdf", paper[1])

    def _make_missing_list(self) -> tuple[str, Callable[[], bytes]] | None:
        person, documents = self.missing_person(), self.session.desk.documents
        if person is None:
            return None

        def make() -> bytes:
            return documents.missing_list([person])

        return self.tr("缺件清单 {0}").replace("{0}", person.name), make

    def copy_missing(self) -> None:
        """复制给申报人."""
        person = self.missing_person()
        if person is not None:
            QGuiApplication.clipboard().setText(write_text(person))
            self.session.say(self.tr("已复制，可以发给 {0}").replace("{0}", person.name))

    def _go_fill(self, material: str) -> None:
        self.go_to_material(material)

    def _change_basis(self) -> None:
        self.step_wanted.emit(Step.INFORMATION, "")

    def _is_narrow(self) -> bool:
        return self.width() - self.side.width() < ROOM_FOR_PAPERS

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for row in self.rows.values():
            row.papers.set_narrow(self._is_narrow())

    # ---- making

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(18, 12, 16, 10)
        head.setSpacing(14)
        head.addWidget(self.title)
        head.addWidget(self.counts)
        head.addStretch(1)
        head.addWidget(self.basis)
        head.addWidget(self.change_basis)
        self._column.body.setSpacing(0)
        self._column.body.addStretch(1)
        form = Pane("surface", "r")
        inner = QVBoxLayout(form)
        inner.setContentsMargins(0, 0, 1, 0)
        inner.setSpacing(0)
        inner.addLayout(head)
        inner.addWidget(Line())
        inner.addWidget(self._column, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(form, 1)
        row.addWidget(self.side)

    def _connect(self) -> None:
        self._timer.timeout.connect(self._bring_into_view)
        self._late_timer.timeout.connect(self._take_late)
        self._facts.changed.connect(self._file_looked_at)
        bind_key(self, "Z", self.undo)
        self._taking.taken.connect(self._taken)
        self._taking.refused.connect(self._refused)
        self.side.material_wanted.connect(self._go_fill)
        self.side.print_wanted.connect(self.print_missing)
        self.side.save_wanted.connect(self.save_missing)
        self.side.copy_wanted.connect(self.copy_missing)
        self.change_basis.clicked.connect(self._change_basis)
