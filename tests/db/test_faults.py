"""What the disk does wrong reaches the person as a code, and nothing of the transaction is kept."""

import errno
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from app.domain.errors import EnvironmentFault, RuleError
from db.faults import find_fault, translating
from db.working_copy import WorkingCopy
from tests.copies import NewUow, Office
from tests.factories import make_applicant, make_item


def limit_pages(copy: WorkingCopy, more: int) -> Callable[[], None]:
    """A disk with room for ``more`` pages; call the result to make room."""

    def set_limit(pages: int) -> None:
        with copy.write_engine.connect() as connection:
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

    with copy.write_engine.connect() as connection:
        used = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    set_limit(used + more)
    return lambda: set_limit(1_000_000)


def test_a_full_disk_keeps_the_whole_act_out_and_the_program_goes_on(
    copy: WorkingCopy, new_uow: NewUow, office: Office
) -> None:
    applicant = make_applicant(office.unit)
    item = make_item(applicant, fields={"name": "长" * 20_000})
    make_room = limit_pages(copy, more=2)

    def hand_in() -> None:
        with new_uow() as uow:
            uow.applicants.add(applicant)
            uow.archive.add(item)
            uow.commit()

    with pytest.raises(EnvironmentFault, match="E-204"):
        hand_in()
    with new_uow() as uow, pytest.raises(RuleError):
        uow.applicants.get(applicant.id)
    make_room()
    hand_in()
    with new_uow() as uow:
        assert uow.archive.get(item.id) == item


def test_an_error_in_the_act_leaves_nothing(new_uow: NewUow, office: Office) -> None:
    applicant = make_applicant(office.unit)

    def stumble() -> None:
        with new_uow() as uow:
            uow.applicants.add(applicant)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        stumble()
    with new_uow() as uow, pytest.raises(RuleError):
        uow.applicants.get(applicant.id)


def test_committing_twice_or_outside_is_a_bug(new_uow: NewUow) -> None:
    uow = new_uow()
    with pytest.raises(RuntimeError):
        uow.commit()


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "E-204"),
        (errno.EACCES, "E-205"),
        (errno.EROFS, "E-205"),
        (errno.ENOENT, None),
    ],
)
def test_errors_of_the_system_are_told_apart(tmp_path: Path, number: int, code: str | None) -> None:
    fault = find_fault(OSError(number, "x"), tmp_path)
    assert (fault.code if fault else None) == code


def test_a_bug_stays_a_bug(tmp_path: Path) -> None:
    with pytest.raises(sqlcipher.OperationalError), translating(tmp_path):
        sqlcipher.connect(":memory:").execute("SELECT * FROM nowhere")
    with pytest.raises(FileNotFoundError), translating(tmp_path):
        (tmp_path / "nothing").read_bytes()
