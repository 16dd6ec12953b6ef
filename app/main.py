"""Placeholder of the wiring: arguments only, and a self-check that the program's libraries load and work.

The lead's main replaces this file.
"""

import argparse
import sys
from collections.abc import Sequence

from resources import fonts_dir


def main(arguments: Sequence[str] | None = None) -> int:
    """Parse the command line and do what it says; the exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    parser = argparse.ArgumentParser(prog="reviewdesk", description="职审台 ReviewDesk")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("run", help="open the window").add_argument("--sample", action="store_true")
    commands.add_parser("tour", help="drive the window and write pictures").add_argument("--out")
    commands.add_parser("self-check", help="check that this installation works")
    chosen = parser.parse_args(["self-check" if word == "--self-check" else word for word in words])
    if chosen.command == "self-check":
        return check_self()
    parser.error("not built yet")
    return 2


def check_self() -> int:
    import multiprocessing

    import alembic.command
    import argon2
    import cryptography.hazmat.primitives.ciphers.aead
    import keyring
    import pikepdf
    import PIL.Image
    import pymupdf
    import pypinyin
    import sqlalchemy.orm
    import sqlcipher3.dbapi2
    import stdnum.cn.uscc
    import typst
    import uuid_utils
    import xlsxwriter
    from PySide6 import QtPrintSupport, QtSvg, QtTest, QtWidgets

    app = QtWidgets.QApplication([])
    assert app.platformName()
    assert pymupdf.Font(fontfile=str(fonts_dir() / "NotoSansSC-Regular.ttf")).has_glyph(ord("龘"))
    print(keyring.get_keyring(), pypinyin.lazy_pinyin("职审台"), QtSvg, QtTest, QtPrintSupport)
    print(alembic.command, argon2, cryptography, pikepdf, PIL, sqlalchemy, sqlcipher3, stdnum, typst, uuid_utils)
    print(xlsxwriter)
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        assert pool.apply(pow, (2, 5)) == 32
    return 0
