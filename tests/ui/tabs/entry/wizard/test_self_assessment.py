"""开始自评 through the wizard: the kit's sheet, its running total, the line at 105, and the print-out (B5.6, B5.7)."""

import pymupdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit

from app.domain.declaration import DeclareMode
from app.domain.declaring import Step
from app.domain.plan import ScoreKind
from tests.ui.tabs.declarations.declaring import BUILDING
from tests.ui.tabs.entry.entering import commit_text
from ui.tabs.entry.wizard.score_line import ScoreLine

MINE = {"mode": DeclareMode.SELF_ASSESSED, "conditions": ("sample_self",)}


@pytest.fixture
def opened(entered, unit, real_desk):
    """The step of a 自评申报, and the items of the sheet by kind."""

    def open_(**changes):
        draft = unit.draft("林致远", **(MINE | changes))
        tab = entered(draft, Step.INFORMATION)
        return tab, tab.page.wizard.page(Step.INFORMATION), draft

    return open_


@pytest.fixture
def sheet(real_desk):
    return real_desk.kits.get(BUILDING).score_sheet


def fill_up(page, sheet):
    """The most that every line gives."""
    for item in sheet.items:
        line = page.sheet.lines[item.key]
        if item.kind is ScoreKind.CHOICE:
            best = max(item.options, key=lambda option: option.points)
            line.entry.setCurrentIndex(line.entry.findData(best.key))
        else:
            line.entry.selectAll()
            commit_text(line.entry, "9")


def begin(tab, page):
    tab.click(page.score.begin)
    assert page.sheet.is_open()


@pytest.mark.req("B5.6")
def test_only_self_assessment_offers_the_sheet(opened):
    tab, page, _ = opened()
    assert page.score.isVisible() and page.score.begin.text() == "开始自评"
    assert "105" in page.score.total.text()
    tab.click(page.choice.modes[DeclareMode.NORMAL])
    assert not page.score.isVisible()


@pytest.mark.req("B5.6")
def test_without_a_score_the_next_step_stays_closed_until_105(opened, stored, sheet):
    tab, page, draft = opened()
    footer = tab.page.wizard.footer
    assert not footer.next.isEnabled() and "105" in footer.reason.text()
    begin(tab, page)
    assert "还差 105 分" in page.sheet.verdict.text()
    fill_up(page, sheet)
    assert "可以申报" in page.sheet.verdict.text()
    tab.press(Qt.Key.Key_Escape)
    assert not page.sheet.is_open()
    kept = stored(draft)
    assert kept.self_score >= 105 and set(kept.score) == {item.key for item in sheet.items}
    assert footer.next.isEnabled() and f"自评 {kept.self_score} 分" in page.score.total.text()


@pytest.mark.req("B5.6")
def test_a_score_below_is_kept_and_stops(opened, stored, sheet):
    tab, page, draft = opened()
    begin(tab, page)
    item = next(item for item in sheet.items if item.kind is ScoreKind.COUNT)
    commit_text(page.sheet.lines[item.key].entry, "1")
    tab.press(Qt.Key.Key_Escape)
    assert stored(draft).self_score == item.points
    assert not tab.page.wizard.footer.next.isEnabled()
    assert "需达到 105 分才能申报" in page.score.total.text() and page.score.begin.text() == "改自评"


def test_the_total_runs_with_every_entry(opened, sheet):
    tab, page, _ = opened()
    begin(tab, page)
    item = next(item for item in sheet.items if item.kind is ScoreKind.COUNT)
    line = page.sheet.lines[item.key]
    commit_text(line.entry, "２")
    assert page.sheet.total.text() == f"自评 {2 * item.points} 分"
    assert line.points.text() == str(2 * item.points)


def test_a_count_that_is_no_number_is_said_and_gives_nothing(opened, sheet, stored):
    tab, page, draft = opened()
    begin(tab, page)
    item = next(item for item in sheet.items if item.kind is ScoreKind.COUNT)
    line = page.sheet.lines[item.key]
    commit_text(line.entry, "三项")
    assert line.note.text() == "请写整数" and line.points.text() == "0"
    tab.press(Qt.Key.Key_Escape)
    assert stored(draft).score == {item.key: "三项"}


def test_what_goes_over_a_parts_bound_is_said(opened, sheet):
    tab, page, _ = opened()
    begin(tab, page)
    fill_up(page, sheet)
    heads = [head.text() for _, head in page.sheet.heads]
    assert any("不计" in words for words in heads)


def test_what_was_entered_is_there_again(opened, sheet, stored):
    tab, page, draft = opened()
    begin(tab, page)
    fill_up(page, sheet)
    tab.click(page.sheet.done)
    before = dict(stored(draft).score)
    tab.click(tab.page.wizard.rail.steps[Step.PHOTO])
    tab.page.wizard.go_to(Step.INFORMATION)
    begin(tab, page)
    assert page.sheet.entries() == before
    assert isinstance(QApplication.focusWidget().parentWidget(), ScoreLine)


def test_another_declaration_closes_the_sheet_and_gets_nothing(opened, unit, stored, sheet):
    tab, page, _ = opened()
    other = unit.draft("王嘉树", **MINE)
    begin(tab, page)
    fill_up(page, sheet)
    tab.page.open_case(other.id, Step.INFORMATION)
    tab.wait()
    assert not page.sheet.is_open() and stored(other).score is None


def test_the_sheet_says_that_it_is_a_sample(opened, sheet):
    tab, page, _ = opened()
    begin(tab, page)
    assert sheet.sample and "样例" in page.sheet.sample.title()


@pytest.mark.req("B5.7")
def test_the_sheet_is_printed_for_two_senior_engineers_to_sign(opened, sheet, tmp_path):
    tab, page, _ = opened()
    begin(tab, page)
    fill_up(page, sheet)
    tab.click(page.sheet.save_button)
    dialog = page.findChild(QFileDialog)
    dialog.setDirectory(str(tmp_path))
    dialog.findChild(QLineEdit).setText("自评表.pdf")
    dialog.accept()
    tab.wait()
    with pymupdf.open(tmp_path / "自评表.pdf") as paper:
        words = "".join(leaf.get_text() for leaf in paper)
    assert "林致远" in words and "高级工程师" in words and page.sheet.total.text().split()[1] in words


@pytest.mark.req("B5.7")
def test_what_goes_along_with_a_self_assessment_is_said(opened):
    _, page, _ = opened()
    labels = "".join(child.text() for child in page.score.children() if hasattr(child, "text"))
    assert "2名" in labels and "《自评表》" in labels and "推荐人的高级工程师证书" in labels
