"""核对归档包: every way a package can be spoiled is found and named; hostile zips are refused unread."""

import contextlib
import hashlib
import json
import stat
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.archive_package import AUDIT_JSON, DECLARATION_JSON, PACKAGE_JSON, FindingCode, PackageCheck
from app.domain.errors import EnvironmentFault, RuleError
from app.services.archive_package import zip_gate
from app.services.archive_package.zip_packages import ZipPackages
from tests.services.archive_package.small_package import (
    BASE,
    PHOTO,
    SCAN,
    Files,
    MemoryStore,
    make_content,
    read_files,
    seal_again,
    spoil,
    write_files,
)


def say_nothing(done: int, total: int) -> None:
    assert 0 <= done <= total


def go_on() -> bool:
    return False


@pytest.fixture
def package(tmp_path: Path) -> Path:
    store = MemoryStore()
    path = tmp_path / "归档包.zip"
    assert ZipPackages(store).write(str(path), make_content(store), say_nothing, go_on).is_sound
    return path


def check(path: Path) -> PackageCheck:
    return ZipPackages(MemoryStore()).verify(str(path), say_nothing, go_on)


def found(path: Path) -> set[tuple[str, str]]:
    """(code, path or what else is named)."""
    return {(f.code.value, f.params.get("path", f.params.get("seq", ""))) for f in check(path).findings}


def test_a_package_that_was_moved_and_renamed_is_sound(package: Path, tmp_path: Path) -> None:
    other = tmp_path / "2026 陈晓东.zip"
    package.rename(other)
    assert check(other).is_sound and check(other).entries == 9


def test_a_package_that_was_packed_again_is_sound(package: Path) -> None:
    files = read_files(package)
    write_files(package, dict(sorted(files.items(), reverse=True)), base="解压后又打包")
    with zipfile.ZipFile(package, "a") as again:
        again.writestr("解压后又打包/data/附件/", b"")
    assert found(package) == set()


def sealed_info(files: Files) -> None:
    """The number of the payload's bytes alone is wrong."""
    seal_again(files)
    info = files["bag-info.txt"] = files["bag-info.txt"].replace(b"Oxum: ", b"Oxum: 1")
    tags = files["tagmanifest-sha256.txt"].decode().splitlines()
    digest = hashlib.sha256(info).hexdigest()
    tags = [f"{digest}  bag-info.txt" if t.endswith("bag-info.txt") else t for t in tags]
    files["tagmanifest-sha256.txt"] = "\n".join(tags).encode()


SPOILED: list[tuple[str, Callable[[Files], object], set[tuple[str, str]]]] = [
    ("an attachment's byte", lambda f: f.update({SCAN: f[SCAN][:-1] + b"x"}), {("changed", SCAN)}),
    (
        "an attachment cut short",
        lambda f: f.update({SCAN: f[SCAN][:-9]}),
        {("changed", SCAN), ("wrong_size", SCAN)},
    ),
    (
        "an attachment taken away",
        lambda f: f.pop(PHOTO),
        {("missing", PHOTO)},
    ),
    (
        "a file put in",
        lambda f: f.update({"data/附件/多的.pdf": b"%PDF-"}),
        {("unlisted", "data/附件/多的.pdf")},
    ),
    ("a file beside the payload", lambda f: f.update({"说明.txt": b""}), {("unlisted", "说明.txt")}),
    (
        "two attachments exchanged",
        lambda f: f.update({SCAN: f[PHOTO], PHOTO: f[SCAN]}),
        {("changed", SCAN), ("changed", PHOTO), ("wrong_size", SCAN), ("wrong_size", PHOTO)},
    ),
    ("no manifest", lambda f: f.pop("manifest-sha256.txt"), {("missing", "manifest-sha256.txt")}),
    ("no tag manifest", lambda f: f.pop("tagmanifest-sha256.txt"), {("missing", "tagmanifest-sha256.txt")}),
    (
        "a manifest of nonsense",
        lambda f: f.update({"manifest-sha256.txt": b"nonsense\n"}),
        {("bad_manifest", "manifest-sha256.txt"), ("changed", "manifest-sha256.txt")},
    ),
    (
        "a manifest that leads outside",
        lambda f: f.update(
            {"manifest-sha256.txt": f["manifest-sha256.txt"] + b"0" * 64 + b"  data/../../x\n"}
        ),
        {("bad_manifest", "manifest-sha256.txt"), ("changed", "manifest-sha256.txt")},
    ),
    (
        "no declaration of a bag",
        lambda f: f.update({"bagit.txt": b"something"}),
        {("no_bag", ""), ("changed", "bagit.txt")},
    ),
    (
        "bag-info",
        lambda f: f.update({"bag-info.txt": b"Payload-Oxum: 1.1\n"}),
        {("changed", "bag-info.txt")},
    ),
    (
        "a number of bytes that is another one",
        sealed_info,
        {("bad_manifest", "bag-info.txt")},
    ),
    (
        "package.json taken away",
        lambda f: f.pop(PACKAGE_JSON),
        {("missing", PACKAGE_JSON)},
    ),
]


