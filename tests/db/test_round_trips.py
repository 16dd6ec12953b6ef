"""What a usecase saves comes back equal, from every repository."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.archive import ArchiveStatus
from app.domain.commands import Changed, Outcome, OutcomeKind, ReviewArchiveItem
from app.domain.decision import Action, SubjectKind
from app.domain.declaration import DeclareMode, MaterialFiles, PersonCategory, Stage
from app.domain.errors import ConflictError, RuleError
from app.domain.looks import Look, LookAct
from app.domain.organisation import EmployerKind, Role
from app.domain.publicity import EndRule
from tests.copies import NewUow, Office
from tests.factories import (
    NOW,
    freeze_item,
    make_account,
    make_applicant,
    make_decision,
    make_declaration,
    make_defect,
    make_file,
    make_id,
    make_item,
    make_objection,
    make_organisation,
    make_publicity,
)


def test_organisations_and_accounts(new_uow: NewUow) -> None:
    unit = make_organisation(
        kind=EmployerKind.INSTITUTION, uscc="91330106MA27XL0Q1B", municipal_unit_id=make_id(), bound=False
    )
    account = make_account(unit, role=Role.EMPLOYER)
    with new_uow() as uow:
        uow.organisations.add(unit)
        uow.accounts.add(account)
        uow.accounts.save(replace(account, active=False))
        uow.commit()
    with new_uow() as uow:
        assert uow.organisations.get(unit.id) == unit
        assert uow.accounts.get(account.id) == replace(account, active=False)


def test_unknown_ids_are_refused_with_their_kind(new_uow: NewUow) -> None:
    with new_uow() as uow:
        for get, kind in (
            (uow.organisations.get, "organisation"),
            (uow.accounts.get, "account"),
            (uow.applicants.get, "applicant"),
            (uow.archive.get, "archive_item"),
            (uow.declarations.get, "declaration"),
            (uow.publicities.get, "publicity"),
            (uow.decisions.get, "decision"),
        ):
            with pytest.raises(RuleError) as caught:
                get("nowhere")
            assert (caught.value.code, caught.value.params["kind"]) == ("N-404", kind)


_texts = st.text(max_size=60)
_files = st.builds(
    make_file,
    st.binary(min_size=1, max_size=8),
    name=st.text(min_size=1, max_size=20),
    size=st.integers(1, 2**40),
)
_moments = st.datetimes(  # aware, in two zones
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=8))])
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    fields=st.dictionaries(_texts, _texts, max_size=5),
    evidence=st.lists(_files, max_size=3),
    status=st.sampled_from(ArchiveStatus),
    submitted_at=_moments,
    opinion=_texts,
)
def test_any_archive_item(
    new_uow: NewUow,
    office: Office,
    fields: dict[str, str],
    evidence: list,
    status: ArchiveStatus,
    submitted_at: datetime,
    opinion: str,
) -> None:
    applicant = make_applicant(office.unit)
    item = make_item(
        applicant,
        fields=fields,
        evidence=tuple(evidence),
        status=status,
        submitted_at=submitted_at,
        opinion=opinion,
    )
    with new_uow() as uow:
        uow.applicants.add(applicant)
        uow.archive.add(item)
        uow.commit()
    with new_uow() as uow:
        assert uow.applicants.get(applicant.id) == applicant
        stored = uow.archive.get(item.id)
        assert stored == item
        assert uow.archive.of_applicant(applicant.id) == [item]
        assert stored.submitted_at is not None
        assert stored.submitted_at.utcoffset() == timedelta(0)


def test_old_content_revisions_stay(new_uow: NewUow, office: Office) -> None:
    applicant = make_applicant(office.unit)
    first = make_item(applicant)
    second = replace(first, fields={"time": "2025-01"}, rev=2, content_rev=2)
    decided = replace(second, status=ArchiveStatus.PASSED, rev=3)
    with new_uow() as uow:
        uow.applicants.add(applicant)
        uow.archive.add(first)
        uow.archive.save(second)
        uow.archive.save(decided)
        uow.commit()
    with new_uow() as uow:
        assert uow.archive.get(first.id) == decided
        assert uow.archive.freeze(first.id, 1) == freeze_item(first)
        assert uow.archive.freeze(first.id, 2) == freeze_item(second)
        with pytest.raises(RuleError):
            uow.archive.freeze(first.id, 3)


def test_declaration_with_all_it_extracted_and_attached(new_uow: NewUow, office: Office) -> None:
    applicant = make_applicant(office.unit)
    items = [make_item(applicant, status=ArchiveStatus.PASSED) for _ in range(3)]
    full = make_declaration(
        applicant,
        items[:2],
        mode=DeclareMode.SELF_ASSESSED,
        person_category=PersonCategory.TRANSFER,
        self_score=110,
        acceptance_point="shangcheng",
        publicity_id=make_id(),
        publicity_to=date(2026, 9, 8),
        open_objections=1,
    )
    bare = make_declaration(
        applicant, stage=Stage.DRAFT, materials=(), photo=None, commitment=None, facts=None, conditions=()
    )
    with new_uow() as uow:
        uow.applicants.add(applicant)
        for item in items:
            uow.archive.add(item)
        uow.declarations.add(full)
        uow.declarations.add(bare)
        uow.commit()
    changed = replace(
        full,
        rev=2,
        items=(freeze_item(items[2]), freeze_item(items[0])),
        materials=(MaterialFiles("hours", ()), MaterialFiles("degree", (make_file(), make_file()))),
    )
    with new_uow() as uow:
        assert uow.declarations.get(full.id) == full
        assert uow.declarations.get(bare.id) == bare
        uow.declarations.save(changed)
        uow.commit()
    with new_uow() as uow:
        assert uow.declarations.get(full.id) == changed


def test_a_declaration_keeps_the_revision_it_froze(new_uow: NewUow, office: Office) -> None:
    applicant = make_applicant(office.unit)
    item = make_item(applicant, status=ArchiveStatus.PASSED)
    declaration = make_declaration(applicant, [item])
    with new_uow() as uow:
        uow.applicants.add(applicant)
        uow.archive.add(item)
        uow.declarations.add(declaration)
        uow.archive.save(replace(item, fields={"time": "1999-01"}, rev=2, content_rev=2))
        uow.commit()
    with new_uow() as uow:
        assert uow.declarations.get(declaration.id).items == (freeze_item(item),)


@pytest.mark.req("A4.1")
def test_ticked_sections_belong_to_one_account_and_one_submission(new_uow: NewUow, office: Office) -> None:
    applicant = make_applicant(office.unit)
    declaration = make_declaration(applicant)
    mine, other = office.account.id, make_id()
    with new_uow() as uow:
        uow.applicants.add(applicant)
        uow.declarations.add(declaration)
        for section in ("basic", "award", "award"):
            uow.declarations.tick_section(declaration.id, 1, mine, section, True)
        uow.declarations.tick_section(declaration.id, 1, mine, "basic", False)
        uow.declarations.tick_section(declaration.id, 1, other, "basic", True)
        uow.commit()
    with new_uow() as uow:
        assert uow.declarations.ticked_sections(declaration.id, 1, mine) == {"award"}
        assert uow.declarations.ticked_sections(declaration.id, 1, other) == {"basic"}
        assert uow.declarations.ticked_sections(declaration.id, 2, mine) == frozenset()


def test_publicity_with_objections(new_uow: NewUow, office: Office) -> None:
    applicant = make_applicant(office.unit)
    members = [make_declaration(applicant), make_declaration(applicant)]
    publicity = make_publicity(
        office.actor,
        members,
        end_rule=EndRule.STATED,
        stated_source="国务院办公厅通知",
        stated_reason="电话确认",
        held_before=True,
        evidence=(make_file(name="公告栏.jpg", media_type="image/jpeg"),),
    )
    objection = make_objection(members[0], office.actor)
    with_objection = replace(
        publicity, rev=2, objections=(objection, make_objection(members[1], office.actor))
    )
    settled = replace(
        objection,
        upheld=False,
        handling="已核实",
        resolved_by=office.actor,
        resolved_at=NOW + timedelta(days=1),
    )
    cancelled = replace(
        with_objection,
        rev=3,
        objections=(settled, with_objection.objections[1]),
        cancelled_at=NOW,
        cancel_reason="地点有误",
        sheet_exported_at=NOW,
    )
    with new_uow() as uow:
        uow.applicants.add(applicant)
        for member in members:
            uow.declarations.add(member)
        uow.publicities.add(publicity)
        uow.commit()
    with new_uow() as uow:
        assert uow.publicities.get(publicity.id) == publicity
        uow.publicities.save(with_objection)
        assert uow.publicities.get(publicity.id) == with_objection
        uow.publicities.save(cancelled)
        uow.commit()
    with new_uow() as uow:
        assert uow.publicities.get(publicity.id) == cancelled


def test_decisions_in_order_and_withdrawn(new_uow: NewUow, office: Office) -> None:
    applicant = make_applicant(office.unit)
    item = make_item(applicant)
    returned = make_decision(
        item,
        office.actor,
        action=Action.RETURN,
        after="returned",
        defects=(make_defect(), make_defect(material="degree", page=None)),
        notice="1. 证书扫描件不清晰。",
    )
    passed = make_decision(item, office.actor, opinion="同意", at=NOW + timedelta(seconds=1))
    with new_uow() as uow:
        uow.applicants.add(applicant)
        uow.archive.add(item)
        uow.decisions.add(returned)
        uow.decisions.add(passed)
        uow.decisions.mark_withdrawn(returned.id)
        uow.commit()
    with new_uow() as uow:
        assert uow.decisions.of_subject(item.id) == [replace(returned, withdrawn=True), passed]
        assert uow.decisions.get(passed.id) == passed


def test_outbox_answers_a_resend(new_uow: NewUow, office: Office) -> None:
    command = ReviewArchiveItem(
        make_id(), office.actor, make_id(), 1, Action.RETURN, defects=(make_defect(),)
    )
    outcome = Outcome(
        command.op_id, OutcomeKind.APPLIED, changed=Changed(items=("a", "b"), applicants=("c",))
    )
    with new_uow() as uow:
        assert uow.outbox.answer_to(command.op_id) is None
        uow.outbox.add(command, outcome, NOW)
        uow.commit()
    with new_uow() as uow:
        assert uow.outbox.answer_to(command.op_id) == outcome


def test_files_and_settings_may_be_written_twice(new_uow: NewUow) -> None:
    file = make_file()
    with new_uow() as uow:
        uow.files.add([file, replace(file, name="同一文件.pdf")])
        uow.files.add([file])
        uow.files.add([])
        uow.settings.set("clock.offset", "1")
        uow.settings.set("clock.offset", "2")
        uow.commit()
    with new_uow() as uow:
        assert uow.settings.get("clock.offset") == "2"
        assert uow.settings.get("nothing") is None


def test_a_look_marks_the_item_opened_but_moves_no_revision(new_uow: NewUow, office: Office) -> None:
    applicant = make_applicant(office.unit)
    item = make_item(applicant)
    with new_uow() as uow:
        uow.applicants.add(applicant)
        uow.archive.add(item)
        uow.looks.add([Look(NOW, office.account.id, LookAct.LOOK, SubjectKind.ARCHIVE_ITEM, item.id)])
        uow.commit()
    with new_uow() as uow:
        assert uow.archive.get(item.id) == item


def test_a_save_on_another_revision_is_a_conflict_and_changes_nothing(
    new_uow: NewUow, office: Office
) -> None:
    applicant = make_applicant(office.unit)
    item = make_item(applicant, rev=4)
    declaration = make_declaration(applicant, rev=4)
    publicity = make_publicity(office.actor, [declaration], rev=4)
    with new_uow() as uow:
        uow.applicants.add(applicant)
        uow.archive.add(item)
        uow.declarations.add(declaration)
        uow.publicities.add(publicity)
        uow.commit()
    for rev in (3, 4, 6):
        with new_uow() as uow:
            with pytest.raises(ConflictError, match="C-101"):
                uow.archive.save(replace(item, rev=rev, content_rev=rev, opinion="x"))
            with pytest.raises(ConflictError, match="C-101"):
                uow.declarations.save(replace(declaration, rev=rev, statement="x"))
            with pytest.raises(ConflictError, match="C-101"):
                uow.publicities.save(replace(publicity, rev=rev, place="x"))
            uow.commit()
    with new_uow() as uow:
        assert uow.archive.get(item.id) == item
        assert uow.declarations.get(declaration.id) == declaration
        assert uow.publicities.get(publicity.id) == publicity


def test_without_commit_nothing_stays(new_uow: NewUow) -> None:
    unit = make_organisation()
    with new_uow() as uow:
        uow.organisations.add(unit)
    with new_uow() as uow, pytest.raises(RuleError):
        uow.organisations.get(unit.id)
