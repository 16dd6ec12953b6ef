"""Which materials (申报材料附件, section 18) a declaration needs, and why (seed B 二(五); DOMAIN facts §5).

Pure. The kit lists the materials and names for each the rule here that decides (``MaterialSpec.applies``);
the words for papers and reasons come from the kit's notices (``material.paper.*``, ``material.reason.*``).
What a rule asks beside 申报方式 and 人员类别 lies in ``Declaration.facts`` under the keys of FactKey.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.declaration import Declaration, DeclareMode, MaterialFiles, PersonCategory
from app.domain.plan import MaterialSpec, PlanKit

TENURE_YEARS = 4
"""助理级聘任满4年 (B7.2a)."""

YES, NO = "是", "否"


class FactKey(StrEnum):
    """Keys of Declaration.facts. Values: EducationRoute, Staffing, 是/否, or a date as YYYY-MM-DD."""

    EDUCATION = "education"
    STAFFING = "staffing"
    OUTSIDE_INSURANCE = "outside_insurance"  # 在省外缴纳社保: 是/否
    GRASSROOTS = "grassroots"  # 长期基层和野外工作人员: 是/否
    APPOINTED_ON = "appointed_on"  # 现任专业技术职务聘任日期
    RECORD_VALID_UNTIL = "record_valid_until"  # 备案表验证有效期至


class EducationRoute(StrEnum):
    """How the education is proved (B7.1a-B7.1e)."""

    REGISTERED = "registered"  # 国内大专以上, 有备案表
    UNREGISTERED = "unregistered"  # 国内大专以上, 无法提供备案表
    DEGREE_ONLY = "degree_only"  # 只取得国内硕士学位
    ABROAD = "abroad"  # 国外学历学位
    HK_MO_TW = "hk_mo_tw"  # 港澳台学历学位
    TECHNICAL = "technical"  # 技工院校
    SECONDARY = "secondary"  # 中专


class Staffing(StrEnum):
    """The person's standing in the unit (B7.2c, B7.2d, B7.3)."""

    INSTITUTION_STAFF = "institution_staff"  # 事业单位在编
    INSTITUTION_CONTRACT = "institution_contract"  # 事业单位非在编
    ENTERPRISE = "enterprise"  # 企业人员


class Paper(StrEnum):
    """A paper that satisfies a material; its title is the kit's notice ``material.paper.<value>``."""

    RECORD_FORM = "record_form"  # 《教育部学历证书电子注册备案表》
    EDUCATION_REPORT = "education_report"  # 《中国高等教育学历认证报告》
    DEGREE_REPORT = "degree_report"  # 《中国学位认证报告》
    ABROAD_CERTIFICATE = "abroad_certificate"  # 《国外学历学位认证书》
    HK_MO_TW_CERTIFICATE = "hk_mo_tw_certificate"  # 《港澳台学历学位认证书》
    SCHOOL_QUERY = "school_query"  # 全国技工院校毕业证书查询系统查询结果截图
    GRADUATE_FORM = "graduate_form"  # 人事档案管理部门盖章的《毕业生登记表》
    APPOINTMENT_LETTER = "appointment_letter"  # 聘任书
    APPOINTMENT_FILE = "appointment_file"  # 聘任文件
    LABOUR_CONTRACT = "labour_contract"  # 劳动合同
    POST_FORM = "post_form"  # 事业单位人员职称申报岗位信息表
    UNIT_STATEMENT = "unit_statement"  # 单位说明
    SIGNED_SCORE_SHEET = "signed_score_sheet"  # 2 名高级工程师签字的《自评表》扫描件
    FIRST_SIGNER_CERTIFICATE = "first_signer_certificate"  # 推荐人的高级工程师证书扫描件: one of each signer
    SECOND_SIGNER_CERTIFICATE = "second_signer_certificate"


class Need(StrEnum):
    REQUIRED = "required"  # 必要
    OPTIONAL = "optional"
    NOT_APPLICABLE = "not_applicable"  # 不适用


@dataclass(frozen=True, slots=True)
class MaterialFacts:
    """What the rules look at. None = not stated yet."""

    mode: DeclareMode
    category: PersonCategory
    education: EducationRoute | None = None
    staffing: Staffing | None = None
    outside_insurance: bool | None = None
    grassroots: bool | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """``reason``: the kit's notice ``material.reason.<reason>`` words it. ``any_of``: one of these papers will
    do; ``all_of``: each of these is asked for."""

    need: Need
    reason: str
    any_of: tuple[Paper, ...] = ()
    all_of: tuple[Paper, ...] = ()


@dataclass(frozen=True, slots=True)
class MaterialNeed:
    material: MaterialSpec
    verdict: Verdict

    @property
    def is_required(self) -> bool:
        return self.verdict.need is Need.REQUIRED


