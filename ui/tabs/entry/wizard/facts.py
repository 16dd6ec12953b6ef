"""The 9 pt fact under each step's name, and how far the step is (LOOK "Wizard"). Pure."""

from dataclasses import dataclass

from app.domain.archive import ArchiveStatus
from app.domain.changes import find_unanswered
from app.domain.decision import Action, last_standing
from app.domain.declaration import CommitmentKind, Stage
from app.domain.declaring import PhotoPart, Step
from app.domain.materials import judge_materials, read_facts
from ui.sections.change_words import step_of_defect
from ui.tabs.entry.wizard.photo_words import say_fact
from ui.tabs.entry.wizard.step_page import CaseView
from ui.texts.dates import format_short_day
from ui.texts.translate import translate
from ui.texts.words import word


@dataclass(frozen=True, slots=True)
class StepFact:
    """``state``: done, flag, open, returned (to be put right) or locked (the return did not ask for it)."""

    words: str
    state: str


def fact_of(view: CaseView, step: Step) -> StepFact:
    """What the rail says of a step."""
    if step is Step.PREVIEW:
        submitted = view.declaration.stage not in (Stage.DRAFT, Stage.RETURNED)
        return StepFact(
            word(view.declaration.stage) if submitted else _t("未提交"), "done" if submitted else "open"
        )
    if view.declaration.stage is Stage.RETURNED:
        asked = _say_asked(view, step)
        if asked is not None:
            return asked
    stops = view.stops_of(step)
    if step is Step.ACHIEVEMENTS:
        return _achievements(view)
    if stops:
        return StepFact(_say_stops(view, step), "open")
    noticed = view.notices_of(step)
    words = _FACTS[step](view)
    if noticed:
        return StepFact(
            _t("{0}，{1} 处需留意").replace("{0}", words).replace("{1}", str(len(noticed))), "flag"
        )
    return StepFact(words, "done")


def _say_asked(view: CaseView, step: Step) -> StepFact | None:
    """A returned declaration: what the return asks of the step; None: what the step itself says."""
    if view.is_locked(step):
        return StepFact(_t("没有要求改，只能看"), "locked")
    returned = last_standing(view.case.decisions, Action.RETURN)
    own = [d for d in returned.defects if step_of_defect(view.kit, d) is step] if returned is not None else []
    before = view.case.submissions[-1] if view.case.submissions else None
    open_ones = find_unanswered(view.kit, before, view.declaration, own) if before is not None else own
    if open_ones:
        return StepFact(_t("要改正 {0} 处").replace("{0}", str(len(open_ones))), "returned")
    if own and not view.stops_of(step):
        return StepFact(_t("已改，待提交"), "done")
    return None


def _say_stops(view: CaseView, step: Step) -> str:
    number = str(len(view.stops_of(step)))
    if step is Step.MATERIALS:
        return _t("缺 {0} 件").replace("{0}", number)
    if step is Step.COMMITMENT:
        return _t("未签署")
    return _t("还差 {0} 项").replace("{0}", number)


def _photo(view: CaseView) -> str:
    d = view.declaration
    return say_fact(PhotoPart(d.photo, d.photo_original, d.photo_facts, d.photo_ground))


def _commitment(view: CaseView) -> str:
    declaration = view.declaration
    kind = _t("手写签名") if declaration.commitment_kind is CommitmentKind.SIGNATURE else _t("扫描件")
    at = declaration.commitment_at
    return f"{format_short_day(at, at.date())} {kind}" if at else kind


def _information(view: CaseView) -> str:
    declaration = view.declaration
    return f"{word(declaration.mode)}　" + _t("类别 {0}").replace("{0}", word(declaration.person_category))


def _achievements(view: CaseView) -> StepFact:
    chosen = sum(item.section != "basic" for item in view.declaration.items)
    passed = sum(i.status is ArchiveStatus.PASSED and i.section != "basic" for i in view.case.items)
    if not chosen:
        return StepFact(_t("可选 {0} 条已通过的业绩").replace("{0}", str(passed)), "open")
    words = _t("已选 {0} 条").replace("{0}", str(chosen))
    noticed = len(view.notices_of(Step.ACHIEVEMENTS))
    if noticed:
        return StepFact(words + _t("，{0} 处需留意").replace("{0}", str(noticed)), "flag")
    return StepFact(words, "done")


def _materials(view: CaseView) -> str:
    needs = judge_materials(view.kit, read_facts(view.declaration))
    required = sum(need.is_required for need in needs)
    return _t("必要 {0} 件已齐").replace("{0}", str(required))


_FACTS = {
    Step.PHOTO: _photo,
    Step.COMMITMENT: _commitment,
    Step.INFORMATION: _information,
    Step.MATERIALS: _materials,
}


def _t(text: str) -> str:
    return translate("entry", text)
