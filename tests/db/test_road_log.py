"""审查日志 of a dossier that passed several offices: who sees what, and records that read well (DOMAIN facts §9)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.domain.commands import MarkEntered
from app.domain.decision import Action, SubjectKind
from app.domain.declaration import Declaration, Route, Stage
from app.domain.looks import Look, LookAct
from app.domain.organisation import Role
from app.ports.queries import LogLine
from app.usecases.mark_entered import mark_entered
from db.queries.sql_queries import SqlQueries
from tests.copies import NewUow, Office, add_office
from tests.factories import (
    NOW,
    FixedClock,
    make_applicant,
    make_decision,
    make_declaration,
    make_file,
    make_id,
    make_item,
    make_meeting,
)
from ui.texts.log_acts import word_of_act


@pytest.fixture
def point(new_uow: NewUow) -> Office:
    return add_office(new_uow, name="示例区受理点", role=Role.ACCEPTANCE)


@pytest.fixture
def arrived(new_uow: NewUow, office: Office, point: Office) -> Declaration:
    """With the employer's pass, which its acceptance point has looked at."""
    applicant = make_applicant(office.unit)
    items = [make_item(applicant, section="basic", fields={}), make_item(applicant)]
    declaration = make_declaration(
        applicant, items, stage=Stage.ACCEPTANCE_REVIEW, route=Route(acceptance_id=point.unit.id)
    )
    with new_uow() as uow:
        uow.applicants.add(applicant)
        for item in items:
            uow.archive.add(item)
        uow.declarations.add(declaration)
        uow.declarations.add_submission(declaration)
        uow.decisions.add(make_decision(declaration, office.actor, opinion="同意推荐"))
        for minutes, desk in ((1, office), (2, point)):
            at = NOW + timedelta(minutes=minutes)
            uow.looks.add([Look(at, desk.account.id, LookAct.LOOK, SubjectKind.DECLARATION, declaration.id)])
        uow.commit()
    return declaration


def log(queries: SqlQueries, office: Office, declaration: Declaration) -> list[LogLine]:
    return list(queries.declaration_log(office.scope, declaration.id))


def test_decisions_are_seen_by_all_looks_only_by_the_office_that_looked(
    office: Office, point: Office, arrived: Declaration, queries: SqlQueries
) -> None:
    for desk in (office, point):
        lines = log(queries, desk, arrived)
        assert [line.text for line in lines if line.act == "pass"] == ["同意推荐"]
        assert [line.unit for line in lines if line.minor] == [desk.unit.name]


def test_what_was_entered_is_told_to_its_own_office(
    new_uow: NewUow, office: Office, point: Office, arrived: Declaration, queries: SqlQueries
) -> None:
    (passed,) = (row.decision for row in queries.entering.to_enter(office.scope, 10))
    mark_entered(MarkEntered(make_id(), office.actor, passed.id), new_uow, FixedClock(NOW))
    own, others = (log(queries, desk, arrived) for desk in (office, point))
    (entered,) = (line for line in own if line.act == "decision_entered")
    assert entered.record == {"entered": "pass"}
    assert [line.entered_at for line in own if line.act == "pass"] == [NOW]
    assert all(line.act != "decision_entered" and line.entered_at is None for line in others)


def test_records_name_meetings_acts_and_files(
    new_uow: NewUow, office: Office, arrived: Declaration, queries: SqlQueries
) -> None:
    committee = add_office(new_uow, role=Role.COMMITTEE)
    meeting = make_meeting(committee.actor, [arrived])
    passed = make_decision(
        arrived,
        committee.actor,
        action=Action.MEETING_PASS,
        record={"meeting": meeting.id, "votes_for": "11"},
        at=NOW + timedelta(hours=1),
        files=(make_file(name="表决票.pdf"),),
        withdrawn=True,
    )
    reopened = replace(
        passed,
        id=make_id(),
        action=Action.REOPEN,
        record={"reopened": passed.id},
        at=NOW + timedelta(hours=2),
        files=(),
        withdrawn=False,
    )
    with new_uow() as uow:
        uow.meetings.add(meeting)
        uow.files.add(passed.files)
        uow.decisions.add(passed)
        uow.decisions.add(reopened)
        uow.commit()
    again, met = log(queries, office, arrived)[:2]
    assert (met.record, met.files) == ({"meeting": meeting.title, "votes_for": "11"}, ("表决票.pdf",))
    assert met.withdrawn
    assert again.record == {"reopened": "meeting_pass"}


@pytest.mark.req("B8")
def test_a_hand_in_says_what_it_consisted_of(
    new_uow: NewUow, office: Office, arrived: Declaration, queries: SqlQueries
) -> None:
    with new_uow() as uow:
        uow.audit.append(
            at=NOW - timedelta(days=1),
            act="declaration.submit",
            actor=office.actor,
            subject_kind="declaration",
            subject_id=arrived.id,
            content={"submit_no": 1},
        )
        uow.commit()
    (submitted,) = (line for line in log(queries, office, arrived) if line.act == "submit")
    assert submitted.record == {"mode": "normal", "items": "1", "files": "1"}


@pytest.mark.parametrize("action", [Action.RECORD_PAYMENT, Action.REOPEN, Action.FORM_STEP, Action.REPORT])
def test_a_decision_is_told_once_though_the_audit_log_has_it_too(
    new_uow: NewUow, office: Office, arrived: Declaration, queries: SqlQueries, action: Action
) -> None:
    made = make_decision(arrived, office.actor, action=action, at=NOW + timedelta(hours=1))
    with new_uow() as uow:
        uow.decisions.add(made)
        uow.audit.append(
            at=made.at,
            act=f"declaration.{action.value}",
            actor=office.actor,
            subject_kind="declaration",
            subject_id=arrived.id,
            content={},
        )
        uow.commit()
    assert [line.act for line in log(queries, office, arrived)].count(action.value) == 1


def test_what_hr_did_before_the_review_reads_in_words_too(
    office: Office, arrived: Declaration, new_uow: NewUow, queries: SqlQueries
) -> None:
    acts = ("declaration.start", "declaration.submit", "declaration.take_back")
    with new_uow() as uow:
        for minutes, act in enumerate(acts):
            uow.audit.append(
                at=NOW + timedelta(minutes=minutes),
                act=act,
                actor=office.actor,
                subject_kind=SubjectKind.DECLARATION,
                subject_id=arrived.id,
                content={},
            )
        uow.commit()
    told = [word_of_act(line.act) for line in log(queries, office, arrived)]
    assert [words for words in told if words in ("马上申报", "提交", "撤回")] == ["撤回", "提交", "马上申报"]
