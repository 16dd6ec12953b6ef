"""The publicities of the sample: one for all of an employer's people who came to it at the same time.

Callers: `story`, `writer`. The last day is counted by the writer with the calendar of the program, never here.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.services.samples.cast import Route
from app.services.samples.dossiers import Dossier
from app.services.samples.files.chinese_dates import plain_date
from app.services.samples.files.facts import FileJob
from app.services.samples.item_plan import make_job
from app.services.samples.offices import Office
from app.services.samples.timetable import find_dates

_CLOSING = {2020: date(2020, 4, 15), 2026: date(2026, 9, 7)}
_OBJECTION_DAYS = {Route.OBJECTED: date(2026, 10, 8), Route.PASSED: date(2026, 9, 2)}


@dataclass(frozen=True, slots=True)
class PublicityPlan:
    """`members` are person numbers."""

    number: int
    office: Office
    route: Route
    members: tuple[int, ...]
    start: date
    photo: FileJob
    closing_day: date
    """When a finished one was passed, or entered because it had already taken place."""
    held_before: bool = False
    objection_on: date | None = None

    @property
    def is_passed(self) -> bool:
        return self.route is Route.PASSED

    @property
    def is_settled(self) -> bool:
        """The objection was looked into and found without ground."""
        return self.objection_on is not None and self.is_passed


def plan_publicities(seed: int, dossiers: Sequence[Dossier]) -> list[PublicityPlan]:
    """Return the publicities; those that finished were entered afterwards by every second employer."""
    groups: dict[tuple[str, Route, date], list[Dossier]] = {}
    for dossier in dossiers:
        start = find_dates(dossier.person).start
        if start is not None:
            groups.setdefault((dossier.person.office.key, dossier.person.part.route, start), []).append(
                dossier
            )
    return [_plan_one(seed, number, *group) for number, group in enumerate(groups.items())]


def _plan_one(
    seed: int, number: int, key: tuple[str, Route, date], members: Sequence[Dossier]
) -> PublicityPlan:
    office, route, start = members[0].person.office, key[1], key[2]
    rng = random.Random(f"{seed}/{number}/publicity")
    held_before = route is Route.PASSED and office.key in ("shuiwu", "yantu")
    objection = None
    if route is Route.OBJECTED or (route is Route.PASSED and office.key == "sheji" and start.year == 2026):
        objection = _OBJECTION_DAYS[route]
    return PublicityPlan(
        number=number,
        office=office,
        route=route,
        members=tuple(member.person.number for member in members),
        start=start,
        photo=_photo(rng, office, start, members),
        closing_day=_CLOSING[start.year],
        held_before=held_before,
        objection_on=objection,
    )


def _photo(rng: random.Random, office: Office, start: date, members: Sequence[Dossier]) -> FileJob:
    rows = []
    for member in members:
        title = member.declaration.kit.title if member.declaration else ""
        rows.append((member.person.name, title, member.person.specialty.name))
    body = (
        "根据职称申报工作要求，现将本单位拟推荐人员名单公示如下，公示期5个工作日。如有异议，请在公示期内向"
        "单位人力资源部门实名反映。"
    )
    return make_job(
        rng, f"公告栏照片 {start:%m%d}.jpg", "notice_photo", tuple(rows), title="职称申报人员公示", body=body,
        unit=office.name, date=plain_date(start), taken=f"{start:%Y-%m-%d} {rng.randrange(8, 10):02d}:{rng.randrange(60):02d}",
    )  # fmt: skip
