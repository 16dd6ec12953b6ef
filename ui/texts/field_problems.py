"""What is wrong with a field while it is typed (``app.domain.field_checks``), in one line without full stop."""

from collections.abc import Mapping

from app.domain.field_checks import FieldProblem
from ui.texts.translate import fill, translate

_SENTENCES: Mapping[str, str] = {
    "required": "必填",
    "too_long": "有 {count} 字，最多 {limit} 字",
    "date_impossible": "没有这一天，写法如 2024-05-06",
    "day_missing": "请写到日，如 2024-05-06",
    "month_missing": "请写到月，如 2024-05",
    "number_unreadable": "请写数字",
    "choice_unknown": "请从列出的几项里选",
    "id_length": "证件号码应为 18 位，现在 {count} 位",
    "id_characters": "证件号码里有不该出现的字符",
    "id_checksum": "校验位不符，请对照证件核对",
    "id_date": "号码里的出生日期不成立",
    "phone_digits": "手机号应为 11 位，现在 {count} 位",
    "period_reversed": "早于起始时间 {start}",
    "rank_exceeds_people": "大于参与人数 {people}",
    "id_birth_differs": "证件号码里是 {birth_date}",
    "id_sex_differs": "证件号码里是{sex}",
}


def describe_field_problem(problem: FieldProblem) -> str:
    """The sentence of a problem."""
    return fill(translate("fields", _SENTENCES[problem.code]), problem.params)


def known_field_problems() -> frozenset[str]:
    """Codes that have a sentence."""
    return frozenset(_SENTENCES)
