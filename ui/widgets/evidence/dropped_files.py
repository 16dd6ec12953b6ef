"""Which files a drop means: PDF, JPG and PNG as they are, folders as what lies in them, by name."""

from pathlib import Path

from PySide6.QtCore import QMimeData

ENDINGS = frozenset({".pdf", ".jpg", ".jpeg", ".png"})
_MOST_FILES = 500
_DEEPEST = 8


def may_drop(data: QMimeData) -> bool:
    """Whether there is a folder, or a file with an ending we take. Looks at names only, as the mouse moves."""
    return any(_is_wanted(path) or not path.suffix for path in _list_paths(data))


def expand_drop(data: QMimeData) -> list[str]:
    """The files, folders opened, each folder sorted by name. At most 500; links are not followed."""
    found: list[str] = []
    for path in _list_paths(data):
        _collect(path, found, 0)
    return found[:_MOST_FILES]


def _list_paths(data: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def _is_wanted(path: Path) -> bool:
    return path.suffix.lower() in ENDINGS and not path.name.startswith(".")


def _collect(path: Path, found: list[str], depth: int) -> None:
    if len(found) >= _MOST_FILES or depth > _DEEPEST:
        return
    if path.is_dir() and not (depth and path.is_symlink()):
        try:
            inside = sorted(path.iterdir(), key=_sort_key)
        except OSError:
            # A folder that may not be read holds nothing for us; what can be read is taken.
            return
        for entry in inside:
            _collect(entry, found, depth + 1)
    elif _is_wanted(path) and path.is_file():
        found.append(str(path))


def _sort_key(path: Path) -> tuple[bool, str]:
    return (path.is_dir(), path.name.casefold())
