"""Every rule of the road says no under both authorities alike: one short way to each code that a random walk seldom comes by."""

from app.domain.commands import CancelPublicity, RecordObjection, StartPublicity
from app.domain.decision import Action
from app.domain.declaration import Stage
from app.domain.organisation import Role
from app.domain.publicity import EndRule
from tests.factories import make_id
from tests.server.road_walk import KITS, RoadWalk
from tests.server.road_ways import Way, cancel, go_to, objection, post, receive, settlement, take, vote
from tests.server.seats import take_seats
from tests.server.twin_acts import BODIES
from tests.server.twin_desk import Told, lay_ground
from tests.server.world import World

EMPLOYER, COMMITTEE, CITY = Role.EMPLOYER, Role.COMMITTEE, Role.CITY


def blank_opinion(walk: RoadWalk) -> Told:
    go_to(walk, Stage.IN_PUBLICITY)
    return walk.acts.act(Action.PASS, EMPLOYER, opinion=" ")


def too_early(walk: RoadWalk) -> Told:
    go_to(walk, Stage.AWAITING_PUBLICITY)
    walk.acts.publish(EMPLOYER, 1, 20)
    return walk.acts.act(Action.PASS, EMPLOYER)


def unknown_body(walk: RoadWalk) -> Told:
    go_to(walk, Stage.CITY_REVIEW)
    return walk.acts.act(Action.ENDORSE, CITY, record={"body": "市教育局", "on": walk.acts.day(0)})


def one_office_for_both(walk: RoadWalk) -> Told:
    go_to(walk, Stage.CITY_REVIEW)
    walk.acts.endorse(0, other=False)
    return walk.acts.endorse(1, other=False)


def body_of_another(walk: RoadWalk) -> Told:
    go_to(walk, Stage.CITY_REVIEW)
    return walk.acts.endorse(0, other=True)


def endorsed_before_the_report(walk: RoadWalk) -> Told:
    go_to(walk, Stage.CITY_REVIEW)
    return walk.acts.act(Action.ENDORSE, CITY, record={"body": BODIES[0], "on": walk.acts.day(-3)})


def committee_where_a_city_is(walk: RoadWalk) -> Told:
    go_to(walk, Stage.AWAITING_DOCUMENT)
    return walk.acts.act(Action.RECORD_DOCUMENT, COMMITTEE)


def open_objection_of_the_unit(walk: RoadWalk) -> Told:
    go_to(walk, Stage.IN_PUBLICITY)
    walk.acts.object(EMPLOYER, 0, "匿名来信")
    walk.acts.act(Action.RETURN, EMPLOYER)
    return walk.acts.submit()


def open_objection_of_the_office(walk: RoadWalk) -> Told:
    go_to(walk, Stage.IN_APPLICANTS_PUBLICITY)
    walk.acts.object(COMMITTEE, 0, "匿名来信")
    walk.acts.act(Action.RETURN, COMMITTEE)
    return walk.acts.submit()


def confirmed_over_an_objection(walk: RoadWalk) -> Told:
    go_to(walk, Stage.IN_PUBLICITY)
    walk.acts.object(EMPLOYER, 0, "匿名来信")
    return walk.acts.act(Action.CONFIRM, EMPLOYER)


def resumed_after_an_upheld_one(walk: RoadWalk) -> Told:
    go_to(walk, Stage.IN_RESULTS_PUBLICITY)
    walk.acts.object(COMMITTEE, 0, "匿名来信")
    walk.acts.settle(COMMITTEE, True, "已核实")
    return walk.acts.act(Action.RESUME_PUBLICITY, COMMITTEE)


def struck_result(walk: RoadWalk) -> Told:
    resumed_after_an_upheld_one(walk)
    return walk.acts.publish(COMMITTEE, 1, 20)


def passed_on_and_failed_behind_it(walk: RoadWalk) -> Told:
    go_to(walk, Stage.ACCEPTANCE_REVIEW)
    walk.acts.act(Action.FAIL, Role.ACCEPTANCE)
    return cancel(walk, "贴错了位置")


def opened(walk: RoadWalk) -> Told:
    walk.acts.look(EMPLOYER)
    return walk.acts.take_back()


def meeting_to_come(walk: RoadWalk) -> Told:
    go_to(walk, Stage.AWAITING_MEETING)
    return vote(walk, walk.acts.meet(4))


def meeting_before_the_end(walk: RoadWalk) -> Told:
    go_to(walk, Stage.AWAITING_MEETING)
    return vote(walk, walk.acts.meet(-25))


def second_vote_of_one_meeting(walk: RoadWalk) -> Told:
    go_to(walk, Stage.AWAITING_MEETING)
    meeting = walk.acts.meet()
    assert vote(walk, meeting) == ("applied", "")
    walk.acts.act(Action.RECONVENE, COMMITTEE)
    return vote(walk, meeting)


