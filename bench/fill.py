"""Fill a working copy with made-up people, archive items and declarations, fast: for benchmarks and large-list tests.

Rows go in by ``executemany`` past the repositories (1,000,000 items in well under a minute); what they say is consistent
with what the repositories would have written, so every query works on it. Deterministic from ``seed``.
"""

import argparse
import itertools
import random
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from app.domain.archive import ArchiveStatus
from app.domain.audit import canonical_json
from app.domain.declaration import Stage
from app.domain.organisation import Account, EmployerKind, Organisation, Role
from db.levels import bits_reached
from db.migrate import upgrade
from db.models.columns import to_microseconds
from db.name_readings import read_name
from db.working_copy import WorkingCopy, create_copy

SECTIONS = (
    *("basic", "education", "work", "training", "posts", "award", "honour", "research", "project"),
    *("paper", "book", "patent", "standard", "adoption", "certificate", "conduct", "assessment"),
)
KEY = bytes(range(32))
"""Published here: a benchmark copy holds nothing real."""
FIRST_DAY = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)

_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢单仇解欧"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰文博嘉树致远雨桐若琳晓东子涵一鸣可欣思源建国志强海燕春梅"
_STATUSES = (ArchiveStatus.PENDING, ArchiveStatus.PASSED, ArchiveStatus.RETURNED, ArchiveStatus.FAILED)
_STAGES = (
    (Stage.EMPLOYER_REVIEW, 30),
    (Stage.AWAITING_PUBLICITY, 5),
    (Stage.RETURNED, 4),
    (Stage.FAILED, 1),
    (Stage.ACCEPTANCE_REVIEW, 30),
    (Stage.HR_BUREAU_REVIEW, 20),
    (Stage.COMMITTEE_REVIEW, 9),
    (Stage.DRAFT, 1),
)
_PLANS = (
    ("plan-water", "2026年度水利工程专业工程师评审计划"),
    ("plan-build", "2026年度建设工程专业工程师评审计划"),
)


@dataclass(frozen=True)
class Filling:
    """How much goes in. ``declarations`` is also the number of people: one each."""

    declarations: int = 100_000
    items: int = 1_000_000
    employers: int = 1
    seed: int = 1


def fill(copy: WorkingCopy, filling: Filling) -> Sequence[Organisation]:
    """Returns the employers, each with one account (login ``bench1`` …)."""
    chance = random.Random(filling.seed)
    units = [
        Organisation(_id("a", n), f"示例建设工程第{n}有限公司", Role.EMPLOYER, kind=EmployerKind.PRIVATE)
        for n in range(1, filling.employers + 1)
    ]
    raw = copy.write_engine.raw_connection()
    cursor = raw.cursor()
    cursor.execute("BEGIN IMMEDIATE")
    _insert(cursor, "organisation", (_organisation_row(unit) for unit in units))
    accounts = (
        Account(_id("b", n), unit.id, f"bench{n}", "周敏", Role.EMPLOYER, "not-a-hash")
        for n, unit in enumerate(units, 1)
    )
    _insert(cursor, "account", map(_account_row, accounts))
    _insert(cursor, "applicant", _applicants(chance, units, filling.declarations))
    _insert(cursor, "archive_item", _items(chance, units, filling))
    _insert(cursor, "archive_revision", _revisions(filling))
    _insert(cursor, "declaration", _declarations(chance, units, filling))
    cursor.execute("COMMIT")
    cursor.close()
    raw.close()
    return units


def _id(kind: str, number: int) -> str:
    return f"0199{kind}000-0000-7000-8000-{number:012d}"


def _insert(cursor: object, table: str, rows: Iterable[dict[str, object]]) -> None:
    rows = iter(rows)
    first = next(rows, None)
    if first is None:
        return
    names = ", ".join(first)
    marks = ", ".join("?" * len(first))
    values = (tuple(row.values()) for row in itertools.chain([first], rows))
    cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", values)  # type: ignore[attr-defined]


def _organisation_row(unit: Organisation) -> dict[str, object]:
    return {
        "id": unit.id,
        "name": unit.name,
        "role": unit.role.value,
        "uscc": "",
        "kind": unit.kind.value,
        "region": "",
        "bound": 1,
    }


def _account_row(account: Account) -> dict[str, object]:
    return {
        "id": account.id,
        "organisation_id": account.organisation_id,
        "login": account.login,
        "name": account.name,
        "role": account.role.value,
        "password_hash": account.password_hash,
        "active": 1,
    }


