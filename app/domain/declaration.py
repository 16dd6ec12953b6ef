"""Declarations (职称申报) and where they stand (seed A step 4, seed B; DOMAIN facts §4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from app.domain.archive import FrozenItem
from app.domain.attachment import FileRef
from app.domain.photo_rules import PhotoFacts


class DeclareMode(StrEnum):
    """申报方式, exactly three (B5.11)."""

    NORMAL = "normal"  # 正常申报
    SELF_ASSESSED = "self_assessed"  # 自评申报
    LANDMARK = "landmark"  # 标志性业绩直接申报


class PersonCategory(StrEnum):
    """人员类别, beside the mode (B5.8, B5.9, B7.2)."""

    NORMAL = "normal"  # 正常
    TRANSFER = "transfer"  # 转评
    DIRECT = "direct"  # 直接
    SKILLED = "skilled"  # 技能人才
    HIGHLY_SKILLED = "highly_skilled"  # 高技能人才


class Stage(StrEnum):
    """Stored stage. 期满待通过 is not stored: it is IN_PUBLICITY whose publicity is over (``employer_step``)."""

    DRAFT = "draft"
    EMPLOYER_REVIEW = "employer_review"  # 待审
    AWAITING_PUBLICITY = "awaiting_publicity"  # 待公示
    IN_PUBLICITY = "in_publicity"  # 公示中
    RETURNED = "returned"  # 退回
    FAILED = "failed"  # 审查不通过
    ACCEPTANCE_REVIEW = "acceptance_review"
    HR_BUREAU_REVIEW = "hr_bureau_review"
    AWAITING_PAYMENT = "awaiting_payment"  # 待缴费 (seed B 二(七))
    AWAITING_FORMS = "awaiting_forms"  # 待报送评审表 (二(八))
    COMMITTEE_REVIEW = "committee_review"
    AWAITING_APPLICANTS_PUBLICITY = "awaiting_applicants_publicity"  # 待评委会公示 (二(九))
    IN_APPLICANTS_PUBLICITY = "in_applicants_publicity"
    AWAITING_MEETING = "awaiting_meeting"  # 待评审
    AWAITING_RESULTS_PUBLICITY = "awaiting_results_publicity"  # 待结果公示 (二(十))
    IN_RESULTS_PUBLICITY = "in_results_publicity"
    AWAITING_REPORT = "awaiting_report"  # 待报市人力社保局
    CITY_REVIEW = "city_review"  # 市级审核 (二(十一))
    AWAITING_DOCUMENT = "awaiting_document"  # 待发文
    AWAITING_CERTIFICATE = "awaiting_certificate"  # 待登记证书
    AWAITING_FORMS_BACK = "awaiting_forms_back"  # 待退评审表 (二(十二))
    ARCHIVED = "archived"  # 已归档
    NOT_APPROVED = "not_approved"  # 评审未通过
    WITHDRAWN = "withdrawn"  # 已放弃申报


class EmployerStep(StrEnum):
    """The chips inside the employer's 待审查 (DOMAIN facts §4)."""

    REVIEW = "review"  # 待审
    AWAITING = "awaiting"  # 待公示
    RUNNING = "running"  # 公示中
    READY = "ready"  # 期满待通过


class DeclarationTab(StrEnum):
    """Status tabs of the declaration list (A3.15)."""

    PENDING = "pending"  # 待审查
    PASSED = "passed"  # 审查通过
    FAILED = "failed"  # 审查不通过
    RETURNS = "returns"  # 退回记录: return events
    ALL = "all"  # 全部


class PhotoGround(StrEnum):
    """Whether the photo's ground is white: judged by a person, never by the program (B3.2)."""

    UNJUDGED = ""
    WHITE = "white"  # 是白底
    OTHER = "other"  # 不是，换一张


class CommitmentKind(StrEnum):
    """How 《真实性保证书》 was signed (B4.2)."""

    SIGNATURE = "signature"  # by pen or mouse on the screen
    SCAN = "scan"  # the signed scan


@dataclass(frozen=True, slots=True)
class MaterialFiles:
    """``papers`` says what each file is (values of ``app.domain.materials.Paper``), in the order of ``files``; shorter, or
    "" at a place: not said."""

    material: str
    files: tuple[FileRef, ...]
    papers: tuple[str, ...] = ()

    def paper_of(self, place: int) -> str:
        return self.papers[place] if place < len(self.papers) else ""


@dataclass(frozen=True, slots=True)
class Route:
    """Which offices the dossier goes through: organisation ids, "" = not (or not in this copy). See ``app.domain.routes``."""

    acceptance_id: str = ""
    hr_bureau_id: str = ""
    municipal_id: str = ""
    committee_id: str = ""


