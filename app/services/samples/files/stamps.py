"""Red round seals and signatures. Every seal says 样本: no real authority's seal is imitated.

Callers: `sheet`. Seals are cached per process.
"""

import math
import random
from functools import lru_cache

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from app.services.samples.files.glyphs import load_glyph

_OVERSAMPLING = 2


def _place_on_arc(seal: Image.Image, text: str, radius: float, size: int) -> None:
    centre = seal.width / 2
    sweep = min(250.0, 27.0 * len(text))
    for index, char in enumerate(text):
        degrees = -sweep / 2 + sweep * (index + 0.5) / len(text)
        glyph = load_glyph("song", size, char, 0.8)
        tile = Image.new("L", (size * 2, size * 2), 0)
        tile.paste(glyph.mask, (size - glyph.mask.width // 2, size - glyph.mask.height // 2))
        turned = tile.rotate(-degrees, Image.Resampling.BICUBIC)
        x = centre + radius * math.sin(math.radians(degrees)) - size
        y = centre - radius * math.cos(math.radians(degrees)) - size
        area = seal.crop((int(x), int(y), int(x) + tile.width, int(y) + tile.height))
        seal.paste(ImageChops.lighter(area, turned), (int(x), int(y)))


def _star(centre: float, radius: float) -> list[tuple[float, float]]:
    points = []
    for index in range(10):
        reach = radius if index % 2 == 0 else radius * 0.382
        turn = math.pi * index / 5
        points.append((centre + reach * math.sin(turn), centre - reach * math.cos(turn)))
    return points


@lru_cache(maxsize=48)
def load_seal(text: str, diameter: int, variant: int) -> Image.Image:
    """Return the coverage (mode L) of a seal `diameter` px across, turned and unevenly inked by `variant`."""
    side = diameter * _OVERSAMPLING
    seal = Image.new("L", (side, side), 0)
    pen = ImageDraw.Draw(seal)
    edge = side * 0.03
    pen.ellipse((edge, edge, side - edge, side - edge), outline=255, width=round(side * 0.026))
    pen.polygon(_star(side / 2, side * 0.15), fill=255)
    size = round(side * (0.125 if len(text) <= 10 else 0.105))
    _place_on_arc(seal, text, side * 0.375, size)
    below = load_glyph("song", round(side * 0.085), "样"), load_glyph("song", round(side * 0.085), "本")
    for offset, glyph in zip((-0.06, 0.06), below, strict=True):
        seal.paste(
            glyph.mask, (round(side * (0.5 + offset) - glyph.mask.width / 2), round(side * 0.72)), glyph.mask
        )
    rng = random.Random(f"{text}/{variant}")
    seal = seal.rotate(rng.uniform(-14, 14), Image.Resampling.BICUBIC)
    seal = seal.resize((diameter, diameter), Image.Resampling.BOX)
    return ImageChops.multiply(seal, _uneven_ink(diameter, rng))


def _uneven_ink(side: int, rng: random.Random) -> Image.Image:
    fine = Image.frombytes("L", (side, side), rng.randbytes(side * side)).filter(
        ImageFilter.GaussianBlur(1.3)
    )
    coarse = Image.frombytes("L", (6, 6), rng.randbytes(36)).resize((side, side), Image.Resampling.BICUBIC)
    return Image.blend(fine.point(_press), coarse.point(_press), 0.4)


def _press(level: int) -> int:
    return min(255, 150 + level // 2)


def make_signature(rng: random.Random, width: int, height: int) -> Image.Image:
    """Return the coverage of a scribbled signature: two or three runs of a pen, no letters."""
    side = 2
    picture = Image.new("L", (width * side, height * side), 0)
    pen = ImageDraw.Draw(picture)
    runs = rng.randint(2, 3)
    for run in range(runs):
        left = width * side * (run + 0.05) / runs
        reach = width * side * 0.95 / runs
        count = rng.randint(8, 12)
        knots = [
            (
                left + reach * (k / count + rng.uniform(-0.22, 0.22)),
                height * side * (0.5 + rng.uniform(0.12, 0.42) * (1 if k % 2 else -1)),
            )
            for k in range(count)
        ]
        points = [_spline(knots, step / 12) for step in range(12, 12 * (count - 2) + 1)]
        for index in range(1, len(points)):
            fast = math.dist(points[index - 1], points[index]) > width * 0.05
            pen.line((points[index - 1], points[index]), fill=235, width=4 if fast else 6)
    return picture.resize((width, height), Image.Resampling.BOX)


def _spline(knots: list[tuple[float, float]], position: float) -> tuple[float, float]:
    """Return a Catmull-Rom point; `position` in knots, 1..len-2."""
    index = min(int(position), len(knots) - 3)
    t = position - index
    before, here, there, after = knots[index - 1 : index + 3]
    return _blend(before[0], here[0], there[0], after[0], t), _blend(
        before[1], here[1], there[1], after[1], t
    )


def _blend(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
