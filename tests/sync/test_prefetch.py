"""Files of the queue come by themselves, oldest first, within the limit; what the server has gives way, nothing else does."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest

from app.domain.archive import ArchiveItem, ArchiveStatus
from app.domain.attachment import FileRef
from app.domain.declaration import Declaration, MaterialFiles, Route, Stage
from app.domain.organisation import Organisation, Role
from app.ports.sync import SyncPhase, SyncProgress
from db.sync.file_cache import FileCache
from db.sync.file_rows import find_remote, mark_upload, note_file, note_left
from db.sync.files_down import never
from db.sync.prefetch import FilesRound, Prefetch, select_queue_files
from db.sync.remote_store import RemoteStore, open_remote_store
from db.working_copy import WorkingCopy
from tests.copies import NewUow, Office, add_office
from tests.factories import NOW, make_applicant, make_declaration, make_id, make_item
from tests.sync.file_server import FileGateway, FileServer, flip

HERE = "330106"
SIZE = 1000


@dataclass
class Desk:
    copy: WorkingCopy
    new_uow: NewUow
    office: Office
    server: FileServer
    store: RemoteStore
    progress: list[SyncProgress] = field(default_factory=list)

    def offer(self, mark: int, size: int = SIZE) -> FileRef:
        """A file of the server that a row here names; its bytes are not here."""
        content = b"%PDF" + bytes([mark]) * (size - 4)
        sha256 = self.server.offer(content)
        with self.copy.write_engine.begin() as connection:
            note_file(connection, HERE, sha256, size)
            connection.exec_driver_sql(
                "INSERT INTO mirror (kind, id, district_id, rev, seq) VALUES ('file_ref', ?, ?, 1, 1)",
                (f"declaration:{make_id()}:{sha256}", HERE),
            )
        return FileRef(sha256, f"{mark}.pdf", size, "application/pdf")

    def lose_row(self, file: FileRef) -> None:
        with self.copy.write_engine.begin() as connection:
            connection.exec_driver_sql("DELETE FROM mirror WHERE id LIKE ?", (f"%{file.sha256}",))
            note_left(connection)

    def add_item(
        self, files: Sequence[FileRef], days: int, status: ArchiveStatus = ArchiveStatus.PENDING
    ) -> ArchiveItem:
        applicant = make_applicant(self.office.unit)
        item = make_item(
            applicant, evidence=tuple(files), status=status, submitted_at=NOW - timedelta(days=days)
        )
        with self.new_uow() as uow:
            uow.applicants.add(applicant)
            uow.archive.add(item)
            uow.commit()
        return item

    def add_declaration(
        self, unit: Organisation, items: Sequence[ArchiveItem], **changes: Any
    ) -> Declaration:
        applicant = make_applicant(unit)
        bare: dict[str, Any] = {"materials": (), "photo": None, "commitment": None}
        declaration = make_declaration(applicant, items, **bare | changes)
        with self.new_uow() as uow:
            uow.applicants.add(applicant)
            uow.declarations.add(declaration)
            uow.commit()
        return declaration

    def run(
        self, *, limit: int = 1 << 30, gateway: FileGateway | None = None, now: datetime = NOW
    ) -> FilesRound:
        self.gateway = gateway or FileGateway(self.server)
        unit = self.office.unit
        prefetch = Prefetch(self.store, self.copy.write_engine, unit.role, unit.id)
        return prefetch.run(self.gateway, limit, now, self.progress.append, never)

    def here(self, *files: FileRef) -> list[bool]:
        return [self.store.has(file.sha256) for file in files]


@pytest.fixture
def desk(copy: WorkingCopy, new_uow: NewUow) -> Desk:
    server = FileServer()
    return Desk(
        copy, new_uow, add_office(new_uow), server, open_remote_store(copy, lambda: FileGateway(server))
    )


@pytest.fixture
def acceptance(copy: WorkingCopy, new_uow: NewUow) -> Desk:
    server = FileServer()
    office = add_office(new_uow, role=Role.ACCEPTANCE)
    return Desk(copy, new_uow, office, server, open_remote_store(copy, lambda: FileGateway(server)))


def test_the_oldest_waiting_comes_first_and_others_do_not(desk: Desk) -> None:
    young, old, passed, unnamed = (desk.offer(mark) for mark in range(1, 5))
    desk.add_item([young], 1)
    desk.add_item([old], 9)
    desk.add_item([passed], 20, ArchiveStatus.PASSED)
    assert desk.run(limit=SIZE).fetched == 1
    assert desk.here(old, young, passed, unnamed) == [True, False, False, False]
    assert desk.run().fetched == 1
    assert desk.here(old, young, passed, unnamed) == [True, True, False, False]
    assert desk.run() == FilesRound()


def test_a_level_gets_every_file_of_what_waits_at_it(acceptance: Desk, new_uow: NewUow) -> None:
    desk = acceptance
    photo, commitment, material, evidence, later, foreign = (desk.offer(mark) for mark in range(1, 7))
    unit = add_office(new_uow).unit
    item = make_item(make_applicant(unit), evidence=(evidence,))
    with desk.copy.write_engine.begin() as connection:
        file = {"sha256": evidence.sha256, "size": SIZE, "name": "e.pdf", "media_type": "application/pdf"}
        connection.exec_driver_sql(
            "INSERT INTO archive_revision (item_id, content_rev, section, fields, evidence) VALUES (?, 1, 'award', '{}', ?)",
            (item.id, json.dumps([file])),
        )
    route = Route(acceptance_id=desk.office.unit.id)
    materials = (MaterialFiles("degree", (material,)),)
    at_desk: dict[str, Any] = {"stage": Stage.ACCEPTANCE_REVIEW, "route": route}
    files: dict[str, Any] = {"photo": photo, "commitment": commitment, "materials": materials}
    desk.add_declaration(unit, [item], **at_desk | files)
    desk.add_declaration(unit, [], photo=later, stage=Stage.COMMITTEE_REVIEW, route=route)
    desk.add_declaration(
        unit, [], photo=foreign, stage=Stage.ACCEPTANCE_REVIEW, route=Route(acceptance_id="another")
    )
    assert desk.run().fetched == 4
    assert desk.here(photo, commitment, material, evidence, later, foreign) == [True] * 4 + [False] * 2


def test_prefetching_ends_at_the_limit_and_never_pushes_out(desk: Desk) -> None:
    files = [desk.offer(mark) for mark in range(1, 5)]
    for days, file in enumerate(reversed(files)):
        desk.add_item([file], days)
    for _ in range(3):
        desk.run(limit=2 * SIZE + 10)
    assert desk.here(*files) == [True, True, False, False]


def test_a_large_file_does_not_keep_smaller_ones_back(desk: Desk) -> None:
    large, small = desk.offer(1, 5 * SIZE), desk.offer(2)
    desk.add_item([large], 9)
    desk.add_item([small], 1)
    desk.run(limit=2 * SIZE)
    assert desk.here(large, small) == [False, True]


def test_a_cut_is_told_and_the_next_round_goes_on(desk: Desk) -> None:
    first, second = desk.offer(1), desk.offer(2)
    desk.add_item([first, second], 1)
    found = desk.run(gateway=FileGateway(desk.server, cut_after=1))
    assert (found.fetched, found.problem) == (1, "Y-101")
    assert desk.run().fetched == 1
    assert desk.here(first, second) == [True, True]


def test_it_is_cancelled_between_files(desk: Desk) -> None:
    desk.add_item([desk.offer(1), desk.offer(2), desk.offer(3)], 1)
    gateway = FileGateway(desk.server)
    unit = desk.office.unit
    prefetch = Prefetch(desk.store, desk.copy.write_engine, unit.role, unit.id)
    found = prefetch.run(gateway, 1 << 30, NOW, desk.progress.append, lambda: len(gateway.calls) == 1)
    assert found == FilesRound(fetched=1)
    assert desk.progress[0] == SyncProgress(SyncPhase.FILES, 0, 3)


def test_an_altered_file_is_told_once_and_keeps_no_other_back(desk: Desk) -> None:
    bad, good = desk.offer(1), desk.offer(2)
    desk.add_item([bad], 9)
    desk.add_item([good], 1)
    gateway = FileGateway(desk.server)
    gateway.change = lambda n, data: flip(0)(n, data) if len(gateway.calls) == 1 else data
    assert desk.run(gateway=gateway) == FilesRound(fetched=1, warnings=("F-202",))
    assert desk.run() == FilesRound()
    # A newer state of the row makes it worth another try.
    with desk.copy.write_engine.begin() as connection:
        note_file(connection, HERE, bad.sha256, SIZE)
    assert desk.run().fetched == 1
    assert desk.here(bad, good) == [True, True]


def fill(desk: Desk, count: int = 3) -> list[FileRef]:
    """Files that are here and there, the first used longest ago."""
    files = [desk.offer(mark) for mark in range(1, count + 1)]
    for number, file in enumerate(files):
        item = desk.add_item([file], 1)
        desk.run(now=NOW + timedelta(minutes=number))
        with desk.copy.write_engine.begin() as connection:
            connection.exec_driver_sql("UPDATE archive_item SET status = 'passed' WHERE id = ?", (item.id,))
    assert all(desk.here(*files))
    return files


def test_the_least_recently_used_gives_way(desk: Desk) -> None:
    files = fill(desk)
    desk.store.read(files[0].sha256)
    assert desk.run(limit=2 * SIZE).dropped == 1
    assert desk.here(*files) == [True, False, True]
    assert desk.store.read(files[1].sha256)  # and comes again when it is opened
    desk.store.close()


def test_what_the_server_cannot_show_stays(desk: Desk) -> None:
    """Restored from an older backup: this may be the only copy."""
    files = fill(desk)
    desk.server.readable.discard((HERE, files[0].sha256))
    desk.server.chunks[HERE, files[1].sha256] = {0: b"other"}
    assert desk.run(limit=SIZE).dropped == 1
    assert desk.here(*files) == [True, True, False]


def test_a_file_of_an_act_that_was_not_sent_stays(desk: Desk) -> None:
    files = fill(desk)
    entry = {"sha256": files[0].sha256, "size": SIZE, "name": "x.pdf", "media_type": "application/pdf"}
    for state in ("resting", "pending", "sent"):
        with desk.copy.write_engine.begin() as connection:
            connection.exec_driver_sql("DELETE FROM outbox_part")
            connection.exec_driver_sql(
                "INSERT INTO outbox_part (part_id, op_id, position, district_id, group_id, function, kind, subject_id, action, doc, state)"
                " VALUES ('p', 'o', 0, ?, 'g', 'push_item', 'archive_item', 's', 'evidence', ?, ?)",
                (HERE, json.dumps({"files": [entry]}), state),
            )
        desk.run(limit=0)
        assert desk.here(*files) == [True, False, False]
    with desk.copy.write_engine.begin() as connection:
        connection.exec_driver_sql("UPDATE outbox_part SET state = 'applied'")
    desk.run(limit=0)
    assert desk.here(*files) == [False, False, False]


def test_what_was_entered_here_and_never_uploaded_is_no_cache(desk: Desk) -> None:
    ref = desk.store.put(b"%PDF-own", "own.pdf")
    fill(desk)
    assert desk.run(limit=0).dropped == 3
    assert desk.here(ref) == [True]


def test_what_left_this_desk_goes_after_a_month_or_when_room_is_needed(desk: Desk) -> None:
    files = fill(desk)
    desk.lose_row(files[2])
    desk.run(now=NOW + timedelta(days=1))
    assert all(desk.here(*files))
    assert desk.run(limit=2 * SIZE, now=NOW + timedelta(days=2)).dropped == 1
    assert desk.here(*files) == [True, True, False]
    desk.lose_row(files[1])
    desk.run(now=NOW + timedelta(days=3))
    desk.run(now=NOW + timedelta(days=32))
    assert desk.here(*files) == [True, True, False]
    desk.run(now=NOW + timedelta(days=34))
    assert desk.here(*files) == [True, False, False]


def test_what_left_and_came_back_is_known_again(desk: Desk) -> None:
    (file,) = fill(desk, 1)
    desk.lose_row(file)
    desk.run(now=NOW + timedelta(days=1))
    desk.offer(1)
    desk.run(now=NOW + timedelta(days=60))
    assert desk.here(file) == [True]
    with desk.copy.read_engine.connect() as connection:
        assert find_remote(connection, file.sha256) is not None


def test_what_this_pc_uploaded_itself_stays_when_its_row_leaves(desk: Desk) -> None:
    (file,) = fill(desk, 1)
    with desk.copy.write_engine.begin() as connection:
        mark_upload(connection, HERE, file.sha256, SIZE, "")
    desk.lose_row(file)
    desk.run(limit=0)
    desk.run(limit=0, now=NOW + timedelta(days=60))
    assert desk.here(file) == [True]


def test_own_uploads_count_as_here_once_their_row_came(desk: Desk) -> None:
    ref = desk.store.put(b"%PDF-own", "own.pdf")
    with desk.copy.write_engine.begin() as connection:
        mark_upload(connection, HERE, ref.sha256, ref.size, "")
        note_file(connection, HERE, ref.sha256, ref.size)
    assert FileCache(desk.store.local, desk.copy.write_engine).used() == ref.size


def test_every_role_has_a_queue(desk: Desk) -> None:
    with desk.copy.read_engine.connect() as connection:
        for role in Role:
            assert list(select_queue_files(connection, role, "somebody")) == []
