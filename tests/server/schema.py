"""The shared schema in a template database, and a database of its own for each test from it (about 30 ms)."""

import itertools
from dataclasses import dataclass, field

from db.server.install import install
from tests.server.cluster import Cluster
from tests.server.world import StandardWorld

TEMPLATE = "rd_template"
GROUPS = (
    "rd_employer",
    "rd_acceptance",
    "rd_hr_bureau",
    "rd_municipal_unit",
    "rd_committee",
    "rd_city",
    "rd_admin",
)


@dataclass
class SchemaServer:
    """A cluster with the template in it."""

    cluster: Cluster
    standard: StandardWorld | None = None
    """The usual world in its own template, once it was asked for."""
    _numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1), repr=False)

    def make_template(self) -> None:
        with self.cluster.connect() as connection:
            connection.execute(f"CREATE DATABASE {TEMPLATE}")
        with self.cluster.connect(TEMPLATE) as connection:
            install(connection)

    def new_database(self, template: str = TEMPLATE, name: str = "") -> str:
        """A new database, a copy of ``template`` (which nobody may be connected to)."""
        name = name or f"rd_{next(self._numbers)}"
        with self.cluster.connect() as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
            # Rights on a database are not copied with it.
            connection.execute(f"REVOKE ALL ON DATABASE {name} FROM PUBLIC")
            connection.execute(f"GRANT CONNECT ON DATABASE {name} TO {', '.join(GROUPS)}")
        return name

    def drop_database(self, name: str) -> None:
        """Whoever is still connected is thrown out."""
        with self.cluster.connect() as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
