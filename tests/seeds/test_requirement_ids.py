"""Every requirement of both seeds has a test, and docs/seeds.md says where it is built and which tests carry it."""

from tests.seeds.requirement_list import (
    ACCOUNTS_AND_ONBOARDING,
    ROOT,
    SEEDS_PAGE,
    files_by_id,
    literal,
    markers,
    place_of,
    places,
    requirements,
    write_page,
)


def test_ids_are_unique():
    ids = [each.id for each in requirements()]
    assert len(ids) == len(set(ids)) > 100


def test_markers_are_literal_strings():
    """So that searching the tree for an id finds its tests."""
    assert [(str(path), line) for path, line, argument in markers() if literal(argument) is None] == []


def test_marked_ids_exist():
    ids = {each.id for each in requirements()}
    assert files_by_id().keys() - ids == set()


def test_every_requirement_has_a_test_but_those_still_to_come():
    tested = files_by_id()
    untested = {each.id for each in requirements() if each.id not in tested}
    assert untested == set(ACCOUNTS_AND_ONBOARDING)


def test_every_requirement_says_where_it_is_built():
    known = places()
    later = set(ACCOUNTS_AND_ONBOARDING)
    nowhere = [each.id for each in requirements() if each.id not in later and not place_of(each.id, known)]
    assert nowhere == []
    named = {path for paths in known.values() for path in paths}
    assert [path for path in sorted(named) if not (ROOT / path).exists()] == []


def test_the_page_of_the_seeds_is_up_to_date():
    """Written by ``python -m tests.seeds.requirement_list``."""
    assert SEEDS_PAGE.read_text(encoding="utf-8") == write_page()
