"""One archive item of a sample dossier before it is written: fields as typed, and the files to be made.

Callers: the modules of this package that plan dossiers. Mutable on purpose: faults are put in afterwards.
"""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from app.services.samples.files.facts import Facts, FileJob

YES, NO = "是", "否"
RARE_SECTIONS = ("academic_post", "research", "book", "standard", "adoption", "reward")


@dataclass(slots=True)
class ItemPlan:
    """`fields` by the kit's keys; `files` in the order of the evidence."""

    section: str
    fields: dict[str, str]
    files: list[FileJob] = field(default_factory=list)


def make_job(
    rng: random.Random, name: str, maker: str, rows: tuple[tuple[str, ...], ...] = (), /, **words: str
) -> FileJob:
    """Return a job whose random choices are fixed here; a word `from_` stands for the fact `from`."""
    text = {key.rstrip("_"): value for key, value in words.items()}
    return FileJob(name, maker, rng.randrange(2**31), Facts(text, rows))


def month(day: date) -> str:
    """Return 2024-11, as a month field is typed."""
    return f"{day:%Y-%m}"


def random_day(rng: random.Random, first: date, last: date) -> date:
    """Return a day between both, both included; `first` when they are reversed."""
    return first + timedelta(days=rng.randint(0, max(0, (last - first).days)))
