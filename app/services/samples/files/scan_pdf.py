"""JPEG pages into a PDF, as a scanner's software does it: one picture a page, no text. Callers: layout modules.

Written by hand: 0.1 ms a page, the JPEG bytes go in as they are, and the same pages give the same bytes.
"""

from collections.abc import Sequence

from app.services.samples.files.sheet import Sheet

_PRODUCER = "(Sample Scanner 200)"


def wrap_sheets(sheets: Sequence[Sheet], quality: int = 44) -> bytes:
    """Return a PDF of the sheets at their own size and resolution."""
    return wrap_jpegs([(sheet.to_jpeg(quality), *sheet.pixels, sheet.dpi) for sheet in sheets])


def wrap_jpegs(pages: Sequence[tuple[bytes, int, int, int]]) -> bytes:
    """Return a PDF of RGB JPEGs given as (bytes, width px, height px, dpi)."""
    kids = " ".join(f"{4 + 3 * index} 0 R" for index in range(len(pages)))
    objects: list[bytes] = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>".encode(),
        f"<< /Producer {_PRODUCER} >>".encode(),
    ]
    for index, (jpeg, width, height, dpi) in enumerate(pages):
        number = 4 + 3 * index
        wide, high = width * 72 / dpi, height * 72 / dpi
        drawing = f"q {wide:.2f} 0 0 {high:.2f} 0 0 cm /Im0 Do Q".encode()
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {wide:.2f} {high:.2f}] /Contents {number + 1} 0 R "
            f"/Resources << /XObject << /Im0 {number + 2} 0 R >> >> >>".encode()
        )
        objects.append(_stream("", drawing))
        objects.append(
            _stream(
                f"/Type /XObject /Subtype /Image /Width {width} /Height {height} /BitsPerComponent 8 "
                "/ColorSpace /DeviceRGB /Filter /DCTDecode ",
                jpeg,
            )
        )
    return _write(objects)


def _stream(entries: str, body: bytes) -> bytes:
    return f"<< {entries}/Length {len(body)} >>\nstream\n".encode() + body + b"\nendstream"


def _write(objects: Sequence[bytes]) -> bytes:
    parts, offsets, position = [b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"], [], 15
    for number, body in enumerate(objects, start=1):
        part = f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
        offsets.append(position)
        parts.append(part)
        position += len(part)
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    parts.append(
        f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R /Info 3 0 R >>\n"
        f"startxref\n{position}\n%%EOF\n".encode()
    )
    return b"".join(parts)
