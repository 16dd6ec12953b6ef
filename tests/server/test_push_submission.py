"""提交 and what follows from it on the server: frozen texts, files, route, taking back, giving up, looks."""

from typing import Any

import pytest

from app.domain.organisation import Role
from tests.factories import make_file, make_id, make_kit
from tests.server.push_desk import PushDesk, as_doc, open_push_desk
from tests.server.pushes import call, submission_doc
from tests.server.seats import upload
from tests.server.world import FAR, NEAR, World

EMPLOYER, ACCEPTANCE = Role.EMPLOYER, Role.ACCEPTANCE


@pytest.fixture
def desk(world: World) -> PushDesk:
    return open_push_desk(world, make_kit(id="short", levels=(Role.EMPLOYER, Role.COMMITTEE)))


def test_the_frozen_texts_are_the_servers_own(desk: PushDesk) -> None:
    declaration = desk.draft()
    basic = declaration.items[0]
    content = submission_doc(declaration, desk.route(), None)["content"]
    content["items"][0]["fields"] = {"name": "自己写的"}
    assert desk.submit(declaration, content=content).outcome == "applied"
    frozen = desk.world.one("SELECT items -> 0 FROM rd.submission WHERE declaration_id = %s", declaration.id)
    assert frozen["fields"] == dict(basic.fields) and frozen["content_rev"] == 1
    assert [file["sha256"] for file in frozen["evidence"]] == [file.sha256 for file in basic.evidence]


def test_a_level_above_finds_person_and_unit_in_the_declaration(desk: PushDesk) -> None:
    declaration = desk.submitted()
    person = desk.column("person", declaration)
    assert person["id_number"] == desk.drafts[declaration].person.id_number
    assert desk.column("employer", declaration)["name"] == desk.seat(EMPLOYER).unit.name


def test_an_item_that_changed_since_or_waits_stops_the_submission(desk: PushDesk) -> None:
    declaration = desk.draft()
    item = declaration.items[0].item_id
    desk.world.owner.execute("UPDATE rd.archive_item SET content_rev = 2 WHERE id = %s", [item])
    assert desk.submit(declaration).code == "W-105"
    desk.world.owner.execute(
        "UPDATE rd.archive_item SET content_rev = 1, status = 'pending' WHERE id = %s", [item]
    )
    assert desk.submit(declaration).code == "G-106"


def test_what_the_former_submission_froze_may_be_handed_in_again_though_it_was_corrected_since(
    desk: PushDesk,
) -> None:
    declaration = desk.draft()
    desk.submit(declaration)
    desk.act(EMPLOYER, declaration.id, "return", 1, defects=[{"section": "basic", "text": "请更正"}])
    item = declaration.items[0].item_id
    desk.world.owner.execute(
        """UPDATE rd.archive_item SET content_rev = 2, fields = '{"name": "改名"}' WHERE id = %s""", [item]
    )
    content = submission_doc(declaration, desk.route(), None)["content"]
    assert desk.submit(declaration, base_rev=2, content=content).new_rev == 3
    newest = "SELECT items -> 0 -> 'fields' ->> 'name' FROM rd.submission ORDER BY submit_no DESC LIMIT 1"
    assert desk.world.one(newest) == declaration.items[0].fields["name"]
    desk.act(EMPLOYER, declaration.id, "return", 3, defects=[{"section": "basic", "text": "请更正"}])
    content["items"][0]["content_rev"] = 2
    assert desk.submit(declaration, base_rev=4, content=content).new_rev == 5
    assert desk.world.one(newest) == "改名"


def test_a_return_is_answered_by_the_resubmission_and_open_again_when_that_is_taken_back(
    desk: PushDesk,
) -> None:
    declaration = desk.draft()
    desk.submit(declaration)
    desk.act(EMPLOYER, declaration.id, "return", 1, defects=[{"section": "basic", "text": "请更正"}])
    answered = "SELECT answered_at IS NOT NULL FROM rd.decision WHERE subject_id = %s"
    assert desk.world.one(answered, declaration.id) is False
    desk.submit(declaration, base_rev=2)
    assert desk.world.one(answered, declaration.id) is True
    desk.act(EMPLOYER, declaration.id, "take_back", 3)
    assert desk.world.one(answered, declaration.id) is False
    assert desk.column("stage", declaration.id) == "returned"


