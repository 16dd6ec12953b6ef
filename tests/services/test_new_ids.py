"""Identifiers that sort by time."""

import uuid

from app.services.new_ids import new_id


def test_ids_are_uuid7_text_and_sort_by_creation() -> None:
    ids = [new_id() for _ in range(2_000)]
    assert ids == sorted(set(ids))
    assert {(len(i), uuid.UUID(i).version) for i in ids} == {(36, 7)}
    assert str(uuid.UUID(ids[0])) == ids[0]
