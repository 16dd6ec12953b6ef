"""A desk in a process of its own that decides and exchanges until nothing waits, or until it is killed.

``python -m tests.server.desk_child FOLDER CARD``: a copy that a test made, and a JSON file with where the server is and who sits here.
Lines on standard output, flushed at once: ``ready``, ``saved OP`` after a verdict came back durable, ``round PUSHED PROBLEM`` after a round,
``end`` when no dossier waits and nothing is unanswered.
"""

import json
import sys
import uuid
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from app.domain.commands import ReviewDeclaration
from app.domain.decision import Action
from app.domain.declaration import Stage
from app.usecases.review_declaration import review_declaration
from db.sync.gateway import Gateway
from db.sync.pg_gateway import PostgresGateway
from db.sync.server_profile import ServerProfile
from tests.sync.exchange_desk import ExchangeDesk, open_exchange_desk

A_ROUND = 5
"""Verdicts before the next round."""


@dataclass(frozen=True)
class Card:
    """What the child must know."""

    port: int
    database: str
    login: str
    password: str
    account: dict[str, Any] = field(default_factory=dict)

    def write(self, path: Path) -> Path:
        path.write_text(json.dumps(asdict(self), ensure_ascii=False), encoding="utf-8")
        return path

    @classmethod
    def read(cls, path: Path) -> "Card":
        entry = json.loads(path.read_text(encoding="utf-8"))
        return cls(**{f.name: entry[f.name] for f in fields(cls)})

    def gateway(self) -> Gateway:
        profile = ServerProfile("测试", (("127.0.0.1", self.port),), self.database, sslmode="disable")
        gateway: Gateway = PostgresGateway(profile, self.login, self.password, None)
        return gateway

    def open(self, folder: Path) -> ExchangeDesk:
        return open_exchange_desk(folder, self.account, self.login, self.gateway)


def main(folder: Path, card: Card) -> None:
    desk = card.open(folder)
    desk.round()
    say("ready")
    while True:
        waiting = desk.rows(
            "SELECT id, rev FROM declaration WHERE stage = ? ORDER BY id LIMIT ?",
            Stage.ACCEPTANCE_REVIEW.value,
            A_ROUND,
        )
        for declaration_id, rev in waiting:
            op_id = str(uuid.uuid4())
            command = ReviewDeclaration(op_id, desk.actor, declaration_id, rev, Action.PASS, "同意")
            review_declaration(command, desk.new_uow, desk.clock, desk.kits)
            say(f"saved {op_id}")
        report = desk.round()
        say(f"round {report.pushed} {report.problem}")
        open_parts = desk.one(
            "SELECT count(*) FROM outbox_part WHERE state IN ('resting', 'pending', 'sent')"
        )
        if not waiting and not report.problem and not open_parts:
            break
    desk.close()
    say("end")


def say(words: str) -> None:
    print(words, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Card.read(Path(sys.argv[2])))
