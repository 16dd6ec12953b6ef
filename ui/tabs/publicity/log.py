"""公示日志: what happened to a publicity and to everybody in it, newest first. Pure.

The query gives one dossier's log; here the logs of all members become one. An act on the publicity stands in each of
them and is told once; an act on one person says whose.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from app.ports.queries import LogLine

_COMMON = ("publicity_", "start_publicity", "cancel_publicity")


def merge_logs(logs: Mapping[str, Sequence[LogLine]], since: datetime) -> list[LogLine]:
    """``logs`` by name; acts before ``since`` (the publicity's entry) belong to something earlier."""
    several = len(logs) > 1
    found: dict[tuple[datetime, str, str, str], LogLine] = {}
    for name, lines in logs.items():
        for line in lines:
            if line.at < since or line.minor:
                continue
            common = line.act.startswith(_COMMON)
            if several and not common:
                line = replace(line, text=f"{name}　{line.text}".rstrip("　"))
            key = (line.at, line.act, line.who, "" if common else line.text)
            found.setdefault(key, line)
    return sorted(found.values(), key=_moment, reverse=True)


def _moment(line: LogLine) -> datetime:
    return line.at
