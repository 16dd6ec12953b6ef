"""What a report of a bug says: versions, the kind of the exception and where it came from. No personal data.

The message of an exception and the values of variables may hold a name or a number, so neither is in it: only types,
modules, functions and lines.
"""

import platform
import traceback
from pathlib import PurePath

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QApplication


def write_report(error: BaseException) -> str:
    """The report as plain text, English for whoever repairs it."""
    lines = [
        f"ReviewDesk {QApplication.applicationVersion()}",
        f"Python {platform.python_version()}, Qt {qVersion()}, {platform.system()} {platform.release()}",
    ]
    seen: set[int] = set()
    cause: BaseException | None = error
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        lines += ["", f"{type(cause).__module__}.{type(cause).__qualname__}"]
        for frame in traceback.extract_tb(cause.__traceback__):
            place = "/".join(PurePath(frame.filename).parts[-2:])
            lines.append(f"  {place}:{frame.lineno} {frame.name}")
        cause = cause.__cause__ or cause.__context__
    return "\n".join(lines)
