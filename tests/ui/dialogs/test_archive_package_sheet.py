"""导出归档包 and 核对归档包 through the declarations tab over a real copy: choose, write, cancel, fail, check."""

import re
import zipfile
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QLineEdit

from app.domain.errors import EnvironmentFault
from app.services.archive_package.zip_packages import ZipPackages
from app.services.documents.office_documents import OfficeDocuments
from db.name_readings import read_name
from db.unit_of_work import SqlUnitOfWork
from resources import fonts_dir, templates_dir
from tests.desk_fixtures import open_tab, real_desk, with_desk
from tests.package_desk import make_package_desk
from tests.services.archive_package.small_package import read_files, write_files
from ui.dialogs.archive_package_sheet import FOLDER
from ui.tabs.declarations.view import DeclarationsTab
from ui.widgets.callout import Callout
from ui.widgets.toast import Toast

__all__ = ["open_tab", "real_desk"]
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def past(real_desk):
    return make_package_desk(real_desk)


@pytest.fixture
def opened(real_desk, open_tab, past):
    """The tab with one dossier, its sheet open; ``ports`` replace those of the desk."""

    def open_(**ports):
        past.hand_in()
        documents = OfficeDocuments(templates_dir(), fonts_dir(), real_desk.clock)
        tab = open_tab(DeclarationsTab, desk=with_desk(real_desk, documents=documents, **ports))
        tab.click(tab.find(QAbstractButton, "declarations.package"))
        assert tab.page.package.is_open()
        return tab

    return open_


@pytest.fixture
def stick(tmp_path):
    folder = tmp_path / "U盘"
    folder.mkdir()
    return folder


def choose(tab, folder):
    tab.click(tab.find(QAbstractButton, "archive_package.choose"))
    answer(tab, tab.page.package.choice.dialog, folder)


def answer(tab, dialog: QFileDialog, path):
    dialog.findChild(QLineEdit).setText(str(path))
    dialog.accept()
    # A window manager gives the window the keys back.
    tab.shell.activateWindow()
    tab.wait()


def said(tab, name):
    """What stands in a callout: title and lines."""
    return tab.shell.findChild(Callout, name).accessibleName() if tab.shows(name) else ""


def press_write(tab):
    tab.click(tab.find(QAbstractButton, "archive_package.write"))


def check_in_sheet(tab, path):
    tab.click(tab.find(QAbstractButton, "archive_package.check"))
    answer(tab, tab.page.package_check.choice.dialog, path)


def test_a_package_is_written_checked_noted_and_its_folder_opened(opened, stick, monkeypatch):
    tab = opened()
    write = tab.find(QAbstractButton, "archive_package.write")
    assert not write.isEnabled() and tab.page.package.footer.reason.text() == "先选文件夹"
    assert "没有加密" in said(tab, "archive_package.private")
    assert "还没有办完" in said(tab, "archive_package.unfinished")
    choose(tab, stick)
    assert tab.session.preferences.text(FOLDER) == str(stick)
    tab.press(Qt.Key.Key_Return, CTRL)
    (path,) = stick.iterdir()
    assert re.fullmatch(r"归档包_陈晓东_2026度.+_2026-10-09\.zip", path.name)
    assert said(tab, "archive_package.result") == f"已写好并核对\n{path.name}"
    with zipfile.ZipFile(path) as package:
        assert package.namelist()[0] == f"{path.stem}/bagit.txt"
    folders = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: folders.append(url.toLocalFile()))
    assert write.text() == "打开文件夹"
    press_write(tab)
    assert folders == [str(stick)]
    tab.press(Qt.Key.Key_Escape)
    tab.press(Qt.Key.Key_L)
    assert any("导出归档包" in line for line in log_lines(tab))


def log_lines(tab):
    model = tab.page.log._timeline.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def test_a_second_package_stands_beside_the_first(opened, stick):
    tab = opened()
    choose(tab, stick)
    press_write(tab)
    tab.press(Qt.Key.Key_Escape)
    tab.click(tab.find(QAbstractButton, "declarations.package"))
    press_write(tab)
    assert sorted(p.name.endswith("（2）.zip") for p in stick.iterdir()) == [False, True]


class SlowPackages(ZipPackages):
    """Waits before each package until it is cancelled or let go."""

    waits = True

    def write(self, target, content, report, stop):
        report(40, 100)
        while self.waits and not stop():
            QTest.qSleep(1)
        return super().write(target, content, report, stop)


def test_writing_can_be_cancelled_and_begun_again(opened, stick, real_desk, qtbot):
    packages = SlowPackages(real_desk.desk.attachments)
    tab = opened(packages=packages)
    choose(tab, stick)
    QTest.mouseClick(tab.find(QAbstractButton, "archive_package.write"), Qt.MouseButton.LeftButton)
    progress = tab.page.package.progress
    qtbot.waitUntil(lambda: progress.bar.value() == 40)
    assert progress.words.text() == "写好了，正在逐个核对" and not tab.shows("archive_package.write")
    tab.click(tab.find(QAbstractButton, "archive_package.stop"))
    assert list(stick.iterdir()) == []
    assert tab.shell.findChild(Toast).text() == "已取消，归档包没有写出"
    packages.waits = False
    press_write(tab)
    assert len(list(stick.iterdir())) == 1


