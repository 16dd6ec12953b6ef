"""The transition table of declarations: stage × action × role → stage, with named guards.

Seed A step 4 and seed B 二 (七)-(十二) in the order of the road; DOMAIN facts §1, §4. A usecase never moves a dossier
otherwise. Callers: ``app.domain.workflow`` only.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from app.domain.decision import Action
from app.domain.declaration import FINAL_STAGES, Stage
from app.domain.organisation import Role
from app.domain.road import STATION_OF_LEVEL, Station, stages_after


class Guard(StrEnum):
    """Named conditions a usecase must hold before the row may be used (``app.domain.gates``)."""

    NOTHING_STOPS = "nothing_stops"  # B3-B7: app.domain.submit_stops
    ARCHIVE_REVIEWED = "archive_reviewed"  # A3.6
    NO_OPEN_OBJECTION = "no_open_objection"
    PUBLICITY_COMPLETE = "publicity_complete"  # A4.4, B11.1, B12.1
    PUBLICITY_STILL_COUNTS = "publicity_still_counts"  # an objection that was not upheld
    OPINION_GIVEN = "opinion_given"  # A4.6
    DEFECTS_NAMED = "defects_named"  # A4.2
    NOT_OPENED = "not_opened"  # 撤回 until the unit has opened it
    REASON_GIVEN = "reason_given"  # 重开, 申请重开, 放弃申报 …: why
    OWN_LAST_DECISION = "own_last_decision"  # 重开 until the next has decided
    ON_MEETING_LIST = "on_meeting_list"  # B11.2
    BODY_NOT_YET = "body_not_yet"  # each body endorses once (B13.1)
    EVERY_BODY = "every_body"  # 市人力社保局和市建委 (B13.1)
    FORM_TURN = "form_turn"  # the paper forms are in this desk's hand (B10, B14)
    NO_CITY = "no_city"  # the committee records 发文 where no city is on the plan's road


class Way(StrEnum):
    """Targets that the plan's road or the record decides."""

    NEXT = "next"  # the next station's first stage
    STAY = "stay"  # an act that is recorded and moves nothing
    BACK = "back"  # the stage in which the decision that is reopened was made


@dataclass(frozen=True, slots=True)
class Transition:
    stage: Stage
    action: Action
    role: Role
    target: Stage | Way
    guards: frozenset[Guard] = frozenset()


_EMPLOYER, _COMMITTEE, _CITY = Role.EMPLOYER, Role.COMMITTEE, Role.CITY


def _row(stage: Stage, action: Action, role: Role, target: Stage | Way, *guards: Guard) -> Transition:
    return Transition(stage, action, role, target, frozenset(guards))


_DECLARING = (
    _row(
        *(Stage.DRAFT, Action.SUBMIT, _EMPLOYER, Stage.EMPLOYER_REVIEW),
        *(Guard.NOTHING_STOPS, Guard.ARCHIVE_REVIEWED),
    ),
    # The publicity it was raised in ends with the resubmission: an open objection must not end with it.
    _row(
        *(Stage.RETURNED, Action.SUBMIT, _EMPLOYER, Stage.EMPLOYER_REVIEW),
        *(Guard.NOTHING_STOPS, Guard.ARCHIVE_REVIEWED, Guard.NO_OPEN_OBJECTION),
    ),
    # Back to where it came from: a draft, or RETURNED when it was a resubmission (app.usecases.take_back).
    _row(Stage.EMPLOYER_REVIEW, Action.TAKE_BACK, _EMPLOYER, Stage.DRAFT, Guard.NOT_OPENED),
)


def _publicity(waiting: Stage, running: Stage, objected: Stage, role: Role) -> tuple[Transition, ...]:
    """One shape for all three (DOMAIN facts §6): begin, begin anew, an objection, go on when it was not upheld."""
    return (
        _row(waiting, Action.START_PUBLICITY, role, running, Guard.NO_OPEN_OBJECTION),
        _row(running, Action.CANCEL_PUBLICITY, role, waiting),
        _row(running, Action.OBJECT, role, objected),
        _row(
            *(objected, Action.RESUME_PUBLICITY, role, running),
            *(Guard.NO_OPEN_OBJECTION, Guard.PUBLICITY_STILL_COUNTS),
        ),
    )


def _refusals(role: Role, *stages: Stage) -> Iterator[Transition]:
    for stage in stages:
        yield _row(stage, Action.RETURN, role, Stage.RETURNED, Guard.DEFECTS_NAMED)
        yield _row(stage, Action.FAIL, role, Stage.FAILED, Guard.DEFECTS_NAMED)


