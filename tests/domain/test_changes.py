"""What a resubmission says to have changed, and what needs a new publicity."""

from dataclasses import replace

from app.domain.changes import (
    ChangeKind,
    changes_what_is_published,
    compare_declarations,
    find_unanswered,
)
from app.domain.decision import Defect
from app.domain.declaration import DeclareMode, MaterialFiles
from tests.factories import (
    freeze_item,
    make_applicant,
    make_declaration,
    make_file,
    make_item,
    make_kit,
    make_organisation,
)

KIT = make_kit()
PERSON = make_applicant(make_organisation())
AWARD = make_item(PERSON)
BEFORE = make_declaration(PERSON, [AWARD])


def test_nothing_changed_is_said_as_nothing() -> None:
    assert compare_declarations(KIT, BEFORE, BEFORE) == ()


def test_a_corrected_field_carries_its_old_and_new_text() -> None:
    corrected = replace(AWARD, content_rev=2, fields={**AWARD.fields, "name": "省优质工程奖"})
    (change,) = compare_declarations(KIT, BEFORE, replace(BEFORE, items=(freeze_item(corrected),)))
    assert (change.section, change.field, change.old, change.new) == (
        "award",
        "name",
        "优质工程奖",
        "省优质工程奖",
    )
    assert change.kind is ChangeKind.ALTERED
    assert changes_what_is_published(KIT, [change])


def test_another_file_of_a_material_changes_nothing_that_is_published() -> None:
    new = make_file(name="新备案表.pdf")
    after = replace(BEFORE, materials=(MaterialFiles("degree", (new,)),))
    (change,) = compare_declarations(KIT, BEFORE, after)
    assert (change.material, change.new_files, change.kind) == ("degree", (new,), ChangeKind.ALTERED)
    assert not changes_what_is_published(KIT, [change])


def test_another_number_of_files_is_published() -> None:
    """公示版 says 已提交 N 份."""
    more = (*BEFORE.files_of("degree"), make_file())
    (change,) = compare_declarations(KIT, BEFORE, replace(BEFORE, materials=(MaterialFiles("degree", more),)))
    assert changes_what_is_published(KIT, [change])


def test_an_entry_that_came_or_went_is_one_change() -> None:
    more = make_item(PERSON)
    (added,) = compare_declarations(KIT, BEFORE, replace(BEFORE, items=(*BEFORE.items, freeze_item(more))))
    (removed,) = compare_declarations(KIT, BEFORE, replace(BEFORE, items=()))
    assert (added.kind, added.item_id) == (ChangeKind.ADDED, more.id)
    assert (removed.kind, removed.item_id) == (ChangeKind.REMOVED, AWARD.id)
    assert changes_what_is_published(KIT, [added]) and changes_what_is_published(KIT, [removed])


def test_mode_statement_and_facts_are_compared() -> None:
    after = replace(
        BEFORE,
        mode=DeclareMode.LANDMARK,
        statement="改写过",
        facts={"education": "abroad"},
        photo=make_file(),
    )
    changes = compare_declarations(KIT, BEFORE, after)
    assert [c.field for c in changes] == ["mode", "facts", "photo", "statement"]
    assert changes_what_is_published(KIT, changes[:1]) and changes_what_is_published(KIT, changes[3:])
    assert not changes_what_is_published(KIT, changes[1:3])


def test_what_nobody_asked_for_is_marked() -> None:
    after = replace(BEFORE, statement="改写过", materials=())
    defects = [Defect("materials", "M-01", "缺", material="degree")]
    asked = {c.section: c.asked for c in compare_declarations(KIT, BEFORE, after, defects)}
    assert asked == {"materials": True, "statement": False}


def test_a_defect_at_whose_place_nothing_changed_is_named() -> None:
    defects = [Defect("award", "A-02", "排名不符"), Defect("statement", "S-02", "不符")]
    after = replace(BEFORE, statement="改写过")
    assert find_unanswered(KIT, BEFORE, after, defects) == (defects[0],)
    assert find_unanswered(KIT, BEFORE, BEFORE, defects) == tuple(defects)