def test_the_sheet_may_be_closed_meanwhile(opened, stick, real_desk):
    packages = SlowPackages(real_desk.desk.attachments)
    tab = opened(packages=packages)
    choose(tab, stick)
    QTest.mouseClick(tab.find(QAbstractButton, "archive_package.write"), Qt.MouseButton.LeftButton)
    tab.press(Qt.Key.Key_Escape, settle=False)
    assert not tab.page.package.is_open()
    QTest.mouseClick(tab.find(QAbstractButton, "declarations.package"), Qt.MouseButton.LeftButton)
    assert tab.shows("archive_package.stop"), "what is under way is shown"
    tab.press(Qt.Key.Key_Escape, settle=False)
    packages.waits = False
    tab.wait()
    (path,) = stick.iterdir()
    assert tab.shell.findChild(Toast).text() == f"归档包已写好并核对：{path.name}"


def test_signing_out_ends_what_is_under_way_and_leaves_nothing(opened, stick, real_desk):
    tab = opened(packages=SlowPackages(real_desk.desk.attachments))
    choose(tab, stick)
    QTest.mouseClick(tab.find(QAbstractButton, "archive_package.write"), Qt.MouseButton.LeftButton)
    tab.shell.leave()
    assert tab.operations.close()
    assert list(stick.iterdir()) == []


def test_a_place_that_is_gone_is_said_and_another_can_be_chosen(opened, stick, tmp_path):
    tab = opened()
    choose(tab, stick)
    stick.rename(tmp_path / "拔掉了")
    press_write(tab)
    assert said(tab, "archive_package.problem").strip().endswith("（V-204）")
    stick.mkdir()
    choose(tab, stick)
    assert said(tab, "archive_package.problem") == ""
    press_write(tab)
    assert "已写好并核对" in said(tab, "archive_package.result")


def test_an_attachment_that_is_gone_is_named(opened, stick, real_desk):
    tab = opened()
    for path in real_desk.copy.attachments_folder.rglob("*"):
        if path.is_file():
            path.unlink()
    choose(tab, stick)
    press_write(tab)
    assert re.search(r"附件“.+”读不出来（E-301），归档包没有写出", said(tab, "archive_package.problem"))
    assert list(stick.iterdir()) == []


class FullUnitOfWork(SqlUnitOfWork):
    """The copy's own disk has no room for the note."""

    def commit(self):
        raise EnvironmentFault("E-204")


def test_a_package_that_cannot_be_noted_is_taken_away(opened, stick, real_desk):
    def full():
        return FullUnitOfWork(real_desk.copy.write_engine, real_desk.kits, read_name)

    tab = opened(new_unit_of_work=full)
    choose(tab, stick)
    press_write(tab)
    assert "（E-204）" in said(tab, "archive_package.problem")
    assert list(stick.iterdir()) == []


def test_a_package_is_checked_against_its_hashes_and_this_copy(opened, stick):
    tab = opened()
    choose(tab, stick)
    press_write(tab)
    (path,) = stick.iterdir()
    check_in_sheet(tab, path)
    assert said(tab, "package_check.result") == "核对过，没有发现问题"
    tab.press(Qt.Key.Key_Escape)


def test_a_package_that_was_changed_is_told_file_by_file(opened, stick):
    tab = opened()
    choose(tab, stick)
    press_write(tab)
    (path,) = stick.iterdir()
    files = read_files(path)
    photo = next(name for name in files if name.endswith("证件照.jpg"))
    files[photo] = files[photo][:-1] + b"!"
    write_files(path, files, base=path.stem)
    check_in_sheet(tab, path)
    told = said(tab, "package_check.result").split("\n")
    assert told[0] == "2 处对不上"
    assert told[1] == f"文件内容和校验值对不上：{photo.removeprefix('data/')}"
    assert told[2].startswith("和本机导出时记下的校验值不同")


def test_something_that_is_no_package_is_said(opened, tmp_path):
    tab = opened()
    other = tmp_path / "别的.zip"
    other.write_bytes(b"no zip")
    check_in_sheet(tab, other)
    assert said(tab, "package_check.result") == "1 处对不上\n这不是 ZIP 文件，或文件不完整"
    gone = Path(tmp_path / "没有.zip")
    tab.page.package_check.check(str(gone))
    tab.wait()
    assert "（V-207）" in said(tab, "package_check.result")


def test_closing_the_question_leaves_everything_as_it_was(opened):
    tab = opened()
    tab.click(tab.find(QAbstractButton, "archive_package.choose"))
    tab.page.package.choice.dialog.reject()
    tab.wait()
    assert not tab.find(QAbstractButton, "archive_package.write").isEnabled()
