"""A gateway whose answers get lost on the way: the server has done the work, the desk does not hear of it."""

from collections.abc import Callable
from typing import Any

from db.sync.gateway import Gateway, NotAnsweredError, Push, PushAnswer


class LosingGateway:
    """Everything but ``push`` goes through. ``loses`` says of each push, in order of sending, whether its answer is lost."""

    def __init__(self, behind: Gateway, loses: Callable[[], bool]) -> None:
        self._behind = behind
        self._loses = loses

    def __getattr__(self, name: str) -> Any:
        return getattr(self._behind, name)

    def push(self, push: Push) -> PushAnswer:
        answer = self._behind.push(push)
        if self._loses():
            raise NotAnsweredError("Y-101")
        return answer

    @classmethod
    def every(cls, n: int) -> Callable[[Gateway], Gateway]:
        """The first, and then each n-th of all pushes over however many connections, loses its answer."""
        count = 0

        def loses() -> bool:
            nonlocal count
            count += 1
            return count % n == 1 % n

        def over(behind: Gateway) -> Gateway:
            gateway: Any = cls(behind, loses)
            return gateway

        return over
