"""Why no connection came about. libpq says it in words of some language only; so the first steps are taken once more by hand.

No credential is sent: after TLS was verified the login's name, and then the server's first answer is read.
"""

import socket
import ssl
import struct

from db.sync.server_profile import ServerProfile

SSL_REQUEST = struct.pack("!ii", 8, 80877103)
PROTOCOL = 196608  # 3.0
LONGEST_ANSWER = 65536

NO_CONNECTION = "Y-101"
NOT_READY = "Y-103"
WRONG_LOGIN = "Y-105"
CERTIFICATE = "Y-107"
NO_TLS = "Y-108"


def find_reason(profile: ServerProfile, login: str) -> str:
    """Of the host that came furthest: Y-101 nobody there, Y-108 no TLS, Y-107 not the server whose certificate was given, Y-103 it
    takes nobody now, Y-105 it asks for the password (and did not take it)."""
    reasons = [_ask(profile, host, port, login) for host, port in profile.hosts]
    return max(reasons, key=_HOW_FAR.index, default=NO_CONNECTION)


_HOW_FAR = (NO_CONNECTION, NO_TLS, CERTIFICATE, NOT_READY, WRONG_LOGIN)


def _ask(profile: ServerProfile, host: str, port: int, login: str) -> str:
    try:
        with _connect(host, port, profile.connect_timeout) as plain:
            if host.startswith("/") or profile.sslmode == "disable":
                return _read_first_answer(plain, profile.database, login)
            plain.sendall(SSL_REQUEST)
            if plain.recv(1) != b"S":
                return NO_TLS
            with _tls_context(profile).wrap_socket(plain, server_hostname=host) as safe:
                return _read_first_answer(safe, profile.database, login)
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


def _read_first_answer(connection: socket.socket, database: str, login: str) -> str:
    words = b"".join(word.encode() + b"\0" for word in ("user", login, "database", database)) + b"\0"
    connection.sendall(struct.pack("!ii", 8 + len(words), PROTOCOL) + words)
    head = _read(connection, 5)
    length = struct.unpack("!i", head[1:])[0] - 4
    body = _read(connection, min(length, LONGEST_ANSWER))
    if head[:1] == b"R":
        return WRONG_LOGIN if struct.unpack("!i", body[:4])[0] != 0 else NOT_READY
    if head[:1] == b"E":
        state = next((part[1:] for part in body.split(b"\0") if part[:1] == b"C"), b"")
        return WRONG_LOGIN if state[:2] == b"28" else NOT_READY
    return NOT_READY


def _read(connection: socket.socket, count: int) -> bytes:
    content = b""
    while len(content) < count:
        part = connection.recv(count - len(content))
        if not part:
            raise OSError("closed")
        content += part
    return content
