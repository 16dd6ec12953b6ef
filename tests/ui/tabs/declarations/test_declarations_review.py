"""职称申报资格审查, 审阅: the 19 sections beside their evidence, ticks, where P leads and why not (pictures 05, 06)."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget

from app.domain.decision import Action
from app.domain.declaration import DeclareMode, Stage
from app.domain.errors import EnvironmentFault
from tests.desk_fixtures import with_desk
from tests.factories import make_decision, make_defect, make_flag
from tests.ui.tabs.declarations.declaring import AWARD, BUILDING, RUNS, SENIOR
from ui.dialogs.error_card import ErrorCard
from ui.preferences import Preferences
from ui.widgets.callout import Callout
from ui.widgets.choice import CheckBox
from ui.widgets.form_blocks import FormEntry, FormField, FormTableHead, FormTableRow, FormText
from ui.widgets.form_rows import EntryRow, FieldRow
from ui.widgets.form_table import TableRow
from ui.widgets.key_chip import LockReason
from ui.widgets.labels import TextLabel
from ui.widgets.section_list import SectionList
from ui.widgets.side_rows import ROW

TITLES = [
    "基本信息",
    "教育经历",
    "工作经历",
    "继续教育(培训)情况",
    "学术技术兼职情况",
    "获奖情况",
    "获得荣誉称号情况",
    "主持参与科研项目(基金)情况",
    "主持参与工程技术项目情况",
    "论文",
    "著(译)作(教材)",
    "专利(著作权)情况",
    "主持(参与)制定标准情况",
    "成果被批示、采纳、运用和推广情况",
    "资质证书",
    "奖惩情况",
    "考核情况",
    "申报材料附件信息",
    "本人述职",
]


def blocks(tab, section: str) -> list:
    tab.page.review.form.fill()
    form = tab.page.review.form.cards[section].form
    return [form.row(n).block() for n in range(form._shown)]


def side_rows(tab) -> list:
    model = tab.find(SectionList, "declarations.sections").model()
    return [model.index(n, 0).data(ROW) for n in range(model.rowCount())]


def files(tab) -> list[str]:
    return [file.name for file in tab.page.review.evidence.files()]


def here(tab) -> str:
    return tab.find(SectionList, "declarations.sections").current_key()


def box(tab, section: str) -> CheckBox:
    return tab.find(CheckBox, f"declarations.tick.{section}")


def button(tab, name: str) -> QAbstractButton:
    return tab.find(QAbstractButton, f"declarations.{name}")


def reason(tab) -> str:
    return tab.page.review.bar.findChild(LockReason).text()


def space_to_end_of_section(tab, section: str) -> None:
    for _ in range(30):
        if here(tab) != section:
            return
        tab.press(Qt.Key.Key_Space)
    raise AssertionError(f"{section} never ended")


@pytest.mark.req("A4.9")
def test_the_title_carries_the_status(declaring, reviewed):
    waiting, passed = declaring.add("王嘉树"), declaring.add("赵一鸣", Stage.COMMITTEE_REVIEW)
    tab = reviewed(waiting)
    assert tab.find(TextLabel, "declarations.preview_title").text() == "申报信息预览-待审查"
    assert tab.find(TextLabel, "declarations.person").text() == "王嘉树"
    assert tab.page.review.form.head.pill.word() == "待审"
    other = reviewed(passed)
    assert other.find(TextLabel, "declarations.preview_title").text() == "申报信息预览-审查通过"


@pytest.mark.req("A4.10")
def test_all_sections_stand_in_their_order(declaring, reviewed):
    tab = reviewed(declaring.add())
    rows = side_rows(tab)
    assert [row.name for row in rows] == TITLES
    assert [row.number for row in rows] == [str(n) for n in range(1, 20)]
    muted = {row.name for row in rows if row.muted}
    assert muted == set(TITLES) - {"基本信息", "获奖情况", "申报材料附件信息", "本人述职"}
    assert list(tab.page.review.form.cards) == [row.key for row in rows]


@pytest.mark.req("A4.10", "A4.12")
def test_sections_16_17_and_19_as_the_seed_shows_them(declaring, reviewed):
    items = {
        "reward": [{"decided_on": "2023-05", "name": "通报表扬", "kind": "奖励"}],
        "assessment": [{"year": "2024", "unit": "示例建设工程有限公司", "grade": "优秀"}],
    }
    tab = reviewed(declaring.add(items=items, statement="本人从事水利 工程十二年。"))
    head, row = blocks(tab, "reward")
    assert [c.title for c in head.columns] == ["#", "时间", "名称", "类型", "佐证材料"]
    assert [c.text for c in row.cells] == ["1", "2023-05", "通报表扬", "奖励", "reward证明.pdf"]
    head, row = blocks(tab, "assessment")
    assert [c.title for c in head.columns] == ["#", "考核年度", "用人单位名称", "考核等次"]
    assert [c.text for c in row.cells] == ["1", "2024", "示例建设工程有限公司", "优秀"]
    assert blocks(tab, "statement") == [FormText("本人从事水利 工程十二年。")]
    assert "12 / 1000 字" in tab.page.review.form.cards["statement"].head.accessibleName()


@pytest.mark.req("A4.10")
def test_an_empty_section_says_so_under_its_columns(declaring, reviewed):
    tab = reviewed(declaring.add())
    assert blocks(tab, "paper") == [FormText("无数据", muted=True)]
    head, text = blocks(tab, "reward")
    assert isinstance(head, FormTableHead)
    assert text == FormText("无数据", muted=True)


@pytest.mark.req("A4.11")
def test_the_materials_of_the_senior_plan_with_their_need(declaring, reviewed):
    facts = {"grassroots": "是", "outside_insurance": "否", "staffing": "institution_staff"}
    materials = (declaring.material("post_form", "岗位信息表.pdf"),)
    tab = reviewed(declaring.add(plan=SENIOR, facts=facts, materials=materials, checked=True))
    table = blocks(tab, "materials")
    head = next(b for b in table if isinstance(b, FormTableHead))
    assert [c.title for c in head.columns] == ["#", "必要", "材料名称", "申报材料"]
    rows = [[cell.text for cell in b.cells] for b in table if isinstance(b, FormTableRow)]
    assert rows == [
        ["1", "必要", "推荐正高级工程师职务任职资格审核表(长期基层和野外工作人员)", "没有上传"],
        ["2", "不适用", "推荐正高级工程师职务任职资格审核表(标志性业绩)", "/"],
        ["3", "不适用", "省外缴纳社保证明", "/"],
        ["4", "必要", "事业单位人员职称申报岗位信息表", "岗位信息表.pdf"],
    ]
    notes = [b.cells[2].note for b in table if isinstance(b, FormTableRow)]
    assert notes[0] == "长期基层和野外工作人员"
    assert notes[1] == "正常申报，不需要"
    states = {row.key: row.state for row in side_rows(tab)}
    assert states["materials"] == "failed", "a required material is missing"


@pytest.mark.req("A4.13")
def test_the_buttons_have_their_literal_names(declaring, reviewed):
    declaration = declaring.add()
    declaring.publish(declaration)
    tab = reviewed(declaration)
    bar = [button(tab, name) for name in ("pass", "return", "fail", "close")]
    assert [b.text() for b in bar] == ["通过", "退回", "不通过", "关闭"]
    assert [b.x() for b in bar] == sorted(b.x() for b in bar), "通过, 退回, 不通过, then 关闭 at the right"
    tab.click(bar[3])
    assert not tab.page.in_review()


def test_a_section_shows_its_files_and_comes_to_the_top(declaring, reviewed):
    tab = reviewed(declaring.add(statement="长" * 900))
    assert here(tab) == "basic"
    assert files(tab) == ["证件照.jpg", "真实性保证书.pdf", "身份证.pdf"]
    view = tab.find(SectionList, "declarations.sections")
    QTest.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(view.model().index(5, 0)).center()
    )
    tab.wait()
    assert files(tab) == ["award证明.pdf"]
    form = tab.page.review.form
    top = form.cards["award"].mapTo(form, form.rect().topLeft()).y()
    head = form.head.geometry().bottom()
    assert head < top < head + 30


@pytest.mark.req("A4.1")
def test_space_reads_to_the_end_ticks_and_opens_the_next(declaring, reviewed):
    declaration = declaring.add()
    tab = reviewed(declaration)
    tab.press(Qt.Key.Key_Space)
    assert here(tab) == "basic"
    space_to_end_of_section(tab, "basic")
    assert here(tab) == "award", "sections without data are passed over"
    passed_over = {"basic", "education", "work", "training", "academic_post"}
    assert declaring.ticked(declaration) == passed_over
    assert tab.find(TextLabel, "declarations.read_count").text() == "已看 1 / 4"
    assert {row.key for row in side_rows(tab) if row.done} == {"basic"}
    space_to_end_of_section(tab, "award")
    space_to_end_of_section(tab, "materials")
    tab.press(Qt.Key.Key_Space)
    assert len(declaring.ticked(declaration)) == 19
    assert tab.find(TextLabel, "declarations.read_count").text() == "已看 4 / 4"


@pytest.mark.req("A4.1")
def test_each_section_can_be_ticked_by_its_box_and_by_x(declaring, reviewed):
    declaration = declaring.add()
    tab = reviewed(declaration)
    tab.click(box(tab, "basic"))
    assert declaring.ticked(declaration) == {"basic"}
    tab.press(Qt.Key.Key_X)
    assert declaring.ticked(declaration) == set()
    assert not box(tab, "basic").isChecked()
    tab.press(Qt.Key.Key_X)
    again = reviewed(declaration)
    assert box(again, "basic").isChecked(), "ticks are kept"


def test_a_tick_that_could_not_be_written_goes_back_and_is_told(real_desk, declaring, reviewed):
    declaration = declaring.add()

    def full_disk():
        raise EnvironmentFault("E-204")

    desk = with_desk(real_desk, new_unit_of_work=full_disk)
    tab = reviewed(declaration, desk=desk)
    tab.press(Qt.Key.Key_X)
    assert not box(tab, "basic").isChecked()
    card = tab.shell.findChild(ErrorCard)
    assert card.is_open()


@pytest.mark.req("A4.1")
def test_with_unread_sections_p_names_them_and_leads_there(declaring, reviewed):
    declaration = declaring.add()
    tab = reviewed(declaration)
    tab.press(Qt.Key.Key_X)
    tab.press(Qt.Key.Key_P)
    sheet = tab.page.unread_sheet
    assert sheet.is_open()
    named = [row.block().title for row in sheet.list.findChildren(EntryRow) if row.isVisible()]
    assert named == ["获奖情况", "申报材料附件信息", "本人述职"]
    assert button(tab, "read_on").text() == "去看第 6 部分"
    assert button(tab, "insist").text() == "仍然审核无误"
    tab.press(Qt.Key.Key_Return)
    assert not sheet.is_open()
    assert here(tab) == "award"
    assert declaring.stored(declaration).stage is Stage.EMPLOYER_REVIEW


@pytest.mark.req("A4.1", "A4.3")
def test_one_may_insist_in_spite_of_unread_sections(declaring, reviewed):
    declaration = declaring.add()
    tab = reviewed(declaration)
    tab.press(Qt.Key.Key_P)
    tab.click(button(tab, "insist"))
    assert declaring.stored(declaration).stage is Stage.AWAITING_PUBLICITY


@pytest.mark.req("A4.4")
def test_p_says_what_is_awaited_and_until_when(declaring, reviewed):
    awaiting = declaring.add("吴静", Stage.AWAITING_PUBLICITY)
    running = declaring.add("何雨桐")
    declaring.publish(running, dates=RUNS)
    tab = reviewed(awaiting)
    assert button(tab, "pass").text() == "通过"
    assert not button(tab, "pass").isEnabled()
    assert reason(tab) == "还没有公示"
    assert button(tab, "to_publicity").text() == "去公示管理"
    tab = reviewed(running)
    assert not button(tab, "pass").isEnabled()
    assert reason(tab) == "公示到 10月13日 才期满，10月14日 0 时起可以通过"
    tab.press(Qt.Key.Key_P)
    assert not tab.page.pass_sheet.is_open()
    assert not tab.page.unread_sheet.is_open()


@pytest.mark.req("A4.4")
def test_the_day_opens_the_pass_while_the_window_stands(real_desk, declaring, reviewed):
    running = declaring.add()
    declaring.publish(running, dates=RUNS)
    tab = reviewed(running)
    assert not button(tab, "pass").isEnabled()
    real_desk.clock.advance(days=5)
    tab.session.day_changed.emit()
    tab.wait()
    assert button(tab, "pass").isEnabled()
    assert tab.page.review.form.head.pill.word() == "期满待通过"


@pytest.mark.req("A4.4")
def test_an_open_objection_keeps_p_closed_and_leads_to_its_publicity(declaring, reviewed):
    declaration = declaring.add()
    publicity = declaring.publish(declaration, dates=RUNS, objection=True)
    tab = reviewed(declaration)
    assert button(tab, "pass").text() == "审核无误"
    assert not button(tab, "pass").isEnabled()
    assert reason(tab) == "还有 1 个异议没有处理"
    gone: list[Any] = []
    tab.session.navigated.disconnect(tab.shell.go_to)
    tab.session.navigated.connect(gone.append)
    note = tab.find(Callout, "declarations.note.error")
    assert note.title() == "公示异议 1 件没有处理"
    tab.click(button(tab, "to_publicity"))
    assert gone[0].publicity_id == publicity.id


def test_flags_are_led_to_and_marked(declaring, reviewed):
    declaration = declaring.add()
    award = next(i for i in declaration.items if i.section == "award")
    declaring.flag(
        declaration,
        make_flag(
            code="photo_size", params={"measured": "20K", "required": "30K–1M"}, section="basic", field=""
        ),
        make_flag(
            code="rank_exceeds_people",
            params={"rank": "4", "people": "3"},
            section="award",
            field="rank",
            item_id=award.item_id,
        ),
    )
    tab = reviewed(declaration)
    note = tab.find(Callout, "declarations.note.flag")
    assert note.title() == "机器预检：2 处需留意，不代表结论"
    links = [b for b in note.findChildren(QAbstractButton) if b.isVisible()]
    assert [b.text() for b in links] == ["第 1 部分", "第 6 部分"]
    tab.click(links[1])
    assert here(tab) == "award"
    assert {row.key for row in side_rows(tab) if row.state == "flag"} == {"basic", "award"}
    flagged = [b for b in blocks(tab, "award") if isinstance(b, FormField) and b.flag]
    assert [b.label for b in flagged] == ["排名"]
    photo = blocks(tab, "basic")[0]
    assert (photo.title, photo.state) == ("证件照", "flag")


def test_entries_photo_and_materials_open_beside(declaring, reviewed):
    materials = (
        declaring.material("outside_insurance", "社保证明.pdf"),
        declaring.material("post_form", "岗位信息表.pdf", "岗位信息表2.pdf"),
    )
    items = {"award": [AWARD, AWARD | {"project": "城东闸站"}]}
    tab = reviewed(declaring.add(plan=SENIOR, items=items, materials=materials))
    evidence = tab.page.review.evidence
    entries = [
        row
        for row in tab.page.review.form.cards["basic"].findChildren(EntryRow)
        if row.block().key == "commitment"
    ]
    tab.click(entries[0])
    assert evidence.canvas.position()[0] == 1
    tab.page.review.form.scroll_to("award")
    second = tab.page.review.form.cards["award"].findChildren(EntryRow)[1]
    second.click()
    tab.wait()
    assert here(tab) == "award"
    assert evidence.canvas.position()[0] == 1
    row = next(
        r
        for r in tab.page.review.form.cards["materials"].findChildren(TableRow)
        if r.block().key == "post_form"
    )
    row.click()
    tab.wait()
    assert files(tab) == ["社保证明.pdf", "岗位信息表.pdf", "岗位信息表2.pdf"]
    assert evidence.canvas.position()[0] == 1
    photo = tab.find(QWidget, "declarations.photo")
    QTest.qWait(1)
    assert photo.has_image()
    tab.click(photo)
    assert (here(tab), evidence.canvas.position()[0]) == ("basic", 0)


def test_the_number_is_masked_until_i_and_the_reveal_is_logged(real_desk, declaring, reviewed):
    declaration = declaring.add()
    number = real_desk.people["林致远"].id_number
    tab = reviewed(declaration)

    def shown() -> str:
        return next(
            b.value for b in blocks(tab, "basic") if isinstance(b, FormField) and b.label == "证件号码"
        )

    assert shown() == f"{number[:6]}********{number[-4:]}"
    tab.press(Qt.Key.Key_I)
    assert shown() == number
    tab.session.looks.flush()
    tab.wait()
    acts = [line.act for line in _log(tab, declaration)]
    assert acts.count("look") == 1
    assert acts.count("reveal") == 1


def _log(tab, declaration):
    lines = []

    class Taker(QWidget):
        def take(self, answer):
            lines.extend(answer)

    taker = Taker()
    queries, scope = tab.session.desk.queries, tab.session.scope
    tab.session.operations.read(lambda: queries.declaration_log(scope, declaration.id), taker.take)
    tab.wait()
    return lines


@pytest.mark.req("A4.2")
def test_a_resubmission_shows_what_was_returned_last_time(real_desk, declaring, reviewed):
    declaration = declaring.add(submit_no=2)
    returned = make_decision(
        declaration,
        real_desk.office.actor,
        action=Action.RETURN,
        defects=(make_defect(text="证书扫描件不清晰。"),),
        submit_no=1,
    )
    with real_desk.uow() as uow:
        uow.decisions.add(returned)
        uow.commit()
    tab = reviewed(declaration)
    note = tab.find(Callout, "declarations.note.info")
    assert note.title().startswith("上次退回 1 处，请核对改正")
    assert "证书扫描件不清晰。" in note.accessibleName()


def test_the_next_declaration_shows_nothing_of_the_last(declaring, reviewed):
    first = declaring.add("王嘉树", mode=DeclareMode.SELF_ASSESSED, plan=BUILDING)
    declaring.add("赵一鸣", plan=BUILDING, photo=None)
    tab = reviewed(first)
    tab.press(Qt.Key.Key_I)
    tab.page.open_list()
    tab.press(Qt.Key.Key_K)
    tab.press(Qt.Key.Key_Return)
    assert tab.page.desk.dossier.applicant.name == "赵一鸣"
    shown = [r for r in tab.page.review.form.cards["basic"].findChildren(FieldRow) if not r.isHidden()]
    words = " ".join(r.block().value for r in shown)
    assert "赵一鸣" in words
    assert "王嘉树" not in words
    assert "********" in words
    photo = blocks(tab, "basic")[0]
    assert isinstance(photo, FormEntry)
    assert (photo.note, photo.state) == ("没有", "error")
    assert not tab.find(QWidget, "declarations.photo").has_image()


def test_the_evidence_of_the_next_section_is_warmed(real_desk, declaring, reviewed):
    reviewed(declaring.add())
    warmed = [request.source.name for request in real_desk.preview.warmed]
    assert "award证明.pdf" in warmed


def test_pane_sizes_are_remembered(declaring, reviewed):
    declaration, preferences = declaring.add(), Preferences()
    tab = reviewed(declaration, preferences=preferences)
    inner = tab.page.review._inner
    inner.moveSplitter(480, 1)
    assert preferences.sizes("declarations.inner")
    again = reviewed(declaration, preferences=preferences)
    assert again.page.review._inner.sizes()[0] == inner.sizes()[0]


def test_a_declaration_is_not_shown_as_another_when_it_changed_meanwhile(declaring, reviewed):
    declaration = declaring.add()
    declaring.tick_all(declaration)
    tab = reviewed(declaration)
    declaring.save(declaration, self_score=110)
    tab.press(Qt.Key.Key_P)
    assert tab.shell.findChild(ErrorCard).is_open()
    assert declaring.stored(declaration).stage is Stage.EMPLOYER_REVIEW
    tab.press(Qt.Key.Key_Escape)
    tab.press(Qt.Key.Key_P)
    assert declaring.stored(declaration).stage is Stage.AWAITING_PUBLICITY, "it was read anew"
