"""The return composer: ticking, wording, the notice below, both verdicts, the draft that Esc keeps."""

from datetime import date

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.domain.decision import Action
from app.domain.plan import ReasonSpec
from app.domain.prechecks.notice import Notice, Severity
from tests.factories import make_kit
from ui.dialogs.return_sheet.candidates import offer_reasons, suggest_defects
from ui.dialogs.return_sheet.defect_row import DefectRow
from ui.dialogs.return_sheet.sheet import ReturnSheet
from ui.dialogs.return_sheet.subject import FREE, Place, ReturnSubject, ReturnVerdict
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.combo_box import ComboBox
from ui.widgets.date_edit import DateEdit
from ui.widgets.labels import TextLabel

REASONS = (
    ReasonSpec("A-01", "信息漏填", "有必填内容没有填写，请补填。"),
    ReasonSpec("E-01", "缺佐证材料", "没有上传佐证材料，请补充上传。", sections=("award",)),
    ReasonSpec("M-01", "缺必要材料", "缺少必要材料，请补充上传。", sections=("materials",)),
    ReasonSpec("X-03", "材料不真实", "提交的材料不真实。", curable=False),
)
AWARD = Place("award", "获奖情况", "第 6 部分 获奖情况")
PAPER_2 = Place("materials", "附件 2", "第 18 部分 附件 2", "appointment")


def make_subject(**changes: object) -> ReturnSubject:
    default: dict[str, object] = {
        "key": "item-1",
        "name": "陈晓东",
        "about": "获奖情况",
        "places": (AWARD,),
        "here": AWARD,
        "reasons": REASONS,
        "templates": make_kit().notices,
        "today": date(2026, 9, 1),
        "deadline": date(2026, 9, 8),
        "deadline_note": "5 个工作日",
    }
    return ReturnSubject(**{**default, **changes})  # type: ignore[arg-type]


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(900, 640)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def sheet(host: QWidget) -> ReturnSheet:
    made = ReturnSheet(host)
    made.resize(476, 640)
    return made


def rows_of(sheet: ReturnSheet) -> list[DefectRow]:
    return [row for row in sheet.findChildren(DefectRow) if row.isVisible()]


def row_of(sheet: ReturnSheet, code: str) -> DefectRow:
    return next(row for row in rows_of(sheet) if row.candidate.reason_code == code)


def notice_of(sheet: ReturnSheet) -> str:
    return sheet.findChild(TextLabel, "return.notice").text()


def confirm_button(sheet: ReturnSheet) -> PrimaryButton:
    found = sheet.findChild(PrimaryButton, "return.confirm")
    assert found is not None
    return found


