"""Drawn identity portraits on a plain ground. Nobody's likeness: every measure comes from the seed.

Callers: `photos` (the JPEG files) and `certificates` (the glued photo).
"""

import random
from dataclasses import dataclass

from PIL import Image, ImageDraw

Colour = tuple[int, int, int]
Points = list[tuple[float, float]]
WHITE_GROUND: Colour = (254, 254, 254)

_SKINS: tuple[Colour, ...] = ((240, 201, 172), (233, 190, 158), (226, 178, 145), (244, 210, 184))
_HAIR: tuple[Colour, ...] = ((38, 34, 34), (28, 27, 30), (52, 42, 38), (82, 80, 82))
_COATS: tuple[Colour, ...] = ((36, 52, 84), (44, 46, 52), (62, 70, 84), (30, 60, 66), (78, 44, 50))
_TIES: tuple[Colour, ...] = ((106, 32, 42), (40, 70, 120), (58, 58, 62))
_CURVE_STEPS = 24


@dataclass(frozen=True, slots=True)
class _Face:
    """The measures of one head, in units of the picture's height."""

    half_width: float
    chin: float
    brow: float
    eye_gap: float
    mouth: float
    skin: Colour
    hair: Colour
    coat: Colour
    tie: Colour
    glasses: bool
    long_hair: bool
    parting: float


def _choose_face(rng: random.Random, woman: bool) -> _Face:
    return _Face(
        half_width=rng.uniform(0.150, 0.166) * (0.95 if woman else 1.0),
        chin=rng.uniform(0.605, 0.63),
        brow=rng.uniform(0.008, 0.013) * (0.7 if woman else 1.0),
        eye_gap=rng.uniform(0.060, 0.068),
        mouth=rng.uniform(0.036, 0.044),
        skin=rng.choice(_SKINS),
        hair=rng.choice(_HAIR[:3] if woman else _HAIR),
        coat=rng.choice(_COATS),
        tie=rng.choice(_TIES),
        glasses=rng.random() < 0.3,
        long_hair=woman and rng.random() < 0.65,
        parting=rng.uniform(-0.05, 0.05),
    )


def _shade(colour: Colour, factor: float) -> Colour:
    red, green, blue = (max(0, min(255, round(part * factor))) for part in colour)
    return red, green, blue


class _Canvas:
    """Draws in units of the height, x from the middle, twice as large as asked for."""

    def __init__(self, height: int, ratio: float, ground: Colour) -> None:
        self.size = (round(height * ratio), height)
        self.unit = height * 2
        self.image = Image.new("RGB", (self.size[0] * 2, self.unit), ground)
        self.pen = ImageDraw.Draw(self.image)
        self.middle = self.size[0]

    def _at(self, points: Points) -> Points:
        return [(self.middle + x * self.unit, y * self.unit) for x, y in points]

    def ellipse(self, x: float, y: float, rx: float, ry: float, fill: Colour) -> None:
        (left, top), (right, bottom) = self._at([(x - rx, y - ry), (x + rx, y + ry)])
        self.pen.ellipse((left, top, right, bottom), fill=fill)

    def ring(self, x: float, y: float, rx: float, ry: float, colour: Colour) -> None:
        (left, top), (right, bottom) = self._at([(x - rx, y - ry), (x + rx, y + ry)])
        self.pen.rounded_rectangle(
            (left, top, right, bottom), self.unit * 0.016, outline=colour, width=self.unit // 210
        )

    def polygon(self, points: Points, fill: Colour) -> None:
        self.pen.polygon(self._at(points), fill=fill)

    def blob(self, points: Points, fill: Colour) -> None:
        """Fill a closed curve whose corners are rounded (quadratic through the edge middles)."""
        self.polygon(_round_off(points), fill)

    def stroke(self, points: Points, colour: Colour, width: float) -> None:
        self.pen.line(self._at(points), fill=colour, width=max(1, round(width * self.unit)), joint="curve")

    def finish(self) -> Image.Image:
        return self.image.resize(self.size, Image.Resampling.BOX)


