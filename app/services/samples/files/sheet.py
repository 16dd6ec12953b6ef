"""One scanned page that ink is put on. Callers: the layout modules of this package.

Coordinates are millimetres from the upper left corner of the sheet as it lay straight; the base line of a text is
its y. A skew of up to 1.5° turns a 12 pt character by less than one pixel, so glyphs are pasted upright at turned
places: rotating the whole page costs 80 ms, this 5 ms.
"""

import io
import itertools
import math
import random
from collections.abc import Sequence

from PIL import Image, ImageChops, ImageDraw

from app.services.samples.files.glyphs import Face, load_glyph, measure
from app.services.samples.files.paper import VARIANTS, Form, load_paper
from app.services.samples.files.stamps import load_seal, make_signature

Colour = tuple[int, int, int]
INK: Colour = (38, 37, 42)
BLUE_INK: Colour = (34, 52, 122)
RED: Colour = (178, 30, 38)
GOLD: Colour = (176, 138, 58)
SEAL_RED: Colour = (214, 44, 52)


class Sheet:
    """A page under work. `size` in mm. Not thread-safe; one per page."""

    def __init__(self, form: Form, rng: random.Random) -> None:
        paper = load_paper(form, rng.randrange(VARIANTS))
        self._image = paper.image.copy()
        self._pen = ImageDraw.Draw(self._image)
        self._scale = paper.dpi / 25.4
        self._turn = (math.cos(paper.angle), math.sin(paper.angle))
        self.dpi = paper.dpi
        self.rng = rng
        self.size = (self._image.width / self._scale, self._image.height / self._scale)

    def _at(self, x: float, y: float) -> tuple[float, float]:
        cos, sin = self._turn
        dx, dy = x * self._scale - self._image.width / 2, y * self._scale - self._image.height / 2
        return self._image.width / 2 + dx * cos - dy * sin, self._image.height / 2 + dx * sin + dy * cos

    def _px(self, points: float) -> int:
        # In steps of 3 px: two sizes that nobody tells apart share one cached picture of each character.
        return 3 * round(points * self.dpi / 216)

    def text(
        self, x: float, y: float, words: str, size: float, *, face: Face = "song", colour: Colour = INK,
        anchor: str = "left", spacing: float = 0.0, weight: float = 0.0,
    ) -> float:  # fmt: skip
        """Write one line at `size` pt; `spacing` in pt between characters. Returns its width in mm."""
        px, gap = self._px(size), spacing * self.dpi / 72
        width = measure(words, face, px, gap)
        pen_x = {"left": 0.0, "middle": -width / 2 + gap / 2, "right": -width + gap}[anchor]
        cos, sin = self._turn
        start_x, start_y = self._at(x, y)
        for char in words:
            glyph = load_glyph(face, px, char, weight)
            if char != " ":
                place = (round(start_x + pen_x * cos) + glyph.left, round(start_y + pen_x * sin) + glyph.top)
                self._image.paste(colour, place, glyph.mask)
            pen_x += glyph.advance + gap
        return width / self._scale

    def paragraph(
        self, x: float, y: float, width: float, words: str, size: float, *, leading: float = 1.7,
        indent: int = 2, face: Face = "song", colour: Colour = INK,
    ) -> float:  # fmt: skip
        """Write words broken to `width` mm. Returns the y of the line after the last."""
        for line in break_lines(words, face, self._px(size), width * self._scale, indent):
            self.text(x, y, line, size, face=face, colour=colour)
            y += size * leading * 25.4 / 72
        return y

    def line(
        self, x0: float, y0: float, x1: float, y1: float, *, width: float = 0.25, colour: Colour = INK
    ) -> None:
        """Draw a line `width` mm thick."""
        self._pen.line(
            (self._at(x0, y0), self._at(x1, y1)), fill=colour, width=max(1, round(width * self._scale))
        )

    def frame(self, margin: float, *, width: float = 0.6, colour: Colour = GOLD) -> None:
        """Draw a frame `margin` mm inside the sheet's edge."""
        right, bottom = self.size[0] - margin, self.size[1] - margin
        corners = ((margin, margin), (right, margin), (right, bottom), (margin, bottom), (margin, margin))
        for start, end in itertools.pairwise(corners):
            self.line(*start, *end, width=width, colour=colour)

    def table(
        self, x: float, y: float, widths: Sequence[float], rows: Sequence[Sequence[str]], *, row: float = 9.0,
        size: float = 10.5, centred: Sequence[int] = (0,), head: bool = False,
    ) -> float:  # fmt: skip
        """Draw a ruled table; long cells are cut to two lines. Returns the y below it."""
        top, right = y, x + sum(widths)
        for number, cells in enumerate(rows):
            self.line(x, y, right, y, width=0.3)
            left = x
            for column, (cell, width) in enumerate(zip(cells, widths, strict=True)):
                lines = break_lines(cell, "song", self._px(size), (width - 3) * self._scale, 0)[:2]
                for at, words in enumerate(lines):
                    base = y + row / 2 + size * 0.125 + (at - (len(lines) - 1) / 2) * size * 0.45
                    if column in centred or (head and number == 0):
                        self.text(left + width / 2, base, words, size, anchor="middle")
                    else:
                        self.text(left + 2, base, words, size)
                left += width
            y += row
        self.line(x, y, right, y, width=0.3)
        edge = x
        for width in (*widths, 0.0):
            self.line(edge, top, edge, y, width=0.3)
            edge += width
        return y

    def seal(self, x: float, y: float, words: str, *, diameter: float = 40.0) -> None:
        """Press a red seal with its centre at x, y: it darkens what it lies on, as ink does."""
        mask = load_seal(words, round(diameter * self._scale), self.rng.randrange(2))
        centre_x, centre_y = self._at(x, y)
        left, top = round(centre_x - mask.width / 2), round(centre_y - mask.height / 2)
        box = (left, top, left + mask.width, top + mask.height)
        ink = Image.composite(
            Image.new("RGB", mask.size, SEAL_RED), Image.new("RGB", mask.size, "white"), mask
        )
        self._image.paste(ImageChops.multiply(self._image.crop(box), ink), box)

    def sign(self, x: float, y: float, *, width: float = 26.0, colour: Colour = BLUE_INK) -> None:
        """Scribble a signature; x, y is its lower left corner."""
        mask = make_signature(self.rng, round(width * self._scale), round(width * 0.42 * self._scale))
        left, bottom = self._at(x, y)
        self._image.paste(colour, (round(left), round(bottom) - mask.height), mask)

    def picture(self, x: float, y: float, width: float, picture: Image.Image) -> None:
        """Glue a picture `width` mm wide; x, y is its upper left corner."""
        target = round(width * self._scale)
        small = picture.resize(
            (target, round(target * picture.height / picture.width)), Image.Resampling.BILINEAR
        )
        left, top = self._at(x, y)
        self._image.paste(small, (round(left), round(top)))

    def to_jpeg(self, quality: int = 44) -> bytes:
        """Return the scan as a baseline JPEG with its resolution."""
        buffer = io.BytesIO()
        self._image.save(buffer, "JPEG", quality=quality, subsampling=2, dpi=(self.dpi, self.dpi))
        return buffer.getvalue()

    @property
    def pixels(self) -> tuple[int, int]:
        """Width and height in px."""
        return self._image.size


def break_lines(words: str, face: Face, size: int, width: float, indent: int) -> list[str]:
    """Break Chinese text to `width` px; a line does not begin with a closing mark. '\\n' begins a paragraph."""
    lines: list[str] = []
    for part in words.split("\n"):
        current, reach = "　" * indent, float(indent * size)
        for char in part:
            advance = load_glyph(face, size, char).advance
            if reach + advance > width and char not in "，。；：、）”》？":
                lines.append(current)
                current, reach = "", 0.0
            current += char
            reach += advance
        lines.append(current)
    return lines
