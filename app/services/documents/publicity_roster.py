"""What stands on 公示名单 as it is posted: notice, seven columns, signature. For `office_documents` only."""

from collections.abc import Sequence
from datetime import date

from app.ports.documents import PostedList, PublicityMember
from app.services.documents.column_widths import lay_out_columns

COLUMNS = ("姓名", "工作单位", "申报职称", "级别", "现从事专业", "申报方式", "最高学历")
"""Exactly these (DOMAIN facts §6); no running number, which would be an eighth."""

# The same numbers stand in publicity_roster.typ; the text is as wide as A4 less both margins.
TEXT_WIDTH_PT = 495.0
TABLE_SIZE_PT = 10.0


def build_publicity_roster(posted: PostedList, members: Sequence[PublicityMember]) -> dict[str, object]:
    """The data of publicity_roster.typ. Rows stay in the order given."""
    rows = [[m.name, m.unit, m.title, m.rank, m.specialty, m.mode, m.education] for m in members]
    texts = [[row[n] for row in rows] for n in range(len(COLUMNS))]
    return {
        "body": posted.body,
        "place": posted.place,
        "plan": posted.plan_name,
        "period": f"{_word(posted.start)}至{_word(posted.end)}",
        "contact": posted.contact,
        "signed_on": _word(posted.start),
        "columns": lay_out_columns(COLUMNS, texts, TEXT_WIDTH_PT, TABLE_SIZE_PT),
        "rows": rows,
    }


def _word(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