_EDUCATION_PAPERS: Mapping[EducationRoute, tuple[Paper, ...]] = {
    EducationRoute.REGISTERED: (Paper.RECORD_FORM,),
    EducationRoute.UNREGISTERED: (Paper.EDUCATION_REPORT,),
    EducationRoute.DEGREE_ONLY: (Paper.DEGREE_REPORT,),
    EducationRoute.ABROAD: (Paper.ABROAD_CERTIFICATE,),
    EducationRoute.HK_MO_TW: (Paper.HK_MO_TW_CERTIFICATE,),
    EducationRoute.TECHNICAL: (Paper.SCHOOL_QUERY, Paper.GRADUATE_FORM),
    EducationRoute.SECONDARY: (Paper.GRADUATE_FORM,),
}

_APPOINTMENT_PAPERS = (Paper.APPOINTMENT_LETTER, Paper.APPOINTMENT_FILE)
_NOT_NEEDED = Need.NOT_APPLICABLE


def _judge_always(facts: MaterialFacts) -> Verdict:
    return Verdict(Need.REQUIRED, "always")


def _judge_optional(facts: MaterialFacts) -> Verdict:
    return Verdict(Need.OPTIONAL, "optional")


def _judge_education(facts: MaterialFacts) -> Verdict:
    """B7.1: always required; which paper depends on the route."""
    if facts.education is None:
        return Verdict(Need.REQUIRED, "education_unknown")
    return Verdict(Need.REQUIRED, f"education_{facts.education}", any_of=_EDUCATION_PAPERS[facts.education])


def _judge_appointment(facts: MaterialFacts) -> Verdict:
    """B7.2: 助理级满4年 for the normal category, 至少中级 for 转评; the others need it only if the kit says so."""
    papers: tuple[Paper, ...] = _APPOINTMENT_PAPERS
    if facts.staffing in (Staffing.ENTERPRISE, None):
        papers = (*papers, Paper.LABOUR_CONTRACT)
    if facts.category is PersonCategory.TRANSFER:
        return Verdict(Need.REQUIRED, "appointment_transfer", any_of=papers)
    if needs_tenure(facts.mode, facts.category):
        return Verdict(Need.REQUIRED, "appointment_tenure", any_of=papers)
    return Verdict(Need.OPTIONAL, "appointment_not_asked", any_of=papers)


def _judge_appointment_for_all(facts: MaterialFacts) -> Verdict:
    verdict = _judge_appointment(facts)
    if verdict.need is Need.REQUIRED:
        return verdict
    return Verdict(Need.REQUIRED, "appointment_plan", any_of=verdict.any_of)


def _judge_post_form(facts: MaterialFacts) -> Verdict:
    """B7.3: 在编 the form, 非在编 a statement of the unit, enterprises nothing."""
    match facts.staffing:
        case Staffing.INSTITUTION_STAFF:
            return Verdict(Need.REQUIRED, "institution_staff", any_of=(Paper.POST_FORM,))
        case Staffing.INSTITUTION_CONTRACT:
            return Verdict(Need.REQUIRED, "institution_contract", any_of=(Paper.UNIT_STATEMENT,))
        case Staffing.ENTERPRISE:
            return Verdict(_NOT_NEEDED, "enterprise")
        case None:
            return Verdict(Need.OPTIONAL, "staffing_unknown")


def _judge_self_assessment(facts: MaterialFacts) -> Verdict:
    """B7.4, B5.7."""
    if facts.mode is DeclareMode.SELF_ASSESSED:
        papers = (
            Paper.SIGNED_SCORE_SHEET,
            Paper.FIRST_SIGNER_CERTIFICATE,
            Paper.SECOND_SIGNER_CERTIFICATE,
        )
        return Verdict(Need.REQUIRED, "self_assessed", all_of=papers)
    return Verdict(_NOT_NEEDED, f"mode_{facts.mode}")


def _judge_outside_insurance(facts: MaterialFacts) -> Verdict:
    """B7.5."""
    if facts.outside_insurance is None:
        return Verdict(Need.OPTIONAL, "insurance_unknown")
    if facts.outside_insurance:
        return Verdict(Need.REQUIRED, "insurance_outside")
    return Verdict(_NOT_NEEDED, "insurance_inside")


def _judge_landmark(facts: MaterialFacts) -> Verdict:
    """B5.10."""
    if facts.mode is DeclareMode.LANDMARK:
        return Verdict(Need.REQUIRED, "landmark")
    return Verdict(_NOT_NEEDED, f"mode_{facts.mode}")


def _judge_skilled(facts: MaterialFacts) -> Verdict:
    """B5.9."""
    if facts.category in (PersonCategory.SKILLED, PersonCategory.HIGHLY_SKILLED):
        return Verdict(Need.REQUIRED, "skilled")
    return Verdict(_NOT_NEEDED, "not_skilled")


def _judge_grassroots(facts: MaterialFacts) -> Verdict:
    """A4.11: 长期基层和野外工作人员."""
    if facts.grassroots is None:
        return Verdict(Need.OPTIONAL, "grassroots_unknown")
    if facts.grassroots:
        return Verdict(Need.REQUIRED, "grassroots")
    return Verdict(_NOT_NEEDED, "not_grassroots")


