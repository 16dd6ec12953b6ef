"""The technical log: a rotating file without personal data, and the hooks that write a crash into it.

Called by app/main.py before the first paint (standard library only). Everything that is logged is worded by the
program; names are never given to a logger, numbers are taken out here (`redaction`), and of an exception only its
type, its code and the places in the source are written: a message or a local may hold a person's data.
"""

import logging
import logging.handlers
import sys
import threading
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from app.domain.errors import KnownError
from app.services.redaction import redact

FILE_NAME = "reviewdesk.log"
BYTES_A_FILE = 2 * 1024 * 1024
OLDER_FILES = 5
_LINE = "%(asctime)s %(levelname)s %(name)s %(threadName)s %(message)s"

_log = logging.getLogger("app.crash")


class RedactingFormatter(logging.Formatter):
    """Numbers out of the message, values out of the traceback."""

    def __init__(self) -> None:
        super().__init__(_LINE)

    def format(self, record: logging.LogRecord) -> str:
        # Another handler may have left its own wording of the exception in the record, values and all.
        kept, record.exc_text = record.exc_text, None
        try:
            return super().format(record)
        finally:
            record.exc_text = kept

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:
        return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")

    def formatMessage(self, record: logging.LogRecord) -> str:
        record.message = redact(record.message)
        return super().formatMessage(record)

    def formatException(
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        return describe_crash(ei[1]) if ei[1] else ""


def start_log(folder: Path, level: int = logging.INFO) -> logging.Handler:
    """Log to ``folder`` from now on; 5 older files of 2 MB stay. A folder that cannot be written ends no program:
    then nothing is logged. Give the handler to ``stop_log`` at the end."""
    handler: logging.Handler
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(
            folder / FILE_NAME, maxBytes=BYTES_A_FILE, backupCount=OLDER_FILES, encoding="utf-8"
        )
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(RedactingFormatter())
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(level)
    logging.raiseExceptions = False  # a full disk ends no program; and there may be no stderr to tell it to
    return handler


def stop_log(handler: logging.Handler) -> None:
    """Write out and close."""
    logging.getLogger().removeHandler(handler)
    handler.close()


def install_crash_hooks(report: Callable[[str], None] | None = None) -> None:
    """Unexpected errors of every thread go to the log.

    ``report`` gets the same text without personal data, on the thread of the crash; it must only hand it on (a signal
    of a QObject). KeyboardInterrupt ends the program as usual.
    """

    def note(error: BaseException) -> None:
        text = describe_crash(error)
        _log.critical("unexpected error\n%s", text)
        if report is not None:
            report(text)

    def on_main(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        else:
            note(error)

    def on_thread(arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None and not isinstance(arguments.exc_value, SystemExit):
            note(arguments.exc_value)

    def on_unraisable(arguments: "sys.UnraisableHookArgs") -> None:
        if arguments.exc_value is not None:
            note(arguments.exc_value)

    sys.excepthook = on_main
    threading.excepthook = on_thread
    sys.unraisablehook = on_unraisable


def describe_crash(error: BaseException) -> str:
    """Types, codes and places of an exception, its causes and its group, the first cause first; no values.

    A folder name may be a person's: of each file only its last three parts are written.
    """
    return "\n".join(_describe(error, set()))


def _describe(error: BaseException, seen: set[int]) -> list[str]:
    seen.add(id(error))
    lines: list[str] = []
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None and id(cause) not in seen:
        lines += [*_describe(cause, seen), "which led to"]
    kind = type(error)
    code = f" {error.code}" if isinstance(error, KnownError) else ""
    lines.append(f"{kind.__module__}.{kind.__qualname__}{code}")
    for frame in traceback.extract_tb(error.__traceback__, limit=-40):
        place = "/".join(Path(frame.filename).parts[-3:])
        lines.append(f"  {place}:{frame.lineno} {frame.name}")
    if isinstance(error, BaseExceptionGroup):
        for number, part in enumerate(error.exceptions, 1):
            if id(part) not in seen:
                lines += [f"part {number} of the group", *(f"  {line}" for line in _describe(part, seen))]
    return lines
