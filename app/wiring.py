"""Open a working copy and put together everything a window needs. Imported by ``app.main`` after the first paint.

Knows services and db, not the screen. Runs on the read thread; afterwards the write engine belongs to the write
thread (``ui.operations``). What the sign-in page does not need is late (``app.late``) and comes with ``Desk.warm_up``.
"""

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine

from app.domain.errors import EnvironmentFault
from app.late import import_late, load_late, warm_up
from app.ports.archive_package import ArchivePackages
from app.ports.attachments import AttachmentStore
from app.ports.clock import Clock
from app.ports.desk import Desk
from app.ports.documents import Documents
from app.ports.plan_kits import PlanKits
from app.ports.secrets import PasswordHasher
from app.ports.unit_of_work import NewUnitOfWork
from app.services.calendar import open_calendar
from app.services.clocks import OFFSET_SETTING, SampleClock, SystemClock
from app.services.intake import DiskIntake
from app.services.new_ids import new_id
from app.services.preview.client import WorkerPreview
from app.services.samples.published_key import PUBLISHED_KEY, SAMPLE_PASSWORD
from app.services.user_paths import copies_dir, make_private_dir, sample_dir
from db.attachments import EncryptedAttachmentStore
from db.queries.sql_queries import SqlQueries
from db.repositories.people import NameReadings
from db.sync.copy_settings import has_server
from db.working_copy import WorkingCopy, create_copy, has_copy, open_copy, read_copy_id
from resources import fonts_dir, holidays_dir, plans_dir, templates_dir

if TYPE_CHECKING:
    from app.wiring_server import ServerParts

SAMPLE_COPY_ID = "sample"
SAMPLE_PEOPLE = 60
SAMPLE_COMPLETE = "sample.complete"
"""Setting of a 样例 copy that was made to the end; one that was interrupted is thrown away and made again."""

NAME_READINGS = "db.name_readings"
UNREADABLE = frozenset({"E-101", "E-102"})

Report = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class OpenedDesk:
    """A desk and how to close what stands behind it."""

    desk: Desk
    copy: WorkingCopy
    close: Callable[[], None]


def say_nothing(text: str, done: int, total: int) -> None:
    """A report for callers without a screen."""


def open_desk(
    *,
    sample: bool,
    folder: Path | None = None,
    own: Path | None = None,
    people: int = SAMPLE_PEOPLE,
    report: Report = say_nothing,
) -> OpenedDesk:
    """Open the office's own copy, or the 样例 copy (``folder``: another place for it; made there if it is not). ``own``: one of
    several own copies (``app.joining.PcJoining.copies``); without it the first.

    Without an own copy the sample is opened: entry of an office comes with its registration. Raises
    EnvironmentFault: E-1xx and E-2xx the copy and its folder (E-107), S-1xx its key. Nothing stays open or
    locked then, so that asking again works.
    """
    if own is None and (sample or own_copy_folder() is None):
        return wire(open_sample(folder or sample_dir(), people, report))
    return wire(open_own_copy(own))


def own_copy_folder() -> Path | None:
    """The office's own working copy on this PC, if there is one. Raises EnvironmentFault E-107 when the place cannot
    be looked into: an office's copy must never be taken for none."""
    try:
        return next((place for place in sorted(copies_dir().iterdir()) if has_copy(place)), None)
    except FileNotFoundError:
        return None
    except OSError as fault:
        raise EnvironmentFault("E-107", path=str(copies_dir())) from fault


def open_own_copy(folder: Path | None = None) -> WorkingCopy:
    folder = folder or own_copy_folder()
    if folder is None:
        raise EnvironmentFault("E-106", path=str(copies_dir()))
    copy_id = read_copy_id(folder)
    key = import_late("app.services.key_vault").KeyringVault().read(copy_id)
    if key is None:
        raise EnvironmentFault("S-107")
    return open_copy(folder, key, upgrade=upgrade)


