"""The line of a value in a JSON text."""

import pytest

from app.services.json_lines import find_line, read_steps

TEXT = """[
  {"key": "a", "fields": [
    {"kind": "text", "note": "括号 ]} 和 \\" 引号"},
    {"kind": "oops"}
  ]},
  {"key": "b",
   "numbers": [1, -2.5e3, true, null],
   "applies": "nowhere",
   "material.paper.form": 3}
]
"""


@pytest.mark.parametrize(
    ("place", "line"),
    [
        ("", 1),
        ("[0]", 2),
        ("[0].fields[1].kind", 4),
        ("[0].fields[0].note", 3),
        ("[1].numbers[3]", 7),
        ("[1].applies", 8),
        ("[1].material.paper.form", 9),
        ("[1].material.paper.other", 6),
        ("[1].missing", 6),
        ("[7].key", 1),
    ],
)
def test_the_line_where_the_value_begins(place: str, line: int) -> None:
    assert find_line(TEXT, read_steps(place)) == line


def test_a_text_that_does_not_parse_gives_the_first_line() -> None:
    assert find_line('{"a": ', read_steps("a")) == 1
