"""A desk over a small real working copy, and one tab of the window over it, for tests of the review tabs.

``tests/ui/tabs/conftest.py`` takes the fixtures in. Nothing is shared between tests; what a screen wrote is read back
with ``tab.wait()`` and ``real.uow()``. The preview is a still one: every file has two white pages, no process is started.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.domain.applicant import Applicant
from app.domain.archive import ArchiveItem
from app.domain.decision import SubjectKind
from app.domain.organisation import Role
from app.domain.photo_fix import PhotoFix
from app.domain.prechecks.checks import check_item
from app.ports.desk import Desk
from app.ports.preview import (
    DocumentInfo,
    PageRequest,
    PageSize,
    PreviewSource,
    Priority,
    RenderedPage,
)
from app.services.archive_package.zip_packages import ZipPackages
from app.services.holiday_data import OfficeCalendar, read_shipped_years
from app.services.intake import DiskIntake
from app.services.plan_kits import FolderPlanKits
from db.attachments import EncryptedAttachmentStore
from db.queries.sql_queries import SqlQueries
from db.working_copy import WorkingCopy
from resources import holidays_dir, plans_dir
from tests.copies import NewUow, Office, add_office
from tests.factories import FixedClock, make_applicant, make_id, make_item
from tests.ui.fake_desk import MORNING, PlainHasher
from ui.operations import Operations
from ui.preferences import Preferences
from ui.session import Session
from ui.shell import Shell
from ui.tab_page import TabEntry, TabPage

PAGES = 2


class StillPreview:
    """Every file is a PDF of two pages; pages are white. ``warmed`` are the pages asked for ahead."""

    def __init__(self) -> None:
        self.warmed: list[PageRequest] = []

    def start(self) -> None: ...

    def stop(self) -> None: ...

    def open_session(self) -> "StillPreviewSession":
        return StillPreviewSession(self)


class StillPreviewSession:
    def __init__(self, preview: StillPreview) -> None:
        self._preview = preview

    def known_document(self, source: PreviewSource) -> DocumentInfo:
        size = PageSize(595.0, 842.0)
        return DocumentInfo("pdf", "pdf", (size,) * PAGES, PAGES, source.size_bytes)

    def cached_page(self, request: PageRequest) -> RenderedPage | None:
        return None

    def request_document(
        self, source: PreviewSource, done: Callable[[Any], None], priority: Priority = Priority.VISIBLE
    ) -> None:
        done(self.known_document(source))

    def request_page(
        self,
        request: PageRequest,
        done: Callable[[Any], None] | None,
        priority: Priority = Priority.VISIBLE,
    ) -> None:
        if done is None:
            self._preview.warmed.append(request)
            return
        width = max(1, request.target.width or 200)
        height = max(1, request.target.height or round(width * 842 / 595))
        pixels = b"\xff" * (width * 4 * height)
        done(RenderedPage(request, width, height, width * 4, width, height, pixels))

    def request_photo(self, source: PreviewSource, done: Callable[[Any], None]) -> None: ...

    def request_photo_fix(
        self, source: PreviewSource, fix: PhotoFix, done: Callable[[Any], None]
    ) -> None: ...

    def cancel(self, keep: Collection[PageRequest] = ()) -> None: ...

    def forget(self, source: PreviewSource) -> None: ...

    def close(self) -> None: ...


@dataclass
class RealDesk:
    """The copy, the office that sits at it, and what a test puts into it before a tab is opened."""

    desk: Desk
    copy: WorkingCopy
    office: Office
    clock: FixedClock
    new_uow: NewUow
    preview: StillPreview
    kits: FolderPlanKits
    people: dict[str, Applicant] = field(default_factory=dict)

    def uow(self) -> Any:
        return self.new_uow()

    def add_person(self, name: str, **changes: Any) -> Applicant:
        person = make_applicant(self.office.unit, name=name, **changes)
        with self.new_uow() as uow:
            uow.applicants.add(person)
            uow.commit()
        self.people[name] = person
        return person

    def add_item(self, name: str, section: str = "award", **changes: Any) -> ArchiveItem:
        """An item of a person (made when there is none of that name), checked as a hand-in would."""
        person = self.people.get(name) or self.add_person(name)
        item = make_item(person, section=section, **changes)
        spec = next(s for s in self.kits.archive_sections() if s.key == section)
        with self.new_uow() as uow:
            uow.files.add(item.evidence)
            uow.archive.add(item)
            flags = check_item(spec, item.fields, item.evidence, today=self.clock.today(), item_id=item.id)
            uow.flags.replace(SubjectKind.ARCHIVE_ITEM, item.id, flags)
            uow.commit()
        return item

    def item(self, item_id: str) -> ArchiveItem:
        """As stored now. Call it when the desk is at rest (``tab.wait()``)."""
        with self.new_uow() as uow:
            stored: ArchiveItem = uow.archive.get(item_id)
        return stored

    def decisions(self, subject_id: str) -> list[Any]:
        with self.new_uow() as uow:
            return list(uow.decisions.of_subject(subject_id))


@dataclass
class OpenTab:
    """One tab in the real shell. ``page`` is what the test is about."""

    shell: Shell
    page: Any
    """Of the kind that the test opened."""
    operations: Operations
    session: Session

    def wait(self, patience_ms: int = 10_000) -> None:
        """Until nothing is running or waiting, and what it answered is on the screen."""
        for _ in range(2):
            QTest.qWait(1)
            spent = 0
            while self.operations.is_busy and spent < patience_ms:
                QTest.qWait(2)
                spent += 2
        assert not self.operations.is_busy, "the desk never came to rest"

    def press(
        self,
        key: Qt.Key,
        modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
        *,
        settle: bool = True,
    ) -> None:
        """A key on whatever has the focus, as a keyboard does."""
        QTest.keyClick(QApplication.focusWidget() or self.page, key, modifiers)
        if settle:
            self.wait()

    def click(self, target: QWidget) -> None:
        QTest.mouseClick(target, Qt.MouseButton.LeftButton)
        self.wait()

    def find(self, kind: type[QWidget], name: str) -> Any:
        """The visible widget of this object name."""
        found: list[Any] = [w for w in self.shell.findChildren(kind, name) if w.isVisible()]
        assert found, f"no visible {kind.__name__} named {name}"
        return found[0]

    def shows(self, name: str) -> bool:
        return any(w.isVisible() for w in self.shell.findChildren(QWidget, name))


@pytest.fixture
def real_desk(copy: WorkingCopy, tmp_path: Path) -> RealDesk:
    """An employer's desk without data; 2026-10-09 10:32 in Shanghai, the kits and holidays that ship."""
    kits = FolderPlanKits(plans_dir())
    clock, preview = FixedClock(MORNING), StillPreview()

    def read_plain_name(name: str) -> Any:
        return _PlainReadings(name.lower(), name[:1].lower())

    def new_uow() -> Any:
        return copy.new_unit_of_work(kits, read_plain_name)

    office = add_office(new_uow, name="示例建设工程有限公司")
    calendar = OfficeCalendar(read_shipped_years(holidays_dir()))
    unused: Any = None
    queries = SqlQueries(copy.read_engine, calendar.working_days)
    attachments = EncryptedAttachmentStore(copy.attachments_folder, copy.key)
    desk = Desk(
        queries=queries,
        entry=queries.entry,
        checks=queries.checks,
        road=queries.road,
        entering=queries.entering,
        statistics=queries.statistics,
        new_unit_of_work=new_uow,
        attachments=attachments,
        intake=DiskIntake(),
        preview=preview,
        documents=unused,
        packages=ZipPackages(attachments),
        package_records=queries.package_records,
        plan_kits=kits,
        calendar=calendar,
        clock=clock,
        new_id=make_id,
        passwords=PlainHasher(),
        copy_name="测试",
    )
    return RealDesk(desk, copy, office, clock, new_uow, preview, kits)