def open_sample(folder: Path, people: int = SAMPLE_PEOPLE, report: Report = say_nothing) -> WorkingCopy:
    """The 样例 copy, made at the first run and kept; one that was interrupted while being made is made again.

    Raises EnvironmentFault E-108 for one that cannot be read: unlike an office's copy it has no backup and needs none.
    """
    make_private_dir(folder)
    if has_copy(folder):
        copy = open_kept_sample(folder)
        if is_complete(copy):
            return copy
        copy.close()
    shutil.rmtree(folder, ignore_errors=True)
    make_private_dir(folder)
    copy = create_copy(folder, PUBLISHED_KEY, copy_id=SAMPLE_COPY_ID, upgrade=upgrade, sample=True)
    with closing_on_failure(copy):
        fill_sample(copy, people, report)
    return copy


def open_kept_sample(folder: Path) -> WorkingCopy:
    try:
        return open_copy(folder, PUBLISHED_KEY, upgrade=upgrade)
    except EnvironmentFault as fault:
        if fault.code in UNREADABLE:
            raise EnvironmentFault("E-108", path=str(folder)) from fault
        raise


def is_complete(copy: WorkingCopy) -> bool:
    """Whether the 样例 copy was made to the end. Closes the copy when it cannot say."""
    with closing_on_failure(copy), unit_of_work_factory(copy, load_plan_kits())() as uow:
        return uow.settings.get(SAMPLE_COMPLETE) is not None


@contextmanager
def closing_on_failure(copy: WorkingCopy) -> Iterator[None]:
    """What fails after the opening must not keep the copy locked: 重试 would find it in use (E-104) for ever."""
    try:
        yield
    except BaseException:
        copy.close()
        raise


def fill_sample(copy: WorkingCopy, people: int, report: Report) -> None:
    kits = load_plan_kits()
    new_unit_of_work = unit_of_work_factory(copy, kits)
    clock = open_clock(copy, new_unit_of_work)
    assert isinstance(clock, SampleClock)

    def show(done: int, of_all: int) -> None:
        report("正在准备样例材料（只在第一次）", done, of_all)

    build_sample(
        new_unit_of_work,
        EncryptedAttachmentStore(copy.attachments_folder, copy.key),
        kits,
        clock,
        new_id,
        calendar=open_calendar(holidays_dir(), no_setting),
        passwords=load_passwords(),
        people=people,
        progress=show,
    )
    with new_unit_of_work() as uow:
        uow.settings.set(SAMPLE_COMPLETE, "1")
        uow.commit()


def build_sample(*parts: Any, **more: Any) -> None:
    """``app.services.samples.build.build_sample``: only the first run pays for Pillow, pymupdf and pikepdf."""
    import_late("app.services.samples.build").build_sample(*parts, **more)


def wire(copy: WorkingCopy) -> OpenedDesk:
    """Everything behind a window over an open copy, closed again on failure."""
    with closing_on_failure(copy):
        return wire_open(copy)


def wire_open(copy: WorkingCopy) -> OpenedDesk:
    kits = load_plan_kits()
    new_unit_of_work = unit_of_work_factory(copy, kits)
    with new_unit_of_work() as uow:
        calendar = open_calendar(holidays_dir(), uow.settings.get)
    clock = open_clock(copy, new_unit_of_work)
    passwords = load_passwords()
    queries = SqlQueries(copy.read_engine, calendar.working_days)
    server = load_server(copy, kits, clock, queries, new_unit_of_work, passwords)
    attachments = (
        server.attachments if server else EncryptedAttachmentStore(copy.attachments_folder, copy.key)
    )
    preview = WorkerPreview(server.attachments.read_now if server else attachments.read)
    switch = PreviewSwitch(preview)
    documents = load_documents(clock)

    def bring_in() -> None:
        for part in (passwords, kits):
            warm_up(part)
        switch.start()
        warm_up(documents)
        import_late(NAME_READINGS)

    desk = Desk(
        queries=queries,
        entry=queries.entry,
        checks=queries.checks,
        road=queries.road,
        entering=queries.entering,
        statistics=queries.statistics,
        new_unit_of_work=new_unit_of_work,
        attachments=attachments,
        intake=DiskIntake(),
        preview=preview,
        documents=documents,
        packages=load_packages(attachments),
        package_records=queries.package_records,
        plan_kits=kits,
        calendar=calendar,
        clock=clock,
        new_id=new_id,
        passwords=passwords,
        copy_name="样例" if copy.is_sample else "",
        sync=server.sync if server else None,
        sample_password=SAMPLE_PASSWORD if copy.is_sample else "",
        warm_up=bring_in,
    )

    def close() -> None:
        switch.stop()
        if server:
            server.close()
        copy.close()

    return OpenedDesk(desk, copy, close)


