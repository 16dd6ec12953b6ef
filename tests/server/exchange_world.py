"""Desks of the standard world with their own copies, acting through the usecases and exchanging over the program's own gateway."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.domain.applicant import Applicant
from app.domain.archive import ArchiveItem
from app.domain.commands import (
    AdvanceDeclaration,
    DropDeclaration,
    EnterApplicant,
    Outcome,
    ReviewArchiveItem,
    ReviewDeclaration,
    SaveItem,
    StartPublicity,
    SubmitDeclaration,
    TakeBack,
    WithdrawDecision,
)
from app.domain.decision import Action
from app.domain.declaration import Declaration, Stage
from app.domain.organisation import Organisation
from app.domain.publicity import EndRule
from app.services.holiday_data import OfficeCalendar, read_shipped_years
from app.usecases.advance_declaration import advance_declaration
from app.usecases.enter_applicant import enter_applicant
from app.usecases.enter_item import save_item
from app.usecases.fill_declaration import drop_declaration
from app.usecases.record_publicity import start_publicity
from app.usecases.review_archive import review_archive_item
from app.usecases.review_declaration import review_declaration
from app.usecases.submit_declaration import submit_declaration
from app.usecases.take_back import take_back
from app.usecases.withdraw_decision import withdraw_decision
from db.sync.digests import compare
from db.sync.files_up import named_files
from db.sync.gateway import Gateway
from db.sync.handshake import SCHEMA
from resources import holidays_dir
from tests.factories import (
    FixedClock,
    FixedPlanKits,
    make_declaration,
    make_defect,
    make_file,
    make_id,
    make_id_number,
)
from tests.server.gateways import plain_gateway
from tests.server.world import NEAR, StandardWorld, World
from tests.sync.exchange_desk import ExchangeDesk, NothingUploaded, open_exchange_desk

CALENDAR = OfficeCalendar(read_shipped_years(holidays_dir()), ())


@dataclass
class ExchangeWorld:
    world: World
    standard: StandardWorld
    template: Path
    folder: Path
    clock: FixedClock = field(default_factory=FixedClock)
    desks: list[ExchangeDesk] = field(default_factory=list)
    numbers: int = 0

    def __post_init__(self) -> None:
        self.kits = FixedPlanKits((self.standard.kit,))
        self.set_now()
        # Among two committees a desk cannot know which one is meant (app.domain.routes).
        other = self.standard.other_committee.id
        self.world.owner.execute("DELETE FROM rd.reference WHERE id = %s", [other])

    def set_now(self) -> None:
        self.world.set_now(self.clock.now())

    def advance(self, **by: float) -> None:
        self.clock.advance(**by)
        self.set_now()

    def open(
        self, unit: Organisation, *, rest: int = 0, over: "Callable[[Gateway], Gateway] | None" = None
    ) -> ExchangeDesk:
        """A new desk of the unit: a copy of its own. ``over``: what stands between the engine and the server."""
        login = self.standard.login(unit)
        self.numbers += 1
        folder = self.folder / f"desk{self.numbers}"
        shutil.copytree(self.template, folder)
        first = plain_gateway(self.world, login)
        account = first.hello(SCHEMA).account
        first.close()

        def connect() -> Gateway:
            gateway: Gateway = plain_gateway(self.world, login)
            return over(gateway) if over else gateway

        desk = open_exchange_desk(
            folder, account, login.login, connect, clock=self.clock, kits=self.kits, rest=rest
        )
        desk.files.uploader = lambda: self._upload(unit)  # type: ignore[method-assign]
        self.desks.append(desk)
        desk.round()
        return desk

    def _upload(self, unit: Organisation) -> Any:
        """As if the bytes had been put and finished."""

        def upload(gateway: Gateway, district: str, doc: Any, report: Any, cancelled: Any) -> NothingUploaded:
            for file in named_files(doc):
                self.world.owner.execute(
                    "INSERT INTO rd.upload (district_id, holder_id, sha256, size, finished_at)"
                    " VALUES (%s, %s, %s, %s, now()) ON CONFLICT DO NOTHING",
                    [district, unit.id, file.sha256, file.size],
                )
            return NothingUploaded()

        return upload

    def close(self) -> None:
        for desk in self.desks:
            desk.close()


def assert_agrees(exchange: ExchangeWorld, *desks: ExchangeDesk) -> None:
    for desk in desks:
        report = desk.round()
        assert (report.problem, report.conflicts, report.refused) == ("", 0, 0)
        for district in ("*", NEAR):
            gateway = desk.sync._connected()
            assert gateway is not None
            head = gateway.head(district).head
            found = compare(desk.engine, gateway, district, head)
            assert (found.settled, found.differing) == (True, ())


# -- what people do


def enter_person(desk: ExchangeDesk, serial: int = 1) -> Applicant:
    person_id = make_id()
    enter_applicant(
        EnterApplicant(
            make_id(), desk.actor, person_id, make_id(), "陈晓东", make_id_number(serial), "13805710000"
        ),
        desk.new_uow,
        desk.clock,
    )
    with desk.new_uow() as uow:
        return uow.applicants.get(person_id)


def enter_item(desk: ExchangeDesk, person: Applicant, section: str = "basic", **fields: str) -> ArchiveItem:
    item_id = make_id()
    if section == "basic":
        fields = {"name": person.name, "id_number": person.id_number, "phone": person.phone} | fields
    save_item(
        SaveItem(make_id(), desk.actor, item_id, person.id, section, fields, (make_file(),)),
        desk.new_uow,
        desk.clock,
        desk.kits,
    )
    return stored_item(desk, item_id)


def stored_item(desk: ExchangeDesk, item_id: str) -> ArchiveItem:
    with desk.new_uow() as uow:
        return uow.archive.get(item_id)


def stored(desk: ExchangeDesk, declaration_id: str) -> Declaration:
    with desk.new_uow() as uow:
        return uow.declarations.get(declaration_id)


def judge_item(desk: ExchangeDesk, item_id: str, action: Action = Action.PASS) -> Outcome:
    item = stored_item(desk, item_id)
    defects = () if action is Action.PASS else (make_defect(),)
    command = ReviewArchiveItem(make_id(), desk.actor, item_id, item.rev, action, "同意", defects)
    return review_archive_item(command, desk.new_uow, desk.clock)


def begin_draft(desk: ExchangeDesk, person: Applicant, items: tuple[ArchiveItem, ...]) -> Declaration:
    """A draft that is filled in: a matter of this PC alone."""
    draft = make_declaration(person, items, stage=Stage.DRAFT, acceptance_point=NEAR)
    with desk.new_uow() as uow:
        uow.declarations.add(draft)
        uow.commit()
    return draft


def submit(desk: ExchangeDesk, declaration_id: str) -> Outcome:
    declaration = stored(desk, declaration_id)
    command = SubmitDeclaration(make_id(), desk.actor, declaration_id, declaration.rev)
    return submit_declaration(command, desk.new_uow, desk.clock, desk.kits)


def judge(
    desk: ExchangeDesk, declaration_id: str, action: Action, opinion: str = "经审核,同意推荐"
) -> Outcome:
    declaration = stored(desk, declaration_id)
    defects = (make_defect(),) if action in (Action.RETURN, Action.FAIL) else ()
    command = ReviewDeclaration(
        make_id(), desk.actor, declaration_id, declaration.rev, action, opinion, defects
    )
    return review_declaration(command, desk.new_uow, desk.clock, desk.kits)


def advance(
    desk: ExchangeDesk, declaration_id: str, action: Action, reason: str = "", **record: str
) -> Outcome:
    declaration = stored(desk, declaration_id)
    command = AdvanceDeclaration(
        make_id(), desk.actor, declaration_id, declaration.rev, action, record, (), reason
    )
    return advance_declaration(command, desk.new_uow, desk.clock, desk.kits)


def publicise(desk: ExchangeDesk, *declaration_ids: str) -> str:
    """Begun today, over after five working days."""
    start = desk.clock.today()
    end = CALENDAR.working_days().publicity_end(start, start_counts=False)
    publicity_id = make_id()
    command = StartPublicity(
        op_id=make_id(),
        actor=desk.actor,
        publicity_id=publicity_id,
        members=tuple((i, stored(desk, i).rev) for i in declaration_ids),
        body=desk.actor.organisation_name,
        place="一楼公告栏",
        start=start,
        end=end,
        end_rule=EndRule.START_EXCLUDED,
    )
    start_publicity(command, desk.new_uow, desk.clock, desk.kits, CALENDAR)
    return publicity_id


def withdraw(desk: ExchangeDesk, op_id: str) -> Outcome:
    command = WithdrawDecision(make_id(), desk.actor, op_id)
    return withdraw_decision(command, desk.new_uow, desk.clock, desk.kits)


def passed_person(desk: ExchangeDesk, serial: int = 1) -> tuple[Applicant, ArchiveItem]:
    """Entered and reviewed: may declare."""
    person = enter_person(desk, serial)
    basic = enter_item(desk, person)
    judge_item(desk, basic.id)
    return person, stored_item(desk, basic.id)


def submitted(desk: ExchangeDesk, serial: int = 1) -> str:
    person, basic = passed_person(desk, serial)
    draft = begin_draft(desk, person, (basic,))
    submit(desk, draft.id)
    return draft.id


def take_back_(desk: ExchangeDesk, declaration_id: str) -> Outcome:
    command = TakeBack(make_id(), desk.actor, declaration_id, stored(desk, declaration_id).rev)
    return take_back(command, desk.new_uow, desk.clock)


def drop(desk: ExchangeDesk, declaration_id: str) -> Outcome:
    command = DropDeclaration(make_id(), desk.actor, declaration_id, stored(desk, declaration_id).rev)
    return drop_declaration(command, desk.new_uow, desk.clock)
