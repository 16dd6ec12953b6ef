"""The exchange with the shared database, as this copy keeps it (docs/protocol.md §5). Empty in a copy without a server."""

from datetime import datetime

from sqlalchemy import BigInteger, Column, Index, Integer, Named, String, Table, Text, TypedColumns, text

from db.models.columns import CanonicalJson, Id, JsonObject, UtcMoment, metadata


class MirrorColumns(TypedColumns):
    """What the server said last of a row. ``group_id``: the person (or meeting) whose acts are pushed in order.

    ``held``: a newer state that waits until this desk's own acts on the group are answered. ``stale``: the local rows must be
    fetched again (an own act was not accepted).
    """

    kind: Named[str] = Column(Text, primary_key=True)
    id: Named[str] = Column(Text, primary_key=True)
    district_id: Named[str] = Column(Text)
    group_id: Named[str] = Column(Text, server_default=text("''"))
    rev: Named[int] = Column(Integer)
    seq: Named[int] = Column(BigInteger)
    held: Named[str | None] = Column(Text)
    stale: Named[int] = Column(Integer, server_default=text("0"))


mirror = Table("mirror", metadata, MirrorColumns, sqlite_with_rowid=False)
Index("ix_mirror_district", mirror.c.district_id, mirror.c.kind)
Index("ix_mirror_held", mirror.c.group_id, sqlite_where=mirror.c.held.is_not(None))
Index("ix_mirror_stale", mirror.c.kind, sqlite_where=mirror.c.stale == text("1"))


class PullCursorColumns(TypedColumns):
    """How far each feed was taken in. ``epoch`` and ``line`` as of the last full drain."""

    district_id: Named[str] = Column(Text, primary_key=True)
    kind: Named[str] = Column(Text, primary_key=True)
    cursor: Named[int] = Column(BigInteger)
    epoch: Named[str] = Column(Text)
    line: Named[str | None] = Column(Text)


pull_cursor = Table("pull_cursor", metadata, PullCursorColumns, sqlite_with_rowid=False)


class OutboxPartColumns(TypedColumns):
    """One push of a command. ``base_rev`` or, behind an own act that is not answered yet, ``after_part``."""

    part_id: Named[str] = Column(Id, primary_key=True)
    op_id: Named[str] = Column(Id, index=True)
    position: Named[int] = Column(Integer)
    district_id: Named[str] = Column(Text)
    group_id: Named[str] = Column(Text)
    function: Named[str] = Column(Text)
    kind: Named[str] = Column(Text)
    subject_id: Named[str] = Column(Text)
    action: Named[str] = Column(Text)
    doc: Named[JsonObject] = Column(CanonicalJson, nullable=False)
    base_rev: Named[int | None] = Column(Integer)
    after_part: Named[str | None] = Column(Id)
    state: Named[str] = Column(Text)
    code: Named[str] = Column(Text, server_default=text("''"))
    detail: Named[JsonObject] = Column(CanonicalJson, nullable=False, server_default=text("'{}'"))
    new_rev: Named[int | None] = Column(Integer)
    answered_at: Named[datetime | None] = Column(UtcMoment)


outbox_part = Table("outbox_part", metadata, OutboxPartColumns)
Index("ix_outbox_part_open", outbox_part.c.group_id, outbox_part.c.state)
Index("ix_outbox_part_subject", outbox_part.c.subject_id, outbox_part.c.state)


class SyncLogColumns(TypedColumns):
    """What a clerk reads of the exchange (``app.ports.sync.SyncLogLine``)."""

    key: Named[int] = Column(Integer, primary_key=True)
    at: Named[datetime] = Column(UtcMoment)
    kind: Named[str] = Column(Text)
    params: Named[JsonObject] = Column(CanonicalJson, nullable=False)


sync_log = Table("sync_log", metadata, SyncLogColumns)


class FileTransferColumns(TypedColumns):
    """Where a file's bytes are on the server's side (``db.sync.file_rows``). ``state`` of ``up``: ``waiting``, ``done``, ``failed``; of
    ``down`` (a row that this desk may read names it): ``remote``, ``here`` (too, so that it may be dropped), ``left`` (still here, no row names it
    any more), ``failed``.
    ``used_at``: when it was opened last, for the cache limit."""

    sha256: Named[str] = Column(String(64), primary_key=True)
    district_id: Named[str] = Column(Text, primary_key=True)
    direction: Named[str] = Column(Text, primary_key=True)
    size: Named[int] = Column(BigInteger)
    state: Named[str] = Column(Text)
    code: Named[str] = Column(Text, server_default=text("''"))
    used_at: Named[datetime | None] = Column(UtcMoment)


file_transfer = Table("file_transfer", metadata, FileTransferColumns, sqlite_with_rowid=False)
