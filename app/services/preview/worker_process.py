"""The client's end of one worker process: start, ask, kill. Used by worker_pool.py and lane threads only.

Not thread-safe: one thread at a time owns it (the pool sees to that); only `kill` may come from another thread.
A call ends in an answer, in WorkerDied, or in WorkerHung after its deadline, when the process has been killed.
"""

import os
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Sequence
from pathlib import Path
from typing import IO, NoReturn

from app.services.preview.job_object import confine_process
from app.services.preview.limits import START_SECONDS, WORKER_ADDRESS_SPACE
from app.services.preview.protocol import Header, ProtocolBroken, read_frame, write_frame
from app.services.preview.shared_block import SharedBlock
from app.services.preview.watchdog import Alarm, Watchdog

if sys.platform == "linux":
    import fcntl

_BLOCK_BYTES = 8 * 1024 * 1024
_PIPE_BYTES = 1024 * 1024
_STDERR_LINES = 40


class WorkerDied(Exception):
    """The process ended or broke the protocol. Carries its exit code and last words on stderr, for the log."""


class WorkerHung(Exception):
    """The process missed a deadline and has been killed."""


def find_worker_command() -> list[str]:
    """How to start a worker: through the frozen program's own door, or as a module from source."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "preview-worker"]
    return [sys.executable, "-m", "app.services.preview.worker"]


class WorkerProcess:
    """Starts on construction (raises OSError when it cannot); call `wait_ready` before the first request."""

    def __init__(
        self, watchdog: Watchdog, command: Sequence[str], address_space: int = WORKER_ADDRESS_SPACE
    ) -> None:
        self.open_documents: set[str] = set()
        self._watchdog = watchdog
        self._block = SharedBlock(_BLOCK_BYTES)
        self._stderr: deque[str] = deque(maxlen=_STDERR_LINES)
        self._hung = False
        try:
            self._process = subprocess.Popen(
                [*command, self._block.handle, str(self._block.size), str(address_space)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                pass_fds=self._block.inherited_fds,
                env=_make_environment(),
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError:
            self._block.close()
            raise
        self._job = confine_process(self._process, address_space)
        assert self._process.stdin and self._process.stdout and self._process.stderr
        self._requests, self._answers = self._process.stdin, self._process.stdout
        _widen_pipe(self._requests)
        # An undrained stderr would block the worker once the pipe is full.
        self._drain = threading.Thread(
            target=_drain, args=(self._process.stderr, self._stderr), name="preview-stderr", daemon=True
        )
        self._drain.start()

    @property
    def pid(self) -> int:
        """Process id, for logs and tests."""
        return self._process.pid

    def is_running(self) -> bool:
        """False once the process has ended."""
        return self._process.poll() is None

    def wait_ready(self) -> None:
        """Block until the worker has imported its library; raises WorkerDied or WorkerHung."""
        self.receive(START_SECONDS)

    def ask(self, request: Header, payload: bytes, seconds: float) -> Header:
        """Send a request and wait for its answer; raises WorkerDied or WorkerHung."""
        self.send(request, payload, seconds)
        return self.receive(seconds)

    def ask_file(self, request: Header, payload: bytes, seconds: float) -> tuple[Header, bytes]:
        """Send a request that makes a file; it comes through the shared block. No bytes when the answer is none."""
        answer = self.ask({**request, "block": self._block.size}, payload, seconds)
        if "length" not in answer:
            return answer, b""
        if not 0 < answer["length"] <= self._block.size:
            raise WorkerDied("file larger than the block")
        return answer, self._block.copy(answer["length"])

    def send(self, request: Header, payload: bytes, seconds: float) -> None:
        """Send a request; `receive` must follow for each, in the same order. Raises WorkerDied or WorkerHung."""
        with self._watchdog.guard(self.kill, seconds) as alarm:
            try:
                write_frame(self._requests, request, payload)
                return
            except OSError:
                pass  # dead; why, the end of this function tells
        self._raise_end(alarm)

    def receive(self, seconds: float) -> Header:
        """The answer to the oldest request that has none; raises WorkerDied or WorkerHung."""
        with self._watchdog.guard(self.kill, seconds) as alarm:
            try:
                frame = read_frame(self._answers, max_payload=0)
            except (OSError, ProtocolBroken):
                frame = None
        if frame is None or alarm.fired:
            self._raise_end(alarm)
        return frame[0]

    def send_render(self, question: Header, seconds: float) -> None:
        """Ask for a picture in the shared block; `receive_picture` must follow."""
        self.send({**question, "block": self._block.size}, b"", seconds)

    def receive_picture(self, question: Header, seconds: float) -> tuple[Header, bytes]:
        """The picture's bytes (a copy), asked for again with a larger block when the worker needs it; no bytes when
        the answer is none.
        """
        answer = self.receive(seconds)
        if "need" in answer:
            self._block.grow(answer["need"])
            self.send_render(question, seconds)
            answer = self.receive(seconds)
        if "height" not in answer:
            return answer, b""
        length = answer["stride"] * answer["height"]
        if not 0 < length <= self._block.size:
            raise WorkerDied("picture larger than the block")
        return answer, self._block.copy(length)

    def kill(self) -> None:
        """End the process now, whatever it does. Safe from any thread."""
        self._process.kill()

    def close(self) -> None:
        """Kill, reap and give all handles back."""
        self._process.kill()
        self._process.wait()
        self._drain.join()
        for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
            _close_quietly(pipe)
        self._block.close()
        self._job.close()

    def _raise_end(self, alarm: Alarm) -> NoReturn:
        if alarm.fired:
            raise WorkerHung
        raise WorkerDied(self._read_last_words())

    def _read_last_words(self) -> str:
        self.kill()
        code = self._process.wait()
        self._drain.join()
        return "\n".join([f"exit code {code}", *self._stderr])


def _make_environment() -> dict[str, str]:
    """The worker finds `app` where this process found it, without any path being built here."""
    environment = dict(os.environ)
    if not getattr(sys, "frozen", False):
        environment["PYTHONPATH"] = os.pathsep.join(part or str(Path.cwd()) for part in sys.path)
    return environment


def _widen_pipe(pipe: IO[bytes]) -> None:
    """Let a whole file lie in the pipe: with the usual 64 KB both processes are woken for every piece."""
    if sys.platform == "linux":
        try:
            fcntl.fcntl(pipe.fileno(), fcntl.F_SETPIPE_SZ, _PIPE_BYTES)
        except OSError:
            # The system allows less; slower by half a millisecond, nothing else.
            return


def _drain(pipe: IO[bytes], lines: deque[str]) -> None:
    for line in pipe:
        lines.append(line.decode("utf-8", "replace").rstrip()[:400])


def _close_quietly(pipe: IO[bytes] | None) -> None:
    if pipe is None:
        return
    try:
        pipe.close()
    except OSError:
        # Closing flushes what the dead worker never read; there is nobody left to tell.
        return
