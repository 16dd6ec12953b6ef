"""The client's side of SCRAM-SHA-256 (RFC 5802, 7677), for ``db.sync.pg_probe``: the password itself is never sent. Pure."""

import base64
import hashlib
import hmac
import unicodedata
from dataclasses import dataclass

MECHANISM = b"SCRAM-SHA-256"
NO_BINDING = "n,,"
MOST_ITERATIONS = 1_000_000
"""A server that asks for more wants to keep this PC busy."""


@dataclass(frozen=True, slots=True)
class ScramClient:
    """``nonce``: fresh for every attempt, printable, without commas."""

    password: str
    nonce: str

    @property
    def bare(self) -> str:
        """PostgreSQL takes the login from the start-up message."""
        return f"n=,r={self.nonce}"

    def first(self) -> bytes:
        return (NO_BINDING + self.bare).encode()

    def final(self, server_first: bytes) -> bytes:
        """Raises ValueError for an answer that is no SCRAM of ours."""
        told = dict(part.split("=", 1) for part in server_first.decode("ascii").split(","))
        nonce, salt, iterations = told.get("r", ""), told.get("s", ""), int(told.get("i", "0"))
        if not nonce.startswith(self.nonce) or not 0 < iterations <= MOST_ITERATIONS:
            raise ValueError("not an answer to this attempt")
        secret = unicodedata.normalize("NFKC", self.password).encode()
        salted = hashlib.pbkdf2_hmac("sha256", secret, base64.b64decode(salt, validate=True), iterations)
        client_key = hmac.digest(salted, b"Client Key", "sha256")
        without_proof = f"c={base64.b64encode(NO_BINDING.encode()).decode()},r={nonce}"
        said = ",".join((self.bare, server_first.decode("ascii"), without_proof)).encode()
        signature = hmac.digest(hashlib.sha256(client_key).digest(), said, "sha256")
        proof = bytes(a ^ b for a, b in zip(client_key, signature, strict=True))
        return f"{without_proof},p={base64.b64encode(proof).decode()}".encode()
