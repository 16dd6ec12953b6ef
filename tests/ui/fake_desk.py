"""An in-memory ``Desk`` for tests of the window's frame: accounts, home facts, people, a unit of work that remembers.

Tests of the review tabs use a real small working copy; here nothing but the frame is looked at.
"""

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from app.domain.applicant import Applicant
from app.domain.organisation import Account, Organisation, Role
from app.ports.desk import Desk
from app.ports.queries import AccountChoice, ArchiveDossier, HomeFacts, PlanCount, PublicityRow, SectionCount
from app.services.holiday_data import OfficeCalendar, read_shipped_years
from resources import holidays_dir
from tests.factories import FixedClock, make_account, make_id, make_kit, make_organisation

MORNING = datetime(2026, 10, 9, 2, 32, tzinfo=UTC)
"""Friday 10:32 in Shanghai, the first working day after the National Day holidays: the moment of the pictures."""

PASSWORD = "mima-1234"


class PlainHasher:
    """No argon2: tests of the frame are about the window."""

    def hash(self, password: str) -> str:
        return f"plain:{password}"

    def verify(self, password_hash: str, password: str) -> bool:
        return password_hash == self.hash(password)


def make_home_facts(**changes: Any) -> HomeFacts:
    values: dict[str, Any] = {
        "archive_pending": 142,
        "declarations_pending": 17,
        "by_section": (
            SectionCount("project", 31),
            SectionCount("work", 21),
            SectionCount("training", 18),
            SectionCount("paper", 18),
            SectionCount("award", 12),
            SectionCount("certificate", 11),
            SectionCount("education", 9),
        ),
        "by_plan": (
            PlanCount(
                "hz-construction",
                "2026度杭州市建设工程专业技术人员工程师资格评审申报计划",
                11,
                datetime(2026, 9, 29, 3, 0, tzinfo=UTC),
            ),
            PlanCount(
                "water-senior",
                "水利工程专业正高级工程师职务任职资格评审计划",
                6,
                datetime(2026, 9, 30, 3, 0, tzinfo=UTC),
            ),
        ),
        "publicities_over": (make_publicity_row(("杨若琳",), end=date(2026, 10, 8), over=True),),
        "publicities_objected": (
            make_publicity_row(("郑凯",), end=date(2026, 10, 14), over=False, objections=1),
        ),
        "publicities_running": 4,
        "waiting_for_publicity": 3,
        "returned_items": 3,
        "flagged_declarations": 5,
        "decided_today": (26, 3, 4),
    }
    return HomeFacts(**(values | changes))


def make_publicity_row(
    names: tuple[str, ...], *, end: date, over: bool, objections: int = 0, start: date = date(2026, 9, 28)
) -> PublicityRow:
    return PublicityRow(
        key=1,
        publicity_id=make_id(),
        declaration_ids=tuple(make_id() for _ in names),
        names=names,
        titles=("工程师(中级)",) * len(names),
        plan_names=("水利",) * len(names),
        start=start,
        end=end,
        day=None if over else (2, 5),
        over=over,
        open_objections=objections,
        revs=(1,) * len(names),
    )


@dataclass
class FakeQueries:
    choices: list[AccountChoice]
    facts: HomeFacts = field(default_factory=make_home_facts)
    people: list[Applicant] = field(default_factory=list)
    error: Exception | None = None
    dossiers: dict[str, ArchiveDossier] = field(default_factory=dict)

    def archive_dossier(self, scope: Any, item_id: str) -> ArchiveDossier:
        return self.dossiers[item_id]

    def account_choices(self) -> Sequence[AccountChoice]:
        return self.choices

    def prepare_search(self) -> None:
        return None

    def home(self, scope: Any, actor: Any, today: date) -> HomeFacts:
        if self.error is not None:
            raise self.error
        return self.facts

    def find_people(self, scope: Any, text: str, limit: int = 20) -> Sequence[Applicant]:
        return [p for p in self.people if text in p.name or text in p.id_number][:limit]

    def section_counts(self, scope: Any) -> dict[str, int]:
        return {count.section: count.pending for count in self.facts.by_section}

    def archive_keys(self, scope: Any, wanted: Any, limit: int | None = None) -> "array[int]":
        return array("q")


