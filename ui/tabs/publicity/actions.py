"""What the buttons of the publicity desk do: sheets, exports, photos, log, and what is said afterwards.

The tab owns one. It reads the panes and asks ``PublicityWrites``; after each write the tab refreshes itself.
"""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.domain.errors import KnownError
from app.domain.organisation import Role
from app.domain.publicity import PublicityKind
from app.domain.workflow import next_level
from app.ports.queries import LogLine
from ui.dialogs.file_choice import EVIDENCE_FILTER, FileChoice, choose_folder
from ui.dialogs.form_sheet import FormSheet
from ui.dialogs.review_log import ReviewLogSheet
from ui.evidence_intake import EvidenceIntake, TakenIn
from ui.session import Session
from ui.tabs.publicity.again_sheet import AgainSheet
from ui.tabs.publicity.exports import Exported, Posted, PublicityExport
from ui.tabs.publicity.log import merge_logs
from ui.tabs.publicity.members import Standing, kit_of, propose_opinion, say_names, unread_sections
from ui.tabs.publicity.objection_sheets import HandlingSheet, ObjectionSheet
from ui.tabs.publicity.office_acts import OfficeActs
from ui.tabs.publicity.pass_sheet import PassLine, PassSheet
from ui.tabs.publicity.photo_sheet import PhotoSheet
from ui.tabs.publicity.running_pane import RunningPane
from ui.tabs.publicity.start_pane import StartPane
from ui.tabs.publicity.writes import Passed, PublicityWrites
from ui.texts.dates import say_day
from ui.texts.errors import describe, describe_code
from ui.texts.words import word
from ui.undo import Undoable


