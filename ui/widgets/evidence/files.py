"""What the evidence pane is given to show. Tabs make these from `app.domain.attachment.FileRef`."""

from collections.abc import Callable
from dataclasses import dataclass, field

from app.domain.attachment import FileRef
from app.ports.preview import PreviewSource


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """One file. `load`, where given, replaces the attachment store for bytes that are not stored yet; it runs on a
    preview thread.
    """

    name: str
    sha256: str
    size: int
    """Bytes."""
    media_type: str = ""
    load: Callable[[], bytes] | None = field(default=None, compare=False, repr=False)

    @property
    def source(self) -> PreviewSource:
        """The same file as the preview service knows it."""
        return PreviewSource(self.sha256, self.name, self.size, self.load)


@dataclass(frozen=True, slots=True)
class PageMark:
    """A numbered box on a page, in shares of the page's width and height (0–1, unrotated)."""

    file: int
    page: int
    left: float
    top: float
    width: float
    height: float
    number: int
    state: str = "flag"


def make_evidence(ref: FileRef) -> EvidenceFile:
    """A stored file."""
    return EvidenceFile(ref.name, ref.sha256, ref.size, ref.media_type)
