"""Before a desk says who it is it knows whom it speaks with: TLS, the right CA, the right name (docs/protocol.md, DESIGN §4)."""

import selectors
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

import pytest

from app.domain.organisation import Role
from db.server.accounts import set_password
from db.sync.gateway import NotAnsweredError, ServerRefusedError, SyncError
from db.sync.handshake import SCHEMA
from db.sync.pg_probe import find_reason
from tests.server.certificates import HOST, make_certificates
from tests.server.gateways import tls_gateway
from tests.server.world import Login, StandardWorld, World
from tests.server_fixtures import TlsServer

SSL_REQUEST = bytes.fromhex("0000000804d2162f")


@pytest.fixture
def login(tls_standard: StandardWorld) -> Login:
    return tls_standard.login(tls_standard.near[Role.ACCEPTANCE])


def test_a_desk_signs_in_over_tls(tls_world: World, tls_server: TlsServer, login: Login) -> None:
    gateway = tls_gateway(tls_world, login, tls_server.ca_file)
    hello = gateway.hello(SCHEMA)
    gateway.close()
    assert hello.account["login"] == login.login
    assert (
        tls_world.all(
            "SELECT 1 FROM pg_stat_ssl s JOIN pg_stat_activity a USING (pid) WHERE NOT s.ssl AND a.usename = %s",
            login.login,
        )
        == []
    )


def test_another_ca_is_refused(tls_world: World, login: Login, tmp_path: Path) -> None:
    stranger = make_certificates().write_ca(tmp_path)
    assert code_of(lambda: tls_gateway(tls_world, login, stranger).hello(SCHEMA)) == "Y-107"


def test_another_name_is_refused(tls_world: World, tls_server: TlsServer, login: Login) -> None:
    """127.0.0.1 is the same machine, but its certificate does not say so."""
    gateway = tls_gateway(tls_world, login, tls_server.ca_file, host="127.0.0.1")
    assert code_of(lambda: gateway.hello(SCHEMA)) == "Y-107"


def test_a_wrong_password_says_so(tls_world: World, tls_server: TlsServer, login: Login) -> None:
    gateway = tls_gateway(tls_world, login, tls_server.ca_file, password="not-the-password")
    assert code_of(lambda: gateway.hello(SCHEMA)) == "Y-105"


def test_a_login_with_all_its_lines_open_is_not_called_a_wrong_password(
    tls_world: World, tls_server: TlsServer, tls_standard: StandardWorld
) -> None:
    """Lines that were cut may live on at the server for a while."""
    login = tls_world.add_login(tls_standard.near[Role.HR_BUREAU])
    limit = tls_world.one("SELECT rolconnlimit FROM pg_roles WHERE rolname = %s", login.login)
    lines = [tls_gateway(tls_world, login, tls_server.ca_file) for _ in range(limit)]
    for line in lines:
        line.hello(SCHEMA)
    assert code_of(lambda: tls_gateway(tls_world, login, tls_server.ca_file).hello(SCHEMA)) == "Y-103"
    for line in lines:
        line.close()


def test_a_password_beyond_ascii_is_told_right_from_wrong(
    tls_world: World, tls_server: TlsServer, tls_standard: StandardWorld
) -> None:
    login = tls_world.add_login(tls_standard.near[Role.HR_BUREAU])
    set_password(tls_world.owner, login.login, "职称评审二〇二六年，很长")
    good = tls_gateway(tls_world, login, tls_server.ca_file, password="职称评审二〇二六年，很长")
    assert find_reason(good._profile, login.login, "职称评审二〇二六年，很长") == "Y-103", "it signs in"
    good.hello(SCHEMA)
    good.close()
    assert find_reason(good._profile, login.login, "职称评审二〇二五年，很长") == "Y-105"


def test_an_unknown_login_says_no_more_than_a_wrong_password(
    tls_world: World, tls_server: TlsServer, login: Login
) -> None:
    nobody = Login("u_nobodyatallhereno", "whatever", "", "", login.office, login.district_id)
    assert code_of(lambda: tls_gateway(tls_world, nobody, tls_server.ca_file).hello(SCHEMA)) == "Y-105"


