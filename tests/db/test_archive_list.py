"""The archive list: order, counts that agree with the lists, search, scope, pages by key."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.archive import ArchiveItem, ArchiveStatus
from app.domain.decision import SubjectKind
from app.domain.looks import Look, LookAct
from app.domain.organisation import Role
from app.ports.queries import ArchiveFilter, ListOrder, Scope
from db.queries import people_filter
from db.queries.sql_queries import SqlQueries
from db.working_copy import WorkingCopy
from tests.calendars import plain_calendar
from tests.copies import NewUow, Office, add_office
from tests.db.desk_data import SECTIONS, DeskData, ItemPlan, item_plans, open_uow, put_in
from tests.factories import NOW, make_applicant, make_item, make_organisation

LISTED = (ArchiveStatus.PENDING, ArchiveStatus.PASSED, ArchiveStatus.RETURNED, ArchiveStatus.FAILED)

filters = st.builds(
    ArchiveFilter,
    section=st.sampled_from(SECTIONS),
    status=st.sampled_from((*LISTED, None)),
    text=st.sampled_from(("", "陈", "chen", "sxx", "艾力", "没有", "330106")),
    flagged_only=st.booleans(),
    order=st.sampled_from(ListOrder),
)
MATCHES = {"陈": "陈", "chen": "陈", "sxx": "单雄信", "艾力": "艾力", "没有": "没有"}


def expected_items(data: DeskData, wanted: ArchiveFilter) -> list[ArchiveItem]:
    fragment = MATCHES.get(wanted.text, "")
    return [
        item
        for item in data.items
        if item.section == wanted.section
        and item.status in LISTED
        and wanted.status in (None, item.status)
        and fragment in data.name_of(item)
        and (not wanted.flagged_only or item.id in data.flagged)
    ]


@pytest.mark.req("A3.9", "A3.10", "A3.11")
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    plans=st.lists(item_plans, max_size=12),
    wanted=st.lists(filters, min_size=3, max_size=6),
    few=st.sampled_from((0, 3000)),
)
def test_lists_and_counts_agree_with_what_is_there(
    copy: WorkingCopy, queries: SqlQueries, plans: list[ItemPlan], wanted: list[ArchiveFilter], few: int
) -> None:
    data, other = put_in(copy, plans), put_in(copy, plans)
    before, people_filter.FEW = people_filter.FEW, few
    try:
        for one in wanted:
            queries = SqlQueries(copy.read_engine, plain_calendar)
            check_list(queries, data, one)
    finally:
        people_filter.FEW = before
    pending = {
        section: number
        for section in SECTIONS
        if (number := len(expected_items(data, ArchiveFilter(section, ArchiveStatus.PENDING))))
    }
    assert queries.section_counts(data.office.scope) == pending
    keys = queries.archive_keys(data.office.scope, ArchiveFilter("award", None))
    assert queries.archive_rows(other.office.scope, keys) == []


def check_list(queries: SqlQueries, data: DeskData, wanted: ArchiveFilter) -> None:
    scope = data.office.scope
    keys = queries.archive_keys(scope, wanted)
    first = queries.archive_keys(scope, wanted, 2)
    assert first == (keys if wanted.order is ListOrder.NAME else keys[:2])
    rows = queries.archive_rows(scope, keys)
    expected = {item.id: item for item in expected_items(data, wanted)}
    assert [row.key for row in rows] == list(keys)
    assert {row.id for row in rows} == expected.keys()
    assert len(rows) == len(expected)
    moments = [(row.submitted_at, row.key) for row in rows]
    if wanted.order is ListOrder.NAME:
        names = [row.name for row in rows]
        assert names == sorted(names, key=names.index)  # one person's items stand together
    else:
        assert moments == sorted(moments, reverse=wanted.order is ListOrder.NEWEST)
    for row in rows:
        item = expected[row.id]
        assert (row.status, row.rev, row.submit_no) == (item.status, item.rev, item.submit_no)
        assert (row.name, row.unit) == (data.name_of(item), data.office.unit.name)
        assert row.flags == (2 if item.id in data.flagged else 0)
    counts = queries.archive_counts(scope, wanted)
    assert counts == {status: len(expected_items(data, replace(wanted, status=status))) for status in LISTED}


@pytest.mark.req("A3.13")
def test_a_row_shows_the_first_three_fields_of_the_section(
    new_uow: NewUow, office: Office, queries: SqlQueries
) -> None:
    applicant = make_applicant(office.unit)
    award = make_item(applicant, fields={"rank": "1", "name": "优质工程奖", "time": "2024-05"})
    with new_uow() as uow:
        uow.applicants.add(applicant)
        uow.archive.add(award)
        uow.commit()
    (row,) = queries.archive_rows(office.scope, queries.archive_keys(office.scope, ArchiveFilter("award")))
    assert row.values == ("2024-05", "", "优质工程奖")
    with new_uow() as uow:
        uow.archive.save(replace(award, fields={"time": "2025-01"}, rev=2, content_rev=2))
        uow.commit()
    (row,) = queries.archive_rows(office.scope, [row.key])
    assert (row.values, row.rev) == (("2025-01", "", ""), 2)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.EMPLOYER])
def test_nobody_above_the_employer_sees_archive_items(
    copy: WorkingCopy, queries: SqlQueries, role: Role
) -> None:
    data = put_in(copy, [ItemPlan(0, "award", ArchiveStatus.PENDING, 0, flagged=False)])
    own_keys = queries.archive_keys(data.office.scope, ArchiveFilter("award"))
    for organisation_id in (data.office.unit.id, make_organisation().id):
        scope = Scope(role, organisation_id)
        assert list(queries.archive_keys(scope, ArchiveFilter("award"))) == []
        assert queries.archive_rows(scope, own_keys) == []
        assert set(queries.archive_counts(scope, ArchiveFilter("award")).values()) == {0}
        assert queries.section_counts(scope) == {}


def test_opened_means_looked_at_since_it_was_handed_in(
    new_uow: NewUow, office: Office, queries: SqlQueries
) -> None:
    applicant = make_applicant(office.unit)
    item = make_item(applicant, submitted_at=NOW)

    def look(minutes: int, act: LookAct) -> None:
        at = NOW + timedelta(minutes=minutes)
        with new_uow() as uow:
            uow.looks.add([Look(at, office.account.id, act, SubjectKind.ARCHIVE_ITEM, item.id)])
            uow.commit()

    def opened() -> bool:
        (row,) = queries.archive_rows(
            office.scope, queries.archive_keys(office.scope, ArchiveFilter("award"))
        )
        return row.opened

    with new_uow() as uow:
        uow.applicants.add(applicant)
        uow.archive.add(item)
        uow.commit()
    assert not opened()
    look(1, LookAct.REVEAL)
    assert not opened()
    look(2, LookAct.LOOK)
    assert opened()
    with new_uow() as uow:
        uow.archive.save(replace(item, rev=2, submit_no=2, submitted_at=NOW + timedelta(minutes=3)))
        uow.commit()
    assert not opened()
    look(4, LookAct.LOOK)
    assert opened()


def test_people_added_later_are_found(copy: WorkingCopy, queries: SqlQueries) -> None:
    office = add_office(lambda: open_uow(copy))
    for number in range(12):  # more often than the index has segments
        applicant = make_applicant(office.unit, name=f"新人{'甲乙丙丁戊己庚辛壬癸子丑'[number]}")
        with open_uow(copy) as uow:
            uow.applicants.add(applicant)
            uow.archive.add(make_item(applicant))
            uow.commit()
        assert len(queries.archive_keys(office.scope, ArchiveFilter("award", text=applicant.name))) == 1
        assert [p.name for p in queries.find_people(office.scope, applicant.name)] == [applicant.name]
    assert len(queries.find_people(office.scope, "新人", limit=5)) == 5
    assert len(queries.find_people(office.scope, "xr", limit=50)) == 12
