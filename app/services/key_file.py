"""The key file: 32 bytes wrapped by a passphrase (argon2id, AES-256-GCM). Bytes in, bytes out; for `key_vault` only.

One JSON object. ``digest`` (SHA-256 over everything else) tells a damaged file from a wrong passphrase, which the
cipher alone cannot; it covers only what is in the clear anyway.
"""

import base64
import hashlib
import json
import os
from collections.abc import Mapping

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.services.passwords import Argon2Cost, encode_password

FORMAT, VERSION = "reviewdesk-key", 1
KEY_BYTES, SALT_BYTES, NONCE_BYTES, TAG_BYTES = 32, 16, 12, 16
_MOST_MEMORY_KIB, _MOST_PASSES, _MOST_LANES = 1024 * 1024, 64, 64
"""A file that asks for more is damaged: it would only freeze the desk."""


class KeyFileDamagedError(Exception):
    """Not a key file of this version, or not as it was written."""


class WrongPassphraseError(Exception):
    """The file is whole, the passphrase does not open it."""


def wrap_key(key: bytes, passphrase: str, copy_id: str, cost: Argon2Cost) -> bytes:
    """The content of a key file. ``key``: 32 bytes; the file opens only for the same ``copy_id``."""
    if len(key) != KEY_BYTES or not passphrase:
        raise ValueError("a key of 32 bytes and a passphrase are needed")
    salt, nonce = os.urandom(SALT_BYTES), os.urandom(NONCE_BYTES)
    head: dict[str, object] = {
        "format": FORMAT,
        "version": VERSION,
        "copy": copy_id,
        "kdf": {
            "memory_kib": cost.memory_kib,
            "passes": cost.passes,
            "lanes": cost.lanes,
            "salt": _text(salt),
        },
        "nonce": _text(nonce),
    }
    wrapped = AESGCM(_derive(passphrase, salt, cost)).encrypt(nonce, key, _canonical(head))
    body = {**head, "key": _text(wrapped)}
    whole = {**body, "digest": hashlib.sha256(_canonical(body)).hexdigest()}
    return json.dumps(whole, ensure_ascii=True, indent=1).encode()


def unwrap_key(content: bytes, passphrase: str, copy_id: str) -> bytes:
    """The 32 bytes. Raises KeyFileDamagedError, WrongPassphraseError."""
    body = _read_body(content)
    try:
        wrapped = _bytes(body["key"], KEY_BYTES + TAG_BYTES)
        nonce = _bytes(body["nonce"], NONCE_BYTES)
        kdf = body["kdf"]
        if not isinstance(kdf, dict):
            raise TypeError("kdf")
        salt = _bytes(kdf["salt"], SALT_BYTES)
        cost = Argon2Cost(
            _count(kdf["memory_kib"], _MOST_MEMORY_KIB),
            _count(kdf["passes"], _MOST_PASSES),
            _count(kdf["lanes"], _MOST_LANES),
        )
        if body["copy"] != copy_id:
            raise ValueError("the key file of another copy")
    except (KeyError, TypeError, ValueError) as fault:
        raise KeyFileDamagedError(str(fault)) from fault
    head = {name: value for name, value in body.items() if name != "key"}
    try:
        return AESGCM(_derive(passphrase, salt, cost)).decrypt(nonce, wrapped, _canonical(head))
    except InvalidTag:
        raise WrongPassphraseError from None


def _read_body(content: bytes) -> dict[str, object]:
    try:
        whole = json.loads(content)
    except (ValueError, RecursionError) as fault:
        raise KeyFileDamagedError("no JSON") from fault
    if not isinstance(whole, dict) or (whole.get("format"), whole.get("version")) != (FORMAT, VERSION):
        raise KeyFileDamagedError("no key file of this version")
    digest = whole.pop("digest", None)
    if digest != hashlib.sha256(_canonical(whole)).hexdigest():
        raise KeyFileDamagedError("digest")
    return whole


def _derive(passphrase: str, salt: bytes, cost: Argon2Cost) -> bytes:
    return hash_secret_raw(
        encode_password(passphrase),
        salt,
        time_cost=cost.passes,
        memory_cost=cost.memory_kib,
        parallelism=cost.lanes,
        hash_len=KEY_BYTES,
        type=Type.ID,
    )


def _canonical(value: Mapping[str, object]) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode()


def _bytes(value: object, length: int) -> bytes:
    if not isinstance(value, str):
        raise TypeError("text expected")
    decoded = base64.b64decode(value, validate=True)
    if len(decoded) != length:
        raise ValueError("wrong length")
    return decoded


def _count(value: object, most: int) -> int:
    if not isinstance(value, int) or not 1 <= value <= most:
        raise ValueError("count out of range")
    return value
