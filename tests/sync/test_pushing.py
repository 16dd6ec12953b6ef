"""What is sent of a command, in which order, and what becomes of it (docs/protocol.md §4, §5)."""

import json
from datetime import date

import pytest

from app.domain.applicant import Applicant
from app.domain.archive import ArchiveItem
from app.domain.commands import (
    AddPublicityEvidence,
    KeepMeeting,
    MarkEntered,
    RecordObjection,
    ReviewArchiveItem,
    ReviewDeclaration,
    SaveItem,
    StartDeclaration,
    StartPublicity,
    WithdrawDecision,
)
from app.domain.decision import Action
from app.domain.declaration import Stage
from app.domain.errors import RuleError
from app.domain.publicity import EndRule
from app.services.holiday_data import OfficeCalendar, read_shipped_years
from app.usecases.enter_item import save_item
from app.usecases.fill_declaration import start_declaration
from app.usecases.handle_objection import record_objection
from app.usecases.keep_meeting import keep_meeting
from app.usecases.mark_entered import mark_entered
from app.usecases.record_publicity import add_publicity_evidence, start_publicity
from app.usecases.review_archive import review_archive_item
from app.usecases.review_declaration import review_declaration
from app.usecases.withdraw_decision import withdraw_decision
from db.sync.gateway import NotAnsweredError, Push, PushAnswer, ServerRefusedError
from resources import holidays_dir
from tests.copies import NewUow, Office
from tests.factories import FixedClock, FixedPlanKits, make_applicant, make_file, make_id, make_item
from tests.sync.exchange_desk import ExchangeDesk, NothingUploaded, open_exchange_desk
from tests.sync.fake_server import (
    HOME,
    UNIT,
    UNIT_DOC,
    FakeServer,
    applicant_doc,
    declaration_doc,
    item_doc,
    make_login,
)

CALENDAR = OfficeCalendar(read_shipped_years(holidays_dir()), ())


@pytest.fixture
def people(desk: ExchangeDesk, server: FakeServer) -> ExchangeDesk:
    """Two people of the unit with one entry each that waits for review."""
    server.put("employer", UNIT, UNIT_DOC)
    for n in (1, 2):
        server.put("applicant", f"p{n}", applicant_doc(f"陈{n}"))
        server.put("archive_item", f"i{n}", item_doc(f"p{n}"), rev=3)
    desk.round()
    server.revs |= {"i1": 3, "i2": 3}
    return desk


def judge(desk: ExchangeDesk, item_id: str, action: Action = Action.PASS) -> str:
    with desk.new_uow() as uow:
        rev = uow.archive.get(item_id).rev
    command = ReviewArchiveItem(make_id(), desk.actor, item_id, rev, action, "同意")
    review_archive_item(command, desk.new_uow, desk.clock)
    return command.op_id


def save(desk: ExchangeDesk, item_id: str, applicant_id: str, **fields: str) -> str:
    with desk.new_uow() as uow:
        item = uow.archive.find(item_id)
    command = SaveItem(
        *(make_id(), desk.actor, item_id, applicant_id, "award", fields, ()), item.rev if item else None
    )
    save_item(command, desk.new_uow, desk.clock, desk.kits)
    return command.op_id


def refuse(code: str, *functions: str):
    def answer(push: Push) -> PushAnswer:
        return (
            PushAnswer("refused", code)
            if not functions or push.function in functions
            else PushAnswer("applied", new_rev=9)
        )

    return answer


def test_a_copy_without_a_server_sends_nothing(new_uow: NewUow, office: Office) -> None:
    person = make_applicant(office.unit)
    item = make_item(person)
    with new_uow() as uow:
        uow.applicants.add(person)
        uow.archive.add(item)
        uow.commit()
    command = ReviewArchiveItem(make_id(), office.actor, item.id, item.rev, Action.PASS)
    review_archive_item(command, new_uow, FixedClock())
    with new_uow() as uow:
        assert uow.outbox.has_left(command.op_id) is None


