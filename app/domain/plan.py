"""What a plan kit says: sections, fields, materials, reasons, texts, calendar rule, chain of levels.

Plan kits are data (``resources/plans/<kit>``); ``app.services.plan_kits`` reads them into these frozen
dataclasses. Domain rules and screens take every section, word and number from here, so that a plan can
be added without code. Sources: seed A step 3-4 (sections 1-6, 16-19, the four materials), seed B step 二
(plans, conditions, materials); DOMAIN facts §3, §5.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from app.domain.organisation import Role
from app.domain.road import AFTER_COMMITTEE, STATION_OF_LEVEL, Road


class FieldKind(StrEnum):
    """How a field's text is typed, checked and shown. Values are always kept as the text typed."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    DATE = "date"  # YYYY-MM-DD
    MONTH = "month"  # YYYY-MM
    YEAR = "year"
    CHOICE = "choice"
    INTEGER = "integer"
    MONEY = "money"
    ID_NUMBER = "id_number"  # masked on screen, reveal is logged
    PHONE = "phone"  # masked on screen
    BOOL = "bool"  # 是 / 否


DATE_KINDS = frozenset({FieldKind.DATE, FieldKind.MONTH, FieldKind.YEAR})


class SectionKind(StrEnum):
    BASIC = "basic"  # 基本信息: one item a person
    ITEMS = "items"  # any number of items a person
    MATERIALS = "materials"  # 申报材料附件信息, belongs to the declaration
    STATEMENT = "statement"  # 本人述职, belongs to the declaration


@dataclass(frozen=True, slots=True)
class FieldSpec:
    key: str
    title: str
    kind: FieldKind = FieldKind.TEXT
    required: bool = False
    choices: tuple[str, ...] = ()
    unit: str = ""
    public: bool = True
    """False: left out of 评审表(公示版) (DOMAIN facts §6: ID number, birth date, phone, addresses …)."""


@dataclass(frozen=True, slots=True)
class SectionSpec:
    """One section. ``archive_no`` is None for the sections that belong to the declaration (18, 19)."""

    key: str
    title: str
    kind: SectionKind
    preview_no: int
    archive_no: int | None
    fields: tuple[FieldSpec, ...]
    evidence_required: bool = True
    """Seed A step 5: every entry needs evidence; False only where the kit says so (basic data)."""
    title_field: str = ""
    """Key of the field that tells one entry from another in lists; "" = its first words among the list's columns."""

    @property
    def list_fields(self) -> tuple[FieldSpec, ...]:
        """The first three fields: columns of the archive list (seed A step 3 screen, A3.13)."""
        return self.fields[:3]

    @property
    def naming_fields(self) -> tuple[FieldSpec, ...]:
        """What an entry is called by, the best first: ``title_field``, then the list's columns that are no date."""
        first = (self.field(self.title_field),) if self.title_field else ()
        return (*first, *(spec for spec in self.list_fields if spec.kind not in DATE_KINDS))

    def name_entry(self, fields: Mapping[str, str]) -> str:
        """获奖情况　东部产业园中学迁建工程; of 基本信息 and of an entry without words the section alone."""
        worded = (fields.get(spec.key, "").strip() for spec in self.naming_fields)
        words = "" if self.kind is SectionKind.BASIC else next((text for text in worded if text), "")
        return f"{self.title}　{words}" if words else self.title

    def field(self, key: str) -> FieldSpec:
        return next(f for f in self.fields if f.key == key)


class CarryRule(StrEnum):
    """What a copy of an earlier declaration takes over of a material."""

    ALWAYS = "always"  # 学历证书认证 other than the 备案表, 聘书
    UNTIL_EXPIRY = "until_expiry"  # only while the stated validity lasts (备案表)
    NEVER = "never"  # made anew every year: 学时, 社保, 自评表


@dataclass(frozen=True, slots=True)
class MaterialSpec:
    """One row of section 18. ``applies`` names a rule of ``app.domain.materials`` (or "always"/"optional")."""

    key: str
    no: int
    title: str
    applies: str = "always"
    rule: str = ""
    hint: str = ""
    carry: CarryRule = CarryRule.NEVER
    """Whether a new declaration may take over the files of an earlier one (DOMAIN facts §5)."""


@dataclass(frozen=True, slots=True)
class ReasonSpec:
    """A reason a reviewer can tick. ``curable``: leads to 退回, otherwise to 不通过."""

    code: str
    title: str
    text: str
    curable: bool = True
    sections: tuple[str, ...] = ()
    """Section keys it is offered for; empty = everywhere."""
    step: str = ""
    """The step of declaring that it reopens (``app.domain.declaring.Step``), where the section alone does not say."""
    applies: str = ""
    """Rule of the materials that it is about (as ``MaterialSpec.applies``), wherever in the archive it was ticked."""


@dataclass(frozen=True, slots=True)
class ConditionSpec:
    key: str
    text: str
    modes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AcceptancePoint:
    key: str
    name: str
    phone: str = ""
    address: str = ""
    sample: bool = True


@dataclass(frozen=True, slots=True)
class Contact:
    """Seed A step 5: 省水利厅联系人 / 材料审核咨询联系人; seed B 附件5."""

    title: str
    name: str = ""
    phone: str = ""
    sample: bool = True


