"""What an earlier declaration brings along and what not, in words, before 马上申报 (``app.domain.carrying_forward``). Pure."""

from collections.abc import Sequence
from datetime import date

from app.domain.applicant import Applicant
from app.domain.archive import ArchiveItem
from app.domain.carrying_forward import Carried, LeftOut, Reason, begin_draft, carry_forward
from app.domain.declaration import Declaration
from app.domain.plan import PlanKit
from app.domain.typed_values import count_characters
from ui.field_text import BASIC, title_of_item
from ui.texts.dates import format_day
from ui.texts.translate import translate
from ui.texts.words import word

_REASONS = {
    Reason.EVERY_YEAR: "每次申报重新办",
    Reason.EXPIRED: "验证有效期到 {until}，已过",
    Reason.VALIDITY_UNKNOWN: "没有写验证有效期，不知道是否还有效",
    Reason.NOT_ASKED: "这个计划没有这一项",
    Reason.NOT_PASSED: "现在没有通过审核",
}


def preview_carrying(
    old: Declaration, kit: PlanKit, person: Applicant, items: Sequence[ArchiveItem], today: date
) -> Carried:
    """What ``start_declaration`` will make of it."""
    fresh = begin_draft(kit, "", person.id, person.employer_id)
    return carry_forward(old, fresh, kit, items, today)


def list_carried(kit: PlanKit, carried: Carried) -> list[str]:
    """Lines of 带来, in the order of the steps."""
    new = carried.declaration
    lines = []
    if new.photo is not None:
        lines.append(_t("证件照（是不是白底请再看一次）"))
    lines.append(_t("申报方式 {0}、人员类别 {1}").format(word(new.mode), word(new.person_category)))
    if new.conditions:
        lines.append(_t("申报条件 {0} 项").format(len(new.conditions)))
    point = next((p.name for p in kit.acceptance_points if p.key == new.acceptance_point), "")
    if point:
        lines.append(_t("受理点 {0}").format(point))
    if new.statement:
        lines.append(_t("本人述职 {0} 字").format(count_characters(new.statement)))
    chosen = sum(item.section != BASIC for item in new.items)
    if chosen:
        newer = sum(one.reason is Reason.NEW_REVISION and one.section != BASIC for one in carried.left_out)
        words = _t("业绩 {0} 条").format(chosen)
        lines.append(words + _t("，其中 {0} 条用后来改过并通过的内容").format(newer) if newer else words)
    lines += [
        _t("{0} {1}，{2} 个文件").format(material.no, material.title, len(new.files_of(material.key)))
        for material in kit.materials
        if new.files_of(material.key)
    ]
    return lines


def list_left_out(kit: PlanKit, old_kit: PlanKit, old: Declaration, left_out: Sequence[LeftOut]) -> list[str]:
    """Lines of 不带来: what and why. Expired papers stand first; what comes in a newer revision does come."""
    order = {Reason.EXPIRED: 0, Reason.VALIDITY_UNKNOWN: 1}
    missing = [one for one in left_out if one.reason is not Reason.NEW_REVISION]
    ordered = sorted(missing, key=lambda one: order.get(one.reason, len(order)))
    return [f"{_name(kit, old_kit, old, one)}：{_say_reason(one)}" for one in ordered]


def _say_reason(one: LeftOut) -> str:
    return _t(_REASONS[one.reason]).replace("{until}", format_day(one.until))


def _name(kit: PlanKit, old_kit: PlanKit, old: Declaration, one: LeftOut) -> str:
    match one.what:
        case "commitment":
            return _t("《专业技术资格申报材料真实性保证书》")
        case "self_score":
            return _t("自评表")
        case "acceptance_point":
            return _t("受理点")
    if one.what.startswith("condition:"):
        key = one.what.removeprefix("condition:")
        text = next((c.text for c in old_kit.conditions if c.key == key), "")
        return _t("申报条件“{0}”").format(_cut(text)) if text else _t("一项申报条件")
    if one.section:
        return _name_item(kit, old, one)
    material = next((m for m in (*kit.materials, *old_kit.materials) if m.key == one.what), None)
    return material.title if material is not None else one.what


def _name_item(kit: PlanKit, old: Declaration, one: LeftOut) -> str:
    frozen = next((i for i in old.items if i.item_id == one.what), None)
    section = next((s for s in kit.sections if s.key == one.section), None)
    if frozen is None or section is None:
        return _t("一条业绩")
    if section.key == BASIC:
        return section.title
    return f"{section.title}　{title_of_item(section, frozen.fields, _t('一条'))}"


def _cut(text: str) -> str:
    return text if len(text) <= 20 else f"{text[:19]}…"


def _t(text: str) -> str:
    return translate("entry", text)
