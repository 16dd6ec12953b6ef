"""Words of the material rows: why it is asked for, what is pointed out, which papers will do (LOOK picture 16). Pure."""

from collections.abc import Sequence
from datetime import date

from app.domain.declaration import Declaration
from app.domain.materials import (
    TENURE_YEARS,
    EducationRoute,
    FactKey,
    MaterialNeed,
    Need,
    Paper,
    Staffing,
    complete_years,
)
from app.domain.plan import PlanKit
from app.domain.precheck import Notice
from app.domain.typed_values import read_date
from ui.texts.dates import format_day
from ui.texts.notices import describe_notice
from ui.texts.translate import translate
from ui.texts.words import word


def say_reason(kit: PlanKit, need: MaterialNeed) -> str:
    """Why it is asked for, or why not (the kit's ``material.reason.*``)."""
    return kit.notices.get(f"material.reason.{need.verdict.reason}", "")


def say_paper(kit: PlanKit, paper: Paper) -> str:
    """The paper's name as the kit words it."""
    return kit.notices.get(f"material.paper.{paper.value}", paper.value)


def say_need(need: MaterialNeed) -> str:
    return {Need.REQUIRED: _t("必要"), Need.OPTIONAL: _t("按需要"), Need.NOT_APPLICABLE: ""}[
        need.verdict.need
    ]


def say_rule(kit: PlanKit, need: MaterialNeed, declaration: Declaration) -> str:
    """One line below the title: the tenure as counted, else the reason and the kit's rule."""
    if need.verdict.reason == "appointment_tenure":
        return say_tenure(kit, declaration)
    parts = [say_reason(kit, need)]
    if not need.verdict.any_of and not need.verdict.all_of and need.material.rule:
        parts.append(need.material.rule)
    return "　".join(part for part in parts if part and part != _t("所有申报人员"))


def say_tenure(kit: PlanKit, declaration: Declaration) -> str:
    """助理级聘任满4年，算到 2026-12-31：已满 5 年 2 个月 (B7.2a)."""
    rule = _t("助理级聘任满{0}年").replace("{0}", str(TENURE_YEARS))
    reference = kit.reference_date
    since = read_date((declaration.facts or {}).get(FactKey.APPOINTED_ON, ""))
    if reference is None:
        return rule
    head = _t("{0}，算到 {1}").replace("{0}", rule).replace("{1}", format_day(reference))
    if since is None:
        return _t("{0}：还没有填聘任日期").replace("{0}", head)
    years, months = _span(since, reference)
    words = _t("已满 {0} 年 {1} 个月").replace("{0}", str(years)).replace("{1}", str(months))
    return f"{head}：{words}"


def _span(since: date, until: date) -> tuple[int, int]:
    """Whole years and months."""
    months = (until.year - since.year) * 12 + until.month - since.month - (until.day < since.day)
    return (complete_years(since, until), max(0, months) % 12) if until >= since else (0, 0)


def say_notices(notices: Sequence[Notice]) -> str:
    """What the pre-check points out at a material."""
    return "；".join(describe_notice(n) for n in notices if n.code != "material_missing")


def say_basis(declaration: Declaration) -> str:
    """按 企业人员、正常申报、类别 正常、… 判定."""
    facts = declaration.facts or {}
    parts = []
    staffing, education = facts.get(FactKey.STAFFING, ""), facts.get(FactKey.EDUCATION, "")
    if staffing in set(Staffing):
        parts.append(word(Staffing(staffing)))
    if education in set(EducationRoute):
        parts.append(word(EducationRoute(education)))
    parts.append(word(declaration.mode))
    parts.append(_t("类别 {0}").replace("{0}", word(declaration.person_category)))
    return _t("按 {0} 判定").replace("{0}", "、".join(parts))


def _t(text: str) -> str:
    return translate("entry", text)
