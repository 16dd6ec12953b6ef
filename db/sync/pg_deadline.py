"""A call's own deadline: when it is over, its socket is shut. A push is never cancelled on the server (docs/protocol.md §4):
whether it was done is asked again with the same op_id."""

import contextlib
import socket
import threading
from collections.abc import Iterator


class Deadline:
    """One call. ``expired`` says afterwards whether the socket was shut."""

    def __init__(self, fileno: int) -> None:
        self._fileno = fileno
        self._lock = threading.Lock()
        self._over = False
        self.expired = False

    def shut(self) -> None:
        """On the timer's thread. The lock keeps it from a socket that another connection got meanwhile."""
        with self._lock:
            if self._over:
                return
            self.expired = True
            shut_socket(self._fileno)

    def end(self) -> None:
        with self._lock:
            self._over = True


@contextlib.contextmanager
def within(fileno: int, seconds: float) -> Iterator[Deadline]:
    deadline = Deadline(fileno)
    timer = threading.Timer(seconds, deadline.shut)
    timer.daemon = True
    timer.start()
    try:
        yield deadline
    finally:
        deadline.end()
        timer.cancel()


def shut_socket(fileno: int) -> None:
    """Whoever waits on it wakes up and finds it closed by the other side. The descriptor itself stays its owner's."""
    borrowed = None
    try:
        borrowed = socket.socket(fileno=fileno)
        borrowed.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # closed already
    finally:
        if borrowed is not None:
            borrowed.detach()
