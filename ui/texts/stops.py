"""What stops a submit, in words: what is wrong, and what to do (``app.domain.submit_stops``)."""

from collections.abc import Mapping

from app.domain.materials import FactKey, Paper
from app.domain.plan import PlanKit
from app.domain.submit_stops import Stop
from ui.texts.translate import fill, translate
from ui.texts.words import word

# code: (what, what to do); both without full stop.
_SENTENCES: Mapping[str, tuple[str, str]] = {
    "photo_missing": ("没有证件照", "上传1寸、2寸白底证件照"),
    "photo_unmeasured": ("证件照还没有量过", "打开上传证件照，重新选一次照片"),
    "photo_format": ("照片是 {measured} 格式，要求 JPG 或 JPEG", "点一键改好"),
    "photo_size": ("照片 {measured}，要求大于 30K 且小于 1M", "点一键改好，或换一张"),
    "photo_pixels": ("照片 {measured}，要求大于 215×300（宽×高）", "换一张大些的照片"),
    "photo_ratio": ("照片宽高比 {measured}，要求 0.65 到 0.8", "点一键改好"),
    "photo_ground_unjudged": ("白底请您判断", "看过照片后选是白底或不是"),
    "photo_ground_other": ("照片不是白底", "换一张白底证件照"),
    "commitment_missing": ("没有签署《专业技术资格申报材料真实性保证书》", "请本人签名，或上传签好的扫描件"),
    "mode_unknown": ("这个计划没有所选的申报方式", "另选申报方式"),
    "mode_of_category": ("直接、技能人才、高技能人才请选择“正常申报”", "改申报方式"),
    "conditions_missing": ("没有勾选申报条件", "在相应选择项打钩"),
    "self_score_missing": ("没有自评分，需达到 {needed} 分", "点开始自评"),
    "self_score_low": ("自评 {score} 分，需达到 {needed} 分才能申报", "核对自评表，或改申报方式"),
    "acceptance_point_missing": ("没有选受理点", "按单位所属关系选择区、县（市）受理点"),
    "fact_missing": ("没有填写{fact}", "填好后才能判断要哪些材料"),
    "statement_missing": ("没有本人述职", "写专业工作业绩情况，{limit}字以内"),
    "statement_long": ("本人述职 {count} 字，限 {limit} 字以内", "删去 {over} 字"),
    "material_missing": ("缺附件 {no} {title}", "上传材料"),
    "paper_missing": ("附件 {no} {title}：缺{paper}", "补传这一份"),
}

# What to do, for the person who hands things over and has no window in front: no button stands in it.
_FOR_THE_PERSON: Mapping[str, str] = {
    "photo_missing": "请交1寸、2寸白底证件照的 JPG 文件",
    "photo_unmeasured": "请交1寸、2寸白底证件照的 JPG 文件",
    "photo_format": "请换一张，或由人事代为改好",
    "photo_size": "请换一张，或由人事代为改好",
    "photo_pixels": "请换一张大些的照片",
    "photo_ratio": "请换一张，或由人事代为裁好",
    "photo_ground_unjudged": "由人事看过照片后判断",
    "photo_ground_other": "请换一张白底证件照",
    "commitment_missing": "请本人签名，或交签好的扫描件",
    "mode_unknown": "请与人事商量申报方式",
    "mode_of_category": "请与人事商量申报方式",
    "conditions_missing": "请告诉人事符合哪一项条件",
    "self_score_missing": "请与人事一起填自评表",
    "self_score_low": "请与人事核对自评表，或改申报方式",
    "acceptance_point_missing": "请与人事核对单位所属的区、县（市）",
    "fact_missing": "请告诉人事，才能判断要哪些材料",
    "statement_missing": "请写专业工作业绩情况，{limit}字以内",
    "statement_long": "请删去 {over} 字",
    "material_missing": "请交扫描件",
    "paper_missing": "请补交这一份",
}


def describe_stop(stop: Stop, kit: PlanKit) -> str:
    """What is wrong, in one line without full stop."""
    return _say(stop, kit, 0)


def advise_stop(stop: Stop, kit: PlanKit) -> str:
    """What to do about it, in one line without full stop. For a material the kit's own hint, where it has one."""
    return _hint_of(stop, kit) or _say(stop, kit, 1)


def tell_person(stop: Stop, kit: PlanKit) -> str:
    """The same for 缺件清单, which goes to the person: what to hand over, in one line without full stop."""
    hint = _hint_of(stop, kit)
    return hint or fill(translate("stops", _FOR_THE_PERSON[stop.code]), _values_of(stop, kit))


def known_stop_codes() -> frozenset[str]:
    """Codes that have their sentences."""
    return frozenset(_SENTENCES) & frozenset(_FOR_THE_PERSON)


def _hint_of(stop: Stop, kit: PlanKit) -> str:
    if stop.code != "material_missing":
        return ""
    material = kit.material(stop.material)
    return material.hint or material.rule


def _say(stop: Stop, kit: PlanKit, which: int) -> str:
    return fill(translate("stops", _SENTENCES[stop.code][which]), _values_of(stop, kit))


def _values_of(stop: Stop, kit: PlanKit) -> Mapping[str, str]:
    values = {"limit": str(kit.statement_limit), **stop.params}
    fact, paper = stop.params.get("fact"), stop.params.get("paper")
    if fact in set(FactKey):
        values["fact"] = word(FactKey(fact))
    if paper in set(Paper):
        values["paper"] = kit.notices.get(f"material.paper.{paper}", str(paper))
    return values
