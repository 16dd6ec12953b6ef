"""The records of an archive package: JSON forms, files found wherever they stand, the audit entries' digests."""

import contextlib
import dataclasses
import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.archive_package import (
    BadPackageRecord,
    FileKind,
    FindingCode,
    PackagedFile,
    PackageManifest,
    find_files,
    read_manifest,
    to_plain,
    write_manifest,
)
from app.domain.attachment import FileRef
from app.domain.audit import AuditContent, chain_entry
from app.domain.decision import Decision
from app.domain.package_audit import check_audit, compare_hashes, write_audit
from tests.factories import (
    NOW,
    make_actor,
    make_applicant,
    make_decision,
    make_declaration,
    make_defect,
    make_file,
    make_item,
    make_organisation,
    make_package_facts,
)

FACTS = make_package_facts()
MANIFEST = PackageManifest(FACTS, (PackagedFile("data/目录.pdf", "a" * 64, 10, FileKind.INDEX),))


FACTS_PLAIN = json.loads(write_manifest(MANIFEST))["facts"]
LISTED = json.loads(write_manifest(MANIFEST))["files"][0]


@dataclass(frozen=True, slots=True)
class LaterDecision(Decision):
    """What a later version may add to a decision."""

    later_facts: object = None
    later_files: tuple[FileRef, ...] = ()
    later_at: datetime | None = None


@pytest.fixture
def unit():
    return make_organisation()


def test_a_decision_is_written_with_fields_that_did_not_exist_yet(unit):
    declaration = make_declaration(make_applicant(unit))
    plain = make_decision(declaration, make_actor(unit), defects=(make_defect(),))
    proof = make_file(name="评审结果.pdf")
    later = LaterDecision(
        **{f.name: getattr(plain, f.name) for f in dataclasses.fields(plain)},
        later_facts={"document_no": "杭建职〔2026〕8号"},
        later_files=(proof,),
        later_at=NOW,
    )
    written = json.loads(json.dumps(to_plain(later)))
    assert written["later_facts"] == {"document_no": "杭建职〔2026〕8号"}
    assert written["later_files"][0]["name"] == "评审结果.pdf"
    assert written["later_at"] == "2026-09-01T02:00:00+00:00"
    assert written["defects"][0]["text"] == "证书扫描件不清晰。"
    assert list(find_files(later)) == [proof]


def test_files_are_found_wherever_they_stand(unit):
    person = make_applicant(unit)
    declaration = make_declaration(person, [make_item(person)])
    names = [ref.name for ref in find_files(declaration)]
    assert names == ["获奖证书.pdf", "学历证书.pdf", "证件照.jpg", "真实性保证书.pdf"]


def test_what_has_no_json_form_is_refused():
    with pytest.raises(TypeError):
        to_plain(object())


def test_the_manifest_comes_back():
    assert read_manifest(write_manifest(MANIFEST)) == MANIFEST


@pytest.mark.parametrize(
    ("change", "newer"),
    [
        ({"format": "something else"}, False),
        ({"version": 0}, False),
        ({"version": 2}, True),
        ({"facts": None}, False),
        ({"facts": {"name": 3}}, False),
        ({"facts": FACTS_PLAIN | {"name": "\ud800"}}, False),
        ({"facts": FACTS_PLAIN | {"name": "长" * 10_000}}, False),
        ({"facts": FACTS_PLAIN | {"made_at": "0001-01-01T00:00:00+14:00"}}, False),
        ({"facts": FACTS_PLAIN | {"made_at": "2026-09-01T02:00:00"}}, False),
        ({"facts": FACTS_PLAIN | {"chain_seq": True}}, False),
        ({"files": [{**LISTED, "path": "../x"}]}, False),
        ({"files": "data"}, False),
        ({"files": [1]}, False),
        (
            {
                "files": [
                    {
                        "path": "a",
                        "sha256": "b",
                        "kind": "no kind",
                        "name": "",
                        "media_type": "",
                        "owner": "",
                        "size": 1,
                    }
                ]
            },
            False,
        ),
        (
            {
                "files": [
                    {
                        "path": "a",
                        "sha256": "b",
                        "kind": "photo",
                        "name": "",
                        "media_type": "",
                        "owner": "",
                        "size": -1,
                    }
                ]
            },
            False,
        ),
    ],
)
def test_a_manifest_that_was_changed_is_not_believed(change, newer):
    content = json.dumps(json.loads(write_manifest(MANIFEST)) | change).encode()
    with pytest.raises(BadPackageRecord) as refused:
        read_manifest(content)
    assert refused.value.newer is newer


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff", b"[" * 100_000])
def test_something_else_is_no_manifest(content):
    with pytest.raises(BadPackageRecord):
        read_manifest(content)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=10,
)


