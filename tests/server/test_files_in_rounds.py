"""Rounds with real attachments: up before the act that names them, down to whoever the dossier comes to, never in each other's way."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from app.domain.attachment import FileRef
from app.domain.commands import SaveItem
from app.domain.decision import Action
from app.domain.declaration import MaterialFiles, Stage
from app.domain.organisation import Organisation, Role
from app.usecases.enter_item import save_item
from db.engine import open_engine
from db.sync.gateway import NotAnsweredError
from db.sync.remote_store import RemoteStore
from db.sync.round_files import CopyFiles
from db.working_copy import DATABASE
from tests.copies import KEY
from tests.factories import make_declaration, make_id
from tests.server.exchange_world import (
    ExchangeWorld,
    enter_person,
    judge,
    judge_item,
    publicise,
    stored,
    stored_item,
    submit,
)
from tests.server.gateways import plain_gateway
from tests.server.test_file_transfers import new_store
from tests.server.world import NEAR, StandardWorld, World
from tests.sync.exchange_desk import ExchangeDesk


class FilesDesk:
    """A desk whose rounds carry attachments."""

    def __init__(self, exchange: ExchangeWorld, unit: Organisation) -> None:
        self.desk: ExchangeDesk = exchange.open(unit)
        folder = self.desk.copy.folder
        self.store = RemoteStore(
            new_store(folder),
            lambda: open_engine(folder / DATABASE, KEY),
            lambda: plain_gateway(exchange.world, exchange.standard.login(unit)),
        )
        self.desk.sync._files = CopyFiles(self.store, self.desk.engine, unit.role, unit.id, self.desk.clock)

    def put(self, mark: str) -> FileRef:
        return self.store.put(b"%PDF-1.7 " + mark.encode() * 1000, f"{mark}.pdf")

    def save(self, person: Any, *files: FileRef, section: str = "basic") -> str:
        item_id = make_id()
        fields: Mapping[str, str] = {
            "name": person.name,
            "id_number": person.id_number,
            "phone": person.phone,
        }
        if section != "basic":
            fields = {"time": "2024-05", "project": "城北泵站", "name": "优质工程奖"}
        command = SaveItem(make_id(), self.desk.actor, item_id, person.id, section, fields, files)
        save_item(command, self.desk.new_uow, self.desk.clock, self.desk.kits)
        return item_id


@pytest.fixture
def exchange(
    world: World, standard: StandardWorld, empty_copy: Path, tmp_path: Path
) -> Iterator[ExchangeWorld]:
    made = ExchangeWorld(world, standard, empty_copy, tmp_path)
    yield made
    made.close()


@pytest.fixture
def employer(exchange: ExchangeWorld) -> FilesDesk:
    return FilesDesk(exchange, exchange.standard.employers[NEAR][0])


def test_files_go_up_with_the_act_and_come_down_with_the_dossier(
    exchange: ExchangeWorld, employer: FilesDesk
) -> None:
    """From the unit's desk to its second desk, and to the 受理点 from the arrival on."""
    second = FilesDesk(exchange, exchange.standard.employers[NEAR][0])
    office = FilesDesk(exchange, exchange.standard.near[Role.ACCEPTANCE])
    evidence, photo, material, paper = (
        employer.put(mark) for mark in ("evidence", "photo", "material", "commitment")
    )
    desk = employer.desk
    person = enter_person(desk)
    item_id = employer.save(person, evidence)
    report = desk.round()
    assert (report.problem, report.refused, report.files_up) == ("", 0, 1)
    assert second.desk.round().files_down == 1, "the entry waits for its review there"
    assert second.store.read(evidence.sha256) == employer.store.read(evidence.sha256)

    judge_item(desk, item_id)
    draft = make_declaration(
        person,
        (stored_item(desk, item_id),),
        stage=Stage.DRAFT,
        acceptance_point=NEAR,
        photo=photo,
        commitment=paper,
        materials=(MaterialFiles("degree", (material,)),),
    )
    with desk.new_uow() as uow:
        uow.declarations.add(draft)
        uow.commit()
    submit(desk, draft.id)
    report = desk.round()
    assert (report.problem, report.refused, report.files_up) == ("", 0, 3)
    assert office.desk.round().files_down == 0
    assert not any(office.store.has(file.sha256) for file in (evidence, photo, material, paper))

    judge(desk, draft.id, Action.CONFIRM)
    publicise(desk, draft.id)
    desk.round()
    exchange.advance(days=12)
    judge(desk, draft.id, Action.PASS)
    assert desk.round().refused == 0
    assert stored(desk, draft.id).stage is Stage.ACCEPTANCE_REVIEW
    assert office.desk.round().files_down == 4
    for file in (evidence, photo, material, paper):
        assert office.store.local.read(file.sha256) == employer.store.read(file.sha256)


