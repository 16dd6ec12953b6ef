"""What people drop on an archive item: the good goes in, the bad is named with its reason, what cannot be shown is said."""

import pytest

from app.domain.archive import ArchiveStatus
from tests.faults.archive_desk import AWARD, drop, open_archive, problems
from tests.faults.evidence_view import go_to_file, wait_for_message, wait_for_page
from tests.services.preview import hostile_files as files

MEGABYTE = 1024 * 1024


@pytest.fixture
def desk_of(live_desk, open_tab):
    """An item without evidence on the screen."""
    item = live_desk.add_item("陈思远", fields=AWARD, evidence=())
    tab = open_archive(open_tab, desk=live_desk.desk)
    return tab, lambda: [ref.name for ref in live_desk.item(item.id).evidence]


def test_when_nothing_could_be_taken_the_last_word_is_not_that_it_is_being_put_in(desk_of, tmp_path):
    tab, stored = desk_of
    drop(tab, write(tmp_path, "空的.pdf", b""), write(tmp_path, "也是空的.pdf", b""))
    assert stored() == []
    assert tab.shell.toast.text().startswith("没有文件放进来")


def write(folder, name, content):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def write_sparse(folder, name, size):
    path = folder / name
    with path.open("wb") as file:
        file.write(b"%PDF-1.7\n")
        file.truncate(size)
    return path


@pytest.mark.req("A5.2")
def test_each_bad_file_is_named_and_the_good_ones_go_in(desk_of, tmp_path):
    tab, stored = desk_of
    drop(
        tab,
        write(tmp_path, "空的.pdf", b""),
        write(tmp_path, "获奖证书.pdf", files.make_pdf(text="good")),
        write(tmp_path, "说明.txt", "只是文字".encode()),
        write_sparse(tmp_path, "整本扫描.pdf", 300 * MEGABYTE),
        write(tmp_path, "照片.png", files.make_image("png")),
    )
    assert stored() == ["获奖证书.pdf", "照片.png"]
    said = problems(tab)
    assert said.startswith("有 3 个文件没有放进来")
    assert "“空的.pdf”是空文件（0 字节），没有加入。请检查后重新添加。（F-101）" in said
    assert "“说明.txt”不是 PDF、JPG 或 PNG，没有加入。请转换后再添加。（F-102）" in said
    assert "“整本扫描.pdf”有 300 MB，超过 200 MB，没有加入。请压缩后再添加。（F-104）" in said


@pytest.mark.parametrize(
    ("name", "make", "code", "words"),
    [
        ("截断.pdf", lambda: files.make_pdf(text="cut")[:30], "E-402", "文件已损坏，打不开"),
        ("加密.pdf", files.make_encrypted_pdf, "E-403", "PDF 加了打开密码，看不到内容"),
        ("没有页.pdf", files.make_pdf_without_pages, "E-405", "PDF 里一页也没有"),
        ("炸弹.png", files.make_png_bomb, "E-407", "图片有 2500 百万像素，超过上限 120"),
    ],
)
def test_what_cannot_be_shown_is_taken_and_said_in_its_place(
    qtbot, desk_of, tmp_path, name, make, code, words
):
    # It is the applicant's file, broken as it is: the clerk returns the item for it, so it has to be there.
    tab, stored = desk_of
    drop(
        tab, write(tmp_path, name, make()), write(tmp_path, "好的.pdf", files.make_pdf(text=f"beside {name}"))
    )
    assert stored() == [name, "好的.pdf"]
    assert words in wait_for_message(qtbot, tab, code)
    go_to_file(tab, 1)
    wait_for_page(qtbot, tab, 1)


def test_a_pdf_whose_end_is_missing_is_shown_as_far_as_it_goes(qtbot, desk_of, tmp_path):
    tab, _ = desk_of
    whole = files.make_pdf(pages=3, text="repaired")
    drop(tab, write(tmp_path, "少了结尾.pdf", whole[: len(whole) - 200]))
    wait_for_page(qtbot, tab)
    qtbot.waitUntil(lambda: "文件有损坏，可能不完整" in footer(tab))


def test_a_renamed_picture_is_taken_and_the_name_is_remarked(qtbot, desk_of, tmp_path):
    tab, stored = desk_of
    drop(tab, write(tmp_path, "近照.jpg", files.make_image("png", width=301)))
    assert stored() == ["近照.jpg"] and problems(tab) == ""
    wait_for_page(qtbot, tab)
    assert "名为 JPG，实为 PNG" in footer(tab)


def footer(tab) -> str:
    return str(tab.page.review.evidence.footer.text())


def test_a_folder_of_all_sorts_gives_its_good_files_in_order(desk_of, tmp_path):
    tab, stored = desk_of
    folder = tmp_path / "佐证"
    for number in (10, 2):
        write(folder, f"第{number}页.pdf", files.make_pdf(text=f"folder {number}"))
    write(folder, "深处/证书.jpg", files.make_image("jpeg", width=302))
    write(folder, "Thumbs.db", b"windows")
    write(folder, "清单.docx", b"PK\x03\x04")
    drop(tab, folder)
    assert stored() == ["第2页.pdf", "第10页.pdf", "证书.jpg"]
    assert problems(tab).startswith("有 1 个文件没有放进来") and "清单.docx" in problems(tab)


def test_the_same_file_comes_once_however_often_it_is_dropped(desk_of, tmp_path):
    tab, stored = desk_of
    path = write(tmp_path, "证书.pdf", files.make_pdf(text="twice"))
    drop(tab, path, path)
    assert stored() == ["证书.pdf"]
    drop(tab, path)
    assert stored() == ["证书.pdf"] and problems(tab) == ""


def test_a_file_that_vanished_meanwhile_is_named(desk_of, tmp_path):
    tab, _ = desk_of
    tab.page.files.take([str(tmp_path / "U盘" / "证书.pdf")])
    tab.wait()
    assert "“证书.pdf”读不出来" in problems(tab) and "（F-103）" in problems(tab)


def test_after_all_that_the_item_can_be_decided(live_desk, open_tab, tmp_path):
    item = live_desk.add_item("陈思远", fields=AWARD)
    tab = open_archive(open_tab, desk=live_desk.desk)
    drop(tab, write(tmp_path, "空的.pdf", b""), write(tmp_path, "炸弹2.png", files.make_png_bomb(40_000)))
    tab.page.desk.pass_item()
    tab.wait()
    assert live_desk.item(item.id).status is ArchiveStatus.PASSED