RULES: Mapping[str, Callable[[MaterialFacts], Verdict]] = {
    "always": _judge_always,
    "optional": _judge_optional,
    "education": _judge_education,
    "appointment": _judge_appointment,
    "appointment_for_all": _judge_appointment_for_all,
    "post_form": _judge_post_form,
    "self_assessment": _judge_self_assessment,
    "outside_insurance": _judge_outside_insurance,
    "landmark": _judge_landmark,
    "skilled": _judge_skilled,
    "grassroots": _judge_grassroots,
}
"""Names a kit may write into ``applies``."""

FACTS_OF_RULE: Mapping[str, frozenset[FactKey]] = {
    "education": frozenset({FactKey.EDUCATION, FactKey.RECORD_VALID_UNTIL}),
    "appointment": frozenset({FactKey.APPOINTED_ON}),
    "appointment_for_all": frozenset({FactKey.APPOINTED_ON}),
    "post_form": frozenset({FactKey.STAFFING}),
    "outside_insurance": frozenset({FactKey.OUTSIDE_INSURANCE}),
    "grassroots": frozenset({FactKey.GRASSROOTS}),
}
"""The facts that are put right together with a material of the rule. The person's standing goes with the post form alone:
changed for the sake of an appointment it would ask for a post form that a return has left shut."""


def facts_of_material(kit: PlanKit, material: str) -> frozenset[FactKey]:
    """The facts that hang on the material; none of one that the kit does not know."""
    rule = next((m.applies for m in kit.materials if m.key == material), "")
    return FACTS_OF_RULE.get(rule, frozenset())


def read_facts(declaration: Declaration) -> MaterialFacts:
    """The facts of a declaration; a value nobody knows counts as not stated."""
    stated = declaration.facts or {}
    education, staffing = stated.get(FactKey.EDUCATION, ""), stated.get(FactKey.STAFFING, "")
    return MaterialFacts(
        declaration.mode,
        declaration.person_category,
        EducationRoute(education) if education in set(EducationRoute) else None,
        Staffing(staffing) if staffing in set(Staffing) else None,
        _read_yes_no(stated.get(FactKey.OUTSIDE_INSURANCE)),
        _read_yes_no(stated.get(FactKey.GRASSROOTS)),
    )


def judge_materials(kit: PlanKit, facts: MaterialFacts) -> tuple[MaterialNeed, ...]:
    """Every material of the kit in the kit's order with its verdict."""
    return tuple(MaterialNeed(m, RULES[m.applies](facts)) for m in kit.materials)


def find_missing_materials(kit: PlanKit, declaration: Declaration) -> tuple[MaterialNeed, ...]:
    """Required materials without a file: they stop the submit (DOMAIN facts §4)."""
    needs = judge_materials(kit, read_facts(declaration))
    return tuple(n for n in needs if n.is_required and not declaration.files_of(n.material.key))


def find_missing_papers(need: MaterialNeed, attached: MaterialFiles) -> tuple[Paper, ...]:
    """Papers that a required material asks for together (``all_of``) and that are not attached (B7.4).

    A file of which nobody said what it is stands for the next paper that is missing.
    """
    said = {attached.paper_of(place) for place in range(len(attached.files))}
    unsaid = sum(not attached.paper_of(place) for place in range(len(attached.files)))
    missing = tuple(paper for paper in need.verdict.all_of if paper.value not in said)
    return missing[unsaid:] if need.is_required else ()


def find_unstated_facts(kit: PlanKit, declaration: Declaration) -> tuple[FactKey, ...]:
    """Facts that a rule of the kit asks for and that are not stated, so that a material cannot be decided."""
    facts = read_facts(declaration)
    asked = {m.applies for m in kit.materials}
    missing: list[FactKey] = []
    if "education" in asked and facts.education is None:
        missing.append(FactKey.EDUCATION)
    if "post_form" in asked and facts.staffing is None:
        missing.append(FactKey.STAFFING)
    if "outside_insurance" in asked and facts.outside_insurance is None:
        missing.append(FactKey.OUTSIDE_INSURANCE)
    if "grassroots" in asked and facts.grassroots is None:
        missing.append(FactKey.GRASSROOTS)
    return tuple(missing)


def needs_tenure(mode: DeclareMode, category: PersonCategory) -> bool:
    """Whether 助理级聘任满4年 is asked: category 正常 with 正常申报 or 自评申报 (B7.2a; DOMAIN facts §5)."""
    return category is PersonCategory.NORMAL and mode is not DeclareMode.LANDMARK


def complete_years(since: date, reference: date) -> int:
    """Whole years from ``since`` to ``reference``; someone appointed on 29 February completes a year on 1 March."""
    years = reference.year - since.year
    return years - ((reference.month, reference.day) < (since.month, since.day))


def _read_yes_no(value: str | None) -> bool | None:
    return {YES: True, NO: False}.get(value or "")
