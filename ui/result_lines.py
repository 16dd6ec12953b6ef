"""What lists of results say of a person: unit, title, specialty and the experts' verdict (B11.2-B12.2). Pure.

For 公示管理, which posts the results, and 受理与评审, which makes the meeting's list and reports the results.
"""

from collections.abc import Mapping

from app.domain.decision import Action, Decision, last_standing
from app.domain.meeting import VERDICTS
from app.domain.plan import PlanKit
from app.ports.documents import ResultMember
from app.ports.queries import DeclarationDossier
from ui.texts.translate import translate


def find_verdict(member: DeclarationDossier) -> Decision | None:
    """The experts' last verdict that stands."""
    return last_standing(member.decisions, *VERDICTS)


def word_result(member: DeclarationDossier) -> str:
    """通过, 未通过, or empty before the meeting."""
    verdict = find_verdict(member)
    if verdict is None:
        return ""
    passed = verdict.action is Action.MEETING_PASS
    return translate("publicity", "通过") if passed else translate("publicity", "未通过")


def list_result(member: DeclarationDossier, kit: PlanKit) -> ResultMember:
    """One line: 姓名 工作单位 申报职称 级别 专业 评审结果."""
    return ResultMember(
        name=member.applicant.name,
        unit=member.employer.name,
        title=kit.title,
        rank=kit.rank,
        specialty=present_specialty(member),
        result=word_result(member),
    )


def present_specialty(member: DeclarationDossier) -> str:
    """从事专业 of the work period that has not ended, else of the latest."""
    periods = [item.fields for item in member.declaration.items_of("work")]
    if not periods:
        return ""
    return max(periods, key=_recency).get("specialty", "")


def _recency(period: Mapping[str, str]) -> tuple[str, str]:
    """今 or 至今 sorts behind every year, an empty end as well."""
    end = period.get("end", "").strip()
    running = not end[:1].isdecimal()
    return ("9999" if running else end, period.get("start", ""))
