"""A unit of the 样例 copy at a server: its people, archive items and files, put in past every rule as an office that has worked
for months has them. For pictures of the exchange."""

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from app.domain.archive import ArchiveItem
from app.domain.organisation import Organisation, Role
from app.ports.unit_of_work import UnitOfWork
from app.wiring import load_plan_kits, open_kept_sample, unit_of_work_factory
from db.attachments import EncryptedAttachmentStore
from db.json_text import to_plain
from db.server.organisations import Seated, load_organisations
from db.sync.gateway import CHUNK_BYTES
from db.working_copy import WorkingCopy
from tests.server.dossiers import Columns, insert_many
from tests.server.world import ABOVE_DISTRICTS, EVERYWHERE, NEAR, World


def put_sample_unit(world: World, folder: Path, name: str) -> Organisation:
    """The unit ``name`` of the 样例 copy in ``folder`` and every office; the unit as the server knows it."""
    with closing(open_kept_sample(folder)) as copy, unit_of_work_factory(copy, load_plan_kits())() as uow:
        offices = [office for office in uow.organisations.offices() if office.role is not Role.EMPLOYER]
        unit = uow.organisations.get(_ids(copy, "SELECT id FROM organisation WHERE name = ?", name)[0])
        world.add_district(EVERYWHERE, "全市")
        world.add_district(NEAR, "示例区")
        seats = [
            Seated(office, EVERYWHERE)
            if office.role in ABOVE_DISTRICTS
            else Seated(replace(office, region=NEAR), NEAR)
            for office in (*offices, unit)
        ]
        load_organisations(world.owner, seats)
        _put_people(world, copy, uow, unit)
    return unit


def _put_people(world: World, copy: WorkingCopy, uow: UnitOfWork, unit: Organisation) -> None:
    read = EncryptedAttachmentStore(copy.attachments_folder, copy.key).read
    people = _ids(copy, "SELECT id FROM applicant WHERE employer_id = ? ORDER BY key", unit.id)
    own = {"district_id": NEAR, "employer_id": unit.id}
    rows: dict[str, list[Columns]] = {"applicant": [], "archive_item": [], "file_ref": []}
    done: set[str] = set()
    for person in map(uow.applicants.get, people):
        words = {"name": person.name, "id_number": person.id_number, "phone": person.phone}
        rows["applicant"].append(own | {"id": person.id} | words)
    items = [item for person_id in people for item in uow.archive.of_applicant(person_id)]
    items.sort(key=lambda item: str(item.submitted_at))
    for item in items:
        rows["archive_item"].append(own | _item_columns(item))
        rows["file_ref"] += [own | columns for columns in _file_columns(item, unit)]
        _put_bytes(world, item, unit, read, done)
    for table, columns in rows.items():
        insert_many(world, table, NEAR, columns)


def _item_columns(item: ArchiveItem) -> Columns:
    return {
        "id": item.id,
        "applicant_id": item.applicant_id,
        "section": item.section,
        "status": item.status,
        "content_rev": item.content_rev,
        "submit_no": item.submit_no,
        "submitted_at": item.submitted_at,
        "fields": dict(item.fields),
        "evidence": to_plain(list(item.evidence)),
    }


def _file_columns(item: ArchiveItem, unit: Organisation) -> Sequence[Columns]:
    return [
        {
            "id": f"archive_item:{item.id}:{file.sha256}",
            "owner_kind": "archive_item",
            "owner_id": item.id,
            "holder_id": unit.id,
            "sha256": file.sha256,
            "size": file.size,
            "media_type": file.media_type,
        }
        for file in {file.sha256: file for file in item.evidence}.values()
    ]


def _put_bytes(
    world: World, item: ArchiveItem, unit: Organisation, read: Callable[[str], bytes], done: set[str]
) -> None:
    for file in item.evidence:
        if file.sha256 in done:
            continue
        done.add(file.sha256)
        content, key = read(file.sha256), [NEAR, unit.id, file.sha256]
        world.owner.execute(
            "INSERT INTO rd.upload (district_id, holder_id, sha256, size, finished_at) VALUES (%s, %s, %s, %s, now())",
            [*key, file.size],
        )
        for n, at in enumerate(range(0, len(content), CHUNK_BYTES)):
            chunk = content[at : at + CHUNK_BYTES]
            world.owner.execute("INSERT INTO rd.chunk VALUES (%s, %s, %s, %s, %s)", [*key, n, chunk])


def _ids(copy: WorkingCopy, query: str, *values: str) -> list[str]:
    with copy.read_engine.connect() as connection:
        return [row[0] for row in connection.exec_driver_sql(query, values)]