def not_on_the_list(walk: RoadWalk) -> Told:
    go_to(walk, Stage.AWAITING_MEETING)
    return vote(walk, make_id())


def taken_off_the_list(walk: RoadWalk) -> Told:
    go_to(walk, Stage.AWAITING_MEETING)
    meeting = walk.acts.meet()
    walk.acts.change_meeting(0, listed=False, stale=False)
    return vote(walk, meeting)


def result_before_the_meeting(walk: RoadWalk) -> Told:
    go_to(walk, Stage.AWAITING_RESULTS_PUBLICITY)
    return walk.acts.publish(COMMITTEE, -20, 21)


def one_copy(walk: RoadWalk) -> Told:
    return receive(walk, "one copy")


def no_watermark(walk: RoadWalk) -> Told:
    return receive(walk, "no watermark")


def other_step(walk: RoadWalk) -> Told:
    return receive(walk, "other step")


def stamped_before_exported(walk: RoadWalk) -> Told:
    go_to(walk, Stage.AWAITING_FORMS)
    walk.acts.next_form_act()
    record = {"step": "unit_stamped", "on": walk.acts.day(-2)}
    return walk.acts.act(Action.FORM_STEP, EMPLOYER, record=record)


def paid_tomorrow(walk: RoadWalk) -> Told:
    go_to(walk, Stage.AWAITING_PAYMENT)
    return walk.acts.act(Action.RECORD_PAYMENT, EMPLOYER, fault="tomorrow")


def paid_in_words(walk: RoadWalk) -> Told:
    go_to(walk, Stage.AWAITING_PAYMENT)
    return walk.acts.act(Action.RECORD_PAYMENT, EMPLOYER, fault="unreadable")


def nothing_paid(walk: RoadWalk) -> Told:
    go_to(walk, Stage.AWAITING_PAYMENT)
    return walk.acts.act(Action.RECORD_PAYMENT, EMPLOYER, fault="drop first")


def window_in_the_past(walk: RoadWalk) -> Told:
    go_to(walk, Stage.HR_BUREAU_REVIEW)
    return walk.acts.act(Action.PASS, Role.HR_BUREAU, record={"pay_until": walk.acts.day(-1)})


def window_of_another(walk: RoadWalk) -> Told:
    go_to(walk, Stage.ACCEPTANCE_REVIEW)
    return walk.acts.act(Action.PASS, Role.ACCEPTANCE, record={"pay_until": walk.acts.day(9)})


def given_up_without_a_word(walk: RoadWalk) -> Told:
    return walk.acts.act(Action.GIVE_UP, EMPLOYER, reason=" ")


def reopened_by_nobody(walk: RoadWalk) -> Told:
    go_to(walk, Stage.HR_BUREAU_REVIEW)
    return walk.acts.act(Action.REOPEN, EMPLOYER)


def returned_without_a_defect(walk: RoadWalk) -> Told:
    return walk.acts.act(Action.RETURN, EMPLOYER, defects=())


def entered_though_withdrawn(walk: RoadWalk) -> Told:
    go_to(walk, Stage.HR_BUREAU_REVIEW)
    made, seat = walk.acts.twin.decisions()[-1], walk.acts.twin.seat_of(Role.ACCEPTANCE)
    assert walk.acts.act(Action.REOPEN, Role.ACCEPTANCE) == ("applied", "")
    return walk.acts.twin.mark_entered(seat, made, True)


def publicity_of_an_unknown_year(walk: RoadWalk) -> Told:
    return post(walk, 363, 20, EndRule.START_EXCLUDED)


def stated_though_known(walk: RoadWalk) -> Told:
    return post(walk, 1, 20, EndRule.STATED)


def stated_without_a_source(walk: RoadWalk) -> Told:
    return post(walk, 363, 20, EndRule.STATED, "no source")


def stated_too_short(walk: RoadWalk) -> Told:
    return post(walk, 363, 1, EndRule.STATED)


def over_already(walk: RoadWalk) -> Told:
    walk.acts.pass_days(60)
    return post(walk, -40, 20, EndRule.START_EXCLUDED)


def held_though_running(walk: RoadWalk) -> Told:
    go_to(walk, Stage.AWAITING_PUBLICITY)
    return walk.acts.publish(EMPLOYER, 1, 20, held=True)


def end_before_start(walk: RoadWalk) -> Told:
    return post(walk, 1, -1, EndRule.START_EXCLUDED)


def too_short(walk: RoadWalk) -> Told:
    return post(walk, 1, 5, EndRule.START_COUNTED)


def no_place(walk: RoadWalk) -> Told:
    return post(walk, 1, 20, EndRule.START_EXCLUDED, "no place")


def cancelled_without_a_reason(walk: RoadWalk) -> Told:
    go_to(walk, Stage.IN_PUBLICITY)
    return cancel(walk, " ")


