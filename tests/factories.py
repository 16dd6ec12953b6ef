"""Builders of domain objects with sensible defaults, for every test. Plain functions; change what the test is about.

``make_item(status=ArchiveStatus.PASSED)``: keyword arguments replace fields of the default object. Every id is new.
All people, numbers and firms are made up.
"""

import hashlib
import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from app.domain.applicant import Applicant
from app.domain.archive import ArchiveItem, ArchiveStatus, FrozenItem, ItemDraft
from app.domain.archive_package import PackageFacts
from app.domain.attachment import FileRef
from app.domain.decision import Action, Decision, Defect, SubjectKind
from app.domain.declaration import (
    Declaration,
    DeclareMode,
    MaterialFiles,
    PersonCategory,
    PhotoGround,
    Stage,
)
from app.domain.errors import EnvironmentFault
from app.domain.meeting import Meeting
from app.domain.organisation import Account, Actor, EmployerKind, Organisation, Role
from app.domain.photo_rules import PhotoFacts
from app.domain.plan import (
    FieldKind,
    FieldSpec,
    MaterialSpec,
    PlanKit,
    ReasonSpec,
    SectionKind,
    SectionSpec,
)
from app.domain.publicity import EndRule, Objection, Publicity, PublicityKind
from app.ports.queries import Flag, Scope

NOW = datetime(2026, 9, 1, 2, 0, tzinfo=UTC)
"""10:00 in Shanghai on a Tuesday without holidays near it."""
TODAY = date(2026, 9, 1)

_numbers = itertools.count(1)


def make_id() -> str:
    """A new id in the form of the program's ids: 36 characters, later ones sort later."""
    return f"01990000-0000-7000-8000-{next(_numbers):012d}"


def make_id_number(serial: int = 1, birth: date = date(1988, 3, 7), region: str = "330106") -> str:
    """A made-up resident ID number with a right check character (GB 11643)."""
    body = f"{region}{birth:%Y%m%d}{serial % 1000:03d}"
    total = sum(int(digit) * (2 ** (17 - place) % 11) for place, digit in enumerate(body))
    return body + "10X98765432"[total % 11]


def make_organisation(**changes: Any) -> Organisation:
    number = next(_numbers)
    default = Organisation(
        id=make_id(),
        name=f"示例建设工程有限公司{number}",
        role=Role.EMPLOYER,
        kind=EmployerKind.PRIVATE,
        region="330106",
    )
    return replace(default, **changes)


def make_account(organisation: Organisation, **changes: Any) -> Account:
    number = next(_numbers)
    default = Account(
        id=make_id(),
        organisation_id=organisation.id,
        login=f"clerk{number}",
        name="周敏",
        role=organisation.role,
        password_hash="not-a-hash",
    )
    return replace(default, **changes)


def make_actor(organisation: Organisation, account: Account | None = None) -> Actor:
    account = account or make_account(organisation)
    return Actor(account.id, account.name, account.role, organisation.id, organisation.name)


def make_scope(organisation: Organisation) -> Scope:
    return Scope(organisation.role, organisation.id)


def make_applicant(employer: Organisation, **changes: Any) -> Applicant:
    number = next(_numbers)
    default = Applicant(
        id=make_id(),
        employer_id=employer.id,
        name="陈晓东",
        id_number=make_id_number(number),
        phone=f"1380571{number % 10000:04d}",
    )
    return replace(default, **changes)


def make_file(content: bytes = b"", **changes: Any) -> FileRef:
    content = content or f"%PDF-1.7 {next(_numbers)}".encode()
    default = FileRef(hashlib.sha256(content).hexdigest(), "获奖证书.pdf", len(content), "application/pdf")
    return replace(default, **changes)


def make_item(applicant: Applicant, **changes: Any) -> ArchiveItem:
    default = ArchiveItem(
        id=make_id(),
        applicant_id=applicant.id,
        employer_id=applicant.employer_id,
        section="award",
        fields={"time": "2024-05", "project": "城北泵站", "name": "优质工程奖"},
        evidence=(make_file(),),
        status=ArchiveStatus.PENDING,
        rev=1,
        content_rev=1,
        submit_no=1,
        submitted_at=NOW - timedelta(days=1),
    )
    item = replace(default, **changes)
    if item.status is ArchiveStatus.DRAFT and "submitted_at" not in changes:
        item = replace(item, submitted_at=None)
    return item


def make_item_draft(applicant: Applicant, **changes: Any) -> ItemDraft:
    default = ItemDraft(
        item_id=make_id(),
        applicant_id=applicant.id,
        employer_id=applicant.employer_id,
        section="award",
        fields={"awarded_on": "2024-05", "project": "城北泵站"},
        evidence=(make_file(),),
        base_rev=None,
        kept_at=NOW,
    )
    return replace(default, **changes)


