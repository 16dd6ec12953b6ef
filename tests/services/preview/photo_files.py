"""Photos as people hand them in, made at run time: quadrants tell how it lies, noise makes it as heavy as a real one."""

import io
import random
from typing import Any

from PIL import Image, ImageCms

RED, GREEN, BLUE, WHITE = (200, 40, 40), (40, 160, 60), (40, 60, 200), (250, 250, 250)
ORIENTATION_TAG = 0x0112
_TURN_BACK = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def make_quadrants(width: int = 840, height: int = 1200, grain: int = 24) -> Image.Image:
    """Upper left red, upper right green, lower left blue, lower right nearly white."""
    image = Image.new("RGB", (width, height))
    for place, colour in (((0, 0), RED), ((1, 0), GREEN), ((0, 1), BLUE), ((1, 1), WHITE)):
        left, top = place[0] * width // 2, place[1] * height // 2
        image.paste(colour, (left, top, left + width // 2 + 1, top + height // 2 + 1))
    if grain:
        noise = Image.effect_noise((width, height), grain).convert("RGB")
        image = Image.blend(image, noise, 0.08)
    return image


def save(image: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    buffer = io.BytesIO()
    if kind == "JPEG":
        options.setdefault("quality", 92)
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def save_turned(image: Image.Image, orientation: int) -> bytes:
    """Stored lying as the camera held it, with the tag that says how to see it upright."""
    exif = Image.Exif()
    exif[ORIENTATION_TAG] = orientation
    turn = _TURN_BACK.get(orientation)
    return save(image.transpose(turn) if turn is not None else image, exif=exif)


def make_heavy(width: int = 2100, height: int = 3000) -> bytes:
    """Far more than 1M."""
    return save(Image.effect_noise((width, height), 90).convert("RGB"), quality=95)


def make_cmyk(image: Image.Image) -> bytes:
    return save(image.convert("CMYK"))


def make_gray_16(width: int = 700, height: int = 1000, *, noisy: bool = True) -> bytes:
    """A 16-bit gray PNG that is dark on the left and light on the right."""
    row = bytes(0x30 if x < width // 2 else 0xC0 for x in range(width))
    high = bytearray(row * height)
    low = Image.effect_noise((width, height), 90).tobytes()
    if noisy:
        high = bytearray(
            max(0, min(255, level + (grey - 128) // 4)) for level, grey in zip(high, low, strict=True)
        )
    levels = bytearray(2 * width * height)
    levels[0::2], levels[1::2] = low, high
    return save(Image.frombytes("I;16", (width, height), bytes(levels)), "PNG")


def make_transparent(width: int = 700, height: int = 1000) -> bytes:
    """A person cut out of the ground: clear corners, noise in the middle."""
    image = Image.effect_noise((width, height), 60).convert("RGBA")
    clear = Image.new("L", (width, height), 0)
    clear.paste(255, (width // 4, height // 4, 3 * width // 4, height))
    image.putalpha(clear)
    return save(image, "PNG")


def make_palette(image: Image.Image) -> bytes:
    return save(image.quantize(64), "PNG")


def make_with_swapped_profile(image: Image.Image) -> bytes:
    """A JPEG whose colour profile says that red is blue: whoever passes the profile over shows the wrong colours."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    tags = int.from_bytes(profile[128:132], "big")
    places = {bytes(profile[132 + 12 * n : 136 + 12 * n]): 132 + 12 * n for n in range(tags)}
    red, blue = places[b"rXYZ"], places[b"bXYZ"]
    profile[red : red + 4], profile[blue : blue + 4] = profile[blue : blue + 4], profile[red : red + 4]
    return save(image, icc_profile=bytes(profile))


def make_claiming_12_bits(image: Image.Image) -> bytes:
    """A JPEG of 12 bits a colour, as far as its header says."""
    data = bytearray(save(image))
    frame = data.find(b"\xff\xc0")
    data[frame + 1] = 0xC1
    data[frame + 4] = 12
    return bytes(data)


def make_random_bytes_behind_a_jpeg_head(seed: int, size: int = 40_000) -> bytes:
    """Opens as a JPEG, and then means nothing."""
    head = save(make_quadrants(700, 1000))[:700]
    return head + random.Random(seed).randbytes(size)
