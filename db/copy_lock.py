"""One process a working copy: a lock of the operating system on a file in it. It ends with the process, also by kill."""

import os
import sys
from pathlib import Path

from app.domain.errors import EnvironmentFault

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

LOCK = "copy.lock"


class CopyLock:
    """Held from construction to ``release``. Raises EnvironmentFault("E-104") when somebody holds it already."""

    def __init__(self, folder: Path) -> None:
        self._file = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock(self._file)
        except OSError:
            os.close(self._file)
            raise EnvironmentFault("E-104", path=str(folder)) from None

    def release(self) -> None:
        if self._file >= 0:
            _unlock(self._file)
            os.close(self._file)
            self._file = -1


if sys.platform == "win32":

    def _lock(file: int) -> None:
        os.lseek(file, 0, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)

    def _unlock(file: int) -> None:
        os.lseek(file, 0, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_UNLCK, 1)

else:

    def _lock(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _unlock(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)
