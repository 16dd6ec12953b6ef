"""Resident IDs, unified social credit codes, masking. All numbers here are made up."""

import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric, uscc

from app.domain.identity import (
    IdProblem,
    check_resident_id,
    check_uscc,
    mask_id,
    mask_name,
    mask_phone,
    normalise_id,
    normalise_text,
    resident_id_check_character,
    uscc_check_character,
)

TODAY = date(2026, 10, 9)


def make_id(region: str = "330106", birth: str = "19890312", order: str = "123") -> str:
    first = region + birth + order
    return first + resident_id_check_character(first)


def test_a_valid_number_says_birth_date_and_sex() -> None:
    check = check_resident_id(make_id(), TODAY)
    assert (check.ok, check.birth_date, check.is_male) == (True, date(1989, 3, 12), True)
    assert check_resident_id(make_id(order="124"), TODAY).is_male is False


def test_an_x_at_the_end_is_valid_in_any_width_and_case() -> None:
    number = next(n for n in (make_id(order=f"{k:03}") for k in range(1, 40)) if n.endswith("X"))
    wide = "".join(chr(ord(c) + 0xFEE0) for c in number.lower())
    for text in (number, number.lower(), wide, f" {number[:6]} {number[6:14]} {number[14:]}　"):
        assert check_resident_id(text, TODAY).ok
        assert normalise_id(text) == number


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", IdProblem.LENGTH),
        ("330106890312123", IdProblem.LENGTH),  # 15 characters, the form of before 1999
        ("33010619890312123A", IdProblem.CHARACTERS),
        ("X3010619890312123X", IdProblem.CHARACTERS),
        (make_id(birth="19890230"), IdProblem.DATE),
        (make_id(birth="19890431"), IdProblem.DATE),
        (make_id(birth="18991231"), IdProblem.DATE),
        (make_id(birth="20261010"), IdProblem.DATE),
    ],
)
def test_what_is_wrong_is_named(text: str, problem: IdProblem) -> None:
    assert check_resident_id(text, TODAY).problem is problem


def test_birth_dates_from_1900_to_today_are_accepted() -> None:
    assert check_resident_id(make_id(birth="19000101"), TODAY).ok
    assert check_resident_id(make_id(birth="20261009"), TODAY).ok


@pytest.mark.parametrize("region", ["810000", "820000", "830000"])
def test_residence_permits_are_valid(region: str) -> None:
    check = check_resident_id(make_id(region), TODAY)
    assert check.ok and check.region_known


def test_the_region_is_a_soft_hint_only() -> None:
    abroad = check_resident_id(make_id("990000"), TODAY)
    assert abroad.ok and not abroad.region_known
    new_district = make_id("330113")  # 临平区, founded 2021, with a birth date of 1989
    assert check_resident_id(new_district, TODAY).region_known
    assert not check_resident_id(new_district, TODAY, {"330106"}).region_known
    assert check_resident_id(new_district, TODAY, {"330106"}).ok


@given(st.integers(0, 10**17 - 1))
def test_the_id_check_character_agrees_with_stdnum(first: int) -> None:
    digits = f"{first:017}"
    assert resident_id_check_character(digits) == ric.calc_check_digit(digits + "0")


@given(st.integers(0, 16), st.integers(1, 9))
def test_a_single_wrong_digit_is_always_found(place: int, shift: int) -> None:
    number = make_id()
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
    assert not check_resident_id(wrong, TODAY).ok


@given(st.text("0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=17, max_size=17))
def test_the_uscc_check_character_agrees_with_stdnum(first: str) -> None:
    assert uscc_check_character(first) == uscc.calc_check_digit(first)
    assert check_uscc(first + uscc_check_character(first)) is None


def test_uscc_problems_are_named() -> None:
    first = "91330100MA0000000"
    good = first + uscc_check_character(first)
    assert check_uscc(good.lower()) is None
    assert check_uscc(good[:-1]) is IdProblem.LENGTH
    assert check_uscc(first[:-1] + "I" + good[-1]) is IdProblem.CHARACTERS
    others = random.Random(1).choices("0123456789ABCDEFGHJKLMNPQRTUWXY".replace(good[-1], ""), k=5)
    assert {check_uscc(first + other) for other in others} == {IdProblem.CHECKSUM}


def test_id_numbers_are_masked() -> None:
    assert mask_id("330106198903121234") == "330106********1234"
    assert mask_id("３３０１０６１９８９０３１２１２３ｘ") == "330106********123X"
    assert mask_id("E12345678") == "E1*****78"
    assert mask_id("E123") == "****"
    assert mask_id("") == ""


@pytest.mark.req("A2.8")
def test_phone_and_name_are_masked_as_the_seed_shows() -> None:
    assert mask_phone("13600003546") == "136****3546"
    assert mask_phone("88800012") == "******12"
    assert mask_phone("123") == "***"
    assert mask_name("胡样例") == "胡**"
    assert [mask_name(n) for n in ("胡样", "买买提·艾力", "𬭚样", "")] == ["胡**", "买**", "𬭚**", ""]


@given(st.text(max_size=40))
def test_masking_never_shows_a_whole_text_of_some_length(text: str) -> None:
    for mask in (mask_id, mask_phone):
        shown = mask(text)
        assert shown.count("*") >= min(3, len(shown))


def test_full_width_text_is_normalised() -> None:
    assert normalise_text("　ＡＢＣ１２３（一） ") == "ABC123(一)"
