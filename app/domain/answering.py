"""Answering what the shared database did not take: the command of ``app.usecases.accept_standing``."""

from dataclasses import dataclass

from app.domain.organisation import Actor


@dataclass(frozen=True, slots=True)
class AcceptStanding:
    """接受已生效的结论: a conflict or a refusal was read; one's own verdict stays as a note (docs/protocol.md §5)."""

    op_id: str
    actor: Actor
    answered: str
    """op_id of the own command that the server did not take."""
    note: str = ""
    """The own verdict in words, for the log of the dossier."""