_EMPLOYER_REVIEW = (
    _row(
        *(Stage.EMPLOYER_REVIEW, Action.CONFIRM, _EMPLOYER, Stage.AWAITING_PUBLICITY),
        Guard.NO_OPEN_OBJECTION,
    ),
    *_publicity(Stage.AWAITING_PUBLICITY, Stage.IN_PUBLICITY, Stage.EMPLOYER_REVIEW, _EMPLOYER),
    _row(
        *(Stage.IN_PUBLICITY, Action.PASS, _EMPLOYER, Way.NEXT),
        *(Guard.PUBLICITY_COMPLETE, Guard.NO_OPEN_OBJECTION, Guard.OPINION_GIVEN),
    ),
    *_refusals(_EMPLOYER, Stage.EMPLOYER_REVIEW, Stage.AWAITING_PUBLICITY, Stage.IN_PUBLICITY),
)

_LEVELS_ABOVE = (
    _row(Stage.ACCEPTANCE_REVIEW, Action.PASS, Role.ACCEPTANCE, Way.NEXT),
    *_refusals(Role.ACCEPTANCE, Stage.ACCEPTANCE_REVIEW),
    _row(Stage.HR_BUREAU_REVIEW, Action.PASS, Role.HR_BUREAU, Way.NEXT),
    *_refusals(Role.HR_BUREAU, Stage.HR_BUREAU_REVIEW),
)

_PAYING = (
    _row(Stage.AWAITING_PAYMENT, Action.RECORD_PAYMENT, _EMPLOYER, Way.NEXT),
    _row(Stage.AWAITING_PAYMENT, Action.EXTEND_PAYMENT, Role.HR_BUREAU, Way.STAY, Guard.REASON_GIVEN),
)

_FORM_DESKS = (Role.ACCEPTANCE, Role.MUNICIPAL_UNIT)

_PAPER_FORMS = (
    *(
        _row(Stage.AWAITING_FORMS, Action.FORM_STEP, role, Way.STAY, Guard.FORM_TURN)
        for role in (_EMPLOYER, *_FORM_DESKS)
    ),
    *(
        _row(
            *(Stage.AWAITING_FORMS, Action.REFUSE_FORMS, role, Way.STAY),
            *(Guard.FORM_TURN, Guard.REASON_GIVEN),
        )
        for role in (*_FORM_DESKS, _COMMITTEE)
    ),
    _row(Stage.AWAITING_FORMS, Action.RECEIVE_FORMS, _COMMITTEE, Way.NEXT, Guard.FORM_TURN),
)

_COMMITTEE_OFFICE = (
    _row(Stage.COMMITTEE_REVIEW, Action.PASS, _COMMITTEE, Way.NEXT, Guard.NO_OPEN_OBJECTION),
    *_publicity(
        *(Stage.AWAITING_APPLICANTS_PUBLICITY, Stage.IN_APPLICANTS_PUBLICITY, Stage.COMMITTEE_REVIEW),
        _COMMITTEE,
    ),
    *_refusals(
        _COMMITTEE,
        *(Stage.COMMITTEE_REVIEW, Stage.AWAITING_APPLICANTS_PUBLICITY, Stage.IN_APPLICANTS_PUBLICITY),
    ),
    _row(
        *(Stage.IN_APPLICANTS_PUBLICITY, Action.CONCLUDE_PUBLICITY, _COMMITTEE, Way.NEXT),
        *(Guard.PUBLICITY_COMPLETE, Guard.NO_OPEN_OBJECTION),
    ),
    _row(Stage.AWAITING_MEETING, Action.MEETING_PASS, _COMMITTEE, Way.NEXT, Guard.ON_MEETING_LIST),
    _row(
        *(Stage.AWAITING_MEETING, Action.MEETING_FAIL, _COMMITTEE, Stage.NOT_APPROVED),
        Guard.ON_MEETING_LIST,
    ),
    *_publicity(
        *(Stage.AWAITING_RESULTS_PUBLICITY, Stage.IN_RESULTS_PUBLICITY, Stage.AWAITING_RESULTS_PUBLICITY),
        _COMMITTEE,
    ),
    _row(
        *(Stage.IN_RESULTS_PUBLICITY, Action.CONCLUDE_PUBLICITY, _COMMITTEE, Way.NEXT),
        *(Guard.PUBLICITY_COMPLETE, Guard.NO_OPEN_OBJECTION),
    ),
    # An upheld objection to the result, or a result that the city sent back, goes before the experts again.
    *(
        _row(
            *(stage, Action.RECONVENE, _COMMITTEE, Stage.AWAITING_MEETING),
            *(Guard.NO_OPEN_OBJECTION, Guard.REASON_GIVEN),
        )
        for stage in (Stage.AWAITING_RESULTS_PUBLICITY, Stage.AWAITING_REPORT)
    ),
    # 无异议后结果报市人力社保局 (B12.2).
    _row(Stage.AWAITING_REPORT, Action.REPORT, _COMMITTEE, Stage.CITY_REVIEW),
)

