"""The audit chain as it is kept: it verifies, it names the first broken entry, it outlives its content."""

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.audit import verify_chain
from app.domain.commands import RecordObjection
from app.domain.decision import SubjectKind
from app.domain.errors import AuditBroken, EnvironmentFault
from db.queries import audit_entries
from db.queries.sql_queries import SqlQueries
from db.working_copy import WorkingCopy
from tests.copies import NewUow, Office
from tests.factories import NOW, TODAY, make_id


def append(new_uow: NewUow, office: Office, at: datetime, **content: object) -> None:
    with new_uow() as uow:
        uow.audit.append(
            at=at,
            act="archive.pass",
            actor=office.actor,
            subject_kind=SubjectKind.ARCHIVE_ITEM,
            subject_id=make_id(),
            content=content,
        )
        uow.commit()


@pytest.fixture
def ten_entries(new_uow: NewUow, office: Office) -> None:
    for number in range(10):
        append(new_uow, office, NOW + timedelta(microseconds=number * 7), number=number, text="同意推荐")


def test_entries_verify_on_both_sides(ten_entries: None, new_uow: NewUow, queries: SqlQueries) -> None:
    with new_uow() as uow:
        assert verify_chain(uow.audit.entries()) == 10
    assert verify_chain(queries.audit_entries()) == 10


def test_the_content_names_who_it_was_and_takes_a_whole_command(new_uow: NewUow, office: Office) -> None:
    command = RecordObjection(make_id(), office.actor, make_id(), 3, make_id(), "来信", TODAY, "排名不符")
    append(new_uow, office, NOW, command=command, moment=NOW)
    with new_uow() as uow:
        ((entry, content),) = uow.audit.entries()
    assert content is not None
    kept: dict[str, Any] = dict(content.content)
    assert kept["actor"]["organisation_name"] == office.unit.name
    assert kept["command"]["received_on"] == TODAY.isoformat()
    assert kept["moment"] == NOW.isoformat()
    assert entry.account_id == office.account.id
    assert entry.subject_kind == "archive_item"


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    moments=st.lists(
        st.datetimes(timezones=st.sampled_from([timezone(timedelta(hours=h)) for h in (-11, 0, 8)])),
        max_size=5,
    ),
    texts=st.lists(st.text(), min_size=5, max_size=5),
)
def test_any_moment_and_text_verify_after_reading_back(
    new_uow: NewUow, office: Office, moments: list[datetime], texts: list[str]
) -> None:
    with new_uow() as uow:
        for moment, text in zip(sorted(moments), texts, strict=False):
            uow.audit.append(
                at=moment,
                act=text,
                actor=office.actor,
                subject_kind=text,
                subject_id=text,
                content={"t": text},
            )
        assert verify_chain(uow.audit.entries()) == len(moments)


def test_a_clock_set_back_refuses_dated_acts(new_uow: NewUow, office: Office) -> None:
    append(new_uow, office, NOW)
    append(new_uow, office, NOW)  # the same moment is no step back
    with pytest.raises(EnvironmentFault) as caught:
        append(new_uow, office, NOW - timedelta(microseconds=1))
    assert (caught.value.code, caught.value.params["last"]) == ("T-101", NOW)
    append(new_uow, office, NOW.astimezone(timezone(timedelta(hours=8))) + timedelta(seconds=1))


TAMPERINGS: list[tuple[str, int]] = [
    ("UPDATE audit SET act = 'archive.fail' WHERE seq = 4", 4),
    ("UPDATE audit SET at = at + 1 WHERE seq = 1", 1),
    ("UPDATE audit SET account_id = 'somebody' WHERE seq = 10", 10),
    ("UPDATE audit_content SET content = replace(content, '同意', '不同意') WHERE seq = 6", 6),
    ("UPDATE audit_content SET salt = 'x' WHERE seq = 2", 2),
    ("UPDATE audit SET content_digest = (SELECT content_digest FROM audit WHERE seq = 3) WHERE seq = 5", 5),
    ("DELETE FROM audit_content WHERE seq = 7; DELETE FROM audit WHERE seq = 7", 7),
    ("DELETE FROM audit_content WHERE seq = 1; DELETE FROM audit WHERE seq = 1", 1),
]


@pytest.mark.parametrize(("tampering", "first_broken"), TAMPERINGS)
def test_the_first_broken_entry_is_named(
    ten_entries: None, copy: WorkingCopy, queries: SqlQueries, tampering: str, first_broken: int
) -> None:
    with copy.write_engine.begin() as connection:
        for statement in tampering.split("; "):
            connection.exec_driver_sql(statement)
    with pytest.raises(AuditBroken) as caught:
        verify_chain(queries.audit_entries())
    assert caught.value.params["seq"] == first_broken


def test_destroyed_content_leaves_the_chain_whole(
    ten_entries: None, copy: WorkingCopy, queries: SqlQueries
) -> None:
    with copy.write_engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM audit_content WHERE seq BETWEEN 3 AND 8")
    assert verify_chain(queries.audit_entries()) == 10
    assert queries.audit_entries()[4][1] is None


def test_the_sequence_reads_in_pages(
    ten_entries: None, queries: SqlQueries, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = list(queries.audit_entries())
    monkeypatch.setattr(audit_entries, "PAGE", 3)
    entries = queries.audit_entries()
    assert list(entries) == whole
    assert len(entries) == 10
    assert [entry.seq for entry, _ in entries] == list(range(1, 11))
    assert (entries[0], entries[-1], entries[2:4]) == (whole[0], whole[9], whole[2:4])
    for place in (10, -11):
        with pytest.raises(IndexError):
            entries[place]
