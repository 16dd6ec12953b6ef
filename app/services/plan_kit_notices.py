"""Which notices a plan kit must hold so that no rule ever shows an empty word. Called by app.services.plan_kit_checks."""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import product

from app.domain.declaration import DeclareMode, PersonCategory
from app.domain.materials import RULES, EducationRoute, MaterialFacts, Paper, Staffing
from app.domain.notices import HEAD_TEMPLATE
from app.domain.plan import MaterialSpec

ALWAYS_NEEDED = ("commitment_title", "commitment_text", *HEAD_TEMPLATE.values())

NOTICE_PLACEHOLDERS = frozenset({"name", "count", "deadline"})
"""What ``app.domain.notices`` puts into the head of a notice."""


def list_needed_notices(materials: Sequence[MaterialSpec]) -> Iterator[str]:
    """Keys in notices.json that must be there: texts that bind, every paper, every reason a rule of the materials may give."""
    yield from ALWAYS_NEEDED
    for paper in Paper:
        yield f"material.paper.{paper}"
    for rule in dict.fromkeys(m.applies for m in materials if m.applies in RULES):
        for reason in find_reasons(rule):
            yield f"material.reason.{reason}"


@cache
def find_reasons(rule: str) -> tuple[str, ...]:
    """Every reason that a rule of ``app.domain.materials.RULES`` may give, found by asking it."""
    return tuple(dict.fromkeys(RULES[rule](facts).reason for facts in _list_facts()))


@cache
def _list_facts() -> tuple[MaterialFacts, ...]:
    """Enough facts to make every rule say all it can.

    申报方式, 人员类别 and 编制 are looked at together, the others alone; all together would be 4320 and cost the
    start of the program 90 ms. A test compares with all of them.
    """
    together = [
        MaterialFacts(m, c, staffing=s) for m, c, s in product(DeclareMode, PersonCategory, _STAFFING)
    ]
    plain = DeclareMode.NORMAL, PersonCategory.NORMAL
    alone = [MaterialFacts(*plain, education=route) for route in EducationRoute]
    for said in (True, False):
        alone += [MaterialFacts(*plain, outside_insurance=said), MaterialFacts(*plain, grassroots=said)]
    return (*together, *alone)


_STAFFING: tuple[Staffing | None, ...] = (None, *Staffing)
