"""What the step 上传证件照 knows and does: measures, tries the fix in the worker, stores it, keeps the original.

The fix is made while the person looks at the frame, so that 一键改好 can say its result beforehand and then only has to
store it. No widgets here; ``photo_step`` shows what changes.
"""

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.attachment import FileRef
from app.domain.declaration import PhotoGround
from app.domain.declaring import PhotoPart
from app.domain.errors import KnownError
from app.domain.photo_fix import CornerSample, Frame, PhotoFix, make_fix
from app.domain.photo_rules import PhotoFacts, check_photo
from app.ports.preview import FixedPhoto, PhotoInspection, PreviewError, PreviewSource
from ui.session import Session
from ui.widgets.evidence.files import make_evidence
from ui.widgets.photo_editor.photo_relay import PhotoRelay

TRY_AFTER_MS = 150
"""The frame rests that long before the fix is tried: while it is dragged nothing is made."""
_ENDING = "（改后）.jpg"
EMPTY = PhotoPart(None)


@dataclass(frozen=True, slots=True)
class _Storing:
    """A fix on its way into the store."""

    turn: int
    base: FileRef
    facts: PhotoFacts
    ground: PhotoGround


class PhotoDesk(QObject):
    """``changed``: something to show anew; ``edited``: a new part, made here."""

    changed = Signal()
    edited = Signal(object)
    fixed = Signal()
    """The fix is in the store and becomes the photo."""
    failed = Signal(object)
    """KnownError: the fix could not be stored. Everything stays as it was."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.part = EMPTY
        self.locked = False
        """Nothing may be changed: the return did not ask for it."""
        self.measured: dict[str, PhotoInspection | PreviewError] = {}
        """By SHA-256, for as long as the page lives: a file never changes."""
        self._relay = PhotoRelay(session.desk.preview, self)
        self._relay.measured.connect(self._take_measures)
        self._relay.fixed.connect(self._take_fix)
        self._wanted: tuple[PreviewSource, PhotoFix] | None = None
        self._answer: FixedPhoto | PreviewError | None = None
        self._judged: PhotoFix | None = None
        self._applies = False
        self._storing = False
        self._before: PhotoPart | None = None
        self._turn = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(TRY_AFTER_MS)
        self._timer.timeout.connect(self._try)

    # -- what there is -----------------------------------------------------------------------------------------

    @property
    def base(self) -> FileRef | None:
        """What a cut is made from: the photo as it was handed in."""
        return self.part.original or self.part.photo

    @property
    def is_fixed(self) -> bool:
        """Whether the photo was made here, from an original that is kept."""
        return self.part.original is not None

    @property
    def is_busy(self) -> bool:
        """一键改好 was asked for and is not done."""
        return self._applies or self._storing

    def facts_of(self, file: FileRef | None) -> PhotoFacts | None:
        """None: not measured yet, or not measurable (``measured`` says which)."""
        if file is None:
            return None
        known = self.measured.get(file.sha256)
        if isinstance(known, PhotoInspection):
            return known.facts
        return self.part.facts if file == self.part.photo and known is None else None

    def is_good(self, file: FileRef | None) -> bool:
        """Whether the file keeps every measurable rule."""
        facts = self.facts_of(file)
        return facts is not None and all(result.ok for result in check_photo(facts))

    def attempt(self) -> FixedPhoto | PreviewError | None:
        """What the wanted fix gives; None while it is being made."""
        return self._answer

    def sample(self) -> CornerSample | None:
        """The corners of what is shown."""
        return self._answer.corners if isinstance(self._answer, FixedPhoto) else None

    # -- what is shown -----------------------------------------------------------------------------------------

    def show_part(self, part: PhotoPart) -> None:
        """Another part; what was being made for the one before is not put into this one."""
        if part == self.part:
            return
        same_files = part.photo == self.part.photo and part.original == self.part.original
        self.part = part
        if not same_files:
            self._forget_attempt()
            self._judged = None
        for file in (part.photo, part.original):
            if file is not None and file.sha256 not in self.measured:
                self._relay.measure(make_evidence(file).source)

    def drop(self) -> None:
        """Another declaration: nothing under way belongs to it."""
        self._turn += 1
        self._storing = False
        self._before = None
        self._forget_attempt()

    def want(self, file: FileRef | None, fix: PhotoFix | None) -> None:
        """Try this fix soon; None: there is nothing to try."""
        wanted = (make_evidence(file).source, fix) if file is not None and fix is not None else None
        if wanted == self._wanted:
            return
        self._forget_attempt()
        self._wanted = wanted
        if wanted is not None:
            self._timer.start()

    def want_corners(self, file: FileRef) -> None:
        """Only look at the ground of a photo that is not being cut."""
        facts = self.facts_of(file)
        whole = Frame(0, 0, facts.width_px, facts.height_px) if facts is not None else None
        self.want(file, make_fix(whole) if whole is not None else None)

    # -- what is done ------------------------------------------------------------------------------------------

    def take(self, file: FileRef, inspection: PhotoInspection) -> None:
        """Another photo was chosen; nobody has judged its ground yet."""
        self.measured[file.sha256] = inspection
        self._before = self.part if self.part.photo is not None else None
        self._put(PhotoPart(file, None, inspection.facts, PhotoGround.UNJUDGED))

    def bring_back(self) -> None:
        """The photo that was there before the last one was chosen."""
        if self._before is not None:
            before, self._before = self._before, None
            self._put(before)

    def has_former(self) -> bool:
        return self._before is not None

    def apply(self) -> None:
        """一键改好: store what was tried, now or as soon as it is there."""
        if self._wanted is None or self.is_busy or isinstance(self._answer, PreviewError):
            return
        self._applies = True
        if self._answer is not None:
            self._store()
        elif self._timer.isActive():
            self._timer.stop()
            self._try()
        self.changed.emit()

    def revert(self) -> None:
        """退回原样: the original is the photo again; its ground is wider than what was judged."""
        if self.part.original is not None:
            original = self.part.original
            self._put(PhotoPart(original, None, self.facts_of(original), PhotoGround.UNJUDGED))

    def judge(self, ground: PhotoGround) -> None:
        """是白底 or 不是: of what is on the screen now."""
        self._judged = self._wanted[1] if self._wanted is not None else None
        if ground is not self.part.ground:
            self._put(replace(self.part, ground=ground))

    def retry(self) -> None:
        """Ask again for whatever failed because of the moment (a worker that died, a backup that was restored)."""
        for file in (self.part.photo, self.part.original):
            if file is not None and isinstance(self.measured.get(file.sha256), PreviewError):
                del self.measured[file.sha256]
                self._relay.forget(make_evidence(file).source)
                self._relay.measure(make_evidence(file).source)
        if isinstance(self._answer, PreviewError):
            self._answer = None
            self._try()
        self.changed.emit()

    # -- answers -----------------------------------------------------------------------------------------------

    def _put(self, part: PhotoPart) -> None:
        judged = self._judged
        self.show_part(part)
        self._judged = judged if part.ground is not PhotoGround.UNJUDGED else None
        self.changed.emit()
        self.edited.emit(part)

    def _forget_attempt(self) -> None:
        self._timer.stop()
        self._wanted, self._answer, self._applies = None, None, False

    def _try(self) -> None:
        if self._wanted is not None:
            self._relay.make_fit(*self._wanted)

    def _take_measures(self, source: PreviewSource, answer: PhotoInspection | PreviewError) -> None:
        self.measured[source.key] = answer
        part = self.part
        if (
            isinstance(answer, PhotoInspection)
            and not self.locked
            and part.photo is not None
            and part.photo.sha256 == source.key
            and part.facts is None
        ):
            # It came from the web platform and nobody had measured it: the submit asks for its measures.
            self._put(replace(part, facts=answer.facts))
        else:
            self.changed.emit()

    def _take_fix(self, source: PreviewSource, fix: PhotoFix, answer: FixedPhoto | PreviewError) -> None:
        if (source, fix) != self._wanted:
            return
        self._answer = answer
        if self._applies and isinstance(answer, FixedPhoto):
            self._store()
        else:
            self._applies = False
        self.changed.emit()

    def _store(self) -> None:
        self._applies = False
        base, made, wanted = self.base, self._answer, self._wanted
        if base is None or wanted is None or not isinstance(made, FixedPhoto):
            return
        kept = self._judged == wanted[1]
        ground = self.part.ground if kept else PhotoGround.UNJUDGED
        self._storing = True
        store, content, name = self._session.desk.attachments, made.content, _name_after(base.name)
        storing = _Storing(self._turn, base, made.facts, ground)

        def act() -> tuple[_Storing, FileRef]:
            return storing, store.put(content, name)

        self._session.operations.write(act, self._stored, self._not_stored)

    def _stored(self, answer: tuple[_Storing, FileRef]) -> None:
        storing, file = answer
        if storing.turn != self._turn:
            return
        self._storing = False
        if storing.base != self.base:
            return
        inspection = PhotoInspection(storing.facts, 1, "rgb", damaged=False)
        self.measured[file.sha256] = inspection
        self.fixed.emit()
        self._put(PhotoPart(file, storing.base, storing.facts, storing.ground))

    def _not_stored(self, error: KnownError) -> None:
        self._storing = False
        self.failed.emit(error)
        self.changed.emit()


def _name_after(name: str) -> str:
    """IMG_1.jpg becomes IMG_1（改后）.jpg, whatever the ending was."""
    stem = name.rpartition(".")[0] or name
    return stem.removesuffix("（改后）") + _ENDING
