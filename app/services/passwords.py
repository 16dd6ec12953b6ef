"""Passwords of local accounts by argon2id. Implements app.ports.secrets.PasswordHasher; built by app/main.py.

A hash carries its own parameters, so that older ones verify after the defaults were raised. A password is compared in
NFKC: the same keys under a Chinese input method may give full-width letters and digits.
"""

import unicodedata
from dataclasses import dataclass

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from argon2.low_level import Type


@dataclass(frozen=True, slots=True)
class Argon2Cost:
    """What one guess costs. The defaults take about half a second on an office PC; tests pass less."""

    memory_kib: int = 64 * 1024
    passes: int = 3
    lanes: int = 4


DEFAULT_COST = Argon2Cost()


class Argon2Passwords:
    """Safe from any thread; 64 MiB for the moment of a call."""

    def __init__(self, cost: Argon2Cost = DEFAULT_COST) -> None:
        self._hasher = PasswordHasher(
            time_cost=cost.passes, memory_cost=cost.memory_kib, parallelism=cost.lanes, type=Type.ID
        )

    def hash(self, password: str) -> str:
        """A new hash with a salt of its own, in the form $argon2id$…"""
        return self._hasher.hash(encode_password(password))

    def verify(self, password_hash: str, password: str) -> bool:
        """False for a wrong password and for a text that is no hash (an account that was never given one)."""
        try:
            return self._hasher.verify(password_hash, encode_password(password))
        except (VerificationError, ValueError):  # InvalidHashError is a ValueError, as is a hash beyond ASCII
            return False


def encode_password(password: str) -> bytes:
    """The bytes of a password as they are hashed; a broken character typed twice alike is the same password."""
    return unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")
