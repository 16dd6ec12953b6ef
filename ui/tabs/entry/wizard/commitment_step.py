"""个人承诺: 《专业技术资格申报材料真实性保证书》 signed on the screen, or the signed scan (seed B 二(二); B4.1-B4.4).

Left the words and the two ways to sign, right the paper itself: first as it will be, then as it is kept. Signing by a
phone's QR scan stays with the web platform.
"""

import hashlib
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.attachment import FileRef
from app.domain.declaration import CommitmentKind
from app.domain.declaring import CommitmentPart, Step
from app.domain.errors import KnownError
from ui.file_taking import FileTaking
from ui.scroll_column import ScrollColumn
from ui.session import Session
from ui.tabs.entry.papers import PaperSaving
from ui.tabs.entry.wizard.commitment_paper import CommitmentPaper
from ui.tabs.entry.wizard.commitment_signing import SigningArea
from ui.tabs.entry.wizard.step_page import CaseView, StepPage
from ui.texts.dates import format_minute
from ui.texts.errors import describe
from ui.widgets.buttons import SecondaryButton
from ui.widgets.callout import Callout
from ui.widgets.drop_zone import paths_in
from ui.widgets.evidence.files import EvidenceFile, make_evidence
from ui.widgets.evidence.pane import EvidencePane
from ui.widgets.labels import TextLabel
from ui.widgets.pane import Pane

FORM_WIDTH, LEAST_FORM = 562, 420
_PDF = "application/pdf"


