"""Names inside an archive package: the names people gave, so that every disk takes them and none leads elsewhere.

A package is unpacked on Windows: reserved device names, forbidden characters, dots and blanks at the end, names that
differ in case only, and paths longer than a disk takes are all made harmless here. DOMAIN facts §9.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import PurePosixPath

MOST_PATH = 150
"""Characters of a path inside the bag: with the bag's own name and the folder it is unpacked in below Windows' 260."""
MOST_BASE = 60
_MOST_BYTES = 240
"""Of one name in UTF-8: Linux and NAS disks take 255."""
_LONGEST_ENDING = 10

_UNSEEN = frozenset({"Cf", "Cs", "Zl", "Zp"})
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f]')
_DEVICES = frozenset({"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$"}) | frozenset(
    f"{port}{number}" for port in ("COM", "LPT") for number in "0123456789¹²³"
)


def safe_name(name: str, most: int = MOST_PATH) -> str:
    """One component of a path, at most ``most`` characters, its ending kept; never empty, never "." or ".."."""
    plain = unicodedata.normalize("NFC", name)
    # Marks that turn the reading direction or cannot be seen may hide an ending.
    plain = "".join(c for c in plain if unicodedata.category(c) not in _UNSEEN)
    plain = " ".join(_FORBIDDEN.sub(" ", plain).split()).strip(". ")
    stem, ending = _split(plain)
    stem = stem or "文件"
    if stem.split(".", 1)[0].rstrip().upper() in _DEVICES:
        stem = f"_{stem}"
    return _fit(stem, ending, most)


def safe_base_name(name: str) -> str:
    """The name of the bag's folder, which is also the zip's: no ending is kept."""
    return _fit(safe_name(name.replace(".", " "), MOST_BASE), "", MOST_BASE)


def same_name(path: str) -> str:
    """What a disk that does not look at case takes for one name."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def is_safe_path(path: str) -> bool:
    """Whether an entry of a package stays inside the folder it is unpacked in, on Windows too."""
    if not path or len(path) > 1000 or _FORBIDDEN.search(path.replace("/", "")):
        return False
    parts = path.split("/")
    return all(part not in ("", ".", "..") and part.rstrip(". ") == part for part in parts)


@dataclass
class FreePaths:
    """Gives every file a path of its own. ``take("data/附件/05", "证书.pdf")`` → ``data/附件/05/证书.pdf``, then （2）."""

    taken: set[str] = field(default_factory=set)

    def take(self, folder: str, name: str) -> str:
        most = MOST_PATH - len(folder) - 1
        plain = safe_name(name, most)
        path, number = f"{folder}/{plain}", 1
        while same_name(path) in self.taken:
            number += 1
            stem, ending = _split(plain)
            mark = f"（{number}）"
            path = f"{folder}/{_fit(stem, mark + ending, most)}"
        self.taken.add(same_name(path))
        return path


def escape_path(path: str) -> str:
    """As BagIt's manifests write it (RFC 8493 §2.1.3): line ends and the percent sign are encoded."""
    return path.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def unescape_path(text: str) -> str:
    return re.sub("%0[dD]", "\r", re.sub("%0[aA]", "\n", text)).replace("%25", "%")


def _split(name: str) -> tuple[str, str]:
    """Stem and ending (with its dot); an "ending" that is too long is part of the name."""
    ending = PurePosixPath(name).suffix if name else ""
    if not ending or len(ending) > _LONGEST_ENDING or len(ending) == len(name):
        return name, ""
    return name[: -len(ending)].rstrip(". "), ending


def _fit(stem: str, ending: str, most: int) -> str:
    """Cut the stem until both limits hold."""
    stem = stem[: max(1, most - len(ending))]
    while len(stem) > 1 and len((stem + ending).encode()) > _MOST_BYTES:
        stem = stem[:-1]
    stem = stem.rstrip(". ") or "_"
    return stem + ending
