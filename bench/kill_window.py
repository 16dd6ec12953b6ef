"""Kill the real window while somebody decides in it; whatever the screen showed as done must be in the copy.

``python dev.py campaign kill --window [--runs N]``. Each run opens the window in a process of its own on the same copy,
lets it show some decisions, and kills it a random moment later. Then the copy is opened as the program opens it: every
decision shown is stored with its audit entry, the chain verifies, and a run left at most one decision more than it showed.
"""

import os
import random
import subprocess
import sys
from dataclasses import dataclass, field, replace
from pathlib import Path

from app.domain.applicant import Applicant
from app.domain.archive import ArchiveItem, ArchiveStatus
from app.domain.audit import verify_chain
from app.domain.decision import Action
from app.services.passwords import Argon2Cost, Argon2Passwords
from app.services.plan_kits import FolderPlanKits
from bench.kill_desk import ACCOUNT, KEY, PASSWORD, UNIT, WallClock, read_no_name
from bench.killed import Lost, kill_after
from db.migrate import upgrade
from db.unit_of_work import SqlUnitOfWork
from db.working_copy import create_copy, open_copy
from resources import plans_dir

MOST_SHOWN = 8
LONGEST_DELAY = 0.08
"""Seconds between the last decision heard of and the kill: about two decisions."""
CHEAP = Argon2Cost(memory_kib=8, passes=1, lanes=1)


@dataclass
class WindowTally:
    runs: int = 0
    shown: list[str] = field(default_factory=list)
    """Names of those whose pass stood on the screen."""
    unshown: int = 0
    """Decisions found that had not been shown yet: allowed, they were durable before the process died."""


def run_window_kills(folder: Path, runs: int, seed: int) -> WindowTally:
    """``runs`` kills on one copy in ``folder``, checked after each. Raises Lost with what is wrong."""
    chance, tally = random.Random(seed), WindowTally()
    names = [f"申报人{number}号" for number in range(1, runs * (MOST_SHOWN + 6) + 1)]
    create_window_copy(folder, names)
    for _ in range(runs):
        run_window(folder, tally, chance.randint(1, MOST_SHOWN), chance.random() * LONGEST_DELAY)
        tally.runs += 1
        check_window_copy(folder, tally, names)
    return tally


def create_window_copy(folder: Path, names: list[str]) -> None:
    """A working copy with one item a person, all waiting, and an account that can sign in; closed again."""
    copy = create_copy(folder, KEY, copy_id="kill-window", upgrade=upgrade)
    with copy.new_unit_of_work(FolderPlanKits(plans_dir()), read_no_name) as uow:
        uow.organisations.add(UNIT)
        uow.accounts.add(replace(ACCOUNT, password_hash=Argon2Passwords(CHEAP).hash(PASSWORD)))
        for number, name in enumerate(names):
            uow.applicants.add(Applicant(f"person-{name}", UNIT.id, name, f"33019919880307{number:04d}"))
            uow.archive.add(make_item(name))
        uow.commit()
    copy.close()


def make_item(name: str) -> ArchiveItem:
    return ArchiveItem(
        id=f"item-{name}",
        applicant_id=f"person-{name}",
        employer_id=UNIT.id,
        section="award",
        fields={"awarded_on": "2024-11", "project": "城东片区排水管网数字化改造", "name": "科技创新成果奖"},
        evidence=(),
        status=ArchiveStatus.PENDING,
        rev=1,
        content_rev=1,
        submit_no=1,
        submitted_at=WallClock().now(),
    )


def run_window(folder: Path, tally: WindowTally, shown: int, delay: float) -> None:
    """One window: killed ``delay`` seconds after it showed its ``shown``-th decision."""
    command = [sys.executable, "-m", "bench.kill_window_victim", str(folder)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    root = Path(__file__).parent.parent
    with subprocess.Popen(
        command, cwd=root, env=environment, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as victim:
        assert victim.stdout is not None
        heard = 0
        for line in victim.stdout:
            heard += note_shown(line, tally)
            if heard == shown:
                kill_after(victim, delay)
                break
        # What was shown before the kill but not read yet counts as shown.
        for line in victim.stdout:
            heard += note_shown(line, tally)
        victim.wait()
    if heard < shown:
        raise Lost(f"the window ended by itself (exit code {victim.returncode}) after {heard} decisions")


def note_shown(line: str, tally: WindowTally) -> bool:
    """A whole line was shown; a torn one was not."""
    word, _, words = line.strip().partition(" ")
    if not line.endswith("\n") or word != "shown":
        return False
    tally.shown.append(words.removeprefix("已通过 "))
    return True


def check_window_copy(folder: Path, tally: WindowTally, names: list[str]) -> None:
    copy = open_copy(folder, KEY, upgrade=upgrade)
    try:
        with copy.new_unit_of_work(FolderPlanKits(plans_dir()), read_no_name) as uow:
            check_shown(uow, tally, names)
    finally:
        copy.close()


def check_shown(uow: SqlUnitOfWork, tally: WindowTally, names: list[str]) -> None:
    entries = list(uow.audit.entries())
    verify_chain(entries)
    audited = {content.content.get("op_id") for _, content in entries if content is not None}
    passed = set()
    for name in names:
        decisions = uow.decisions.of_subject(f"item-{name}")
        is_passed = uow.archive.get(f"item-{name}").status is ArchiveStatus.PASSED
        if [d.action for d in decisions] != [Action.PASS] * is_passed:
            raise Lost(f"half a decision on {name}: {decisions}")
        if any(d.id not in audited or uow.outbox.answer_to(d.id) is None for d in decisions):
            raise Lost(f"a decision on {name} without its audit or outbox entry")
        if is_passed:
            passed.add(name)
    gone = [name for name in tally.shown if name not in passed]
    if gone:
        raise Lost(f"{len(gone)} decisions shown as done are gone: {gone[:3]}")
    tally.unshown = len(passed) - len(tally.shown)
    if not 0 <= tally.unshown <= tally.runs:
        raise Lost(f"{len(passed)} decisions kept, {len(tally.shown)} shown in {tally.runs} runs")
