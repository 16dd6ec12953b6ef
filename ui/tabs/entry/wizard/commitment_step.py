"""个人承诺: 《专业技术资格申报材料真实性保证书》 signed on the screen, or the signed scan (seed B 二(二); B4.1-B4.4).

The paper is made at once from the signature and kept as PDF. Signing by a phone's QR scan stays with the web platform.
"""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.attachment import FileRef
from app.domain.declaration import CommitmentKind
from app.domain.declaring import CommitmentPart, Step
from app.domain.errors import KnownError
from app.domain.handwriting import HandwritingProblem
from ui.scroll_column import ScrollColumn
from ui.session import Session
from ui.tabs.entry.file_strip import FileStrip
from ui.tabs.entry.file_taking import FileTaking
from ui.tabs.entry.papers import PaperSaving
from ui.tabs.entry.wizard.step_page import CaseView, StepPage
from ui.texts.dates import format_minute
from ui.texts.errors import describe
from ui.widgets.buttons import QuietButton, SecondaryButton
from ui.widgets.callout import Callout
from ui.widgets.evidence.files import make_evidence
from ui.widgets.evidence.pane import EvidencePane
from ui.widgets.labels import TextLabel
from ui.widgets.pane import Line, Pane
from ui.widgets.signature_pad.pad import SignaturePad

FORM_WIDTH = 600
TARGET = "commitment"