class CommitmentStep(StepPage):
    step = Step.COMMITMENT

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._view: CaseView | None = None
        self._paper: FileRef | None = None
        self._again = False
        self._blanks: dict[tuple[str, str, str, int], EvidenceFile] = {}
        self.name = TextLabel("", "section", wrap=True)
        self.text = TextLabel("", "body", wrap=True)
        self.signed = Callout("passed")
        self.signed.setObjectName("entry.commitment.signed")
        self.resign = SecondaryButton(self.tr("重签"), "pencil")
        self.resign.setObjectName("entry.commitment.resign")
        self.problem = Callout("error")
        self.problem.setObjectName("entry.commitment.problem")
        self.signing = SigningArea()
        self.evidence = EvidencePane(session.desk.preview, keys=False)
        self.evidence.setObjectName("entry.commitment.paper")
        self._taking = FileTaking(session, self)
        self._saving = PaperSaving(session, self)
        self._making = CommitmentPaper(session, self)
        self.setAcceptDrops(True)
        self._lay_out()
        self._connect()

    # ---- StepPage

    def show_case(self, view: CaseView, *, fresh: bool) -> None:
        before, self._view = self._view, view
        paper = view.declaration.commitment
        is_other = before is None or before.declaration.id != view.declaration.id
        if is_other or paper != self._paper:
            # Read anew alone is no reason to wipe the paper that somebody is writing on.
            self._again = False
            self.signing.pad.clear()
            self.signing.files.show_refusals([])
            self.problem.set_content("")
        self._paper = paper
        self.name.setText(f"《{view.kit.notices.get('commitment_title', '')}》")
        self.text.setText(view.kit.notices.get("commitment_text", ""))
        self._show_state(view)
        self._show_paper(view)

    def enter(self) -> None:
        if self.signing.isVisible():
            self.signing.pad.setFocus()
        else:
            self.setFocus()

    # ---- showing

    def _show_state(self, view: CaseView) -> None:
        """Signed, being signed, or only to be looked at."""
        locked, paper = view.is_locked(Step.COMMITMENT), view.declaration.commitment
        is_open = not locked and (paper is None or self._again)
        self.signing.setVisible(is_open)
        self.signing.keep.setVisible(paper is not None)
        self.resign.setVisible(not locked and not is_open)
        if paper is not None:
            kind, at = view.declaration.commitment_kind, view.declaration.commitment_at
            how = self.tr("签好的扫描件") if kind is CommitmentKind.SCAN else self.tr("手写签名")
            when = format_minute(at) if at else ""
            self.signed.set_kind("passed")
            self.signed.set_content(
                self.tr("已签署"), ["　".join(part for part in (how, when) if part), paper.name]
            )
        else:
            self.signed.set_kind("info")
            self.signed.set_content(self.tr("没有签署") if locked else "")

    def _show_paper(self, view: CaseView) -> None:
        paper = view.declaration.commitment
        if paper is not None:
            self._show_file(make_evidence(paper))
        elif view.is_locked(Step.COMMITMENT):
            self.evidence.show_files([])
        else:
            blank = self._blanks.get(_key_of(view))
            if blank is not None:
                self._show_file(blank)
            else:
                self.evidence.show_files([])
                self._making.make_blank(view)

    def _show_file(self, file: EvidenceFile) -> None:
        if [shown.sha256 for shown in self.evidence.files()] != [file.sha256]:
            self.evidence.show_files([file])

    def _blank_made(self, declaration_id: str, content: bytes) -> None:
        view = self._view
        if view is None or view.declaration.id != declaration_id:
            return

        def load() -> bytes:
            return content

        name = self.tr("保证书（还没有签名）.pdf")
        digest = hashlib.sha256(content).hexdigest()
        self._blanks = {_key_of(view): EvidenceFile(name, digest, len(content), _PDF, load)}
        self._show_paper(view)

    # ---- signing

    def sign(self) -> None:
        """用这个签名: make the paper, keep it."""
        pad = self.signing.pad
        if self._view is not None and pad.problem() is None and not self._making.is_signing:
            self.problem.set_content("")
            self._making.sign(self._view, pad.to_png(), self.session.today())
            self.signing.set_busy(True)

    def sign_again(self) -> None:
        """重签: the paper that is there stays until another takes its place."""
        self._again = True
        if self._view is not None:
            self._show_state(self._view)
        self.enter()

    def keep_paper(self) -> None:
        """不改了."""
        self._again = False
        self.signing.pad.clear()
        if self._view is not None:
            self._show_state(self._view)
        self.resign.setFocus()

    def _signed(self, declaration_id: str, file: FileRef) -> None:
        self.signing.set_busy(False)
        self._give(declaration_id, CommitmentPart(file, CommitmentKind.SIGNATURE))

    def _failed(self, declaration_id: str, error: KnownError) -> None:
        self.signing.set_busy(self._making.is_signing)
        if self._is_shown(declaration_id):
            self.problem.set_content("", [describe(error)])

    def _give(self, declaration_id: str, part: CommitmentPart) -> None:
        if self._is_shown(declaration_id):
            self.edited.emit(part)
            if self.isVisible():
                # The pad is gone, and the focus must not wander to whatever comes next.
                self.setFocus()

    def _is_shown(self, declaration_id: str) -> bool:
        return self._view is not None and self._view.declaration.id == declaration_id

    # ---- the scan

    def save_blank(self) -> None:
        """下载空白保证书: printed, signed by hand, scanned."""
        view = self._view
        if view is not None:
            stem = self.tr("真实性保证书 {0}").replace("{0}", view.case.applicant.name)
            self._saving.save(self, stem, "pdf", self._making.blank_of(view))

    def _take(self, paths: list[str]) -> None:
        if self._view is None or not self.signing.isVisible():
            return
        self.signing.files.show_refusals([])
        self._say_left([Path(path).name for path in paths[1:]])
        self._taking.take(self._view.declaration.id, paths[:1])

    def _say_left(self, names: list[str]) -> None:
        if names:
            words = self.tr("保证书只收一个文件，没有收 {0}。多页请先合成一个 PDF。")
            self.session.say(words.replace("{0}", "、".join(names)))

    def _choose(self) -> None:
        if self._view is not None:
            self._taking.choose(self._view.declaration.id, self)

    def _paste(self) -> None:
        if self._view is not None and self.signing.isVisible():
            self._taking.paste(self._view.declaration.id)

    def _taken(self, declaration_id: str, files: tuple[FileRef, ...]) -> None:
        self._say_left([file.name for file in files[1:]])
        self._give(declaration_id, CommitmentPart(files[0], CommitmentKind.SCAN))

    def _refused(self, declaration_id: str, sentences: list[str]) -> None:
        if self._is_shown(declaration_id):
            self.signing.files.show_refusals(sentences)

    # ---- Qt's side

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.signing.isVisible() and event.matches(QKeySequence.StandardKey.Undo):
            self.signing.pad.take_back()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self._paste()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.signing.isVisible() and paths_in(event.mimeData()):
            event.acceptProposedAction()
            self.signing.files.show_dragged(paths_in(event.mimeData()))

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.signing.files.show_dragged(None)

    def dropEvent(self, event: QDropEvent) -> None:
        self.signing.files.show_dragged(None)
        event.acceptProposedAction()
        self._take(paths_in(event.mimeData()))

    # ---- making

    def _lay_out(self) -> None:
        column = ScrollColumn()
        body = column.body
        body.setContentsMargins(20, 14, 20, 14)
        body.setSpacing(8)
        body.addWidget(TextLabel(self.tr("个人承诺"), "title"))
        body.addWidget(self.name)
        body.addWidget(self.text)
        body.addSpacing(4)
        again = QHBoxLayout()
        again.addWidget(self.resign)
        again.addStretch(1)
        body.addWidget(self.signed)
        body.addLayout(again)
        body.addWidget(self.problem)
        body.addWidget(self.signing)
        body.addStretch(1)
        form = Pane("surface", "r")
        form.setMinimumWidth(LEAST_FORM)
        form.setMaximumWidth(FORM_WIDTH)
        inner = QVBoxLayout(form)
        inner.setContentsMargins(0, 0, 1, 0)
        inner.addWidget(column)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(form, 3)
        row.addWidget(self.evidence, 2)

    def _connect(self) -> None:
        self.resign.clicked.connect(self.sign_again)
        self.signing.use_wanted.connect(self.sign)
        self.signing.blank_wanted.connect(self.save_blank)
        self.signing.kept_wanted.connect(self.keep_paper)
        files = self.signing.files
        files.paths_dropped.connect(self._take)
        files.choose_wanted.connect(self._choose)
        files.paste_wanted.connect(self._paste)
        self._taking.taken.connect(self._taken)
        self._taking.refused.connect(self._refused)
        self._making.blank_made.connect(self._blank_made)
        self._making.signed.connect(self._signed)
        self._making.failed.connect(self._failed)


def _key_of(view: CaseView) -> tuple[str, str, str, int]:
    """What the blank paper depends on."""
    applicant, kit = view.case.applicant, view.kit
    return f"{applicant.name} {applicant.id_number}", view.case.employer.name, kit.id, kit.version
