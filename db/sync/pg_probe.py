"""Why no connection came about. libpq says it in words of some language only; so the first steps are taken once more by hand.

Only after TLS was verified is the login named and signed in by SCRAM, which tells nobody the password: "wrong password" is said when the
server says so (28P01) and for nothing else, a lost line or a server with too many lines open (53300).
"""

import secrets
import socket
import ssl
import struct

from db.sync.scram import MECHANISM, ScramClient
from db.sync.server_profile import ServerProfile

SSL_REQUEST = struct.pack("!ii", 8, 80877103)
PROTOCOL = 196608  # 3.0
LONGEST_ANSWER = 65536
SIGNED_IN, SASL, SASL_CONTINUE, SASL_FINAL = 0, 10, 11, 12
NOTHING_ASKED = -1
"""What an authentication message asks."""
POOLER_SAYS_NO = b"08P01"
"""pgbouncer's state for everything; right after the proof of the password it means that one."""

NO_CONNECTION = "Y-101"
NOT_READY = "Y-103"
WRONG_LOGIN = "Y-105"
CERTIFICATE = "Y-107"
NO_TLS = "Y-108"


def find_reason(profile: ServerProfile, login: str, password: str) -> str:
    """Of the host that came furthest: Y-101 nobody there, Y-108 no TLS, Y-107 not the server whose certificate was given, Y-103 it
    takes nobody now, Y-105 the login or its password is wrong."""
    reasons = [_ask(profile, host, port, login, password) for host, port in profile.hosts]
    return max(reasons, key=_HOW_FAR.index, default=NO_CONNECTION)


_HOW_FAR = (NO_CONNECTION, NO_TLS, CERTIFICATE, NOT_READY, WRONG_LOGIN)


def _ask(profile: ServerProfile, host: str, port: int, login: str, password: str) -> str:
    try:
        with _connect(host, port, profile.connect_timeout) as plain:
            if host.startswith("/") or profile.sslmode == "disable":
                return _sign_in(plain, profile.database, login, password)
            plain.sendall(SSL_REQUEST)
            if plain.recv(1) != b"S":
                return NO_TLS
            with _tls_context(profile).wrap_socket(plain, server_hostname=host) as safe:
                return _sign_in(safe, profile.database, login, password)
    except ssl.SSLCertVerificationError:
        return CERTIFICATE
    except OSError:  # also ssl.SSLError
        return NO_CONNECTION


def _connect(host: str, port: int, timeout: float) -> socket.socket:
    if not host.startswith("/"):
        return socket.create_connection((host, port), timeout)
    plain = socket.socket(socket.AF_UNIX)
    plain.settimeout(timeout)
    plain.connect(f"{host}/.s.PGSQL.{port}")
    return plain


def _tls_context(profile: ServerProfile) -> ssl.SSLContext:
    context = ssl.create_default_context(cadata=profile.ca or None)
    if profile.sslmode != "verify-full":
        context.check_hostname = False
    if profile.sslmode not in ("verify-full", "verify-ca"):
        context.verify_mode = ssl.CERT_NONE
    return context


def _sign_in(connection: socket.socket, database: str, login: str, password: str) -> str:
    """As libpq does, to hear by its SQLSTATE what the server has against it. Nothing: then it was the line, or no host
    takes writes."""
    words = b"".join(word.encode() + b"\0" for word in ("user", login, "database", database)) + b"\0"
    connection.sendall(struct.pack("!ii", 8 + len(words), PROTOCOL) + words)
    client = ScramClient(password, secrets.token_urlsafe(24))
    asked = NOTHING_ASKED
    while True:
        kind, body = _read_message(connection)
        if kind == b"E":
            state = next((part[1:] for part in body.split(b"\0") if part[:1] == b"C"), b"")
            is_wrong = state[:2] == b"28" or (state == POOLER_SAYS_NO and asked == SASL_CONTINUE)
            return WRONG_LOGIN if is_wrong else NOT_READY
        if kind == b"Z":
            connection.sendall(b"X" + struct.pack("!i", 4))
            return NOT_READY
        if kind == b"R":
            asked = int.from_bytes(body[:4], "big")
            if answer := _answer(client, asked, body[4:]):
                connection.sendall(b"p" + struct.pack("!i", 4 + len(answer)) + answer)


def _answer(client: ScramClient, asked: int, rest: bytes) -> bytes:
    """Empty where nothing is to be said. Raises OSError for a way to sign in that is not ours: nothing is told to such a server."""
    try:
        if asked == SASL and MECHANISM in rest.split(b"\0"):
            first = client.first()
            return MECHANISM + b"\0" + struct.pack("!i", len(first)) + first
        if asked == SASL_CONTINUE:
            return client.final(rest)
    except ValueError as error:
        raise OSError(str(error)) from error
    if asked not in (SIGNED_IN, SASL_FINAL):
        raise OSError(f"asked for {asked}")
    return b""


def _read_message(connection: socket.socket) -> tuple[bytes, bytes]:
    head = _read(connection, 5)
    length = struct.unpack("!i", head[1:])[0] - 4
    if not 0 <= length <= LONGEST_ANSWER:
        raise OSError("not PostgreSQL")
    return head[:1], _read(connection, length)


def _read(connection: socket.socket, count: int) -> bytes:
    content = b""
    while len(content) < count:
        part = connection.recv(count - len(content))
        if not part:
            raise OSError("closed")
        content += part
    return content
