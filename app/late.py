"""Parts that are imported when they are first used or warmed up, so that the sign-in page does not wait for them.

Used by ``app.wiring`` alone. Beside ``app.main`` and ``ui.interior`` the only place that decides at run time what is
imported; the libraries behind (typst, xlsxwriter, pypinyin, pydantic, keyring …) cost more than the opening itself.
"""

import importlib
import threading
from collections.abc import Callable
from typing import Any, Generic, TypeVar, cast

T = TypeVar("T")


class _LatePart(Generic[T]):
    """Answers for its part, which the first use makes. Any thread; a second one waits for the first."""

    def __init__(self, module: str, make: Callable[[Any], T]) -> None:
        self._module = module
        self._make = make
        self._lock = threading.Lock()
        self._part: T | None = None

    def load_part(self) -> T:
        with self._lock:
            if self._part is None:
                self._part = self._make(importlib.import_module(self._module))
            return self._part

    def __getattr__(self, name: str) -> Any:
        return getattr(self.load_part(), name)


def load_late(module: str, make: Callable[[Any], T]) -> T:
    """A stand-in for ``make(module)``: imported and made at its first use, errors of both raised there."""
    return cast(T, _LatePart(module, make))


def warm_up(part: object) -> None:
    """Make a late part now, before somebody waits for it."""
    if isinstance(part, _LatePart):
        part.load_part()


def import_late(module: str) -> Any:
    """A module that is used once or seldom."""
    return importlib.import_module(module)
