"""Photos of a notice board with the posted 公示 sheet: the evidence that a publicity took place.

Callers: `makers`. A photo, not a scan: perspective, uneven light, the date that the camera wrote into the corner.
"""

import io
import random

from PIL import Image, ImageChops, ImageDraw

from app.services.samples.files.facts import Facts
from app.services.samples.files.glyphs import Face, load_font, load_glyph, measure

_SIZE = (1600, 1200)
_BOARD = (190, 150, 1410, 990)
_SHEET = (420, 594)


def _draw_sheet(facts: Facts) -> Image.Image:
    """The posted sheet, upright: title, a paragraph, the roster, the unit."""
    sheet = Image.new("RGB", _SHEET, (252, 252, 250))
    pen = ImageDraw.Draw(sheet)
    _write(sheet, 210, 52, facts.get("title", "公　示"), 30, bold=True)
    words = facts.get("body")
    for row in range(0, min(len(words), 96), 24):
        _write(sheet, 30, 92 + row, words[row : row + 24], 15, centred=False)
    top = 200
    for number, cells in enumerate(
        [("姓名", "申报职称", "现从事专业"), *[row[:3] for row in facts.rows[:8]]]
    ):
        y = top + number * 34
        pen.line((30, y, 390, y), fill=(60, 60, 60))
        for column, cell in enumerate(cells):
            _write(sheet, (80, 190, 320)[column], y + 23, cell[:9], 15)
    bottom = top + (min(len(facts.rows), 8) + 1) * 34
    pen.line((30, bottom, 390, bottom), fill=(60, 60, 60))
    for x in (30, 130, 250, 390):
        pen.line((x, top, x, bottom), fill=(60, 60, 60))
    _write(sheet, 290, 540, facts.get("unit"), 15)
    _write(sheet, 290, 566, facts.get("date"), 15)
    return sheet


def _write(
    image: Image.Image, x: float, y: float, words: str, size: int, *, bold: bool = False, centred: bool = True
) -> None:
    face: Face = "bold" if bold else "song"
    position = x - measure(words, face, size) / 2 if centred else x
    for char in words:
        glyph = load_glyph(face, size, char)
        image.paste((40, 40, 44), (round(position) + glyph.left, round(y) + glyph.top), glyph.mask)
        position += glyph.advance


def make_notice_photo(rng: random.Random, facts: Facts) -> bytes:
    """Return a JPEG. Facts: title, body, unit, date, taken (2026-09-30 09:12); rows of (name, title, speciality)."""
    wall = Image.new("RGB", _SIZE, rng.choice([(203, 199, 189), (196, 203, 205), (212, 206, 196)]))
    pen = ImageDraw.Draw(wall)
    pen.rectangle((0, 1060, 1600, 1200), fill=(150, 143, 134))
    pen.line((0, 1058, 1600, 1064), fill=(118, 110, 102), width=8)
    left, top, right, bottom = _BOARD
    pen.rectangle((left - 14, top + 16, right + 26, bottom + 34), fill=(170, 166, 158))
    pen.rectangle((left - 22, top - 22, right + 22, bottom + 22), fill=(176, 180, 184))
    pen.rectangle(_BOARD, fill=rng.choice([(56, 86, 128), (126, 44, 46), (58, 98, 84)]))
    _write_head(wall, facts.get("board", "公　告　栏"))
    sheet = _draw_sheet(facts)
    places = [(212, 270), (598, 262 + rng.randrange(-8, 8)), (1020, 280)]
    mine = rng.randrange(3)
    for index, place in enumerate(places):
        paper = sheet if index == mine else _other_paper(rng)
        turned = paper.convert("RGBA").rotate(rng.uniform(-1.6, 1.6), Image.Resampling.BICUBIC, expand=True)
        wall.paste((30, 34, 44), (place[0] + 7, place[1] + 9), turned.getchannel("A").point(_to_half))
        wall.paste(turned.convert("RGB"), place, turned.getchannel("A"))
        pen.ellipse((place[0] + 200, place[1] + 6, place[0] + 222, place[1] + 28), fill=(206, 60, 52))
    return _photograph(wall, rng, facts.get("taken"))


def _write_head(wall: Image.Image, words: str) -> None:
    size = 58
    position = 800 - measure(words, "bold", size) / 2
    for char in words:
        glyph = load_glyph("bold", size, char)
        wall.paste((238, 228, 196), (round(position) + glyph.left, 232 + glyph.top), glyph.mask)
        position += glyph.advance


def _to_half(level: int) -> int:
    return level // 3


def _other_paper(rng: random.Random) -> Image.Image:
    paper = Image.new("RGB", (350, 480), rng.choice([(250, 249, 246), (250, 244, 220), (238, 246, 250)]))
    pen = ImageDraw.Draw(paper)
    pen.rectangle((90, 34, paper.width - 90, 56), fill=(90, 84, 84))
    for y in range(90, 420, 22):
        pen.rectangle((34, y, rng.randrange(220, paper.width - 30), y + 7), fill=(150, 150, 150))
    return paper


def _photograph(wall: Image.Image, rng: random.Random, taken: str) -> bytes:
    """Tilt the view, add the light of a corridor, lens softness and the camera's date."""
    lean = rng.uniform(20, 70)
    quad = (lean, lean / 2, 0, 1200 - lean / 3, 1600 - lean / 2, 1200, 1600, lean * rng.random())
    photo = wall.transform(_SIZE, Image.Transform.QUAD, quad, Image.Resampling.BILINEAR)
    light = Image.new("L", (8, 6))
    bright = rng.randrange(2, 6)
    for y in range(6):
        for x in range(8):
            light.putpixel((x, y), max(120, round(252 - 9 * abs(x - bright) - 7 * y - (x - 3.5) ** 2)))
    shade = light.resize(_SIZE, Image.Resampling.BICUBIC)
    photo = ImageChops.multiply(photo, Image.merge("RGB", (shade, shade, shade.point(_warm))))
    pen = ImageDraw.Draw(photo)
    pen.text((1570, 1160), taken, font=load_font("hei", 36), fill=(255, 160, 40), anchor="rs")
    buffer = io.BytesIO()
    photo.save(buffer, "JPEG", quality=82, dpi=(72, 72))
    return buffer.getvalue()


def _warm(level: int) -> int:
    return round(level * 0.95)
