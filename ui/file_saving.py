"""Put documents the program made into a place the person chose. Work lane only; tabs that export call it.

Nothing is overwritten silently when a folder was chosen: a second export gets （2）. A document is complete or not
there: it is written beside its name and moved.
"""

import contextlib
import errno
import re
from collections.abc import Sequence
from pathlib import Path

from app.domain.errors import EnvironmentFault

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_MOST_CHARACTERS = 80
_DISK_FULL = (39, 112)  # Windows: ERROR_HANDLE_DISK_FULL, ERROR_DISK_FULL


def make_file_name(stem: str, ending: str) -> str:
    """A name that Windows and Linux take: what is forbidden becomes a blank, at most 80 characters before the ending."""
    plain = " ".join(_FORBIDDEN.sub(" ", stem).split()).rstrip(". ")[:_MOST_CHARACTERS].rstrip(". ")
    return f"{plain or '文件'}.{ending}"


def save_document(path: Path, content: bytes) -> Path:
    """Write one document, replacing what is there (the dialog asked). Raises EnvironmentFault E-204, E-205."""
    part = path.with_name(f"{path.name}.part")
    try:
        part.write_bytes(content)
        part.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink()
        full = error.errno in (errno.ENOSPC, errno.EDQUOT) or getattr(error, "winerror", None) in _DISK_FULL
        raise EnvironmentFault("E-204" if full else "E-205", path=str(path)) from error
    return path


def save_into(folder: Path, documents: Sequence[tuple[str, bytes]]) -> list[Path]:
    """Write several documents under names that are still free. Raises EnvironmentFault E-204, E-205."""
    return [save_document(free_place(folder, name), content) for name, content in documents]


def free_place(folder: Path, name: str) -> Path:
    """The name, or with （2） … where it is taken."""
    place, number = folder / name, 1
    while place.exists():
        number += 1
        stem, dot, ending = name.rpartition(".")
        place = folder / f"{stem}（{number}）{dot}{ending}"
    return place
