"""What a sample file says: the words that a file maker puts on its page.

Callers: the dossier builder of `app.services.samples` writes facts, the makers of this package read them.
Facts are plain text so that a job can travel to a render process.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Facts:
    """Named words of one document, and the body rows of its table where it has one."""

    text: dict[str, str] = field(default_factory=dict)
    rows: tuple[tuple[str, ...], ...] = ()

    def get(self, key: str, default: str = "") -> str:
        """Return the word under `key`, else `default`: a scan with a gap is still a scan."""
        return self.text.get(key, default)


@dataclass(frozen=True, slots=True)
class FileJob:
    """One file to be made: `maker` is a name in `makers.MAKERS`, `seed` fixes every random choice."""

    name: str
    maker: str
    seed: int
    facts: Facts
