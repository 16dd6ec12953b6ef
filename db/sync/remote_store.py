"""RemoteStore: app.ports.attachments of a copy with a server. What is not on this PC comes when it is opened.

``read_now`` is for the preview: it never waits, a file that is on its way is EnvironmentFault F-208 (done, total in bytes) and asking again
a little later answers. ``read`` and ``stream`` wait for the bytes; never on the GUI thread. Both raise why a file does not come: F-202 altered,
F-203 no longer readable, F-209 no connection (params reason), E-301 and E-302 where the server has it neither.

One thread of its own brings the files, over a gateway and a database connection of its own, the one asked for last first; both are
closed when nothing was asked for a while. A thread that fails for a bug of ours answers whoever waits with that error.
"""

import logging
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from time import monotonic

from sqlalchemy import Engine

from app.domain.attachment import FileRef
from app.domain.errors import EnvironmentFault, KnownError, RuleError
from db.attachments import MEBIBYTE, EncryptedAttachmentStore
from db.engine import open_engine, reading
from db.sync.file_rows import RemoteFile, find_remote, mark_failed, mark_here
from db.sync.files_down import FileDownloads, FileProgress
from db.sync.gateway import MOST_FILE_BYTES, Gateway, SyncError
from db.working_copy import DATABASE, WorkingCopy

_LOG = logging.getLogger(__name__)
IDLE_SECONDS = 30.0
FRESH_SECONDS = 2.0
"""Who waits for a file asks again within this time; a file that nobody asked for so long makes way for one that somebody did."""
ASK_AGAIN_SECONDS = 0.25
FAILURE_SECONDS = 0.6
"""For so long after it was told first, why a file did not come is the answer to everybody who asks (its page, its facts)."""
MOST_WAITING = 32
MOST_TRIES = 2
CLOSE_SECONDS = 1.0
_NOT_HERE = frozenset({"E-301", "E-302"})


def open_remote_store(copy: WorkingCopy, connect: Callable[[], Gateway]) -> "RemoteStore":
    """The store of an open copy. ``connect`` makes a gateway; it may raise SyncError while nobody is signed in."""
    return RemoteStore(
        EncryptedAttachmentStore(copy.attachments_folder, copy.key),
        lambda: open_engine(copy.folder / DATABASE, copy.key),
        connect,
    )


