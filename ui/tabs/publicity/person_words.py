"""What the committee's publicity says of a person instead of an opinion: unit, title, specialty, and the verdict (B12.1). Pure."""

from collections.abc import Mapping

from app.domain.plan import PlanKit
from app.domain.publicity import PublicityKind
from app.ports.queries import DeclarationDossier
from ui.result_lines import find_verdict, word_result
from ui.texts.translate import fill, translate


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
