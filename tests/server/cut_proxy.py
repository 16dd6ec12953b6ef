"""A TCP proxy between a desk and its server that cuts the line where a test wants it.

A ``Cut`` counts the bytes of one direction of one connection, from its first byte (the start-up and the password are counted too;
``Line.seen`` says how far each direction is). Behind the cut nothing more passes and both sides find the line closed, by a reset as
after a pulled cable or by an orderly end. ``frozen``: the line stays open and silent, as behind a dead router.
"""

import contextlib
import os
import selectors
import socket
import struct
import threading
from dataclasses import dataclass, field
from enum import StrEnum

ONE_READ = 65536
RESET = struct.pack("hh" if os.name == "nt" else "ii", 1, 0)
"""SO_LINGER without lingering: close() sends a reset, what was not sent yet is dropped."""


class Direction(StrEnum):
    TO_SERVER = "to_server"
    TO_DESK = "to_desk"


@dataclass(frozen=True)
class Cut:
    """After ``after`` bytes of ``direction`` have passed. ``frozen``: silence instead of an end."""

    direction: Direction
    after: int
    reset: bool = True
    frozen: bool = False


@dataclass
class Line:
    """One connection through the proxy."""

    desk: socket.socket
    server: socket.socket
    cut: Cut | None
    seen: dict[Direction, int] = field(default_factory=lambda: dict.fromkeys(Direction, 0))
    lock: threading.Lock = field(default_factory=threading.Lock)
    was_cut: bool = False

    def pump(self, direction: Direction) -> None:
        source, target = (
            (self.desk, self.server) if direction is Direction.TO_SERVER else (self.server, self.desk)
        )
        with contextlib.suppress(OSError):
            while data := source.recv(ONE_READ):
                with self.lock:
                    allowed = self._allowed(direction, len(data))
                    self.seen[direction] += allowed
                if allowed:
                    target.sendall(data[:allowed])
                if allowed < len(data) or self._is_over(direction):
                    self.end()
                    return
        if not (self.cut and self.cut.frozen and self.was_cut):
            self.close(reset=False)

    def _allowed(self, direction: Direction, count: int) -> int:
        if self.was_cut:
            return 0
        if self.cut is None or self.cut.direction is not direction:
            return count
        return max(0, min(count, self.cut.after - self.seen[direction]))

    def _is_over(self, direction: Direction) -> bool:
        with self.lock:
            return self.was_cut or (
                self.cut is not None
                and self.cut.direction is direction
                and self.seen[direction] >= self.cut.after
            )

    def cut_after(self, direction: Direction, more: int, *, reset: bool = True, frozen: bool = False) -> None:
        """Cut ``more`` bytes of ``direction`` from now on."""
        with self.lock:
            self.cut = Cut(direction, self.seen[direction] + more, reset, frozen)

    def end(self) -> None:
        self.was_cut = True
        if self.cut is None or not self.cut.frozen:
            self.close(reset=self.cut is None or self.cut.reset)

    def close(self, *, reset: bool) -> None:
        """Both ends. The server's is closed in order: what was passed on to it stays passed on."""
        if reset:
            with contextlib.suppress(OSError):
                self.desk.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        for end in (self.desk, self.server):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()


class CutProxy:
    """Listens on 127.0.0.1:``port``. ``next_cut`` is used for the next connection only; ``lines`` are those there were."""

    def __init__(self, target_port: int, target_host: str = "127.0.0.1") -> None:
        self._target = (target_host, target_port)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self.next_cut: Cut | None = None
        self.refusing = False
        """New connections are closed at once: no network."""
        self.lines: list[Line] = []
        self._wake, self._woken = socket.socketpair()
        self._thread = threading.Thread(target=self._accept, name="cut-proxy", daemon=True)
        self._thread.start()

    @property
    def last(self) -> Line:
        return self.lines[-1]

    def close(self) -> None:
        self._wake.close()
        self._thread.join()
        self._listener.close()
        self._woken.close()
        for line in self.lines:
            line.close(reset=True)

    def __enter__(self) -> "CutProxy":
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def _accept(self) -> None:
        with selectors.DefaultSelector() as selector:
            selector.register(self._listener, selectors.EVENT_READ)
            selector.register(self._woken, selectors.EVENT_READ)
            while True:
                if any(key.fileobj is self._woken for key, _ in selector.select()):
                    return
                desk, _ = self._listener.accept()
                self._open(desk)

    def _open(self, desk: socket.socket) -> None:
        try:
            if self.refusing:
                raise OSError
            server = socket.create_connection(self._target)
        except OSError:
            desk.close()
            return
        for end in (desk, server):
            end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        cut, self.next_cut = self.next_cut, None
        line = Line(desk, server, cut)
        self.lines.append(line)
        for direction in Direction:
            threading.Thread(target=line.pump, args=[direction], daemon=True).start()
