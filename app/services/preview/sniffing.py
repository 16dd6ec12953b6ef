"""What bytes are, by their first bytes; names lie. Worker side only.

Only these formats reach MuPDF: it also opens HTML, EPUB, XPS, SVG and Office files, and none of them is evidence.
"""

_SIGNATURES = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"BM", "bmp"),
)
_PDF_SEARCH_BYTES = 1024  # where readers accept the header, behind a mail gateway's or scanner's preamble


def sniff_format(data: bytes) -> str | None:
    """pdf, jpeg, png, gif, tiff, bmp, or None for anything else."""
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            return name
    return "pdf" if b"%PDF-" in data[:_PDF_SEARCH_BYTES] else None
