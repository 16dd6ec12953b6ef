"""Where this user's working copies, logs and sample copy lie. Called by app/main.py; services get paths from there.

``REVIEWDESK_HOME`` puts everything below one folder (tests, the tour, a portable installation). Without it: the
system's place for local data, never the roaming profile, since a working copy must not travel over a network.
Codes: E-107 (the folder is somebody else's or cannot be written, param path) and E-204 (disk full). The person did not
choose this folder, so the advice differs from that of E-205 (a folder that was chosen).
"""

import errno
import os
import re
from pathlib import Path

import platformdirs

from app.domain.errors import EnvironmentFault

HOME_VARIABLE = "REVIEWDESK_HOME"
APP_NAME = "ReviewDesk"
_COPY_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,63}")


def home_dir() -> Path:
    """The folder that holds everything of this user, absolute; it need not exist."""
    chosen = os.environ.get(HOME_VARIABLE, "").strip()
    if chosen:
        return Path(chosen).expanduser().absolute()
    return Path(platformdirs.user_data_dir(APP_NAME, appauthor=False, roaming=False))


def logs_dir() -> Path:
    """Technical logs; the review logs are in the working copy."""
    if os.environ.get(HOME_VARIABLE, "").strip():
        return home_dir() / "logs"
    return Path(platformdirs.user_log_dir(APP_NAME, appauthor=False))


def copies_dir() -> Path:
    """One folder a working copy."""
    return home_dir() / "copies"


def copy_dir(copy_id: str) -> Path:
    """The folder of one working copy. Raises ValueError for an id that is no folder name."""
    if not _COPY_ID.fullmatch(copy_id):
        raise ValueError("not the id of a working copy")
    return copies_dir() / copy_id


def key_file(copy_id: str) -> Path:
    """The key file beside the copy, where a passphrase protects it."""
    return copy_dir(copy_id) / "key.json"


def sample_dir() -> Path:
    """The 样例 copy of ``run --sample``."""
    return home_dir() / "sample"


def make_private_dir(folder: Path) -> Path:
    """The folder itself, made if need be and closed to other users. Raises EnvironmentFault E-107, E-204."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if os.name == "posix":  # on Windows the profile's own rights hold
            folder.chmod(0o700)
    except OSError as fault:
        if fault.errno == errno.ENOSPC:
            raise EnvironmentFault("E-204") from fault
        raise EnvironmentFault("E-107", path=str(folder)) from fault
    return folder
