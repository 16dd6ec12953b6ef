"""What changed between two states of a declaration, in one line a change (``app.domain.changes``). Pure."""

from collections.abc import Callable, Mapping

from app.domain.changes import Change, ChangeKind
from app.domain.decision import Defect
from app.domain.declaration import Declaration, DeclareMode, PersonCategory
from app.domain.declaring import Step
from app.domain.materials import EducationRoute, FactKey, Staffing
from app.domain.plan import PlanKit, SectionKind
from app.domain.reopening import materials_of_defect
from app.domain.typed_values import count_characters
from ui.field_text import BASIC, show_value, title_of_item
from ui.texts.translate import translate
from ui.texts.words import word

_KINDS: Mapping[ChangeKind, str] = {
    ChangeKind.ADDED: "新加",
    ChangeKind.REMOVED: "去掉",
    ChangeKind.ALTERED: "更换",
}

_HEADS: Mapping[str, str] = {
    "mode": "申报方式",
    "person_category": "人员类别",
    "conditions": "申报条件",
    "acceptance_point": "受理点",
    "self_score": "自评分",
    "photo": "证件照",
    "commitment": "真实性保证书",
}

MOST_VALUE = 24
"""Characters of a value in a line; the rest is at the step itself."""


def describe_change(kit: PlanKit, change: Change, before: Declaration, after: Declaration) -> str:
    """上传相关附件 学时登记证明：更换，2 个文件. What it is about, then what became of it."""
    section = kit.section(change.section)
    if section.kind is SectionKind.MATERIALS:
        return _say_material(kit, change)
    if section.kind is SectionKind.STATEMENT:
        return _say(_t("本人述职"), _say_statement(change))
    if change.item_id and not (section.kind is SectionKind.BASIC and not change.field):
        return _say_item(kit, change, before, after)
    if change.item_id:
        return _say(section.title, _t(_KINDS[change.kind]))
    if change.field == "facts":
        key = change.material
        title = word(FactKey(key)) if key in set(FactKey) else key
        return _say(title, _say_values(_word_fact(key, change.old), _word_fact(key, change.new)))
    title = _t(_HEADS.get(change.field, change.field))
    if change.field in ("photo", "commitment"):
        return _say(title, _t(_KINDS[change.kind]))
    words = _WORDS_OF_HEAD[change.field]
    return _say(title, _say_values(words(kit, change.old), words(kit, change.new)))


def step_of_section(kit: PlanKit, section: str, field: str = "") -> Step:
    """The step where a section of the preview is filled in."""
    kinds = {s.key: s.kind for s in kit.sections}
    match kinds.get(section):
        case SectionKind.MATERIALS:
            return Step.MATERIALS
        case SectionKind.ITEMS:
            return Step.ACHIEVEMENTS
        case SectionKind.BASIC if field == "photo":
            return Step.PHOTO
        case SectionKind.BASIC if field == "commitment":
            return Step.COMMITMENT
    return Step.INFORMATION


def step_of_defect(kit: PlanKit, defect: Defect) -> Step:
    """Where a defect is put right: what its reason says, else the section's step."""
    if material_of_defect(kit, defect):
        return Step.MATERIALS
    named = next((r.step for r in kit.reasons if r.code == defect.reason_code and r.step), "")
    if named and kit_kind(kit, defect.section) is SectionKind.BASIC:
        return Step(named)
    return step_of_section(kit, defect.section, defect.field)


def material_of_defect(kit: PlanKit, defect: Defect) -> str:
    """The attachment that is put right: the one it names, or the one its reason is about (备案表 under 教育经历)."""
    if defect.material or kit_kind(kit, defect.section) is SectionKind.MATERIALS:
        return defect.material
    about = materials_of_defect(kit, defect)
    return next((m.key for m in kit.materials if m.key in about), "")


def kit_kind(kit: PlanKit, section: str) -> SectionKind | None:
    """The kind of a section; None where the kit does not know it."""
    return next((s.kind for s in kit.sections if s.key == section), None)


def place_of_defect(kit: PlanKit, defect: Defect) -> str:
    """The words of where: 18 申报材料附件信息 学时登记证明."""
    section = next((s for s in kit.sections if s.key == defect.section), None)
    title = section.title if section is not None else defect.section
    material = next((m.title for m in kit.materials if m.key == defect.material), "")
    return f"{title}　{material}" if material else title


def _say_material(kit: PlanKit, change: Change) -> str:
    material = next((m for m in kit.materials if m.key == change.material), None)
    title = f"{material.no} {material.title}" if material is not None else change.material
    what = _t(_KINDS[change.kind])
    if change.new_files:
        what += _t("，{0} 个文件").replace("{0}", str(len(change.new_files)))
    return _say(title, what)


def _say_statement(change: Change) -> str:
    if not change.new:
        return _t("去掉")
    count = str(count_characters(change.new))
    return _t("新写，{0} 字" if not change.old else "改写，现 {0} 字").replace("{0}", count)


def _say_item(kit: PlanKit, change: Change, before: Declaration, after: Declaration) -> str:
    section = kit.section(change.section)
    frozen = next((i for i in (*after.items, *before.items) if i.item_id == change.item_id), None)
    fields = frozen.fields if frozen is not None else {}
    where = section.title
    if section.key != BASIC:
        where += f"　{title_of_item(section, fields, _t('一条'))}"
    if change.field:
        spec = next((f for f in section.fields if f.key == change.field), None)
        title = spec.title if spec is not None else change.field
        old, new = change.old, change.new
        if spec is not None:
            old, new = show_value(spec, old), show_value(spec, new)
        return _say(f"{where}　{title}", _say_values(old, new))
    if change.old_files or change.new_files:
        return _say(where, _t("佐证材料{0}").replace("{0}", _t(_KINDS[change.kind])))
    return _say(where, _t(_KINDS[change.kind]))


def _say(where: str, what: str) -> str:
    return f"{where}：{what}"


def _say_values(old: str, new: str) -> str:
    if not old:
        return _t("新填 {0}").replace("{0}", _cut(new))
    if not new:
        return _t("去掉 {0}").replace("{0}", _cut(old))
    return _t("{0} 改为 {1}").replace("{0}", _cut(old)).replace("{1}", _cut(new))


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= MOST_VALUE else f"{line[: MOST_VALUE - 1]}…"


def _word_fact(key: str, value: str) -> str:
    if key == FactKey.EDUCATION and value in set(EducationRoute):
        return word(EducationRoute(value))
    if key == FactKey.STAFFING and value in set(Staffing):
        return word(Staffing(value))
    return value


def _word_mode(kit: PlanKit, value: str) -> str:
    return word(DeclareMode(value)) if value in set(DeclareMode) else value


def _word_category(kit: PlanKit, value: str) -> str:
    return word(PersonCategory(value)) if value in set(PersonCategory) else value


def _word_conditions(kit: PlanKit, value: str) -> str:
    return _t("{0} 项").replace("{0}", str(len(value.split("\n")))) if value else ""


def _word_point(kit: PlanKit, value: str) -> str:
    return next((p.name for p in kit.acceptance_points if p.key == value), value)


def _word_score(kit: PlanKit, value: str) -> str:
    return _t("{0} 分").replace("{0}", value) if value else ""


_WORDS_OF_HEAD: Mapping[str, Callable[[PlanKit, str], str]] = {
    "mode": _word_mode,
    "person_category": _word_category,
    "conditions": _word_conditions,
    "acceptance_point": _word_point,
    "self_score": _word_score,
}


def _t(text: str) -> str:
    return translate("entry", text)
