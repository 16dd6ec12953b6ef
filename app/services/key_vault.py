"""Where the 32-byte key of a working copy is kept. Both vaults implement app.ports.secrets.KeyVault; built by app/main.py.

The system's keyring where a safe one exists, else a file wrapped by a passphrase that is asked at each start; never
plaintext (facts on keyrings: ``fail`` raises, ``null`` takes every write and forgets it, file back ends may keep plain
text, so only named classes are trusted, and what was written is read back).

Codes and their suggested sentences:

S-101  本机没有可用的系统密钥库，密钥没有保存。请改用口令保护工作副本。（S-101）
S-102  口令不对，工作副本没有打开。请检查大小写和输入法后重新输入。（S-102）
S-103  密钥文件“{file}”已损坏，工作副本没有打开。请用备份中的同名文件替换后重试。（S-103）
S-104  系统密钥库被锁定或没有应答。请解锁（或重新登录系统）后重试。（S-104）
S-105  系统密钥库里的密钥读回来不对。请重试；再不行，请改用口令保护，或从备份恢复。（S-105）
S-106  密钥文件“{file}”读不出或写不进去。请检查文件夹权限和磁盘空间后重试。（S-106）
"""

import os
import tempfile
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Protocol

import keyring
import keyring.errors

from app.domain.errors import EnvironmentFault
from app.services.key_file import (
    KEY_BYTES,
    KeyFileDamagedError,
    WrongPassphraseError,
    unwrap_key,
    wrap_key,
)
from app.services.passwords import DEFAULT_COST, Argon2Cost

SERVICE = "ReviewDesk"

SAFE_BACKENDS = frozenset(
    {
        "keyring.backends.Windows.WinVaultKeyring",
        "keyring.backends.macOS.Keyring",
        "keyring.backends.SecretService.Keyring",
        "keyring.backends.libsecret.Keyring",
        "keyring.backends.kwallet.DBusKeyring",
        "keyring.backends.kwallet.DBusKeyringKWallet4",
    }
)


class KeyringBackend(Protocol):
    """The part of keyring.backend.KeyringBackend that is used."""

    def get_password(self, service: str, username: str) -> str | None: ...
    def set_password(self, service: str, username: str, password: str) -> None: ...


def find_safe_backend(backend: object, safe: Collection[str] = SAFE_BACKENDS) -> object | None:
    """The back end itself if it is a safe one; of a chain the first safe one (a chain would also ask the others)."""
    choices = [backend, *getattr(backend, "backends", ())]
    return next((b for b in choices if f"{type(b).__module__}.{type(b).__qualname__}" in safe), None)


class KeyringVault:
    """The keyring of the signed-in user. Any thread; a locked keyring may ask the person, so not the GUI thread."""

    def __init__(self, backend: object | None = None, safe: Collection[str] = SAFE_BACKENDS) -> None:
        """Raises EnvironmentFault("S-101") where no safe keyring exists."""
        found = find_safe_backend(keyring.get_keyring() if backend is None else backend, safe)
        if found is None:
            raise EnvironmentFault("S-101")
        self._backend: KeyringBackend = found  # type: ignore[assignment]

    def read(self, copy_id: str) -> bytes | None:
        """The key, None when there is none. Raises S-104 (locked), S-105 (not a key)."""
        text = self._ask(copy_id)
        if text is None:
            return None
        try:
            key = bytes.fromhex(text)
        except ValueError:
            key = b""
        if len(key) != KEY_BYTES:
            raise EnvironmentFault("S-105")
        return key

    def keep(self, copy_id: str, key: bytes) -> None:
        """Write, read back, compare. Raises S-101, S-104, S-105."""
        if len(key) != KEY_BYTES:
            raise ValueError("a key of 32 bytes is needed")
        try:
            self._backend.set_password(SERVICE, copy_id, key.hex())
        except keyring.errors.NoKeyringError as fault:
            raise EnvironmentFault("S-101") from fault
        except Exception as fault:  # each back end raises errors of its own library
            raise EnvironmentFault("S-104") from fault
        if self._ask(copy_id) != key.hex():
            raise EnvironmentFault("S-105")

    def _ask(self, copy_id: str) -> str | None:
        try:
            return self._backend.get_password(SERVICE, copy_id)
        except keyring.errors.NoKeyringError as fault:
            raise EnvironmentFault("S-101") from fault
        except Exception as fault:  # each back end raises errors of its own library
            raise EnvironmentFault("S-104") from fault


class PassphraseVault:
    """A key file beside the working copy. Deriving takes about half a second: not on the GUI thread.

    The file is also the recovery copy: it and the passphrase open the working copy on another PC.
    """

    def __init__(
        self, key_file: Callable[[str], Path], passphrase: str, cost: Argon2Cost = DEFAULT_COST
    ) -> None:
        """``key_file``: the path for a copy id (app.services.user_paths.key_file)."""
        self._key_file = key_file
        self._passphrase = passphrase
        self._cost = cost

    def read(self, copy_id: str) -> bytes | None:
        """The key, None when there is no file. Raises EnvironmentFault S-102, S-103, S-106."""
        path = self._key_file(copy_id)
        try:
            content = path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as fault:
            raise EnvironmentFault("S-106", file=path.name) from fault
        try:
            return unwrap_key(content, self._passphrase, copy_id)
        except KeyFileDamagedError as fault:
            raise EnvironmentFault("S-103", file=path.name) from fault
        except WrongPassphraseError:
            raise EnvironmentFault("S-102") from None

    def keep(self, copy_id: str, key: bytes) -> None:
        """Write, read back, compare; an older file stays until the new one is whole. Raises S-106, S-105."""
        path = self._key_file(copy_id)
        content = wrap_key(key, self._passphrase, copy_id, self._cost)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            replace_durably(path, content)
        except OSError as fault:
            raise EnvironmentFault("S-106", file=path.name) from fault
        if self.read(copy_id) != key:
            raise EnvironmentFault("S-105")


def replace_durably(path: Path, content: bytes) -> None:
    """Write beside ``path``, flush to the disk, then take its place: whole or not at all. Raises OSError."""
    number, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)  # readable by the owner only
    try:
        with os.fdopen(number, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
    if os.name == "posix":  # elsewhere a folder cannot be flushed
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
