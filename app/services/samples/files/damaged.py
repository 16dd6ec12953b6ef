"""Files that a pre-check must point out: encrypted, blank, without pages, cut off. Callers: `makers`."""

import io
import random

import pikepdf

from app.services.samples.files.facts import Facts
from app.services.samples.files.forms import make_statement
from app.services.samples.files.scan_pdf import wrap_sheets
from app.services.samples.files.sheet import Sheet

_NO_PAGES = (
    b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n"
    b"xref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n0000000058 00000 n \n"
    b"trailer\n<< /Size 3 /Root 1 0 R >>\nstartxref\n110\n%%EOF\n"
)


def make_encrypted(rng: random.Random, facts: Facts) -> bytes:
    """A statement that asks for a password to open. RC4 on purpose: it has no random part, so the bytes repeat."""
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(make_statement(rng, facts))) as pdf:
        lock = pikepdf.Encryption(owner="owner-sample", user="user-sample", R=3, aes=False, metadata=False)
        pdf.save(buffer, encryption=lock, static_id=True)
    return buffer.getvalue()


def make_blank(rng: random.Random, facts: Facts) -> bytes:
    """A scan of the wrong side."""
    return wrap_sheets([Sheet("white", rng)])


def make_pageless(rng: random.Random, facts: Facts) -> bytes:
    """A PDF of zero pages."""
    return _NO_PAGES


def make_cut_off(rng: random.Random, facts: Facts) -> bytes:
    """An upload that broke off half-way."""
    whole = make_statement(rng, facts)
    return whole[: len(whole) // 2]
