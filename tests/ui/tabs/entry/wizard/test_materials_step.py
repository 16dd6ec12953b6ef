"""上传相关附件 through the window: which material is asked for when, files by drop and paste, papers, what is missing."""

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit

from app.domain.declaration import DeclareMode, MaterialFiles, PersonCategory, Stage
from app.domain.declaring import Step
from app.domain.materials import Paper
from tests.factories import make_file
from tests.faults.live_preview import LivePreview
from tests.ui.tabs.entry.unit import FACTS
from ui.widgets.buttons import LinkButton

PDF = b"%PDF-1.7 paper"


def drag(row, *paths: Path, over=None) -> QMimeData:
    """Files from the file manager held over a row, or over a part of it."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    mouse, keys, action = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
    QCoreApplication.sendEvent(row, QDragEnterEvent(place_in(row, over), action, data, mouse, keys))
    return data


def place_in(row, over=None) -> QPoint:
    return over.mapTo(row, over.rect().center()) if over is not None else row.rect().center()


def drop(row, *paths: Path, over=None) -> None:
    """Files from the file manager let go over a row, or over a part of it."""
    data = drag(row, *paths, over=over)
    centre, action = QPointF(place_in(row, over)), Qt.DropAction.CopyAction
    mouse, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QCoreApplication.sendEvent(row, QDropEvent(centre, action, data, mouse, keys, QEvent.Type.Drop))


def page_of(tab):
    return tab.page.wizard.page(Step.MATERIALS)


def pills(tab) -> dict[str, str]:
    return {key: row.pill.word() for key, row in page_of(tab).rows.items()}


@pytest.mark.req("B7.1a", "B7.1b", "B7.1c", "B7.1d", "B7.1e")
@pytest.mark.parametrize(
    ("route", "words"),
    [
        ("registered", "教育部学历证书电子注册备案表"),
        ("unregistered", "中国高等教育学历认证报告"),
        ("degree_only", "中国学位认证报告"),
        ("abroad", "国外学历学位认证书"),
        ("hk_mo_tw", "港澳台学历学位认证书"),
        ("technical", "查询结果截图"),
        ("secondary", "毕业生登记表"),
    ],
)
def test_the_education_route_says_which_paper_is_asked_for(entered, unit, route, words):
    draft = unit.draft("林致远", facts=FACTS | {"education": route})
    row = page_of(entered(draft, Step.MATERIALS)).rows["education_proof"]
    shown = [label.text() for label in row.findChildren(type(row.rule)) if label.isVisible()]
    shown += [radio.text() for radio in row.radios.values()]
    assert any(words in text for text in shown)
    assert len(row.radios) == (2 if route == "technical" else 0)


@pytest.mark.req("B7.2a", "B7.2b", "B7.2c", "B7.2d", "B7.3")
@pytest.mark.parametrize(
    ("category", "staffing", "papers", "post_form"),
    [
        (PersonCategory.NORMAL, "enterprise", 3, "不适用"),
        (PersonCategory.NORMAL, "institution_staff", 2, "缺"),
        (PersonCategory.TRANSFER, "institution_contract", 2, "缺"),
        (PersonCategory.TRANSFER, "enterprise", 3, "不适用"),
    ],
)
def test_category_and_standing_decide_appointment_and_post_form(
    entered, unit, category, staffing, papers, post_form
):
    draft = unit.draft("林致远", person_category=category, facts=FACTS | {"staffing": staffing})
    tab = entered(draft, Step.MATERIALS)
    row = page_of(tab).rows["appointment"]
    assert len(row.radios) == papers
    assert (Paper.LABOUR_CONTRACT.value in row.radios) is (staffing == "enterprise")
    assert pills(tab)["post_form"] == post_form
    rule = row.rule.text()
    assert ("至少中级" in rule) if category is PersonCategory.TRANSFER else ("已满 6 年 5 个月" in rule)


@pytest.mark.req("B7.4", "B7.5", "B7.6", "B5.9", "B5.10")
def test_mode_category_and_insurance_decide_the_others(entered, unit):
    draft = unit.draft(
        "林致远",
        mode=DeclareMode.LANDMARK,
        conditions=("sample_landmark",),
        facts=FACTS | {"outside_insurance": "是"},
        without=("study_hours",),
    )
    tab = entered(draft, Step.MATERIALS)
    assert pills(tab) == {
        "education_proof": "已有",
        "appointment": "已有",
        "post_form": "不适用",
        "self_assessment": "不适用",
        "outside_insurance": "缺",
        "study_hours": "缺",
        "landmark_proof": "缺",
        "skilled_proof": "不适用",
    }
    page = page_of(tab)
    assert "教务管理—学员管理—打印证书" in page.rows["study_hours"].hint.text()
    assert page.side.title.text() == "还缺 3 件"
    assert not tab.page.wizard.footer.next.isEnabled()


@pytest.mark.req("B7.7")
def test_a_dropped_file_fills_the_material_and_opens_the_next_step(entered, unit, stored, tmp_path):
    draft = unit.draft("林致远", without=("study_hours",))
    tab = entered(draft, Step.MATERIALS)
    paper = tmp_path / "学时证明.pdf"
    paper.write_bytes(PDF)
    drop(page_of(tab).rows["study_hours"], paper)
    tab.wait()
    assert pills(tab)["study_hours"] == "已有"
    assert [f.name for f in stored(draft).files_of("study_hours")] == ["学时证明.pdf"]
    assert page_of(tab).side.title.text() == "必要材料已齐"
    tab.click(tab.page.wizard.footer.next)
    assert tab.page.wizard.here is Step.PREVIEW


def test_what_cannot_be_taken_is_named_at_the_row_and_the_rest_is_taken(entered, unit, stored, tmp_path):
    draft = unit.draft("林致远", without=("study_hours",))
    tab = entered(draft, Step.MATERIALS)
    (tmp_path / "空.pdf").write_bytes(b"")
    (tmp_path / "说明.txt").write_bytes(b"text")
    (tmp_path / "学时.pdf").write_bytes(PDF)
    row = page_of(tab).rows["study_hours"]
    drop(row, tmp_path / "空.pdf", tmp_path / "说明.txt", tmp_path / "学时.pdf")
    tab.wait()
    said = row.slots[""].strip.refusals.text()
    assert "“空.pdf”是空文件" in said and "“说明.txt”不是 PDF、JPG 或 PNG" in said
    assert [f.name for f in stored(draft).files_of("study_hours")] == ["学时.pdf"]


def test_a_picture_from_the_clipboard_is_pasted_into_the_row(entered, unit, stored):
    draft = unit.draft("林致远", without=("study_hours",))
    tab = entered(draft, Step.MATERIALS)
    image = QImage(40, 40, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    QGuiApplication.clipboard().setImage(image)
    page_of(tab).rows["study_hours"].slots[""].strip.zone.setFocus()
    tab.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    (file,) = stored(draft).files_of("study_hours")
    assert (file.name, file.media_type) == ("粘贴的图片.png", "image/png")


@pytest.mark.req("B5.7", "B7.4")
def test_each_of_the_three_papers_of_a_self_assessment_has_its_place(entered, unit, stored, tmp_path):
    draft = unit.draft("林致远", mode=DeclareMode.SELF_ASSESSED, conditions=("sample_self",), self_score=110)
    tab = entered(draft, Step.MATERIALS)
    row = page_of(tab).rows["self_assessment"]
    assert list(row.slots) == ["signed_score_sheet", "first_signer_certificate", "second_signer_certificate"]
    for number, missing in enumerate(("缺 2 份", "缺 1 份", "已有")):
        paper = tmp_path / f"{number}.pdf"
        paper.write_bytes(PDF + bytes([number]))
        if number == 0:
            assert row.pill.word() == "缺"
        drop(row, paper, over=None if number else row.slots["first_signer_certificate"])
        tab.wait()
        assert row.pill.word() == missing
    assert stored(draft).material("self_assessment").papers == tuple(row.slots)


def test_files_are_put_in_order_and_taken_out(entered, unit, stored):
    files = tuple(make_file(name=f"{n}.pdf") for n in "甲乙")
    draft = unit.draft("林致远", without=("study_hours",))
    unit.save(draft, materials=(*draft.materials, MaterialFiles("study_hours", files)))
    tab = entered(draft, Step.MATERIALS)
    strip = page_of(tab).rows["study_hours"].slots[""].strip
    tab.click(strip.chip(0).down)
    assert [f.name for f in stored(draft).files_of("study_hours")] == ["乙.pdf", "甲.pdf"]
    tab.click(strip.chip(0).drop)
    assert [f.name for f in stored(draft).files_of("study_hours")] == ["甲.pdf"]


@pytest.mark.req("B7.2d")
def test_another_paper_will_do_instead(entered, unit, stored):
    draft = unit.draft("林致远")
    tab = entered(draft, Step.MATERIALS)
    tab.click(page_of(tab).rows["appointment"].radios[Paper.LABOUR_CONTRACT.value])
    assert stored(draft).material("appointment").papers == ("labour_contract",)


def test_an_expired_record_form_is_pointed_out_and_does_not_stop(entered, unit, real_desk):
    draft = unit.draft("林致远", facts=FACTS | {"record_valid_until": "2026-09-30"})
    tab = entered(draft, Step.MATERIALS)
    real_desk.clock.advance(minutes=1)
    tab.click(page_of(tab).rows["appointment"].radios[Paper.APPOINTMENT_FILE.value])
    row = page_of(tab).rows["education_proof"]
    assert row.pill.word() == "已有，需留意" and "2026-09-30" in row.notice.text()
    assert tab.page.wizard.footer.next.isEnabled()


def test_the_missing_list_is_copied_for_the_person(entered, unit):
    tab = entered(unit.draft("林致远", without=("study_hours",)), Step.MATERIALS)
    tab.click(page_of(tab).side.copy_button)
    text = QGuiApplication.clipboard().text()
    assert text.startswith("林致远") and "学时登记证明" in text and "10月23日" in text


def test_a_file_that_is_stored_late_lands_where_it_was_dropped(entered, unit, stored, tmp_path):
    first, second = (
        unit.draft("林致远", without=("study_hours",)),
        unit.draft("王嘉树", without=("study_hours",)),
    )
    tab = entered(first, Step.MATERIALS)
    paper = tmp_path / "学时证明.pdf"
    paper.write_bytes(PDF)
    drop(page_of(tab).rows["study_hours"], paper)
    tab.page.open_case(second.id, Step.MATERIALS)
    tab.wait()
    assert stored(second).files_of("study_hours") == ()
    tab.page.open_case(first.id, Step.MATERIALS)
    tab.wait()
    assert [f.name for f in stored(first).files_of("study_hours")] == ["学时证明.pdf"]
    assert stored(second).files_of("study_hours") == ()


def test_a_removed_file_comes_back_by_z_into_its_place(entered, unit, stored):
    files = tuple(make_file(name=f"{n}.pdf") for n in "甲乙丙")
    draft = unit.draft("林致远", without=("study_hours",))
    unit.save(draft, materials=(*draft.materials, MaterialFiles("study_hours", files)))
    tab = entered(draft, Step.MATERIALS)
    strip = page_of(tab).rows["study_hours"].slots[""].strip
    tab.click(strip.chip(1).drop)
    assert [f.name for f in stored(draft).files_of("study_hours")] == ["甲.pdf", "丙.pdf"]
    assert strip.chip(1).drop.hasFocus(), "the keyboard stays where it was"
    tab.press(Qt.Key.Key_Z)
    assert [f.name for f in stored(draft).files_of("study_hours")] == ["甲.pdf", "乙.pdf", "丙.pdf"]
    tab.press(Qt.Key.Key_Z)
    assert len(stored(draft).files_of("study_hours")) == 3, "once"


def test_a_file_is_dragged_to_another_place(entered, unit, stored, qtbot):
    files = tuple(make_file(name=f"{n}.pdf") for n in "甲乙丙")
    draft = unit.draft("林致远", without=("study_hours",))
    unit.save(draft, materials=(*draft.materials, MaterialFiles("study_hours", files)))
    tab = entered(draft, Step.MATERIALS)
    strip = page_of(tab).rows["study_hours"].slots[""].strip
    first, last = strip.chip(0), strip.chip(2)
    start = QPoint(100, 10)
    QTest.mousePress(first, Qt.MouseButton.LeftButton, pos=start)
    for y in (20, 60, last.y() + 30):
        QTest.mouseMove(first, QPoint(100, y))
    QTest.mouseRelease(first, Qt.MouseButton.LeftButton, pos=QPoint(100, last.y() + 30))
    tab.wait()
    assert [f.name for f in stored(draft).files_of("study_hours")] == ["乙.pdf", "丙.pdf", "甲.pdf"]
    strip.chip(2).look.setFocus()
    tab.press(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [f.name for f in stored(draft).files_of("study_hours")] == ["乙.pdf", "甲.pdf", "丙.pdf"]


def test_a_file_is_replaced_through_the_dialog(entered, unit, stored, tmp_path):
    files = tuple(make_file(name=f"{n}.pdf") for n in "甲乙")
    draft = unit.draft("林致远", without=("study_hours",))
    unit.save(draft, materials=(*draft.materials, MaterialFiles("study_hours", files)))
    tab = entered(draft, Step.MATERIALS)
    page = page_of(tab)
    (tmp_path / "新.pdf").write_bytes(PDF)
    tab.click(page.rows["study_hours"].slots[""].strip.chip(0).replace)
    dialog = page.findChild(QFileDialog)
    dialog.setDirectory(str(tmp_path))
    dialog.findChild(QLineEdit).setText("新.pdf")
    dialog.accept()
    tab.wait()
    assert [f.name for f in stored(draft).files_of("study_hours")] == ["新.pdf", "乙.pdf"]


def test_a_file_that_is_there_already_replaces_nothing(entered, unit, stored, real_desk):
    there = real_desk.desk.attachments.put(PDF, "甲.pdf")
    draft = unit.draft("林致远", without=("study_hours",))
    unit.save(draft, materials=(*draft.materials, MaterialFiles("study_hours", (there, make_file()))))
    tab = entered(draft, Step.MATERIALS)
    row = page_of(tab).rows["study_hours"]
    row.take("", (there,), stored(draft).files_of("study_hours")[1].sha256)
    tab.wait()
    assert len(stored(draft).files_of("study_hours")) == 2


def test_ctrl_v_pastes_wherever_in_the_row_the_focus_is(entered, unit, stored, tmp_path):
    draft = unit.draft("林致远")
    tab = entered(draft, Step.MATERIALS)
    paper = tmp_path / "第二页.pdf"
    paper.write_bytes(PDF)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(paper))])
    QGuiApplication.clipboard().setMimeData(data)
    page_of(tab).rows["study_hours"].slots[""].strip.chip(0).look.setFocus()
    tab.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    names = [f.name for f in stored(draft).files_of("study_hours")]
    assert names == ["study_hours.pdf", "第二页.pdf"]


def test_while_files_are_held_over_a_row_it_says_where_they_will_go(entered, unit, tmp_path):
    tab = entered(unit.draft("林致远"), Step.MATERIALS)
    row = page_of(tab).rows["appointment"]
    strip = row.slots[""].strip
    assert not strip.zone.isVisible(), "a file is there"
    drag(row, tmp_path / "合同.pdf")
    assert strip.zone.isVisible() and strip.zone.is_over
    QCoreApplication.sendEvent(row, QDragLeaveEvent())
    assert not strip.zone.isVisible()


def test_a_file_that_nobody_can_open_is_pointed_out_at_its_row(entered, unit, stored, real_desk, qtbot):
    live = LivePreview()
    live.store = real_desk.desk.attachments
    broken = live.store.put(b"%PDF-1.7 broken for the materials", "学时.pdf")
    draft = unit.draft("林致远", without=("study_hours",))
    unit.save(draft, materials=(MaterialFiles("study_hours", (broken,)),))
    live.start()
    try:
        tab = entered(draft, Step.MATERIALS, ports={"preview": live})
        page = page_of(tab)
        row = page.rows["study_hours"]
        qtbot.waitUntil(lambda: row.pill.word() == "已有，需留意", timeout=20_000)
        assert "学时.pdf 文件已损坏，打不开" in row.notice.text()
        assert [line.material for line in page.side.noticed.lines] == ["study_hours"]
        tab.page.leave()
    finally:
        live.stop()


def test_the_files_can_be_looked_at_over_the_page(entered, unit):
    tab = entered(unit.draft("林致远"), Step.MATERIALS)
    page = page_of(tab)
    tab.click(page.rows["study_hours"].slots[""].strip.chip(0).look)
    assert page.preview.isVisible()
    assert [file.name for file in page.preview.pane.files()] == ["study_hours.pdf"]
    tab.press(Qt.Key.Key_Escape)
    assert not page.preview.isVisible() and page.isVisible()


def test_the_summary_leads_to_what_is_missing(entered, unit):
    tab = entered(unit.draft("林致远", without=("appointment", "study_hours")), Step.MATERIALS)
    page = page_of(tab)
    assert page.side.missing.lines[0].words == "聘任书、聘任文件、劳动合同，任选一种"
    tab.click(tab.find(LinkButton, "entry.materials.go.study_hours"))
    assert page.rows["study_hours"].slots[""].strip.zone.hasFocus()


def test_a_submitted_declaration_shows_its_files_and_takes_none(entered, unit, stored, tmp_path):
    sent = unit.draft("林致远", stage=Stage.EMPLOYER_REVIEW)
    row = page_of(entered(sent, Step.MATERIALS)).rows["study_hours"]
    assert "已提交，只能看" in row.need.text()
    strip = row.slots[""].strip
    assert (
        not strip.more.isVisible() and not strip.chip(0).drop.isVisible() and strip.chip(0).look.isVisible()
    )
    (tmp_path / "晚.pdf").write_bytes(PDF)
    drag(row, tmp_path / "晚.pdf")
    assert not strip.zone.is_over
