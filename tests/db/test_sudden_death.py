"""The process dies between two statements of a decision, or right after the commit: all of it is there, or nothing.

(The random version with many runs is tests/faults and ``dev.py campaign kill``.)
"""

import subprocess
import sys
from pathlib import Path

import pytest

from app.domain.archive import ArchiveStatus
from app.domain.audit import verify_chain
from db.name_readings import read_name
from tests.copies import KEY, add_office, open_test_copy
from tests.factories import FixedPlanKits, make_applicant, make_item

ROOT = Path(__file__).resolve().parents[2]

_VICTIM = """
import sys
from dataclasses import replace
from pathlib import Path
from app.domain.archive import ArchiveStatus
from app.domain.organisation import Actor, Role
from db.repositories.people import NameReadings
from db.working_copy import open_copy
from tests.factories import NOW, FixedPlanKits, make_decision
folder, item_id, moment = sys.argv[1:]
copy = open_copy(Path(folder), bytes(range(32)), upgrade=None)
actor = Actor("account", "周敏", Role.EMPLOYER, "unit", "示例公司")
with copy.new_unit_of_work(FixedPlanKits(), lambda name: NameReadings("", "")) as uow:
    item = uow.archive.get(item_id)
    uow.archive.save(replace(item, status=ArchiveStatus.PASSED, rev=item.rev + 1))
    uow.decisions.add(make_decision(item, actor))
    uow.audit.append(
        at=NOW, act="archive.pass", actor=actor, subject_kind="archive_item", subject_id=item_id, content={}
    )
    if moment == "after":
        uow.commit()
    print("now", flush=True)
    sys.stdin.read()
"""


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_decision_is_there_as_a_whole_or_not_at_all(copy_folder: Path, moment: str) -> None:
    copy = open_test_copy(copy_folder)
    kits = FixedPlanKits()
    office = add_office(lambda: copy.new_unit_of_work(kits, read_name))
    applicant = make_applicant(office.unit)
    item = make_item(applicant)
    with copy.new_unit_of_work(kits, read_name) as uow:
        uow.applicants.add(applicant)
        uow.archive.add(item)
        uow.commit()
    copy.close()

    victim = subprocess.Popen(
        [sys.executable, "-c", _VICTIM, str(copy_folder), item.id, moment],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    assert victim.stdout is not None
    assert victim.stdout.readline() == "now\n"
    victim.kill()
    victim.communicate()

    copy = open_test_copy(copy_folder)
    with copy.new_unit_of_work(kits, read_name) as uow:
        decided = moment == "after"
        assert uow.archive.get(item.id).status is (ArchiveStatus.PASSED if decided else ArchiveStatus.PENDING)
        assert len(uow.decisions.of_subject(item.id)) == decided
        assert verify_chain(uow.audit.entries()) == decided
    assert copy.key == KEY
    copy.close()