def freeze_item(item: ArchiveItem) -> FrozenItem:
    return FrozenItem(item.id, item.section, item.content_rev, item.fields, item.evidence)


def make_declaration(applicant: Applicant, items: Sequence[ArchiveItem] = (), **changes: Any) -> Declaration:
    default = Declaration(
        id=make_id(),
        applicant_id=applicant.id,
        employer_id=applicant.employer_id,
        plan_id="test-plan",
        plan_version=1,
        stage=Stage.EMPLOYER_REVIEW,
        rev=1,
        mode=DeclareMode.NORMAL,
        person_category=PersonCategory.NORMAL,
        submit_no=1,
        submitted_at=NOW - timedelta(days=1),
        items=tuple(freeze_item(item) for item in items),
        materials=(MaterialFiles("degree", (make_file(name="学历证书.pdf"),)),),
        statement="本人从事水利工程技术工作十二年。",
        photo=make_file(name="证件照.jpg", media_type="image/jpeg"),
        commitment=make_file(name="真实性保证书.pdf"),
        conditions=("years",),
        facts={"education": "registered"},
        photo_facts=PhotoFacts("JPEG", 413, 579, 100 * 1024),
        photo_ground=PhotoGround.WHITE,
    )
    declaration = replace(default, **changes)
    if declaration.stage is Stage.DRAFT and "submitted_at" not in changes:
        declaration = replace(declaration, submitted_at=None)
    return declaration


def make_meeting(actor: Actor, members: Sequence[Declaration], **changes: Any) -> Meeting:
    default = Meeting(
        id=make_id(),
        organisation_id=actor.organisation_id,
        title="2026年度建设工程中评会",
        held_on=date(2026, 12, 3),
        place="一楼会议室",
        members=tuple(member.id for member in members),
        rev=1,
        created_by=actor,
        created_at=NOW,
    )
    return replace(default, **changes)


def make_defect(**changes: Any) -> Defect:
    return replace(Defect("award", "unclear_scan", "证书扫描件不清晰。", field="name", page=1), **changes)


def make_decision(subject: ArchiveItem | Declaration, actor: Actor, **changes: Any) -> Decision:
    """By default a pass of the subject as it stands, from its rev to the next."""
    is_item = isinstance(subject, ArchiveItem)
    default = Decision(
        id=make_id(),
        subject_kind=SubjectKind.ARCHIVE_ITEM if is_item else SubjectKind.DECLARATION,
        subject_id=subject.id,
        action=Action.PASS,
        actor=actor,
        at=NOW,
        base_rev=subject.rev,
        new_rev=subject.rev + 1,
        before=subject.status.value if isinstance(subject, ArchiveItem) else subject.stage.value,
        after=ArchiveStatus.PASSED.value if is_item else Stage.ACCEPTANCE_REVIEW.value,
        submit_no=subject.submit_no,
    )
    return replace(default, **changes)


def make_objection(declaration: Declaration, actor: Actor, **changes: Any) -> Objection:
    default = Objection(
        id=make_id(),
        declaration_id=declaration.id,
        who="匿名来信",
        received_on=TODAY,
        what="反映获奖排名与事实不符",
        recorded_by=actor,
        recorded_at=NOW,
    )
    return replace(default, **changes)


def make_publicity(actor: Actor, members: Sequence[Declaration], **changes: Any) -> Publicity:
    default = Publicity(
        id=make_id(),
        kind=PublicityKind.EMPLOYER,
        employer_id=actor.organisation_id,
        body=actor.organisation_name,
        place="一楼公告栏",
        start=date(2026, 8, 31),
        end=date(2026, 9, 7),
        end_rule=EndRule.START_EXCLUDED,
        working_days=5,
        members=tuple(m.id for m in members),
        rev=1,
        created_by=actor,
        created_at=NOW,
    )
    return replace(default, **changes)


def make_flag(**changes: Any) -> Flag:
    return replace(Flag("C-101", {"gap": "7"}, section="work", field="start"), **changes)


def make_section(key: str, no: int, titles: Sequence[str], **changes: Any) -> SectionSpec:
    """An archive section with one text field a title; field keys are k1, k2 … unless ``fields`` is given."""
    fields = tuple(FieldSpec(f"k{n}", title) for n, title in enumerate(titles, 1))
    kind = SectionKind.BASIC if no == 0 else SectionKind.ITEMS
    return replace(SectionSpec(key, titles[0], kind, no + 1, no, fields), **changes)


