"""The words of the step 上传证件照: rules as in seed B 二(一), measures, what the fix does, and why a file is no photo."""

from collections.abc import Mapping

from app.domain.declaration import PhotoGround
from app.domain.declaring import PhotoPart
from app.domain.photo_fix import Frame, PhotoFixFault, make_fix, propose_frame
from app.domain.photo_rules import K, PhotoFacts, PhotoRule, RuleResult, format_size
from ui.texts.errors import describe_code
from ui.texts.translate import fill, translate
from ui.widgets.photo_editor.ratio_words import say_ratio

_CONTEXT = "photo"

RULES: Mapping[PhotoRule, str] = {
    PhotoRule.FORMAT: "JPG或JPEG",
    PhotoRule.SIZE: "大于30K且小于1M",
    PhotoRule.PIXELS: "大于215*300(宽*高)",
    PhotoRule.RATIO: "宽高比 0.65 至 0.8",
}

# Where a photo is handed in, "return it to the applicant" would be the wrong advice.
_REFUSALS: Mapping[str, str] = {
    "F-102": "“{name}”不是照片，没有换上。请换成 JPG 或 JPEG 格式的证件照。",
    "E-401": "“{name}”不是照片，没有换上。请换成 JPG 或 JPEG 格式的证件照。",
    "E-402": "“{name}”已损坏，打不开，没有换上。请重新导出或重新拍一张。",
    "E-407": "“{name}”有 {megapixels} 百万像素，超过上限 {limit}，没有换上。请先缩小，或换一张。",
    "E-408": "打开“{name}”需要的内存太多，没有换上。请先缩小，或换一张。",
    "E-409": "“{name}”的内容异常，打不开，没有换上。请换一张。",
    "E-410": "“{name}” {seconds} 秒内没能打开，没有换上。请再试一次，或换一张。",
    "E-412": "“{name}”已损坏，显示不了，没有换上。请重新导出或重新拍一张。",
}
_DEEP = "“{name}”是 {bits} 位色的 JPG，很多程序打不开，没有换上。请导出成普通的（8 位）JPG。"
_FAULTS: Mapping[PhotoFixFault, str] = {
    PhotoFixFault.TOO_SMALL: "框内 {size}，要大于215*300，程序不放大凑数。请把框放大，或换一张。",
    PhotoFixFault.RATIO: "框的宽高比不在 0.65 至 0.8 之间。请改框的大小。",
}
_TOO_SMALL = "照片只有 {size}，要大于215*300，程序不放大凑数。请换一张大些的。"


def say_rule(rule: PhotoRule) -> str:
    """The rule as the seed writes it."""
    return translate(_CONTEXT, RULES[rule])


def say_measured(result: RuleResult, facts: PhotoFacts) -> str:
    """What was measured, in the words of the table."""
    if result.rule is PhotoRule.FORMAT:
        return "JPG" if result.ok else result.measured
    if result.rule is PhotoRule.RATIO:
        return say_ratio(facts.width_px, facts.height_px)
    return say_size(facts.size_bytes) if result.rule is PhotoRule.SIZE else result.measured


def say_size(size_bytes: int) -> str:
    """186K, 2.4M; tenths of a K only where they tell on which side of a bound it is."""
    if 100 * K <= size_bytes < 1000 * K:
        return f"{round(size_bytes / K)}K"
    return format_size(size_bytes)


def say_fact(part: PhotoPart) -> str:
    """The line below the step's name: 186K 700×1000 白底已看; nothing without a photo."""
    if part.photo is None:
        return ""
    words = []
    if part.facts is not None:
        words = [say_size(part.facts.size_bytes), f"{part.facts.width_px}×{part.facts.height_px}"]
    if part.ground is PhotoGround.WHITE:
        words.append(translate(_CONTEXT, "白底已看"))
    elif part.ground is PhotoGround.OTHER:
        words.append(translate(_CONTEXT, "不是白底"))
    return " ".join(words)


def say_plan(facts: PhotoFacts, fixed: PhotoFacts, *, cut: bool, turned: bool) -> str:
    """What 一键改好 will do to the photo: 裁到框内、缩到 700×1000、压到 186K."""
    acts = []
    if turned:
        acts.append(translate(_CONTEXT, "转正"))
    if cut:
        acts.append(translate(_CONTEXT, "裁到框内"))
    if facts.format.upper() not in {"JPEG", "JPG", "MPO"}:
        acts.append(translate(_CONTEXT, "转成 JPG"))
    size = f"{fixed.width_px}×{fixed.height_px}"
    if (fixed.width_px, fixed.height_px) != (facts.width_px, facts.height_px):
        acts.append(fill(translate(_CONTEXT, "缩到 {size}"), {"size": size}))
    lighter = fixed.size_bytes <= facts.size_bytes
    said = translate(_CONTEXT, "压到 {size}" if lighter else "按更高画质存成 {size}")
    acts.append(fill(said, {"size": say_size(fixed.size_bytes)}))
    return "、".join(acts)


def say_fault(fault: PhotoFixFault, frame: Frame, facts: PhotoFacts) -> str:
    """Why a frame makes no certificate photo, and what to do; of a photo that is too small itself its own size."""
    sentence, size = _FAULTS[fault], (frame.width, frame.height)
    if fault is PhotoFixFault.TOO_SMALL and _is_too_small(facts):
        sentence, size = _TOO_SMALL, (facts.width_px, facts.height_px)
    return fill(translate(_CONTEXT, sentence), {"size": f"{size[0]}×{size[1]}"})


def _is_too_small(facts: PhotoFacts) -> bool:
    """Whether no part of the photo could do."""
    return make_fix(propose_frame(facts.width_px, facts.height_px)) is None


def say_refusal(code: str, params: Mapping[str, object], name: str) -> str:
    """Why a file was not taken as the photo, with its name and the code."""
    values = {"name": name, **{key: str(value) for key, value in params.items()}}
    sentence = _DEEP if "bits" in params else _REFUSALS.get(code)
    if sentence is not None:
        return fill(translate(_CONTEXT, sentence), values) + f"（{code}）"
    described = describe_code(code, {"name": name, **params})
    return described if name in described else f"{name}：{described}"