def _round_off(points: Points) -> Points:
    curve: Points = []
    for index, corner in enumerate(points):
        before, after = points[index - 1], points[(index + 1) % len(points)]
        start = ((before[0] + corner[0]) / 2, (before[1] + corner[1]) / 2)
        end = ((after[0] + corner[0]) / 2, (after[1] + corner[1]) / 2)
        for step in range(_CURVE_STEPS):
            t = step / _CURVE_STEPS
            a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t * t
            curve.append(
                (a * start[0] + b * corner[0] + c * end[0], a * start[1] + b * corner[1] + c * end[1])
            )
    return curve


def _mirror(points: Points) -> Points:
    return points + [(-x, y) for x, y in reversed(points)]


def draw_portrait(
    rng: random.Random, woman: bool, *, height: int = 840, ratio: float = 0.714, ground: Colour = WHITE_GROUND
) -> Image.Image:
    """Return a portrait `height` px high and `height` × `ratio` wide."""
    face = _choose_face(rng, woman)
    canvas = _Canvas(height, ratio, ground)
    if face.long_hair:
        edge = face.half_width * 1.28
        canvas.blob(
            _mirror([(0, 0.15), (-edge, 0.19), (-edge * 1.12, 0.5), (-edge * 1.06, 0.82), (-0.05, 0.8)]),
            face.hair,
        )
    _draw_clothes(canvas, face, woman)
    _draw_head(canvas, face)
    _draw_hair(canvas, face, woman)
    _draw_features(canvas, face, woman)
    return canvas.finish()


def _draw_clothes(canvas: _Canvas, face: _Face, woman: bool) -> None:
    shoulder = 0.36 if not woman else 0.33
    shadow = _shade(face.skin, 0.86)
    coat = _mirror(
        [(0, 0.70), (-0.12, 0.70), (-shoulder * 0.9, 0.775), (-shoulder * 1.12, 0.9), (-shoulder * 1.2, 1.25)]
    )
    canvas.blob(coat, face.coat)
    canvas.polygon([(-0.105, 0.715), (0.105, 0.715), (0.02, 1.02), (-0.02, 1.02)], (250, 250, 250))
    canvas.polygon([(-0.072, 0.55), (0.072, 0.55), (0.078, 0.71), (0.0, 0.752), (-0.078, 0.71)], shadow)
    for side in (-1, 1):
        collar = [(side * 0.078, 0.685), (side * 0.115, 0.715), (side * 0.075, 0.80), (0.0, 0.765)]
        canvas.polygon(collar, (255, 255, 255) if not woman else (246, 244, 246))
        canvas.polygon(
            [
                (side * 0.112, 0.716),
                (side * 0.2, 0.80),
                (side * 0.15, 0.835),
                (side * 0.17, 0.87),
                (side * 0.012, 1.02),
            ],
            _shade(face.coat, 1.22 if side < 0 else 1.1),
        )
    if not woman:
        canvas.polygon(
            [(-0.026, 0.768), (0.026, 0.768), (0.018, 0.81), (-0.018, 0.81)], _shade(face.tie, 0.85)
        )
        canvas.polygon([(-0.018, 0.81), (0.018, 0.81), (0.032, 1.02), (-0.032, 1.02)], face.tie)


def _draw_head(canvas: _Canvas, face: _Face) -> None:
    shadow = _shade(face.skin, 0.9)
    for side in (-1, 1):
        canvas.ellipse(side * face.half_width * 0.99, 0.445, 0.021, 0.04, shadow)
    half, chin = face.half_width, face.chin
    outline = [
        (0, 0.19),
        (-half * 1.02, 0.195),
        (-half * 1.09, 0.42),
        (-half * 0.98, 0.54),
        (-half * 0.56, chin + 0.022),
        (0, chin + 0.018),
    ]
    canvas.blob(_mirror(outline), face.skin)
    for side in (-1, 1):
        canvas.ellipse(side * half * 0.62, 0.5, 0.03, 0.02, _shade(face.skin, 0.97))


