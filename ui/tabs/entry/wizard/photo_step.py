"""Step (一) 上传证件照 of the wizard (picture 15; seed B 二(一), B3.1-B3.7).

The photo with its crop frame left, the rules and the person's judgement right. The original is kept; every state can be
left and taken up again, because the part holds all of it. The page gives its own measures; what stops the submit is the
domain's word.
"""

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QResizeEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from app.domain.attachment import FileRef
from app.domain.declaration import PhotoGround
from app.domain.declaring import PhotoPart, Step
from app.domain.errors import KnownError
from app.domain.photo_fix import Frame
from app.ports.preview import PhotoInspection, PreviewError
from ui.dialogs.file_choice import choose_existing
from ui.session import Session
from ui.shortcuts import bind_key
from ui.tabs.entry.wizard.photo_desk import PhotoDesk
from ui.tabs.entry.wizard.photo_intake import PhotoIntake
from ui.tabs.entry.wizard.photo_notice import PhotoNotice
from ui.tabs.entry.wizard.photo_side import PhotoSide
from ui.tabs.entry.wizard.photo_words import say_fact
from ui.tabs.entry.wizard.step_page import CaseView, StepPage
from ui.texts.errors import describe
from ui.widgets.buttons import SecondaryButton
from ui.widgets.callout import CalloutLine
from ui.widgets.drop_zone import paths_in
from ui.widgets.empty_state import EmptyState
from ui.widgets.evidence.drop_frame import DropFrame
from ui.widgets.evidence.files import make_evidence
from ui.widgets.photo_editor.editor import PhotoEditor

_FILTER = "照片 (*.jpg *.jpeg *.png)"
_NARROW = 1000
"""Below this width the right side gives way."""
RETRY, CHOOSE = "retry", "choose"


