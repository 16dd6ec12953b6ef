"""What an SQLSTATE says of a call, and what a profile file must hold (docs/protocol.md §4)."""

import json

import pytest

from app.domain.errors import RuleError
from db.sync.gateway import NotAnsweredError, ServerRefusedError
from db.sync.pg_gateway import code_of_state
from db.sync.server_profile import ServerProfile, read_profile, write_profile
from tests.server.certificates import make_certificates


@pytest.mark.parametrize(
    "state", [None, "XX000", "57P01", "57P03", "57014", "08006", "40001", "55P03", "ABCDE"]
)
def test_whatever_does_not_judge_the_op_is_not_answered(state: str | None) -> None:
    assert code_of_state(state)[0] is NotAnsweredError


@pytest.mark.parametrize(
    ("state", "code"),
    [("42501", "Y-106"), ("22023", "Y-109"), ("22P05", "Y-109"), ("54000", "Y-109"), ("28P01", "Y-105")],
)
def test_what_the_server_does_not_want_is_for_good(state: str, code: str) -> None:
    assert code_of_state(state) == (ServerRefusedError, code)


def test_a_profile_reads_back_as_it_was_written() -> None:
    profile = ServerProfile(
        "示例市", (("a.example", 5432), ("b.example", 5433)), "rd", make_certificates().ca.decode(), "require"
    )
    assert read_profile(write_profile(profile)) == profile


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"hosts": []}, "Y-131"),
        ({"hosts": [{"host": "/tmp"}]}, "Y-131"),
        ({"hosts": [{"host": "a", "port": 0}]}, "Y-131"),
        ({"format": 2}, "Y-131"),
        ({"database": ""}, "Y-131"),
        ({"channel_binding": "maybe"}, "Y-131"),
        ({"ca": "no certificate"}, "Y-132"),
    ],
)
def test_a_profile_that_cannot_be_used_is_refused(change: dict[str, object], code: str) -> None:
    good = write_profile(
        ServerProfile("示例市", (("a.example", 5432),), "rd", make_certificates().ca.decode())
    )
    with pytest.raises(RuleError, match=code):
        read_profile(json.dumps(json.loads(good) | change))


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", "\x00"])
def test_what_is_no_profile_is_said(text: str) -> None:
    with pytest.raises(RuleError, match="Y-131"):
        read_profile(text)
