"""Names inside an archive package: every disk takes them, none leads out of the folder, no two are one."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.package_names import (
    MOST_PATH,
    FreePaths,
    escape_path,
    is_safe_path,
    safe_base_name,
    safe_name,
    same_name,
    unescape_path,
)

FOLDER = "data/附件/05 获奖情况/第1条"


@pytest.mark.parametrize(
    ("given_name", "safe"),
    [
        ("获奖证书.pdf", "获奖证书.pdf"),
        ("../../etc/passwd", "etc passwd"),
        ("C:\\Windows\\证书.pdf", "C Windows 证书.pdf"),
        ("证书.pdf. . ", "证书.pdf"),
        ("con.pdf", "_con.pdf"),
        ("LPT1", "_LPT1"),
        ("aux.tar.gz", "_aux.tar.gz"),
        ("nul .txt", "_nul.txt"),
        ("...", "文件"),
        ("", "文件"),
        ("a\x00b\nc.pdf", "a b c.pdf"),
        ("发票\u202efdp.exe", "发票fdp.exe"),
        ("买买提·艾力.pdf", "买买提·艾力.pdf"),
    ],
)
def test_a_name_is_made_harmless_and_stays_readable(given_name, safe):
    assert safe_name(given_name) == safe


@given(st.text(max_size=400))
def test_whatever_the_name_the_path_is_safe_and_short(name):
    path = FreePaths().take(FOLDER, name)
    assert is_safe_path(path)
    assert len(path) <= MOST_PATH
    assert all(len(part.encode()) <= 255 for part in path.split("/"))
    assert path.startswith(f"{FOLDER}/")
    assert unicodedata.is_normalized("NFC", path)
    assert is_safe_path(safe_base_name(name))


@given(
    st.lists(
        st.sampled_from(["证书.pdf", "证书.PDF", "é.pdf", "e\u0301.pdf", "字" * 300 + ".pdf"]), max_size=8
    )
)
def test_files_of_one_name_are_kept_apart_on_every_disk(names):
    paths = FreePaths()
    taken = [paths.take(FOLDER, name) for name in names]
    assert len({same_name(path) for path in taken}) == len(names)
    assert all(path.lower().endswith(".pdf") and len(path) <= MOST_PATH for path in taken)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/etc/passwd",
        "../a",
        "a/../b",
        "a//b",
        "a/./b",
        "C:/a",
        "a\\b",
        "a/b.",
        "a /b",
        "a\x00b",
        "a/" * 600,
    ],
)
def test_paths_that_lead_elsewhere_are_known(path):
    assert not is_safe_path(path)


@given(st.text(max_size=60))
def test_the_manifests_spelling_of_a_path_is_one_line_and_comes_back(path):
    assert "\n" not in escape_path(path) and "\r" not in escape_path(path)
    assert unescape_path(escape_path(path)) == path
