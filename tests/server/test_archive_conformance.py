"""People and archive entries: the embedded authority and the server say the same of the same acts, and leave the same behind."""

import random
from dataclasses import dataclass, field
from typing import Any

import pytest

from app.domain.archive import ArchiveItem
from app.domain.attachment import FileRef
from app.domain.commands import (
    AddEvidence,
    EnterApplicant,
    Outcome,
    ReopenArchiveItem,
    ReviewArchiveItem,
    SaveItem,
)
from app.domain.decision import Action
from app.domain.organisation import Role
from app.usecases.enter_applicant import enter_applicant
from app.usecases.enter_item import save_item
from app.usecases.reopen_archive_item import reopen_archive_item
from app.usecases.review_archive import add_evidence, review_archive_item
from db.json_text import to_plain
from tests.copies import NewUow
from tests.factories import FixedClock, make_defect, make_file, make_id, make_id_number, make_kit
from tests.server.pushes import Answer, ItemCommand, call, item_push
from tests.server.seats import Seat, Sides, take_seats, upload
from tests.server.twin_desk import answer_of, lay_ground
from tests.server.world import NEAR, World

KIT = make_kit(id="archive")
SECTIONS = ("basic", "education", "award")


@dataclass
class ArchiveTwin:
    sides: Sides
    new_uow: NewUow
    dice: random.Random
    clock: FixedClock = field(default_factory=FixedClock)
    people: list[str] = field(default_factory=list)
    items: list[str] = field(default_factory=list)
    files: list[FileRef] = field(default_factory=list)
    codes: set[str] = field(default_factory=set)

    def seat(self) -> Seat:
        """Mostly the unit's own; now and then a stranger."""
        return self.sides.seat(self.dice.choice([Role.EMPLOYER] * 6 + ["stranger"]))

    def give(self, local: Any, answer: Answer, command: object) -> None:
        told: tuple[str, str] = answer_of(local)
        assert (answer.outcome, answer.code) == told, (command, told, answer)
        self.codes.add(told[1])

    # ---- one act

    def enter(self) -> None:
        seat = self.seat()
        number = make_id_number(self.dice.randint(1, 9))
        command = EnterApplicant(
            *(
                make_id(),
                seat.actor,
                make_id(),
                make_id(),
                self.dice.choice(["陈晓东", " 王 敏 ", "　", "ＡＢ"]),
            ),
            *(self.dice.choice([number, f" {number[:6]} {number[6:].lower()}", ""]), "１３８ 0571"),
        )
        doc = {"name": command.name, "id_number": command.id_number, "phone": command.phone}
        answer = call(seat.desk, "push_applicant", NEAR, command.op_id, command.applicant_id, 0, doc)
        self.give(lambda: enter_applicant(command, self.new_uow, self.clock), answer, command)
        if answer.outcome == "applied":
            self.people.append(command.applicant_id)

    def evidence(self) -> tuple[FileRef, ...]:
        if not self.files or self.dice.random() < 0.3:
            self.files.append(make_file())
            for key in (Role.EMPLOYER, "stranger"):
                upload(self.sides.world, self.sides.seat(key), self.files[-1:])
        return tuple(self.dice.sample(self.files, min(len(self.files), self.dice.randint(0, 2))))

    def find(self, item_id: str) -> ArchiveItem | None:
        with self.new_uow() as uow:
            return uow.archive.find(item_id)

    def save(self) -> None:
        seat, item_id = self.seat(), self.dice.choice([*self.items, make_id()])
        stored = self.find(item_id)
        person, section = self.dice.choice(self.people), self.dice.choice(SECTIONS)
        fields = {"project": self.dice.choice(["城北泵站", "城南泵站", ""]), "name": "优质工程奖"}
        evidence, base = self.evidence(), None
        if stored is not None:
            if self.dice.random() < 0.9:
                person, section = stored.applicant_id, stored.section
            if self.dice.random() < 0.3:
                fields, evidence = dict(stored.fields), stored.evidence
            base = stored.rev - (self.dice.random() < 0.1)
        if section == "basic":
            with self.new_uow() as uow:
                known = uow.applicants.get(person)
            fields = {"name": known.name, "id_number": known.id_number, "phone": known.phone}
        command = SaveItem(make_id(), seat.actor, item_id, person, section, fields, evidence, base)
        self.push_item(seat, command, item_id, base or 0)
        if stored is None and self.find(item_id) is not None:
            self.items.append(item_id)

    def decide(self) -> None:
        seat, item_id = self.seat(), self.dice.choice([*self.items, make_id()])
        stored = self.find(item_id)
        base = (stored.rev if stored else 1) - (self.dice.random() < 0.1)
        action = self.dice.choice([Action.PASS, Action.PASS, Action.RETURN, Action.FAIL])
        command = ReviewArchiveItem(
            *(make_id(), seat.actor, item_id, base, action, " 同意 "),
            defects=self.dice.choice([(), (make_defect(),), (make_defect(), make_defect(text=" "))]),
            notice="材料有1处问题。",
        )
        self.push_item(seat, command, item_id, base)

    def reopen(self) -> None:
        seat, item_id = self.seat(), self.dice.choice(self.items)
        stored = self.find(item_id)
        assert stored is not None
        reason = self.dice.choice(["查明属实", " "])
        command = ReopenArchiveItem(make_id(), seat.actor, item_id, stored.rev, reason)
        self.push_item(seat, command, item_id, stored.rev)

    def drop_files_on(self) -> None:
        seat, item_id = self.seat(), self.dice.choice(self.items)
        stored = self.find(item_id)
        assert stored is not None
        command = AddEvidence(make_id(), seat.actor, item_id, stored.rev, self.evidence() * 2)
        self.push_item(seat, command, item_id, stored.rev)

    def push_item(self, seat: Seat, command: ItemCommand, item_id: str, base_rev: int) -> None:
        action, doc = item_push(command)
        answer = call(seat.desk, "push_item", NEAR, command.op_id, item_id, base_rev, action, doc)
        self.give(lambda: self._apply(command), answer, command)

    def _apply(self, command: ItemCommand) -> Outcome:
        match command:
            case SaveItem():
                return save_item(command, self.new_uow, self.clock, self.sides.kits)
            case AddEvidence():
                return add_evidence(command, self.new_uow, self.clock, self.sides.kits)
            case ReviewArchiveItem():
                return review_archive_item(command, self.new_uow, self.clock)
            case ReopenArchiveItem():
                return reopen_archive_item(command, self.new_uow, self.clock)

    # ---- after it

    def compare(self) -> None:
        rows = self.sides.world.all(
            "SELECT id, applicant_id, section, status, rev, content_rev, submit_no, submitted_at, opinion, fields, evidence"
            " FROM rd.archive_item WHERE id = ANY (%s) ORDER BY id",
            self.items,
        )
        with self.new_uow() as uow:
            items = [uow.archive.get(item_id) for item_id in sorted(self.items)]
            people = [uow.applicants.get(person) for person in sorted(self.people)]
            decided = [d for item in items for d in uow.decisions.of_subject(item.id)]
        assert rows == [
            (
                *(
                    i.id,
                    i.applicant_id,
                    i.section,
                    i.status,
                    i.rev,
                    i.content_rev,
                    i.submit_no,
                    i.submitted_at,
                ),
                *(i.opinion, dict(i.fields), to_plain(i.evidence)),
            )
            for i in items
        ]
        kept = (
            "SELECT id, employer_id, name, id_number, phone FROM rd.applicant WHERE id = ANY (%s) ORDER BY id"
        )
        assert self.sides.world.all(kept, self.people) == [
            (p.id, p.employer_id, p.name, p.id_number, p.phone) for p in people
        ]
        made = (
            "SELECT id, action, before, after, base_rev, new_rev, opinion, notice, defects, submit_no"
            " FROM rd.decision WHERE subject_id = ANY (%s) ORDER BY subject_id, new_rev"
        )
        assert self.sides.world.all(made, self.items) == [
            (
                *(d.id, d.action, d.before, d.after, d.base_rev, d.new_rev, d.opinion, d.notice),
                *(to_plain(d.defects), d.submit_no),
            )
            for d in decided
        ]

    def act(self) -> None:
        acts = [self.enter]
        if self.people:
            acts += [self.save] * 3
        if self.items:
            acts += [self.decide, self.decide, self.reopen, self.drop_files_on]
        self.clock.advance(minutes=1)
        self.sides.set_now(self.clock)
        self.dice.choice(acts)()


@pytest.mark.parametrize("seed", range(3))
def test_generated_acts_on_archives_end_the_same(world: World, seed: int) -> None:
    run_archive_conformance(world, seed, acts=90)


def run_archive_conformance(world: World, seed: int, acts: int) -> set[str]:
    """The codes that both gave."""
    sides = take_seats(world, (KIT,))
    with lay_ground(sides) as ground:
        twin = ArchiveTwin(sides, ground.new_uow, random.Random(seed))
        for _ in range(acts):
            twin.act()
            twin.compare()
    assert world.one("SELECT rd.verify_audit(%s)", NEAR) is None
    return twin.codes
