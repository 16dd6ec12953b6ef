"""A unit with declarations at every stage (tests/ui/tabs/entry/unit.py)."""

from tests.ui.tabs.entry.unit import listed, unit

__all__ = ["listed", "unit"]
