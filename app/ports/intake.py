"""Files from outside: what a person chose in a dialog or dropped on the window, before it is stored.

Suggested sentences of the codes (``{name}`` is the file's or folder's name; F-101, F-102 and F-104 are also what the
attachment store raises):

F-101  “{name}”是空文件（0 字节），没有加入。请检查后重新添加。（F-101）
F-102  “{name}”不是 PDF、JPG 或 PNG，没有加入。请转换后再添加。（F-102）
F-103  “{name}”读不出来，没有加入。请确认文件还在、没有被其他程序占用，再重新添加。（F-103）
F-104  “{name}”有 {size_mb} MB，超过 {limit_mb} MB，没有加入。请压缩后再添加。（F-104）
F-105  文件夹“{name}”打不开，里面的文件没有加入。请检查权限后重新添加。（F-105）
F-106  一次最多加入 {limit} 个文件，其余的没有加入。请分几次添加。（F-106）
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class TakenFile:
    name: str
    """The file's own name, without folders."""
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """Not taken; the others are. ``code`` and ``params`` (``name`` among them) are worded by the screen."""

    name: str
    code: str
    params: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class FoundFiles:
    """What the paths led to, nothing read yet. ``paths``: files in the order they will be read."""

    paths: tuple[str, ...]
    refused: tuple[RefusedFile, ...] = ()


class Intake(Protocol):
    """Both methods touch the disk, perhaps a slow one: not on the GUI thread. Neither raises."""

    def find_files(self, paths: Sequence[str]) -> FoundFiles:
        """The files of ``paths`` in the order given; a folder stands for the files in it and below, sorted by name as
        people count (第2页 before 第10页). Hidden and system files of a folder are passed over; no file comes twice."""
        ...

    def read_files(self, paths: Sequence[str]) -> Iterator[TakenFile | RefusedFile]:
        """One answer a path, each file read when it is asked for, so that one file at a time is in memory.

        PDF, JPEG and PNG by content, whatever the name says; up to ``attachments.MAX_FILE_BYTES``.
        """
        ...