class ScoreKind(StrEnum):
    """How an item of the score sheet is filled in."""

    CHOICE = "choice"  # one of the options
    COUNT = "count"  # how many times ``points``


@dataclass(frozen=True, slots=True)
class ScoreOption:
    key: str
    text: str
    points: int


@dataclass(frozen=True, slots=True)
class ScoreItem:
    """One line of the 自评表. ``most``: the points it gives at most (None: no bound)."""

    key: str
    title: str
    kind: ScoreKind = ScoreKind.CHOICE
    options: tuple[ScoreOption, ...] = ()
    points: int = 0
    unit: str = ""
    most: int | None = None
    hint: str = ""


@dataclass(frozen=True, slots=True)
class ScoreGroup:
    """A part of the 自评表 with its own bound, if any."""

    title: str
    items: tuple[ScoreItem, ...]
    most: int | None = None


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """自评表 (B5.6). The real table is not at hand: ``sample`` says so on the screen and on paper."""

    title: str
    groups: tuple[ScoreGroup, ...]
    sample: bool = True

    @property
    def items(self) -> tuple[ScoreItem, ...]:
        return tuple(item for group in self.groups for item in group.items)


@dataclass(frozen=True, slots=True)
class PlanWindow:
    """A span of days, both included, in which an act is planned: ``declare`` 申报, ``pay`` 缴费 … ``sample``: not from a notice."""

    act: str
    title: str
    start: date
    end: date
    sample: bool = True


@dataclass(frozen=True, slots=True)
class Requirement:
    """One paragraph of 申报要求, read before 马上申报 (B2.3)."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class CalendarRule:
    """``start_counts`` None: the kit leaves it open, the person chooses and the later end is proposed."""

    working_days: int = 5
    start_counts: bool | None = None


@dataclass(frozen=True, slots=True)
class PlanKit:
    id: str
    version: int
    year: int
    name: str
    """The literal plan name, e.g. 水利工程专业正高级工程师职务任职资格评审计划 (A3.19)."""
    category: str
    """业务类别: 中级职称评审 … (A1.7)."""
    title: str
    """专业技术资格, e.g. 正高级工程师."""
    rank: str
    """级别, e.g. 正高级."""
    opinion_title: str
    """The words the opinion puts before 职务任职资格 (A4.6), e.g. 水利工程师."""
    levels: tuple[Role, ...]
    """The chain of reviewing levels, the employer first (A4.8, B0)."""
    sections: tuple[SectionSpec, ...]
    materials: tuple[MaterialSpec, ...]
    reasons: tuple[ReasonSpec, ...]
    opinions: Mapping[str, str]
    """Templates by use: ``employer_pass`` (A4.6) …; see app.domain.opinions."""
    calendar: CalendarRule = CalendarRule()
    conditions: tuple[ConditionSpec, ...] = ()
    acceptance_points: tuple[AcceptancePoint, ...] = ()
    contacts: tuple[Contact, ...] = ()
    notices: Mapping[str, str] = field(default_factory=dict)
    """Texts that bind: ``review_duty`` (A5.1), ``responsibility`` (A5.3) …"""
    reference_date: date | None = None
    """Tenure is counted to this day (B7.2a)."""
    self_score_needed: int | None = None
    """自评分需达到 (B5.6): 105 in the construction plans."""
    project_hint: int | None = None
    """不宜过多过杂 (B6.2): more engineering projects than this are pointed out."""
    score_sheet: ScoreSheet | None = None
    """What 开始自评 opens (B5.6); None where the plan knows no 自评申报."""
    windows: tuple[PlanWindow, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    """查看所有要求 (B2.3)."""
    statement_limit: int = 1000
    """本人述职限1000字以内 (B5.1)."""
    stations: Road = ()
    """The whole road; empty: the levels, then what follows a committee everywhere (``road``)."""
    city_bodies: tuple[str, ...] = ()
    """Who must endorse the results before 发文: 市人力社保局, 市建委 (B13.1)."""

    @property
    def road(self) -> Road:
        """Every station a declaration of this plan passes, in order."""
        return self.stations or (*(STATION_OF_LEVEL[level] for level in self.levels), *AFTER_COMMITTEE)

    @property
    def title_with_rank(self) -> str:
        """专业技术资格 as the list shows it: 正高级工程师(正高级) (A3.19)."""
        return f"{self.title}({self.rank})"

    @property
    def archive_sections(self) -> tuple[SectionSpec, ...]:
        """基本信息 and categories 1-16 in archive order."""
        inside = [s for s in self.sections if s.archive_no is not None]
        return tuple(sorted(inside, key=lambda s: s.archive_no or 0))

    def window(self, act: str) -> PlanWindow | None:
        """The span planned for an act, if the kit knows one."""
        return next((w for w in self.windows if w.act == act), None)

    def section(self, key: str) -> SectionSpec:
        return next(s for s in self.sections if s.key == key)

    def material(self, key: str) -> MaterialSpec:
        return next(m for m in self.materials if m.key == key)

    def reason(self, code: str) -> ReasonSpec:
        return next(r for r in self.reasons if r.code == code)