class RemoteStore:
    """``local`` and ``downloads`` are shared with the rounds of the exchange."""

    def __init__(
        self,
        local: EncryptedAttachmentStore,
        open_rows: Callable[[], Engine],
        connect: Callable[[], Gateway],
        *,
        idle_seconds: float = IDLE_SECONDS,
        failure_seconds: float = FAILURE_SECONDS,
    ) -> None:
        self.local = local
        self.downloads = FileDownloads(local)
        self._open_rows = open_rows
        self._connect = connect
        self._idle_seconds = idle_seconds
        self._failure_seconds = failure_seconds
        self._changed = threading.Condition()
        self._asked: OrderedDict[str, float] = OrderedDict()  # when; the latest at the end
        self._failed: dict[str, KnownError] = {}  # the latest at the end
        self._told: dict[str, float] = {}  # when a failure was told first
        self._used: dict[str, datetime] = {}
        self._thread: threading.Thread | None = None
        self._closed = self._hangs_up = False

    # -- app.ports.attachments.AttachmentStore

    def put(self, content: bytes, name: str) -> FileRef:
        if len(content) > MOST_FILE_BYTES:
            raise RuleError(
                "F-104",
                name=name,
                size_mb=-(-len(content) // MEBIBYTE),
                limit_mb=MOST_FILE_BYTES // MEBIBYTE,
            )
        return self.local.put(content, name)

    def read(self, sha256: str) -> bytes:
        for _ in range(MOST_TRIES):
            try:
                return self._read_here(sha256)
            except EnvironmentFault as fault:
                if fault.code not in _NOT_HERE:
                    raise
                self._wait_for(sha256, fault)
        return self._read_here(sha256)

    def stream(self, sha256: str) -> Iterator[bytes]:
        """A file found to be damaged after some chunks is brought again; the caller has to begin again."""
        sent = False
        try:
            for chunk in self.local.stream(sha256):
                sent = True
                yield chunk
        except EnvironmentFault as fault:
            if fault.code not in _NOT_HERE:
                raise
            if sent:
                with suppress(KnownError):
                    self._ask(sha256, fault)
                raise
            yield self.read(sha256)

    def has(self, sha256: str) -> bool:
        return self.local.has(sha256)

    # -- for the preview

    def read_now(self, sha256: str) -> bytes:
        try:
            return self._read_here(sha256)
        except EnvironmentFault as fault:
            if fault.code not in _NOT_HERE:
                raise
            progress = self._ask(sha256, fault)
            raise EnvironmentFault("F-208", sha256=sha256, done=progress.done, total=progress.total) from None

    # -- for the rounds

    def take_uses(self) -> dict[str, datetime]:
        """When files were opened since this was asked last."""
        with self._changed:
            used, self._used = self._used, {}
        return used

    def disconnect(self) -> None:
        """Nobody sits there any more: the connection is given up at the next chunk. The next asking makes another."""
        with self._changed:
            self._asked.clear()
            self._hangs_up = self._thread is not None
            self._changed.notify_all()

    def close(self) -> None:
        """Bring nothing more; the thread ends at the next chunk, which may be after this returns."""
        with self._changed:
            self._closed = True
            thread = self._thread
            self._changed.notify_all()
        if thread is not None:
            thread.join(CLOSE_SECONDS)

    # -- asking

    def _read_here(self, sha256: str) -> bytes:
        content = self.local.read(sha256)
        with self._changed:
            self._used[sha256] = datetime.now(UTC)
        return content

    def _ask(self, sha256: str, fault: EnvironmentFault) -> FileProgress:
        """Want a file. Raises why the last try failed, to whoever asks first and a moment longer: then it is tried again."""
        with self._changed:
            failure = self._failed.get(sha256)
            if failure is not None:
                now = monotonic()
                if now - self._told.setdefault(sha256, now) <= self._failure_seconds:
                    raise fault if failure.code in _NOT_HERE else failure
                self._forget_failure(sha256)
            if self._closed:
                raise fault
            self._asked[sha256] = monotonic()
            self._asked.move_to_end(sha256)
            for oldest in list(self._asked)[: max(0, len(self._asked) - MOST_WAITING)]:
                del self._asked[oldest]
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="file-download", daemon=True)
                self._thread.start()
            self._changed.notify_all()
        return self.downloads.progress(sha256) or FileProgress(0, 0)

    def _wait_for(self, sha256: str, fault: EnvironmentFault) -> None:
        """Until it is here; raises why it does not come."""
        while True:
            self._ask(sha256, fault)
            with self._changed:
                self._changed.wait_for(
                    lambda: self._closed or sha256 in self._failed or sha256 not in self._asked,
                    ASK_AGAIN_SECONDS,
                )
                if sha256 not in self._failed and sha256 not in self._asked:
                    return

    # -- the thread

    def _run(self) -> None:
        bringing = _Bringing(self.local, self.downloads, self._open_rows, self._connect)
        try:
            while (sha256 := self._next()) is not None:
                self._settle(sha256, *self._try(bringing, sha256))
        finally:
            bringing.close()

    def _try(self, bringing: "_Bringing", sha256: str) -> tuple[bool, KnownError | None]:
        """Whether it is settled, and why it failed."""
        try:
            return bringing.bring(sha256, lambda: self._makes_way(sha256)), None
        except SyncError as error:
            return True, EnvironmentFault("F-209", sha256=sha256, reason=error.code)
        except KnownError as error:
            return True, error
        except Exception as error:  # noqa: BLE001 - whoever waits must be told; a bug here must not hang a preview
            _LOG.exception("download failed")
            return True, EnvironmentFault("F-209", sha256=sha256, reason=type(error).__name__)

    def _next(self) -> str | None:
        """The file asked for last; None when nothing was for a while, and the thread is no more then."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._hangs_up or self._asked, self._idle_seconds)
            if self._closed or self._hangs_up or not self._asked:
                self._thread, self._hangs_up = None, False
                return None
            return next(reversed(self._asked))

    def _makes_way(self, sha256: str) -> bool:
        with self._changed:
            if self._closed or self._hangs_up or sha256 not in self._asked:
                return True
            latest = next(reversed(self._asked))
            now = monotonic()
            return (
                latest != sha256
                and now - self._asked[sha256] > FRESH_SECONDS
                and now - self._asked[latest] < FRESH_SECONDS
            )

    def _settle(self, sha256: str, settled: bool, failure: KnownError | None) -> None:
        with self._changed:
            if settled:
                self._asked.pop(sha256, None)
                self._forget_failure(sha256)
                if failure is not None:
                    self._failed[sha256] = failure
                    for oldest in list(self._failed)[: max(0, len(self._failed) - MOST_WAITING)]:
                        self._forget_failure(oldest)
            self._changed.notify_all()
            if not settled and next(reversed(self._asked), None) == sha256 and not self._closed:
                # It comes on another thread just now (a round fetches it): look again in a moment.
                self._changed.wait(ASK_AGAIN_SECONDS)

    def _forget_failure(self, sha256: str) -> None:
        self._failed.pop(sha256, None)
        self._told.pop(sha256, None)


class _Bringing:
    """What the thread holds while it works: a gateway and a database connection, each made when it is needed."""

    def __init__(
        self,
        local: EncryptedAttachmentStore,
        downloads: FileDownloads,
        open_rows: Callable[[], Engine],
        connect: Callable[[], Gateway],
    ) -> None:
        self._local = local
        self._downloads = downloads
        self._open_rows = open_rows
        self._connect = connect
        self._rows: Engine | None = None
        self._gateway: Gateway | None = None

    def bring(self, sha256: str, makes_way: Callable[[], bool]) -> bool:
        """False: not yet. Raises EnvironmentFault E-301 when no row names the file."""
        if self._rows is None:
            self._rows = self._open_rows()
        with reading(self._rows).connect() as connection:
            file = find_remote(connection, sha256)
        if file is None:
            raise EnvironmentFault("E-301", sha256=sha256)
        damaged = self._local.has(sha256) and not self._is_whole(sha256)
        if self._gateway is None:
            self._gateway = self._connect()
        try:
            come = self._downloads.fetch(self._gateway, file, makes_way, damaged=damaged)
        except EnvironmentFault as fault:
            if fault.code in ("F-202", "F-203"):
                self._note(file, fault.code)
            raise
        if come:
            self._note(file, "")
        return come

    def close(self) -> None:
        if self._gateway is not None:
            with suppress(SyncError):
                self._gateway.close()
        if self._rows is not None:
            self._rows.dispose()

    def _is_whole(self, sha256: str) -> bool:
        try:
            for _ in self._local.stream(sha256):
                pass
        except EnvironmentFault:
            return False
        return True

    def _note(self, file: RemoteFile, code: str) -> None:
        assert self._rows is not None
        try:
            with self._rows.begin() as connection:
                if code:
                    mark_failed(connection, file.sha256, code)
                else:
                    mark_here(connection, file.sha256, datetime.now(UTC))
        except EnvironmentFault as fault:
            # Only the counting suffers; the file itself is where it is.
            _LOG.warning("a transfer was not noted: %s", fault.code)
