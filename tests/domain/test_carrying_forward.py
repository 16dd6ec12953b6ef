"""An earlier declaration as a start: what comes along, and that nothing is left out in silence."""

from dataclasses import replace
from datetime import date

from app.domain.archive import ArchiveStatus
from app.domain.carrying_forward import LeftOut, Reason, carry_forward
from app.domain.declaration import Declaration, MaterialFiles, PhotoGround, Stage
from app.domain.plan import CarryRule, MaterialSpec
from tests.factories import (
    make_applicant,
    make_declaration,
    make_file,
    make_item,
    make_kit,
    make_organisation,
)

TODAY = date(2026, 10, 9)
KIT = make_kit(
    materials=(
        MaterialSpec("degree", 1, "学历证书及认证", "education", carry=CarryRule.UNTIL_EXPIRY),
        MaterialSpec("post", 2, "聘书", "appointment", carry=CarryRule.ALWAYS),
        MaterialSpec("hours", 3, "学时登记证明"),
    )
)
PERSON = make_applicant(make_organisation())
AWARD = make_item(PERSON, status=ArchiveStatus.PASSED)
FILES = {key: MaterialFiles(key, (make_file(),)) for key in ("degree", "post", "hours", "gone")}
OLD = make_declaration(
    PERSON,
    [AWARD],
    materials=tuple(FILES.values()),
    conditions=(),
    facts={"education": "registered", "record_valid_until": "2026-12-31"},
    self_score=112,
)


def fresh() -> Declaration:
    return make_declaration(
        PERSON, stage=Stage.DRAFT, materials=(), statement="", photo=None, commitment=None, facts={}
    )


def test_valid_papers_texts_and_achievements_come_along() -> None:
    carried = carry_forward(OLD, fresh(), KIT, [AWARD], TODAY).declaration
    assert [m.material for m in carried.materials] == ["degree", "post"]
    assert carried.statement == OLD.statement and carried.photo == OLD.photo
    assert [i.item_id for i in carried.items] == [AWARD.id]
    assert carried.copied_from == OLD.id


def test_what_every_year_asks_anew_is_left_out_and_named() -> None:
    carried = carry_forward(OLD, fresh(), KIT, [AWARD], TODAY)
    assert carried.declaration.commitment is None and carried.declaration.self_score is None
    assert carried.declaration.photo_ground is PhotoGround.UNJUDGED
    assert set(carried.left_out) == {
        LeftOut("hours", Reason.EVERY_YEAR),
        LeftOut("gone", Reason.NOT_ASKED),
        LeftOut("commitment", Reason.EVERY_YEAR),
        LeftOut("self_score", Reason.EVERY_YEAR),
    }


def test_an_expired_paper_is_not_copied_in_silence() -> None:
    expired = replace(OLD, facts={"record_valid_until": "2026-10-08"})
    carried = carry_forward(expired, fresh(), KIT, [AWARD], TODAY)
    assert LeftOut("degree", Reason.EXPIRED, until=date(2026, 10, 8)) in carried.left_out
    assert "degree" not in {m.material for m in carried.declaration.materials}
    assert not (carried.declaration.facts or {}).get("record_valid_until")
    on_the_day = replace(OLD, facts={"record_valid_until": "2026-10-09"})
    assert "degree" in {
        m.material for m in carry_forward(on_the_day, fresh(), KIT, [AWARD], TODAY).declaration.materials
    }


def test_a_paper_whose_validity_nobody_stated_is_not_copied() -> None:
    unknown = replace(OLD, facts={})
    assert (
        LeftOut("degree", Reason.VALIDITY_UNKNOWN)
        in carry_forward(unknown, fresh(), KIT, [AWARD], TODAY).left_out
    )


def test_an_achievement_comes_in_the_revision_that_stands_passed_now() -> None:
    newer = replace(AWARD, content_rev=2, fields={"project": "城北泵站二期"})
    carried = carry_forward(OLD, fresh(), KIT, [newer], TODAY)
    assert carried.declaration.items[0].content_rev == 2
    assert LeftOut(AWARD.id, Reason.NEW_REVISION, "award") in carried.left_out
    pending = replace(newer, status=ArchiveStatus.PENDING)
    without = carry_forward(OLD, fresh(), KIT, [pending], TODAY)
    assert without.declaration.items == ()
    assert LeftOut(AWARD.id, Reason.NOT_PASSED, "award") in without.left_out
