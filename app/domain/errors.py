"""Errors the program knows. Each carries a code and parameters; ``ui/texts.py`` words them in Chinese.

Kinds: a rule of the seeds refused the act (RuleError); the surroundings failed (EnvironmentFault: disk full,
locked, damaged, wrong key); somebody else changed the record first (ConflictError). Everything else is a bug.
"""

from collections.abc import Mapping


class KnownError(Exception):
    """Base: ``code`` is stable and shown to the person; ``params`` fill the sentence."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code, params)
        self.code = code
        self.params: Mapping[str, object] = params


class RuleError(KnownError):
    """A rule refused the act; nothing was changed."""


class ConflictError(KnownError):
    """The record is not in the revision the person saw; nothing was changed."""


class EnvironmentFault(KnownError):
    """Disk full, file locked, working copy damaged or too new, wrong key, no safe keyring …"""


class AuditBroken(KnownError):
    """The hash chain does not verify; ``params['seq']`` is the first broken entry."""
