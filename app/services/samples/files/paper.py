"""Empty scanned paper: tint, uneven light, grain, specks, a fold, a skewed sheet on the scanner's glass.

Callers: `sheet`. Papers are cached per process (they cost 0.1–0.3 s), so makers of one kind should run in a row.
"""

import math
import random
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from PIL import Image, ImageChops, ImageDraw, ImageFilter

Form = Literal["white", "cream", "booklet", "rose", "azure", "letter"]
VARIANTS = 3
MM_PER_INCH = 25.4

_Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class PaperKind:
    """Size of the scan in mm, dots per inch, tint of the sheet, and the colour of its guilloche if it has one."""

    width: float
    height: float
    dpi: int
    tint: _Colour
    pattern: _Colour | None = None


KINDS: dict[Form, PaperKind] = {
    "white": PaperKind(210, 297, 200, (250, 249, 245)),
    "letter": PaperKind(210, 297, 200, (244, 239, 226)),
    "cream": PaperKind(285, 204, 200, (252, 246, 230)),
    "booklet": PaperKind(176, 125, 300, (250, 243, 228)),
    "rose": PaperKind(285, 204, 200, (251, 240, 233), (244, 214, 205)),
    "azure": PaperKind(210, 297, 200, (243, 247, 247), (212, 229, 234)),
}


@dataclass(frozen=True, slots=True)
class Paper:
    """A scan of an empty sheet. `angle` is the skew in radians about the centre, the same for all ink on it."""

    image: Image.Image
    dpi: int
    angle: float

    def scale(self, millimetres: float) -> float:
        """Return px."""
        return millimetres * self.dpi / MM_PER_INCH


@lru_cache(maxsize=1)
def _grain() -> Image.Image:
    # effect_noise has no seed of its own: a fixed generator keeps the files the same from run to run.
    side = 384
    generator = random.Random(7)
    noise = Image.frombytes("L", (side, side), generator.randbytes(side * side))
    return noise.filter(ImageFilter.GaussianBlur(1.6)).point(_to_grain_level)


def _to_grain_level(level: int) -> int:
    return max(0, min(255, 251 + (level - 128) // 12))


def _tile(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    sheet = Image.new("L", size)
    for top in range(0, size[1], image.height):
        for left in range(0, size[0], image.width):
            sheet.paste(image, (left, top))
    return sheet


def _light(size: tuple[int, int], rng: random.Random) -> Image.Image:
    """Return a slow gradient, darker towards one side and the corners, as under a lid that does not close."""
    side = rng.choice((0, 7))
    small = Image.new("L", (8, 8))
    for y in range(8):
        for x in range(8):
            corner = ((x - 3.5) ** 2 + (y - 3.5) ** 2) / 24.5
            level = 254 - 9 * corner**2 - (10 if x == side else 0) - rng.random() * 4
            small.putpixel((x, y), int(level))
    middle = small.resize((size[0] // 12, size[1] // 12), Image.Resampling.BICUBIC)
    return middle.resize(size, Image.Resampling.BILINEAR)


def _cover_glass(scan: Image.Image, outline: list[tuple[float, float]], glass: _Colour) -> None:
    """Paint what the sheet leaves free of the scanner's glass, with the sheet's shadow on its right and lower edge."""
    width, height = scan.size
    corners = [(0, 0), (width, 0), (width, height), (0, height)]
    pen = ImageDraw.Draw(scan)
    for side in range(4):
        after = (side + 1) % 4
        pen.polygon([corners[side], corners[after], outline[after], outline[side]], fill=glass)
    for depth in range(10):
        shade = _darken(glass, 0.6 + 0.04 * depth)
        points = [(x + depth, y + depth) for x, y in (outline[1], outline[2], outline[3])]
        pen.line(points, fill=shade, width=1)


def _darken(colour: _Colour, factor: float) -> _Colour:
    red, green, blue = (round(part * factor) for part in colour)
    return red, green, blue


def _sheet_outline(size: tuple[int, int], angle: float, margin: float) -> list[tuple[float, float]]:
    half_width, half_height = size[0] / 2 - margin, size[1] / 2 - margin
    corners = (
        (-half_width, -half_height),
        (half_width, -half_height),
        (half_width, half_height),
        (-half_width, half_height),
    )
    return [
        (
            size[0] / 2 + x * math.cos(angle) - y * math.sin(angle),
            size[1] / 2 + x * math.sin(angle) + y * math.cos(angle),
        )
        for x, y in corners
    ]


def _draw_guilloche(image: Image.Image, colour: _Colour, angle: float) -> None:
    pen = ImageDraw.Draw(image)
    step = max(10, image.width // 160)
    for row in range(-40, image.height + 80, 34):
        for phase in (0.0, math.pi):
            points = [
                (x, row + 26 * math.sin(x / 68 + phase + row * 0.006) + (x - image.width / 2) * angle)
                for x in range(0, image.width + step, step)
            ]
            pen.line(points, fill=colour, width=1)


def _fold(image: Image.Image, rng: random.Random, angle: float) -> None:
    """Lay one fold across: a dark and a light thread, soft."""
    y = image.height * rng.choice((0.5, 0.34, 0.66))
    drop = image.width * math.tan(angle)
    top, height = int(y - abs(drop) - 24), int(2 * abs(drop) + 48)
    strip = Image.new("L", (image.width, height), 0)
    start = y - top - drop / 2
    ImageDraw.Draw(strip).line((0, start, image.width, start + drop), fill=70, width=5)
    strip = strip.filter(ImageFilter.GaussianBlur(3))
    image.paste((120, 112, 100), (0, top), strip)
    image.paste((255, 255, 252), (0, top + 6), strip.point(_halve))


def _halve(level: int) -> int:
    return level // 2


@lru_cache(maxsize=7)
def load_paper(form: Form, variant: int) -> Paper:
    """Return the empty scan of `form`; `variant` 0..2 chooses skew, light and fold. Do not draw on it: copy."""
    kind = KINDS[form]
    rng = random.Random(f"{form}/{variant}")
    size = (round(kind.width * kind.dpi / MM_PER_INCH), round(kind.height * kind.dpi / MM_PER_INCH))
    angle = math.radians((0.35, -0.8, 1.3)[variant % VARIANTS] * rng.uniform(0.85, 1.1))
    margin = size[0] * 0.006
    outline = _sheet_outline(size, angle, margin)

    glass = (226, 226, 224) if variant % 2 else (96, 96, 98)
    scan = Image.new("RGB", size, kind.tint)
    if kind.pattern is not None:
        _draw_guilloche(scan, kind.pattern, angle)
    if variant % VARIANTS != 0:
        _fold(scan, rng, angle)
    _cover_glass(scan, outline, glass)

    shade = ImageChops.multiply(_light(size, rng), _tile(_grain(), size))
    page = ImageChops.multiply(scan, Image.merge("RGB", (shade, shade, shade)))
    pen = ImageDraw.Draw(page)
    for _ in range(40):
        x, y, r = rng.randrange(size[0]), rng.randrange(size[1]), rng.choice((0.6, 1.0, 1.6))
        pen.ellipse((x - r, y - r, x + r, y + r), fill=tuple([rng.randrange(120, 190)] * 3))
    return Paper(page, kind.dpi, angle)
