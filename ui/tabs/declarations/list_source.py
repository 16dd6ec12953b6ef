"""One list of the declarations desk as queries give it: a tab, chips, a fragment, filters, an order."""

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from app.ports.queries import DeclarationFilter, DeclarationRow, Queries, Scope


@dataclass(frozen=True)
class DeclarationSource:
    """Read thread only (``ui.models.windowed_table.ListSource``). ``today`` is asked each time: midnight passes."""

    queries: Queries
    scope: Scope
    wanted: DeclarationFilter
    today: Callable[[], date]

    def keys(self) -> "array[int]":
        return self.queries.declaration_keys(self.scope, self.wanted, self.today())

    def first_keys(self, limit: int) -> "array[int]":
        """What fills the screen, before all keys are known."""
        return self.queries.declaration_keys(self.scope, self.wanted, self.today(), limit)

    def rows(self, keys: Sequence[int]) -> Sequence[DeclarationRow]:
        return self.queries.declaration_rows(self.scope, self.wanted, keys, self.today())