@pytest.mark.req("A4.2")
def test_ticked_reasons_become_one_notice_at_once(sheet: ReturnSheet, qtbot: QtBot) -> None:
    sheet.open_for(make_subject(), Action.RETURN)
    assert not confirm_button(sheet).isEnabled()
    qtbot.mouseClick(row_of(sheet, "E-01"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(row_of(sheet, "A-01").box(), Qt.MouseButton.LeftButton)
    assert notice_of(sheet) == (
        "陈晓东：材料有2处问题，请于2026-09-08前修改。\n"
        "1. 获奖情况：没有上传佐证材料，请补充上传。\n"
        "2. 获奖情况：有必填内容没有填写，请补填。"
    )
    editor = row_of(sheet, "A-01").editor()
    assert editor is not None
    editor.setPlainText("获奖名称没有填。")
    assert "2. 获奖情况：获奖名称没有填。" in notice_of(sheet)
    with qtbot.waitSignal(sheet.decided) as decided:
        qtbot.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    verdict: ReturnVerdict = decided.args[0]
    assert verdict.action is Action.RETURN
    assert [d.reason_code for d in verdict.defects] == ["E-01", "A-01"]
    assert verdict.notice == notice_of(sheet)
    assert verdict.notice_for("林致远").startswith("林致远：")


def test_return_offers_curable_reasons_of_the_section_first_and_fail_the_others_first(
    sheet: ReturnSheet,
) -> None:
    sheet.open_for(make_subject(), Action.RETURN)
    assert [row.candidate.reason_code for row in rows_of(sheet)] == ["A-01", "E-01", "X-03"]
    sheet.open_for(make_subject(), Action.FAIL)
    assert [row.candidate.reason_code for row in rows_of(sheet)] == ["X-03", "A-01", "E-01"]
    assert confirm_button(sheet).text() == "不通过"


def test_a_disqualifying_reason_asks_for_the_other_verdict(sheet: ReturnSheet, qtbot: QtBot) -> None:
    sheet.open_for(make_subject(), Action.RETURN)
    row_of(sheet, "X-03").toggle()
    assert not confirm_button(sheet).isEnabled()
    qtbot.mouseClick(sheet.findChild(SecondaryButton, "return.switch"), Qt.MouseButton.LeftButton)
    assert notice_of(sheet).startswith("陈晓东：审查不通过。")
    with qtbot.waitSignal(sheet.decided) as decided:
        qtbot.mouseClick(confirm_button(sheet), Qt.MouseButton.LeftButton)
    assert decided.args[0].action is Action.FAIL


def test_a_defect_in_own_words_needs_its_words(sheet: ReturnSheet, qtbot: QtBot) -> None:
    sheet.open_for(make_subject(), Action.RETURN)
    qtbot.keyClick(rows_of(sheet)[0].box(), Qt.Key.Key_A)
    editor = row_of(sheet, FREE).editor()
    assert editor is not None and editor.hasFocus()
    assert not confirm_button(sheet).isEnabled()
    editor.setPlainText("证书上的公章看不清")
    assert confirm_button(sheet).isEnabled()
    assert notice_of(sheet).endswith("1. 获奖情况：证书上的公章看不清")


def test_esc_keeps_the_draft_and_only_a_stored_verdict_drops_it(sheet: ReturnSheet, qtbot: QtBot) -> None:
    sheet.open_for(make_subject(), Action.RETURN)
    row_of(sheet, "A-01").toggle()
    editor = row_of(sheet, "A-01").editor()
    assert editor is not None
    editor.setPlainText("排名没有填。")
    with qtbot.waitSignal(sheet.closed):
        qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert sheet.isHidden() and sheet.has_draft("item-1")
    sheet.open_for(make_subject(key="item-2"), Action.RETURN)
    assert not row_of(sheet, "A-01").is_ticked()
    sheet.open_for(make_subject(), Action.RETURN)
    assert "排名没有填。" in notice_of(sheet)
    sheet.confirm()
    assert not confirm_button(sheet).isEnabled()  # never two verdicts for two key presses
    sheet.release()
    assert confirm_button(sheet).isEnabled() and "排名没有填。" in notice_of(sheet)
    sheet.settle("item-1")
    assert sheet.isHidden() and not sheet.has_draft("item-1")


def test_defects_of_other_sections_stay_ticked_and_in_the_order_of_the_dossier(
    sheet: ReturnSheet, qtbot: QtBot
) -> None:
    sheet.open_for(make_subject(places=(AWARD, PAPER_2), here=PAPER_2), Action.RETURN)
    row_of(sheet, "M-01").toggle()
    where = sheet.findChild(ComboBox, "return.place")
    where.setCurrentIndex(0)
    where.activated.emit(0)
    assert [row.candidate.reason_code for row in rows_of(sheet)] == ["M-01", "A-01", "E-01", "X-03"]
    row_of(sheet, "E-01").toggle()
    assert notice_of(sheet).splitlines()[1:] == [
        "1. 获奖情况：没有上传佐证材料，请补充上传。",
        "2. 附件 2：缺少必要材料，请补充上传。",
    ]


def test_another_deadline_goes_into_the_notice(sheet: ReturnSheet) -> None:
    sheet.open_for(make_subject(), Action.RETURN)
    row_of(sheet, "A-01").toggle()
    sheet.findChild(DateEdit, "return.deadline").setDate(QDate(2026, 9, 15))
    assert "2026-09-15" in notice_of(sheet)
    sheet.open_for(make_subject(), Action.FAIL)
    assert not sheet.findChild(DateEdit, "return.deadline").isVisible()


def test_the_search_finds_reasons_and_hides_the_rest(sheet: ReturnSheet, qtbot: QtBot) -> None:
    sheet.open_for(make_subject(), Action.RETURN)
    field = sheet.findChild(QWidget, "return.search")
    qtbot.keyClicks(field, "e-01")
    assert [row.candidate.reason_code for row in rows_of(sheet)] == ["E-01"]


@pytest.mark.req("A5.2")
def test_what_the_precheck_noticed_is_offered_but_never_ticked(sheet: ReturnSheet) -> None:
    notices = [Notice("evidence_missing", {}, "award"), Notice("new_check", {}, "award")]
    suggested = suggest_defects(notices, REASONS, lambda n: f"提示 {n.code}")
    assert [c.reason_code for c in suggested] == ["E-01", FREE]
    sheet.open_for(make_subject(suggested=suggested), Action.RETURN)
    assert [row.candidate.from_check for row in rows_of(sheet)[:2]] == [True, True]
    assert not any(row.is_ticked() for row in rows_of(sheet))


@pytest.mark.req("A5.2")
def test_a_hint_for_the_reviewer_never_goes_into_the_notice() -> None:
    reasons = (*REASONS, ReasonSpec("E-07", "缺主要贡献者依据", "请补充排名证明。"))
    hint = Notice("contribution_unproved", {"people": "7"}, "project", severity=Severity.HINT)
    (suggested,) = suggest_defects([hint], reasons, lambda n: "7 人参与，请看上面写没写本人")
    assert (suggested.reason_code, suggested.text) == ("E-07", "请补充排名证明。")
    assert suggested.title == "7 人参与，请看上面写没写本人"


def test_reasons_are_filtered_by_section() -> None:
    offered = offer_reasons(REASONS, PAPER_2)
    assert [(c.reason_code, c.material) for c in offered] == [
        ("A-01", "appointment"),
        ("M-01", "appointment"),
        ("X-03", "appointment"),
    ]
