"""The people index finds exactly what a plain look at every person would find."""

import string
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import people_index
from db.name_readings import MOST_READINGS, read_name
from db.people_index import MOST_SEGMENTS, PeopleIndex, Person, normalise_fragment


def make_person(key: int, name: str, id_number: str = "", employer: str = "unit") -> Person:
    readings = read_name(name)
    return Person(key, employer, name, readings.pinyin, readings.initials, id_number)


def find(people: list[Person], text: str, *units: str) -> list[str]:
    index = PeopleIndex()
    index.add(people)
    marks = index.find(text, units)
    return [person.name for person in people if marks[person.key]]


PEOPLE = [
    make_person(1, "陈晓东", "330106198803071234"),
    make_person(2, "单雄信", "33010219760101002X"),
    make_person(3, "买买提·艾力", "650102199001011239"),
    make_person(7, "欧阳静怡", "330106199512124321"),
    make_person(8, "John Smith", "A1234567", employer="other"),
]


@pytest.mark.req("A3.11", "A3.16")
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("陈", ["陈晓东"]),
        ("晓东", ["陈晓东"]),
        ("chenxiao", ["陈晓东"]),
        ("chen xiao", ["陈晓东"]),
        ("CXD", ["陈晓东"]),
        ("ｃｘｄ", ["陈晓东"]),
        ("shanx", ["单雄信"]),
        ("danx", ["单雄信"]),
        ("sxx", ["单雄信"]),
        ("买买提艾力", ["买买提·艾力"]),
        ("提·艾", ["买买提·艾力"]),
        ("提 艾", ["买买提·艾力"]),
        ("oyjy", ["欧阳静怡"]),
        ("01061988", ["陈晓东"]),
        ("330106", ["陈晓东", "欧阳静怡"]),
        ("１２３４", ["陈晓东", "John Smith"]),
        ("002x", ["单雄信"]),
        ("smith", ["John Smith"]),
        ("n s", ["John Smith"]),
        ("王", []),
        ("不在", []),
        ("", []),
        (" · ", []),
    ],
)
def test_fragments(text: str, found: list[str]) -> None:
    assert find(PEOPLE, text) == found


def test_one_letter_is_an_initial() -> None:
    """ "n" is in chen, shan, yang …, but only an initial is what a person means by one letter."""
    assert find(PEOPLE, "c") == ["陈晓东", "单雄信", "买买提·艾力"]
    assert "陈晓东" not in find(PEOPLE, "n")


def test_people_of_a_unit_are_found_beside_the_fragment() -> None:
    assert find(PEOPLE, "陈", "other") == ["陈晓东", "John Smith"]
    assert find(PEOPLE, "", "other", "nowhere") == ["John Smith"]


_names = st.text(alphabet="王李单仇·ab", min_size=1, max_size=4)
_numbers = st.text(alphabet="123X", max_size=6)


@given(
    people=st.lists(st.tuples(_names, _numbers, st.integers(1, 3)), max_size=30),
    cuts=st.lists(st.integers(0, 30), max_size=MOST_SEGMENTS + 4),
    text=st.text(alphabet="王单·abswl12x ", min_size=1, max_size=3),
    many=st.integers(0, 5),
)
def test_any_people_in_any_segments(
    people: list[tuple[str, str, int]], cuts: list[int], text: str, many: int
) -> None:
    """However they were added, whichever way is taken for many hits, and with gaps between the keys."""
    key, made = 0, []
    for name, number, gap in people:
        key += gap
        made.append(make_person(key, name, number))
    index = PeopleIndex()
    before = people_index.MANY_HITS
    people_index.MANY_HITS = many
    try:
        places = sorted({min(cut, len(made)) for cut in cuts} | {0, len(made)})
        for start, end in pairwise(places):
            index.add(made[start:end])
        marks = index.find(text)
    finally:
        people_index.MANY_HITS = before
    assert len(index) == len(made)
    fragment = normalise_fragment(text)
    expected = {p.key for p in made if fragment and names_person(p, fragment)}
    assert {at for at, mark in enumerate(marks) if mark} == expected


def names_person(person: Person, fragment: str) -> bool:
    letters = set(fragment) <= set(string.ascii_lowercase)
    digits = fragment.isascii() and (any(c.isdigit() for c in fragment) or fragment == "x")
    return (
        fragment in normalise_fragment(person.name)
        or (digits and fragment in person.id_number.lower())
        or (letters and fragment in person.initials)
        or (letters and len(fragment) > 1 and fragment in person.pinyin)
    )


def test_readings_are_all_kept_but_never_without_end() -> None:
    assert set(read_name("单雄").pinyin.split()) >= {"shanxiong", "danxiong", "chanxiong"}
    assert set(read_name("曾").initials.split()) == {"c", "z"}
    assert len(read_name("单" * 12).pinyin.split()) == MOST_READINGS
    assert set(read_name("单于").pinyin.split()) >= {
        "shanyu",
        "chanyu",
        "danyu",
    }  # a word has one reading only
    assert read_name("John Ｓmith") == ("johnsmith", "js")
    assert read_name("买买提·艾力").initials.split()[0] == "mmtal"
    assert read_name("") == ("", "")
