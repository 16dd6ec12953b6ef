"""A shared database in memory, for what the engine does with answers: feeds that a test fills, pushes that it scripts, calls that fail."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from db.sync.digests import row_digest
from db.sync.gateway import DistrictHead, FeedRow, Hello, NotAnsweredError, Push, PushAnswer
from tests.factories import NOW

HOME = "330106"
UNIT, ACCOUNT = "unit-1", "account-1"
AT = "2026-09-01T01:00:00.000000Z"


@dataclass
class FakeServer:
    """Everything that any desk may see. ``answer``: what is said to a push; by default it is applied."""

    districts: dict[str, DistrictHead] = field(
        default_factory=lambda: {d: DistrictHead(d, d, 0, "first", "00000001") for d in ("*", HOME)}
    )
    rows: dict[tuple[str, str], dict[str, FeedRow]] = field(default_factory=dict)
    answer: Callable[[Push], PushAnswer] | None = None
    pushes: list[Push] = field(default_factory=list)
    asked: list[tuple[str, ...]] = field(default_factory=list)
    before: Callable[[tuple[str, ...]], None] = lambda call: None
    """Sees every call first; it may raise what the network would."""
    account: Mapping[str, Any] = field(default_factory=lambda: make_login())
    schema_version: int = 1
    min_schema: int = 1
    server_time: datetime = NOW
    revs: dict[str, int] = field(default_factory=dict)

    # -- what a test puts in

    def put(
        self, kind: str, row_id: str, doc: Mapping[str, Any], *, district: str = HOME, rev: int = 0
    ) -> FeedRow:
        """A new state of the row under the next seq."""
        told = self.districts[district]
        self.districts[district] = told = replace(told, head=told.head + 1)
        rows = self.rows.setdefault((district, kind), {})
        new_rev = rev or (rows[row_id].rev + 1 if row_id in rows else 1)
        rows[row_id] = FeedRow(kind, row_id, new_rev, told.head, json.dumps(doc, ensure_ascii=False))
        return rows[row_id]

    def restore(self, epoch: str, *, district: str = HOME, line: str | None = "00000001") -> None:
        self.districts[district] = replace(self.districts[district], epoch=epoch, line=line)

    def set_head(self, district: str = HOME, **changes: Any) -> None:
        self.districts[district] = replace(self.districts[district], **changes)

    # -- db.sync.gateway.Gateway

    def hello(self, schema: int) -> Hello:
        self._hear("hello")
        return Hello(
            tuple(self.districts.values()),
            self.schema_version,
            self.min_schema,
            self.server_time,
            self.account,
        )

    def head(self, district_id: str) -> DistrictHead:
        self._hear("head", district_id)
        return self.districts[district_id]

    def feed(self, district_id: str, kind: str, cursor: int, head: int, limit: int) -> Sequence[FeedRow]:
        self._hear("feed", district_id, kind, str(cursor))
        rows = sorted(self.rows.get((district_id, kind), {}).values(), key=lambda row: row.seq)
        page = [row for row in rows if cursor < row.seq <= head]
        # With ties: rows of one act are never torn apart.
        return [row for n, row in enumerate(page) if n < limit or row.seq == page[limit - 1].seq]

    def fetch(self, district_id: str, kind: str, row_id: str) -> Sequence[FeedRow]:
        self._hear("fetch", district_id, kind, row_id)
        own = self.rows.get((district_id, kind), {}).get(row_id)
        parent = {"declaration": "declaration_id", "meeting": "meeting_id"}.get(kind, "")
        found = [own] if own else []
        for (district, child), rows in self.rows.items():
            if district == district_id and child != kind:
                docs = [(row, json.loads(row.doc)) for row in rows.values()]
                found += [row for row, doc in docs if row_id in (doc.get("subject_id"), doc.get(parent))]
        return found

    def push(self, push: Push) -> PushAnswer:
        self._hear("push", push.function, push.op_id)
        self.pushes.append(push)
        if self.answer is not None:
            return self.answer(push)
        return self.applied(push)

    def applied(self, push: Push) -> PushAnswer:
        subject = str(push.arguments[0])
        self.revs[subject] = self.revs.get(subject, 0) + 1
        return PushAnswer("applied", new_rev=self.revs[subject], seq=1)

    def digest(self, district_id: str) -> Mapping[str, tuple[int, int]]:
        self._hear("digest", district_id)
        told: dict[str, tuple[int, int]] = {}
        for (district, kind), rows in self.rows.items():
            if district == district_id and kind != "gone":
                value = 0
                for row in rows.values():
                    value ^= row_digest(kind, row.id, row.rev)
                told[kind] = (len(rows), value)
        return told

    def put_chunk(self, district_id: str, sha256: str, size: int, n: int, data: bytes) -> int:
        raise AssertionError("files are not this test's matter")

    def finish_file(self, district_id: str, sha256: str) -> str:
        raise AssertionError("files are not this test's matter")

    def get_chunk(self, district_id: str, sha256: str, n: int) -> bytes | None:
        raise AssertionError("files are not this test's matter")

    def close(self) -> None:
        self.asked.append(("close",))

    def _hear(self, *call: str) -> None:
        self.asked.append(call)
        self.before(call)


class LineBreaks:
    """For ``FakeServer.before``: the n-th call of a name gets no answer."""

    def __init__(self, name: str, n: int) -> None:
        self._name, self._left = name, n

    def __call__(self, call: tuple[str, ...]) -> None:
        if call[0] == self._name:
            self._left -= 1
            if self._left == 0:
                raise NotAnsweredError("Y-101")


def make_login(role: str = "employer", **changes: Any) -> Mapping[str, Any]:
    default = {
        "account_id": ACCOUNT,
        "login": "u_test",
        "name": "周敏",
        "role": role,
        "organisation_id": UNIT,
        "organisation_name": "示例建设工程有限公司",
        "district_id": HOME,
    }
    return default | changes


# -- documents as rd.feed gives them

UNIT_DOC = {
    "id": UNIT,
    "name": "示例建设工程有限公司",
    "uscc": "",
    "kind": "private",
    "region": HOME,
    "municipal_unit_id": None,
    "bound": True,
}


def applicant_doc(name: str = "陈晓东", **changes: Any) -> dict[str, Any]:
    return {
        "employer_id": UNIT,
        "name": name,
        "id_number": "330106198803070011",
        "phone": "13805710000",
    } | changes


def item_doc(applicant_id: str, **changes: Any) -> dict[str, Any]:
    default = {
        "applicant_id": applicant_id,
        "employer_id": UNIT,
        "section": "award",
        "status": "pending",
        "content_rev": 1,
        "submit_no": 1,
        "submitted_at": AT,
        "opinion": "",
        "evidence": [],
        "fields": {"time": "2024-05", "project": "城北泵站", "name": "优质工程奖"},
    }
    return default | changes


def content_doc(**changes: Any) -> dict[str, Any]:
    default: dict[str, Any] = {
        "mode": "normal",
        "person_category": "normal",
        "conditions": [],
        "acceptance_point": HOME,
        "statement": "本人从事水利工程技术工作十二年。",
        "facts": {},
        "score": {},
        "self_score": None,
        "photo": None,
        "photo_facts": None,
        "photo_ground": "",
        "commitment": None,
        "commitment_kind": None,
        "commitment_at": None,
        "items": [],
        "materials": [],
    }
    return default | changes


def declaration_doc(applicant_id: str, **changes: Any) -> dict[str, Any]:
    default: dict[str, Any] = {
        "applicant_id": applicant_id,
        "employer_id": UNIT,
        "plan_id": "test-plan",
        "plan_version": 1,
        "stage": "employer_review",
        "submit_no": 1,
        "submitted_at": AT,
        "publicity_id": None,
        "publicity_to": None,
        "office_publicity_id": None,
        "office_publicity_to": None,
        "open_objections": 0,
        "arrived_at": AT,
        "opened_at": None,
        "pay_until": None,
        "form_step": "",
        "acceptance_id": "",
        "hr_bureau_id": "",
        "municipal_id": "",
        "committee_id": "",
        "reached": 1,
        "person": {"id": applicant_id, **applicant_doc()},
        "employer": UNIT_DOC,
        "content": content_doc(),
    }
    return default | changes


def decision_doc(subject_id: str, rev: int, **changes: Any) -> dict[str, Any]:
    """From ``rev`` to the next."""
    default: dict[str, Any] = {
        "subject_kind": "declaration",
        "subject_id": subject_id,
        "employer_id": UNIT,
        "action": "confirm",
        "account_id": "account-2",
        "actor_name": "罗晓芸",
        "actor_role": "employer",
        "organisation_id": UNIT,
        "organisation_name": "示例建设工程有限公司",
        "at": AT,
        "base_rev": rev,
        "new_rev": rev + 1,
        "before": "employer_review",
        "after": "awaiting_publicity",
        "opinion": "",
        "notice": "",
        "defects": [],
        "submit_no": 1,
        "withdrawn": False,
        "answered_at": None,
        "record": {},
        "files": [],
        "entered_at": None,
        "entered_by": "",
    }
    return default | changes


def gone_doc(kind: str, row_id: str) -> dict[str, Any]:
    return {"organisation_id": UNIT, "kind": kind, "row_id": row_id}
