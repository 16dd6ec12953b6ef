"""上传相关附件 by the plan's matrix (seed B 二(五); B7.*; LOOK pictures 16, 24): rows left, what is missing right."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.attachment import FileRef
from app.domain.declaring import Step
from app.domain.materials import Need, judge_materials, read_facts
from app.domain.next_acts import judge_progress
from app.domain.plan import PlanKit
from app.ports.documents import MissingPerson
from ui.scroll_column import ScrollColumn
from ui.session import Session
from ui.tabs.entry.file_taking import FileTaking
from ui.tabs.entry.missing_list import make_missing_person, write_text
from ui.tabs.entry.papers import PaperSaving
from ui.tabs.entry.wizard.file_sheet import FileSheet
from ui.tabs.entry.wizard.material_row import MaterialRow
from ui.tabs.entry.wizard.material_words import say_basis
from ui.tabs.entry.wizard.missing_side import MissingSide
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
        self.preview = FileSheet(self, session.desk.preview)
        self._taking = FileTaking(session, self)
        self._papers = PaperSaving(session, self)
        self._column = ScrollColumn()
        self._wanted = ""
        self._late: dict[str, list[tuple[str, str, tuple[FileRef, ...]]]] = {}
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
        for need in needs:
            key = need.material.key
            stops = [s for s in view.stops if s.material == key]
            notices = [n for n in view.case.flags if n.material == key]
            self.rows[key].show_need(
                need, view.declaration, stops, notices, locked=not view.reopened.allows_material(key)
            )
        required = sum(need.is_required for need in needs)
        unneeded = sum(need.verdict.need is Need.NOT_APPLICABLE for need in needs)
        words = self.tr("必要 {0}　不适用 {1}").replace("{0}", str(required))
        self.counts.setText(words.replace("{1}", str(unneeded)))
        self.basis.set_text(say_basis(view.declaration))
        self.side.show_missing(view, needs)
        if fresh and self._late.get(view.declaration.id):
            self._late_timer.start()

    def go_to_material(self, material: str) -> None:
        if material in self.rows:
            self._wanted = material
            self._timer.start()

    def enter(self) -> None:
        row = next((r for r in self.rows.values() if r.state == "error"), None)
        slot = next(iter(row.slots.values()), None) if row is not None else None
        if slot is not None:
            slot.strip.zone.setFocus()
        else:
            self.setFocus()

    # ---- inside

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
            row.set_narrow(self._is_narrow())
            self.rows[need.material.key] = row
            self._column.body.insertWidget(place, row)

    def _bring_into_view(self) -> None:
        row = self.rows.get(self._wanted)
        if row is None:
            return
        self._column.body.activate()
        self._column.verticalScrollBar().setValue(max(0, row.y() - 8))
        slot = next(iter(row.slots.values()), None)
        if slot is not None and row.isVisible():
            slot.strip.zone.setFocus()

    # ---- files

    def _target(self, material: str, paper: str) -> str:
        """Whose file it is: stored later, it must not land in another person's declaration."""
        return f"{self._view.declaration.id if self._view else ''}|{material}|{paper}"

    def _take(self, material: str, paper: str, paths: list[str]) -> None:
        self.rows[material].show_refusals(paper, [])
        self._taking.take(self._target(material, paper), paths)

    def _paste(self, material: str, paper: str) -> None:
        self._taking.paste(self._target(material, paper))

    def _choose(self, material: str, paper: str) -> None:
        self._taking.choose(self._target(material, paper), self)

    def _taken(self, target: str, files: tuple[FileRef, ...]) -> None:
        declaration_id, material, paper = target.split("|")
        if self._view is None or declaration_id != self._view.declaration.id:
            self._late.setdefault(declaration_id, []).append((material, paper, files))
            self.session.say(self.tr("文件已存好，回到那一份申报时放进去"), "info")
            return
        row = self.rows.get(material)
        if row is not None:
            row.take(paper, files)

    def _take_late(self) -> None:
        """Files that were stored while another declaration was on the screen; one a turn, each builds on the last."""
        view = self._view
        waiting = self._late.get(view.declaration.id) if view is not None else None
        if view is None or not waiting:
            return
        material, paper, files = waiting.pop(0)
        row = self.rows.get(material)
        if row is not None and view.reopened.allows_material(material):
            row.take(paper, files)
        if waiting:
            self._late_timer.start()

    def _refused(self, target: str, sentences: list[str]) -> None:
        declaration_id, material, paper = target.split("|")
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
        person, documents = self.missing_person(), self.session.desk.documents
        if person is None:
            return

        def make() -> bytes:
            return documents.missing_list([person])

        self._papers.save(self, self.tr("缺件清单 {0}").replace("{0}", person.name), "pdf", make)

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
            row.set_narrow(self._is_narrow())

    # ---- making

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(18, 12, 16, 10)
        head.setSpacing(14)
        head.addWidget(self.title)
        head.addWidget(self.counts)
        head.addStretch(1)
        head.addWidget(self.basis, 2)
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
        self._taking.taken.connect(self._taken)
        self._taking.refused.connect(self._refused)
        self.side.material_wanted.connect(self._go_fill)
        self.side.print_wanted.connect(self.print_missing)
        self.side.copy_wanted.connect(self.copy_missing)
        self.change_basis.clicked.connect(self._change_basis)