class CommitmentStep(StepPage):
    step = Step.COMMITMENT

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._view: CaseView | None = None
        self._making = False
        self.title = TextLabel("", "title", wrap=True)
        self.text = TextLabel("", "body", wrap=True)
        self.hint = TextLabel("", "caption", "muted", wrap=True)
        self.signed = Callout("info")
        self.signed.setObjectName("entry.commitment.signed")
        self.problem = Callout("error")
        self.problem.setObjectName("entry.commitment.problem")
        self.pad = SignaturePad()
        self.pad.setObjectName("entry.commitment.pad")
        self.use = SecondaryButton(self.tr("用这个签名"), "check")
        self.use.setObjectName("entry.commitment.use")
        self.back = QuietButton(self.tr("撤一笔"), "undo-2", "Ctrl Z")
        self.again = QuietButton(self.tr("重写"), "rotate-ccw")
        self.reason = TextLabel("", "caption", "muted")
        self.reason.setObjectName("entry.commitment.reason")
        self.blank = SecondaryButton(self.tr("下载空白保证书"), "download")
        self.blank.setObjectName("entry.commitment.blank")
        self.files = FileStrip("entry.commitment.scan")
        self.evidence = EvidencePane(session.desk.preview, keys=False)
        self.evidence.setObjectName("entry.commitment.paper")
        self._taking = FileTaking(session, self)
        self._papers = PaperSaving(session, self)
        self._signing = QWidget()
        self._ground = Pane("window")
        self._lay_out()
        self._connect()

    def show_case(self, view: CaseView, *, fresh: bool) -> None:
        self._view = view
        notices, declaration = view.kit.notices, view.declaration
        self.title.setText(f"《{notices.get('commitment_title', '')}》")
        self.text.setText(notices.get("commitment_text", ""))
        self.hint.setText(notices.get("commitment_hint", ""))
        if fresh:
            self.pad.clear()
            self.problem.set_content("")
        locked = view.is_locked(Step.COMMITMENT)
        self._signing.setVisible(not locked)
        paper, kind, at = declaration.commitment, declaration.commitment_kind, declaration.commitment_at
        if paper is None:
            self.signed.set_content("")
        else:
            how = self.tr("手写签名") if kind is CommitmentKind.SIGNATURE else self.tr("签好的扫描件")
            when = format_minute(at) if at else ""
            self.signed.set_content(self.tr("已签署"), [f"{how}　{when}　{paper.name}"])
        self.evidence.show_files([make_evidence(paper)] if paper else [])
        self.evidence.setVisible(paper is not None)
        self._ground.setVisible(paper is None)
        scan = (paper,) if paper is not None and kind is CommitmentKind.SCAN else ()
        self.files.show_files(scan, locked=locked)
        self._judge()

    def enter(self) -> None:
        self.pad.setFocus()

    # ---- signing

    def _judge(self) -> None:
        problem = self.pad.problem()
        self.use.setEnabled(problem is None and not self._making)
        words = {
            HandwritingProblem.EMPTY: self.tr("请申报人在这里签名"),
            HandwritingProblem.TOO_FEW_STROKES: self.tr("笔画太少，请写全姓名"),
            HandwritingProblem.TOO_LITTLE: self.tr("写得太少，请写全姓名"),
            HandwritingProblem.TOO_SMALL: self.tr("字太小，打印出来看不清，请写大一些"),
            None: self.tr("字迹要求清晰，看过后再用"),
        }
        self.reason.setText(words[problem])

    def sign(self) -> None:
        """用这个签名: make the paper, keep it."""
        view = self._view
        if view is None or self._making or self.pad.problem() is not None:
            return
        documents, signature = self.session.desk.documents, self.pad.to_png()
        kit, applicant, unit = view.kit, view.case.applicant, view.case.employer.name
        today = self.session.today()
        self._making = True
        self.use.setEnabled(False)

        def make() -> bytes:
            return documents.commitment(kit, applicant, unit, signature, today)

        self.session.operations.work(make, self._made, self._failed)

    def _made(self, content: bytes) -> None:
        view = self._view
        if view is None:
            return
        store = self.session.desk.attachments
        name = self.tr("真实性保证书_{0}.pdf").replace("{0}", view.case.applicant.name)

        def act() -> FileRef:
            return store.put(content, name)

        self.session.operations.write(act, self._stored, self._failed)

    def _stored(self, file: FileRef) -> None:
        self._making = False
        self.problem.set_content("")
        self.edited.emit(CommitmentPart(file, CommitmentKind.SIGNATURE))

    def _failed(self, error: KnownError) -> None:
        self._making = False
        self.problem.set_content("", [describe(error)])
        self._judge()

    # ---- the scan

    def save_blank(self) -> None:
        """下载空白保证书: printed, signed by hand, scanned."""
        view = self._view
        if view is None:
            return
        self._papers.save(
            self,
            self.tr("真实性保证书 {0}").replace("{0}", view.case.applicant.name),
            "pdf",
            self._blank(view),
        )

    def _blank(self, view: CaseView) -> Callable[[], bytes]:
        documents = self.session.desk.documents

        def make() -> bytes:
            return documents.commitment(view.kit, view.case.applicant, view.case.employer.name, None, None)

        return make

    def _take(self, paths: list[str]) -> None:
        self.files.show_refusals([])
        self._taking.take(TARGET, paths[:1])

    def _choose(self) -> None:
        self._taking.choose(TARGET, self)

    def _paste(self) -> None:
        self._taking.paste(TARGET)

    def _taken(self, target: str, files: tuple[FileRef, ...]) -> None:
        self.edited.emit(CommitmentPart(files[0], CommitmentKind.SCAN))

    def _refused(self, target: str, sentences: list[str]) -> None:
        self.files.show_refusals(sentences)

    def _files_changed(self, files: tuple[FileRef, ...]) -> None:
        self.edited.emit(CommitmentPart(files[0] if files else None, CommitmentKind.SCAN if files else None))

    # ---- making

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setSpacing(8)
        for button in (self.use, self.back, self.again):
            tools.addWidget(button)
        tools.addWidget(self.reason, 1)
        scan = QHBoxLayout()
        scan.setSpacing(8)
        scan.addWidget(TextLabel(self.tr("或者：打印后签字，上传扫描件"), "section"))
        scan.addStretch(1)
        scan.addWidget(self.blank)
        signing = QVBoxLayout(self._signing)
        signing.setContentsMargins(0, 0, 0, 0)
        signing.setSpacing(8)
        signing.addWidget(TextLabel(self.tr("在屏幕上签名"), "section"))
        signing.addWidget(self.pad)
        signing.addLayout(tools)
        signing.addWidget(Line())
        signing.addLayout(scan)
        signing.addWidget(self.files)
        signing.addWidget(
            TextLabel(self.tr("手机扫码签署请在省平台办理，本程序不代签。"), "caption", "muted", wrap=True)
        )
        column = ScrollColumn()
        body = column.body
        body.setContentsMargins(20, 14, 20, 14)
        body.setSpacing(10)
        for widget in (self.title, self.text, self.hint, self.signed, self.problem, self._signing):
            body.addWidget(widget)
        body.addStretch(1)
        form = Pane("surface", "r")
        form.setMinimumWidth(420)
        form.setMaximumWidth(FORM_WIDTH)
        inner = QVBoxLayout(form)
        inner.setContentsMargins(0, 0, 1, 0)
        inner.addWidget(column)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(form, 3)
        row.addWidget(self.evidence, 2)
        row.addWidget(self._ground, 2)

    def _connect(self) -> None:
        self.pad.changed.connect(self._judge)
        self.use.clicked.connect(self.sign)
        self.back.clicked.connect(self.pad.take_back)
        self.again.clicked.connect(self.pad.clear)
        self.blank.clicked.connect(self.save_blank)
        self.files.paths_dropped.connect(self._take)
        self.files.choose_wanted.connect(self._choose)
        self.files.paste_wanted.connect(self._paste)
        self.files.files_changed.connect(self._files_changed)
        self._taking.taken.connect(self._taken)
        self._taking.refused.connect(self._refused)
