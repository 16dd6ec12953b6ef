"""Makes the commitment's paper: typeset on the work lane, kept on the write lane (B4.1, B4.2).

Answers carry the declaration they were asked for: until they come the person may have gone to another one.
"""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject, Signal

from app.domain.attachment import FileRef
from app.domain.errors import KnownError
from ui.session import Session
from ui.tabs.entry.wizard.step_page import CaseView


class CommitmentPaper(QObject):
    """``blank_made``: declaration id and the PDF without a signature; ``signed``: declaration id and the kept file;
    ``failed``: declaration id and a KnownError."""

    blank_made = Signal(str, bytes)
    signed = Signal(str, object)
    failed = Signal(str, object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._signing = ""
        self._blank_for = ""
        self._name = ""

    @property
    def is_signing(self) -> bool:
        """From 用这个签名 until the paper is kept."""
        return bool(self._signing)

    def blank_of(self, view: CaseView) -> Callable[[], bytes]:
        """What makes the paper with an empty line; for the work lane. Raises D-101, D-102."""
        documents, kit = self._session.desk.documents, view.kit
        applicant, unit = view.case.applicant, view.case.employer.name

        def make() -> bytes:
            return documents.commitment(kit, applicant, unit, None, None)

        return make

    def make_blank(self, view: CaseView) -> None:
        """For looking at."""
        self._blank_for = view.declaration.id
        self._session.operations.work(self.blank_of(view), self._tell_blank, self._tell_blank_failed)

    def sign(self, view: CaseView, signature_png: bytes, signed_on: date) -> None:
        """The paper with the signature; one at a time."""
        if self.is_signing:
            return
        self._signing = view.declaration.id
        self._name = self.tr("真实性保证书_{0}.pdf").replace("{0}", view.case.applicant.name)
        documents, kit = self._session.desk.documents, view.kit
        applicant, unit = view.case.applicant, view.case.employer.name

        def make() -> bytes:
            return documents.commitment(kit, applicant, unit, signature_png, signed_on)

        self._session.operations.work(make, self._keep, self._tell_failed)

    def _keep(self, content: bytes) -> None:
        store, name = self._session.desk.attachments, self._name

        def act() -> FileRef:
            return store.put(content, name)

        self._session.operations.write(act, self._tell_signed, self._tell_failed)

    def _tell_signed(self, file: FileRef) -> None:
        signing, self._signing = self._signing, ""
        self.signed.emit(signing, file)

    def _tell_failed(self, error: KnownError) -> None:
        signing, self._signing = self._signing, ""
        self.failed.emit(signing, error)

    def _tell_blank(self, content: bytes) -> None:
        self.blank_made.emit(self._blank_for, content)

    def _tell_blank_failed(self, error: KnownError) -> None:
        self.failed.emit(self._blank_for, error)
