"""Passwords of local accounts."""

import pytest

from app.services.passwords import Argon2Cost, Argon2Passwords

QUICK = Argon2Passwords(Argon2Cost(memory_kib=8, passes=1, lanes=1))


@pytest.mark.req("A1.8")
def test_only_the_right_password_opens() -> None:
    kept = QUICK.hash("钱塘 Pa55!")
    assert kept.startswith("$argon2id$")
    assert QUICK.verify(kept, "钱塘 Pa55!")
    assert not QUICK.verify(kept, "钱塘 Pa55")
    assert not QUICK.verify(kept, "")


def test_the_same_password_has_two_hashes() -> None:
    assert QUICK.hash("x") != QUICK.hash("x")


def test_full_width_letters_of_an_input_method_are_the_same_keys() -> None:
    assert QUICK.verify(QUICK.hash("Abc123"), "Ａｂｃ１２３")


def test_an_older_cheaper_hash_still_verifies() -> None:
    assert Argon2Passwords(Argon2Cost(memory_kib=16, passes=2, lanes=1)).verify(QUICK.hash("x"), "x")


@pytest.mark.parametrize("kept", ["", "not-a-hash", "$argon2id$", "密码", "$argon2id$v=19$m=8,t=1,p=1$YQ$YQ"])
def test_an_account_without_a_hash_lets_nobody_in(kept: str) -> None:
    assert not QUICK.verify(kept, "")


def test_the_default_is_at_least_64_mebibytes_and_three_passes() -> None:
    cost = Argon2Cost()
    assert (cost.memory_kib, cost.passes) >= (64 * 1024, 3)


def test_half_a_character_is_no_crash() -> None:
    assert QUICK.verify(QUICK.hash("a\ud800"), "a\ud800")
