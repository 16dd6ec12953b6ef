"""Makes a certificate photo fit: crop, fewer pixels, JPEG of 30K-1M (seed B 二(一), B3.3-B3.6). Worker side only.

Imported with the first fix, because Pillow takes longer to import than a page to draw. Nothing of the old file but its
pixels goes into the new one: no place, no time, no camera, no embedded second picture.
"""

import io

from PIL import Image

from app.domain.photo_rules import MAX_BYTES, MIN_BYTES
from app.ports.preview import PreviewCode, PreviewError
from app.services.preview.image_header import read_image_header
from app.services.preview.photo_decoding import convert_to_srgb, decode_upright
from app.services.preview.protocol import Header
from app.services.preview.sniffing import sniff_format

_COMPACT, _FULL = 2, 0
"""Chroma subsampling as Pillow counts it: 4:2:0, 4:4:4."""
_GOOD = (92, _COMPACT)
_HEAVIER = ((95, _COMPACT), (95, _FULL), (98, _FULL), (100, _FULL))
_LIGHTER = ((88, _COMPACT), (84, _COMPACT), (78, _COMPACT), (70, _COMPACT), (60, _COMPACT), (45, _COMPACT))
_CORNER = 0.06
"""Side of a sampled corner, as a share of the photo's width."""
_CORNERS = ((0.0, 0.01), (0.94, 0.01), (0.0, 0.38), (0.94, 0.38))
"""Upper left corners of the samples, in shares of width and height: above and beside the head, over the shoulders."""


def fix_photo(data: bytes, request: Header) -> tuple[Header, bytes]:
    """The new file with its measures and corner colours.

    ``request``: frame [x, y, width, height], size [width, height], rotation. Raises PreviewError: EMPTY, UNSUPPORTED,
    BROKEN, TOO_MANY_PIXELS, OUT_OF_MEMORY, TOO_PLAIN (nothing of more than 30K comes out, at the best quality).
    """
    if not data:
        raise PreviewError(PreviewCode.EMPTY)
    if sniff_format(data) not in ("jpeg", "png"):
        raise PreviewError(PreviewCode.UNSUPPORTED)
    header = read_image_header(data)
    width, height = request["size"]
    x, y, frame_width, frame_height = request["frame"]
    shrink = max(min(frame_width / width, frame_height / height), 1.0)
    image, profile = decode_upright(data, header, request["rotation"], shrink)
    turned = request["rotation"] % 180 != 0
    scale_x = image.width / (header.height if turned else header.width)
    scale_y = image.height / (header.width if turned else header.height)
    box = _fit_box(
        (x * scale_x, y * scale_y, frame_width * scale_x, frame_height * scale_y), image.size, width / height
    )
    cut = image.resize((width, height), Image.Resampling.LANCZOS, box=box)
    photo = Image.new("RGB", (width, height))  # without the old file's remarks
    photo.paste(convert_to_srgb(cut, profile))
    content = _encode(photo)
    answer: Header = {"width": width, "height": height, "corners": _sample_corners(photo)}
    return answer, content


def _fit_box(
    part: tuple[float, float, float, float], size: tuple[int, int], ratio: float
) -> tuple[float, float, float, float]:
    """Left, top, right, bottom inside the picture, with exactly the photo's shape: nobody is stretched."""
    left, top = max(part[0], 0.0), max(part[1], 0.0)
    right, bottom = min(part[0] + part[2], size[0]), min(part[1] + part[3], size[1])
    width, height = max(right - left, 1.0), max(bottom - top, 1.0)
    fitted = (min(width, height * ratio), min(height, width / ratio))
    left += (width - fitted[0]) / 2
    top += (height - fitted[1]) / 2
    return left, top, min(left + fitted[0], size[0]), min(top + fitted[1], size[1])


def _encode(photo: Image.Image) -> bytes:
    """The best quality that the band allows without being needlessly heavy."""
    content = _save(photo, *_GOOD)
    if len(content) <= MIN_BYTES:
        for quality, subsampling in _HEAVIER:
            content = _save(photo, quality, subsampling)
            if len(content) > MIN_BYTES:
                break
        else:
            raise PreviewError(PreviewCode.TOO_PLAIN)
    for quality, subsampling in _LIGHTER:
        if len(content) < MAX_BYTES:
            break
        content = _save(photo, quality, subsampling)
    return content


def _save(photo: Image.Image, quality: int, subsampling: int) -> bytes:
    buffer = io.BytesIO()
    # What is too light anyway needs no tables of its own; they would only take bytes away.
    photo.save(buffer, "JPEG", quality=quality, subsampling=subsampling, optimize=quality <= _GOOD[0])
    return buffer.getvalue()


def _sample_corners(photo: Image.Image) -> list[tuple[int, ...]]:
    """Mean colours in the order of ``app.domain.photo_fix.CornerSample``."""
    side = max(_CORNER * photo.width, 1.0)
    means = []
    for across, down in _CORNERS:
        left, top = across * photo.width, down * photo.height
        box = (left, top, min(left + side, photo.width), min(top + side, photo.height))
        mean = photo.resize((1, 1), Image.Resampling.BOX, box=box).getpixel((0, 0))
        means.append(mean if isinstance(mean, tuple) else (255, 255, 255))
    return [tuple(round(part) for part in mean) for mean in means]
