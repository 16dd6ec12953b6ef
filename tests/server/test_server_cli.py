"""``python -m app server …`` as an engineer types it, on a real server."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from app.domain.identity import uscc_check_character
from app.main import main
from app.serving import DONE, NO_CONNECTION, REFUSED, WRONG_WORDS
from db.server.check import Finding, check
from tests.server.certificates import make_certificates
from tests.server.schema import SchemaServer
from tests.server.world import World

Say = Callable[..., tuple[int, str, str]]
USCC = "91330199MA0000010" + uscc_check_character("91330199MA0000010")

DISTRICTS = "id,name\n330106,西湖区\n330108,滨江区\n"
ORGANISATIONS = f"""role,name,district,uscc,kind,municipal_unit,bound
employer,示例水务集团有限公司,330106,{USCC},state_firm,示例市水务局,是
acceptance,示例区职称受理点,330106,,,,
hr_bureau,示例区人力资源和社会保障局,330106,,,,
municipal_unit,示例市水务局,,,,,
committee,示例市中评委办公室,,,,,
city,示例市人力资源和社会保障局,,,,,
"""


@pytest.fixture
def empty(wheel_server: SchemaServer) -> Iterator[str]:
    """The address of a database with nothing in it."""
    name = wheel_server.new_database("template0")
    yield wheel_server.cluster.conninfo(name)
    wheel_server.drop_database(name)


@pytest.fixture
def say(world: World, capsys: pytest.CaptureFixture[str]) -> Say:
    """``server WORDS --dsn`` of the test's database: exit code, standard output, standard error."""

    def run(*words: object) -> tuple[int, str, str]:
        dsn = world.cluster.conninfo(world.database)
        code = main(["server", *map(str, words), "--dsn", dsn])
        return code, *capsys.readouterr()

    return run


@pytest.fixture
def loaded(say: Say, tmp_path: Path) -> Say:
    """With two districts and the organisations of one of them."""
    write(tmp_path / "districts.csv", DISTRICTS)
    write(tmp_path / "organisations.csv", ORGANISATIONS)
    assert say("load", "districts", tmp_path / "districts.csv")[0] == DONE
    assert say("load", "organisations", tmp_path / "organisations.csv")[0] == DONE
    return say


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def feed_of(world: World) -> list[tuple[Any, ...]]:
    """Everything that desks would read anew if it changed."""
    return [
        row
        for table in ("reference", "employer")
        for row in world.all(f"SELECT id, rev, seq FROM rd.{table} ORDER BY id")
    ]


def sign_in(world: World, login: str, password: str) -> "psycopg.Connection[Any]":
    way = {"host": "127.0.0.1", "password": password}
    return world.cluster.connect(world.database, login, **way)


# -- setting up


def test_init_sets_up_an_empty_database_once(empty: str, capsys: pytest.CaptureFixture[str]):
    assert main(["server", "status", "--dsn", empty]) == REFUSED
    assert "server init" in capsys.readouterr().err
    assert main(["server", "init", "--dsn", empty]) == DONE
    assert capsys.readouterr().out == "schema none -> 1\n"
    assert main(["server", "upgrade", "--dsn", empty]) == DONE
    assert capsys.readouterr().out == "schema 1\n"
    assert main(["server", "check", "--dsn", empty]) == DONE


def test_upgrade_says_again_who_may_connect(say: Say, world: World):
    """Rights on a database are not in its dump: a restored one would let no desk in."""
    name = world.database
    with world.cluster.connect(name) as connection:
        connection.execute(f'REVOKE ALL ON DATABASE "{name}" FROM PUBLIC, rd_employer')
        connection.execute(f'GRANT TEMPORARY ON DATABASE "{name}" TO PUBLIC')
    assert say("upgrade")[0] == DONE
    rights = "SELECT has_database_privilege('rd_employer', current_database(), %s)"
    assert [world.one(rights, right) for right in ("CONNECT", "TEMPORARY")] == [True, False]


