"""How client and worker talk: length-prefixed frames over the worker's stdin and stdout.

A frame is two 32-bit lengths (big endian), a JSON object, then raw bytes. The client asks, the worker answers once.
Pixels do not travel here but through the shared block (shared_block.py). A frame whose lengths make no sense is
treated like a dead partner: `ProtocolBroken`.
"""

import json
import struct
from typing import IO, Any

_LENGTHS = struct.Struct(">II")
_MAX_HEADER = 4 * 1024 * 1024

Header = dict[str, Any]


class ProtocolBroken(Exception):
    """The partner closed the pipe or sent nonsense."""


def write_frame(pipe: IO[bytes], header: Header, payload: bytes | memoryview = b"") -> None:
    """Send one frame; raises OSError when the partner is gone."""
    text = json.dumps(header).encode()
    pipe.write(_LENGTHS.pack(len(text), len(payload)) + text)
    if payload:
        pipe.write(payload)
    pipe.flush()


def read_frame(pipe: IO[bytes], max_payload: int) -> tuple[Header, bytes] | None:
    """Receive one frame; None at a clean end. Raises ProtocolBroken inside a frame or above `max_payload`."""
    lengths = pipe.read(_LENGTHS.size)
    if not lengths:
        return None
    if len(lengths) < _LENGTHS.size:
        raise ProtocolBroken("end inside the lengths")
    header_size, payload_size = _LENGTHS.unpack(lengths)
    if header_size > _MAX_HEADER or payload_size > max_payload:
        raise ProtocolBroken("unreasonable length")
    text = pipe.read(header_size)
    payload = pipe.read(payload_size) if payload_size else b""
    if len(text) < header_size or len(payload) < payload_size:
        raise ProtocolBroken("end inside a frame")
    try:
        header = json.loads(text)
    except ValueError as error:
        raise ProtocolBroken("no JSON") from error
    if not isinstance(header, dict):
        raise ProtocolBroken("no object")
    return header, payload
