"""Who and what is in a test's database: districts, offices of every level, employers, logins, plans, days off.

``World.standard()`` is the usual one. Everything is put in as an administrator does (db.server), rows past every rule by ``put_row``; what a desk does goes through
``connect_as``.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import psycopg
from psycopg import sql

from app.domain.organisation import EmployerKind, Organisation, Role
from app.domain.plan import PlanKit
from app.services.holiday_data import read_shipped_years
from db.server.accounts import add_account
from db.server.loading import load_districts, load_holiday_years, load_plan_kits
from db.server.organisations import Seated, find_organisation, load_organisations
from resources import holidays_dir
from tests.factories import make_id, make_kit, make_organisation
from tests.server.cluster import Cluster

EVERYWHERE = "*"
NEAR, FAR = "330106", "330108"
"""The two districts of the standard world."""
PASSWORD = "a-long-passphrase-of-a-test"
ABOVE_DISTRICTS = frozenset({Role.MUNICIPAL_UNIT, Role.COMMITTEE, Role.CITY, Role.ADMIN})


@dataclass(frozen=True)
class Login:
    """An account as its owner knows it."""

    login: str
    password: str
    account_id: str
    name: str
    office: Organisation
    district_id: str

    @property
    def role(self) -> Role:
        return self.office.role


@dataclass
class World:
    """One test's database. ``owner`` is a superuser's connection, in autocommit."""

    cluster: Cluster
    database: str
    owner: "psycopg.Connection[Any]" = field(repr=False)
    opened: "list[psycopg.Connection[Any]]" = field(default_factory=list, repr=False)

    @classmethod
    def enter(cls, cluster: Cluster, database: str) -> "World":
        return cls(cluster, database, cluster.connect(database))

    def leave(self) -> None:
        for connection in (*self.opened, self.owner):
            connection.close()

    # -- who there is

    def add_district(self, district_id: str, name: str = "") -> str:
        load_districts(self.owner, {district_id: name or f"示例区{district_id}"})
        return district_id

    def add_organisation(self, role: Role, district: str = NEAR, **changes: Any) -> Organisation:
        """An office or an employer, known to the rules and, as a row of the feed, to the desks.

        ``district``: its own; the levels above the districts have ``*``.
        """
        if role in ABOVE_DISTRICTS:
            district = EVERYWHERE
        kind = EmployerKind.PRIVATE if role is Role.EMPLOYER else EmployerKind.OTHER
        unit = make_organisation(**{"role": role, "kind": kind, "region": district.strip("*")} | changes)
        load_organisations(self.owner, [Seated(unit, district)])
        return unit

    def serve(self, unit: Organisation, *districts: str) -> None:
        """``unit`` has rows in these districts: rd.hello lists them for it."""
        for district in districts:
            self.owner.execute(
                "INSERT INTO rd.organisation_district VALUES (%s, %s) ON CONFLICT DO NOTHING",
                [unit.id, district],
            )

    def add_login(self, unit: Organisation, name: str = "周敏", **changes: Any) -> Login:
        """An account with a login of its own. ``changes``: columns of rd.account."""
        seated = find_organisation(self.owner, unit.id)
        made = add_account(self.owner, seated, name, account_id=make_id(), password=PASSWORD)
        for column, value in changes.items():
            statement = sql.SQL("UPDATE rd.account SET {} = %s WHERE login = %s").format(
                sql.Identifier(column)
            )
            self.owner.execute(statement, [value, made.login])
        return Login(made.login, PASSWORD, made.account_id, name, unit, seated.district)

    def load_kit(self, kit: PlanKit) -> None:
        load_plan_kits(self.owner, [kit])

    def load_holidays(self, *years: int) -> None:
        """Shipped years, all by default."""
        shipped = read_shipped_years(holidays_dir())
        load_holiday_years(self.owner, [year for year in shipped if not years or year.year in years])

    # -- what there is

    def put_row(self, table: str, district: str, row_id: str, **columns: Any) -> int:
        """A row of a synced table as it stands, past every rule; its new seq."""
        seq = self.next_seq(district)
        self.insert(table, district_id=district, id=row_id, **{"rev": 1, "seq": seq} | columns)
        return seq

    def next_seq(self, district: str) -> int:
        head = self.owner.execute(
            "UPDATE rd.district SET head = head + 1 WHERE district_id = %s RETURNING head", [district]
        ).fetchone()
        assert head is not None, f"no district {district}"
        return int(head[0])

    def insert(self, table: str, **columns: Any) -> None:
        """Dicts and lists become jsonb."""
        values = [
            json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value
            for value in columns.values()
        ]
        statement = sql.SQL("INSERT INTO rd.{} ({}) VALUES ({})").format(
            sql.Identifier(table),
            sql.SQL(", ").join(map(sql.Identifier, columns)),
            sql.SQL(", ").join([sql.Placeholder()] * len(columns)),
        )
        self.owner.execute(statement, values)

    def one(self, query: str, *parameters: Any) -> Any:
        """The first column of the first row, as superuser; None without a row."""
        row = self.owner.execute(query, parameters).fetchone()
        return row[0] if row else None

    def all(self, query: str, *parameters: Any) -> Sequence[tuple[Any, ...]]:
        return self.owner.execute(query, parameters).fetchall()

    # -- how it is reached

    def connect_as(self, login: Login, **more: Any) -> "psycopg.Connection[Any]":
        """As a desk does (autocommit, nothing prepared), by the quick way in; closed with the test."""
        connection = self.cluster.connect(self.database, login.login, password=login.password, **more)
        self.opened.append(connection)
        return connection

    def conninfo(self, login: Login, **more: Any) -> str:
        """By the network, with the password."""
        way = {"host": "127.0.0.1", "password": login.password}
        return self.cluster.conninfo(self.database, login.login, **way | more)

    def set_now(self, moment: datetime | date | None) -> None:
        """The server's clock from now on; a date is its morning in Shanghai, None the real time again."""
        if isinstance(moment, date) and not isinstance(moment, datetime):
            moment = datetime(moment.year, moment.month, moment.day, 1, 0, tzinfo=UTC)
        body = "SELECT now()" if moment is None else f"SELECT timestamptz '{moment.isoformat()}'"
        self.owner.execute(
            f"CREATE OR REPLACE FUNCTION rd.clock() RETURNS timestamptz LANGUAGE sql STABLE AS $$ {body} $$"
        )

    def standard(self) -> "StandardWorld":
        """Two districts with their offices, what stands above them, two employers each, a login for every one."""
        return build_standard(self)


