"""Measures a certificate photo for the photo rule (seed B 二(一), B3.3–B3.6). Worker side only."""

from app.ports.preview import PreviewCode, PreviewError
from app.services.preview.image_header import read_image_header
from app.services.preview.protocol import Header
from app.services.preview.sniffing import sniff_format


def inspect_photo(data: bytes) -> Header:
    """Format ("JPEG", "PNG" …), upright pixels, bytes, orientation and mode.

    Raises PreviewError: EMPTY, UNSUPPORTED (not an image), BROKEN, TOO_MANY_PIXELS.
    """
    if not data:
        raise PreviewError(PreviewCode.EMPTY)
    image_format = sniff_format(data)
    if image_format in (None, "pdf"):
        raise PreviewError(PreviewCode.UNSUPPORTED)
    header = read_image_header(data)
    return {
        "format": str(image_format).upper(),
        "width": header.width,
        "height": header.height,
        "size": len(data),
        "orientation": header.orientation,
        "mode": header.mode,
        "damaged": header.cut_off,
    }
