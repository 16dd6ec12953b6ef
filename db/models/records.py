"""What happened: decisions, pre-check notices, the audit chain, looks, the outbox (DOMAIN facts §9; DESIGN §3, §4)."""

from datetime import datetime

from sqlalchemy import Column, ForeignKey, Index, Integer, Named, Table, Text, TypedColumns, and_, text

from db.models.columns import CanonicalJson, Id, JsonObject, UtcMoment, metadata


class DecisionColumns(TypedColumns):
    """``employer_id`` is the subject's unit. ``answered_at``: when the person handed in again after this return."""

    key: Named[int] = Column(Integer, primary_key=True)
    id: Named[str] = Column(Id, unique=True)
    subject_kind: Named[str] = Column(Text)
    subject_id: Named[str] = Column(Id, index=True)
    employer_id: Named[str] = Column(Id)
    action: Named[str] = Column(Text)
    account_id: Named[str] = Column(Id)
    actor_name: Named[str] = Column(Text)
    actor_role: Named[str] = Column(Text)
    organisation_id: Named[str] = Column(Id)
    organisation_name: Named[str] = Column(Text)
    at: Named[datetime] = Column(UtcMoment)
    base_rev: Named[int] = Column(Integer)
    new_rev: Named[int] = Column(Integer)
    before: Named[str] = Column(Text)
    after: Named[str] = Column(Text)
    opinion: Named[str] = Column(Text)
    notice: Named[str] = Column(Text)
    defects: Named[list[JsonObject]] = Column(CanonicalJson, nullable=False)
    submit_no: Named[int] = Column(Integer)
    withdrawn: Named[bool]
    answered_at: Named[datetime | None] = Column(UtcMoment)
    record: Named[JsonObject] = Column(CanonicalJson, nullable=False, server_default=text("'{}'"))
    files: Named[list[JsonObject]] = Column(CanonicalJson, nullable=False, server_default=text("'[]'"))
    entered_at: Named[datetime | None] = Column(UtcMoment)
    entered_by: Named[str] = Column(Text, server_default=text("''"))


decision = Table("decision", metadata, DecisionColumns)
# 省平台录入: what an office has not entered yet.
Index("ix_decision_entering", decision.c.organisation_id, decision.c.entered_at, decision.c.at)
Index("ix_decision_account_id", decision.c.account_id, decision.c.at)
# 退回记录: return events of declarations, newest first.
Index(
    "ix_decision_returns",
    decision.c.employer_id,
    decision.c.at,
    decision.c.subject_id,
    sqlite_where=and_(
        decision.c.action == text("'return'"),
        decision.c.subject_kind == text("'declaration'"),
        decision.c.withdrawn == text("0"),
    ),
)


class FlagColumns(TypedColumns):
    """Pre-check notices of the subject's content in the revision ``seen_rev``."""

    subject_kind: Named[str] = Column(Text, primary_key=True)
    subject_id: Named[str] = Column(Id, primary_key=True)
    position: Named[int] = Column(Integer, primary_key=True)
    code: Named[str] = Column(Text)
    params: Named[JsonObject] = Column(CanonicalJson, nullable=False)
    section: Named[str] = Column(Text)
    field: Named[str] = Column(Text)
    item_id: Named[str] = Column(Text)
    file: Named[str] = Column(Text)
    material: Named[str] = Column(Text)
    severity: Named[str] = Column(Text)
    seen_rev: Named[int] = Column(Integer, server_default=text("0"))


flag = Table("flag", metadata, FlagColumns, sqlite_with_rowid=False)


class AuditColumns(TypedColumns):
    """The chain itself: no name and no text stands here."""

    seq: Named[int] = Column(Integer, primary_key=True)
    at: Named[datetime] = Column(UtcMoment)
    act: Named[str] = Column(Text)
    account_id: Named[str] = Column(Id)
    subject_kind: Named[str] = Column(Text)
    subject_id: Named[str] = Column(Text, index=True)
    content_digest: Named[str] = Column(Text)
    prev_hash: Named[str] = Column(Text)
    hash: Named[str] = Column(Text)


audit = Table("audit", metadata, AuditColumns)


class AuditContentColumns(TypedColumns):
    """Lies beside an entry and may be destroyed with its salt; the chain still verifies."""

    seq: Named[int] = Column(Integer, ForeignKey(audit.c.seq), primary_key=True)
    salt: Named[str] = Column(Text)
    content: Named[JsonObject] = Column(CanonicalJson, nullable=False)


audit_content = Table("audit_content", metadata, AuditContentColumns)


class LookColumns(TypedColumns):
    key: Named[int] = Column(Integer, primary_key=True)
    at: Named[datetime] = Column(UtcMoment)
    account_id: Named[str] = Column(Id)
    act: Named[str] = Column(Text)
    subject_kind: Named[str] = Column(Text)
    subject_id: Named[str] = Column(Id, index=True)


look = Table("look", metadata, LookColumns)


class OutboxColumns(TypedColumns):
    """Append-only: each command as it was given, with its answer. ``state``: ``app.ports.sync.OpState``; ``due_at``: until when it rests."""

    seq: Named[int] = Column(Integer, primary_key=True)
    op_id: Named[str] = Column(Id, unique=True)
    kind: Named[str] = Column(Text)
    command: Named[JsonObject] = Column(CanonicalJson, nullable=False)
    outcome: Named[JsonObject] = Column(CanonicalJson, nullable=False)
    at: Named[datetime] = Column(UtcMoment)
    state: Named[str] = Column(Text, server_default=text("'local'"))
    due_at: Named[datetime | None] = Column(UtcMoment)
    code: Named[str] = Column(Text, server_default=text("''"))
    params: Named[JsonObject] = Column(CanonicalJson, nullable=False, server_default=text("'{}'"))


outbox = Table("outbox", metadata, OutboxColumns)
# What the server has not answered or not accepted.
Index(
    "ix_outbox_state", outbox.c.state, outbox.c.seq, sqlite_where=outbox.c.state.not_in(("local", "applied"))
)
