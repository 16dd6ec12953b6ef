"""Which characters a TrueType font can draw, read from its ``cmap``. For `drawable_text` only.

typst draws a missing character as an empty box and says nothing, so the text is looked at before. The table is read
here with the standard library: loading a PDF library for it would cost the window's process a second and 130 MB.
"""

import struct
from functools import lru_cache
from pathlib import Path

_TABLE_RECORD = struct.Struct(">4sLLL")
_ENCODING_RECORD = struct.Struct(">HHL")
_GROUP = struct.Struct(">LLL")
_UNICODE_FULL = (3, 10)
"""Platform and encoding of the subtable that also holds characters beyond U+FFFF (format 12)."""


@lru_cache(maxsize=4)
def read_code_points(font: Path) -> frozenset[int]:
    """Code points with a glyph of their own. Raises OSError, and ValueError for a font of another build."""
    data = font.read_bytes()
    start = _find_subtable(data)
    if start is None or struct.unpack_from(">H", data, start)[0] != 12:
        raise ValueError(f"{font.name} has no full Unicode table")
    count = struct.unpack_from(">L", data, start + 12)[0]
    points: set[int] = set()
    for first, last, glyph in _GROUP.iter_unpack(data[start + 16 : start + 16 + count * _GROUP.size]):
        # Glyph 0 is the empty box.
        points.update(range(first + (glyph == 0), last + 1))
    return frozenset(points)


def _find_subtable(data: bytes) -> int | None:
    tables = struct.unpack_from(">H", data, 4)[0]
    for number in range(tables):
        tag, _, cmap, _ = _TABLE_RECORD.unpack_from(data, 12 + number * _TABLE_RECORD.size)
        if tag != b"cmap":
            continue
        for record in range(struct.unpack_from(">H", data, cmap + 2)[0]):
            *encoding, offset = _ENCODING_RECORD.unpack_from(data, cmap + 4 + record * _ENCODING_RECORD.size)
            if tuple(encoding) == _UNICODE_FULL:
                return int(cmap + offset)
    return None