@pytest.mark.parametrize(("change", "expected"), [s[1:] for s in SPOILED], ids=[s[0] for s in SPOILED])
def test_what_was_spoiled_is_found_and_named(
    package: Path, change: Callable[[Files], object], expected: set[tuple[str, str]]
) -> None:
    spoil(package, change)
    assert found(package) == expected


def sealed(change: Callable[[Files], object], *, listing: bool = True) -> Callable[[Files], object]:
    def act(files: Files) -> None:
        change(files)
        seal_again(files, listing=listing)

    return act


def set_json(path: str, act: Callable[[dict], object]) -> Callable[[Files], object]:
    def change(files: Files) -> None:
        record = json.loads(files[path])
        act(record)
        files[path] = json.dumps(record).encode()

    return change


def forge_opinion(audit) -> None:
    audit[1]["content"]["content"]["opinion"] = "同意推荐"


SEALED: list[tuple[str, Callable[[Files], object], set[tuple[str, str]]]] = [
    (
        "an attachment, hashes of the bag made right",
        sealed(lambda f: f.update({SCAN: b"%PDF-another" * 3}), listing=False),
        {("changed", SCAN), ("wrong_size", SCAN)},
    ),
    (
        "an attachment, every hash made right: the declaration still names the old one",
        sealed(lambda f: f.update({SCAN: b"%PDF-another" * 3})),
        {("not_in_package", DECLARATION_JSON)},
    ),
    ("an opinion in the audit log", sealed(set_json(AUDIT_JSON, forge_opinion)), {("audit_broken", "2")}),
    (
        "an audit log of nonsense",
        sealed(lambda f: f.update({AUDIT_JSON: b"{"})),
        {("bad_record", AUDIT_JSON)},
    ),
    (
        "another declaration",
        sealed(lambda f: f.update({DECLARATION_JSON: b'{"id": "d2"}'})),
        {("bad_record", DECLARATION_JSON)},
    ),
    (
        "a record of nonsense",
        sealed(lambda f: f.update({DECLARATION_JSON: b"\xff"})),
        {("bad_record", DECLARATION_JSON)},
    ),
    (
        "a newer format",
        sealed(set_json(PACKAGE_JSON, lambda p: p.update(version=2))),
        {("newer_format", PACKAGE_JSON)},
    ),
    (
        "package.json of another kind",
        sealed(set_json(PACKAGE_JSON, lambda p: p.update(format="x")), listing=False),
        {("bad_record", PACKAGE_JSON)},
    ),
    (
        "a file that package.json does not list",
        sealed(lambda f: f.update({"data/附件/多的.pdf": b"%PDF-"})),
        {("unlisted", "data/附件/多的.pdf")},
    ),
]


@pytest.mark.parametrize(("change", "expected"), [s[1:] for s in SEALED], ids=[s[0] for s in SEALED])
def test_what_was_spoiled_by_one_who_knows_the_format_is_found(
    package: Path, change: Callable[[Files], object], expected: set[tuple[str, str]]
) -> None:
    spoil(package, change)
    assert found(package) == expected


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_no_flipped_byte_and_no_cut_passes_for_the_package_as_made(
    package: Path, data: st.DataObject
) -> None:
    """Either something is found, or at least the whole file's hash differs from the one that was noted."""
    whole = package.read_bytes()
    made = check(package)
    kind = data.draw(st.sampled_from(["flip", "cut"]))
    place = data.draw(st.integers(0, len(whole) - 1))
    spoiled = bytearray(whole[:place] if kind == "cut" else whole)
    if kind == "flip":
        spoiled[place] ^= 1 << data.draw(st.integers(0, 7))
    package.write_bytes(spoiled)
    try:
        again = check(package)
        assert again.findings or again.sha256 != made.sha256
        if SCAN.encode() in whole and whole.find(SCAN.encode()) + 200 < place < 40_000:
            assert again.findings
    finally:
        package.write_bytes(whole)


