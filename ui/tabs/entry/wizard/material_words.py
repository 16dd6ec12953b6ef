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
from app.domain.prechecks.notice import Notice
from app.domain.submit_stops import Stop
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
    """必要, and what is asked of the paper where there is only one kind: 必要　加盖单位公章."""
    words = {Need.REQUIRED: _t("必要"), Need.OPTIONAL: _t("按需要"), Need.NOT_APPLICABLE: ""}
    verdict = need.verdict
    is_plain = verdict.reason == "always" and not verdict.any_of and not verdict.all_of
    return "　".join(filter(None, (words[verdict.need], need.material.rule if is_plain else "")))


def say_hint(need: MaterialNeed) -> str:
    """How to get it; where each paper has its own place, those say it already."""
    return "" if need.verdict.all_of else need.material.hint


def say_rule(kit: PlanKit, need: MaterialNeed, declaration: Declaration) -> str:
    """One line below the title: the tenure as counted, else the reason, and the paper where there is only one."""
    verdict = need.verdict
    if verdict.reason == "appointment_tenure":
        return say_tenure(kit, declaration)
    if verdict.reason == "always":
        return ""
    parts = [say_reason(kit, need)]
    if len(verdict.any_of) == 1:
        parts.append(say_paper(kit, verdict.any_of[0]))
    elif not verdict.any_of and not verdict.all_of:
        parts.append(need.material.rule)
    return "　".join(filter(None, parts))


def judge_row(stops: Sequence[Stop], noticed: str, applies: bool, has_files: bool) -> tuple[str, str]:
    """State (error, flag, passed, muted) and the word of the pill."""
    if stops and stops[0].code == "material_missing":
        return "error", _t("缺")
    if stops:
        return "error", _t("缺 {0} 份").replace("{0}", str(len(stops)))
    if not applies:
        return "muted", _t("不适用")
    if not has_files:
        return "muted", _t("没有上传")
    return ("flag", _t("已有，需留意")) if noticed else ("passed", _t("已有"))


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


def say_notices(notices: Sequence[Notice], problems: Sequence[str] = ()) -> str:
    """What the pre-check points out at a material, and which files nobody can see."""
    return "；".join([*(describe_notice(n) for n in notices if n.code != "material_missing"), *problems])


def say_missing(kit: PlanKit, need: MaterialNeed, stops: Sequence[Stop]) -> str:
    """What to hand over, beside the rows: the papers that are missing, which ones will do, or how to get it."""
    lacking = [stop.params.get("paper", "") for stop in stops if stop.code == "paper_missing"]
    if lacking:
        names = [say_paper(kit, paper) for paper in need.verdict.all_of if paper.value in lacking]
        return _t("缺{0}").replace("{0}", "、".join(names))
    if len(need.verdict.any_of) > 1:
        names = [say_paper(kit, paper).partition("（")[0] for paper in need.verdict.any_of]
        return _t("{0}，任选一种").replace("{0}", "、".join(names))
    if need.verdict.any_of:
        return say_paper(kit, need.verdict.any_of[0])
    return need.material.hint or need.material.rule or say_reason(kit, need)


def say_basis(declaration: Declaration) -> str:
    """按 企业人员、正常申报、类别 正常、国内大专以上 判定."""
    facts = declaration.facts or {}
    parts = [word(declaration.mode), _t("类别 {0}").replace("{0}", word(declaration.person_category))]
    staffing, education = facts.get(FactKey.STAFFING, ""), facts.get(FactKey.EDUCATION, "")
    if staffing in set(Staffing):
        parts.insert(0, word(Staffing(staffing)))
    if education in set(EducationRoute):
        parts.append(word(EducationRoute(education)).partition("，")[0])
    return _t("按 {0} 判定").replace("{0}", "、".join(parts))


def _t(text: str) -> str:
    return translate("entry", text)