def make_kit(**changes: Any) -> PlanKit:
    """A small plan: 基本信息, 教育经历, 获奖情况, materials, statement; the employer, then the acceptance point."""
    default = PlanKit(
        id="test-plan",
        version=1,
        year=2026,
        name="2026年度示例工程师评审计划",
        category="中级职称评审",
        title="工程师",
        rank="中级",
        opinion_title="水利工程师",
        levels=(Role.EMPLOYER, Role.ACCEPTANCE, Role.HR_BUREAU, Role.COMMITTEE),
        sections=(
            SectionSpec(
                "basic", "基本信息", SectionKind.BASIC, 1, 0, _basic_fields(), evidence_required=False
            ),
            SectionSpec("education", "教育经历", SectionKind.ITEMS, 2, 1, _education_fields()),
            SectionSpec("award", "获奖情况", SectionKind.ITEMS, 6, 5, _award_fields()),
            SectionSpec("materials", "申报材料附件信息", SectionKind.MATERIALS, 18, None, ()),
            SectionSpec("statement", "本人述职", SectionKind.STATEMENT, 19, None, ()),
        ),
        materials=(MaterialSpec("degree", 1, "学历证书及认证"),),
        reasons=(ReasonSpec("unclear_scan", "扫描件不清晰", "扫描件不清晰，请重新上传。"),),
        opinions={
            "employer_pass": "经审核,{name}同志符合{title}职务任职资格申报条件,申报材料完整无误,"
            "并于{period}在单位{place}进行了{days}个工作日的公示,无异议,同意推荐",
            "employer_pass_after_objection": "经审核,{name}同志符合{title}职务任职资格申报条件,申报材料完整无误,"
            "并于{period}在单位{place}进行了{days}个工作日的公示,收到异议{objections}件,已核实处理,同意推荐",
        },
        notices={
            "return_notice": "{name}：材料有{count}处问题，请于{deadline}前修改。",
            "fail_notice": "{name}：审查不通过。",
        },
    )
    return replace(default, **changes)


def _basic_fields() -> tuple[FieldSpec, ...]:
    return (
        FieldSpec("name", "姓名", required=True),
        FieldSpec("gender", "性别", FieldKind.CHOICE, choices=("男", "女")),
        FieldSpec("post", "岗位"),
        FieldSpec("id_number", "证件号码", FieldKind.ID_NUMBER, public=False),
        FieldSpec("phone", "手机号", FieldKind.PHONE, public=False),
    )


def _education_fields() -> tuple[FieldSpec, ...]:
    return (
        FieldSpec("start", "开始", FieldKind.MONTH),
        FieldSpec("degree", "学历"),
        FieldSpec("school", "毕业学校"),
        FieldSpec("number", "学历编号", public=False),
    )


def _award_fields() -> tuple[FieldSpec, ...]:
    return (
        FieldSpec("time", "获奖时间", FieldKind.MONTH),
        FieldSpec("project", "获奖项目名称"),
        FieldSpec("name", "获奖名称"),
        FieldSpec("rank", "排名", FieldKind.INTEGER),
    )


@dataclass(frozen=True)
class FixedPlanKits:
    """Plan kits of a test: those it was given (default: ``make_kit()``)."""

    kits: Sequence[PlanKit] = field(default_factory=lambda: (make_kit(),))

    def all(self) -> Sequence[PlanKit]:
        return self.kits

    def get(self, plan_id: str, version: int | None = None) -> PlanKit:
        for kit in self.kits:
            if kit.id == plan_id and version in (None, kit.version):
                return kit
        raise EnvironmentFault("K-101", plan=plan_id, version=version)

    def archive_sections(self) -> Sequence[SectionSpec]:
        return self.kits[0].archive_sections


@dataclass
class FixedClock:
    """Stands still until the test moves it."""

    moment: datetime = NOW

    def now(self) -> datetime:
        return self.moment

    def today(self) -> date:
        return (self.moment + timedelta(hours=8)).date()

    def set_now(self, moment: datetime) -> None:
        self.moment = moment.astimezone(UTC)

    def advance(self, **by: float) -> None:
        self.moment += timedelta(**by)


def make_package_facts(**changes: Any) -> PackageFacts:
    """Of a package in work at the committee."""
    default = PackageFacts(
        declaration_id="d1",
        name="陈晓东",
        unit="示例建设工程有限公司",
        plan_id="test-plan",
        plan_version=1,
        plan_name="2026年度示例工程师评审计划",
        stage="committee_review",
        submit_no=2,
        made_at=NOW,
        made_by="周敏",
        made_by_unit="示例建设工程有限公司",
        made_by_role="employer",
        chain_first="0" * 64,
        chain_seq=7,
        chain_hash="1" * 64,
    )
    return replace(default, **changes)
