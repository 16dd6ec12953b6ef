"""What is wrong with an attached file, from facts that the preview measured (DOMAIN facts §7). Pure.

Bytes never change under their SHA-256, so what is known of a file stays true. A file nobody has looked into yet says nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum

from app.domain.archive import FrozenItem
from app.domain.attachment import FileRef
from app.domain.declaration import Declaration
from app.domain.prechecks.notice import Notice


class FileFault(StrEnum):
    """The value is the notice's code."""

    BLANK = "file_blank"  # every page is empty paper
    ENCRYPTED = "file_encrypted"  # asks for a password
    NO_PAGES = "file_without_pages"
    UNREADABLE = "file_unreadable"  # broken, empty, no PDF or picture, or gone from this machine
    DAMAGED = "file_damaged"  # opens, but something may be missing


FILE_CODES = frozenset(fault.value for fault in FileFault)
BLANK_SPREAD = 8
"""By how much the shades of a page of empty paper may differ, of 255: a page number alone makes more."""


def is_blank_picture(pixels: bytes, width: int, height: int, stride: int) -> bool:
    """Whether a rendered page shows one plain light ground. ``pixels``: 0xffRRGGBB in native order, ``stride`` bytes a row.

    A page that is dark all over (a black scan) is no empty paper.
    """
    rows = [pixels[y * stride : y * stride + width * 4] for y in range(height)]
    inked = b"".join(rows)
    if not inked:
        return False
    # One of four is the constant alpha, at the end or the beginning by the byte order.
    channels = [inked[place::4] for place in range(4)]
    spreads = [max(channel) - min(channel) for channel in channels]
    return max(spreads) <= BLANK_SPREAD and min(min(channel) for channel in channels) >= 200


def check_item_files(items: Sequence[FrozenItem], faults: Mapping[str, FileFault]) -> Iterator[Notice]:
    """file_blank, file_encrypted, file_without_pages, file_unreadable, file_damaged (name), at the file of the item."""
    for item in items:
        for ref in item.evidence:
            if ref.sha256 in faults:
                yield _say(faults[ref.sha256], ref, section=item.section, item_id=item.item_id)


def check_material_files(
    declaration: Declaration, faults: Mapping[str, FileFault], section: str, basic: str
) -> Iterator[Notice]:
    """The same for materials, the photo and the commitment."""
    for attached in declaration.materials:
        for ref in attached.files:
            if ref.sha256 in faults:
                yield _say(faults[ref.sha256], ref, section=section, material=attached.material)
    for single in (declaration.photo, declaration.commitment):
        if single is not None and single.sha256 in faults:
            yield _say(faults[single.sha256], single, section=basic)


def _say(fault: FileFault, ref: FileRef, *, section: str, item_id: str = "", material: str = "") -> Notice:
    return Notice(fault.value, {"name": ref.name}, section, "", item_id, ref.sha256, material)
