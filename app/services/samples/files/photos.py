"""Identity photos as files: one that passes the rules of seed B (一), and one that breaks each rule.

Rules (DOMAIN §5.1): JPG/JPEG; file > 30K and < 1M; larger than 215×300 px; 0.65 ≤ width/height ≤ 0.8; white ground.
Callers: `makers`.
"""

import io
import random
from dataclasses import dataclass

from PIL import Image, ImageChops, ImageFilter

from app.services.samples.files.facts import Facts
from app.services.samples.files.portraits import WHITE_GROUND, Colour, draw_portrait


@dataclass(frozen=True, slots=True)
class PhotoShape:
    """How one photo file is made; `grain` is the noise that a camera leaves (and what makes files heavy)."""

    height: int = 840
    ratio: float = 0.714
    quality: int = 90
    grain: int = 5
    ground: Colour = WHITE_GROUND
    container: str = "JPEG"
    cmyk: bool = False
    turned: bool = False


PHOTO_SHAPES: dict[str, PhotoShape] = {
    "passing": PhotoShape(),
    "too_light": PhotoShape(height=380, quality=48, grain=0),
    "too_heavy": PhotoShape(height=2400, quality=96, grain=14),
    "too_small": PhotoShape(height=280, quality=100, grain=12),
    "edge_small": PhotoShape(height=300, ratio=215 / 300, quality=100, grain=10),
    "too_narrow": PhotoShape(ratio=0.6),
    "too_wide": PhotoShape(ratio=0.86),
    "png": PhotoShape(container="PNG", grain=2),
    "cmyk": PhotoShape(cmyk=True),
    "turned": PhotoShape(turned=True),
    "blue": PhotoShape(ground=(67, 142, 219)),
}
_ORIENTATION = 0x0112


def make_photo(rng: random.Random, facts: Facts) -> bytes:
    """Return a photo file. Facts: sex, face (seed of the drawn face), shape (a key of PHOTO_SHAPES)."""
    shape = PHOTO_SHAPES[facts.get("shape", "passing")]
    face = random.Random(facts.get("face", facts.get("name")))
    image = draw_portrait(
        face, facts.get("sex") == "女", height=shape.height, ratio=shape.ratio, ground=shape.ground
    )
    image = _add_grain(image, shape.grain, rng)
    exif = Image.Exif()
    if shape.turned:
        # Stored lying down with the camera's remark: 6 = turn a quarter clockwise to see it upright.
        image = image.transpose(Image.Transpose.ROTATE_90)
        exif[_ORIENTATION] = 6
    if shape.cmyk:
        image = image.convert("CMYK")
    buffer = io.BytesIO()
    if shape.container == "PNG":
        image.save(buffer, "PNG", compress_level=4)
    else:
        image.save(buffer, "JPEG", quality=shape.quality, dpi=(300, 300), exif=exif)
    return buffer.getvalue()


def _add_grain(image: Image.Image, strength: int, rng: random.Random) -> Image.Image:
    if strength == 0:
        return image
    side = 256
    noise = Image.frombytes("L", (side, side), rng.randbytes(side * side)).filter(
        ImageFilter.GaussianBlur(0.6)
    )
    levels = [max(0, min(255, 128 + (level - 128) * strength // 40)) for level in range(256)]
    tile = noise.point(levels)
    sheet = Image.new("L", image.size)
    for top in range(0, image.height, side):
        for left in range(0, image.width, side):
            sheet.paste(tile, (left, top))
    return ImageChops.add(image, Image.merge("RGB", (sheet, sheet, sheet)), 1, -128)
