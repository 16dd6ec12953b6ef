"""填写申报信息 through the wizard: what each choice binds, asks for and keeps (B5.*)."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QRadioButton

from app.domain.decision import Action
from app.domain.declaration import DeclareMode, PersonCategory, Stage
from app.domain.declaring import Step
from app.domain.materials import FactKey
from app.domain.organisation import EmployerKind
from app.domain.submit_stops import find_stops, stops_of
from tests.factories import make_decision, make_defect, make_organisation
from tests.ui.tabs.declarations.declaring import BUILDING, SENIOR
from tests.ui.tabs.entry.entering import commit_text
from tests.ui.tabs.entry.unit import FACTS
from ui.tabs.entry.wizard.information_point import PointField

MODES = ["正常申报", "自评申报", "标志性业绩直接申报"]
CATEGORIES = ["正常", "转评", "直接", "技能人才", "高技能人才"]
BACHELOR, SELF, LANDMARK = "sample_bachelor_4", "sample_self", "sample_landmark"


@pytest.fixture
def opened(entered, unit):
    """The step of a draft that lacks nothing but what a test takes away."""

    def open_(**changes):
        size = changes.pop("size", (1366, 696))
        draft = unit.draft("林致远", **changes)
        tab = entered(draft, Step.INFORMATION, size=size)
        return tab, tab.page.wizard.page(Step.INFORMATION), draft

    return open_


@pytest.fixture
def stops(stored, real_desk):
    """Codes that stop the submit in this step, of what is stored."""

    def read(draft):
        kept = stored(draft)
        kit = real_desk.kits.get(kept.plan_id, kept.plan_version)
        return {stop.code for stop in stops_of(find_stops(kit, kept), Step.INFORMATION)}

    return read


def settle(tab, page):
    page.settle()
    tab.wait()


def choose(tab, combo, value):
    combo.setCurrentIndex(combo.findData(value))
    tab.wait()


# -- 申报方式 and 人员类别


@pytest.mark.req("B5.11")
def test_there_are_three_modes_and_five_categories(opened):
    _, page, _ = opened()
    words = [button.text() for button in page.findChildren(QRadioButton) if button.isVisible()]
    assert words == MODES + CATEGORIES


@pytest.mark.req("B5.11")
@pytest.mark.parametrize("mode", list(DeclareMode))
def test_each_mode_is_kept(opened, stored, mode):
    other = DeclareMode.LANDMARK if mode is DeclareMode.NORMAL else DeclareMode.NORMAL
    tab, page, draft = opened(mode=other)
    tab.click(page.choice.modes[mode])
    assert stored(draft).mode is mode


@pytest.mark.req("B5.11")
@pytest.mark.parametrize("category", [PersonCategory.NORMAL, PersonCategory.TRANSFER])
@pytest.mark.parametrize("mode", list(DeclareMode))
def test_two_categories_go_with_every_mode(opened, stored, category, mode):
    tab, page, draft = opened(mode=mode, person_category=PersonCategory.NORMAL)
    tab.click(page.choice.categories[category])
    kept = stored(draft)
    assert (kept.mode, kept.person_category) == (mode, category)
    assert all(button.isEnabled() for button in page.choice.modes.values())


@pytest.mark.req("B5.8", "B5.9")
@pytest.mark.parametrize(
    ("category", "words"),
    [
        (PersonCategory.DIRECT, "直接申报人员请选择“正常申报”"),
        (PersonCategory.SKILLED, "技能人才请选择“正常申报”，并上传佐证材料"),
        (PersonCategory.HIGHLY_SKILLED, "高技能人才请选择“正常申报”，并上传佐证材料"),
    ],
)
@pytest.mark.parametrize("mode", [DeclareMode.SELF_ASSESSED, DeclareMode.LANDMARK])
def test_three_categories_choose_normal_and_lock_the_others(opened, stored, category, words, mode):
    tab, page, draft = opened(mode=mode)
    tab.click(page.choice.categories[category])
    kept = stored(draft)
    assert (kept.mode, kept.person_category) == (DeclareMode.NORMAL, category)
    enabled = [button.text() for button in page.choice.modes.values() if button.isEnabled()]
    assert enabled == ["正常申报"] and page.choice.note.text() == words
    tab.click(page.choice.modes[mode])
    assert stored(draft).mode is DeclareMode.NORMAL


@pytest.mark.req("B5.8")
def test_who_declares_directly_is_not_asked_for_four_years(opened):
    tab, page, _ = opened()
    assert page.facts.dates[FactKey.APPOINTED_ON].isVisible()
    tab.click(page.choice.categories[PersonCategory.DIRECT])
    assert not page.facts.dates[FactKey.APPOINTED_ON].isVisible()


@pytest.mark.req("B5.9")
def test_the_skilled_are_told_that_evidence_is_due(opened):
    tab, page, _ = opened()
    tab.click(page.choice.categories[PersonCategory.HIGHLY_SKILLED])
    assert "技能人才、高技能人才佐证材料" in page.side.materials.titles()


def test_the_modes_go_round_by_arrow_keys(opened, stored):
    tab, page, draft = opened()
    assert QApplication.focusWidget() is page.choice.modes[DeclareMode.NORMAL]
    tab.press(Qt.Key.Key_Right)
    assert stored(draft).mode is DeclareMode.SELF_ASSESSED


# -- conditions


@pytest.mark.req("B5.5", "B5.10")
@pytest.mark.parametrize(("mode", "key"), [(DeclareMode.NORMAL, BACHELOR), (DeclareMode.LANDMARK, LANDMARK)])
def test_a_condition_must_be_ticked(opened, stored, stops, mode, key):
    tab, page, draft = opened(mode=mode, conditions=())
    assert stops(draft) == {"conditions_missing"} and not tab.page.wizard.footer.next.isEnabled()
    tab.click(page.conditions.rows[key].box)
    assert stored(draft).conditions == (key,) and stops(draft) == set()
    assert tab.page.wizard.footer.next.isEnabled()


@pytest.mark.req("B5.5", "B5.10")
def test_only_the_modes_own_conditions_are_offered(opened):
    tab, page, _ = opened()

    def offered():
        return {key for key, row in page.conditions.rows.items() if row.isVisible()}

    assert BACHELOR in offered() and not offered() & {SELF, LANDMARK}
    tab.click(page.choice.modes[DeclareMode.LANDMARK])
    assert offered() == {LANDMARK}
    assert "打钩" in page.choice.note.text() and "佐证材料" in page.choice.note.text()


def test_the_words_tick_their_box_too(opened, stored):
    tab, page, draft = opened(conditions=())
    row = page.conditions.rows[BACHELOR]
    QTest.mouseClick(row.words, Qt.MouseButton.LeftButton, pos=QPoint(80, 10))
    tab.wait()
    assert row.box.isChecked() and stored(draft).conditions == (BACHELOR,)


def test_going_back_to_a_mode_finds_its_ticks(opened, stored):
    tab, page, draft = opened(conditions=(BACHELOR,))
    tab.click(page.choice.modes[DeclareMode.LANDMARK])
    assert stored(draft).conditions == ()
    tab.click(page.choice.modes[DeclareMode.NORMAL])
    assert stored(draft).conditions == (BACHELOR,)


# -- facts


@pytest.mark.parametrize(
    ("fact", "value", "title"),
    [
        (FactKey.STAFFING, "institution_staff", "事业单位人员职称申报岗位信息表"),
        (FactKey.OUTSIDE_INSURANCE, "是", "省外社保缴纳证明"),
    ],
)
def test_a_fact_brings_its_material(opened, stored, fact, value, title):
    tab, page, draft = opened()
    assert title not in page.side.materials.titles()
    choose(tab, page.facts.combos[fact], value)
    settle(tab, page)
    assert stored(draft).facts[fact.value] == value
    assert title in page.side.materials.titles()


@pytest.mark.parametrize("fact", [FactKey.EDUCATION, FactKey.STAFFING, FactKey.OUTSIDE_INSURANCE])
def test_what_is_not_stated_stops_and_the_jump_leads_there(opened, stops, fact):
    facts = {key: value for key, value in FACTS.items() if key != fact.value}
    _tab, page, draft = opened(facts=facts)
    assert stops(draft) == {"fact_missing"}
    assert page.side.title.text() == "还差 1 项" and page.side.open_facts.isVisible()
    page.go_to_stop(page.side.stops[0])
    assert QApplication.focusWidget() is page.facts.combos[fact]


def test_the_validity_is_asked_only_of_who_has_a_registration_form(opened):
    tab, page, _ = opened()
    assert page.facts.dates[FactKey.RECORD_VALID_UNTIL].isVisible()
    choose(tab, page.facts.combos[FactKey.EDUCATION], "abroad")
    assert not page.facts.dates[FactKey.RECORD_VALID_UNTIL].isVisible()


@pytest.mark.parametrize(
    ("typed", "stored_as", "said"),
    [
        ("2020年7月1日", "2020-07-01", "满 6 年"),
        ("２０２４－０３－０１", "2024-03-01", "不到 4 年"),
        ("2020-02-30", "2020-02-30", "没有这一天"),
    ],
)
def test_a_date_is_read_as_people_write_it_and_a_wrong_one_is_said(opened, stored, typed, stored_as, said):
    tab, page, draft = opened()
    line = page.facts.dates[FactKey.APPOINTED_ON]
    line.selectAll()
    commit_text(line, typed)
    assert said in page.facts.notes[FactKey.APPOINTED_ON].text() and line.text() == typed
    settle(tab, page)
    assert stored(draft).facts["appointed_on"] == stored_as


def test_a_registration_form_that_ran_out_is_said_but_stops_nothing(opened, stops):
    _, page, draft = opened(facts=FACTS | {"record_valid_until": "2026-09-30"})
    assert "已过验证有效期" in page.facts.notes[FactKey.RECORD_VALID_UNTIL].text()
    assert stops(draft) == set()


def test_the_wheel_scrolls_the_form_and_changes_no_choice(opened, stored):
    _tab, page, _draft = opened()
    combo = page.facts.combos[FactKey.EDUCATION]
    before = combo.currentIndex()
    at = QPointF(combo.rect().center())
    event = QWheelEvent(
        at,
        QPointF(combo.mapToGlobal(at)),
        QPoint(0, 0),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(combo, event)
    assert combo.currentIndex() == before


# -- 受理点


@pytest.mark.req("B5.2", "B5.3")
def test_the_point_of_the_employers_region_is_proposed_and_kept(opened, stored):
    _, page, draft = opened(acceptance_point="")
    assert stored(draft).acceptance_point == "330106"
    assert "西湖区受理点" in page.point.combo.currentText() and "请核对" in page.point.hint.text()


@pytest.mark.req("B5.3")
def test_phone_and_address_stand_beside_the_point_and_are_marked_as_samples(opened, stored):
    tab, page, draft = opened()
    choose(tab, page.point.combo, "330108")
    assert stored(draft).acceptance_point == "330108"
    assert "样例" in page.point.combo.currentText()
    assert "请核对" not in page.point.hint.text()
    assert "0571-" in page.point.phone.text() and page.point.phone.isVisible()
    assert "纸质材料" in page.point.address.text() and "样例" in page.point.address.text()


@pytest.mark.req("B5.2", "B5.4")
@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (EmployerKind.PRIVATE, "根据单位所属关系"),
        (EmployerKind.NON_PUBLIC, "根据单位所属关系"),
        (EmployerKind.STATE_FIRM, "按属地"),
        (EmployerKind.INSTITUTION, "按属地"),
    ],
)
def test_whose_point_it_is_depends_on_the_employer(qtbot, real_desk, kind, words):
    field = PointField()
    qtbot.addWidget(field)
    kit = real_desk.kits.get(BUILDING)
    assert field.show_point(kit, "", make_organisation(kind=kind, region="330108"), locked=False)
    assert field.key == "330108" and words in field.hint.text()


def test_a_region_without_a_point_proposes_none(qtbot, real_desk):
    field = PointField()
    qtbot.addWidget(field)
    elsewhere = make_organisation(region="330281")
    assert not field.show_point(real_desk.kits.get(BUILDING), "", elsewhere, locked=False)
    assert field.key == "" and "请核对" not in field.hint.text()


def test_a_plan_without_points_asks_for_none(opened):
    _, page, _ = opened(plan=SENIOR)
    assert not page.point.isVisible()


# -- 本人述职


@pytest.mark.req("B5.1")
@pytest.mark.parametrize(("count", "over"), [(999, 0), (1000, 0), (1001, 1)])
def test_the_statement_has_a_thousand_characters(opened, stored, stops, count, over):
    tab, page, draft = opened(statement="")
    editor = page.statement.editor
    commit_text(editor, "泵" * count)
    settle(tab, page)
    assert len(stored(draft).statement) == count
    assert stops(draft) == ({"statement_long"} if over else set())
    assert f"{count} / 1000" in page.statement.counter.text()
    assert ("超过 1 字" in page.statement.counter.text()) is bool(over)


@pytest.mark.req("B5.1")
def test_white_space_is_not_counted(opened):
    _, page, _ = opened(statement="")
    commit_text(page.statement.editor, "一 二　三\n四\t五")
    assert page.statement.counter.text().startswith("5 / 1000")


def test_a_huge_paste_stays_as_typed(opened, stored):
    tab, page, draft = opened(statement="")
    text = "城东片区排水管网𬭚㛃\n" * 1000
    QApplication.clipboard().setText(text)
    page.statement.editor.setFocus()
    page.statement.editor.paste()
    settle(tab, page)
    assert stored(draft).statement == text
    assert "超过" in page.statement.counter.text()


def test_typing_is_kept_after_a_pause_and_the_caret_stays(opened, stored, qtbot):
    tab, page, draft = opened(statement="开头。结尾。")
    cursor = page.statement.editor.textCursor()
    cursor.setPosition(3)
    page.statement.editor.setTextCursor(cursor)
    commit_text(page.statement.editor, "中间，")
    qtbot.waitUntil(lambda: stored_is(tab, stored, draft, "开头。中间，结尾。"))
    assert page.statement.editor.textCursor().position() == 6


def stored_is(tab, stored, draft, text):
    return not tab.operations.is_busy and stored(draft).statement == text


def test_what_is_just_being_typed_survives_a_reread(opened, stored, unit):
    tab, page, draft = opened(statement="")
    commit_text(page.statement.editor, "正在写")
    tab.page.wizard.keeper.reload()
    tab.wait()
    assert page.statement.text() == "正在写"
    settle(tab, page)
    assert stored(draft).statement == "正在写"


def test_leaving_the_step_keeps_what_was_typed_a_moment_ago(opened, stored):
    tab, page, draft = opened(statement="")
    commit_text(page.statement.editor, "刚写完就走")
    tab.click(tab.page.wizard.rail.steps[Step.PHOTO])
    assert stored(draft).statement == "刚写完就走"
    tab.page.wizard.go_to(Step.INFORMATION)
    assert page.statement.text() == "刚写完就走"


# -- beside the form


def test_everything_that_is_missing_is_named_and_leads_to_its_field(opened):
    _tab, page, _ = opened(statement="", conditions=(), facts={})
    assert page.side.title.text() == "还差 5 项"
    wanted = {
        "conditions_missing": page.conditions.rows[BACHELOR].box,
        "statement_missing": page.statement.editor,
    }
    for stop in page.side.stops:
        page.go_to_stop(stop)
        if stop.code in wanted:
            assert QApplication.focusWidget() is wanted[stop.code]


def test_a_narrow_window_gives_the_form_all_the_room(opened):
    _, page, _ = opened(size=(1024, 576))
    assert not page.side.isVisible()


def test_the_materials_are_a_step_away(opened):
    tab, page, _ = opened()
    tab.click(page.side.go)
    assert tab.page.wizard.here is Step.MATERIALS


def test_a_part_that_was_not_asked_for_can_only_be_read(entered, unit, real_desk):
    draft = unit.draft("林致远", stage=Stage.EMPLOYER_REVIEW)
    decision = make_decision(
        draft,
        real_desk.office.actor,
        action=Action.RETURN,
        at=real_desk.clock.now(),
        defects=(make_defect(section="materials", text="聘书缺页。", field=""),),
        after=Stage.RETURNED.value,
    )
    with real_desk.uow() as uow:
        uow.decisions.add(decision)
        uow.commit()
    unit.save(draft, stage=Stage.RETURNED)
    page = entered(draft, Step.INFORMATION).page.wizard.page(Step.INFORMATION)
    assert page.statement.editor.isReadOnly() and not page.point.combo.isEnabled()
    assert not any(button.isEnabled() for button in page.choice.modes.values())
    assert not any(row.box.isEnabled() for row in page.conditions.rows.values())
