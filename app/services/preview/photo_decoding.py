"""Decodes a photo into plain upright 8-bit colours, for the fix. Worker side only; imported with the first fix.

Only JPEG and PNG reach the decoder, and only after ``read_image_header`` refused what is too large: Pillow's own
guards are off. Hostile bytes raise PreviewError BROKEN; what the worker cannot hold raises MemoryError.
"""

import io
import struct
from typing import Any

import pymupdf
from PIL import Image, ImageCms

from app.ports.preview import PreviewCode, PreviewError
from app.services.preview.image_header import ImageHeader
from app.services.preview.mupdf_errors import LIBRARY_ERRORS, translate_error

# The header was judged already, by the same limit as for the screen.
Image.MAX_IMAGE_PIXELS = None

_DECODER_ERRORS = (
    *(OSError, SyntaxError, ValueError, EOFError, struct.error, KeyError, IndexError, TypeError),
    *(OverflowError, ZeroDivisionError, AttributeError, NotImplementedError),
)
"""What Pillow's readers raise for bytes that are not what they claim."""

_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""By EXIF orientation."""
_CLOCKWISE = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}
_SPARE = 2
"""A coarse reduction leaves at least this many pixels per wanted one, for the fine filter."""


def decode_upright(
    data: bytes, header: ImageHeader, rotation: int, shrink: float
) -> tuple[Image.Image, bytes]:
    """The picture in mode L or RGB, on white, upright by its tag and turned clockwise; and its colour profile ("" =
    none, or applied already).

    ``shrink`` ≥ 1: how many pixels of the picture one wanted pixel has. The answer may be a whole fraction of the
    picture's size. Raises PreviewError BROKEN, MemoryError.
    """
    stored = (header.height, header.width) if header.orientation >= 5 else (header.width, header.height)
    if header.mode == "cmyk":
        # Print colours come out as on the screen: by the file's profile, or by the one MuPDF takes for granted.
        image, profile = _decode_print_colours(data), b""
    else:
        image, profile = _decode(data, stored, shrink)
    steps = int(shrink * image.width / stored[0] / _SPARE)
    if steps > 1:
        image = image.reduce(steps)
    for turn in (_UPRIGHT.get(header.orientation), _CLOCKWISE.get(rotation % 360)):
        if turn is not None:
            image = image.transpose(turn)
    return image, profile


def convert_to_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    """RGB as every screen shows it. A profile that is broken or for other colours is passed over."""
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            target = ImageCms.createProfile("sRGB")
            converted = ImageCms.profileToProfile(image, source, target, outputMode="RGB")
            if converted is not None:
                return converted
        except (*_DECODER_ERRORS, ImageCms.PyCMSError):
            # The pixels are good; only what they mean to the last shade is not known.
            return image.convert("RGB")
    return image.convert("RGB")


def _decode(data: bytes, stored: tuple[int, int], shrink: float) -> tuple[Image.Image, bytes]:
    try:
        image = Image.open(io.BytesIO(data), formats=("JPEG", "PNG"))
        if image.size != stored:
            raise PreviewError(PreviewCode.BROKEN)
        if image.format in ("JPEG", "MPO"):
            wanted = (round(stored[0] * _SPARE / shrink), round(stored[1] * _SPARE / shrink))
            image.draft(image.mode, wanted)
        profile = image.info.get("icc_profile") or b""
        image.load()
        return _flatten(image), profile
    except _DECODER_ERRORS as error:
        raise PreviewError(PreviewCode.BROKEN) from error


def _flatten(image: Image.Image) -> Image.Image:
    """Mode L or RGB, 8 bits, what is transparent on white."""
    if image.mode.startswith("I;16"):
        high = 0 if image.mode.endswith("B") else 1
        return Image.frombytes("L", image.size, image.tobytes()[high::2])
    if image.mode in ("I", "F"):
        return image.point(_halve_depth).convert("L")
    if image.has_transparency_data:
        shown = image.convert("RGBA")
        ground = Image.new("RGB", image.size, "white")
        ground.paste(shown, mask=shown.getchannel("A"))
        return ground
    if image.mode in ("L", "RGB"):
        return image
    return image.convert("L" if image.mode == "1" else "RGB")


def _halve_depth(level: Any) -> Any:
    """16 bits to 8, as Pillow's linear point operation wants it."""
    return level * (1 / 257) + 0


def _decode_print_colours(data: bytes) -> Image.Image:
    library: Any = pymupdf  # its constructors carry no types
    try:
        pixmap = library.Pixmap(library.csRGB, library.Pixmap(data))
        if pixmap.alpha:
            pixmap = library.Pixmap(pixmap, 0)
        return Image.frombytes("RGB", (pixmap.width, pixmap.height), pixmap.samples)
    except LIBRARY_ERRORS as error:
        raise translate_error(error, PreviewCode.BROKEN) from error