@pytest.mark.parametrize(
    ("answer", "code"),
    [(b"N", "Y-108"), (b"E", "Y-108"), (b"", None), (b"S", None), (b"R\0\0\0\x08\0\0\0\x03", "Y-108")],
    ids=["no TLS", "an error", "nothing", "TLS that never comes", "give me your password"],
)
def test_a_listener_without_tls_hears_the_request_for_tls_and_nothing_else(
    tls_world: World, tls_server: TlsServer, login: Login, answer: bytes, code: str | None
) -> None:
    with Listener(answer) as listener:
        gateway = tls_gateway(tls_world, login, tls_server.ca_file, port=listener.port)
        said = code_of(lambda: gateway.hello(SCHEMA))
    assert said == code if code else said in ("Y-101", "Y-108")
    assert listener.heard
    for heard in listener.heard:
        # After "S" the client's hello of TLS follows; it names no login.
        assert heard[:8] == SSL_REQUEST
        assert len(heard) == 8 or (answer == b"S" and heard[8:11] in (b"\x16\x03\x01", b"\x16\x03\x03"))
        assert login.login.encode() not in heard and login.password.encode() not in heard


def test_a_stranger_with_tls_learns_nothing(
    tls_world: World, tls_server: TlsServer, login: Login, tmp_path: Path
) -> None:
    """A server in the middle with a certificate of its own: the line ends before anything is said inside it."""
    with Stranger(tmp_path) as stranger:
        gateway = tls_gateway(tls_world, login, tls_server.ca_file, port=stranger.port)
        assert code_of(lambda: gateway.hello(SCHEMA)) == "Y-107"
    assert stranger.heard_inside == []


def code_of(call: Callable[[], object]) -> str:
    with pytest.raises((NotAnsweredError, ServerRefusedError)) as refusal:
        call()
    assert isinstance(refusal.value, SyncError)
    return refusal.value.code


@dataclass
class Listener:
    """Takes connections on the name of the certificate, gives ``answer`` to the first bytes, keeps what it hears."""

    answer: bytes
    heard: list[bytes] = field(default_factory=list)

    def __enter__(self) -> Self:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self._wake, self._woken = socket.socketpair()
        self._threads = [threading.Thread(target=self._listen)]
        self._threads[0].start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._wake.close()
        for thread in self._threads:
            thread.join()
        self._socket.close()
        self._woken.close()

    def _listen(self) -> None:
        for connection in self._connections():
            self._threads.append(threading.Thread(target=self.serve, args=[connection]))
            self._threads[-1].start()

    def _connections(self) -> Iterator[socket.socket]:
        with selectors.DefaultSelector() as selector:
            selector.register(self._socket, selectors.EVENT_READ)
            selector.register(self._woken, selectors.EVENT_READ)
            while all(key.fileobj is not self._woken for key, _ in selector.select()):
                yield self._socket.accept()[0]

    def serve(self, connection: socket.socket) -> None:
        with connection:
            connection.settimeout(5)
            heard = b""
            try:
                heard = connection.recv(65536)
                connection.sendall(self.answer)
                if not self.answer:
                    connection.shutdown(socket.SHUT_WR)
                connection.settimeout(0.3)
                while more := connection.recv(65536):
                    heard += more
            except OSError:
                pass
            self.heard.append(heard)


class Stranger(Listener):
    """Speaks TLS with a certificate for the right name from another CA."""

    def __init__(self, folder: Path) -> None:
        super().__init__(b"S")
        self.heard_inside: list[bytes] = []
        certificates = make_certificates(HOST)
        (folder / "key").write_bytes(certificates.key)
        (folder / "crt").write_bytes(certificates.certificate)
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(folder / "crt", folder / "key")

    def serve(self, connection: socket.socket) -> None:
        with connection:
            connection.settimeout(5)
            try:
                self.heard.append(connection.recv(8))
                connection.sendall(b"S")
                with self._context.wrap_socket(connection, server_side=True) as inside:
                    while more := inside.recv(65536):
                        self.heard_inside.append(more)
            except OSError:
                pass