def test_somebody_elses_item_is_unknown(desk: PushDesk) -> None:
    declaration, other = desk.draft(), desk.draft()
    content = submission_doc(declaration, desk.route(), None)["content"]
    content["items"] += [{"item_id": other.items[0].item_id, "content_rev": 1}]
    assert desk.submit(declaration, content=content).code == "N-404"
    assert desk.submit(declaration, applicant_id=make_id()).code == "N-404"


def test_a_file_that_was_not_uploaded_is_named(desk: PushDesk) -> None:
    declaration, missing = desk.draft(), make_file(name="证件照.jpg")
    content = submission_doc(declaration, desk.route(), None)["content"] | {"photo": as_doc(missing)}
    answer = desk.submit(declaration, content=content)
    assert (answer.outcome, answer.code) == ("refused", "F-201")
    assert answer.detail == {"name": "证件照.jpg", "sha256": missing.sha256}
    upload(desk.world, desk.seat("stranger"), [missing])
    assert desk.submit(declaration, content=content).code == "F-201"
    upload(desk.world, desk.seat(EMPLOYER), [missing])
    assert desk.submit(declaration, content=content).outcome == "applied"


def test_every_file_of_the_submission_is_readable_through_it(desk: PushDesk) -> None:
    declaration = desk.submitted()
    wanted = {file.sha256 for file in desk.drafts[declaration].declaration.files()}
    rows = desk.world.all(
        "SELECT sha256, holder_id, reached FROM rd.file_ref WHERE owner_id = %s", declaration
    )
    assert {row[0] for row in rows} == wanted
    assert {row[1:] for row in rows} == {(desk.seat(EMPLOYER).unit.id, 1)}


@pytest.mark.req("B5.2")
def test_a_declaration_in_another_district_takes_the_units_files_along(desk: PushDesk) -> None:
    declaration = desk.draft()
    evidence = declaration.items[0].evidence[0]
    desk.world.owner.execute(
        "INSERT INTO rd.chunk SELECT district_id, holder_id, sha256, 0, 'bytes' FROM rd.upload WHERE sha256 = %s",
        [evidence.sha256],
    )
    far = desk.route(
        acceptance_id=desk.seat("far_acceptance").unit.id, hr_bureau_id=desk.seat("far_hr_bureau").unit.id
    )
    assert desk.submit(declaration, route=far).code == "W-106"
    # 受理点 of the content is that of the near district: its offices alone take it (B5.2).
    assert desk.submit(declaration, route=far, district=FAR).code == "W-106"
    content = submission_doc(declaration, far, None)["content"] | {"acceptance_point": FAR}
    assert desk.submit(declaration, content=content).code == "W-106"
    assert desk.submit(declaration, route=far, district=FAR, content=content).outcome == "applied"
    where = desk.world.all("SELECT district_id FROM rd.chunk WHERE sha256 = %s ORDER BY 1", evidence.sha256)
    assert where == [(NEAR,), (FAR,)]
    lists = "SELECT count(*) FROM rd.organisation_district WHERE organisation_id = %s AND district_id = %s"
    assert desk.world.one(lists, desk.seat(EMPLOYER).unit.id, FAR) == 1


@pytest.mark.parametrize(
    ("changes", "level"),
    [
        ({"acceptance_id": ""}, "acceptance"),
        ({"acceptance_id": "no such office"}, "acceptance"),
        ({"hr_bureau_id": "far_hr_bureau"}, "hr_bureau"),
        ({"hr_bureau_id": Role.ACCEPTANCE}, "hr_bureau"),
        ({"committee_id": ""}, "committee"),
        ({"committee_id": Role.CITY}, "committee"),
        ({"municipal_id": Role.MUNICIPAL_UNIT}, "municipal_unit"),
        ({"acceptance_id": "far_acceptance", "hr_bureau_id": "far_hr_bureau"}, "acceptance"),
    ],
)
def test_a_route_that_does_not_hold_is_refused_by_its_level(
    desk: PushDesk, changes: dict[str, str], level: str
) -> None:
    offices = {
        key: desk.seat(office).unit.id if office in desk.sides.seats else office
        for key, office in changes.items()
    }
    answer = desk.submit(desk.draft(), route=desk.route(**offices))
    assert (answer.outcome, answer.code, answer.detail) == ("refused", "W-106", {"level": level})


