"""The clear-text card beside the database: which copy this is, and whether a key fits it.

Written when the copy is made and once more when it is complete. It names no person and no unit. The check value is an HMAC of the random 32-byte key, so it tells a wrong
key (E-101) from a damaged file (E-102), which SQLCipher itself cannot, and gives nothing else away.
"""

import hashlib
import hmac
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from app.domain.errors import EnvironmentFault

CARD = "copy.json"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class CopyCard:
    copy_id: str
    key_check: str
    complete: bool = False
    """The copy was there once, so that an empty database file is a damaged one and is not filled anew (E-102)."""


def check_value(key: bytes) -> str:
    return hmac.new(key, b"reviewdesk working copy key check", hashlib.sha256).hexdigest()[:32]


def write_card(folder: Path, copy_id: str, key: bytes, *, complete: bool = False) -> CopyCard:
    card = CopyCard(copy_id, check_value(key), complete)
    text = json.dumps({"format": FORMAT, **asdict(card)}, indent=2)
    part = folder / f"{CARD}.part"
    with part.open("w", encoding="ascii") as stream:
        stream.write(text + "\n")
        stream.flush()
        os.fsync(stream.fileno())
    part.replace(folder / CARD)
    return card


def read_card(folder: Path) -> CopyCard:
    """Raises EnvironmentFault: E-106 no copy here, E-102 unreadable, E-103 written by a newer program."""
    try:
        text = (folder / CARD).read_text(encoding="ascii")
    except FileNotFoundError:
        raise EnvironmentFault("E-106", path=str(folder)) from None
    except UnicodeDecodeError:
        raise EnvironmentFault("E-102", path=str(folder)) from None
    try:
        card = json.loads(text)
        number, copy_id, key_check = card["format"], card["copy_id"], card["key_check"]
    except (ValueError, KeyError, TypeError):
        raise EnvironmentFault("E-102", path=str(folder)) from None
    if not (isinstance(number, int) and isinstance(copy_id, str) and isinstance(key_check, str)):
        raise EnvironmentFault("E-102", path=str(folder))
    if number > FORMAT:
        raise EnvironmentFault("E-103", path=str(folder))
    return CopyCard(copy_id, key_check, card.get("complete") is True)


def require_key(card: CopyCard, key: bytes) -> None:
    """Raises EnvironmentFault("E-101") for another copy's key."""
    if not hmac.compare_digest(card.key_check, check_value(key)):
        raise EnvironmentFault("E-101")
