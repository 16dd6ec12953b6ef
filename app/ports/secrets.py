"""Passwords of local accounts (argon2id) and the key of the working copy."""

from typing import Protocol


class PasswordHasher(Protocol):
    def hash(self, password: str) -> str: ...

    def verify(self, password_hash: str, password: str) -> bool: ...


class KeyVault(Protocol):
    """Where the 32-byte key of a working copy is kept (OS keyring, or a file wrapped by a passphrase)."""

    def read(self, copy_id: str) -> bytes | None: ...

    def keep(self, copy_id: str, key: bytes) -> None:
        """Write, read back, compare. Raises EnvironmentFault("S-101") where no safe keyring exists."""
        ...
