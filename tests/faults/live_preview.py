"""The program's preview over the attachment store of whichever test runs."""

import os
import signal
from typing import Any

from app.services.preview.client import WorkerPreview


class LivePreview(WorkerPreview):
    """``store`` is the running test's. What was shown once is remembered by content: tests make content of their own."""

    store: Any = None

    def __init__(self) -> None:
        super().__init__(self._read_from_store)

    def kill_workers(self) -> None:
        """The hard way, whatever they are doing."""
        for pid in self.list_worker_pids():
            os.kill(pid, signal.SIGTERM if os.name == "nt" else signal.SIGKILL)

    def _read_from_store(self, sha256: str) -> bytes:
        content: bytes = self.store.read(sha256)
        return content