_CITY_OFFICES = (
    _row(Stage.CITY_REVIEW, Action.ENDORSE, _CITY, Way.STAY, Guard.BODY_NOT_YET),
    _row(Stage.CITY_REVIEW, Action.ENDORSE_LAST, _CITY, Way.NEXT, Guard.BODY_NOT_YET, Guard.EVERY_BODY),
    _row(Stage.CITY_REVIEW, Action.SEND_BACK, _CITY, Stage.AWAITING_REPORT, Guard.REASON_GIVEN),
    *(
        _row(stage, action, role, Way.NEXT, *guards)
        for stage, action in (
            (Stage.AWAITING_DOCUMENT, Action.RECORD_DOCUMENT),
            (Stage.AWAITING_CERTIFICATE, Action.RECORD_CERTIFICATE),
        )
        for role, guards in ((_CITY, ()), (_COMMITTEE, (Guard.NO_CITY,)))
    ),
)

_FORMS_BACK = (
    *(
        _row(Stage.AWAITING_FORMS_BACK, Action.FORM_STEP, role, Way.STAY, Guard.FORM_TURN)
        for role in (_COMMITTEE, *_FORM_DESKS)
    ),
    *(
        _row(Stage.AWAITING_FORMS_BACK, Action.GIVE_FORMS, role, Way.NEXT, Guard.FORM_TURN)
        for role in _FORM_DESKS
    ),
)


def _reopenings() -> Iterator[Transition]:
    """重开: by the level that decided, with reason, until the next has decided (DOMAIN facts §4)."""
    refused = frozenset({Stage.RETURNED, Stage.FAILED})
    for role, station in STATION_OF_LEVEL.items():
        after = stages_after(station) | refused
        if role is _EMPLOYER:
            after |= {Stage.WITHDRAWN}
        if role is _COMMITTEE:
            after |= {Stage.NOT_APPROVED}
        for stage in Stage:
            if stage in after:
                yield _row(
                    *(stage, Action.REOPEN, role, Way.BACK), *(Guard.OWN_LAST_DECISION, Guard.REASON_GIVEN)
                )
    for stage in (*sorted(stages_after(Station.CITY)), Stage.AWAITING_REPORT):
        yield _row(*(stage, Action.REOPEN, _CITY, Way.BACK), *(Guard.OWN_LAST_DECISION, Guard.REASON_GIVEN))
    # 已退申报人 recorded by mistake, as at the 受理点 (B14.2).
    yield _row(
        *(Stage.ARCHIVED, Action.REOPEN, Role.MUNICIPAL_UNIT, Way.BACK),
        *(Guard.OWN_LAST_DECISION, Guard.REASON_GIVEN),
    )


def _giving_up() -> Iterator[Transition]:
    """放弃申报: the person withdraws through HR at any stage until the document is out."""
    too_late = FINAL_STAGES | stages_after(Station.CITY) | {Stage.DRAFT}
    for stage in Stage:
        if stage not in too_late:
            yield _row(stage, Action.GIVE_UP, _EMPLOYER, Stage.WITHDRAWN, Guard.REASON_GIVEN)


def _requests() -> Iterator[Transition]:
    """申请重开: whoever sees a dossier asks the level that decided to take it up again, with the reason. It moves nothing."""
    for stage in Stage:
        for role in Role:
            if stage is not Stage.DRAFT and role is not Role.ADMIN:
                yield _row(stage, Action.REQUEST_REOPEN, role, Way.STAY, Guard.REASON_GIVEN)


DECLARATION_TABLE: tuple[Transition, ...] = (
    *_DECLARING,
    *_EMPLOYER_REVIEW,
    *_LEVELS_ABOVE,
    *_PAYING,
    *_PAPER_FORMS,
    *_COMMITTEE_OFFICE,
    *_CITY_OFFICES,
    *_FORMS_BACK,
    *_reopenings(),
    *_giving_up(),
    *_requests(),
)
