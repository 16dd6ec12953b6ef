"""Puts a document that the program made where the person chose: whole or not at all. Work lane only.

The bytes go into a file beside the target first, so that a full disk never leaves half a document in its place.
"""

import errno
import os
import tempfile
from pathlib import Path

from app.domain.errors import EnvironmentFault


def write_document(path: str, content: bytes) -> None:
    """Write the file, replacing an older one (the dialog has asked).

    Raises EnvironmentFault E-204 (disk full), E-205 (not allowed there), E-206 (folder gone, disk broken), E-207
    (another program holds the file); params: path.
    """
    target = Path(path)
    name = ""
    try:
        # A short name: the person's own may be as long as the disk allows.
        number, name = tempfile.mkstemp(prefix=".reviewdesk-", suffix=".part", dir=target.parent)
        with os.fdopen(number, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        _give_usual_rights(name)
        Path(name).replace(target)
    except OSError as error:
        if name:
            Path(name).unlink(missing_ok=True)
        raise EnvironmentFault(_code_of(error, target), path=str(target)) from error


def _code_of(error: OSError, target: Path) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "E-204"
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        # Windows answers like this too when Excel has the old file open.
        return "E-207" if target.exists() else "E-205"
    return "E-206"


def _give_usual_rights(name: str) -> None:
    """mkstemp makes files that only their owner reads; a document is handed on."""
    mask = os.umask(0)
    os.umask(mask)
    Path(name).chmod(0o666 & ~mask)