def test_a_push_carries_the_revision_that_the_server_told(people: ExchangeDesk, server: FakeServer) -> None:
    op_id = judge(people, "i1")
    people.round()
    (push,) = server.pushes
    assert (push.function, push.district_id, push.op_id) == ("push_item", HOME, op_id)
    assert push.arguments[:3] == ("i1", 3, "pass")
    assert json.loads(push.arguments[3]) == {
        "opinion": "同意",
        "notice": "",
        "defects": [],
        "decided_at": people.clock.now().isoformat(),
    }
    assert people.state_of(op_id) == "applied"


def test_an_act_on_an_act_waits_for_its_answer_and_is_based_on_it(
    people: ExchangeDesk, server: FakeServer
) -> None:
    judge(people, "i1")
    save(people, "i1", "p1", name="改过")
    judge(people, "i1")
    people.round()
    assert [(p.arguments[1], p.arguments[2]) for p in server.pushes] == [
        (3, "pass"),
        (4, "save"),
        (5, "pass"),
    ]


def test_sent_is_durable_before_the_call_and_a_resend_says_the_same(
    people: ExchangeDesk, server: FakeServer
) -> None:
    judge(people, "i1")
    later = judge_again = save(people, "i1", "p1", name="改过")
    states: list[str] = []

    def lose(push: Push) -> PushAnswer:
        states.append(str(people.one("SELECT state FROM outbox_part WHERE part_id = ?", push.op_id)))
        if len(server.pushes) in (2, 3):
            raise NotAnsweredError("Y-101")
        return server.applied(push)

    server.answer = lose
    assert people.round().problem == "Y-101"
    with people.new_uow() as uow:
        assert uow.outbox.has_left(later) is True
    people.round()
    people.round()
    assert states == ["sent"] * 4
    assert server.pushes[1] == server.pushes[2] == server.pushes[3]
    assert people.state_of(judge_again) == "applied"


def test_what_one_group_is_refused_keeps_no_other_back(people: ExchangeDesk, server: FakeServer) -> None:
    refused = judge(people, "i1")
    on_it = save(people, "i1", "p1", name="改过")
    other = judge(people, "i2")
    server.answer = lambda push: (
        PushAnswer("refused", "W-103", {"status": "passed"})
        if push.op_id == refused
        else server.applied(push)
    )
    report = people.round()
    assert (report.pushed, report.refused) == (1, 2)
    assert [people.state_of(op) for op in (refused, on_it, other)] == ["refused", "refused", "applied"]
    assert people.one("SELECT code FROM outbox WHERE op_id = ?", on_it) == "Y-104"
    assert len(server.pushes) == 2, "what stands on it is not sent at all"


def test_a_server_that_cannot_judge_one_thing_is_asked_for_the_others(
    people: ExchangeDesk, server: FakeServer
) -> None:
    stuck, other = judge(people, "i1"), judge(people, "i2")

    def answer(push: Push) -> PushAnswer:
        if push.op_id == stuck:
            raise NotAnsweredError("Y-103", state="XX000")
        return server.applied(push)

    server.answer = answer
    report = people.round()
    assert (report.problem, report.pushed) == ("Y-103", 1)
    assert (people.state_of(stuck), people.state_of(other)) == ("sent", "applied")


def test_what_the_server_cannot_read_is_refused_for_good(people: ExchangeDesk, server: FakeServer) -> None:
    op_id = judge(people, "i1")

    def answer(push: Push) -> PushAnswer:
        raise ServerRefusedError("Y-109", state="22023")

    server.answer = answer
    assert people.round().problem == ""
    assert people.rows("SELECT state, code FROM outbox WHERE op_id = ?", op_id) == [("refused", "Y-109")]


def test_an_account_that_lost_its_right_loses_no_act(people: ExchangeDesk, server: FakeServer) -> None:
    op_id = judge(people, "i1")

    def answer(push: Push) -> PushAnswer:
        raise ServerRefusedError("Y-106", state="42501")

    server.answer = answer
    assert people.round().problem == "Y-106"
    assert people.state_of(op_id) == "sent"


def test_a_part_whose_file_is_not_at_the_server_waits_and_says_why(
    people: ExchangeDesk, server: FakeServer
) -> None:
    op_id, other = save(people, "i1", "p1", name="改过"), judge(people, "i2")

    def upload(gateway, district, doc, report, cancelled):
        waits = "evidence" in doc
        return NothingUploaded("F-204", {"name": "证书.pdf"}, may_push=False) if waits else NothingUploaded()

    people.files.uploader = lambda: upload  # type: ignore[method-assign]
    assert people.round().pushed == 1
    assert people.rows("SELECT state, code FROM outbox WHERE op_id = ?", op_id) == [("pending", "F-204")]
    assert people.state_of(other) == "applied"


