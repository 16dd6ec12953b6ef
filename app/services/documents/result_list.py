"""What stands on a list of results: as posted (B12.1) and as handed to the city (B12.2). For `office_documents` only."""

from collections.abc import Sequence
from datetime import date

from app.ports.documents import PostedList, ResultMember
from app.services.documents.column_widths import lay_out_columns

COLUMNS = ("姓名", "工作单位", "申报职称", "级别", "专业", "评审结果")

# The same numbers stand in result_list.typ; the text is as wide as A4 less both margins.
TEXT_WIDTH_PT = 495.0
TABLE_SIZE_PT = 10.0


def build_results_publicity(posted: PostedList, members: Sequence[ResultMember]) -> dict[str, object]:
    """The data of result_list.typ. Rows stay in the order given."""
    plan_name = posted.plan_name
    paragraphs = [
        f"经专家评审，现将《{plan_name}》评审结果（共{len(members)}人）予以公示。",
        f"公示时间：{_word(posted.start)}至{_word(posted.end)}。",
        f"公示地点：{posted.place}。",
        f"公示期内对评审结果有异议的，请向{posted.contact}反映。反映情况应当客观真实，以便核实。",
    ]
    subject = f"{plan_name} 评审结果公示"
    return _build("评审结果公示", subject, "", paragraphs, members, posted.body, posted.start)


def build_results_report(
    *, body: str, to: str, reported_on: date, plan_name: str, members: Sequence[ResultMember]
) -> dict[str, object]:
    """The data of result_list.typ. Rows stay in the order given."""
    paragraphs = [
        f"《{plan_name}》评审工作已经结束，评审结果已按规定公示，公示期满无异议。"
        f"现将评审结果（共{len(members)}人）报送，请审核。"
    ]
    return _build(
        "评审结果报送名单", f"{plan_name} 评审结果", f"{to}：", paragraphs, members, body, reported_on
    )


def _build(
    heading: str,
    subject: str,
    addressed: str,
    paragraphs: Sequence[str],
    members: Sequence[ResultMember],
    body: str,
    signed_on: date,
) -> dict[str, object]:
    rows = [[m.name, m.unit, m.title, m.rank, m.specialty, m.result] for m in members]
    texts = [[row[n] for row in rows] for n in range(len(COLUMNS))]
    return {
        "heading": heading,
        "subject": subject,
        "addressed": addressed,
        "paragraphs": list(paragraphs),
        "body": body,
        "signed_on": _word(signed_on),
        "columns": lay_out_columns(COLUMNS, texts, TEXT_WIDTH_PT, TABLE_SIZE_PT),
        "rows": rows,
    }


def _word(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
