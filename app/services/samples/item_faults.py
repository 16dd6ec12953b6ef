"""Puts the deliberate defects into a person's archive, so that pre-checks have something to show (DOMAIN §7).

Callers: `dossiers`. A fault changes one item in place; which fault a person has says `cast.Part`.
"""

import random
from collections.abc import Callable, Sequence

from app.services.samples.item_plan import YES, ItemPlan, make_job
from app.services.samples.people import Person

Items = Sequence[ItemPlan]


def add_faults(rng: random.Random, person: Person, items: Items) -> None:
    """Apply every fault of the person's part that is about archive items."""
    for fault in sorted(person.part.faults):
        change = _CHANGES.get(fault)
        if change is not None:
            change(rng, person, items)


def _first(items: Items, section: str) -> ItemPlan:
    return next(item for item in items if item.section == section)


def _last(items: Items, section: str) -> ItemPlan:
    return _first(list(reversed(items)), section)


def _raise_rank(rng: random.Random, person: Person, items: Items) -> None:
    award = _first(items, "award")
    award.fields["people"] = "3"
    award.fields["rank"] = "4"


def _drop_evidence(rng: random.Random, person: Person, items: Items) -> None:
    _last(items, "training").files.clear()


def _reverse_dates(rng: random.Random, person: Person, items: Items) -> None:
    fields = _first(items, "project").fields
    fields["start"], fields["end"] = fields["end"], fields["start"]


def _impossible_date(rng: random.Random, person: Person, items: Items) -> None:
    _first(items, "qualification").fields["obtained_on"] = "2023-04-31"


def _shift_birth(rng: random.Random, person: Person, items: Items) -> None:
    fields = _first(items, "basic").fields
    fields["birth_date"] = person.birth.replace(year=person.birth.year - 1).isoformat()


def _break_checksum(rng: random.Random, person: Person, items: Items) -> None:
    fields = _first(items, "basic").fields
    last = fields["id_number"][-1]
    fields["id_number"] = fields["id_number"][:-1] + ("1" if last != "1" else "2")


def _swap_sex(rng: random.Random, person: Person, items: Items) -> None:
    fields = _first(items, "basic").fields
    fields["sex"] = "男" if person.sex == "女" else "女"


def _vague_money(rng: random.Random, person: Person, items: Items) -> None:
    fields = _first(items, "project").fields
    fields["money"] = "约" + fields["money"]


def _leave_field_out(rng: random.Random, person: Person, items: Items) -> None:
    _last(items, "project").fields["duty"] = ""


def _damage(maker: str, name: str) -> Callable[[random.Random, Person, Items], None]:
    def change(rng: random.Random, person: Person, items: Items) -> None:
        body = f"兹证明{person.name}同志参加了本项目并承担主要工作。"
        job = make_job(
            rng,
            name,
            maker,
            title="主要贡献者证明",
            body=body,
            issuer=person.office.name,
            date="2025年6月30日",
        )
        _first(items, "award").files.append(job)

    return change


def _name_somebody_else(rng: random.Random, person: Person, items: Items) -> None:
    files = _first(items, "award").files
    job = files[0]
    words = {**job.facts.text, "to": "方志远"}
    files[0] = make_job(rng, job.name, job.maker, job.facts.rows, **words)


def _use_file_twice(rng: random.Random, person: Person, items: Items) -> None:
    trainings = [item for item in items if item.section == "training"]
    trainings[1].files[:] = trainings[0].files


def _shorten_patent_number(rng: random.Random, person: Person, items: Items) -> None:
    for item in items:
        if item.section == "patent":
            item.fields["patent_no"] = item.fields["patent_no"][3:7] + "-0123"


def _overlap_work(rng: random.Random, person: Person, items: Items) -> None:
    works = [item for item in items if item.section == "work"]
    if len(works) > 1:
        works[0].fields["end"] = f"{person.graduated + 6}-06"


def _date_proof_early(rng: random.Random, person: Person, items: Items) -> None:
    project = _first(items, "project").fields
    award = _first(items, "award").fields
    award["project"] = project["name"]
    award["awarded_on"] = f"{int(project['start'][:4]) - 1}-11"


def _two_representative(rng: random.Random, person: Person, items: Items) -> None:
    for item in items:
        if item.section == "paper":
            item.fields["representative"] = YES


def _same_words(rng: random.Random, person: Person, items: Items) -> None:
    for item in items:
        if item.section == "project":
            item.fields["duty"] = "负责现场技术管理、方案编制、质量安全控制及资料整理等全部工作。"


_CHANGES: dict[str, Callable[[random.Random, Person, Items], None]] = {
    "rank": _raise_rank, "no_evidence": _drop_evidence, "reversed": _reverse_dates, "impossible_date": _impossible_date,
    "id_birth": _shift_birth, "id_checksum": _break_checksum, "sex": _swap_sex, "money": _vague_money,
    "missing_field": _leave_field_out, "encrypted": _damage("encrypted", "主要贡献者证明.pdf"),
    "blank": _damage("blank", "主要贡献者证明.pdf"), "pageless": _damage("pageless", "主要贡献者证明.pdf"),
    "cut_off": _damage("cut_off", "主要贡献者证明.pdf"), "other_name": _name_somebody_else,
    "same_file": _use_file_twice, "patent_no": _shorten_patent_number, "overlap": _overlap_work,
    "early_proof": _date_proof_early, "two_representative": _two_representative, "same_words": _same_words,
}  # fmt: skip
