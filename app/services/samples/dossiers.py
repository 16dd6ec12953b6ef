"""One person's whole dossier before it is written: archive items, later items, the declaration. Deterministic.

Callers: `build`. Every person has a generator of his own, so that more people do not change the first ones.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from app.domain.plan import PlanKit
from app.services.samples import achievements, careers
from app.services.samples.cast import DECLARED, Route
from app.services.samples.declarations import DeclarationPlan, plan_declaration
from app.services.samples.files.facts import FileJob
from app.services.samples.item_faults import add_faults
from app.services.samples.item_plan import RARE_SECTIONS, ItemPlan, make_job, random_day
from app.services.samples.offices import BUSIEST
from app.services.samples.people import Person
from app.services.samples.vocabulary import AWARDS, GRADES

_CHANCES = {
    "academic_post": 0.3,
    "research": 0.4,
    "book": 0.15,
    "standard": 0.2,
    "adoption": 0.3,
    "reward": 0.3,
}
_MAKERS = {
    "academic_post": careers.plan_academic_post, "research": achievements.plan_research, "book": achievements.plan_book,
    "standard": achievements.plan_standard, "adoption": achievements.plan_adoption, "reward": careers.plan_reward,
}  # fmt: skip


@dataclass(slots=True)
class Dossier:
    """`items` are the archive that a declaration extracts from; `late` were handed in afterwards."""

    person: Person
    items: list[ItemPlan]
    late: list[ItemPlan] = field(default_factory=list)
    declaration: DeclarationPlan | None = None
    rescan: FileJob | None = None
    """A better scan of the first award, where it was returned and handed in again."""

    @property
    def award(self) -> int:
        """Place of the first award in `items`."""
        return next(place for place, item in enumerate(self.items) if item.section == "award")

    def jobs(self) -> Iterator[FileJob]:
        """Every file, some of them twice (one file may prove two things)."""
        for item in (*self.items, *self.late):
            yield from item.files
        if self.rescan is not None:
            yield self.rescan
        if self.declaration is not None:
            yield from self.declaration.jobs()


def make_dossier(seed: int, person: Person, kit: PlanKit) -> Dossier:
    """Return the dossier of a person who declares in the plan `kit`."""
    rng = random.Random(f"{seed}/{person.number}")
    photo = careers.make_photo_job(rng, person)
    study = careers.diploma_jobs(rng, person)
    projects = achievements.make_projects(rng, person)
    items = [careers.plan_basic(rng, person, photo), *careers.plan_education(rng, person, study)]
    items += careers.plan_work(rng, person)
    items += careers.plan_training(rng, person)
    items += achievements.plan_awards(rng, person, projects)
    items += achievements.plan_projects(rng, person, projects)
    items += [
        achievements.plan_paper(rng, person)
        for _ in range(2 if person.part.has("two_representative") else rng.choice((1, 1, 1, 2)))
    ]
    items.append(careers.plan_qualification(rng, person))
    items += careers.plan_assessments(rng, person)
    if rng.random() < 0.7:
        items.append(achievements.plan_honour(rng, person))
    if rng.random() < 0.5 or person.part.has("patent_no"):
        items.append(achievements.plan_patent(rng, person))
    for turn, section in enumerate(RARE_SECTIONS):
        if rng.random() < _CHANCES[section] or person.number == turn:
            items.append(_MAKERS[section](rng, person))
    add_faults(rng, person, items)
    dossier = Dossier(person, items)
    if person.part.route is not Route.NONE:
        dossier.declaration = plan_declaration(rng, person, kit, photo, study)
    if person.part.route not in DECLARED and person.number % 3 == 1:
        scan = items[dossier.award].files[0]
        dossier.rescan = make_job(rng, "获奖证书_重扫.pdf", scan.maker, scan.facts.rows, **scan.facts.text)
    if person.horizon.year == 2026:
        dossier.late = _plan_late_items(rng, person, projects)
    return dossier


def _plan_late_items(
    rng: random.Random, person: Person, projects: list[achievements.Project]
) -> list[ItemPlan]:
    """What came in these days: an award for all, often a course or a paper, now and then with a slip."""
    project = projects[-1]
    people = rng.randint(3, 6)
    rank = people + 1 if person.number % 7 == 4 else rng.randint(1, people)
    name, level = rng.choice(AWARDS)
    award = (f"2026年度{name}奖", level, rng.choice(GRADES))
    day = random_day(rng, date(2026, 1, 12), person.horizon)
    late = [achievements.plan_award(rng, person, project.name, award, (rank, people), day)]
    often = 2 if person.office.key == BUSIEST else 1
    if rng.random() < 0.35 * often:
        late.append(next(careers.plan_training(rng, person)))
    if rng.random() < 0.2 * often:
        late.append(achievements.plan_paper(rng, person))
    if rng.random() < 0.15 * often:
        late.append(achievements.plan_honour(rng, person))
    if person.number % 8 == 5:
        late[-1].files.clear()
    return late
