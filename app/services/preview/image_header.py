"""Reads an image's size without decoding it, and refuses decompression bombs. Worker side only."""

import struct
from dataclasses import dataclass

from pymupdf import mupdf

from app.ports.preview import PreviewCode, PreviewError
from app.services.preview.limits import MAX_IMAGE_PIXELS
from app.services.preview.mupdf_errors import LIBRARY_ERRORS, translate_error

# MuPDF numbers the eight turns in its own order; 0 = the file says nothing.
_EXIF_OF_MUPDF = {1: 1, 2: 8, 3: 3, 4: 6, 5: 2, 6: 5, 7: 4, 8: 7}
_MODES = {1: "gray", 3: "rgb", 4: "cmyk"}


@dataclass(frozen=True, slots=True)
class ImageHeader:
    """`width` and `height` with the EXIF orientation (1–8) applied; `dpi` as the file claims (96 where it says nothing)."""

    width: int
    height: int
    orientation: int
    dpi: int
    mode: str
    cut_off: bool


def read_image_header(data: bytes) -> ImageHeader:
    """Size, orientation and colours. Raises PreviewError: BROKEN, TOO_MANY_PIXELS, OUT_OF_MEMORY."""
    if data.startswith(b"\x89PNG") and len(data) >= 24:
        # MuPDF calls a PNG beyond its own limit broken; the person should hear the real reason.
        _refuse_bomb(*struct.unpack(">II", data[16:24]))
    try:
        image = mupdf.fz_new_image_from_buffer(mupdf.fz_new_buffer_from_copied_data(data))
        width, height = image.w(), image.h()
        orientation = _EXIF_OF_MUPDF.get(mupdf.fz_image_orientation(image), 1)
        horizontal_dpi, _ = mupdf.fz_image_resolution(image)
        colours = image.n()
    except LIBRARY_ERRORS as error:
        raise translate_error(error, PreviewCode.BROKEN) from error
    if width < 1 or height < 1:
        raise PreviewError(PreviewCode.BROKEN)
    _refuse_bomb(width, height)
    turned = orientation >= 5
    return ImageHeader(
        width=height if turned else width,
        height=width if turned else height,
        orientation=orientation,
        dpi=round(horizontal_dpi),
        mode=_MODES.get(colours, "rgb"),
        cut_off=is_cut_off(data),
    )


def is_cut_off(data: bytes) -> bool:
    """True for a JPEG or PNG whose end is missing; decoders show the rest grey or white without a word."""
    if data.startswith(b"\xff\xd8"):
        # Marker bytes cannot occur inside the compressed data. The last scan must be followed by an end marker; an
        # embedded thumbnail has its own, before that scan.
        return data.rfind(b"\xff\xd9") < data.rfind(b"\xff\xda")
    return data.startswith(b"\x89PNG") and b"IEND" not in data[-4096:]


def _refuse_bomb(width: int, height: int) -> None:
    if width * height > MAX_IMAGE_PIXELS:
        raise PreviewError(
            PreviewCode.TOO_MANY_PIXELS,
            megapixels=-(-width * height // 1_000_000),
            limit=MAX_IMAGE_PIXELS // 1_000_000,
        )
