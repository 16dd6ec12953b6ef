"""Tests of the review tabs stand on a real small working copy (tests/desk_fixtures.py)."""

from tests.desk_fixtures import open_tab, real_desk

__all__ = ["open_tab", "real_desk"]
