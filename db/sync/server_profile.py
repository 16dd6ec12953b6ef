"""Where a shared database is and how it is to be spoken to: what an administrator hands out as a profile file.

A JSON object: ``format`` 1, ``name``, ``hosts`` [{"host", "port"}], ``database``, ``ca`` (PEM), and if need be
``channel_binding`` (disable, prefer, require). It holds no secret. ``python -m app server`` writes it, the join window reads it.
"""

import json
import ssl
from dataclasses import dataclass
from typing import Any

from app.domain.errors import RuleError

FORMAT = 1
CHANNEL_BINDINGS = ("disable", "prefer", "require")
PORT = 5432
LONGEST = 1 << 20


@dataclass(frozen=True, slots=True)
class ServerProfile:
    """``sslmode`` is no part of the file: only tests and unix sockets may ask for anything but verify-full."""

    name: str
    hosts: tuple[tuple[str, int], ...]
    """Tried in this order: the one that takes writes is meant. A host that begins with "/" is a unix socket's folder."""
    database: str
    ca: str = ""
    channel_binding: str = "prefer"
    sslmode: str = "verify-full"
    connect_timeout: int = 3
    deadline: float = 9.0
    """Seconds a call may take before the socket is shut (docs/protocol.md: 8-10)."""


def read_profile(text: str) -> ServerProfile:
    """Raises RuleError: Y-131 not a profile file, Y-132 its certificate cannot be read."""
    try:
        if len(text) > LONGEST:
            raise ValueError
        entry = json.loads(text)
        if entry["format"] != FORMAT:
            raise ValueError
        hosts = tuple((_text(host["host"]), _port(host.get("port", PORT))) for host in entry["hosts"])
        profile = ServerProfile(
            name=_text(entry["name"]),
            hosts=hosts,
            database=_text(entry["database"]),
            ca=_text(entry["ca"]),
            channel_binding=entry.get("channel_binding", "prefer"),
        )
        if not hosts or profile.channel_binding not in CHANNEL_BINDINGS:
            raise ValueError
        if any(host.startswith("/") for host, _ in hosts):
            raise ValueError
    except (ValueError, KeyError, TypeError, AttributeError):
        raise RuleError("Y-131") from None
    try:
        ssl.create_default_context(cadata=profile.ca)
    except (ssl.SSLError, ValueError):
        raise RuleError("Y-132") from None
    return profile


def write_profile(profile: ServerProfile) -> str:
    entry: dict[str, Any] = {
        "format": FORMAT,
        "name": profile.name,
        "hosts": [{"host": host, "port": port} for host, port in profile.hosts],
        "database": profile.database,
        "ca": profile.ca,
        "channel_binding": profile.channel_binding,
    }
    return json.dumps(entry, ensure_ascii=False, indent=2) + "\n"


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip() or "\x00" in value:
        raise ValueError
    return value


def _port(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value < 65536:
        raise ValueError
    return value
