"""A server for ``bench.sync``: Debian's PostgreSQL with TLS and fsync as an office runs it, and 100,000 rows of one 受理点."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from app.domain.organisation import Role
from db.sync.pg_gateway import PostgresGateway
from db.sync.server_profile import ServerProfile
from tests.server.certificates import HOST, make_certificates
from tests.server.cluster import installed_bin, start_cluster, wheel_bin
from tests.server.dossiers import put_dossiers
from tests.server.gateways import plain_gateway, plain_profile, tls_gateway, tls_profile
from tests.server.schema import SchemaServer
from tests.server.world import FAR, NEAR, Login, StandardWorld, World

MADE_BY_HAND = 1_000
"""The rest are copies of these under other ids."""
AS_AN_OFFICE = {"shared_buffers": "256MB", "max_wal_size": "2GB"}
ONLY_TLS = ("hostssl all all 127.0.0.1/32 scram-sha-256",)


@dataclass(frozen=True)
class BenchServer:
    world: World
    standard: StandardWorld
    ca_file: Path | None
    """None: the server has no TLS (no PostgreSQL is installed)."""

    def profile(self) -> ServerProfile:
        if self.ca_file is None:
            return plain_profile(self.world)
        return tls_profile(self.world, self.ca_file)

    def gateway(self, login: Login) -> PostgresGateway:
        if self.ca_file is None:
            return plain_gateway(self.world, login)
        return tls_gateway(self.world, login, self.ca_file)

    def logins(self, district: str, count: int) -> Sequence[Login]:
        """Of the 受理点 that its dossiers are at."""
        offices = self.standard.near if district == NEAR else self.standard.far
        logins = [self.world.add_login(offices[Role.ACCEPTANCE]) for _ in range(count)]
        for login in logins:
            self.world.owner.execute(f"GRANT {FLOOR_ROLE} TO {login.login}")
        return logins

    def connect(self, login: Login) -> "psycopg.Connection[Any]":
        """A line of the same kind without our program around it."""
        way: dict[str, Any] = {}
        if self.ca_file is not None:
            way = {"host": HOST, "sslmode": "verify-full", "sslrootcert": str(self.ca_file)}
        return psycopg.connect(self.world.conninfo(login, **way), autocommit=True, prepare_threshold=None)

    def more_districts(self, count: int, dossiers: int) -> Sequence[str]:
        """With so many dossiers each, at the second 受理点."""
        made = [self.world.add_district(f"3302{number:02d}") for number in range(1, count + 1)]
        for district in made:
            employer = self.standard.employers[FAR][0]
            put_dossiers(self.world, self.standard, dossiers, district=district, employer=employer)
        return made

    def waiting(self, district: str) -> Sequence[tuple[str, int]]:
        """Dossiers that nobody has decided here, and their rev."""
        rows = self.world.all(
            "SELECT id, rev FROM rd.declaration WHERE district_id = %s AND stage = 'acceptance_review' ORDER BY id DESC",
            district,
        )
        return [(row[0], row[1]) for row in rows]


@contextmanager
def bench_server(place: Path) -> Iterator[BenchServer]:
    """On the disk; ``place`` takes the CA's certificate."""
    program = installed_bin()
    certificates = make_certificates()
    if program is None:
        cluster = start_cluster(wheel_bin(), AS_AN_OFFICE, on_disk=True)
    else:
        with_tls = {"ssl": "on", "ssl_cert_file": "server.crt", "ssl_key_file": "server.key"}
        files = {"server.crt": certificates.certificate, "server.key": certificates.key}
        cluster = start_cluster(program, AS_AN_OFFICE | with_tls, ONLY_TLS, files, on_disk=True)
    try:
        server = SchemaServer(cluster)
        server.make_template()
        world = World.enter(cluster, server.new_database())
        ca_file = certificates.write_ca(place) if program else None
        world.owner.execute(FLOOR)
        yield BenchServer(world, world.standard(), ca_file)
        world.leave()
    finally:
        cluster.close()


FLOOR_ROLE = "bench_floor"
FLOOR = f"""
CREATE ROLE {FLOOR_ROLE};
CREATE SCHEMA floor;
CREATE TABLE floor.floor (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, words text);
GRANT USAGE ON SCHEMA floor TO {FLOOR_ROLE};
GRANT INSERT ON floor.floor TO {FLOOR_ROLE};
"""
"""What a bare INSERT goes into."""


def fill(server: BenchServer, dossiers: int) -> int:
    """``dossiers`` at the 受理点: a declaration, its submission and the unit's two decisions each. How many rows that are."""
    world = server.world
    put_dossiers(world, server.standard, min(dossiers, MADE_BY_HAND))
    copies = dossiers // MADE_BY_HAND
    with world.owner.transaction():
        for table, keys in (
            ("declaration", ("id", "applicant_id")),
            ("submission", ("id", "declaration_id")),
        ):
            renamed = ", ".join(
                f"'{key}', overlay(t.{key} placing lpad(n::text, 4, '0') from 10 for 4)" for key in keys
            )
            world.owner.execute(
                f"INSERT INTO rd.{table} SELECT (jsonb_populate_record(t, jsonb_build_object({renamed}))).* "
                f"FROM rd.{table} t, generate_series(1, {copies - 1}) n WHERE t.district_id = %s",
                [NEAR],
            )
        for number, action in enumerate(("confirm", "pass"), start=1):
            world.owner.execute(DECISIONS, {"action": action, "rev": number, "district": NEAR})
        # As if the unit had decided twice.
        world.owner.execute("UPDATE rd.declaration SET rev = 3 WHERE district_id = %s", [NEAR])
        rows = number_rows(world)
    world.owner.execute("VACUUM ANALYZE")
    return rows


DECISIONS = """
INSERT INTO rd.decision (district_id, id, employer_id, acceptance_id, hr_bureau_id, municipal_id, committee_id, reached, rev, seq,
    subject_kind, subject_id, action, account_id, actor_name, actor_role, organisation_id, organisation_name, at, decided_at,
    base_rev, new_rev, before, after, opinion, notice, defects, submit_no, record, files)
SELECT district_id, overlay(id placing %(action)s from 1 for 4), employer_id, acceptance_id, hr_bureau_id, municipal_id, committee_id,
    reached, 1, 0, 'declaration', id, %(action)s, 'a', '周敏', 'employer', employer_id, employer ->> 'name', now(), now(),
    %(rev)s::integer, %(rev)s::integer + 1, 'employer_review', 'acceptance_review',
    '经审核，该同志符合工程师职务任职资格申报条件，申报材料完整无误，并在单位公告栏进行了5个工作日的公示，无异议，同意推荐。', '', '[]', 1, '{}', '[]'
FROM rd.declaration WHERE district_id = %(district)s
"""


def number_rows(world: World) -> int:
    """Seq in the order in which dossiers come; the head behind them."""
    last = 0
    for table in ("declaration", "submission", "decision"):
        world.owner.execute(
            f"UPDATE rd.{table} t SET seq = n.place + %s FROM (SELECT id, row_number() OVER (ORDER BY id) AS place "
            f"FROM rd.{table} WHERE district_id = %s) n WHERE t.district_id = %s AND t.id = n.id",
            [last, NEAR, NEAR],
        )
        last += world.one(f"SELECT count(*) FROM rd.{table} WHERE district_id = %s", NEAR)
    world.owner.execute("UPDATE rd.district SET head = %s WHERE district_id = %s", [last, NEAR])
    return int(last)
