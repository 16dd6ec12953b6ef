"""What the committee's publicity says of a person instead of an opinion: unit, title, specialty, and the verdict (B12.1). Pure."""

from collections.abc import Mapping

from app.domain.decision import Action, Decision, standing
from app.domain.plan import PlanKit
from app.domain.publicity import PublicityKind
from app.ports.queries import DeclarationDossier
from ui.texts.translate import fill, translate


def find_verdict(member: DeclarationDossier) -> Decision | None:
    """The experts' last verdict that stands."""
    verdicts = (Action.MEETING_PASS, Action.MEETING_FAIL)
    return next((d for d in reversed(standing(member.decisions)) if d.action in verdicts), None)


def word_result(member: DeclarationDossier) -> str:
    """通过, 未通过, or empty before the meeting."""
    verdict = find_verdict(member)
    if verdict is None:
        return ""
    passed = verdict.action is Action.MEETING_PASS
    return translate("publicity", "通过") if passed else translate("publicity", "未通过")


def describe_line(member: DeclarationDossier, kit: PlanKit, kind: PublicityKind, between: str = "　") -> str:
    """示例建设集团　工程师(中级)　评审通过，同意 11 票，反对 2 票."""
    parts = [member.employer.name, kit.title_with_rank]
    verdict = find_verdict(member) if kind is PublicityKind.RESULTS else None
    if verdict is not None:
        result = fill(translate("publicity", "评审{result}"), {"result": word_result(member)})
        parts.append("，".join([result, *say_votes(verdict.record)]))
    return between.join(parts)


def say_votes(record: Mapping[str, str]) -> list[str]:
    words = []
    if record.get("votes_for"):
        words.append(fill(translate("publicity", "同意 {n} 票"), {"n": record["votes_for"]}))
    if record.get("votes_against"):
        words.append(fill(translate("publicity", "反对 {n} 票"), {"n": record["votes_against"]}))
    return words


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