@dataclass(frozen=True)
class StandardWorld:
    """``near`` and ``far`` by role; employers in order; ``logins`` by organisation id."""

    near: dict[Role, Organisation]
    far: dict[Role, Organisation]
    employers: dict[str, tuple[Organisation, Organisation]]
    """By district: the second of NEAR belongs to the 市直单位."""
    other_municipal: Organisation
    other_committee: Organisation
    logins: dict[str, Login]
    kit: PlanKit

    def login(self, unit: Organisation) -> Login:
        return self.logins[unit.id]


def build_standard(world: World) -> StandardWorld:
    for district in (EVERYWHERE, NEAR, FAR):
        world.add_district(district)
    above = {role: world.add_organisation(role) for role in sorted(ABOVE_DISTRICTS)}
    by_district = {
        district: {role: world.add_organisation(role, district) for role in (Role.ACCEPTANCE, Role.HR_BUREAU)}
        for district in (NEAR, FAR)
    }
    municipal = above[Role.MUNICIPAL_UNIT].id
    employers = {
        NEAR: (
            world.add_organisation(Role.EMPLOYER, NEAR),
            world.add_organisation(Role.EMPLOYER, NEAR, municipal_unit_id=municipal),
        ),
        FAR: (world.add_organisation(Role.EMPLOYER, FAR), world.add_organisation(Role.EMPLOYER, FAR)),
    }
    others = (world.add_organisation(Role.MUNICIPAL_UNIT), world.add_organisation(Role.COMMITTEE))
    for unit in (*above.values(), *others):
        world.serve(unit, NEAR, FAR)
    offices = [unit for offices in by_district.values() for unit in offices.values()]
    units = [*above.values(), *others, *offices, *(unit for pair in employers.values() for unit in pair)]
    logins = {unit.id: world.add_login(unit) for unit in units}
    kit = make_kit()
    world.load_kit(kit)
    world.load_holidays()
    return StandardWorld(above | by_district[NEAR], above | by_district[FAR], employers, *others, logins, kit)
