"""审核日志 and 审查日志: everything that happened to one dossier, newest first (A3.13, A3.18; DOMAIN facts §9).

Decisions come from their own table, with their texts; acts that are no decision (handing in, evidence, withdrawal,
publicity, objections) from the audit log; looks and reveals from the second log, marked minor.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, select

from app.domain.decision import Action
from app.domain.organisation import Role
from app.ports.queries import LogLine, Scope
from db.models.people import account, organisation
from db.models.publicities import objection, publicity_member
from db.models.records import audit, audit_content, decision, look
from db.queries.dossiers import require_item, require_visible
from db.queries.reader import Reader

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
    .where(look.c.subject_id == bindparam("id"))
)
_DECIDED = frozenset(
    f"{kind}.{action.value}"
    for kind in ("archive", "declaration")
    for action in (
        Action.CONFIRM,
        Action.RESUME_PUBLICITY,
        Action.PASS,
        Action.RETURN,
        Action.FAIL,
        Action.REOPEN,
    )
)
"""Audit acts that stand in the decision table too."""
_NAMES = {
    "archive.save": Action.SAVE.value,
    "archive.add_evidence": "add_evidence",
    "declaration.submit": Action.SUBMIT.value,
    "archive_item.withdraw": Action.WITHDRAW.value,
    "declaration.withdraw": Action.WITHDRAW.value,
}


def read_archive_log(reader: Reader, scope: Scope, item_id: str) -> Sequence[LogLine]:
    with reader.snapshot() as connection:
        require_item(connection, scope, item_id)
        return _newest_first(_lines_of(connection, item_id))


def read_declaration_log(reader: Reader, scope: Scope, declaration_id: str) -> Sequence[LogLine]:
    with reader.snapshot() as connection:
        require_visible(connection, scope, declaration_id)
        lines = list(_lines_of(connection, declaration_id))
        own_objections = set(connection.scalars(_OBJECTIONS, {"id": declaration_id}))
        for publicity_id in connection.scalars(_PUBLICITIES, {"id": declaration_id}).all():
            for row in connection.execute(_ACTS, {"id": publicity_id}):
                if _concerns(row, declaration_id, own_objections):
                    lines.append(_act_line(row))
        return _newest_first(lines)


def _newest_first(lines: Iterator[LogLine] | list[LogLine]) -> Sequence[LogLine]:
    return sorted(lines, key=lambda line: line.at, reverse=True)


def _lines_of(connection: Connection, subject_id: str) -> Iterator[LogLine]:
    for row in connection.execute(_DECISIONS, {"id": subject_id}):
        yield LogLine(
            at=row.at,
            act=row.action,
            who=row.actor_name,
            role=Role(row.actor_role),
            unit=row.organisation_name,
            text=row.notice or row.opinion,
            submit_no=row.submit_no,
        )
    for row in connection.execute(_ACTS, {"id": subject_id}):
        if row.act not in _DECIDED:
            yield _act_line(row)
    for row in connection.execute(_LOOKS, {"id": subject_id}):
        role = Role(row.role) if row.role else None
        yield LogLine(row.at, row.act, row.name or "", role, row.unit or "", "", minor=True)


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
    )


def _text_of(content: Mapping[str, Any]) -> str:
    """What the person wrote or chose in this act; at most one of these is in a command."""
    for key in ("what", "handling", "reason", "opinion"):
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
