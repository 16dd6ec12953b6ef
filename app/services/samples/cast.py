"""Who plays which part: employer, plan, how far the declaration has come, and what is wrong in the dossier.

Callers: `people`, `achievements`, `careers`, `declarations`, `story`.
The first six parts alone show every state that a first look at the program needs (tests use six people).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice

from app.services.samples.offices import EMPLOYERS, Office


class Route(StrEnum):
    """How far the declaration has come when the sample's day begins (2026-10-09)."""

    NONE = "none"  # no declaration, the archive is under review
    DRAFT = "draft"  # a draft that the unreviewed archive keeps from being handed in
    REVIEW = "review"  # 待审
    AWAITING = "awaiting"  # 待公示
    RUNNING = "running"  # 公示中
    LAST_DAY = "last_day"  # 公示中, today is its last day
    READY = "ready"  # 期满待通过
    OBJECTED = "objected"  # an objection is open: 待审 again
    PASSED = "passed"  # 通过, gone to the next level
    RETURNED = "returned"  # 退回
    AGAIN = "again"  # returned, corrected and handed in again: 待审, second time
    FAILED = "failed"  # 不通过


DECLARED = frozenset(Route) - {Route.NONE, Route.DRAFT}

_DECLARATION_DEFECTS = (
    "registry_expired", "contract_short", "photo:too_wide", "statement_long", "tenure_short", "materials_missing",
    "photo:blue", "score_low", "photo:turned", "facts_unstated", "photo:too_small", "commitment_missing",
    "photo:png", "projects_many", "photo:too_light", "conditions_missing", "photo:too_heavy", "photo:cmyk",
    "photo:too_narrow", "photo:edge_small",
)  # fmt: skip
_ITEM_DEFECTS = (
    "rank", "no_evidence", "reversed", "impossible_date", "id_birth", "encrypted", "money", "missing_field",
    "other_name", "same_file", "blank", "patent_no", "overlap", "early_proof", "pageless", "two_representative",
    "cut_off", "id_checksum", "same_words", "sex",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """One person's part. `plan` is a key of `story.PLANS`; `faults` name the deliberate defects."""

    office: Office
    plan: str
    route: Route
    faults: frozenset[str] = field(default_factory=frozenset)

    def has(self, fault: str) -> bool:
        return fault in self.faults

    def photo_shape(self) -> str:
        """The key of the photo that breaks a rule, else the one that passes."""
        return next((f.partition(":")[2] for f in sorted(self.faults) if f.startswith("photo:")), "passing")


def _part(office: int, plan: str, route: Route, *faults: str) -> Part:
    return Part(EMPLOYERS[office], plan, route, frozenset(faults))


_R = Route
_FIRST: tuple[Part, ...] = (
    _part(0, "hz2026", _R.REVIEW, "registry_expired", "contract_short", "no_evidence"),
    _part(0, "hz2026", _R.DRAFT, "rank", "reversed", "encrypted", "photo:too_wide"),
    _part(0, "hz2026", _R.RUNNING, "impossible_date"),
    _part(0, "hz2026", _R.READY, "missing_field"),
    _part(0, "water2020", _R.AWAITING, "money"),
    _part(1, "senior2020", _R.PASSED, "other_name"),
    _part(3, "water2020", _R.REVIEW, "photo:blue", "id_birth"),
    _part(0, "hz2026", _R.OBJECTED, "same_file"),
    _part(2, "hz2026", _R.REVIEW, "two_representative", "score_low"),
    _part(0, "hz2026", _R.REVIEW, "projects_many", "same_words"),
    _part(0, "senior2020", _R.REVIEW, "facts_unstated", "patent_no"),
    _part(0, "hz2026", _R.LAST_DAY, "blank"),
    _part(0, "water2020", _R.READY, "overlap"),
    _part(0, "hz2026", _R.RETURNED, "photo:turned", "cut_off"),
    _part(0, "hz2026", _R.AGAIN, "statement_long"),
    _part(0, "hz2026", _R.FAILED, "tenure_short", "early_proof"),
    _part(0, "hz2026", _R.AWAITING, "pageless"),
    _part(0, "hz2020", _R.PASSED, "id_checksum"),
    _part(0, "hz2026", _R.NONE, "rank", "sex", "photo:too_small"),
    _part(0, "hz2026", _R.REVIEW, "photo:png", "reversed"),
    _part(1, "hz2026", _R.RUNNING, "rank"),
    # Drafts that HR still fills in: what 缺件矩阵 is for.
    _part(0, "hz2026", _R.DRAFT, "materials_missing", "registry_expired"),
    _part(0, "hz2026", _R.DRAFT, "commitment_missing"),
    _part(0, "water2020", _R.DRAFT, "conditions_missing", "photo:too_heavy"),
    _part(0, "hz2026", _R.DRAFT, "score_low", "statement_long"),
    _part(0, "senior2020", _R.DRAFT, "facts_unstated"),
)

_ROUTES = (
    _R.PASSED, _R.NONE, _R.REVIEW, _R.PASSED, _R.PASSED, _R.DRAFT, _R.RUNNING, _R.PASSED, _R.AWAITING, _R.PASSED,
    _R.REVIEW, _R.PASSED, _R.NONE, _R.OBJECTED, _R.PASSED, _R.PASSED, _R.FAILED,
)  # fmt: skip
_PLANS_OF_OFFICE = {
    "jianshe": ("hz2026", "hz2020", "hz2026"), "shuiwu": ("water2020", "hz2026", "senior2020"),
    "sheji": ("hz2026", "hz2026", "water2020", "hz2020"), "guanli": ("water2020", "senior2020"),
    "yantu": ("hz2026", "hz2020"), "jiance": ("hz2026", "hz2026", "hz2020"),
}  # fmt: skip
_OFFICE_TURN = (2, 1, 3, 4, 5, 0)


def list_parts(count: int) -> list[Part]:
    """Return the parts of `count` people."""
    return list(islice(_all_parts(), count))


def _all_parts() -> Iterator[Part]:
    yield from _FIRST
    number = 0
    while True:
        office = EMPLOYERS[_OFFICE_TURN[number % len(_OFFICE_TURN)]]
        plans = _PLANS_OF_OFFICE[office.key]
        route = _ROUTES[number % len(_ROUTES)]
        faults = {_ITEM_DEFECTS[number % len(_ITEM_DEFECTS)]}
        if route is not _R.PASSED:
            faults.add(_DECLARATION_DEFECTS[(number * 3) % len(_DECLARATION_DEFECTS)])
        yield Part(office, plans[number % len(plans)], route, frozenset(faults))
        number += 1
