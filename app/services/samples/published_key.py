"""The key and the password of every 样例 copy: published on purpose, so that anybody can open the sample dossiers (DESIGN §3).

Nothing real is kept under it: the window marks such a copy 样例, and the people in it are made up.
"""

PUBLISHED_KEY = bytes.fromhex("b12b72fe2f20d0537500a49c3fedc68d6373a103b766a058bb2e1a12bff30913")
"""32 bytes: SHA-256 of "ReviewDesk sample copy: this key is published"."""
SAMPLE_PASSWORD = "sample-2026"
"""Of every account in it."""