def test_a_verdict_rests_and_z_takes_with_it_what_stands_on_it(
    people: ExchangeDesk, server: FakeServer
) -> None:
    people.rest(120)
    op_id = judge(people, "i1")
    for entered in (True, False):
        command = MarkEntered(make_id(), people.actor, op_id, entered)
        mark_entered(command, people.new_uow, people.clock)
    assert people.round(everything=False).pushed == 0
    people.clock.advance(hours=3)  # offline: what was not sent may still be taken back
    withdraw_decision(
        WithdrawDecision(make_id(), people.actor, op_id), people.new_uow, people.clock, people.kits
    )
    assert {row[0] for row in people.rows("SELECT state FROM outbox_part")} == {"withdrawn"}
    assert people.round().pushed == 0
    assert server.pushes == []
    with people.new_uow() as uow:
        item = uow.archive.get("i1")
    assert (item.status, item.rev) == ("pending", 3)


def test_a_later_act_ends_the_rest_of_the_one_it_stands_on(people: ExchangeDesk, server: FakeServer) -> None:
    people.rest(120)
    judge(people, "i1")
    save(people, "i1", "p1", name="改过")
    assert people.round(everything=False).pushed == 2


def test_a_new_person_goes_before_the_entry_and_a_draft_nowhere(
    people: ExchangeDesk, server: FakeServer
) -> None:
    person = Applicant("p9", UNIT, "王芳", "330106199001010029")
    with people.new_uow() as uow:
        uow.applicants.add(person)  # entered before there was a server, or refused then
        uow.commit()
    save(people, "i9", "p9", name="新的")
    start = StartDeclaration(make_id(), people.actor, make_id(), "p9", "test-plan")
    start_declaration(start, people.new_uow, people.clock, people.kits)
    people.round()
    assert [(p.function, p.arguments[0]) for p in server.pushes] == [
        ("push_applicant", "p9"),
        ("push_item", "i9"),
    ]
    assert people.state_of(start.op_id) == "applied"


def test_a_refused_entry_is_a_draft_again_and_the_server_keeps_what_it_has(
    people: ExchangeDesk, server: FakeServer
) -> None:
    op_id = save(people, "i1", "p1", name="改过")
    new = save(people, "i9", "p1", name="新的")
    server.answer = refuse("R-101")
    people.round()
    assert {people.state_of(op_id), people.state_of(new)} == {"refused"}
    with people.new_uow() as uow:
        item, draft, other = uow.archive.get("i1"), uow.item_drafts.get("i1"), uow.item_drafts.get("i9")
        assert uow.archive.find("i9") is None
    assert isinstance(item, ArchiveItem) and item.fields["name"] == "优质工程奖"
    assert draft is not None and (draft.fields, draft.base_rev) == ({"name": "改过"}, 3)
    assert other is not None and (other.fields, other.base_rev) == ({"name": "新的"}, None)


def test_a_publicity_of_several_is_a_push_each_and_one_that_is_refused_leaves_it(
    desk: ExchangeDesk, server: FakeServer
) -> None:
    for n in (1, 2):
        server.put("declaration", f"d{n}", declaration_doc(f"p{n}", stage="awaiting_publicity"), rev=4)
    desk.round()
    start = StartPublicity(
        *(make_id(), desk.actor, make_id(), (("d1", 4), ("d2", 4)), "示例", "公告栏"),
        *(date(2026, 9, 1), date(2026, 9, 8), EndRule.START_EXCLUDED),
    )
    start_publicity(start, desk.new_uow, desk.clock, desk.kits, CALENDAR)
    photo = AddPublicityEvidence(make_id(), desk.actor, start.publicity_id, 1, (make_file(),))
    add_publicity_evidence(photo, desk.new_uow, desk.clock)
    server.answer = lambda push: (
        PushAnswer("conflict", "C-101", new_rev=5) if push.arguments[0] == "d2" else server.applied(push)
    )
    server.revs["d1"] = 4
    report = desk.round()
    assert (report.pushed, report.conflicts, report.refused) == (2, 1, 1)
    ids = {push.op_id for push in server.pushes}
    assert len(ids) == 3 and start.op_id not in ids
    assert [json.loads(p.arguments[3])["position"] for p in server.pushes[:2]] in ([0, 1], [0, 0])
    assert desk.state_of(start.op_id) == "conflict"
    with desk.new_uow() as uow:
        assert uow.publicities.get(start.publicity_id).members == ("d1",)
        assert uow.declarations.get("d2").stage is Stage.AWAITING_PUBLICITY


