"""The program's own way to a test's server, by the network, through a proxy or straight."""

from pathlib import Path

from db.sync.pg_gateway import PostgresGateway
from db.sync.server_profile import ServerProfile
from tests.server.certificates import HOST
from tests.server.world import Login, World


def plain_profile(world: World, port: int = 0) -> ServerProfile:
    """The wheel's server, or a proxy before it, without TLS."""
    return ServerProfile(
        name="测试",
        hosts=(("127.0.0.1", port or world.cluster.port),),
        database=world.database,
        sslmode="disable",
    )


def plain_gateway(world: World, login: Login, port: int = 0) -> PostgresGateway:
    return PostgresGateway(plain_profile(world, port), login.login, login.password, None)


def tls_profile(world: World, ca_file: Path, *, host: str = HOST, port: int = 0) -> ServerProfile:
    """As an administrator hands it out. ``ca_file`` is in it as text."""
    return ServerProfile(
        name="测试",
        hosts=((host, port or world.cluster.port),),
        database=world.database,
        ca=ca_file.read_text(),
    )


def tls_gateway(
    world: World, login: Login, ca_file: Path, *, host: str = HOST, port: int = 0, password: str = ""
) -> PostgresGateway:
    """As a desk is set up: verify-full, own CA."""
    profile = tls_profile(world, ca_file, host=host, port=port)
    return PostgresGateway(profile, login.login, password or login.password, ca_file)
