"""The audit chain names the first entry that was changed, and outlives destroyed content."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from app.domain.audit import AuditContent, AuditEntry, chain_entry, verify_chain
from app.domain.errors import AuditBroken

START = datetime(2026, 10, 9, 2, 32, 0, 123456, tzinfo=UTC)


def build_chain(length: int) -> list[tuple[AuditEntry, AuditContent | None]]:
    entries: list[tuple[AuditEntry, AuditContent | None]] = []
    previous = None
    for number in range(length):
        content = AuditContent(salt=f"salt{number}", content={"opinion": f"同意 {number}"})
        previous = chain_entry(
            previous,
            at=START + timedelta(seconds=number),
            act="archive.pass",
            account_id="account",
            subject_kind="archive_item",
            subject_id=f"item{number}",
            content=content,
        )
        entries.append((previous, content))
    return entries


def test_an_untouched_chain_verifies_and_is_counted() -> None:
    assert verify_chain(build_chain(7)) == 7


def test_an_empty_chain_verifies() -> None:
    assert verify_chain([]) == 0


@pytest.mark.parametrize(
    "change",
    [
        lambda e: replace(e, act="archive.fail"),
        lambda e: replace(e, account_id="somebody else"),
        lambda e: replace(e, subject_id="another item"),
        lambda e: replace(e, at=e.at + timedelta(microseconds=1)),
        lambda e: replace(e, content_digest="0" * 64),
    ],
)
def test_a_changed_entry_is_named(change) -> None:
    chain = build_chain(5)
    entry, content = chain[2]
    chain[2] = (change(entry), content)
    with pytest.raises(AuditBroken) as broken:
        verify_chain(chain)
    assert broken.value.params["seq"] == 3


def test_a_removed_entry_is_named() -> None:
    chain = build_chain(5)
    del chain[1]
    with pytest.raises(AuditBroken) as broken:
        verify_chain(chain)
    assert broken.value.params["seq"] == 2


def test_changed_content_is_named() -> None:
    chain = build_chain(3)
    entry, _ = chain[0]
    chain[0] = (entry, AuditContent("salt0", {"opinion": "不同意"}))
    with pytest.raises(AuditBroken):
        verify_chain(chain)


def test_the_chain_still_verifies_after_content_was_destroyed() -> None:
    chain = build_chain(4)
    chain[1] = (chain[1][0], None)
    assert verify_chain(chain) == 4