def _applicants(
    chance: random.Random, units: Sequence[Organisation], count: int
) -> Iterator[dict[str, object]]:
    readings = {character: read_name(character) for character in set(_SURNAMES + _GIVEN)}
    for key in range(1, count + 1):
        name = chance.choice(_SURNAMES) + "".join(chance.choices(_GIVEN, k=chance.choice((1, 2, 2))))
        parts = [readings[character].pinyin.split(" ") for character in name]
        pinyins = ["".join(p) for p in itertools.islice(itertools.product(*parts), 4)]
        initials = dict.fromkeys(
            "".join(p[0] for p in ps) for ps in itertools.islice(itertools.product(*parts), 4)
        )
        birth = date(1965, 1, 1) + timedelta(days=chance.randrange(12_000))
        region = chance.choice(("330102", "330105", "330106", "330108", "330109", "330110"))
        yield {
            "key": key,
            "id": _id("c", key),
            "employer_id": units[key % len(units)].id,
            "name": name,
            "name_pinyin": " ".join(pinyins),
            "name_initials": " ".join(initials),
            "id_number": f"{region}{birth:%Y%m%d}{chance.randrange(1000):03d}{chance.choice('0123456789X')}",
            "phone": f"138{chance.randrange(10**8):08d}",
        }


def _items(
    chance: random.Random, units: Sequence[Organisation], filling: Filling
) -> Iterator[dict[str, object]]:
    start = to_microseconds(FIRST_DAY)
    for key in range(1, filling.items + 1):
        person = (key - 1) % filling.declarations + 1
        status = _STATUSES[min(chance.randrange(20) // 4, 3)] if key % 20 else ArchiveStatus.DRAFT
        yield {
            "key": key,
            "id": _id("d", key),
            "applicant_key": person,
            "employer_id": units[person % len(units)].id,
            "section": SECTIONS[(key // filling.declarations + key) % len(SECTIONS)],
            "status": status.value,
            "rev": 1,
            "content_rev": 1,
            "submit_no": 1,
            "submitted_at": None if status is ArchiveStatus.DRAFT else start + key * 17_000_003 % 10**13,
            "opinion": "",
            "v1": f"20{chance.randrange(10, 26)}-{chance.randrange(1, 13):02d}",
            "v2": f"城北第{chance.randrange(900)}泵站改造工程",
            "v3": chance.choice(("优质工程奖", "科技进步奖", "先进工作者", "安全文明工地")),
            "flag_count": chance.choice((0, 0, 0, 0, 1, 2)),
        }


def _revisions(filling: Filling) -> Iterator[dict[str, object]]:
    fields = canonical_json({"name": "优质工程奖", "project": "城北泵站改造工程", "time": "2024-05"})
    for key in range(1, filling.items + 1):
        yield {
            "item_id": _id("d", key),
            "content_rev": 1,
            "section": SECTIONS[(key // filling.declarations + key) % len(SECTIONS)],
            "fields": fields,
            "evidence": "[]",
        }


def _declarations(
    chance: random.Random, units: Sequence[Organisation], filling: Filling
) -> Iterator[dict[str, object]]:
    start = to_microseconds(FIRST_DAY)
    stages = chance.choices([s for s, _ in _STAGES], [w for _, w in _STAGES], k=filling.declarations)
    for key, stage in enumerate(stages, 1):
        plan_id, plan_name = chance.choice(_PLANS)
        reached = 0 if stage is Stage.DRAFT else bits_reached(Stage.EMPLOYER_REVIEW) | bits_reached(stage)
        yield {
            "key": key,
            "id": _id("e", key),
            "applicant_key": key,
            "employer_id": units[key % len(units)].id,
            "plan_id": plan_id,
            "plan_version": 1,
            "stage": stage.value,
            "rev": 1,
            "mode": "normal",
            "person_category": "normal",
            "submit_no": 1,
            "submitted_at": None if stage is Stage.DRAFT else start + key * 86_028_157 % 10**13,
            "statement": "本人从事水利工程技术工作十二年。",
            "conditions": "[]",
            "acceptance_point": "",
            "open_objections": 0,
            "year": 2026,
            "plan_name": plan_name,
            "title_with_rank": "工程师(中级)",
            "flag_count": chance.choice((0, 0, 0, 1)),
            "reached": reached,
        }


def make_filled_copy(folder: Path, filling: Filling) -> WorkingCopy:
    """A new working copy with the key KEY, filled and open."""
    copy = create_copy(folder, KEY, copy_id=_id("f", 1), upgrade=upgrade)
    fill(copy, filling)
    return copy


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--declarations", type=int, default=Filling.declarations)
    parser.add_argument("--items", type=int, default=Filling.items)
    parser.add_argument("--employers", type=int, default=Filling.employers)
    wanted = parser.parse_args()
    begin = time.perf_counter()
    filling = Filling(wanted.declarations, wanted.items, wanted.employers)
    make_filled_copy(wanted.folder, filling).close()
    print(f"{filling} in {time.perf_counter() - begin:.1f} s")


if __name__ == "__main__":
    main()
