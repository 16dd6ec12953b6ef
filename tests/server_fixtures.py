"""Fixtures of every test that needs the shared database (a plugin, as tests/copy_fixtures.py). How: tests/server/conftest.py."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.server.certificates import Certificates, make_certificates
from tests.server.cluster import FAST, Cluster, installed_bin, start_cluster, wheel_bin
from tests.server.schema import TEMPLATE, SchemaServer
from tests.server.world import StandardWorld, World

ONLY_TLS = ("hostssl all all 127.0.0.1/32 scram-sha-256",)


@pytest.fixture(scope="session")
def wheel_server() -> Iterator[SchemaServer]:
    """PostgreSQL 18 of the wheel with the schema in its template; one a test process."""
    cluster = start_cluster(wheel_bin(), FAST | {"max_connections": "60", "scram_iterations": "64"})
    yield from _with_template(cluster)


@pytest.fixture
def world(wheel_server: SchemaServer, request: pytest.FixtureRequest) -> Iterator[World]:
    """A database with nobody in it yet, or with the usual offices where the test asks for ``standard`` too."""
    yield from _new_world(wheel_server, filled="standard" in request.fixturenames)


@pytest.fixture
def standard(world: World, wheel_server: SchemaServer) -> StandardWorld:
    """Who there usually is, in ``world``."""
    return _standard_of(wheel_server)


@dataclass(frozen=True)
class TlsServer:
    """An installed server that speaks TLS only. ``ca_file`` is what desks are given; its name is ``localhost``."""

    server: SchemaServer
    certificates: Certificates
    ca_file: Path


@pytest.fixture(scope="session")
def tls_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TlsServer]:
    program = installed_bin()
    if program is None:
        pytest.skip("no installed PostgreSQL: the wheel's speaks no TLS, so these run where Debian's is")
    certificates = make_certificates()
    cluster = start_cluster(
        program,
        FAST | {"ssl": "on", "ssl_cert_file": "server.crt", "ssl_key_file": "server.key"},
        ONLY_TLS,
        {"server.crt": certificates.certificate, "server.key": certificates.key},
    )
    for server in _with_template(cluster):
        yield TlsServer(server, certificates, certificates.write_ca(tmp_path_factory.mktemp("ca")))


@pytest.fixture
def tls_world(tls_server: TlsServer) -> Iterator[World]:
    """As ``world`` with ``standard``, on the server that speaks TLS."""
    yield from _new_world(tls_server.server, filled=True)


@pytest.fixture
def tls_standard(tls_world: World, tls_server: TlsServer) -> StandardWorld:
    return _standard_of(tls_server.server)


FILLED = "rd_standard"
"""The usual world is put in once a server and then copied; its logins are the same in every copy."""


def _standard_of(server: SchemaServer) -> StandardWorld:
    if server.standard is None:
        server.new_database(name=FILLED)
        filling = World.enter(server.cluster, FILLED)
        server.standard = filling.standard()
        filling.leave()
    return server.standard


def _with_template(cluster: Cluster) -> Iterator[SchemaServer]:
    try:
        server = SchemaServer(cluster)
        server.make_template()
        yield server
    finally:
        cluster.close()


def _new_world(server: SchemaServer, *, filled: bool) -> Iterator[World]:
    if filled:
        _standard_of(server)
    name = server.new_database(FILLED if filled else TEMPLATE)
    world = World.enter(server.cluster, name)
    try:
        yield world
    finally:
        world.leave()
        server.drop_database(name)
