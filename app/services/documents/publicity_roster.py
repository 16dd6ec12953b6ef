"""What stands on 公示名单 as it is posted: notice, seven columns, signature. For `office_documents` only."""

from collections.abc import Sequence
from datetime import date

from app.ports.documents import PublicityMember
from app.services.documents.column_widths import lay_out_columns

COLUMNS = ("姓名", "工作单位", "申报职称", "级别", "现从事专业", "申报方式", "最高学历")
"""Exactly these (DOMAIN facts §6); no running number, which would be an eighth."""

# The same numbers stand in publicity_roster.typ; the text is as wide as A4 less both margins.
TEXT_WIDTH_PT = 495.0
TABLE_SIZE_PT = 10.0


def build_publicity_roster(
    *,
    body: str,
    place: str,
    start: date,
    end: date,
    plan_name: str,
    members: Sequence[PublicityMember],
    contact: str,
) -> dict[str, object]:
    """The data of publicity_roster.typ. Rows stay in the order given."""
    rows = [[m.name, m.unit, m.title, m.rank, m.specialty, m.mode, m.education] for m in members]
    texts = [[row[n] for row in rows] for n in range(len(COLUMNS))]
    return {
        "body": body,
        "place": place,
        "plan": plan_name,
        "period": f"{_word(start)}至{_word(end)}",
        "contact": contact,
        "signed_on": _word(start),
        "columns": lay_out_columns(COLUMNS, texts, TEXT_WIDTH_PT, TABLE_SIZE_PT),
        "rows": rows,
    }


def _word(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
