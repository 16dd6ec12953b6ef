"""What the fault tests stand on: the program's window over the office's own copy, and the tabs over a real copy."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import keyring
import pytest
from PySide6.QtWidgets import QApplication

from app import wiring
from app.services.passwords import Argon2Cost, Argon2Passwords
from app.services.user_paths import copy_dir
from db.name_readings import read_name
from tests.copies import KEY, add_office, open_test_copy
from tests.desk_fixtures import RealDesk, StillPreview, open_tab, real_desk, with_desk
from tests.factories import FixedPlanKits
from tests.faults.live_preview import LivePreview
from tests.faults.office_window import OfficeWindow

PASSWORD = "mima-1234"
CHEAP = Argon2Cost(memory_kib=8, passes=1, lanes=1)

__all__ = ["open_tab", "real_desk"]


class MemoryKeyring:
    """Stands for the system's keyring; a test changes ``key`` to another one or to none."""

    key = KEY.hex()

    def get_password(self, service: str, username: str) -> str | None:
        return self.key or None


# The vault trusts named classes only (app.services.key_vault.SAFE_BACKENDS).
MemoryKeyring.__module__, MemoryKeyring.__qualname__ = "keyring.backends.SecretService", "Keyring"


@pytest.fixture
def system_keyring(monkeypatch: pytest.MonkeyPatch) -> MemoryKeyring:
    backend = MemoryKeyring()
    monkeypatch.setattr(keyring, "get_keyring", lambda: backend)
    return backend


@pytest.fixture
def office_copy(empty_copy: Path, system_keyring: MemoryKeyring) -> Path:
    """The office's own working copy, where the program looks for it, with one account; closed."""
    folder = copy_dir("office")
    shutil.copytree(empty_copy, folder)
    copy, kits = open_test_copy(folder), FixedPlanKits()
    office = add_office(lambda: copy.new_unit_of_work(kits, read_name))
    with copy.new_unit_of_work(kits, read_name) as uow:
        uow.accounts.save(replace(office.account, password_hash=Argon2Passwords(CHEAP).hash(PASSWORD)))
        uow.commit()
    copy.close()
    return folder


@pytest.fixture
def start(
    qtbot: Any, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., OfficeWindow]]:
    """``start()``: the window as app/main.py opens it, once it offers its accounts or says why it cannot.

    No evidence is looked at here, so no worker processes are started: they would cost more than the opening.
    """
    monkeypatch.setattr(wiring, "WorkerPreview", lambda read: StillPreview())
    started: list[OfficeWindow] = []

    def start_(**changes: Any) -> OfficeWindow:
        started.append(OfficeWindow(qtbot, **changes))
        started[-1].show()
        return started[-1]

    yield start_
    for window in started:
        window.end()


@pytest.fixture(scope="module")
def live_preview() -> Iterator[LivePreview]:
    """Real workers for the tests of a module; starting them is what costs."""
    shared = LivePreview()
    shared.start()
    yield shared
    shared.stop()


@pytest.fixture
def live_desk(real_desk: RealDesk, live_preview: LivePreview) -> RealDesk:
    """The copy with a preview that really opens what the store holds."""
    live_preview.store = real_desk.desk.attachments
    real_desk.desk = with_desk(real_desk, preview=live_preview)
    return real_desk
