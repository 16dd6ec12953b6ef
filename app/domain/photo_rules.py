"""The measurable rules of the certificate photo (证件照; seed B 二(一), B3.3-B3.6). Pure; any layer may call.

White ground and 1 or 2 inch are judged by a person (B3.2): no rule here looks at colours.
Whoever measures a photo (the preview worker, the photo service) fills PhotoFacts.
"""

from dataclasses import dataclass
from enum import StrEnum

K = 1024
MIN_BYTES = 30 * K
MAX_BYTES = 1024 * K
MIN_WIDTH = 215
MIN_HEIGHT = 300


class PhotoRule(StrEnum):
    FORMAT = "photo_format"  # B3.3 JPG或JPEG
    SIZE = "photo_size"  # B3.4 大于30K且小于1M
    PIXELS = "photo_pixels"  # B3.5 大于215*300(宽*高)
    RATIO = "photo_ratio"  # B3.6 0.65 ≤ 宽高比 ≤ 0.8


@dataclass(frozen=True, slots=True)
class PhotoFacts:
    """What was measured, as app.ports.preview also returns it.

    ``format`` is what the decoder found in the bytes ("JPEG", "PNG" …), never the file name's ending.
    Pixels as stored turned by the orientation tag, that is, as a person sees the photo.
    """

    format: str
    width_px: int
    height_px: int
    size_bytes: int


@dataclass(frozen=True, slots=True)
class RuleResult:
    """``measured`` and ``required`` are figures without words ("1512×2016", "0.65–0.8"); ui/texts words them."""

    rule: PhotoRule
    ok: bool
    measured: str
    required: str


def check_photo(facts: PhotoFacts) -> tuple[RuleResult, ...]:
    """All four rules in the order of the seed. K = 1024; size and pixels strict, the ratio inclusive."""
    width, height = facts.width_px, facts.height_px
    # Integers only: 0.65 and 0.8 have no exact binary form, and both bounds belong to the allowed range.
    ratio_ok = height > 0 and 100 * width >= 65 * height and 10 * width <= 8 * height
    # MPO is what decoders call a JPEG that carries a second picture (many phones).
    is_jpeg = facts.format.upper() in {"JPEG", "JPG", "MPO"}
    return (
        RuleResult(PhotoRule.FORMAT, is_jpeg, facts.format.upper(), "JPG/JPEG"),
        RuleResult(
            PhotoRule.SIZE, MIN_BYTES < facts.size_bytes < MAX_BYTES, format_size(facts.size_bytes), "30K–1M"
        ),
        RuleResult(
            PhotoRule.PIXELS, width > MIN_WIDTH and height > MIN_HEIGHT, f"{width}×{height}", "215×300"
        ),
        RuleResult(PhotoRule.RATIO, ratio_ok, format_ratio(width, height), "0.65–0.8"),
    )


def format_size(size_bytes: int) -> str:
    """Bytes as 186.3K or 2.4M. A size beside a bound is not rounded onto it: 30721 bytes read 30.000977K."""
    value, unit = (size_bytes / K, "K") if size_bytes < MAX_BYTES else (size_bytes / MAX_BYTES, "M")
    text = f"{value:.1f}".removesuffix(".0")
    if text + unit in {"30K", "1024K", "1M"} and size_bytes not in (MIN_BYTES, MAX_BYTES):
        text = f"{value:.6f}"
    return text + unit


def format_ratio(width: int, height: int) -> str:
    """Width : height with as many figures as tell it from its bounds, at least two: 0.75, 0.8001."""
    if height <= 0:
        return "–"
    text = f"{width / height:.5f}".rstrip("0")
    return text if len(text) >= 4 else f"{width / height:.2f}"
