"""Each 申报方式 and 人员类别 through the window: chosen, ticked, scored, attached, handed in (B5.*; B7.*; B8)."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit

from app.domain.declaration import DeclarationTab, DeclareMode, PersonCategory, Stage
from app.domain.declaring import Step
from app.domain.materials import Need, judge_materials, read_facts
from app.domain.submit_stops import NORMAL_MODE_ONLY
from app.ports.queries import DeclarationFilter
from tests.ui.tabs.entry.wizard.test_materials_step import PDF, drop

CTRL = Qt.KeyboardModifier.ControlModifier
CONDITION = {
    DeclareMode.NORMAL: "sample_bachelor_4",
    DeclareMode.SELF_ASSESSED: "sample_self",
    DeclareMode.LANDMARK: "sample_landmark",
}
WAYS = [
    *(
        (mode, category)
        for mode in DeclareMode
        for category in (PersonCategory.NORMAL, PersonCategory.TRANSFER)
    ),
    *((DeclareMode.NORMAL, category) for category in sorted(NORMAL_MODE_ONLY)),
]


def fill_score(tab, kit) -> None:
    """开始自评: the best of every line."""
    tab.click(tab.find(QAbstractButton, "entry.information.score"))
    for item in kit.score_sheet.items:
        if item.options:
            combo = tab.find(QComboBox, f"entry.score.{item.key}")
            best = max(item.options, key=lambda option: option.points)
            combo.setCurrentIndex(combo.findData(best.key))
        else:
            tab.find(QLineEdit, f"entry.score.{item.key}").setText("9")
    tab.click(tab.find(QAbstractButton, "entry.score.done"))


def attach_all(tab, kit, stored, draft, folder) -> None:
    rows = tab.page.wizard.page(Step.MATERIALS).rows
    for need in judge_materials(kit, read_facts(stored(draft))):
        if need.verdict.need is Need.REQUIRED:
            for number in range(max(1, len(need.verdict.all_of))):
                paper = folder / f"{need.material.key}{number}.pdf"
                paper.write_bytes(PDF + paper.name.encode())
                drop(rows[need.material.key], paper)
                tab.wait()


@pytest.mark.req("B5.5", "B5.6", "B5.7", "B5.8", "B5.9", "B5.10", "B5.11", "B7.7", "B8")
@pytest.mark.parametrize(("mode", "category"), WAYS)
def test_every_way_of_declaring_reaches_the_units_list(
    entered, unit, stored, real_desk, qtbot, tmp_path, mode, category
):
    draft = unit.draft("林致远", conditions=(), materials=())
    kit = real_desk.kits.get(draft.plan_id)
    tab = entered(draft, Step.INFORMATION)
    tab.click(tab.find(QAbstractButton, f"entry.information.category.{category.value}"))
    tab.click(tab.find(QAbstractButton, f"entry.information.mode.{mode.value}"))
    tab.click(tab.find(QAbstractButton, f"entry.information.condition.{CONDITION[mode]}"))
    if mode is DeclareMode.SELF_ASSESSED:
        fill_score(tab, kit)
    tab.page.wizard.page(Step.INFORMATION).settle()
    tab.wait()
    tab.page.wizard.go_to(Step.MATERIALS)
    tab.wait()
    attach_all(tab, kit, stored, draft, tmp_path)
    tab.page.wizard.go_to(Step.PREVIEW)
    tab.wait()
    assert tab.page.wizard.footer.submit.isEnabled(), tab.page.wizard.footer.reason.text()
    tab.press(Qt.Key.Key_Return, CTRL)
    tab.press(Qt.Key.Key_Return, CTRL)
    handed_in = stored(draft)
    assert (handed_in.stage, handed_in.mode, handed_in.person_category) == (
        Stage.EMPLOYER_REVIEW,
        mode,
        category,
    )
    wanted, today = DeclarationFilter(DeclarationTab.PENDING), real_desk.clock.today()
    keys = real_desk.desk.queries.declaration_keys(real_desk.office.scope, wanted, today)
    assert len(keys) == 1


@pytest.mark.req("B5.8", "B5.9")
@pytest.mark.parametrize("category", sorted(NORMAL_MODE_ONLY))
def test_direct_and_skilled_persons_are_led_to_the_normal_mode(entered, unit, stored, category):
    draft = unit.draft("林致远", mode=DeclareMode.LANDMARK, conditions=("sample_landmark",))
    tab = entered(draft, Step.INFORMATION)
    tab.click(tab.find(QAbstractButton, f"entry.information.category.{category.value}"))
    assert stored(draft).mode is DeclareMode.NORMAL
    assert not tab.find(QAbstractButton, "entry.information.mode.landmark").isEnabled()
    assert stored(draft).conditions == ()


@pytest.mark.req("B5.6")
def test_the_self_assessment_adds_up_as_it_is_filled_in(entered, unit, stored, real_desk):
    draft = unit.draft("林致远", mode=DeclareMode.SELF_ASSESSED, conditions=("sample_self",))
    kit = real_desk.kits.get(draft.plan_id)
    tab = entered(draft, Step.INFORMATION)
    assert "自评" in tab.page.wizard.footer.reason.text()
    fill_score(tab, kit)
    tab.page.wizard.page(Step.INFORMATION).settle()
    tab.wait()
    score = stored(draft).self_score
    assert score is not None and score >= 105