def test_a_unit_of_a_municipal_one_goes_through_it(desk: PushDesk) -> None:
    declaration = desk.draft("municipal_employer")
    assert desk.submit(declaration, employer="municipal_employer").code == "W-106"
    route = desk.route(municipal_id=desk.seat(Role.MUNICIPAL_UNIT).unit.id)
    assert desk.submit(declaration, employer="municipal_employer", route=route).outcome == "applied"


def test_offices_that_the_plan_does_not_have_are_not_on_the_route(desk: PushDesk) -> None:
    declaration = desk.draft()
    answer = desk.submit(declaration, plan_id="short")
    assert (answer.code, answer.detail) == ("W-106", {"level": "acceptance"})
    short = desk.route(acceptance_id="", hr_bureau_id="")
    assert desk.submit(declaration, plan_id="short", route=short).outcome == "applied"
    assert desk.submit(desk.draft(), plan_id="no such plan").code == "K-101"


def test_a_publicity_that_counts_on_is_one_of_the_declaration(desk: PushDesk) -> None:
    assert desk.submit(desk.draft(), publicity_id=make_id()).code == "N-404"


def test_what_was_taken_back_and_given_up_is_seen_by_nobody_and_not_deleted(desk: PushDesk) -> None:
    declaration, unit = desk.submitted(), desk.seat(EMPLOYER).unit.id
    assert desk.act(EMPLOYER, declaration, "drop", 1).code == "W-101"
    assert desk.act(EMPLOYER, declaration, "take_back", 1).new_rev == 2
    dropped = desk.act(EMPLOYER, declaration, "drop", 2)
    assert dropped.outcome == "applied"
    assert desk.column("reached", declaration) == 0
    gone = desk.world.all("SELECT organisation_id, kind, row_id, seq FROM rd.gone")
    assert gone == [(unit, "declaration", declaration, dropped.seq)]
    assert desk.act(EMPLOYER, declaration, "submit", 3).code == "N-404"


def test_a_look_of_the_unit_ends_taking_back_and_gives_the_row_a_new_place_but_no_new_rev(
    desk: PushDesk,
) -> None:
    declaration = desk.submitted()
    seq = desk.column("seq", declaration)
    looks = [
        {"at": "2026-09-01T02:00:00Z", "act": "look", "subject_kind": "declaration", "subject_id": subject}
        for subject in (declaration, make_id())
    ]
    answer = call(desk.seat(EMPLOYER).desk, "push_looks", NEAR, make_id(), {"looks": looks})
    assert answer.outcome == "applied" and answer.detail == {"kept": 1}
    assert desk.column("rev", declaration) == 1 and desk.column("seq", declaration) > seq
    assert desk.act(EMPLOYER, declaration, "take_back", 1).code == "G-108"
    stranger = call(desk.seat("stranger").desk, "push_looks", NEAR, make_id(), {"looks": looks})
    assert stranger.detail == {"kept": 0}


def test_a_resubmission_after_taking_back_stands_under_its_number_again(desk: PushDesk) -> None:
    declaration = desk.draft()
    desk.submit(declaration)
    desk.act(EMPLOYER, declaration.id, "take_back", 1)
    content = submission_doc(declaration, desk.route(), None)["content"] | {"statement": "改写后的述职。"}
    assert desk.submit(declaration, base_rev=2, content=content).new_rev == 3
    rows = desk.world.all("SELECT submit_no, rev, dropped, content ->> 'statement' FROM rd.submission")
    assert rows == [(1, 3, False, "改写后的述职。")]


def test_a_decisions_file_is_readable_for_whoever_sees_the_declaration(desk: PushDesk) -> None:
    declaration, receipt = desk.at_acceptance(), make_file(name="说明.pdf")
    asked: dict[str, Any] = {"files": [as_doc(receipt)], "opinion": "证书与备案表不一致"}
    refused = desk.act(ACCEPTANCE, declaration, "request_reopen", 1, **asked)
    assert refused.code == "F-201"
    upload(desk.world, desk.seat(ACCEPTANCE), [receipt])
    assert desk.act(ACCEPTANCE, declaration, "request_reopen", 1, **asked).outcome == "applied"
    holder = "SELECT holder_id FROM rd.file_ref WHERE owner_id = %s AND sha256 = %s"
    assert desk.world.one(holder, declaration, receipt.sha256) == desk.seat(ACCEPTANCE).unit.id
