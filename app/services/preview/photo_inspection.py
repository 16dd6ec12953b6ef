"""Measures a certificate photo for the photo rule (seed B 二(一), B3.3–B3.6). Worker side only."""

from app.ports.preview import PreviewCode, PreviewError
from app.services.preview.image_header import read_image_header
from app.services.preview.protocol import Header
from app.services.preview.sniffing import sniff_format

_NO_FRAME = (0xC4, 0xC8, 0xCC)
"""Markers among the frame headers that are none: tables, reserved, conditioning."""


def inspect_photo(data: bytes) -> Header:
    """Format ("JPEG", "PNG" …), upright pixels, bytes, orientation and mode.

    Raises PreviewError: EMPTY, UNSUPPORTED (not an image), BROKEN (``bits`` in its params: a JPEG of more than 8 bits
    a colour), TOO_MANY_PIXELS.
    """
    if not data:
        raise PreviewError(PreviewCode.EMPTY)
    image_format = sniff_format(data)
    if image_format in (None, "pdf"):
        raise PreviewError(PreviewCode.UNSUPPORTED)
    header = read_image_header(data)
    bits = find_jpeg_bits(data) if image_format == "jpeg" else 8
    if bits != 8:
        # Decoders disagree about these: some refuse them, some show a black picture without a word.
        raise PreviewError(PreviewCode.BROKEN, bits=bits)
    return {
        "format": str(image_format).upper(),
        "width": header.width,
        "height": header.height,
        "size": len(data),
        "orientation": header.orientation,
        "mode": header.mode,
        "damaged": header.cut_off,
    }


def find_jpeg_bits(data: bytes) -> int:
    """Bits a colour, as the frame header says; 8 where there is none to be found."""
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:  # fill byte
            at += 1
            continue
        if 0xC0 <= marker <= 0xCF and marker not in _NO_FRAME:
            return data[at + 4]
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return 8
