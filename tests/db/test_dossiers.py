"""Dossiers and review logs: everything about one subject, to those who may see it, newest first in the log."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.domain.archive import ArchiveStatus
from app.domain.commands import AddEvidence, RecordObjection, StartPublicity
from app.domain.decision import Action, SubjectKind
from app.domain.declaration import EmployerStep, Route, Stage
from app.domain.errors import RuleError
from app.domain.looks import Look, LookAct
from app.domain.organisation import Role
from app.domain.publicity import EndRule
from app.ports.queries import Queries, Scope
from app.ports.unit_of_work import UnitOfWork
from db.queries.sql_queries import SqlQueries
from db.working_copy import WorkingCopy
from tests.copies import NewUow, Office, add_office
from tests.factories import (
    NOW,
    TODAY,
    make_account,
    make_applicant,
    make_decision,
    make_declaration,
    make_defect,
    make_file,
    make_flag,
    make_id,
    make_item,
    make_objection,
    make_organisation,
    make_publicity,
)


def test_the_ports_are_fulfilled(new_uow: NewUow, queries: SqlQueries) -> None:
    """Checked by mypy: the names say what the program hands out."""
    unit_of_work: UnitOfWork = new_uow()
    reading: Queries = queries
    assert unit_of_work is not None
    assert reading is queries


def test_an_archive_dossier_is_whole(new_uow: NewUow, office: Office, queries: SqlQueries) -> None:
    applicant = make_applicant(office.unit)
    item = make_item(applicant)
    decision = make_decision(item, office.actor, action=Action.RETURN, defects=(make_defect(),))
    flags = (make_flag(file="a" * 64), make_flag(code="evidence_missing", params={}))
    with new_uow() as uow:
        uow.applicants.add(applicant)
        uow.archive.add(item)
        uow.decisions.add(decision)
        uow.flags.replace(SubjectKind.ARCHIVE_ITEM, item.id, [make_flag()])
        uow.flags.replace(SubjectKind.ARCHIVE_ITEM, item.id, flags)
        uow.commit()
    dossier = queries.archive_dossier(office.scope, item.id)
    assert (dossier.item, dossier.applicant, dossier.employer) == (item, applicant, office.unit)
    assert (dossier.flags, dossier.decisions) == (flags, (decision,))
    with new_uow() as uow:
        uow.flags.replace(SubjectKind.ARCHIVE_ITEM, item.id, [])
        with pytest.raises(RuleError, match="N-404"):
            uow.flags.replace(SubjectKind.ARCHIVE_ITEM, "nowhere", [])
        uow.commit()
    assert queries.archive_dossier(office.scope, item.id).flags == ()


def test_a_declaration_dossier_is_whole(new_uow: NewUow, office: Office, queries: SqlQueries) -> None:
    applicant = make_applicant(office.unit)
    item = make_item(applicant, status=ArchiveStatus.PASSED)
    declaration = make_declaration(applicant, [item], stage=Stage.IN_PUBLICITY)
    publicity = make_publicity(office.actor, [declaration])
    declaration = replace(declaration, publicity_id=publicity.id, publicity_to=publicity.end)
    with new_uow() as uow:
        uow.applicants.add(applicant)
        uow.archive.add(item)
        uow.declarations.add(declaration)
        uow.publicities.add(publicity)
        uow.declarations.tick_section(declaration.id, 1, office.account.id, "basic", True)
        uow.commit()
    dossier = queries.declaration_dossier(office.scope, declaration.id, office.actor, TODAY)
    assert (dossier.declaration, dossier.publicity) == (declaration, publicity)
    assert (dossier.step, dossier.read_sections) == (EmployerStep.RUNNING, frozenset({"basic"}))
    later = queries.declaration_dossier(
        office.scope, declaration.id, office.actor, publicity.end + timedelta(days=1)
    )
    assert later.step is EmployerStep.READY


def test_what_the_desk_may_not_see_is_as_unknown_as_none(
    new_uow: NewUow, office: Office, queries: SqlQueries
) -> None:
    stranger = add_office(new_uow)
    applicant = make_applicant(office.unit)
    item = make_item(applicant)
    declaration = make_declaration(applicant)
    with new_uow() as uow:
        uow.applicants.add(applicant)
        uow.archive.add(item)
        uow.declarations.add(declaration)
        uow.commit()
    for scope in (stranger.scope, Scope(Role.ACCEPTANCE, "elsewhere"), Scope(Role.COMMITTEE, office.unit.id)):
        for ask in (
            lambda scope: queries.archive_dossier(scope, item.id),
            lambda scope: queries.archive_log(scope, item.id),
            lambda scope: queries.declaration_dossier(scope, declaration.id, office.actor, TODAY),
            lambda scope: queries.declaration_log(scope, declaration.id),
        ):
            with pytest.raises(RuleError, match="N-404"):
                ask(scope)
        assert queries.find_people(scope, "陈晓东") == []
    assert [p.id for p in queries.find_people(office.scope, "陈晓东")] == [applicant.id]


@pytest.mark.req("A3.13")
def test_the_log_of_an_item_tells_all_that_happened(
    new_uow: NewUow, office: Office, queries: SqlQueries
) -> None:
    applicant = make_applicant(office.unit)
    item = make_item(applicant)
    decision = make_decision(
        item, office.actor, action=Action.RETURN, at=NOW + timedelta(minutes=2), notice="1. 不清晰。"
    )
    evidence = AddEvidence(make_id(), office.actor, item.id, 1, (make_file(name="补充.pdf"),))
    with new_uow() as uow:
        uow.applicants.add(applicant)
        uow.archive.add(item)
        acts: list[tuple[int, str, dict[str, object]]] = [
            (0, "archive.save", {}),
            (1, "archive.add_evidence", {"files": evidence.files}),
            (2, "archive.return", {"notice": "1. 不清晰。"}),
            (3, "archive_item.withdraw", {}),
        ]
        for minute, act, content in acts:
            uow.audit.append(
                at=NOW + timedelta(minutes=minute),
                act=act,
                actor=office.actor,
                subject_kind="archive_item",
                subject_id=item.id,
                content=content,
            )
        uow.decisions.add(decision)
        look = Look(
            NOW + timedelta(minutes=4), office.account.id, LookAct.REVEAL, SubjectKind.ARCHIVE_ITEM, item.id
        )
        uow.looks.add([look])
        uow.commit()
    lines = queries.archive_log(office.scope, item.id)
    assert [line.act for line in lines] == ["reveal", "withdraw", "return", "add_evidence", "save"]
    assert [line.text for line in lines] == ["", "", "1. 不清晰。", "补充.pdf", ""]
    assert [line.minor for line in lines] == [True, False, False, False, False]
    assert {(line.who, line.unit, line.role) for line in lines} == {("周敏", office.unit.name, Role.EMPLOYER)}


@pytest.mark.req("A3.18")
def test_the_log_of_a_declaration_has_its_publicity_and_only_its_own_objections(
    new_uow: NewUow, office: Office, copy: WorkingCopy, queries: SqlQueries
) -> None:
    applicant = make_applicant(office.unit)
    mine, other = make_declaration(applicant), make_declaration(applicant)
    objection = make_objection(mine, office.actor)
    publicity = make_publicity(office.actor, [mine, other], objections=(objection,))
    start = StartPublicity(
        make_id(),
        office.actor,
        publicity.id,
        ((mine.id, 1), (other.id, 1)),
        publicity.body,
        publicity.place,
        publicity.start,
        publicity.end,
        EndRule.START_EXCLUDED,
    )
    record = RecordObjection(
        objection.id, office.actor, publicity.id, 1, mine.id, objection.who, TODAY, objection.what
    )
    with new_uow() as uow:
        uow.applicants.add(applicant)
        for declaration in (mine, other):
            uow.declarations.add(declaration)
        uow.publicities.add(publicity)
        contents: list[tuple[str, dict[str, object]]] = [
            ("publicity.start", {"place": start.place, "start": start.start, "end": start.end}),
            ("objection.record", {"declaration_id": mine.id, "what": record.what, "op_id": record.op_id}),
            ("objection.resolve", {"objection_id": objection.id, "handling": "已核实"}),
            ("publicity.cancel", {"reason": "地点有误"}),
        ]
        for minute, (act, content) in enumerate(contents):
            uow.audit.append(
                at=NOW + timedelta(minutes=minute),
                act=act,
                actor=office.actor,
                subject_kind="publicity",
                subject_id=publicity.id,
                content=content,
            )
        uow.commit()

    def acts(declaration_id: str) -> list[tuple[str, str]]:
        return [(line.act, line.text) for line in queries.declaration_log(office.scope, declaration_id)]

    begun = ("publicity_start", "2026-08-31 至 2026-09-07 一楼公告栏")
    assert acts(mine.id) == [
        ("publicity_cancel", "地点有误"),
        ("objection_resolve", "已核实"),
        ("objection_record", objection.what),
        begun,
    ]
    assert acts(other.id) == [("publicity_cancel", "地点有误"), begun]

    with copy.write_engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM audit_content")
    # The content was destroyed: who it was is still known from the account.
    assert acts(mine.id) == [("publicity_cancel", ""), ("publicity_start", "")]
    assert queries.declaration_log(office.scope, mine.id)[0].who == "周敏"


def test_account_choices_are_the_active_ones_employers_first(
    new_uow: NewUow, office: Office, queries: SqlQueries
) -> None:
    bureau = make_organisation(name="示例区人社局", role=Role.HR_BUREAU)
    clerk = make_account(bureau, name="李娜")
    gone = make_account(office.unit, name="已离职", active=False)
    with new_uow() as uow:
        uow.organisations.add(bureau)
        uow.accounts.add(clerk)
        uow.accounts.add(gone)
        uow.commit()
    choices = queries.account_choices()
    assert [(c.account, c.organisation) for c in choices] == [(office.account, office.unit), (clerk, bureau)]


def test_what_is_corrected_after_a_return_is_seen_above_once_it_was_handed_in(
    new_uow: NewUow, office: Office, queries: SqlQueries
) -> None:
    above = add_office(new_uow, role=Role.ACCEPTANCE)
    handed_in = make_declaration(
        make_applicant(office.unit),
        stage=Stage.ACCEPTANCE_REVIEW,
        route=Route(acceptance_id=above.unit.id),
        statement="原来的述职。",
    )
    with new_uow() as uow:
        uow.applicants.add(replace(make_applicant(office.unit), id=handed_in.applicant_id))
        uow.declarations.add(handed_in)
        uow.declarations.add_submission(handed_in)
        returned = replace(handed_in, rev=2, stage=Stage.RETURNED)
        uow.declarations.save(returned)
        uow.declarations.save(replace(returned, rev=3, statement="还在改的述职。"))
        uow.commit()

    def statement(who: Office) -> str:
        dossier = queries.declaration_dossier(who.scope, handed_in.id, who.actor, TODAY)
        assert (dossier.declaration.stage, dossier.declaration.rev) == (Stage.RETURNED, 3)
        return dossier.declaration.statement

    assert (statement(above), statement(office)) == ("原来的述职。", "还在改的述职。")