class PublicityActions(QObject):
    """GUI thread only."""

    begun = Signal(str, bool)
    """Publicity id, and whether it was entered afterwards."""
    stale = Signal()
    """Something else changed the record first: read again."""

    def __init__(self, session: Session, start: StartPane, running: RunningPane, host: QWidget) -> None:
        super().__init__(host)
        self._session, self._start, self._running, self._host = session, start, running, host
        self._to_export: Posted | None = None
        self._exported: frozenset[str] = frozenset()
        """Persons whose papers were saved before their publicity began (A4.3: first print, then post)."""
        self._held_before = False
        self.writes = PublicityWrites(session, self)
        self.export = PublicityExport(session, self)
        self.intake = EvidenceIntake(session, self)
        self.objection, self.handling = ObjectionSheet(host), HandlingSheet(host)
        self.again, self.passing = AgainSheet(host), PassSheet(host)
        self.office = OfficeActs(session, running, self.writes, host, self)
        self.photos = PhotoSheet(host, session.desk.preview)
        self.log = ReviewLogSheet(host, self.tr("公示日志"))
        self._connect()

    # ---- beginning

    def begin(self) -> None:
        """开始公示, 录入公示情况."""
        pane = self._start
        if pane.is_open() and not self.writes.is_busy:
            self._held_before = pane.typed().held_before
            self.writes.start(pane.members, pane.typed(), pane.judged())

    def _begun(self, publicity_id: str) -> None:
        pane = self._start
        names = say_names(tuple(m.applicant.name for m in pane.members))
        end = say_day(pane.judged().end, self._session.today())
        if self._held_before:
            self._session.say(self.tr("已录入公示情况 {0}").replace("{0}", names))
        else:
            self._session.say(self.tr("已开始公示 {0}，到 {1}").format(names, end))
        members = {m.declaration.id for m in pane.members}
        if members <= self._exported:
            self.writes.mark_exported(publicity_id, 1)
        self._exported -= members
        pane.form.forget(self._session.today())
        self.begun.emit(publicity_id, self._held_before)

    # ---- begun

    def cancel(self) -> None:
        dossier = self._running.dossier
        if dossier is not None:
            inside = [s.name for s in self._running.standings if s.is_ready or s.state in ("pending", "flag")]
            self.again.open_for(dossier.publicity.id, inside)

    def object(self) -> None:
        dossier = self._running.dossier
        if dossier is None:
            return
        place = max(0, self._running.opinion.people.current_row())
        looked_at = dossier.members[place].declaration.id if place < len(dossier.members) else ""
        if not self.objection.who.text():
            self.objection.clear(self._session.today())
        self.objection.open_for(dossier, looked_at, self._session.today())

    def handle(self, objection_id: str) -> None:
        dossier = self._running.dossier
        if dossier is None:
            return
        names = {m.declaration.id: m.applicant.name for m in dossier.members}
        for objection in dossier.publicity.open_objections():
            if objection.id == objection_id:
                kind = dossier.publicity.kind
                self.handling.open_for(objection, names.get(objection.declaration_id, ""), kind)

    def conclude(self) -> None:
        """写结论: the sheet with everybody who is ready."""
        dossier = self._running.dossier
        ready = self._running.ready()
        if dossier is None or not ready:
            return
        if dossier.publicity.kind is not PublicityKind.EMPLOYER:
            self.office.conclude()
            return
        kits = self._session.desk.plan_kits.get
        duty = dict.fromkeys(
            kit_of(s.member, kits).notices[key]
            for key in ("review_duty", "responsibility")
            for s in ready
            if key in kit_of(s.member, kits).notices
        )
        left_out = [
            (s.name, s.reason) for s in self._running.standings if not s.is_ready and s.state != "passed"
        ]
        self.passing.open_for(dossier.publicity.id, [self._make_line(s) for s in ready], left_out, list(duty))

    def _make_line(self, standing: Standing) -> PassLine:
        dossier = self._running.dossier
        assert dossier is not None
        kit = kit_of(standing.member, self._session.desk.plan_kits.get)
        following = word(next_level(kit.levels, Role.EMPLOYER))
        unread = unread_sections(standing.member, kit)
        return PassLine(
            standing.member,
            propose_opinion(standing.member, dossier.publicity, kit),
            self.tr("{0}　通过后提交{1}").format(kit.title_with_rank, following),
            self.tr("有 {0} 个部分没有标为看过").replace("{0}", str(unread)) if unread else "",
        )

    def undo(self) -> None:
        """Z."""
        self.writes.withdraw_last()

    # ---- papers, photos, log

    def export_papers(self, posted: Posted | None) -> None:
        """导出公示表: asks for the folder."""
        if posted is not None and posted.members and not self.export.is_running:
            self._to_export = posted
            choose_folder(self._host, self.tr("导出公示表到"), self._folder_chosen)

    def _folder_chosen(self, paths: list[str]) -> None:
        if self._to_export is not None:
            self.export.save(self._to_export, paths[0])

    def _papers_saved(self, answer: Exported) -> None:
        posted = answer.posted
        folder = answer.folder.replace("\\", "/").rstrip("/").rpartition("/")[2]
        self._session.say(self.tr("已导出 {0} 个文件到“{1}”").format(answer.files, folder))
        if posted.publicity_id:
            self.writes.mark_exported(posted.publicity_id, posted.rev)
        else:
            self._exported |= {m.declaration.id for m in posted.members}

    def choose_photos(self) -> None:
        question = FileChoice(self._host, self.tr("添加公示照片"))
        question.dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        question.dialog.setNameFilter(EVIDENCE_FILTER)
        question.chosen.connect(self.take_photos)
        question.dialog.open()

    def take_photos(self, paths: Sequence[str]) -> None:
        dossier = self._running.dossier
        if dossier is not None and paths:
            self._running.form.show_photo_problems(())
            self.intake.take(dossier.publicity.id, paths)

    def _photos_taken(self, answer: TakenIn) -> None:
        dossier = self._running.dossier
        if dossier is None or dossier.publicity.id != answer.item_id:
            # The list went on meanwhile: the person drops them again where they belong.
            return
        self._running.form.show_photo_problems([describe_code(r.code, r.params) for r in answer.refused])
        if answer.files:
            self.writes.add_photos(dossier.publicity, answer.files)

    def show_photo(self, place: str) -> None:
        dossier = self._running.dossier
        if dossier is not None:
            names = say_names(tuple(m.applicant.name for m in dossier.members))
            self.photos.open_for(dossier.publicity.evidence, int(place), names)

    def open_log(self) -> None:
        """公示日志 of everybody in it."""
        dossier = self._running.dossier
        if dossier is None:
            return
        members = [(m.applicant.name, m.declaration.id) for m in dossier.members]
        self.log.open_for(say_names(tuple(name for name, _ in members)), self._session.today())
        queries, scope = self._session.desk.queries, self._session.scope
        since = dossier.publicity.created_at

        def act() -> Sequence[LogLine]:
            logs: Mapping[str, Sequence[LogLine]] = {
                name: queries.declaration_log(scope, member) for name, member in members
            }
            return merge_logs(logs, since)

        self._session.operations.read(act, self.log.show_lines, self._log_failed, key="publicity-log")

    def _log_failed(self, error: KnownError) -> None:
        self.log.show_failure(describe(error))

    # ---- the sheets' answers

    def _cancel_confirmed(self) -> None:
        if self._running.dossier is not None:
            self.writes.cancel(self._running.dossier.publicity, self.again.reason())

    def _objection_confirmed(self) -> None:
        if self._running.dossier is not None:
            self.writes.record_objection(self._running.dossier.publicity, *self.objection.values())

    def _handling_confirmed(self) -> None:
        dossier, sheet = self._running.dossier, self.handling
        if dossier is not None:
            self.writes.resolve_objection(
                dossier.publicity, sheet.objection_id, sheet.is_upheld(), sheet.handling.toPlainText()
            )

    def _pass_confirmed(self) -> None:
        if not self.writes.is_busy:
            self.passing.show_running()
            self.writes.pass_all(self.passing.opinions())

    def _cancelled(self, publicity_id: str) -> None:
        self.again.close_overlay()
        self._session.say(self.tr("这次公示已作废，申报人在待发起里"))

    def _recorded(self, publicity_id: str) -> None:
        self.objection.close_overlay()
        self.objection.clear(self._session.today())
        kind = self._kind()
        words = {
            PublicityKind.EMPLOYER: self.tr("已登记异议，申报回到待审"),
            PublicityKind.APPLICANTS: self.tr("已登记异议，申报回到评委会审核"),
            PublicityKind.RESULTS: self.tr("已登记异议，这个结果的公示停下"),
        }
        self._session.say(words[kind], "flag")

    def _kind(self) -> PublicityKind:
        dossier = self._running.dossier
        return dossier.publicity.kind if dossier is not None else PublicityKind.EMPLOYER

    def _resolved(self, publicity_id: str) -> None:
        upheld = self.handling.is_upheld()
        self.handling.close_overlay()
        self.handling.clear()
        kind = self._kind()
        if kind is not PublicityKind.EMPLOYER:
            self._session.say(self.office.say_resolved(kind, upheld), "flag" if upheld else "passed")
            return
        words = (
            self.tr("异议成立。请到职称申报资格审查里退回或判不通过")
            if upheld
            else self.tr("已写处理结果。请到职称申报资格审查里按审核无误")
        )
        self._session.say(words, "flag" if upheld else "passed")

    def _passed(self, answer: Passed) -> None:
        if answer.through:
            entry = self.writes.undo.last(self._session.now())
            words = entry.words if entry is not None else self.tr("已通过")
            self._session.say(words, action=self.tr("撤销"), key="Z", act=self.undo)
        if self.office.concluding.is_open():
            self.office.tell(answer)
        elif answer.refused:
            self.passing.show_refused({subject: describe(error) for subject, error in answer.refused})
        else:
            self.passing.close_overlay()

    def _withdrawn(self, entry: Undoable) -> None:
        self._session.say(self.tr("已撤销：{0}").replace("{0}", entry.words))

    def _failed(self, error: KnownError) -> None:
        sheets: list[FormSheet] = [self.again, self.objection, self.handling, self.passing]
        sheets += self.office.sheets
        opened = next((sheet for sheet in sheets if sheet.is_open()), None)
        if opened is not None:
            opened.show_error(error)
        elif self._start.isVisible() and error.code.startswith("P-"):
            # What was typed is at fault; anything else changes the list below it, so it is said over the window.
            self._start.problem.set_content("", [describe(error)])
        else:
            self._session.show_error(error)
        self.stale.emit()

    def _connect(self) -> None:
        start, running, writes = self._start, self._running, self.writes
        start.confirmed.connect(self.begin)
        running.conclusion_wanted.connect(self.conclude)
        running.cancel_wanted.connect(self.cancel)
        running.log.clicked.connect(self.open_log)
        running.form.photo_wanted.connect(self.show_photo)
        running.form.photos_dropped.connect(self.take_photos)
        running.form.add_photo_wanted.connect(self.choose_photos)
        running.form.objection_wanted.connect(self.object)
        running.form.handling_wanted.connect(self.handle)
        self.again.confirmed.connect(self._cancel_confirmed)
        self.objection.confirmed.connect(self._objection_confirmed)
        self.handling.confirmed.connect(self._handling_confirmed)
        self.passing.confirmed.connect(self._pass_confirmed)
        self.export.exported.connect(self._papers_saved)
        self.export.failed.connect(self._session.show_error)
        self.intake.finished.connect(self._photos_taken)
        writes.started.connect(self._begun)
        writes.cancelled.connect(self._cancelled)
        writes.objection_recorded.connect(self._recorded)
        writes.objection_resolved.connect(self._resolved)
        writes.passed.connect(self._passed)
        writes.withdrawn.connect(self._withdrawn)
        writes.failed.connect(self._failed)
