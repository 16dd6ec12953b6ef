"""A resubmission shows first what it changed; one that came again as it was is flagged (DOMAIN facts §4; LOOK 18)."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from app.domain.archive import ArchiveStatus
from app.domain.decision import Action
from tests.factories import freeze_item, make_decision, make_defect, make_file, make_item
from tests.ui.tabs.declarations.declaring import AWARD, WATER
from ui.widgets.callout import Callout
from ui.widgets.form_rows import EntryRow, FieldRow
from ui.widgets.form_table import TableRow
from ui.widgets.side_rows import ROW


@pytest.fixture
def resubmitted(real_desk, declaring):
    """A declaration handed in twice, returned once in between; ``change`` makes the second content of the first."""

    def resubmitted_(change=lambda declaration: {}, defects=(), name="林致远", **values):
        first = declaring.add(name, statement="本人从事水利工作十二年。", **values)
        again = replace(first, submit_no=2, rev=first.rev + 1, **change(first))
        returned = make_decision(
            first, real_desk.office.actor, action=Action.RETURN, defects=defects or (make_defect(),)
        )
        with real_desk.uow() as uow:
            uow.files.add([ref for item in again.items for ref in item.evidence])
            uow.files.add([ref for ref in (again.photo,) if ref is not None])
            uow.files.add([ref for material in again.materials for ref in material.files])
            uow.declarations.add_submission(first)
            uow.decisions.add(returned)
            uow.declarations.save(again)
            uow.declarations.add_submission(again)
            uow.commit()
        return again

    return resubmitted_


@pytest.fixture
def edited(real_desk):
    """The items of a declaration with the one of this section as it was entered anew."""

    def edited_(declaration, section, *, evidence=None, **fields):
        found = next(item for item in declaration.items if item.section == section)
        with real_desk.uow() as uow:
            item = uow.archive.get(found.item_id)
            new = replace(
                item,
                fields=dict(item.fields) | fields,
                rev=item.rev + 1,
                content_rev=item.content_rev + 1,
                evidence=evidence or item.evidence,
            )
            uow.files.add(new.evidence)
            uow.archive.save(new)
            uow.commit()
        return tuple(freeze_item(new) if item is found else item for item in declaration.items)

    return edited_


def notes(tab) -> list[Callout]:
    return [note for note in tab.page.review.form._notes if note.isVisible()]


def field(tab, section, label):
    tab.page.review.form.fill()
    rows = tab.page.review.form.cards[section].form.findChildren(FieldRow)
    return next(row.block() for row in rows if row.block().label == label and not row.isHidden())


def entries(tab, section):
    tab.page.review.form.fill()
    rows = tab.page.review.form.cards[section].form.findChildren(EntryRow)
    return [row.block() for row in rows if not row.isHidden()]


def state_of(tab, section):
    model = tab.page.review.sections.list.model()
    rows = [model.index(n, 0).data(ROW) for n in range(model.rowCount())]
    return next(row.state for row in rows if row.key == section)


def test_what_changed_stands_first_and_beside_what_it_changed(resubmitted, edited, reviewed):
    def change(first):
        return {
            "items": edited(first, "award", name="特等工程奖", evidence=(make_file(name="新证书.pdf"),)),
            "photo": make_file(name="新证件照.jpg", media_type="image/jpeg"),
        }

    tab = reviewed(resubmitted(change))
    assert notes(tab)[0].title() == "第 2 次提交，改动 3 处"
    assert "新证书" not in notes(tab)[0].accessibleName(), "files by what became of them"
    name = field(tab, "award", "获奖名称")
    assert (name.value, name.flag, name.flag_state) == ("特等工程奖", "上次 优质工程奖", "info")
    assert entries(tab, "award")[0].right == "这次换了文件"
    assert next(e for e in entries(tab, "basic") if e.title == "证件照").right == "这次换了文件"
    assert (state_of(tab, "award"), state_of(tab, "basic"), state_of(tab, "statement")) == (
        "info",
        "info",
        None,
    )


def test_d_goes_from_change_to_change(resubmitted, edited, reviewed):
    def change(first):
        return {"items": edited(first, "award", name="特等工程奖"), "statement": "本人从事水利工作十三年。"}

    tab = reviewed(resubmitted(change))
    assert tab.page.desk.reading.here == "basic"
    for section in ("award", "statement", "award"):
        tab.press(Qt.Key.Key_D)
        assert tab.page.desk.reading.here == section


def test_an_entry_that_came_and_one_that_went(real_desk, resubmitted, reviewed):
    def change(first):
        person = real_desk.people["林致远"]
        new = make_item(person, section="award", status=ArchiveStatus.PASSED, fields=AWARD)
        with real_desk.uow() as uow:
            uow.files.add(new.evidence)
            uow.archive.add(new)
            uow.commit()
        return {"items": (*(i for i in first.items if i.section != "award"), freeze_item(new))}

    tab = reviewed(resubmitted(change))
    assert [entry.right for entry in entries(tab, "award")] == ["这次新加"]
    assert "去掉" in field(tab, "award", "这次改动").flag


def test_one_that_came_again_as_it_was_is_flagged_in_list_and_form(resubmitted, reviewed, listed):
    declaration = resubmitted(defects=(make_defect(section="award", text="证书扫描件不清晰。"),))
    tab = reviewed(declaration)
    first = notes(tab)[0]
    assert first.title() == "第 2 次提交，和上次一样，没有改动"
    assert "没有变：证书扫描件不清晰。" in first.accessibleName()
    assert first.property("kind") == "flag"
    assert "没有改动" in tab.page.review.rows.view.model().index(0, 0).data(Qt.ItemDataRole.UserRole + 2)
    tab.press(Qt.Key.Key_Escape)
    assert "第 2 次提交，没有改动" in tab.page.list._about.text()


def test_a_masked_number_stays_masked_beside_its_change(resubmitted, edited, reviewed):
    def change(first):
        return {"items": edited(first, "basic", phone="13900000002")}

    tab = reviewed(resubmitted(change))
    phone = field(tab, "basic", "手机号")
    assert phone.flag == "上次 138****0001"
    assert "13805710001" not in " ".join(note.accessibleName() for note in notes(tab))


def test_a_changed_material_says_so_in_its_row(resubmitted, declaring, reviewed):
    def change(first):
        return {"materials": (declaring.material("education_proof", "新备案表.pdf"),)}

    before = (declaring.material("education_proof", "备案表.pdf"),)
    tab = reviewed(resubmitted(change, plan=WATER, materials=before))
    tab.page.desk.reading.open_section("materials")
    tab.wait()
    rows = tab.page.review.form.cards["materials"].form.findChildren(TableRow)
    shown = [row.text() for row in rows if "新备案表.pdf" in row.text()]
    assert len(shown) == 1
    assert "这次换了文件" in shown[0]


def test_a_first_submission_marks_nothing(declaring, reviewed):
    tab = reviewed(declaring.add())
    tab.press(Qt.Key.Key_D)
    assert tab.page.desk.reading.here == "basic"
    assert not [note for note in notes(tab) if "次提交" in note.title()]
