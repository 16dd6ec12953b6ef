"""Builds the sample: offices and accounts, people, files, and everything that happened to their dossiers.

Callers: app/main.py (first run of `dev.py run`, the tour) and tests. Write thread; takes 20–60 s for 60 people.
Deterministic from the seed in everything but ids and password salt. Nothing real: names, numbers and seals are
invented, every seal says 样本.
"""

import io
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PIL import Image

from app.domain.attachment import FileRef
from app.domain.organisation import Account, Actor, Organisation
from app.domain.photo_rules import PhotoFacts
from app.ports.attachments import AttachmentStore
from app.ports.calendar import Calendar
from app.ports.clock import MovableClock
from app.ports.ids import NewId
from app.ports.plan_kits import PlanKits
from app.ports.secrets import PasswordHasher
from app.ports.unit_of_work import NewUnitOfWork
from app.services.samples.declaration_writer import DeclarationWriter
from app.services.samples.dossiers import make_dossier
from app.services.samples.files.facts import FileJob
from app.services.samples.offices import EMPLOYERS, LEVELS, SAMPLE_REGION, make_uscc
from app.services.samples.people import make_people
from app.services.samples.published_key import SAMPLE_PASSWORD
from app.services.samples.render import render_files
from app.services.samples.story import Act, list_jobs, tell_story
from app.services.samples.timetable import SAMPLE_NOW, StagedClock
from app.services.samples.travel_writer import TravelWriter
from app.services.samples.writer import ArchiveWriter, Desk, Progress

SAMPLE_SEED = 20261009
PLAN_IDS = {
    "hz2026": "hz-construction-engineer-2026",
    "hz2020": "hz-construction-engineer-2020",
    "water2020": "zj-water-engineer-2020",
    "senior2020": "zj-water-senior-2020",
}
_STEP_SHARE = 1
_ORIENTATION = 0x0112


@dataclass(frozen=True, slots=True)
class SampleSummary:
    """What was made. `bytes_stored` counts each different file once."""

    people: int
    items: int
    declarations: int
    publicities: int
    files: int
    bytes_stored: int
    password: str = SAMPLE_PASSWORD


def build_sample(
    new_unit_of_work: NewUnitOfWork,
    attachments: AttachmentStore,
    plan_kits: PlanKits,
    clock: MovableClock,
    ids: NewId,
    *,
    calendar: Calendar,
    passwords: PasswordHasher,
    people: int = 60,
    seed: int = SAMPLE_SEED,
    processes: int = 2,
    progress: Progress | None = None,
) -> SampleSummary:
    """Fill an empty working copy; afterwards `clock` shows SAMPLE_NOW (2026-10-09 10:32 in Shanghai).

    `progress` gets (done, of all). Raises what the usecases and the store raise (EnvironmentFault when the disk is
    full); a copy that was begun and not finished is to be thrown away.
    """
    dossiers = [
        make_dossier(seed, person, plan_kits.get(PLAN_IDS[person.part.plan]))
        for person in make_people(random.Random(seed), people)
    ]
    steps, publicities = tell_story(seed, dossiers)
    jobs = list_jobs(dossiers, publicities)
    report = _count(progress, len(jobs) + len(steps))
    refs, photos = _store_files(attachments, jobs, processes, report)
    actors = _add_offices(new_unit_of_work, ids, passwords.hash(SAMPLE_PASSWORD))
    desk = Desk(new_unit_of_work, plan_kits, calendar, ids, StagedClock(), actors, refs, photos)
    archive = ArchiveWriter(desk, dossiers)
    declarations = DeclarationWriter(desk, dossiers, publicities, archive)
    travels = TravelWriter(desk, dossiers, declarations.declarations)
    archive.add_people()
    acts = {
        Act.HAND_IN: archive.hand_in, Act.DECIDE: archive.decide, Act.RESCAN: archive.rescan,
        Act.ENTER: declarations.enter, Act.SUBMIT: declarations.submit, Act.REVIEW: declarations.review,
        Act.START: declarations.start, Act.POSTED: declarations.post, Act.OBJECT: declarations.object_to,
        Act.RESOLVE: declarations.resolve, Act.PASS: declarations.pass_members,
        Act.TRAVEL: travels.travel,
    }  # fmt: skip
    for step in steps:
        desk.clock.set(step.at)
        acts[step.act](step)
        report()
    clock.set_now(SAMPLE_NOW)
    stored = {ref.sha256: ref.size for ref in refs.values()}
    return SampleSummary(
        people=len(dossiers),
        items=archive.item_count,
        declarations=len(declarations.declarations),
        publicities=len(declarations.publicities),
        files=len(stored),
        bytes_stored=sum(stored.values()),
    )


def _count(progress: Progress | None, total: int) -> Callable[[], None]:
    done = 0

    def report() -> None:
        nonlocal done
        done += 1
        if progress is not None:
            progress(done, total)

    return report


def _store_files(
    attachments: AttachmentStore, jobs: Sequence[FileJob], processes: int, report: Callable[[], None]
) -> tuple[dict[int, FileRef], dict[int, PhotoFacts]]:
    refs: dict[int, FileRef] = {}
    photos: dict[int, PhotoFacts] = {}
    for index, content in render_files(jobs, processes=processes):
        job = jobs[index]
        refs[id(job)] = attachments.put(content, job.name)
        if job.maker == "photo":
            photos[id(job)] = measure_photo(content)
        report()
    return refs, photos


def measure_photo(content: bytes) -> PhotoFacts:
    """Return what the photo rules look at, sizes as a person sees them upright."""
    with Image.open(io.BytesIO(content)) as image:
        width, height = image.size
        if image.getexif().get(_ORIENTATION, 1) >= 5:
            width, height = height, width
        return PhotoFacts(image.format or "", width, height, len(content))


def _add_offices(new_unit_of_work: NewUnitOfWork, ids: NewId, password_hash: str) -> dict[str, Actor]:
    offices = (*LEVELS, *EMPLOYERS)
    keys = {office.key: ids() for office in offices}
    actors = {}
    with new_unit_of_work() as uow:
        for serial, office in enumerate(offices, 1):
            organisation = Organisation(
                id=keys[office.key],
                name=office.name,
                role=office.role,
                uscc=make_uscc(serial),
                kind=office.kind,
                region=office.region if office in EMPLOYERS else SAMPLE_REGION,
                municipal_unit_id=keys[office.under] if office.under else None,
            )
            account = Account(ids(), organisation.id, office.login, office.clerk, office.role, password_hash)
            uow.organisations.add(organisation)
            uow.accounts.add(account)
            actors[office.key] = Actor(
                account.id, account.name, account.role, organisation.id, organisation.name
            )
        uow.commit()
    return actors
