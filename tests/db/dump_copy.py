"""Write a working copy as clear SQL text, for tests/db/old_copies: ``python -m tests.db.dump_copy FILE``.

Run it once for each released schema, before the next migration is written; the file is never changed afterwards.
``test_migrations`` rebuilds the copy from it, migrates it and reads everything back. Everybody in it is made up.
"""

import sys
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from sqlalchemy import insert

from app.domain.archive import ArchiveStatus
from app.domain.commands import Changed, Outcome, OutcomeKind, ReviewArchiveItem
from app.domain.decision import Action, SubjectKind
from app.domain.declaration import Stage
from app.domain.looks import Look, LookAct
from db.connection import connect
from db.models.exchange import file_transfer, mirror, outbox_part, pull_cursor, sync_log
from db.name_readings import read_name
from db.working_copy import DATABASE, WorkingCopy
from tests.copies import KEY, NewUow, add_office, create_test_copy
from tests.factories import (
    NOW,
    FixedPlanKits,
    make_applicant,
    make_decision,
    make_declaration,
    make_defect,
    make_file,
    make_flag,
    make_id,
    make_item,
    make_item_draft,
    make_meeting,
    make_objection,
    make_publicity,
)


def fill_every_table(new_uow: NewUow) -> None:
    """At least one row in every table, through the repositories."""
    office = add_office(new_uow)
    applicant = make_applicant(office.unit, name="买买提·艾力")
    item = make_item(applicant, status=ArchiveStatus.PASSED)
    returned = make_item(applicant, section="education", status=ArchiveStatus.RETURNED)
    declaration = make_declaration(applicant, [item], stage=Stage.IN_PUBLICITY)
    publicity = make_publicity(
        office.actor,
        [declaration],
        objections=(make_objection(declaration, office.actor),),
        evidence=(make_file(name="公告栏.jpg"),),
    )
    command = ReviewArchiveItem(
        make_id(),
        office.actor,
        returned.id,
        1,
        Action.RETURN,
        defects=(make_defect(),),
        notice="请重新上传。",
    )
    with new_uow() as uow:
        uow.applicants.add(applicant)
        uow.archive.add(item)
        uow.archive.add(returned)
        uow.declarations.add(declaration)
        uow.declarations.add_submission(declaration)
        uow.item_drafts.keep(make_item_draft(applicant))
        uow.publicities.add(publicity)
        uow.meetings.add(make_meeting(office.actor, [declaration]))
        uow.decisions.add(make_decision(item, office.actor, opinion="同意"))
        uow.flags.replace(SubjectKind.ARCHIVE_ITEM, item.id, [make_flag()])
        uow.declarations.tick_section(declaration.id, 1, office.account.id, "basic", True)
        uow.looks.add([Look(NOW, office.account.id, LookAct.LOOK, SubjectKind.ARCHIVE_ITEM, item.id)])
        for number in range(3):
            uow.audit.append(
                at=NOW + timedelta(seconds=number),
                act="archive.return",
                actor=office.actor,
                subject_kind=SubjectKind.ARCHIVE_ITEM,
                subject_id=returned.id,
                content={"command": command},
            )
        outcome = Outcome(command.op_id, OutcomeKind.APPLIED, changed=Changed(items=(returned.id,)))
        uow.outbox.add(command, outcome, NOW)
        uow.files.add(item.evidence)
        uow.commit()


def fill_exchange(copy: WorkingCopy) -> None:
    """At least one row in every table of the exchange with a server."""
    common = {"district_id": "330102"}
    group = {"group_id": make_id()}
    part = {
        "part_id": make_id(),
        "op_id": make_id(),
        "position": 0,
        "function": "push_item",
        "kind": "archive_item",
        "subject_id": make_id(),
        "action": "return",
        "doc": {"notice": "请重新上传。"},
        "base_rev": 1,
        "state": "applied",
        "new_rev": 2,
        "answered_at": NOW,
    }
    rows = {
        mirror: {"kind": "archive_item", "id": part["subject_id"], "rev": 2, "seq": 7} | common | group,
        pull_cursor: {"kind": "archive_item", "cursor": 7, "epoch": "1", "line": "00000001"} | common,
        outbox_part: part | common | group,
        sync_log: {"at": NOW, "kind": "round", "params": {"pushed": 1}},
        file_transfer: {"sha256": "a" * 64, "direction": "up", "size": 9, "state": "done"} | common,
    }
    with copy.write_engine.begin() as connection:
        for table, row in rows.items():
            connection.execute(insert(table).values(row))


def dump_sql(folder: Path) -> Iterator[str]:
    """The statements that rebuild the database of a closed copy."""
    connection = connect(folder / DATABASE, KEY)
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    masters = connection.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    for kind in ("table", "index"):
        yield from (f"{sql};" for found, _, sql in masters if found == kind)
    for kind, table, _ in masters:
        if kind == "table":
            names = [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]
            values = ", ".join(f'quote("{name}")' for name in names)
            for row in connection.execute(f'SELECT {values} FROM "{table}"'):
                yield f'INSERT INTO "{table}" VALUES ({", ".join(row)});'
    yield f"PRAGMA user_version = {version};"
    connection.close()


def main() -> None:
    with tempfile.TemporaryDirectory() as place:
        copy = create_test_copy(Path(place) / "copy")
        kits = FixedPlanKits()
        fill_every_table(lambda: copy.new_unit_of_work(kits, read_name))
        fill_exchange(copy)
        copy.close()
        Path(sys.argv[1]).write_text("\n".join(dump_sql(copy.folder)) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
