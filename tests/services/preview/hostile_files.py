"""Files that real inboxes hold, made at run time: good, broken, and built to hurt."""

import struct
import zlib

import pymupdf

_AES_256 = 5  # pymupdf.PDF_ENCRYPT_AES_256, which the library does not declare


def make_pdf(pages: int = 1, width: float = 595, height: float = 842, text: str = "page") -> bytes:
    """A PDF whose page N says "page N" and carries a red box in its lower right corner."""
    document = pymupdf.open()
    for number in range(1, pages + 1):
        page = document.new_page(width=width, height=height)
        page.insert_text((40, 60), f"{text} {number}", fontsize=24)
        page.draw_rect((width - 60, height - 60, width - 10, height - 10), fill=(1, 0, 0), color=None)
    data: bytes = document.tobytes()
    return data


def make_pdf_with_wide_last_page(pages: int) -> bytes:
    """`pages` A4 pages and one of 900×300 points."""
    document = pymupdf.open(stream=make_pdf(pages), filetype="pdf")
    document.insert_pdf(pymupdf.open(stream=make_pdf(1, 900, 300), filetype="pdf"))
    data: bytes = document.tobytes()
    return data


def make_encrypted_pdf(user_password: str = "secret") -> bytes:
    """A PDF that asks for a password; with "" it opens, but is locked against change."""
    document = pymupdf.open(stream=make_pdf(), filetype="pdf")
    data: bytes = document.tobytes(encryption=_AES_256, owner_pw="owner", user_pw=user_password)
    return data


def make_scan(width_px: int = 1240, height_px: int = 1754) -> bytes:
    """One A4 page that is a picture."""
    pixmap = pymupdf.Pixmap(pymupdf.csGRAY, (0, 0, width_px, height_px), False)
    pixmap.clear_with(240)
    document = pymupdf.open()
    document.new_page(width=595, height=842).insert_image((0, 0, 595, 842), stream=pixmap.tobytes("jpeg"))
    data: bytes = document.tobytes()
    return data


def make_image(kind: str = "jpeg", width: int = 300, height: int = 400, orientation: int = 0) -> bytes:
    """A blue image; a JPEG may carry an EXIF orientation 1–8."""
    pixmap = pymupdf.Pixmap(pymupdf.csRGB, width, height, b"\0\0\xff" * (width * height), False)
    data: bytes = pixmap.tobytes(kind)
    if orientation:
        entry = struct.pack(">HHIHH", 0x0112, 3, 1, orientation, 0)
        exif = b"Exif\0\0MM\0*" + struct.pack(">IH", 8, 1) + entry + struct.pack(">I", 0)
        data = data[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + data[2:]
    return data


def make_png_bomb(width: int = 50_000, height: int = 50_000) -> bytes:
    """A PNG of a few hundred bytes that claims 2,500 million pixels."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = [(b"IHDR", header), (b"IDAT", zlib.compress(bytes(5000))), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_make_chunk(kind, data) for kind, data in parts)


def make_pdf_without_pages() -> bytes:
    """A well-formed PDF with an empty page tree."""
    return assemble_pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>"])


def make_pdf_with_box(box: bytes, content: bytes = b"") -> bytes:
    """One page with the given MediaBox, "0 0 9e9 9e9" for instance."""
    return assemble_pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Contents 4 0 R>>" % box,
            _make_stream(b"", content),
        ]
    )


def make_memory_bomb(depth: int = 30) -> bytes:
    """A small PDF that wants `depth` full-page bitmaps at once: transparency groups inside each other."""
    group = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Group<</S/Transparency/I true/K true>>"
    states = b"/ExtGState<</G<</ca 0.5/BM/Multiply>>>>"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</XObject<</F 5 0 R>>%s>>>>" % states,
        _make_stream(b"", b"/G gs /F Do"),
    ]
    for level in range(depth):
        resources = b"/Resources<</XObject<</F %d 0 R>>%s>>" % (6 + level, states)
        inner = b" /F Do" if level < depth - 1 else b""
        objects.append(_make_stream(group + resources, b"/G gs 1 0 0 rg 0 0 500 800 re f" + inner))
    return assemble_pdf(objects)


def make_signed_pdf() -> bytes:
    """A PDF with a filled signature field (the signature itself is nonsense)."""
    return assemble_pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R/AcroForm<</SigFlags 3/Fields[4 0 R]>>>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Annots[4 0 R]>>",
            b"<</Type/Annot/Subtype/Widget/FT/Sig/T(s)/Rect[0 0 0 0]/V 5 0 R>>",
            b"<</Type/Sig/Filter/Adobe.PPKLite/Contents<00>>>",
        ]
    )


def assemble_pdf(objects: list[bytes]) -> bytes:
    """The objects, numbered from 1, as a file with a correct cross-reference table."""
    body, offsets = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    trailer = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, len(body))
    return body + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table) + trailer


def _make_stream(entries: bytes, content: bytes) -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(content), content)


def _make_chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