def test_an_objection_bears_the_commands_id(desk: ExchangeDesk, server: FakeServer) -> None:
    server.put("declaration", "d1", declaration_doc("p1", stage="awaiting_publicity"))
    desk.round()
    start = StartPublicity(
        *(make_id(), desk.actor, make_id(), (("d1", 1),), "示例", "公告栏"),
        *(date(2026, 9, 1), date(2026, 9, 8), EndRule.START_EXCLUDED),
    )
    start_publicity(start, desk.new_uow, desk.clock, desk.kits, CALENDAR)
    objection = RecordObjection(
        *(make_id(), desk.actor, start.publicity_id, 1, "d1", "来信", date(2026, 9, 1), "不符")
    )
    record_objection(objection, desk.new_uow, desk.clock, desk.kits)
    desk.round()
    assert [push.op_id for push in server.pushes] == [start.op_id, objection.op_id]


def test_a_meeting_is_its_head_and_whoever_changes_on_the_list(copy_folder, server: FakeServer) -> None:
    server.account = make_login("committee", organisation_id="committee-1", district_id="*")
    desk = open_exchange_desk(copy_folder, server.account, "u_test", lambda: server)
    for n in (1, 2, 3):
        doc = declaration_doc(f"p{n}", stage="awaiting_meeting", committee_id="committee-1", reached=17)
        server.put("declaration", f"d{n}", doc)
    desk.round()

    def keep(members: tuple[str, ...], rev: int | None) -> list[Push]:
        server.pushes.clear()
        command = KeepMeeting(
            *(make_id(), desk.actor, "m1", "2026年度中评会", date(2026, 9, 2), "一楼会议室", members),
            base_rev=rev,
        )
        keep_meeting(command, desk.new_uow, desk.clock)
        assert desk.round().problem == ""
        return list(server.pushes)

    first = keep(("d1", "d2"), None)
    assert [(p.function, p.district_id) for p in first] == [
        ("push_meeting", "*"),
        ("push_member", HOME),
        ("push_member", HOME),
    ]
    second = keep(("d1", "d3"), 1)
    told = {p.arguments[0]: json.loads(p.arguments[1]) for p in second if p.function == "push_member"}
    assert {row_id: doc["listed"] for row_id, doc in told.items()} == {"m1:d2": False, "m1:d3": True}
    desk.close()


def test_z_is_too_late_for_what_was_sent(people: ExchangeDesk, server: FakeServer) -> None:
    op_id = judge(people, "i1")
    people.round()
    with pytest.raises(RuleError, match="U-106"):
        withdraw_decision(
            WithdrawDecision(make_id(), people.actor, op_id), people.new_uow, people.clock, people.kits
        )


def test_a_declaration_acts_in_the_district_where_the_server_keeps_it(
    copy_folder, server: FakeServer
) -> None:
    server.account = make_login("acceptance", organisation_id="office-1")
    server.districts["330108"] = server.districts[HOME].__class__("330108", "", 0, "first", None)
    doc = declaration_doc("p1", stage="acceptance_review", acceptance_id="office-1", reached=3)
    server.put("declaration", "d1", doc, district="330108", rev=6)
    desk = open_exchange_desk(copy_folder, server.account, "u_test", lambda: server)
    desk.round()
    command = ReviewDeclaration(make_id(), desk.actor, "d1", 6, Action.PASS)
    review_declaration(command, desk.new_uow, desk.clock, FixedPlanKits())
    desk.round()
    assert [(p.district_id, p.arguments[1]) for p in server.pushes] == [("330108", 6)]
    desk.close()