@pytest.fixture
def open_tab(
    qtbot: Any, qapp: QApplication, real_desk: RealDesk
) -> Iterator[Callable[[Callable[[Session], TabPage]], OpenTab]]:
    """``open_tab(ArchiveTab)``: the page in a shown shell, at rest. ``others``: tabs that its links lead to."""
    opened: list[OpenTab] = []

    def open_(
        factory: Callable[[Session], TabPage],
        *,
        size: tuple[int, int] = (1366, 696),
        desk: Desk | None = None,
        preferences: Preferences | None = None,
        others: Sequence[TabEntry] = (),
    ) -> OpenTab:
        operations = Operations()
        session = Session(
            desk or real_desk.desk, real_desk.office.actor, operations, preferences or Preferences()
        )
        shell = Shell(session, [TabEntry("tab", "测试", frozenset(Role), factory), *others])
        shell.resize(*size)
        shell.show()
        qtbot.waitExposed(shell)
        shell.activateWindow()
        shell.open_first()
        page = shell.show_tab("tab")
        assert page is not None
        tab = OpenTab(shell, page, operations, session)
        opened.append(tab)
        tab.wait()
        return tab

    yield open_
    for tab in opened:
        tab.shell.leave()
        assert tab.operations.close()
        tab.shell.deleteLater()
        QTest.qWait(1)


@dataclass(frozen=True)
class _PlainReadings:
    """Readings without pypinyin (0.2 s to import)."""

    pinyin: str
    initials: str


def with_desk(real: RealDesk, **ports: Any) -> Desk:
    """The desk with other ports (a store that is full, an intake of fakes)."""
    return replace(real.desk, **ports)
