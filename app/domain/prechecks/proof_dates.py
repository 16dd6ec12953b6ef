"""Proof dated before the work that it proves, where both dates are known (DOMAIN facts §7). Pure.

An award or an adoption names its work: if 工程技术项目 or 科研项目 has one of that name, it cannot have begun afterwards.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from app.domain.archive import FrozenItem
from app.domain.prechecks.notice import Notice
from app.domain.prechecks.repeats import reduce_words
from app.domain.typed_values import read_date, read_last_day

_WORKS = frozenset({"project", "research"})
_PROOFS: Mapping[str, tuple[str, str]] = {
    "award": ("project", "awarded_on"),
    "adoption": ("name", "adopted_on"),
}
"""Section of the proof → the field that names the work, the field that dates it."""


def check_proof_dates(items: Sequence[FrozenItem]) -> Iterator[Notice]:
    """proof_before_work (work, start): the last day of what was written lies before the first of the work."""
    begun: dict[str, tuple[date, str]] = {}
    for item in items:
        start = read_date(item.fields.get("start", ""))
        name = reduce_words(item.fields.get("name", ""))
        if item.section in _WORKS and name and start is not None:
            known = begun.get(name)
            if known is None or start < known[0]:
                begun[name] = start, item.fields["start"].strip()
    for item in items:
        if item.section not in _PROOFS:
            continue
        name_key, date_key = _PROOFS[item.section]
        proved, day = item.fields.get(name_key, ""), read_last_day(item.fields.get(date_key, ""))
        known = begun.get(reduce_words(proved))
        if known is not None and day is not None and day < known[0]:
            params = {"work": proved.strip(), "start": known[1]}
            yield Notice("proof_before_work", params, item.section, date_key, item.item_id)