# ---- hostile files


@pytest.mark.parametrize(
    "content", [b"", b"PK", b"%PDF-1.7\n" * 100, b"PK\x05\x06" + bytes(17), bytes(100_000)]
)
def test_something_else_is_no_package(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "别的.zip"
    path.write_bytes(content)
    assert found(path) == {("not_a_zip", "")}


def test_another_zip_is_no_package(tmp_path: Path) -> None:
    path = tmp_path / "照片.zip"
    write_files(path, {"a.jpg": b"1", "b.jpg": b"2"})
    assert ("no_bag", "") in found(path)
    with zipfile.ZipFile(path, "a") as more:
        more.writestr("c.jpg", b"3")
    assert found(path) == {("no_bag", "")}


@pytest.mark.parametrize(
    "name",
    [
        "../../evil.exe",
        f"{BASE}/../evil",
        "/etc/passwd",
        "C:/evil",
        f"{BASE}\\evil",
        f"{BASE}/data/./x",
        f"{BASE}//x",
    ],
)
def test_a_name_that_leads_outside_is_refused(package: Path, name: str) -> None:
    with zipfile.ZipFile(package, "a") as more:
        more.writestr(name, b"evil")
    assert found(package) == {("unsafe_name", name)}
    assert check(package).manifest is None


def test_a_link_is_refused(package: Path) -> None:
    link = zipfile.ZipInfo(f"{BASE}/data/link")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(package, "a") as more:
        more.writestr(link, b"/etc/passwd")
    assert found(package) == {("unsafe_name", f"{BASE}/data/link")}


@pytest.mark.parametrize("name", [SCAN, SCAN.upper(), f"{PHOTO[:-4]}.JPG"])
def test_two_entries_of_one_name_are_refused(package: Path, name: str) -> None:
    path = f"{BASE}/{name}"
    warned = pytest.warns(UserWarning, match="Duplicate name") if name == SCAN else contextlib.nullcontext()
    with zipfile.ZipFile(package, "a") as more, warned:
        more.writestr(path, b"the second")
    assert found(package) == {("double_name", path)}


def test_a_bomb_is_refused_before_it_is_unpacked(package: Path) -> None:
    with zipfile.ZipFile(package, "a", zipfile.ZIP_DEFLATED) as more:
        more.writestr(f"{BASE}/data/bomb", bytes(30 << 20))
    assert found(package) == {("too_large", f"{BASE}/data/bomb")}


def test_a_bomb_that_lies_about_its_size_ends_where_it_said(package: Path) -> None:
    with zipfile.ZipFile(package, "a", zipfile.ZIP_DEFLATED) as more:
        more.writestr(f"{BASE}/data/bomb", bytes(30 << 20))
    content = package.read_bytes()
    package.write_bytes(content.replace(struct.pack("<L", 30 << 20), struct.pack("<L", 1000)))
    assert ("unreadable", "data/bomb") in found(package)


def test_too_many_entries_are_refused(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zip_gate, "MOST_ENTRIES", 5)
    assert [f.code for f in check(package).findings] == [FindingCode.TOO_LARGE]


def test_a_directory_that_is_too_large_is_refused_before_it_is_read(
    package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zip_gate, "MOST_DIRECTORY", 100)
    assert [f.code for f in check(package).findings] == [FindingCode.TOO_LARGE]


def test_entries_that_overlap_are_refused(package: Path) -> None:
    """The quoted-overlap bomb: many entries of the directory point at one piece of data."""
    content = bytearray(package.read_bytes())
    directory = content.find(b"PK\x01\x02")
    second = content.find(b"PK\x01\x02", directory + 4)
    third = content.find(b"PK\x01\x02", second + 4)
    content[third + 42 : third + 46] = content[second + 42 : second + 46]
    package.write_bytes(content)
    assert {f.code for f in check(package).findings} == {FindingCode.TOO_LARGE}


def test_an_encrypted_entry_is_named(package: Path) -> None:
    content = bytearray(package.read_bytes())
    place = content.rfind(b"PK\x01\x02")
    content[place + 8] |= 1
    package.write_bytes(content)
    assert {code for code, _ in found(package)} == {"unreadable"}


def test_a_check_can_be_cancelled(package: Path) -> None:
    with pytest.raises(RuleError, match="V-201"):
        ZipPackages(MemoryStore()).verify(str(package), say_nothing, lambda: True)


def test_a_file_that_is_gone_is_said(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault, match="V-207"):
        check(tmp_path / "拔掉的U盘" / "归档包.zip")
