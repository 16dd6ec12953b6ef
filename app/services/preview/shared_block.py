"""Memory that client and worker both see, for pixels: without a name on Linux, so nothing stays behind on a crash.

Linux: an anonymous memfd, inherited by the worker. Windows: a mapping backed by the page file under a random name.
The client owns the block and grows it; the worker maps it again when told another size. Not for two writers.
"""

import mmap
import os
import secrets
import sys


class SharedBlock:
    """The client's side. `handle` goes to the worker on its command line."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._fd = -1
        if sys.platform == "win32":
            self._name = f"Local\\reviewdesk-{secrets.token_hex(16)}"
            self._map = mmap.mmap(-1, size, tagname=f"{self._name}-{size}")
        else:
            self._name = ""
            self._fd = os.memfd_create("preview", os.MFD_CLOEXEC)
            os.ftruncate(self._fd, size)
            self._map = mmap.mmap(self._fd, size)

    @property
    def size(self) -> int:
        """Bytes."""
        return self._size

    @property
    def handle(self) -> str:
        """What `open_block` needs in the worker, next to the size."""
        return f"name:{self._name}" if self._fd < 0 else f"fd:{self._fd}"

    @property
    def inherited_fds(self) -> tuple[int, ...]:
        """File descriptors that the worker process must inherit."""
        return () if self._fd < 0 else (self._fd,)

    def grow(self, size: int) -> None:
        """Make room for `size` bytes; the content is lost. OSError when there is no memory."""
        if size <= self._size:
            return
        self._map.close()
        if sys.platform == "win32":
            self._map = mmap.mmap(-1, size, tagname=f"{self._name}-{size}")
        else:
            os.ftruncate(self._fd, size)
            self._map = mmap.mmap(self._fd, size)
        self._size = size

    def copy(self, length: int) -> bytes:
        """The first `length` bytes."""
        with memoryview(self._map) as view:
            return bytes(view[:length])

    def close(self) -> None:
        """Give the memory back."""
        self._map.close()
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1


def open_block(handle: str, size: int) -> mmap.mmap:
    """Map the client's block in the worker."""
    kind, _, value = handle.partition(":")
    if sys.platform == "win32":
        return mmap.mmap(-1, size, tagname=f"{value}-{size}")
    if kind != "fd":
        raise ValueError(f"unknown block handle {handle!r}")
    return mmap.mmap(int(value), size)
