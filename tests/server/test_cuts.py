"""A line that is cut at any byte of a push, before it, inside it, in its answer: sent again under the same op_id, nothing is lost and
nothing is done twice."""

import dataclasses
from collections.abc import Iterator

import pytest

from app.domain.organisation import Role
from db.sync.gateway import NotAnsweredError
from db.sync.handshake import SCHEMA
from db.sync.pg_gateway import PostgresGateway
from tests.server.cut_proxy import Cut, CutProxy, Direction
from tests.server.dossiers import put_dossiers
from tests.server.gateways import plain_gateway, plain_profile
from tests.server.torture import Told, account_of, every_region, measure, spread, verdict
from tests.server.world import Login, StandardWorld, World

CUTS = 220
CUTS_IN_SIGN_IN = 40


@pytest.fixture
def proxy(world: World) -> Iterator[CutProxy]:
    with CutProxy(world.cluster.port) as proxy:
        yield proxy


@pytest.fixture
def login(standard: StandardWorld) -> Login:
    return standard.login(standard.near[Role.ACCEPTANCE])


def test_pushes_cut_at_every_byte_region_are_neither_lost_nor_doubled(
    world: World, standard: StandardWorld, proxy: CutProxy, login: Login
) -> None:
    puts = put_dossiers(world, standard, CUTS + 1)
    gateway = plain_gateway(world, login, proxy.port)
    gateway.hello(SCHEMA)
    told = Told()
    first = verdict("op-first", puts[-1].declaration_id)
    lengths = measure(proxy, gateway, first)
    told.send(gateway, first)
    done_unheard = 0
    for number, (direction, place) in enumerate(every_region(lengths, CUTS)):
        gateway.hello(SCHEMA)  # a line that is open: only the push itself is cut
        proxy.last.cut_after(direction, place, reset=number % 4 < 2)
        push = verdict(f"op-{number}", puts[number].declaration_id)
        told.send(gateway, push)
        done_unheard += told.sends[push.op_id] > 1 and direction is Direction.TO_DESK
    gateway.close()
    account = account_of(world, told)
    assert account.is_clean, account
    assert account.resent >= done_unheard > CUTS // 3, "answers were cut off after the server had decided"
    assert sum(count > 1 for count in told.sends.values()) > CUTS * 0.9, "the cuts did hit the pushes"
    assert world.one("SELECT rd.verify_audit('330106')") is None


def test_a_line_cut_while_signing_in_is_no_wrong_password(
    world: World, standard: StandardWorld, proxy: CutProxy, login: Login
) -> None:
    """A person who is told that the password is wrong would type it again; here there is nothing to type."""
    puts = put_dossiers(world, standard, CUTS_IN_SIGN_IN)
    probe = plain_gateway(world, login, proxy.port)
    probe.hello(SCHEMA)
    lengths = dict(proxy.last.seen)
    probe.close()
    told = Told()
    for number, (direction, place) in enumerate(every_region(lengths, CUTS_IN_SIGN_IN)):
        gateway = plain_gateway(world, login, proxy.port)
        proxy.next_cut = Cut(direction, place, reset=number % 4 < 2)
        told.send(gateway, verdict(f"op-{number}", puts[number].declaration_id))
        gateway.close()
    account = account_of(world, told)
    assert account.is_clean, account


@pytest.mark.parametrize("direction", list(Direction))
def test_a_frozen_line_is_given_up_at_the_deadline_and_the_push_sent_again(
    world: World, standard: StandardWorld, proxy: CutProxy, login: Login, direction: Direction
) -> None:
    (put,) = put_dossiers(world, standard, 1)
    profile = dataclasses.replace(plain_profile(world, proxy.port), deadline=0.3)
    gateway = PostgresGateway(profile, login.login, login.password, None)
    gateway.hello(SCHEMA)
    proxy.last.cut_after(direction, 10, frozen=True)
    push = verdict("op", put.declaration_id)
    with pytest.raises(NotAnsweredError) as silence:
        gateway.push(push)
    assert silence.value.code == "Y-102"
    told = Told()
    told.send(gateway, push)
    gateway.close()
    account = account_of(world, told)
    assert account.is_clean, account
    assert account.resent == (1 if direction is Direction.TO_DESK else 0)


def test_without_a_network_nothing_is_answered(
    world: World, standard: StandardWorld, proxy: CutProxy, login: Login
) -> None:
    (put,) = put_dossiers(world, standard, 1)
    gateway = plain_gateway(world, login, proxy.port)
    proxy.refusing = True
    told = Told()
    with pytest.raises(NotAnsweredError) as nobody:
        told.send(gateway, verdict("op", put.declaration_id), most=3)
    assert nobody.value.code == "Y-101"
    proxy.refusing = False
    assert told.send(gateway, verdict("op", put.declaration_id)).outcome == "applied"
    gateway.close()


def test_places_of_cuts_have_both_ends() -> None:
    assert spread(10, 3) == [0, 5, 10]