@dataclass(frozen=True, slots=True)
class Declaration:
    id: str
    applicant_id: str
    employer_id: str
    plan_id: str
    plan_version: int
    stage: Stage
    rev: int
    mode: DeclareMode
    person_category: PersonCategory
    submit_no: int
    submitted_at: datetime | None
    items: tuple[FrozenItem, ...]
    materials: tuple[MaterialFiles, ...]
    statement: str = ""
    photo: FileRef | None = None
    commitment: FileRef | None = None
    conditions: tuple[str, ...] = ()
    """Keys of the ticked conditions."""
    self_score: int | None = None
    """The sum of ``score``, or what the web platform reported."""
    facts: Mapping[str, str] | None = None
    """What the material rules ask beside the mode: education route, staffing, insurance outside the province."""
    acceptance_point: str = ""
    publicity_id: str | None = None
    """The publicity that counts for the present submission."""
    publicity_to: date | None = None
    """Its last day; copied here for lists."""
    open_objections: int = 0
    photo_original: FileRef | None = None
    """The photo as it was handed over, where ``photo`` was made from it."""
    photo_facts: PhotoFacts | None = None
    """``photo`` as measured when it was chosen; None = never measured (came from the web platform)."""
    photo_ground: PhotoGround = PhotoGround.UNJUDGED
    commitment_kind: CommitmentKind | None = None
    commitment_at: datetime | None = None
    score: Mapping[str, str] | None = None
    """What was filled into the 自评表: the option's key or the count, by item key."""
    copied_from: str = ""
    """Id of the declaration this one was begun from."""
    saved_at: datetime | None = None
    """When the draft was last kept."""
    route: Route = Route()
    """Fixed with the submission."""
    arrived_at: datetime | None = None
    """When it came into its present stage: lists count its wait in working days."""
    pay_until: date | None = None
    """Last day of the payment window (B9), extended or not; copied here for lists, as what follows."""
    form_step: str = ""
    """The last step its paper forms took (``app.domain.paper_forms.FormStep``)."""
    office_publicity_id: str | None = None
    """The committee's publicity that counts, of applicants or of results; the employer's stays in ``publicity_id``."""
    office_publicity_to: date | None = None

    def items_of(self, section: str) -> tuple[FrozenItem, ...]:
        return tuple(i for i in self.items if i.section == section)

    def files_of(self, material: str) -> tuple[FileRef, ...]:
        return next((m.files for m in self.materials if m.material == material), ())

    def files(self) -> tuple[FileRef, ...]:
        """Every file that is in it: photo, commitment, materials, evidence of the items."""
        singles = tuple(ref for ref in (self.photo, self.commitment) if ref is not None)
        attached = tuple(ref for material in self.materials for ref in material.files)
        return (*singles, *attached, *(ref for item in self.items for ref in item.evidence))

    def material(self, material: str) -> MaterialFiles:
        """What was attached to the material; empty where nothing was."""
        return next((m for m in self.materials if m.material == material), MaterialFiles(material, ()))


STEP_OF_STAGE: Mapping[Stage, EmployerStep] = {
    Stage.EMPLOYER_REVIEW: EmployerStep.REVIEW,
    Stage.AWAITING_PUBLICITY: EmployerStep.AWAITING,
    Stage.IN_PUBLICITY: EmployerStep.RUNNING,
}

EMPLOYER_STAGES = frozenset(STEP_OF_STAGE)
"""Stages that stand in the employer's 待审查."""

NEVER_PASSED = frozenset({Stage.DRAFT, Stage.RETURNED, Stage.FAILED, Stage.NOT_APPROVED, Stage.WITHDRAWN})
"""Not on the road, or off it again."""

BEYOND_EMPLOYER = frozenset(Stage) - EMPLOYER_STAGES - NEVER_PASSED
"""Stages that stand in the employer's 审查通过."""

FINAL_STAGES = frozenset({Stage.FAILED, Stage.NOT_APPROVED, Stage.WITHDRAWN, Stage.ARCHIVED})
"""Nobody has to act any more."""


def employer_step(stage: Stage, publicity_to: date | None, today: date) -> EmployerStep | None:
    """The chip a declaration stands under today; None outside the employer's 待审查.

    期满待通过 begins at 00:00 of the day after the publicity's last day (A4.4).
    """
    step = STEP_OF_STAGE.get(stage)
    if step is EmployerStep.RUNNING and publicity_to is not None and today > publicity_to:
        return EmployerStep.READY
    return step
