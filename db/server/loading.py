"""Put into a shared database what no desk makes: districts, plan kits, holiday years. Organisations: db.server.organisations.

Everything is idempotent: what is there already as given is not touched, so that no desk reads it again (rev and seq stay).
One transaction a call.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import psycopg

from app.domain.payment import PAY_WINDOW
from app.domain.plan import PlanKit
from app.domain.working_days import HolidayYear
from db.json_text import to_plain
from db.server.entries import EVERYWHERE, enter, take_places


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many were new, changed, and as they were."""

    new: int = 0
    changed: int = 0
    same: int = 0


def load_districts(connection: psycopg.Connection[Any], names: Mapping[str, str]) -> Loaded:
    """Counter rows of districts by id. A new one begins at head 0 with an epoch of its own; a known one may change its name."""
    new = changed = 0
    with connection.transaction():
        known = dict(connection.execute("SELECT district_id, name FROM rd.district").fetchall())
        for district, name in names.items():
            if district not in known:
                connection.execute(
                    "INSERT INTO rd.district (district_id, name, epoch) VALUES (%s, %s, gen_random_uuid()::text)",
                    [district, name],
                )
                new += 1
            elif known[district] != name:
                connection.execute(
                    "UPDATE rd.district SET name = %s WHERE district_id = %s", [name, district]
                )
                changed += 1
        if new or changed:
            enter(connection, EVERYWHERE, "load_districts", "district", "", dict(names))
    return Loaded(new, changed, len(names) - new - changed)


def load_plan_kits(connection: psycopg.Connection[Any], kits: Iterable[PlanKit]) -> Loaded:
    """``rd.plan`` for the rules, ``rd.reference`` for the desks. A changed kit under an old version is taken as it is given:
    kits carry versions so that this is not needed."""
    rows = {}
    with connection.transaction():
        for kit in kits:
            pay = kit.window(PAY_WINDOW)
            connection.execute(
                "INSERT INTO rd.plan (plan_id, version, year, name, title_with_rank, road, levels, city_bodies, working_days, "
                "start_counts, pay_until, points) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s) "
                "ON CONFLICT (plan_id, version) DO UPDATE SET year = excluded.year, name = excluded.name, "
                "title_with_rank = excluded.title_with_rank, road = excluded.road, levels = excluded.levels, "
                "city_bodies = excluded.city_bodies, working_days = excluded.working_days, "
                "start_counts = excluded.start_counts, pay_until = excluded.pay_until, points = excluded.points",
                [
                    kit.id,
                    kit.version,
                    kit.year,
                    kit.name,
                    kit.title_with_rank,
                    [str(station) for station in kit.road],
                    [str(level) for level in kit.levels],
                    list(kit.city_bodies),
                    kit.calendar.working_days,
                    kit.calendar.start_counts,
                    pay.end if pay else None,
                    [point.key for point in kit.acceptance_points],
                ],
            )
            rows[f"plan_kit:{kit.id}:{kit.version}"] = to_plain(kit)
        return put_references(connection, "plan_kit", rows)


def load_holiday_years(connection: psycopg.Connection[Any], years: Iterable[HolidayYear]) -> Loaded:
    """``rd.holiday*`` for the rules, ``rd.reference`` for the desks; a year replaces what was known of it."""
    rows = {}
    with connection.transaction():
        for year in years:
            connection.execute(
                "INSERT INTO rd.holiday_year (year) VALUES (%s) ON CONFLICT DO NOTHING", [year.year]
            )
            connection.execute(
                "DELETE FROM rd.holiday WHERE day BETWEEN make_date(%s, 1, 1) AND make_date(%s, 12, 31)",
                [year.year, year.year],
            )
            days = [(day, False, name) for day, name in year.holidays.items()]
            days += [(day, True, "") for day in year.workdays]
            connection.cursor().executemany(
                "INSERT INTO rd.holiday (day, works, name) VALUES (%s, %s, %s)", sorted(days)
            )
            rows[f"holiday_year:{year.year}"] = {
                "year": year.year,
                "source": year.source,
                "holidays": [{"date": str(day), "name": name} for day, name in sorted(year.holidays.items())],
                "workdays": sorted(str(day) for day in year.workdays),
            }
        return put_references(connection, "holiday_year", rows)


def put_references(connection: psycopg.Connection[Any], kind: str, docs: Mapping[str, Any]) -> Loaded:
    """Rows of ``rd.reference`` by id, in the caller's transaction: only what differs gets a new rev and a place in the feed."""
    known = dict(
        connection.execute(
            "SELECT id, doc FROM rd.reference WHERE district_id = %s AND kind = %s", [EVERYWHERE, kind]
        ).fetchall()
    )
    # Compared as jsonb keeps it: without the order of keys.
    written = {row_id: json.loads(json.dumps(doc)) for row_id, doc in docs.items()}
    altered = [row_id for row_id, doc in written.items() if known.get(row_id) != doc]
    if altered:
        places = take_places(connection, EVERYWHERE, len(altered))
        connection.cursor().executemany(
            "INSERT INTO rd.reference (district_id, id, rev, seq, kind, doc) VALUES (%s, %s, 1, %s, %s, %s::jsonb) "
            "ON CONFLICT (district_id, id) DO UPDATE SET rev = reference.rev + 1, seq = excluded.seq, doc = excluded.doc",
            [
                (EVERYWHERE, row_id, seq, kind, json.dumps(written[row_id], ensure_ascii=False))
                for row_id, seq in zip(altered, places, strict=True)
            ],
        )
        enter(connection, EVERYWHERE, f"load_{kind}", "reference", "", {"ids": altered})
    new = sum(row_id not in known for row_id in altered)
    return Loaded(new, len(altered) - new, len(docs) - len(altered))
