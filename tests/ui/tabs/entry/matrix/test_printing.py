"""打印…: pages from the real preview workers onto a real printer (one that writes PDF), and what is said without one."""

from collections.abc import Iterator
from typing import Any

import pymupdf
import pytest
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from tests.desk_fixtures import OpenTab, with_desk
from tests.faults.live_preview import LivePreview
from ui.dialogs.error_card import ErrorCard
from ui.tabs.entry.matrix.page import MatrixPage

PATIENCE_MS = 20_000


@pytest.fixture
def live(real_desk: Any) -> Iterator[LivePreview]:
    workers = LivePreview()
    workers.store = real_desk.desk.attachments
    workers.start()
    yield workers
    workers.stop()


def rest(tab: OpenTab) -> None:
    printing = tab.page.list.handouts.printing
    spent = 0
    while printing.is_busy and spent < PATIENCE_MS:
        QTest.qWait(5)
        spent += 5
    assert not printing.is_busy


def printer_to(path: Any) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


@pytest.mark.req("B7.7")
def test_the_pages_of_a_paper_come_out_whole_and_in_order(unit, listed, live, real_desk, tmp_path):
    for number in range(24):
        unit.draft(f"林致{number}", without=("appointment", "study_hours", "photo", "commitment"))
    real_desk.desk = with_desk(real_desk, preview=live)
    tab = listed(MatrixPage)
    page = tab.page.list
    title, make = page.handouts.make_list(page.model.lines)
    with pymupdf.open(stream=make(), filetype="pdf") as paper:
        expected = len(paper)
        words = [bool(leaf.get_text().strip()) for leaf in paper]
    assert expected > 1 and all(words)
    page.handouts.printing.print_on(printer_to(tmp_path / "出纸.pdf"), title, make)
    tab.wait()
    rest(tab)
    with pymupdf.open(tmp_path / "出纸.pdf") as printed:
        assert len(printed) == expected
        for leaf in printed:
            assert (round(leaf.rect.width), round(leaf.rect.height)) == (595, 842), "A4"
            shades = leaf.get_pixmap(dpi=60, colorspace="gray").samples
            assert min(shades) < 120 < max(shades), "ink on white paper"
    assert f"{expected} 页" in tab.shell.toast.text()


def test_part_of_a_paper_is_printed_alone(unit, listed, live, real_desk, tmp_path):
    for number in range(24):
        unit.draft(f"林致{number}", without=("appointment", "study_hours", "photo", "commitment"))
    real_desk.desk = with_desk(real_desk, preview=live)
    tab = listed(MatrixPage)
    printer = printer_to(tmp_path / "第二页.pdf")
    printer.setFromTo(2, 2)
    page = tab.page.list
    page.handouts.printing.print_on(printer, *page.handouts.make_list(page.model.lines))
    tab.wait()
    rest(tab)
    with pymupdf.open(tmp_path / "第二页.pdf") as printed:
        assert len(printed) == 1


def test_a_computer_without_a_printer_says_so_and_names_the_way_out(unit, listed):
    assert not QPrinterInfo.availablePrinterNames()
    unit.draft("林致远", without=("appointment",))
    tab = listed(MatrixPage)
    tab.click(tab.find(QAbstractButton, "entry.matrix.print"))
    said = tab.shell.findChild(ErrorCard).sentence()
    assert "没有打印机" in said and "保存为 PDF" in said and "E-208" in said
    assert tab.shows("entry.matrix.save_pdf") and not tab.page.list.handouts.printing.is_busy


@pytest.mark.qt_log_ignore(r"QPainter::begin\(\): Returned false")
def test_a_printer_that_does_not_take_it_is_said(unit, listed, live, real_desk, tmp_path):
    unit.draft("林致远", without=("appointment",))
    real_desk.desk = with_desk(real_desk, preview=live)
    tab = listed(MatrixPage)
    page = tab.page.list
    gone = printer_to(tmp_path / "没有" / "出纸.pdf")
    page.handouts.printing.print_on(gone, *page.handouts.make_list(page.model.lines))
    tab.wait()
    rest(tab)
    assert "E-209" in tab.shell.findChild(ErrorCard).sentence()
