"""Carries the story out: every act goes through the program's own usecases, dated by the staged clock.

Callers: `build`. Write thread only. What the program has no usecase for yet (people, first hand-in, drafts) is
written through the unit of work with an audit entry of its own.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from app.domain.applicant import Applicant
from app.domain.archive import ArchiveItem, ArchiveStatus
from app.domain.attachment import FileRef
from app.domain.commands import AddEvidence, HandInItem, OutcomeKind, ReviewArchiveItem
from app.domain.decision import Action, SubjectKind
from app.domain.organisation import Actor
from app.domain.photo_rules import PhotoFacts
from app.ports.calendar import Calendar
from app.ports.ids import NewId
from app.ports.plan_kits import PlanKits
from app.ports.unit_of_work import NewUnitOfWork
from app.services.samples.dossiers import Dossier
from app.services.samples.files.facts import FileJob
from app.services.samples.item_plan import ItemPlan
from app.services.samples.story import LATE, Step
from app.services.samples.timetable import StagedClock
from app.services.samples.verdict_words import choose_item_defect
from app.usecases.prechecks import recheck_item
from app.usecases.review_archive import add_evidence, hand_in_item, review_archive_items


@dataclass(slots=True)
class Desk:
    """What writing needs. `refs` maps the identity of a job to the stored file."""

    new_unit_of_work: NewUnitOfWork
    plan_kits: PlanKits
    calendar: Calendar
    new_id: NewId
    clock: StagedClock
    actors: Mapping[str, Actor]
    """By office key."""
    refs: Mapping[int, FileRef]
    photos: Mapping[int, PhotoFacts]

    def files(self, jobs: Sequence[FileJob]) -> tuple[FileRef, ...]:
        return tuple(dict.fromkeys(self.refs[id(job)] for job in jobs))


class ArchiveWriter:
    """Writes people and their archive items; remembers ids by person and place."""

    def __init__(self, desk: Desk, dossiers: Sequence[Dossier]) -> None:
        self._desk = desk
        self._dossiers = dossiers
        self.applicants: dict[int, str] = {}
        self.items: dict[int, dict[int, str]] = {}
        self.item_count = 0

    def add_people(self) -> None:
        """Enter everybody, in one transaction."""
        with self._desk.new_unit_of_work() as uow:
            for dossier in self._dossiers:
                person = dossier.person
                applicant = Applicant(
                    self._desk.new_id(),
                    self._actor(dossier).organisation_id,
                    person.name,
                    person.id_number,
                    person.phone,
                )
                uow.applicants.add(applicant)
                self.applicants[person.number] = applicant.id
                self.items[person.number] = {}
            uow.commit()

    def hand_in(self, step: Step) -> None:
        """Add items as 待审核, with their files and pre-check notices."""
        dossier, desk = self._dossiers[step.number], self._desk
        with desk.new_unit_of_work() as uow:
            for place in step.items:
                item = self._make_item(dossier, place)
                uow.files.add(item.evidence)
                uow.archive.add(item)
                recheck_item(uow, item, desk.plan_kits, desk.clock.today())
                uow.audit.append(
                    at=desk.clock.now(),
                    act="archive.save",
                    actor=self._actor(dossier),
                    subject_kind=SubjectKind.ARCHIVE_ITEM,
                    subject_id=item.id,
                    content={"section": item.section, "content_rev": 1, "sample": True},
                )
                self.items[step.number][place] = item.id
                self.item_count += 1
            uow.commit()

    def _make_item(self, dossier: Dossier, place: int) -> ArchiveItem:
        plan = find_item(dossier, place)
        number = dossier.person.number
        return ArchiveItem(
            id=self._desk.new_id(),
            applicant_id=self.applicants[number],
            employer_id=self._actor(dossier).organisation_id,
            section=plan.section,
            fields=plan.fields,
            evidence=self._desk.files(plan.files),
            status=ArchiveStatus.PENDING,
            rev=1,
            content_rev=1,
            submit_no=1,
            submitted_at=self._desk.clock.now(),
        )

    def decide(self, step: Step) -> None:
        """Pass, return or fail items in bulk, as a clerk who ticks a page does."""
        dossier, desk = self._dossiers[step.number], self._desk
        commands = []
        for place, action in zip(step.items, step.verdicts, strict=True):
            section = find_item(dossier, place).section
            kit = desk.plan_kits.all()[0]
            defects = (
                ()
                if action is Action.PASS
                else (choose_item_defect(kit, section, action, step.number + place),)
            )
            commands.append(
                ReviewArchiveItem(
                    op_id=desk.new_id(),
                    actor=self._actor(dossier),
                    item_id=self.items[step.number][place],
                    base_rev=1,
                    action=action,
                    defects=defects,
                    notice="\n".join(f"1. {defect.text}" for defect in defects),
                )
            )
        outcomes = review_archive_items(commands, desk.new_unit_of_work, desk.clock)
        refused = [outcome.code for outcome in outcomes if outcome.kind is not OutcomeKind.APPLIED]
        if refused:
            raise RuntimeError(f"the sample's archive decisions were refused: {refused}")

    def rescan(self, step: Step) -> None:
        """A returned award comes again with a better scan."""
        dossier, desk = self._dossiers[step.number], self._desk
        if dossier.rescan is None:
            return
        item_id = self.items[step.number][step.items[0]]
        actor = self._actor(dossier)
        files = desk.files([dossier.rescan])
        add_evidence(
            AddEvidence(desk.new_id(), actor, item_id, self._rev(item_id), files),
            desk.new_unit_of_work,
            desk.clock,
            desk.plan_kits,
        )
        hand_in_item(
            HandInItem(desk.new_id(), actor, item_id, self._rev(item_id)), desk.new_unit_of_work, desk.clock
        )

    def _rev(self, item_id: str) -> int:
        with self._desk.new_unit_of_work() as uow:
            return uow.archive.get(item_id).rev

    def _actor(self, dossier: Dossier) -> Actor:
        return self._desk.actors[dossier.person.office.key]


def find_item(dossier: Dossier, place: int) -> ItemPlan:
    """Return the item at a place of the story: late items count from LATE on."""
    return dossier.late[place - LATE] if place >= LATE else dossier.items[place]


Progress = Callable[[int, int], None]