@given(st.dictionaries(st.sampled_from(["facts", "files", "version"]), JSON), st.data())
def test_no_value_in_a_manifest_breaks_the_reading(changes, data):
    record = json.loads(write_manifest(MANIFEST)) | changes
    if isinstance(record["facts"], dict) and record["facts"]:
        record["facts"] = record["facts"] | {
            data.draw(st.sampled_from(sorted(record["facts"]))): data.draw(JSON)
        }
    with contextlib.suppress(BadPackageRecord):
        read_manifest(json.dumps(record).encode())


@given(st.sampled_from(["seq", "at", "act", "hash", "prev_hash", "content", "salt"]), JSON)
def test_no_value_in_an_audit_log_breaks_the_check(name, value):
    lines = json.loads(write_audit(make_chain(["d1"] * 3)))
    place = lines[1]["content"] if name in ("content", "salt") else lines[1]["entry"]
    unchanged = place[name] == value and type(place[name]) is type(value)
    place[name] = value
    assert check_audit(json.dumps(lines).encode()).findings or unchanged


def make_chain(subjects):
    entries, last = [], None
    for number, subject in enumerate(subjects):
        content = AuditContent(f"salt{number}", {"opinion": f"意见{number}"})
        last = chain_entry(
            last,
            at=NOW + timedelta(minutes=number, microseconds=number),
            act="declaration.pass",
            account_id="a1",
            subject_kind="declaration",
            subject_id=subject,
            content=content,
        )
        entries.append((last, content))
    return entries


def test_entries_of_one_dossier_are_sound_with_those_of_others_left_out():
    chain = make_chain(["d1", "d2", "d1", "d1", "d3", "d1"])
    own = [line for line in chain if line[0].subject_id == "d1"]
    own[1] = (own[1][0], None)  # its content was destroyed after the retention
    reading = check_audit(write_audit(own))
    assert reading.findings == ()
    assert reading.hashes == tuple((entry.seq, entry.hash) for entry, _ in own)
    hashes = {entry.seq: entry.hash for entry, _ in chain}
    assert compare_hashes(reading.hashes, hashes) == ()
    (foreign,) = compare_hashes(reading.hashes, hashes | {3: "f" * 64})
    assert (foreign.code, foreign.params) == (FindingCode.AUDIT_FOREIGN, {"seq": "3"})


@pytest.mark.parametrize(
    "forge",
    [
        lambda entry, content: (replace(entry, account_id="a2"), content),
        lambda entry, content: (replace(entry, at=datetime(2026, 1, 1, tzinfo=UTC)), content),
        lambda entry, content: (replace(entry, hash="0" * 64), content),
        lambda entry, content: (replace(entry, prev_hash="0" * 64), content),
        lambda entry, content: (entry, AuditContent(content.salt, {"opinion": "另一个意见"})),
        lambda entry, content: (entry, AuditContent("another salt", content.content)),
    ],
)
def test_an_entry_that_was_changed_is_named(forge):
    chain = make_chain(["d1"] * 4)
    chain[2] = forge(*chain[2])
    found = check_audit(write_audit(chain)).findings
    assert {f.code for f in found} == {FindingCode.AUDIT_BROKEN}
    assert "3" in {f.params["seq"] for f in found}


def test_an_entry_made_anew_breaks_the_link_to_its_neighbour():
    """Whoever rewrites an entry with a right hash of its own must rewrite all after it too."""
    chain, other = make_chain(["d1"] * 4), make_chain(["d1", "d1", "d9", "d1"])
    chain[2] = other[2]
    (found,) = check_audit(write_audit(chain)).findings
    assert found.params == {"seq": "4"}


@pytest.mark.parametrize(
    "content", [b"", b"{}x", b"[1]", b'[{"entry": {"seq": "1"}, "content": null}]', b"[" * 50_000]
)
def test_a_log_that_cannot_be_read_is_said(content):
    (found,) = check_audit(content).findings
    assert found.code is FindingCode.BAD_RECORD
