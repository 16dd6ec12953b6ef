"""The process that is killed: decides archive items and stores attachments, and says each one aloud when it is durable.

Started by ``bench.kill`` as ``python -m bench.kill_victim FOLDER``. Lines on standard output, flushed at once:
``typed NUMBER``, ``decided OP_ID`` and ``stored SHA256`` after the act came back durable. With ``--die-after-commit N`` the process
kills itself right after its N-th commit, before it says so: between the commit and the screen's 已保存.
"""

import argparse
import itertools
import os
import random
import signal
import time
import uuid
from pathlib import Path
from typing import Any

from app.domain.archive import ArchiveStatus
from app.domain.commands import AddEvidence, KeepItemDraft, ReviewArchiveItem, WithdrawDecision
from app.domain.decision import Action
from app.services.plan_kits import FolderPlanKits
from app.usecases.enter_item import keep_item_draft
from app.usecases.review_archive import add_evidence, review_archive_item
from app.usecases.withdraw_decision import withdraw_decision
from bench.kill_desk import DRAFT, ITEMS, KEY, OFFICE, PERSON, WallClock, read_no_name
from db.attachments import EncryptedAttachmentStore
from db.unit_of_work import SqlUnitOfWork
from db.working_copy import WorkingCopy, open_copy
from resources import plans_dir


class DyingUnitOfWork(SqlUnitOfWork):
    """Commits, and at the given commit the process is gone before anybody hears of it."""

    commits_left = 0

    def commit(self) -> None:
        super().commit()
        DyingUnitOfWork.commits_left -= 1
        if DyingUnitOfWork.commits_left == 0:
            kill_self()


def refuse_upgrade(engine: object) -> None:
    raise RuntimeError("the campaign's copy is of the present schema")


def kill_self() -> None:
    """The hardest end a platform has: no clean-up runs."""
    if os.name == "nt":
        os._exit(9)
    os.kill(os.getpid(), signal.SIGKILL)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--die-after-commit", type=int, default=0)
    chosen = parser.parse_args()
    copy = open_copy(chosen.folder, KEY, upgrade=refuse_upgrade)
    DyingUnitOfWork.commits_left = chosen.die_after_commit
    print("ready", flush=True)
    work_until_killed(copy)


def work_until_killed(copy: WorkingCopy) -> None:
    kits, clock = FolderPlanKits(plans_dir()), WallClock()
    store = EncryptedAttachmentStore(copy.attachments_folder, copy.key)
    chance = random.Random()

    def new_uow() -> Any:
        return DyingUnitOfWork(copy.write_engine, kits, read_no_name)

    for item_id in itertools.cycle(ITEMS):
        typed = str(time.monotonic_ns())
        draft = KeepItemDraft(OFFICE, DRAFT, PERSON, "award", {"project": typed}, ())
        keep_item_draft(draft, new_uow, clock)
        print(f"typed {typed}", flush=True)
        if not is_pending(new_uow, item_id):  # an earlier victim died between its pass and its withdrawal
            continue
        content = b"%PDF-1.7\n" + chance.randbytes(300_000)
        file = store.put(content, "scan.pdf")
        print(f"stored {file.sha256}", flush=True)
        add = AddEvidence(str(uuid.uuid4()), OFFICE, item_id, read_rev(new_uow, item_id), (file,))
        add_evidence(add, new_uow, clock, kits)
        print(f"decided {add.op_id}", flush=True)
        review = ReviewArchiveItem(
            str(uuid.uuid4()), OFFICE, item_id, read_rev(new_uow, item_id), Action.PASS
        )
        review_archive_item(review, new_uow, clock)
        print(f"decided {review.op_id}", flush=True)
        withdraw = WithdrawDecision(str(uuid.uuid4()), OFFICE, review.op_id)
        withdraw_decision(withdraw, new_uow, clock, kits)
        print(f"decided {withdraw.op_id}", flush=True)


def is_pending(new_uow: Any, item_id: str) -> bool:
    with new_uow() as uow:
        return uow.archive.get(item_id).status is ArchiveStatus.PENDING


def read_rev(new_uow: Any, item_id: str) -> int:
    with new_uow() as uow:
        rev: int = uow.archive.get(item_id).rev
        return rev


if __name__ == "__main__":
    main()
