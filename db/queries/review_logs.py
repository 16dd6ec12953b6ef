"""审核日志 and 审查日志: everything that happened to one dossier, newest first (A3.13, A3.18; DOMAIN facts §9).

Decisions come from their own table, with their texts and records; acts that are no decision (handing in, evidence,
withdrawal, publicity, objections) from the audit log; looks and reveals from the second log, marked minor. A desk sees the
decisions of every level on a dossier within its scope, looks and 省平台录入 only of its own office.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, bindparam, func, select

from app.domain.decision import Action
from app.domain.organisation import Role
from app.domain.platform_text import needs_entering
from app.ports.queries import LogLine, Scope
from db.models.archive import archive_item
from db.models.declarations import submission
from db.models.people import account, organisation
from db.models.publicities import objection, publicity_member
from db.models.records import audit, audit_content, decision, look
from db.queries.dossiers import require_item, require_visible
from db.queries.reader import Reader
from db.queries.told_records import tell_record
from db.repositories.decisions import read_decision

_DECISIONS = select(decision).where(decision.c.subject_id == bindparam("id"))
_ACTS = (
    select(
        audit.c.at,
        audit.c.act,
        audit.c.seq,
        audit_content.c.content,
        account.c.name,
        account.c.role,
        organisation.c.name.label("unit"),
    )
    .outerjoin(audit_content, audit_content.c.seq == audit.c.seq)
    .outerjoin(account, account.c.id == audit.c.account_id)
    .outerjoin(organisation, organisation.c.id == account.c.organisation_id)
    .where(audit.c.subject_id == bindparam("id"))
)
_PUBLICITIES = select(publicity_member.c.publicity_id).where(
    publicity_member.c.declaration_id == bindparam("id")
)
_OBJECTIONS = select(objection.c.id).where(objection.c.declaration_id == bindparam("id"))
_LOOKS = (
    select(look.c.at, look.c.act, account.c.name, account.c.role, organisation.c.name.label("unit"))
    .outerjoin(account, account.c.id == look.c.account_id)
    .outerjoin(organisation, organisation.c.id == account.c.organisation_id)
    .where(look.c.subject_id == bindparam("id"), account.c.organisation_id == bindparam("office"))
)
_SUBMISSIONS = select(submission.c.submit_no, submission.c.content).where(
    submission.c.declaration_id == bindparam("id")
)
_ACHIEVEMENTS = (
    select(func.count())
    .select_from(archive_item)
    .where(archive_item.c.id.in_(bindparam("ids", expanding=True)), archive_item.c.section != "basic")
)
_NO_DECISIONS = frozenset({Action.SAVE, Action.SUBMIT, Action.TAKE_BACK, Action.WITHDRAW})
_DECIDED = frozenset(
    f"{kind}.{action.value}"
    for kind in ("archive", "declaration")
    for action in frozenset(Action) - _NO_DECISIONS
)
"""Audit acts that stand in the decision table too."""
_OWN_ONLY = frozenset({"decision.entered", "decision.not_entered"})
"""Of interest to the office that keeps two systems."""
_NAMES = {
    "archive.save": Action.SAVE.value,
    "archive.add_evidence": "add_evidence",
    "declaration.start": "start",
    "declaration.submit": Action.SUBMIT.value,
    "declaration.take_back": Action.TAKE_BACK.value,
    "archive_item.withdraw": Action.WITHDRAW.value,
    "declaration.withdraw": Action.WITHDRAW.value,
    "sync.accept_standing": "accept_standing",
}


def read_archive_log(reader: Reader, scope: Scope, item_id: str) -> Sequence[LogLine]:
    with reader.snapshot() as connection:
        require_item(connection, scope, item_id)
        return _newest_first(_lines_of(connection, scope, item_id))


def read_declaration_log(reader: Reader, scope: Scope, declaration_id: str) -> Sequence[LogLine]:
    with reader.snapshot() as connection:
        require_visible(connection, scope, declaration_id)
        handed_in = _read_submissions(connection, declaration_id)
        lines = [_with_content(line, handed_in) for line in _lines_of(connection, scope, declaration_id)]
        own_objections = set(connection.scalars(_OBJECTIONS, {"id": declaration_id}))
        for publicity_id in connection.scalars(_PUBLICITIES, {"id": declaration_id}).all():
            for row in connection.execute(_ACTS, {"id": publicity_id}):
                if _concerns(row, declaration_id, own_objections):
                    lines.append(_act_line(row))
        return _newest_first(lines)


def _newest_first(lines: Iterator[LogLine] | list[LogLine]) -> Sequence[LogLine]:
    return sorted(lines, key=lambda line: line.at, reverse=True)


def _lines_of(connection: Connection, scope: Scope, subject_id: str) -> Iterator[LogLine]:
    decisions = connection.execute(_DECISIONS, {"id": subject_id}).all()
    acts = {row.id: row.action for row in decisions}
    for row in decisions:
        own = row.organisation_id == scope.organisation_id
        yield LogLine(
            at=row.at,
            act=row.action,
            who=row.actor_name,
            role=Role(row.actor_role),
            unit=row.organisation_name,
            text=row.notice or row.opinion,
            submit_no=row.submit_no,
            record=tell_record(connection, row.record),
            files=tuple(str(file["name"]) for file in row.files),
            withdrawn=row.withdrawn,
            entered_at=row.entered_at if own else None,
            to_enter=own and needs_entering(read_decision(row)),
        )
    for row in connection.execute(_ACTS, {"id": subject_id}):
        if row.act in _OWN_ONLY:
            content = row.content or {}
            if (content.get("actor") or {}).get("organisation_id") == scope.organisation_id:
                about = acts.get(content.get("decision_id", ""), "")
                yield replace(_act_line(row), record={"entered": about} if about else {})
        elif row.act not in _DECIDED:
            yield _act_line(row)
    for row in connection.execute(_LOOKS, {"id": subject_id, "office": scope.organisation_id}):
        role = Role(row.role) if row.role else None
        yield LogLine(row.at, row.act, row.name or "", role, row.unit or "", "", minor=True)


def _read_submissions(connection: Connection, declaration_id: str) -> Mapping[int, Mapping[str, str]]:
    """What each hand-in consisted of."""
    found = {}
    for row in connection.execute(_SUBMISSIONS, {"id": declaration_id}):
        content = row.content
        ids = [item["item_id"] for item in content["items"]]
        found[row.submit_no] = {
            "mode": str(content["mode"]),
            "items": str(connection.scalar(_ACHIEVEMENTS, {"ids": ids}) if ids else 0),
            "files": str(sum(len(material["files"]) for material in content["materials"])),
        }
    return found


def _with_content(line: LogLine, handed_in: Mapping[int, Mapping[str, str]]) -> LogLine:
    content = handed_in.get(line.submit_no or 0) if line.act == Action.SUBMIT.value else None
    return replace(line, record=content) if content is not None else line


def _act_line(row: Any) -> LogLine:
    """The actor as the entry's content names it; when that was destroyed, the account as it is now."""
    content: Mapping[str, Any] = row.content or {}
    actor: Mapping[str, Any] = content.get("actor") or {}
    role = actor.get("role") or row.role
    return LogLine(
        at=row.at,
        act=_NAMES.get(row.act, row.act.replace(".", "_")),
        who=actor.get("name") or row.name or "",
        role=Role(role) if role else None,
        unit=actor.get("organisation_name") or row.unit or "",
        text=_text_of(content),
        submit_no=content.get("submit_no"),
        record={key: str(content[key]) for key in ("start", "end", "place") if content.get(key)}
        if row.act == "publicity.start"
        else {},
    )


def _text_of(content: Mapping[str, Any]) -> str:
    """What the person wrote or chose in this act; at most one of these is in a command."""
    for key in ("what", "handling", "reason", "opinion", "note"):
        if content.get(key):
            return str(content[key])
    if content.get("files"):
        return "、".join(str(file["name"]) for file in content["files"])
    if content.get("start") and content.get("end"):
        return f"{content['start']} 至 {content['end']} {content.get('place', '')}".rstrip()
    return ""


def _concerns(row: Any, declaration_id: str, own_objections: set[str]) -> bool:
    """An act on the publicity is of interest to every member, an objection only to the person it names."""
    if not row.act.startswith("objection."):
        return True
    content = row.content or {}
    return (
        content.get("declaration_id") == declaration_id
        or content.get("objection_id") in own_objections
        or content.get("op_id") in own_objections
    )