def test_a_database_owner_with_createrole_may_set_up_and_make_accounts(
    wheel_server: SchemaServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    """Who is not superuser. The group roles are granted as PostgreSQL 16 and later grant them to who made them."""
    name = wheel_server.new_database("template0")
    with wheel_server.cluster.connect() as connection:
        connection.execute("CREATE ROLE installer LOGIN CREATEROLE")
        connection.execute(f"ALTER DATABASE {name} OWNER TO installer")
        for group in (
            "owner",
            "employer",
            "acceptance",
            "hr_bureau",
            "municipal_unit",
            "committee",
            "city",
            "admin",
        ):
            connection.execute(f"GRANT rd_{group} TO installer WITH ADMIN TRUE, INHERIT FALSE, SET FALSE")
    dsn = wheel_server.cluster.conninfo(name, "installer")
    try:
        assert main(["server", "init", "--dsn", dsn]) == DONE
        for kind, text in (("districts", DISTRICTS), ("organisations", ORGANISATIONS)):
            file = write(tmp_path / f"{kind}.csv", text)
            assert main(["server", "load", kind, str(file), "--dsn", dsn]) == DONE
        capsys.readouterr()
        office = ["--organisation", "示例区职称受理点", "--name", "方晴"]
        assert main(["server", "accounts", "add", *office, "--dsn", dsn]) == DONE
        assert main(["server", "check", "--dsn", dsn]) == REFUSED
        said = capsys.readouterr().out.splitlines()
        errors = [line for line in said if line.startswith("ERROR")]
        assert len(errors) == 4 and all(
            "large objects" in line or "table of locks" in line for line in errors
        )  # only a superuser can close these
    finally:
        wheel_server.drop_database(name)
        with wheel_server.cluster.connect() as connection:
            made = connection.execute(
                "SELECT rolname FROM pg_roles WHERE pg_has_role('installer', oid, 'MEMBER')"
            ).fetchall()
            for (role,) in made:
                if role.startswith("u_"):
                    connection.execute(f"DROP ROLE {role}")
            connection.execute("DROP OWNED BY installer; DROP ROLE installer")


def test_no_server_and_a_password_in_the_address_have_their_own_exit_codes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    assert main(["server", "status", "--dsn", f"host={tmp_path} port=1"]) == NO_CONNECTION
    assert "no connection" in capsys.readouterr().err
    assert main(["server", "status", "--dsn", "host=x password=secret"]) == WRONG_WORDS
    said = capsys.readouterr().err
    assert "REVIEWDESK_SERVER_PASSWORD" in said and "secret" not in said
    with pytest.raises(SystemExit) as left:
        main(["server", "demolish"])
    assert left.value.code == WRONG_WORDS


def test_the_password_comes_from_the_environment(
    world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    """As a process of its own, by the network."""
    world.owner.execute("DROP ROLE IF EXISTS by_password")
    world.owner.execute("CREATE ROLE by_password LOGIN SUPERUSER PASSWORD 'only in the environment'")
    dsn = world.cluster.conninfo(world.database, "by_password", host="127.0.0.1")
    words = ["server", "status", "--dsn", dsn]
    done = subprocess.run(
        [sys.executable, "-m", "app", *words],
        env={**os.environ, "REVIEWDESK_SERVER_PASSWORD": "only in the environment"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (DONE, "")
    monkeypatch.setenv("REVIEWDESK_SERVER_PASSWORD", "another")
    assert main(words) == NO_CONNECTION
    assert "another" not in capsys.readouterr().err
    world.owner.execute("DROP ROLE by_password")


# -- loading


def test_loading_twice_changes_nothing_a_desk_would_read_again(loaded: Say, world: World, tmp_path: Path):
    assert loaded("load", "plans")[1] == "plan kits: 4 new, 0 changed, 0 as they were\n"
    assert loaded("load", "holidays")[0] == DONE
    before = feed_of(world)
    assert (
        loaded("load", "districts", tmp_path / "districts.csv")[1]
        == "districts: 0 new, 0 changed, 2 as they were\n"
    )
    assert (
        loaded("load", "organisations", tmp_path / "organisations.csv")[1]
        == "organisations: 0 new, 0 changed, 6 as they were\n"
    )
    assert loaded("load", "plans")[1] == "plan kits: 0 new, 0 changed, 4 as they were\n"
    assert loaded("load", "holidays")[1].startswith("holiday years: 0 new, 0 changed")
    assert feed_of(world) == before


def test_a_corrected_organisation_is_one_new_row_of_the_feed(loaded: Say, world: World, tmp_path: Path):
    before = {row[0]: row[1:] for row in feed_of(world)}
    write(
        tmp_path / "organisations.csv",
        ORGANISATIONS.replace("state_firm,示例市水务局,是", "state_firm,示例市水务局,否"),
    )
    assert (
        loaded("load", "organisations", tmp_path / "organisations.csv")[1]
        == "organisations: 0 new, 1 changed, 5 as they were\n"
    )
    after = {row[0]: row[1:] for row in feed_of(world)}
    (changed,) = [row_id for row_id in after if after[row_id] != before[row_id]]
    assert after[changed][0] == before[changed][0] + 1 and after[changed][1] > before[changed][1]
    assert world.one("SELECT bound FROM rd.employer WHERE id = %s", changed) is False
    assert world.one("SELECT bound FROM rd.organisation WHERE organisation_id = %s", changed) is False


def test_what_is_loaded_serves_rules_and_desks(loaded: Say, world: World):
    loaded("load", "plans")
    loaded("load", "holidays")
    assert (
        world.one("SELECT count(*) FROM rd.plan")
        == world.one("SELECT count(*) FROM rd.reference WHERE kind = 'plan_kit'")
        == 4
    )
    assert world.one("SELECT works FROM rd.holiday WHERE day = '2026-01-01'") is False
    assert world.one("SELECT doc ->> 'source' <> '' FROM rd.reference WHERE id = 'holiday_year:2026'") is True
    offices = world.all("SELECT doc ->> 'name', doc ->> 'role' FROM rd.reference WHERE kind = 'office'")
    assert ("示例市中评委办公室", "committee") in offices and len(offices) == 5
    municipal = world.one("SELECT organisation_id FROM rd.organisation WHERE role = 'municipal_unit'")
    assert world.one("SELECT municipal_unit_id FROM rd.employer") == municipal
    assert world.all("SELECT district_id, epoch <> '' FROM rd.district ORDER BY 1") == [
        ("*", True),
        ("330106", True),
        ("330108", True),
    ]


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("role,name\nemployer,示例公司\n", 2, "district is missing"),
        ("role,name,district\nemployer,示例公司,330106\nboss,示例公司二,330106\n", 3, "role: boss"),
        ("role,name,district\nacceptance,受理点,330199\n", None, "district 330199 is not set up"),
        (f"role,name,district,uscc\nemployer,示例公司,330106,{USCC[:-1]}0\n", 2, "uscc"),
        ("role,name,district,colour\nemployer,示例公司,330106,blue\n", 2, "unknown column colour"),
        ("role,name,district\nemployer,示例公司\n", 2, "2 cells under 3 headings"),
        ("role,name,district,municipal_unit\nemployer,示例公司,330106,无此局\n", 2, "municipal_unit: 无此局"),
        (
            "role,name,district\nemployer,示例公司,330106\n\nemployer,示例公司,330106\n",
            4,
            "stands already on line 2",
        ),
        ("role,name,district\ncity,市人社局,330106\n", 2, "above the districts"),
        ("", 1, "heading"),
    ],
)
def test_a_fault_in_a_file_names_its_line_and_loads_nothing(
    loaded: Say, world: World, tmp_path: Path, text: str, line: int | None, problem: str
):
    before = feed_of(world)
    code, _, said = loaded("load", "organisations", write(tmp_path / "faulty.csv", text))
    assert code == REFUSED and problem in said
    assert line is None or f"faulty.csv, line {line}:" in said
    assert feed_of(world) == before


def test_json_is_taken_too_and_its_faults_have_lines(loaded: Say, tmp_path: Path):
    good = '[\n  {"role": "employer", "name": "示例设计院", "district": "330108", "bound": false}\n]'
    assert (
        loaded("load", "organisations", write(tmp_path / "more.json", good))[1]
        == "organisations: 1 new, 0 changed, 0 as they were\n"
    )
    bad = '[\n  {"role": "employer", "name": "甲", "district": "330108"},\n  {"role": "employer", "name": ["乙"], "district": "330108"}\n]'
    assert "line 3: name" in loaded("load", "organisations", write(tmp_path / "bad.json", bad))[2]
    assert "line 2:" in loaded("load", "organisations", write(tmp_path / "worse.json", "[\n  {,}\n]"))[2]


def test_an_organisation_does_not_move_by_loading(loaded: Say, tmp_path: Path):
    moved = ORGANISATIONS.replace("示例水务集团有限公司,330106", "示例水务集团有限公司,330108")
    code, _, said = loaded("load", "organisations", write(tmp_path / "moved.csv", moved))
    assert code == REFUSED and "rows carry the district" in said


# -- accounts


def test_an_account_signs_in_with_what_was_printed_and_is_who_was_meant(loaded: Say, world: World):
    code, out, _ = loaded("accounts", "add", "--organisation", USCC, "--name", "罗晓芸")
    assert code == DONE
    told = dict(line.split(" ", 1) for line in out.splitlines())
    with sign_in(world, told["login"], told["password"]) as connection:
        (account,) = {
            json.dumps(row[0], sort_keys=True)
            for row in connection.execute("SELECT account FROM rd.hello('*', 1)")
        }
        assert json.loads(account)["organisation_name"] == "示例水务集团有限公司"
        assert connection.execute("SHOW statement_timeout").fetchone() == ("1min",)
        assert connection.execute("SHOW idle_session_timeout").fetchone() == ("10min",)
    row = world.all(
        "SELECT rolconnlimit, rolsuper OR rolcreaterole OR rolbypassrls FROM pg_roles WHERE rolname = %s",
        told["login"],
    )
    assert row == [(6, False)]
    assert "SCRAM-SHA-256" in world.one("SELECT rolpassword FROM pg_authid WHERE rolname = %s", told["login"])
    assert loaded("check")[0] == DONE


def test_accounts_of_a_file_come_all_or_not_at_all(loaded: Say, world: World, tmp_path: Path):
    people = write(tmp_path / "people.csv", "organisation,name\n示例区职称受理点,方晴\n无此单位,某人\n")
    out = tmp_path / "logins.csv"
    code, _, said = loaded("accounts", "import", people, "--out", out)
    assert code == REFUSED and "line 3" in said and not out.exists()
    assert world.one("SELECT count(*) FROM rd.account") == 0
    write(people, "organisation,name\n示例区职称受理点,方晴\n示例市中评委办公室,陆明轩\n")
    assert loaded("accounts", "import", people, "--out", out)[0] == DONE
    assert os.name == "nt" or out.stat().st_mode & 0o077 == 0
    lines = [line.split(",") for line in out.read_text(encoding="utf-8-sig").splitlines()[1:]]
    for _, _, login, password in lines:
        sign_in(world, login, password).close()
    assert (
        loaded("accounts", "import", people, "--out", out)[0] == REFUSED
    )  # never over passwords that are there


def test_a_disabled_account_is_out_at_once_and_back_when_enabled(loaded: Say, world: World):
    told = dict(
        line.split(" ", 1)
        for line in loaded("accounts", "add", "--organisation", USCC, "--name", "罗晓芸")[1].splitlines()
    )
    connection = sign_in(world, told["login"], told["password"])
    assert loaded("accounts", "disable", told["login"])[0] == DONE
    with pytest.raises(psycopg.OperationalError):
        connection.execute("SELECT * FROM rd.hello('*', 1)")
    with pytest.raises(psycopg.OperationalError):
        sign_in(world, told["login"], told["password"])
    assert "disabled" in loaded("accounts", "list")[1]
    assert loaded("accounts", "enable", told["login"])[0] == DONE
    sign_in(world, told["login"], told["password"]).close()


def test_a_moved_account_sees_its_new_office_only(loaded: Say, world: World):
    told = dict(
        line.split(" ", 1)
        for line in loaded("accounts", "add", "--organisation", USCC, "--name", "罗晓芸")[1].splitlines()
    )
    assert loaded("accounts", "move", told["login"], "--organisation", "示例区职称受理点")[0] == DONE
    with sign_in(world, told["login"], told["password"]) as connection:
        assert {row[0]["role"] for row in connection.execute("SELECT account FROM rd.hello('*', 1)")} == {
            "acceptance"
        }
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("SELECT * FROM rd.employer")
    assert loaded("check")[0] == DONE


def test_a_password_is_given_on_standard_input_or_made(
    loaded: Say, world: World, monkeypatch: pytest.MonkeyPatch
):
    told = dict(
        line.split(" ", 1)
        for line in loaded("accounts", "add", "--organisation", USCC, "--name", "罗晓芸")[1].splitlines()
    )
    monkeypatch.setattr("sys.stdin", io.StringIO("short\n"))
    assert loaded("accounts", "password", told["login"], "--ask-password")[0] == REFUSED
    monkeypatch.setattr("sys.stdin", io.StringIO("一个足够长的口令也可以\n而且不止\n".replace("\n", "", 1)))
    code, out, _ = loaded("accounts", "password", told["login"], "--ask-password")
    assert (code, out) == (DONE, "password set\n")
    sign_in(world, told["login"], "一个足够长的口令也可以而且不止").close()
    made = loaded("accounts", "password", told["login"])[1].split()[1]
    sign_in(world, told["login"], made).close()


def test_unknown_names_and_too_few_connections_are_refused(loaded: Say):
    assert "no account has the login" in loaded("accounts", "disable", "u_nobody")[2]
    assert (
        "no organisations are called"
        in loaded("accounts", "add", "--organisation", "无此单位", "--name", "某人")[2]
    )
    code, _, said = loaded("accounts", "add", "--organisation", USCC, "--name", "某人", "--connections", "2")
    assert code == REFUSED and "at least 4" in said


# -- running


def test_status_counts_and_speaks_json(loaded: Say, world: World):
    loaded("accounts", "add", "--organisation", USCC, "--name", "罗晓芸")
    status = json.loads(loaded("status", "--json")[1])
    assert (status["accounts"], status["schema_version"], status["rows"]["organisation"]) == (1, 1, 6)
    heads = dict(world.all("SELECT district_id, head FROM rd.district"))
    assert {d["district"]: d["head"] for d in status["districts"]} == heads
    assert "district 330106  西湖区" in loaded("status")[1]


def test_a_new_epoch_is_of_one_district_or_of_all(loaded: Say, world: World):
    before = dict(world.all("SELECT district_id, epoch FROM rd.district"))
    assert loaded("epoch", "330106")[1] == "new epoch: 330106\n"
    once = dict(world.all("SELECT district_id, epoch FROM rd.district"))
    assert {d for d in once if once[d] != before[d]} == {"330106"}
    assert loaded("epoch", "all")[1] == "new epoch: *, 330106, 330108\n"
    assert not set(once.values()) & {row[0] for row in world.all("SELECT epoch FROM rd.district")}
    assert loaded("epoch", "330199")[0] == REFUSED


def test_acts_on_the_server_stand_in_the_audit_chain(loaded: Say, world: World):
    loaded("accounts", "add", "--organisation", USCC, "--name", "罗晓芸")
    acts = {row[0] for row in world.all("SELECT entry::jsonb ->> 'act' FROM rd.audit")}
    assert {"load_districts", "load_office", "load_employer", "add_account"} <= acts
    assert world.one("SELECT count(*) FROM rd.audit WHERE entry LIKE '%罗晓芸%'".replace("%", "%%")) == 0


# What somebody with rights over the database might do, and what check says of it.
HARMS = {
    "ALTER TABLE rd.applicant NO FORCE ROW LEVEL SECURITY": "ERROR row security: applicant",
    "CREATE TABLE rd.notes (x int)": "ERROR row security: notes",
    "CREATE VIEW rd.people AS SELECT * FROM rd.applicant": "ERROR row security: people",
    "CREATE POLICY more ON rd.declaration FOR SELECT TO rd_acceptance USING (true)": "ERROR policies: declaration",
    "ALTER POLICY city ON rd.decision USING (true)": "ERROR policies: decision",
    "DROP POLICY employer ON rd.publicity": "ERROR policies: publicity: the policy for rd_employer is missing",
    "GRANT UPDATE ON rd.decision TO rd_city": "ERROR grants: rd_city may UPDATE decision",
    "GRANT SELECT (name) ON rd.applicant TO rd_city": "ERROR grants: rd_city may SELECT applicant.name",
    "GRANT EXECUTE ON FUNCTION rd.head(text) TO PUBLIC": "ERROR functions: PUBLIC may call rd.head",
    "ALTER FUNCTION rd.hello(text, integer) RESET search_path": "ERROR functions: rd.hello",
    "GRANT TEMP ON DATABASE {database} TO PUBLIC": "ERROR database: PUBLIC has TEMPORARY",
    "GRANT CREATE ON SCHEMA public TO PUBLIC": "ERROR database: PUBLIC has CREATE on schema public",
    "GRANT EXECUTE ON FUNCTION lo_create(oid) TO PUBLIC": "ERROR database: PUBLIC may make large objects",
    "GRANT EXECUTE ON FUNCTION pg_advisory_lock(bigint) TO PUBLIC": "ERROR database: PUBLIC may fill the server's table of locks",
    "ALTER ROLE {login} RESET temp_file_limit": "WARNING settings: temp_file_limit is -1: 1 logins",
    "ALTER ROLE {login} CREATEROLE": "ERROR logins: login {login} has powers",
    "GRANT rd_city TO {login}": "ERROR logins: login {login} acts as employer",
    "GRANT rd_owner TO {login}": "ERROR logins:",
    "ALTER ROLE {login} CONNECTION LIMIT 1": "ERROR logins: login {login} may open 1",
    "UPDATE rd.audit SET entry = entry || ' ' WHERE n = 1": "ERROR audit: district",
    "DELETE FROM rd.audit WHERE n = (SELECT max(n) FROM rd.audit)": "ERROR audit: district",
    "UPDATE rd.employer SET seq = 1000000": "ERROR feed: employer: 1 rows",
    "INSERT INTO rd.upload (district_id, holder_id, sha256, size, finished_at) VALUES ('330106', 'x', 'y', 9, now())": "ERROR files:",
    "INSERT INTO rd.upload (district_id, holder_id, sha256, size, begun_at) VALUES ('330106', 'x', 'y', 9, '2026-01-01')": "WARNING files: 1 uploads",
    "INSERT INTO rd.chunk VALUES ('330106', 'x', 'y', 0, '')": "WARNING files: 1 chunks",
}


def test_check_names_each_harm(loaded: Say, world: World):
    told = dict(
        line.split(" ", 1)
        for line in loaded("accounts", "add", "--organisation", USCC, "--name", "罗晓芸")[1].splitlines()
    )
    sound = loaded("check")
    assert sound[0] == DONE
    database = world.database
    missed = {}
    for harm, expected in HARMS.items():
        words = {"login": told["login"], "database": database}
        with world.owner.transaction(force_rollback=True):
            world.owner.execute(harm.format(**words))
            said = [f"{f.severity} {f.about}: {f.problem}" for f in find_harm(world)]
        if not any(line.startswith(expected.format(**words)) for line in said):
            missed[harm] = said
    assert missed == {}
    assert loaded("check") == sound


def find_harm(world: World) -> tuple[Finding, ...]:
    """In the same transaction as the harm, which nothing is left of."""
    return check(world.owner)


def test_clean_drops_what_was_never_named(loaded: Say, world: World):
    world.insert("upload", district_id="330106", holder_id="x", sha256="y", size=1, begun_at="2026-01-01")
    world.insert("chunk", district_id="330106", holder_id="x", sha256="y", n=0, bytes=b"z")
    assert loaded("clean", "--days", "0")[0] == REFUSED
    assert loaded("clean")[1] == "1 uploads and 1 chunks dropped\n"
    assert world.one("SELECT count(*) FROM rd.chunk") == 0


def test_a_profile_is_written_as_desks_read_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    ca = make_certificates().write_ca(tmp_path)
    words = [
        "server",
        "profile",
        "--name",
        "示例市",
        "--host",
        "a.example:5433",
        "--host",
        "b.example",
        "--database",
        "rd",
    ]
    assert main([*words, "--ca", str(ca), "--out", str(tmp_path / "p.json")]) == DONE
    written = json.loads((tmp_path / "p.json").read_text(encoding="utf-8"))
    assert written["hosts"] == [{"host": "a.example", "port": 5433}, {"host": "b.example", "port": 5432}]
    assert main([*words, "--ca", str(tmp_path / "p.json"), "--out", str(tmp_path / "q.json")]) == REFUSED
    assert not (tmp_path / "q.json").exists()