def test_an_act_whose_file_is_lost_waits_and_others_do_not(employer: FilesDesk) -> None:
    desk = employer.desk
    waiting, going = enter_person(desk, 1), enter_person(desk, 2)
    lost, kept = employer.put("lost"), employer.put("kept")
    item_id, other_id = employer.save(waiting, lost), employer.save(going, kept)
    content = employer.store.local.read(lost.sha256)
    employer.store.local.drop(lost.sha256)
    report = desk.round()
    assert (report.problem, report.refused) == ("", 0)
    state = "SELECT state, code, detail FROM outbox_part WHERE subject_id = ? AND function = 'push_item'"
    (held,) = desk.rows(state, item_id)
    assert (held[0], held[1]) == ("pending", "F-204")
    assert "lost.pdf" in held[2]
    assert desk.rows(state, other_id)[0][:2] == ("applied", "")
    # The file is back: restored from a backup.
    employer.store.put(content, "lost.pdf")
    assert desk.round().files_up == 1
    assert desk.rows(state, item_id)[0][:2] == ("applied", "")


def test_a_district_that_answers_nothing_keeps_no_other_back(employer: FilesDesk) -> None:
    """It is being moved (57P03): acts for it wait, with their files."""
    desk = employer.desk
    person, other = enter_person(desk, 1), enter_person(desk, 2)
    desk.round()
    item_id = employer.save(person, employer.put("first"))
    other_id = employer.save(other, employer.put("second"))
    uploads = CopyFiles.uploader

    def stubborn(files: CopyFiles) -> Any:
        upload = uploads(files)

        def act(gateway: Any, district: str, doc: Any, report: Any, cancelled: Any) -> Any:
            if "first.pdf" in str(doc):
                raise NotAnsweredError("Y-103", state="57P03")
            return upload(gateway, district, doc, report, cancelled)

        return act

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(CopyFiles, "uploader", stubborn)
        assert desk.round().problem == "Y-103"
    state = "SELECT state FROM outbox_part WHERE subject_id = ? AND function = 'push_item'"
    assert desk.rows(state, other_id) == [("applied",)]
    assert desk.rows(state, item_id) == [("pending",)]
    assert desk.round().problem == ""
    assert desk.rows(state, item_id) == [("applied",)]


def test_a_restored_server_that_lost_the_file_gets_it_again_before_the_act(
    exchange: ExchangeWorld, employer: FilesDesk
) -> None:
    desk = employer.desk
    person = enter_person(desk)
    item_id = employer.save(person, employer.put("evidence"))
    desk.round()
    world = exchange.world
    world.owner.execute("DELETE FROM rd.chunk; DELETE FROM rd.upload")
    for table in ("file_ref", "archive_item", "applicant", "decision", "op_result"):
        world.owner.execute(f"DELETE FROM rd.{table} WHERE district_id = %s", [NEAR])
    world.owner.execute(
        "UPDATE rd.district SET epoch = 'restored', head = head + 100 WHERE district_id = %s", [NEAR]
    )
    for _ in range(3):
        report = desk.round()
    assert (report.problem, report.refused) == ("", 0)
    assert world.one("SELECT count(*) FROM rd.archive_item WHERE id = %s", item_id) == 1
    assert world.one("SELECT count(*) FROM rd.chunk") == 1
