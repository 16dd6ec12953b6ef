"""A stored file as records refer to it. The bytes live in the attachment store under their SHA-256."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FileRef:
    """One evidence file. ``name`` is the name the person gave; the same bytes may have several names."""

    sha256: str
    name: str
    size: int
    """Bytes."""
    media_type: str
    """application/pdf, image/jpeg, image/png; sniffed from content, never from the name."""