def load_server(copy: WorkingCopy, *parts: Any) -> "ServerParts | None":
    """The exchange of a copy that belongs to a server (``app.wiring_server``); any other copy pays nothing for it."""
    with copy.read_engine.connect() as connection:
        if not has_server(connection):
            return None
    server: ServerParts = import_late("app.wiring_server").open_server_parts(copy, *parts, read_name_late)
    return server


class PreviewSwitch:
    """Starts the preview's processes once, and not any more after they were to be stopped. Any thread."""

    def __init__(self, preview: WorkerPreview) -> None:
        self._preview = preview
        self._lock = threading.Lock()
        self._started = self._stopped = False

    def start(self) -> None:
        with self._lock:
            if not (self._started or self._stopped):
                self._started = True
                self._preview.start()

    def stop(self) -> None:
        with self._lock:
            self._stopped = True
            if self._started:
                self._preview.stop()


def load_plan_kits() -> PlanKits:
    """Late: pydantic, which checks them, costs as much as opening the copy."""

    def make(module: Any) -> PlanKits:
        kits: PlanKits = module.FolderPlanKits(plans_dir())
        return kits

    return load_late("app.services.plan_kits", make)


def load_passwords() -> PasswordHasher:
    def make(module: Any) -> PasswordHasher:
        passwords: PasswordHasher = module.Argon2Passwords()
        return passwords

    return load_late("app.services.passwords", make)


def load_documents(clock: Clock) -> Documents:
    def make(module: Any) -> Documents:
        documents: Documents = module.OfficeDocuments(templates_dir(), fonts_dir(), clock)
        return documents

    return load_late("app.services.documents.office_documents", make)


def load_packages(attachments: AttachmentStore) -> ArchivePackages:
    """Only who makes or checks an archive package pays for it."""

    def make(module: Any) -> ArchivePackages:
        packages: ArchivePackages = module.ZipPackages(attachments)
        return packages

    return load_late("app.services.archive_package.zip_packages", make)


def read_name_late(name: str) -> NameReadings:
    """Only who adds a person pays for pypinyin."""
    readings: NameReadings = import_late(NAME_READINGS).read_name(name)
    return readings


def unit_of_work_factory(copy: WorkingCopy, kits: PlanKits) -> NewUnitOfWork:
    return lambda: copy.new_unit_of_work(kits, read_name_late)


def open_clock(copy: WorkingCopy, new_unit_of_work: NewUnitOfWork) -> Clock:
    """The machine's clock; a 样例 copy has one that can be moved and keeps its offset inside."""
    if not copy.is_sample:
        return SystemClock()

    def read_offset() -> str | None:
        with new_unit_of_work() as uow:
            return uow.settings.get(OFFSET_SETTING)

    def write_offset(text: str) -> None:
        with new_unit_of_work() as uow:
            uow.settings.set(OFFSET_SETTING, text)
            uow.commit()

    return SampleClock(read_offset, write_offset)


def no_setting(key: str) -> str | None:
    """A copy that is being made has imported nothing."""
    return None


def upgrade(engine: Engine) -> None:
    """Alembic is imported only when a copy's schema is older than this program's."""
    import_late("db.migrate").upgrade(engine)
