"""The font's own table of characters, compared with what a font library says."""

from pathlib import Path

import pymupdf
import pytest

import resources
from app.services.documents.font_coverage import read_code_points
from app.services.documents.typesetter import FONT_FILES


@pytest.mark.parametrize("name", FONT_FILES)
def test_the_same_characters_as_a_font_library_finds(name: str) -> None:
    font = resources.fonts_dir() / name
    assert read_code_points(font) == set(pymupdf.Font(fontfile=str(font)).valid_codepoints())


def test_a_file_that_is_no_such_font_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.ttf").write_bytes(b"\0\1\0\0\0\0" + bytes(64))
    with pytest.raises(ValueError, match=r"x\.ttf"):
        read_code_points(tmp_path / "x.ttf")
