"""The sample's people: who they are, where they work, since when. Deterministic from the seed. Callers: `dossiers`."""

import random
from dataclasses import dataclass
from datetime import date

from app.services.samples.cast import Part, Route, list_parts
from app.services.samples.names import list_names, make_id_number, make_phone
from app.services.samples.offices import Office
from app.services.samples.vocabulary import SCHOOLS, SPECIALTIES, Specialty

_SPECIALTIES_OF_OFFICE: dict[str, tuple[str, ...]] = {
    "jianshe": ("build", "road", "soil", "drain"), "shuiwu": ("drain", "water"), "sheji": ("road", "drain", "soil"),
    "guanli": ("water",), "yantu": ("soil", "build"), "jiance": ("test", "soil"),
}  # fmt: skip
_BIRTH_YEARS = {
    "hz2026": (1985, 1996),
    "hz2020": (1983, 1989),
    "water2020": (1982, 1989),
    "senior2020": (1970, 1979),
}
_LEVELS = (
    ("大学本科", "学士", "四"),
    ("大学本科", "学士", "四"),
    ("大学专科", "无", "三"),
    ("硕士研究生", "硕士", "三"),
)


@dataclass(frozen=True, slots=True)
class Person:
    """One applicant with the facts that all of the dossier has to agree with."""

    number: int
    name: str
    sex: str
    nation: str
    birth: date
    id_number: str
    phone: str
    office: Office
    specialty: Specialty
    school: str
    level: str
    degree: str
    years: str
    graduated: int
    """Year; always in June."""
    appointed: date
    """To the present post: 助理工程师, or 高级工程师 where the plan is for 正高级."""
    part: Part

    @property
    def work_start(self) -> str:
        return f"{self.graduated}-07"

    @property
    def horizon(self) -> date:
        """The dossier knows nothing after this day: those who passed in a plan of 2020 did so that spring."""
        old = self.part.route is Route.PASSED and self.part.plan != "hz2026"
        return date(2020, 3, 10) if old else date(2026, 9, 1)

    @property
    def is_senior(self) -> bool:
        return self.part.plan == "senior2020"

    @property
    def masked_id(self) -> str:
        return f"{self.id_number[:6]}********{self.id_number[-4:]}"


def make_people(rng: random.Random, count: int) -> list[Person]:
    """Return `count` people over the six employers, the ones that show the most first."""
    people = []
    for number, ((name, sex, nation), part) in enumerate(
        zip(list_names(rng), list_parts(count), strict=False)
    ):
        people.append(_make_person(rng, number, name, sex, nation, part))
    return people


def _make_person(rng: random.Random, number: int, name: str, sex: str, nation: str, part: Part) -> Person:
    first, last = _BIRTH_YEARS[part.plan]
    birth = date(rng.randint(first, last), rng.randint(1, 12), rng.randint(1, 28))
    level, degree, years = rng.choice(_LEVELS[:2] if part.plan == "senior2020" else _LEVELS)
    graduated = birth.year + {"大学专科": 21, "大学本科": 22, "硕士研究生": 25}[level]
    senior = part.plan == "senior2020"
    appointed = date(graduated + (11 if senior else 1), rng.choice((7, 8, 9)), 1)
    if part.has("tenure_short"):
        appointed = date(2023, 8, 1) if part.plan == "hz2026" else date(2017, 8, 1)
    specialty = SPECIALTIES[rng.choice(_SPECIALTIES_OF_OFFICE[part.office.key])]
    return Person(
        number=number,
        name=name,
        sex=sex,
        nation=nation,
        birth=birth,
        id_number=make_id_number(birth, number + 1, sex),
        phone=make_phone(1000 + 7 * number),
        office=part.office,
        specialty=specialty,
        school=rng.choice(SCHOOLS),
        level=level,
        degree=degree,
        years=years,
        graduated=graduated,
        appointed=appointed,
        part=part,
    )