def _draw_hair(canvas: _Canvas, face: _Face, woman: bool) -> None:
    half, part = face.half_width, face.parting
    if woman:
        left = [(part, 0.235), (-half * 0.7, 0.27), (-half * 1.0, 0.40), (-half * 1.04, 0.52)]
        if not face.long_hair:
            left += [(-half * 1.12, 0.56)]
        left += [(-half * 1.3, 0.5), (-half * 1.3, 0.2), (-half * 0.7, 0.095), (part, 0.115)]
        canvas.blob(left, face.hair)
        canvas.blob(
            [(2 * part - x if index in (0, len(left) - 1) else -x, y) for index, (x, y) in enumerate(left)],
            face.hair,
        )
        canvas.blob(
            [
                (-half * 0.9, 0.2),
                (-half * 0.5, 0.11),
                (half * 0.5, 0.11),
                (half * 0.9, 0.2),
                (half * 0.4, 0.25),
                (-half * 0.4, 0.25),
            ],
            face.hair,
        )
        return
    cap = [
        (-half * 1.10, 0.40), (-half * 1.16, 0.22), (-half * 0.82, 0.11), (part, 0.085), (half * 0.82, 0.11),
        (half * 1.16, 0.22), (half * 1.10, 0.40), (half * 0.98, 0.37), (half * 0.90, 0.27), (half * 0.3, 0.235),
        (part, 0.265), (-half * 0.5, 0.25), (-half * 0.90, 0.27), (-half * 0.98, 0.37),
    ]  # fmt: skip
    canvas.blob(cap, face.hair)


def _draw_features(canvas: _Canvas, face: _Face, woman: bool) -> None:
    dark, lip = (44, 34, 32), (190, 96, 92) if woman else (178, 108, 98)
    for side in (-1, 1):
        x = side * face.eye_gap
        canvas.blob([(x - 0.034, 0.427), (x, 0.408), (x + 0.034, 0.427), (x, 0.441)], (252, 250, 248))
        canvas.ellipse(x, 0.4245, 0.0115, 0.0115, dark)
        canvas.ellipse(x + 0.004, 0.4205, 0.003, 0.003, (255, 255, 255))
        canvas.stroke(
            [(x - 0.027, 0.421), (x - 0.012, 0.413), (x + 0.012, 0.413), (x + 0.027, 0.421)], dark, 0.0045
        )
        brow = [(x - side * 0.03, 0.388), (x + side * 0.004, 0.376), (x + side * 0.034, 0.386)]
        canvas.stroke(brow, _shade(face.hair, 1.15), face.brow)
        if face.glasses:
            canvas.ring(x, 0.426, 0.044, 0.029, (52, 52, 58))
    if face.glasses:
        canvas.stroke([(-face.eye_gap + 0.044, 0.42), (face.eye_gap - 0.044, 0.42)], (52, 52, 58), 0.005)
    shade = _shade(face.skin, 0.86)
    canvas.blob(
        [(-0.006, 0.42), (0.008, 0.42), (0.03, 0.503), (0.0, 0.512), (-0.03, 0.503)], _shade(face.skin, 0.95)
    )
    canvas.stroke([(-0.019, 0.503), (-0.006, 0.509), (0.006, 0.509), (0.019, 0.503)], shade, 0.004)
    wide = face.mouth
    canvas.blob([(-wide, 0.556), (-0.012, 0.545), (0, 0.55), (0.012, 0.545), (wide, 0.556), (0, 0.572)], lip)
    canvas.stroke([(-wide * 0.8, 0.5565), (0, 0.559), (wide * 0.8, 0.5565)], _shade(lip, 0.72), 0.003)
