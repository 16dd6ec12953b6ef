"""The sentences of pre-check notices (``app.domain.prechecks``). They point out, they never say 错误 (LOOK "Words")."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from app.domain.materials import EducationRoute, FactKey
from app.domain.prechecks.notice import Severity
from ui.texts.translate import fill, translate
from ui.texts.words import word

_SENTENCES: Mapping[str, str] = {
    "evidence_missing": "没有佐证材料",
    "field_missing": "{field}没有填写",
    "date_impossible": "{field}“{value}”不是有效日期",
    "number_unreadable": "{field}“{value}”不是数字",
    "date_future": "{field}“{value}”还没有到",
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
    "photo_ground_other": "有人看过，照片不是白底",
    "commitment_missing": "没有签署《专业技术资格申报材料真实性保证书》",
    "conditions_missing": "没有勾选申报条件",
    "self_score_missing": "没有自评分，需达到 {needed} 分",
    "self_score_low": "自评 {score} 分，未达到 {needed} 分",
    "statement_missing": "没有本人述职",
    "statement_long": "本人述职 {count} 字，限 {limit} 字以内",
    "projects_many": "选了 {count} 个工程技术项目，多于 {hint} 个，请留意是否突出代表性",
    "material_missing": "缺必要材料：{title}",
    "paper_missing": "“{title}”要求的几份没有附全",
    "fact_missing": "没有填写{fact}，材料是否必要无法判断",
    "tenure_unknown": "没有填写聘任日期，任职年限无法核对",
    "tenure_short": "{since} 聘任，到 {reference} 不满 {years} 年",
    "record_form_expired": "备案表有效期到 {until}，提交时已过",
    "contribution_unproved": "{people} 人参与，只附了一份证明，请看上面写没写本人是主要贡献者",
    "work_overlaps": "与“{employer}”{start} 至 {end} 的工作时间重叠",
    "work_gap": "之前有 {months} 个月没有工作经历，{start} 到 {end} 之间",
    "name_differs": "与登记的姓名“{registered}”不一致",
    "id_differs": "与登记的证件号码不一致",
    "unit_unregistered": "与本单位登记的名称“{registered}”不一致",
    "unit_differs": "与基本信息的现工作单位“{unit}”不一致",
    "work_start_differs": "与工作经历对不上，第一段从 {first} 开始",
    "graduation_differs": "与本段终止时间 {end} 不在同一个月",
    "age_implausible": "按出生日期当时 {age} 岁，请核对",
    "author_absent": "作者里没有{name}",
    "appointed_before_work": "聘任日期 {since} 早于参加工作时间 {start}",
    "education_route_differs": "学历情况选了{route}，教育经历里没有相应的一段",
    "file_repeated": "这个文件在“{other}”里也用了",
    "words_repeated": "{field}与“{other}”里的另一条一字不差",
    "file_of_another": "这个文件在本单位另一人的材料里也有",
    "words_of_another": "{field}与本单位另一人写的一字不差",
    "representatives_many": "有 {count} 篇标为代表作",
    "patent_form": "“{value}”不是专利号的写法，如 ZL 2023 1 0123456.7",
    "software_form": "“{value}”不是软件著作权登记号的写法，如 2023SR0123456",
    "patent_kind_differs": "与专利号不一致，号码里是{kind}",
    "proof_before_work": "早于“{work}”开始的 {start}",
    "file_blank": "“{name}”每一页都是空白",
    "file_encrypted": "“{name}”加了打开密码，看不到内容",
    "file_without_pages": "“{name}”里一页也没有",
    "file_unreadable": "“{name}”打不开，看不到内容",
    "file_damaged": "“{name}”有损坏，可能缺了一部分",
}
_PROVED_BY_ONE = "参与的项目，只附了一份证明，请看上面写没写本人是主要贡献者"
"""contribution_unproved where the section does not say how many people there were."""
_SEVERITIES: Mapping[Severity, str] = {Severity.NOTICE: "需留意", Severity.HINT: "提示"}


class Noticed(Protocol):
    """``app.domain.prechecks.notice.Notice`` and the stored ``app.ports.queries.Flag`` alike."""

    @property
    def code(self) -> str: ...

    @property
    def params(self) -> Mapping[str, str]: ...

    @property
    def severity(self) -> Severity: ...


def describe_notice(notice: Noticed, field_title: str = "") -> str:
    """One line, no full stop. ``field_title``: the kit's title of the field it points at."""
    template = _SENTENCES.get(notice.code)
    if notice.code == "contribution_unproved" and not notice.params.get("people"):
        template = _PROVED_BY_ONE
    if template is None:
        return fill(translate("notices", "有一处需留意（{code}）"), {"code": notice.code})
    values = {**notice.params, "field": field_title or translate("notices", "有一栏")}
    fact = notice.params.get("fact")
    if fact in set(FactKey):
        values["fact"] = word(FactKey(fact))
    route = notice.params.get("route")
    if route in set(EducationRoute):
        values["route"] = f"“{word(EducationRoute(route))}”"
    return fill(translate("notices", template), values)


def join_notices(notices: Sequence[Noticed], say: Callable[[Any], str]) -> tuple[str, str]:
    """What is said at one place, 需留意 before 提示, and the state it is shown in: "flag", or "info" where all are 提示."""
    ordered = sorted(notices, key=_is_hint)
    state = "info" if ordered and _is_hint(ordered[0]) else "flag"
    return "；".join(say(notice) for notice in ordered), state


def mark_hint(notice: Noticed, words: str) -> str:
    """提示：… for a hint that stands among notices."""
    return f"{word_of_severity(Severity.HINT)}：{words}" if _is_hint(notice) else words


def _is_hint(notice: Noticed) -> bool:
    return notice.severity is Severity.HINT


def word_of_severity(severity: Severity) -> str:
    """需留意 or 提示."""
    return translate("notices", _SEVERITIES[severity])


def known_notice_codes() -> frozenset[str]:
    """Codes that have a sentence."""
    return frozenset(_SENTENCES)
