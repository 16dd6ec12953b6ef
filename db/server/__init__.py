"""Administration of a shared database (docs/server.md): set-up, accounts, loading, status, check. Only ``app.serving`` and tests call it.

Everything here runs as the server's superuser or the database's owner with CREATEROLE, never as a desk.
"""