class PhotoStep(StepPage):
    """``edited``: a new PhotoPart whose files are in the store already."""

    step = Step.PHOTO

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.setObjectName("wizard.photo")
        self._subject = ""
        self._held: dict[str, PhotoPart] = {}
        """By declaration: what was finished after its page had been left, until it is shown again."""
        self._shown: tuple[str, FileRef | None, bool, str] | None = None
        """Subject, file, cut or not, how far it is measured: what the editor shows."""
        self._recuts = False
        self._last_cut: tuple[str, Frame, int] | None = None
        """Original's SHA-256, frame and turn of the last fix, to go on from there."""
        self.desk = PhotoDesk(session, self)
        self.intake = PhotoIntake(session, self)
        self.editor = PhotoEditor(session.desk.preview)
        self.empty = EmptyState()
        self.side = PhotoSide()
        self._lay_out()
        self.notice = PhotoNotice(self._left)
        self._drop_frame = DropFrame(self._left, self.tr("松开鼠标，放进证件照"))
        self._connect()
        self.setAcceptDrops(True)
        self._render()

    def _lay_out(self) -> None:
        self._left = QStackedWidget()
        self._left.addWidget(self.empty)
        self._left.addWidget(self.editor)
        self.choose_button = SecondaryButton(self.tr("选照片"), "upload")
        self.empty.set_content(
            self.tr("还没有证件照"),
            self.tr("把照片拖到这里，或按 Ctrl V 粘贴"),
            icon="image",
            state="info",
        )
        self.empty.set_buttons([self.choose_button])
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self._left, 1)
        across.addWidget(self.side)

    def _connect(self) -> None:
        self.desk.changed.connect(self._render)
        self.desk.edited.connect(self._give_out)
        self.desk.fixed.connect(self._end_cut)
        self.desk.failed.connect(self._show_failure)
        self.intake.chosen.connect(self._take)
        self.intake.refused.connect(self._refuse)
        self.intake.busy_changed.connect(self._render)
        self.editor.frame_changed.connect(self._frame_changed)
        self.editor.content_changed.connect(self._show_proofs)
        self.editor.picture_failed.connect(self._show_failure)
        self.side.fix_button.clicked.connect(self.apply_fix)
        self.side.revert_button.clicked.connect(self.revert)
        self.side.recut_button.clicked.connect(self.recut)
        self.side.choose_button.clicked.connect(self.choose)
        self.choose_button.clicked.connect(self.choose)
        self.side.ground.judged.connect(self._judge)
        self.notice.link_activated.connect(self._follow)
        bind_key(self, "A", self.apply_fix)
        bind_key(self, "Ctrl+V", self.paste)

    # -- what the wizard calls ---------------------------------------------------------------------------------

    def show_case(self, view: CaseView, *, fresh: bool) -> None:
        """The declaration's photo; what was in the making when its page was left is put in now."""
        declaration = view.declaration
        part = PhotoPart(
            declaration.photo,
            declaration.photo_original,
            declaration.photo_facts,
            declaration.photo_ground,
        )
        self.show_part(part, not view.is_open or view.is_locked(Step.PHOTO), declaration.id)

    def enter(self) -> None:
        """Keys move the frame at once."""
        at = self.choose_button if self._left.currentWidget() is self.empty else self.editor.canvas
        at.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_part(self, part: PhotoPart, locked: bool = False, subject: str = "") -> None:
        """The part as kept. ``subject``: the declaration's id; with another one nothing under way is carried over.
        ``locked``: to read only."""
        if subject != self._subject:
            self._subject = subject
            self.intake.drop()
            self.desk.drop()
            self.notice.clear()
            self._recuts = False
            self._last_cut = None
        if part.photo != self.desk.part.photo or part.original != self.desk.part.original:
            self._recuts = False
            self.notice.clear()
        self.desk.locked = locked
        self.desk.show_part(part)
        self._render()
        held = self._held.pop(subject, None)
        if held is not None and not locked and held != part:
            self.desk.show_part(held)
            self._render()
            self.edited.emit(held)

    def fact(self) -> str:
        """The line below the step's name in the rail: 186K 700×1000 白底已看."""
        return say_fact(self.desk.part)

    def settle(self) -> None:
        """Nothing waits here: every act is kept at once."""

    # -- what the person does ----------------------------------------------------------------------------------

    def choose(self) -> None:
        """选照片 or 换一张: a dialog that does not stop the window."""
        if self._takes_files():
            choose_existing(self, self.tr("选证件照"), _FILTER, self.take_files)

    def take_files(self, paths: list[str]) -> None:
        """Files by their paths: the first one."""
        if self._takes_files():
            self.notice.clear()
            self.intake.take(paths)

    def paste(self) -> None:
        """Ctrl V: a file or a picture."""
        self._take_data(
            QGuiApplication.clipboard().mimeData(), self.tr("剪贴板里没有照片。请先复制照片，再按 Ctrl V。")
        )

    def apply_fix(self) -> None:
        """一键改好."""
        if not self.side.fix_button.isEnabled() or self.side.fix_button.isHidden():
            return
        frame, base = self.editor.frame(), self.desk.base
        if frame is not None and base is not None:
            self._last_cut = (base.sha256, frame, self.editor.rotation())
        self.notice.clear()
        self.desk.apply()

    def revert(self) -> None:
        """退回原样; from a second cut: back to the photo as it was fixed."""
        if self._recuts:
            self._recuts = False
            self._render()
        else:
            self.desk.revert()

    def recut(self) -> None:
        """重新裁: from the original, where the frame was last."""
        self._recuts = True
        self._render()
        self.editor.canvas.setFocus()

    # -- inside ------------------------------------------------------------------------------------------------

    def _takes_files(self) -> bool:
        return not self.desk.locked and not self.intake.is_busy

    def _take_data(self, data: QMimeData, otherwise: str) -> None:
        if not self._takes_files():
            return
        self.notice.clear()
        paths = paths_in(data)
        image = data.imageData() if not paths and data.hasImage() else None
        if paths:
            self.intake.take(paths)
        elif isinstance(image, QImage) and not image.isNull():
            self.intake.take_picture(image, self.tr("粘贴的照片.png"))
        else:
            self.notice.say("flag", otherwise)

    def _take(self, file: FileRef, inspection: PhotoInspection) -> None:
        self._recuts = False
        self.desk.take(file, inspection)
        if inspection.damaged:
            self.notice.say(
                "flag",
                self.tr("照片文件不完整"),
                [CalloutLine(self.tr("下面可能缺一截。请核对，或换一张。"), self.tr("换一张"), CHOOSE)],
            )
        if self.desk.has_former():
            words = self.tr("已换上 {0}").replace("{0}", file.name)
            self.session.say(words, action=self.tr("换回原来的"), act=self.desk.bring_back)

    def _refuse(self, sentence: str) -> None:
        kept = self.desk.part.photo is not None
        line = CalloutLine(
            self.tr("原来的照片没有动。") if kept else self.tr("请另选一张。"), self.tr("换一张"), CHOOSE
        )
        self.notice.say("error", sentence, [line])

    def _show_failure(self, error: KnownError) -> None:
        retries = not isinstance(error, PreviewError) or error.is_transient
        link = (self.tr("重试"), RETRY) if retries else (self.tr("换一张"), CHOOSE)
        self.notice.say("error", self.tr("没有完成"), [CalloutLine(describe(error), *link)])

    def _follow(self, target: str) -> None:
        if target == CHOOSE:
            self.choose()
            return
        self.notice.clear()
        self._shown = None
        self.desk.retry()

    def _give_out(self, part: PhotoPart) -> None:
        """Only while the page is the wizard's present one: behind another, the wizard may be at another declaration."""
        if self.isHidden():
            self._held[self._subject] = part
        else:
            self.edited.emit(part)

    def _end_cut(self) -> None:
        self._recuts = False

    def _judge(self, ground: PhotoGround) -> None:
        if not self.desk.locked:
            self.notice.clear()
            self.desk.judge(ground)

    def _frame_changed(self) -> None:
        self.notice.clear()
        self.desk.want(self.desk.base, self.editor.fix())
        self._show_side()

    def _is_cutting(self) -> bool:
        """Whether the frame is there: not when all that is wanted is to look."""
        return not self.desk.locked and (not self.desk.is_fixed or self._recuts)

    def _render(self) -> None:
        """Everything as it is now; the editor starts anew only for another picture."""
        cuts = self._is_cutting()
        file = self.desk.base if cuts else self.desk.part.photo
        shown = (self._subject, file, cuts, self._state_of(file))
        self._left.setCurrentWidget(self.empty if file is None else self.editor)
        self.choose_button.setEnabled(self._takes_files())
        if shown != self._shown:
            self._shown = shown
            self._show_photo(file, cuts)
        self._show_side()

    def _state_of(self, file: FileRef | None) -> str:
        """measured, failed or waiting."""
        if self.desk.facts_of(file) is not None:
            return "measured"
        failed = file is not None and isinstance(self.desk.measured.get(file.sha256), PreviewError)
        return "failed" if failed else "waiting"

    def _show_photo(self, file: FileRef | None, cuts: bool) -> None:
        facts = self.desk.facts_of(file)
        if file is None or facts is None:
            self.editor.clear()
            self.side.ground.show_picture(None)
            self.desk.want(None, None)
            known = self.desk.measured.get(file.sha256) if file is not None else None
            if isinstance(known, PreviewError):
                self._show_failure(known)
            return
        source, size = make_evidence(file).source, (facts.width_px, facts.height_px)
        self.side.ground.show_picture(None)
        if not cuts:
            self.editor.show_photo(source, size)
            self.editor.set_hint(self.tr("改后的照片") if self.desk.is_fixed else "")
            self.desk.want_corners(file)
        else:
            last = self._last_cut
            frame, turn = (last[1], last[2]) if last is not None and last[0] == file.sha256 else (None, 0)
            self.editor.show_cut(source, size, frame, turn, whole=self.desk.is_good(file))
            self.editor.set_hint(self.tr("拖动框或用方向键移动，Shift 改大小"))
            self.desk.want(file, self.editor.fix())
        self._show_proofs()

    def _show_proofs(self) -> None:
        self.side.ground.show_picture(self.editor.shown_part())

    def _show_side(self) -> None:
        self.side.show_state(
            self.desk,
            self.editor,
            busy=self.intake.is_busy,
            cuts=self._is_cutting(),
            recuts=self._recuts,
        )

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        data = event.mimeData()
        if self._takes_files() and (paths_in(data) or data.hasImage()):
            event.acceptProposedAction()
            self._drop_frame.cover()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._drop_frame.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        self._drop_frame.hide()
        event.acceptProposedAction()
        self._take_data(event.mimeData(), self.tr("拖来的内容里没有照片。请拖 JPG 或 JPEG 文件。"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.side.set_narrow(self.width() < _NARROW)
