"""What stands on the papers of declaring: the commitment, 缺件清单, 自评表. For `office_documents` only."""

from collections.abc import Mapping, Sequence
from datetime import date

from app.domain.applicant import Applicant
from app.domain.identity import mask_id
from app.domain.plan import PlanKit, ScoreItem, ScoreKind, ScoreSheet
from app.domain.score_sheet import score_of_group, score_of_item
from app.ports.documents import MissingPerson


def build_commitment(
    kit: PlanKit,
    applicant: Applicant,
    employer_name: str,
    signature_png: bytes | None,
    signed_on: date | None,
) -> dict[str, object]:
    """The data of commitment.typ. The number is masked: a print-out carries as little as it can."""
    return {
        "title": kit.notices.get("commitment_title", "真实性保证书"),
        "name": applicant.name,
        "rows": [
            ["申报人", applicant.name],
            ["证件号码", mask_id(applicant.id_number)],
            ["工作单位", employer_name],
            ["申报计划", kit.name],
        ],
        "lines": kit.notices.get("commitment_text", "").split("\n"),
        "signature": list(signature_png or b""),
        "signed_on": _word(signed_on) if signed_on else "　　　　年　　月　　日",
    }


def build_missing_list(people: Sequence[MissingPerson], made_at: str) -> dict[str, object]:
    """The data of missing_list.typ."""
    return {
        "made_at": made_at,
        "people": [
            {
                "name": person.name,
                "unit": person.unit,
                "plan": person.plan_name,
                "lines": [
                    {
                        "title": line.title,
                        "how": line.how,
                        "until": f"最迟{line.until.month}月{line.until.day}日" if line.until else "",
                    }
                    for line in person.lines
                ],
            }
            for person in people
        ],
    }


def build_score_sheet(
    sheet: ScoreSheet, name: str, unit: str, entries: Mapping[str, str], total: int
) -> dict[str, object]:
    """The data of score_sheet.typ: a row a part, below it a row a line of the table."""
    rows: list[dict[str, object]] = []
    for group in sheet.groups:
        rows.append(
            {
                "group": True,
                "title": group.title,
                "bound": _word_bound(group.most),
                "points": str(score_of_group(group, entries)),
                "entry": "",
            }
        )
        for item in group.items:
            entry = entries.get(item.key, "")
            rows.append(
                {
                    "group": False,
                    "title": item.title,
                    "bound": _word_bound(item.most),
                    "entry": word_entry(item, entry),
                    "points": str(score_of_item(item, entry)),
                }
            )
    return {
        "title": sheet.title,
        "name": name,
        "unit": unit,
        "rows": rows,
        "total": str(total),
        "sample": sheet.sample,
    }


def word_entry(item: ScoreItem, entry: str) -> str:
    """What was chosen or counted, as the paper shows it."""
    if item.kind is ScoreKind.CHOICE:
        return next((option.text for option in item.options if option.key == entry), "")
    return f"{entry} {item.unit}（每{item.unit} {item.points} 分）" if entry.strip() else ""


def _word_bound(most: int | None) -> str:
    """Beside a line whose points end somewhere; else 5 项 at 12 points that give 36 look like a slip."""
    return "" if most is None else f"（最多 {most} 分）"


def _word(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
