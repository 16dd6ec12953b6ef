"""Kill a deciding process again and again; nothing that it said aloud may be lost, nothing may be half there.

``python dev.py campaign kill [--runs N]``; with ``--window`` it is the real window that dies (``bench.kill_window``).
After each kill the copy is opened as the program opens it and:
every acknowledged command has its stored outcome; every acknowledged attachment reads back with its hash; the audit
chain verifies; decisions, audit entries and outbox entries agree in number. A process that died between the commit
and its acknowledgement must have left exactly one act more than it said.
"""

import argparse
import hashlib
import random
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.domain.applicant import Applicant
from app.domain.archive import ArchiveItem, ArchiveStatus
from app.domain.audit import verify_chain
from app.domain.decision import Decision
from app.services.plan_kits import FolderPlanKits
from bench.kill_desk import ACCOUNT, DRAFT, ITEMS, KEY, PERSON, UNIT, WallClock, read_no_name
from bench.kill_window import run_window_kills
from bench.killed import Lost, kill_after
from db.attachments import EncryptedAttachmentStore
from db.migrate import upgrade
from db.unit_of_work import SqlUnitOfWork
from db.working_copy import WorkingCopy, create_copy, open_copy
from resources import plans_dir


@dataclass
class Tally:
    """What the killed processes said, over all runs of one copy."""

    runs: int = 0
    decided: list[str] = field(default_factory=list)
    stored: list[str] = field(default_factory=list)
    typed: list[int] = field(default_factory=list)
    unsaid: int = 0
    """Acts found that nobody had acknowledged: allowed, they were durable before the process died."""


def run_kills(folder: Path, runs: int, seed: int) -> Tally:
    """``runs`` kills on one copy in ``folder``, checked after each. Raises Lost with what is wrong."""
    chance, tally, kits = random.Random(seed), Tally(), FolderPlanKits(plans_dir())
    create_kill_copy(folder, kits)
    for run in range(runs):
        # Every third run dies by itself right after a commit; the others are killed at any moment.
        at_commit = chance.randint(1, 12) if run % 3 == 2 else 0
        run_victim(
            folder, tally, lines=chance.randint(1, 14), delay=chance.random() * 0.02, at_commit=at_commit
        )
        tally.runs += 1
        check_copy(folder, kits, tally)
    return tally


def create_kill_copy(folder: Path, kits: FolderPlanKits) -> None:
    """A working copy with ITEMS pending, closed again."""
    copy = create_copy(folder, KEY, copy_id="kill-campaign", upgrade=upgrade)
    person = Applicant(PERSON, UNIT.id, "陈晓东", "330199198803070011")
    with copy.new_unit_of_work(kits, read_no_name) as uow:
        uow.organisations.add(UNIT)
        uow.accounts.add(ACCOUNT)
        uow.applicants.add(person)
        for item_id in ITEMS:
            uow.archive.add(
                ArchiveItem(
                    id=item_id,
                    applicant_id=person.id,
                    employer_id=UNIT.id,
                    section="award",
                    fields={
                        "time": "2024-11",
                        "project": "城东片区排水管网数字化改造",
                        "name": "科技创新成果奖",
                    },
                    evidence=(),
                    status=ArchiveStatus.PENDING,
                    rev=1,
                    content_rev=1,
                    submit_no=1,
                    submitted_at=WallClock().now(),
                )
            )
        uow.commit()
    copy.close()


def run_victim(folder: Path, tally: Tally, *, lines: int, delay: float, at_commit: int) -> None:
    command = [sys.executable, "-m", "bench.kill_victim", str(folder), "--die-after-commit", str(at_commit)]
    root = Path(__file__).parent.parent
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True) as victim:
        assert victim.stdout is not None
        for said, line in enumerate(victim.stdout):
            note_line(line, tally)
            if not at_commit and said == lines:
                kill_after(victim, delay)
                break
        # What was said before the kill but not read yet counts as said.
        for line in victim.stdout:
            note_line(line, tally)
        victim.wait()


def note_line(line: str, tally: Tally) -> None:
    """A whole line was said; a torn one was not."""
    word, _, value = line.strip().partition(" ")
    if not line.endswith("\n"):
        return
    match word:
        case "decided":
            tally.decided.append(value)
        case "stored":
            tally.stored.append(value)
        case "typed":
            tally.typed.append(int(value))


def check_copy(folder: Path, kits: FolderPlanKits, tally: Tally) -> None:
    copy = open_copy(folder, KEY, upgrade=upgrade)
    try:
        with copy.new_unit_of_work(kits, read_no_name) as uow:
            check_records(uow, tally)
            check_draft(uow, tally)
        check_files(copy, tally)
    finally:
        copy.close()


def check_records(uow: SqlUnitOfWork, tally: Tally) -> None:
    entries = list(uow.audit.entries())
    verify_chain(entries)
    missing = [op for op in tally.decided if uow.outbox.answer_to(op) is None]
    if missing:
        raise Lost(f"{len(missing)} acknowledged acts are gone: {missing[:3]}")
    audited = {str(content.content["op_id"]) for _, content in entries if content is not None}
    for op in audited:
        if uow.outbox.answer_to(op) is None:
            raise Lost(f"audit entry without outbox entry: {op}")
    decisions: list[Decision] = [d for item in ITEMS for d in uow.decisions.of_subject(item)]
    for decision in decisions:
        if decision.id not in audited:
            raise Lost(f"decision without audit entry: {decision.id}")
    unsaid = len(audited) - len(tally.decided)
    if not 0 <= unsaid <= tally.runs:
        raise Lost(f"{len(audited)} acts kept, {len(tally.decided)} acknowledged in {tally.runs} runs")
    tally.unsaid = unsaid


def check_draft(uow: SqlUnitOfWork, tally: Tally) -> None:
    """What was typed last and said to be kept is there, or something typed later."""
    draft = uow.item_drafts.get(DRAFT)
    kept = int(draft.fields["project"]) if draft is not None else 0
    if tally.typed and kept < tally.typed[-1]:
        raise Lost(f"typed {tally.typed[-1]} was said to be kept, the draft has {kept}")


def check_files(copy: WorkingCopy, tally: Tally) -> None:
    store = EncryptedAttachmentStore(copy.attachments_folder, KEY)
    for sha256 in tally.stored:
        if hashlib.sha256(store.read(sha256)).hexdigest() != sha256:
            raise Lost(f"attachment is not what was stored: {sha256}")


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="dev.py campaign kill")
    parser.add_argument("--runs", type=int, default=100)
    parser.add_argument("--seed", type=int, default=20261124)
    parser.add_argument("--window", action="store_true", help="kill the real window while it decides")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as place:
        if chosen.window:
            report_window(Path(place) / "copy", chosen.runs, chosen.seed)
            return 0
        tally = run_kills(Path(place) / "copy", chosen.runs, chosen.seed)
    print(
        f"{tally.runs} kills: {len(tally.decided)} acts, {len(tally.stored)} attachments and {len(tally.typed)} drafts "
        "acknowledged, 0 lost; "
        f"{tally.unsaid} acts durable before they were acknowledged; audit chain valid after every kill"
    )
    return 0


def report_window(folder: Path, runs: int, seed: int) -> None:
    tally = run_window_kills(folder, runs, seed)
    print(
        f"{tally.runs} windows killed: {len(tally.shown)} decisions shown as done, 0 lost; "
        f"{tally.unshown} durable before they were shown; audit chain valid after every kill"
    )