def cancelled_twice(walk: RoadWalk) -> Told:
    go_to(walk, Stage.IN_PUBLICITY)
    publicity = walk.acts.twin.publicity()
    assert publicity is not None
    assert cancel(walk, "贴错了位置") == ("applied", "")
    seat = walk.acts.twin.employer
    command = CancelPublicity(make_id(), seat.actor, publicity.id, publicity.rev + 1, "再一次")
    return walk.acts.twin.publicise(seat, command)


def cancelled_after_the_pass(walk: RoadWalk) -> Told:
    go_to(walk, Stage.ACCEPTANCE_REVIEW)
    return cancel(walk, "贴错了位置")


def cancelled_over_an_objection(walk: RoadWalk) -> Told:
    go_to(walk, Stage.IN_PUBLICITY)
    walk.acts.object(EMPLOYER, 0, "匿名来信")
    return cancel(walk, "贴错了位置")


def objection_of_nobody(walk: RoadWalk) -> Told:
    return objection(walk, 0, " ")


def objection_of_tomorrow(walk: RoadWalk) -> Told:
    return objection(walk, 1, "匿名来信")


def objection_to_what_counts_no_more(walk: RoadWalk) -> Told:
    go_to(walk, Stage.IN_PUBLICITY)
    publicity = walk.acts.twin.publicity()
    assert publicity is not None
    cancel(walk, "贴错了位置")
    seat, today = walk.acts.twin.employer, walk.acts.twin.clock.today()
    command = RecordObjection(
        *(make_id(), seat.actor, publicity.id, publicity.rev + 1, walk.acts.twin.declaration_id),
        *("匿名来信", today, "反映不实"),
    )
    return walk.acts.twin.publicise(seat, command)


def settled_without_a_word(walk: RoadWalk) -> Told:
    return settlement(walk, "", known=True)


def settled_what_nobody_raised(walk: RoadWalk) -> Told:
    return settlement(walk, "已核实", known=False)


def foreign_publicity(walk: RoadWalk) -> Told:
    go_to(walk, Stage.AWAITING_PUBLICITY)
    seat, stored = walk.acts.twin.seat_of(EMPLOYER, other=True), walk.acts.twin.stored()
    start = walk.acts.twin.clock.today()
    command = StartPublicity(
        *(make_id(), seat.actor, make_id(), ((stored.id, stored.rev),), "别家", "一楼", start),
        *(start.replace(month=12), EndRule.START_EXCLUDED),
    )
    return walk.acts.twin.publicise(seat, command)


WAYS: dict[str, tuple[Way, ...]] = {
    "B-101": (objection_of_nobody,),
    "B-103": (objection_of_tomorrow,),
    "B-104": (objection_to_what_counts_no_more,),
    "B-105": (settled_without_a_word,),
    "B-106": (settled_what_nobody_raised,),
    "B-107": (cancelled_over_an_objection,),
    "G-101": (resumed_after_an_upheld_one,),
    "G-102": (too_early,),
    "G-103": (open_objection_of_the_unit, confirmed_over_an_objection),
    "G-104": (blank_opinion,),
    "G-105": (returned_without_a_defect,),
    "G-108": (opened,),
    "G-109": (given_up_without_a_word,),
    "G-110": (reopened_by_nobody,),
    "G-111": (not_on_the_list, taken_off_the_list),
    "G-112": (unknown_body,),
    "G-113": (one_office_for_both,),
    "G-116": (open_objection_of_the_office,),
    "G-117": (body_of_another,),
    "L-101": (nothing_paid,),
    "L-102": (paid_in_words, other_step),
    "L-103": (paid_tomorrow,),
    "L-104": (window_in_the_past,),
    "L-105": (one_copy,),
    "L-106": (no_watermark,),
    "L-107": (window_of_another,),
    "L-108": (stamped_before_exported, endorsed_before_the_report),
    "L-111": (entered_though_withdrawn,),
    "M-105": (meeting_to_come,),
    "M-106": (meeting_before_the_end,),
    "M-107": (second_vote_of_one_meeting,),
    "N-404": (foreign_publicity,),
    "P-101": (end_before_start,),
    "P-102": (too_short,),
    "P-103": (publicity_of_an_unknown_year,),
    "P-104": (stated_though_known,),
    "P-105": (stated_without_a_source,),
    "P-106": (no_place,),
    "P-108": (held_though_running,),
    "P-109": (cancelled_without_a_reason,),
    "P-110": (cancelled_twice,),
    "P-111": (cancelled_after_the_pass, passed_on_and_failed_behind_it),
    "P-112": (stated_too_short,),
    "P-114": (over_already,),
    "P-115": (result_before_the_meeting,),
    "P-116": (struck_result,),
    "W-101": (committee_where_a_city_is,),
}


def test_each_rule_says_no_under_both_authorities(world: World) -> None:
    with lay_ground(take_seats(world, KITS)) as ground:
        told = {way.__name__: (code, take(ground, way)) for code, ways in WAYS.items() for way in ways}
    assert {name: found for name, (code, found) in told.items() if found != code} == {}
