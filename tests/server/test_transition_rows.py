"""The server's rules are those of the domain, row for row."""

import pytest

from tests.server.rule_rows import COLUMNS, domain_rows, write_sql
from tests.server.world import World


@pytest.mark.parametrize("table", COLUMNS)
def test_the_servers_rows_are_the_domains(world: World, table: str) -> None:
    wanted = {tuple(map(_plain, row)) for row in domain_rows()[table]}
    found = {
        tuple(map(_plain, row)) for row in world.all(f"SELECT {', '.join(COLUMNS[table])} FROM rd.{table}")
    }
    assert found == wanted, _say(table)


def test_rules_of_the_domain_name_no_row_twice() -> None:
    for table, rows in domain_rows().items():
        assert len(set(rows)) == len(list(rows)), table


def _plain(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


def _say(table: str) -> str:
    return (
        f"rd.{table} differs from the domain. Write the next migration (db/migrations/shared/sql/<next>/): "
        f"DELETE FROM rd.{table}; and then\n{write_sql(table, domain_rows()[table])}"
    )
