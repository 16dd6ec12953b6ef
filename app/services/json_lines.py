"""On which line of a JSON text a value stands, so that a fault in a plan kit can be found with any editor.

Callers: app.services.plan_kits. The standard decoder does not keep places; this walks the text value by value. Only for texts that already parsed.
"""

import json
import re
from collections.abc import Sequence
from typing import Any

Step = str | int
_BLANK = re.compile(r"[ \t\n\r]*")
_DECODER = json.JSONDecoder()
_STEPS = re.compile(r"\[(\d+)\]|([^.\[\]]+)")


def read_steps(place: str) -> tuple[Step, ...]:
    """[2].fields[0].kind as (2, "fields", 0, "kind")."""
    return tuple(int(number) if number else name for number, name in _STEPS.findall(place))


def find_line(text: str, steps: Sequence[Step]) -> int:
    """The line (from 1) where the value begins that the steps lead to; the last one on the way that exists."""
    try:
        json.loads(text)
        return text.count("\n", 0, _find(text, 0, list(steps))) + 1
    except (ValueError, IndexError):
        return 1


def _find(text: str, at: int, steps: list[Step]) -> int:
    """Where the value begins that the steps lead to from the value at ``at``."""
    at = _skip(text, at)
    if not steps or text[at] not in "[{":
        return at
    is_object = text[at] == "{"
    place, number = _skip(text, at + 1), 0
    while text[place] not in "]}":
        key: Step = number
        start = place
        if is_object:
            key, place = _read(text, place)
            place = _skip(text, place) + 1  # the colon
        if used := _match(key, steps):
            # A key of an object is easier to see than its value.
            rest = steps[used:]
            return _find(text, place, rest) if rest or not is_object else start
        place = _skip(text, _read(text, place)[1])
        if text[place] == ",":
            place = _skip(text, place + 1)
        number += 1
    return at


def _match(key: Step, steps: list[Step]) -> int:
    """How many steps lead into this key: one, more for a key with dots in it (material.paper.post_form), or none."""
    if isinstance(key, int):
        return int(key == steps[0])
    words = key.split(".")
    return len(words) if words == steps[: len(words)] else 0


def _read(text: str, at: int) -> tuple[Any, int]:
    """The value at ``at`` and the place just behind it."""
    return _DECODER.raw_decode(text, _skip(text, at))


def _skip(text: str, at: int) -> int:
    match = _BLANK.match(text, at)
    return match.end() if match else at
