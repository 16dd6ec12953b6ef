"""Files that a person chose or dropped."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.ports.intake import RefusedFile, TakenFile
from app.services.intake import DiskIntake

PDF, JPEG, PNG = b"%PDF-1.7 x", b"\xff\xd8\xff\xe0 x", b"\x89PNG\r\n\x1a\n x"
MEGABYTE = 1024 * 1024


def write(path: Path, content: bytes = PDF) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return str(path)


def names_of(paths: tuple[str, ...]) -> list[str]:
    return [Path(p).name for p in paths]


def read_one(intake: DiskIntake, path: str) -> TakenFile | RefusedFile:
    (answer,) = intake.read_files([path])
    return answer


@pytest.mark.parametrize("content", [PDF, JPEG, PNG, b"\xef\xbb\xbf\r\nscanner 3.1\r\n" + PDF])
def test_evidence_is_known_by_its_content_not_its_name(tmp_path: Path, content: bytes) -> None:
    path = write(tmp_path / "证书.doc", content)
    assert read_one(DiskIntake(), path) == TakenFile("证书.doc", content)


@pytest.mark.req("A2.7")
@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "F-101"), (b"PK\x03\x04", "F-102"), (b"GIF89a", "F-102"), (b" " * 1100 + PDF, "F-102")],
)
def test_what_is_no_evidence_is_refused_by_name(tmp_path: Path, content: bytes, code: str) -> None:
    path = write(tmp_path / "证书.pdf", content)
    assert read_one(DiskIntake(), path) == RefusedFile("证书.pdf", code, {"name": "证书.pdf"})


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "大.pdf"
    with path.open("wb") as file:
        file.write(PDF)
        file.truncate(3 * MEGABYTE + 1)
    intake = DiskIntake(most_bytes=3 * MEGABYTE)
    expected = RefusedFile("大.pdf", "F-104", {"name": "大.pdf", "size_mb": 4, "limit_mb": 3})
    assert read_one(intake, str(path)) == expected
    os.truncate(path, 3 * MEGABYTE)
    assert isinstance(read_one(intake, str(path)), TakenFile)


def test_what_cannot_be_read_does_not_stop_the_rest(tmp_path: Path) -> None:
    paths = [str(tmp_path / "gone.pdf"), str(tmp_path), "\0", write(tmp_path / "a.pdf")]
    answers = list(DiskIntake().read_files(paths))
    assert [getattr(a, "code", "taken") for a in answers] == ["F-103", "F-103", "F-103", "taken"]


def test_files_are_read_one_by_one(tmp_path: Path) -> None:
    first, second = write(tmp_path / "1.pdf"), write(tmp_path / "2.pdf")
    answers: Iterator[TakenFile | RefusedFile] = DiskIntake().read_files([first, second])
    assert next(answers) == TakenFile("1.pdf", PDF)
    Path(second).unlink()
    assert isinstance(next(answers), RefusedFile)


def test_a_folder_stands_for_its_files_in_the_order_people_count(tmp_path: Path) -> None:
    for name in ("第10页.pdf", "第2页.pdf", "第１页.pdf", "附件/2.pdf", "附件/1/a.pdf", "a.PDF", "B.pdf"):
        write(tmp_path / "材料" / name)
    for name in (".hidden", "Thumbs.db", "desktop.ini", "~$材料.docx", ".git/x.pdf"):
        write(tmp_path / "材料" / name)
    found = DiskIntake().find_files([write(tmp_path / "z.pdf"), str(tmp_path / "材料")])
    assert names_of(found.paths) == [
        *("z.pdf", "a.PDF", "B.pdf", "第１页.pdf", "第2页.pdf", "第10页.pdf", "2.pdf", "a.pdf")
    ]
    assert found.refused == ()


def test_no_file_comes_twice_and_chosen_files_keep_their_order(tmp_path: Path) -> None:
    b, a = write(tmp_path / "b.pdf"), write(tmp_path / "a.pdf")
    found = DiskIntake().find_files([b, a, b, str(tmp_path)])
    assert found.paths == (b, a)


def test_too_many_files_are_cut_off_with_a_word(tmp_path: Path) -> None:
    for number in range(5):
        write(tmp_path / f"{number}.pdf")
    found = DiskIntake(most_files=3).find_files([str(tmp_path)])
    assert names_of(found.paths) == ["0.pdf", "1.pdf", "2.pdf"]
    assert found.refused == (RefusedFile("3.pdf", "F-106", {"name": "3.pdf", "limit": 3}),)


def test_a_folder_that_cannot_be_opened_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "材料" / "a.pdf")
    scan = os.scandir

    def deny(folder):
        if Path(folder).name == "材料":
            raise PermissionError
        return scan(folder)

    with monkeypatch.context() as patch:
        patch.setattr(os, "scandir", deny)
        found = DiskIntake().find_files([str(tmp_path)])
    assert found.paths == ()
    assert found.refused == (RefusedFile("材料", "F-105", {"name": "材料"}),)


@pytest.mark.skipif(os.name == "nt", reason="links need a right of their own on Windows")
def test_a_circle_of_links_ends(tmp_path: Path) -> None:
    write(tmp_path / "a.pdf")
    (tmp_path / "again").symlink_to(tmp_path, target_is_directory=True)
    assert names_of(DiskIntake().find_files([str(tmp_path)]).paths) == ["a.pdf"]
