"""The sentences of pre-check notices (``app.domain.precheck``). They point out, they never say 错误 (LOOK "Words")."""

from collections.abc import Mapping
from typing import Protocol

from app.domain.materials import FactKey
from ui.texts.translate import fill, translate
from ui.texts.words import word

_SENTENCES: Mapping[str, str] = {
    "evidence_missing": "没有佐证材料",
    "field_missing": "{field}没有填写",
    "date_impossible": "{field}“{value}”不是有效日期",
    "number_unreadable": "{field}“{value}”不是数字",
    "period_reversed": "开始 {start} 晚于结束 {end}",
    "rank_exceeds_people": "排名 {rank} 大于参与人数 {people}",
    "id_length": "证件号码不是 18 位",
    "id_characters": "证件号码里有不该出现的字符",
    "id_checksum": "证件号码的校验位不符",
    "id_date": "证件号码里的出生日期不成立",
    "id_region": "证件号码的地区代码少见，请核对",
    "id_birth_differs": "出生日期与证件号码不一致，号码里是 {birth_date}",
    "id_sex_differs": "性别与证件号码不一致，号码里是{sex}",
    "photo_missing": "没有证件照",
    "photo_format": "照片是 {measured} 格式，要求 JPG 或 JPEG",
    "photo_size": "照片 {measured}，要求大于 30K 且小于 1M",
    "photo_pixels": "照片 {measured}，要求大于 215×300（宽×高）",
    "photo_ratio": "照片宽高比 {measured}，要求 0.65 到 0.8",
    "commitment_missing": "没有签署《专业技术资格申报材料真实性保证书》",
    "conditions_missing": "没有勾选申报条件",
    "self_score_missing": "没有自评分，需达到 {needed} 分",
    "self_score_low": "自评 {score} 分，未达到 {needed} 分",
    "statement_missing": "没有本人述职",
    "statement_long": "本人述职 {count} 字，限 {limit} 字以内",
    "projects_many": "选了 {count} 个工程技术项目，多于 {hint} 个，请留意是否突出代表性",
    "material_missing": "缺必要材料：{title}",
    "fact_missing": "没有填写{fact}，材料是否必要无法判断",
    "tenure_unknown": "没有填写聘任日期，任职年限无法核对",
    "tenure_short": "{since} 聘任，到 {reference} 不满 {years} 年",
    "record_form_expired": "备案表有效期到 {until}，提交时已过",
}


class Noticed(Protocol):
    """``app.domain.precheck.Notice`` and the stored ``app.ports.queries.Flag`` alike."""

    @property
    def code(self) -> str: ...

    @property
    def params(self) -> Mapping[str, str]: ...


def describe_notice(notice: Noticed, field_title: str = "") -> str:
    """One line, no full stop. ``field_title``: the kit's title of the field it points at."""
    template = _SENTENCES.get(notice.code)
    if template is None:
        return fill(translate("notices", "有一处需留意（{code}）"), {"code": notice.code})
    values = {**notice.params, "field": field_title or translate("notices", "有一栏")}
    fact = notice.params.get("fact")
    if fact in set(FactKey):
        values["fact"] = word(FactKey(fact))
    return fill(translate("notices", template), values)


def known_notice_codes() -> frozenset[str]:
    """Codes that have a sentence."""
    return frozenset(_SENTENCES)
