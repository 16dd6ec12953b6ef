"""Write the batched second log: who looked at what, who revealed which number (DOMAIN facts §9)."""

from collections.abc import Sequence

from app.domain.looks import Look
from app.ports.unit_of_work import NewUnitOfWork


def record_looks(looks: Sequence[Look], new_unit_of_work: NewUnitOfWork) -> None:
    """Looks are not decisions: a batch is one transaction, written a few seconds after the fact."""
    if not looks:
        return
    with new_unit_of_work() as uow:
        uow.looks.add(looks)
        uow.commit()