@dataclass
class FakeUnitOfWork:
    """Keeps what was told to it in ``store``; only what the frame's usecases touch."""

    store: "FakeStore"

    def __enter__(self) -> "FakeUnitOfWork":
        return self

    def __exit__(self, *_: object) -> None:
        return None

    @property
    def audit(self) -> "FakeUnitOfWork":
        return self

    @property
    def looks(self) -> "FakeLooks":
        return FakeLooks(self.store)

    @property
    def settings(self) -> "FakeSettings":
        return FakeSettings(self.store)

    @property
    def outbox(self) -> "FakeOutbox":
        return FakeOutbox(self.store)

    def append(self, **entry: Any) -> None:
        self.store.audit.append(entry)

    def commit(self) -> None:
        self.store.commits += 1


@dataclass
class FakeLooks:
    store: "FakeStore"

    def add(self, looks: Sequence[Any]) -> None:
        self.store.looks.extend(looks)


@dataclass
class FakeSettings:
    store: "FakeStore"

    def get(self, key: str) -> str | None:
        return self.store.settings.get(key)

    def set(self, key: str, value: str) -> None:
        self.store.settings[key] = value


@dataclass
class FakeOutbox:
    store: "FakeStore"

    def answer_to(self, op_id: str) -> Any:
        return self.store.outcomes.get(op_id)

    def add(self, command: Any, outcome: Any, at: datetime) -> None:
        self.store.outcomes[command.op_id] = outcome

    def close(self, op_id: str) -> bool:
        self.store.closed.append(op_id)
        self.store.on_close(op_id)
        return True


@dataclass
class FakeStore:
    audit: list[dict[str, Any]] = field(default_factory=list)
    looks: list[Any] = field(default_factory=list)
    settings: dict[str, str] = field(default_factory=dict)
    outcomes: dict[str, Any] = field(default_factory=dict)
    closed: list[str] = field(default_factory=list)
    """Commands whose conflict or refusal was answered."""
    on_close: Callable[[str], object] = str
    commits: int = 0


class StillClock:
    """A clock of an ordinary copy: nobody may move it."""

    def __init__(self, moment: datetime = MORNING) -> None:
        self._clock = FixedClock(moment)

    def now(self) -> datetime:
        return self._clock.now()

    def today(self) -> date:
        return self._clock.today()


@dataclass
class FakeDesk:
    """``desk`` is what the window gets; the rest is for the test to look at and to change."""

    desk: Desk
    queries: FakeQueries
    store: FakeStore
    clock: Any
    unit: Organisation
    account: Account


def make_fake_desk(
    *, sample: bool = True, role: Role = Role.EMPLOYER, more: Sequence[AccountChoice] = ()
) -> FakeDesk:
    """One unit with one account (周敏), and ``more``. ``sample``: the clock can be moved, the password is shown."""
    name = "示例建设工程有限公司" if role is Role.EMPLOYER else "示例区受理点"
    unit = make_organisation(name=name, role=role)
    account = make_account(unit, name="周敏", password_hash=PlainHasher().hash(PASSWORD))
    queries = FakeQueries([AccountChoice(account, unit), *more])
    store = FakeStore()
    clock: Any = FixedClock(MORNING) if sample else StillClock()
    unused: Any = None
    desk = Desk(
        queries=queries,  # type: ignore[arg-type]
        entry=unused,
        checks=unused,
        road=unused,
        entering=unused,
        statistics=unused,
        new_unit_of_work=lambda: FakeUnitOfWork(store),  # type: ignore[arg-type,return-value]
        attachments=unused,
        intake=unused,
        preview=unused,
        documents=unused,
        packages=unused,
        package_records=unused,
        plan_kits=FakePlanKits(),  # type: ignore[arg-type]
        calendar=OfficeCalendar(read_shipped_years(holidays_dir())),
        clock=clock,
        new_id=make_id,
        passwords=PlainHasher(),
        copy_name="示例数据",
        sample_password=PASSWORD if sample else "",
    )
    return FakeDesk(desk, queries, store, clock, unit, account)


@dataclass(frozen=True)
class SectionTitle:
    key: str
    title: str


class FakePlanKits:
    """Only the titles that 用户中心 shows, and the categories of its plans."""

    def all(self) -> Sequence[Any]:
        return (make_kit(category="中级职称评审"), make_kit(id="senior", category="高级职称评审"))

    def archive_sections(self) -> Sequence[Any]:
        titles = {
            "basic": "基本信息",
            "education": "教育经历",
            "work": "工作经历",
            "training": "继续教育(培训)情况",
            "award": "获奖情况",
            "project": "主持参与工程技术项目情况",
            "paper": "论文",
            "certificate": "资质证书",
        }
        return [SectionTitle(key, title) for key, title in titles.items()]
