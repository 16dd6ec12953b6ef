"""A document goes where the person chose, whole or not at all, and the reason is one a person can act on."""

import errno
import os

import pytest

from app.domain.errors import EnvironmentFault
from ui.document_file import write_document
from ui.texts.errors import describe


def test_a_document_replaces_an_older_one(tmp_path):
    place = tmp_path / "名单.xlsx"
    place.write_bytes(b"old")
    write_document(str(place), b"new")
    assert place.read_bytes() == b"new"
    assert [p.name for p in tmp_path.iterdir()] == ["名单.xlsx"]


@pytest.mark.skipif(os.name == "nt", reason="modes are a POSIX matter")
def test_a_document_can_be_read_by_others_as_usual(tmp_path):
    place = tmp_path / "名单.xlsx"
    before = os.umask(0o022)
    try:
        write_document(str(place), b"x")
    finally:
        os.umask(before)
    assert place.stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize(
    ("number", "there", "code"),
    [
        (errno.ENOSPC, False, "E-204"),
        (errno.EACCES, False, "E-205"),
        (errno.EROFS, False, "E-205"),
        (errno.EACCES, True, "E-207"),
        (errno.EIO, False, "E-206"),
    ],
)
def test_what_goes_wrong_is_told_and_leaves_the_old_file(tmp_path, monkeypatch, number, there, code):
    place = tmp_path / "名单.xlsx"
    if there:
        place.write_bytes(b"old")

    def refuse(descriptor):
        raise OSError(number, "refused")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(EnvironmentFault) as told:
        write_document(str(place), b"new")
    assert told.value.code == code
    assert code in describe(told.value)
    assert [p.read_bytes() for p in tmp_path.iterdir()] == ([b"old"] if there else [])


def test_a_folder_that_is_gone_is_told(tmp_path):
    with pytest.raises(EnvironmentFault) as told:
        write_document(str(tmp_path / "gone" / "名单.xlsx"), b"new")
    assert told.value.code == "E-206"
