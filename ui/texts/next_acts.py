"""What comes next for a declaration, in a few words (list 申报进度, 缺件矩阵): every ``app.domain.next_acts.Act`` and its day.

Tells words, icon and ink; who shows them is the tab 人员与申报.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.domain.archive import ArchiveStatus
from app.domain.declaring import Step
from app.domain.materials import FactKey, Paper
from app.domain.next_acts import Act, DateKind, NextAct, Progress, form_leg
from app.domain.paper_forms import FormStep
from app.domain.plan import PlanKit
from app.domain.submit_stops import Stop
from ui.texts.dates import format_short_day
from ui.texts.translate import fill, translate
from ui.texts.words import word

STEP_WORDS: Mapping[Step, str] = {
    Step.PHOTO: "上传证件照",
    Step.COMMITMENT: "个人承诺",
    Step.INFORMATION: "填写申报信息",
    Step.ACHIEVEMENTS: "选择相关业绩",
    Step.MATERIALS: "上传相关附件",
    Step.PREVIEW: "预览确认提交",
}
"""Word for word as seed B names the pages."""

SOON_DAYS = 3
"""A day that ends something is shown in the returned ink from so many days ahead."""

_MOST_SHORT = 4
"""Characters of a head that is made from a title."""

_NAMES: Mapping[str, tuple[str, str]] = {
    "education_proof": ("学历", "学历证书及认证材料"),
    "appointment": ("聘书", "聘书或聘任文件"),
    "post_form": ("岗位表", "岗位信息表"),
    "self_assessment": ("自评表", "自评表"),
    "outside_insurance": ("社保", "省外社保证明"),
    "study_hours": ("学时", "学时登记证明"),
    "landmark_proof": ("标志性", "标志性业绩佐证材料"),
    "skilled_proof": ("技能", "技能人才佐证材料"),
    "grassroots_form": ("基层表", "长期基层人员审核表"),
    "landmark_form": ("标志表", "标志性业绩审核表"),
}
"""Head of a narrow column, and name in 补…; a material of a kit that was added later goes by its title."""


@dataclass(frozen=True, slots=True)
class ActWords:
    """``waits``: somebody or something else is waited for; the row offers 看 and not 去办."""

    icon: str
    text: str
    waits: bool = False


_FORM_STEPS: Mapping[FormStep, str] = {
    FormStep.EXPORTED: "从省平台导出",
    FormStep.UNIT_STAMPED: "单位盖章",
    FormStep.HANDED_IN: "报送",
    FormStep.RECEIVED: "收到",
    FormStep.MUNICIPAL_STAMPED: "盖章",
    FormStep.FORWARDED: "转报",
    FormStep.COMMITTEE_RECEIVED: "收到",
    FormStep.SENT_BACK: "退回",
    FormStep.BACK_RECEIVED: "领回",
    FormStep.GIVEN: "退申报人",
}

# code of the first stop: (icon, words)
_OF_STOP: Mapping[str, tuple[str, str]] = {
    "photo_missing": ("camera", "上传证件照"),
    "photo_unmeasured": ("camera", "打开证件照，量一次尺寸"),
    "photo_format": ("camera", "改证件照，格式不符"),
    "photo_size": ("camera", "改证件照，大小不符"),
    "photo_pixels": ("camera", "换证件照，像素不够"),
    "photo_ratio": ("camera", "改证件照，宽高比不符"),
    "photo_ground_unjudged": ("camera", "看证件照是不是白底"),
    "photo_ground_other": ("camera", "换白底证件照"),
    "commitment_missing": ("pencil", "请本人签承诺"),
    "mode_unknown": ("list-checks", "改申报方式"),
    "mode_of_category": ("list-checks", "改申报方式"),
    "conditions_missing": ("list-checks", "勾选申报条件"),
    "self_score_missing": ("list-checks", "开始自评，要满{needed}分"),
    "self_score_low": ("list-checks", "自评 {score} 分，要满{needed}分"),
    "acceptance_point_missing": ("list-checks", "选受理点"),
    "fact_missing": ("list-checks", "填{fact}"),
    "statement_missing": ("pencil", "写本人述职"),
    "statement_long": ("pencil", "本人述职删去 {over} 字"),
    "material_missing": ("upload", "补{name}"),
    "paper_missing": ("upload", "补{paper}"),
}

_MATERIAL_CODES = frozenset({"material_missing", "paper_missing"})


def describe_act(
    progress: Progress,
    kit: PlanKit,
    today: date,
    *,
    archive: tuple[tuple[str, ArchiveStatus], ...] = (),
    publicity_day: tuple[int, int] | None = None,
) -> ActWords:
    """The next act of one declaration. ``archive`` as in UnitCase; ``publicity_day``: (counted, needed)."""
    step = progress.next
    match step.act:
        case Act.FILL_STEP:
            return _describe_stop(progress.stops, kit)
        case Act.WAIT_ARCHIVE:
            return _act("hourglass", "等 {count} 条业绩审核通过", True, count=step.count)
        case Act.PASS_BASIC:
            return _describe_basic(archive)
        case Act.SUBMIT:
            return _act("send", "预览确认提交")
        case Act.CORRECT:
            return _act(
                "undo-2",
                "改正后重新提交，还缺 {count} 处" if step.count else "改正后重新提交",
                count=step.count,
            )
        case Act.REVIEW:
            objections = progress.declaration.open_objections
            return _act("gavel", "处理异议 {count} 件" if objections else "单位审核", count=objections)
        case Act.START_PUBLICITY:
            return _act("megaphone", "发起公示")
        case Act.WAIT_PUBLICITY:
            return _describe_publicity(progress, today, publicity_day)
        case Act.CONCLUDE:
            return _act("calendar-check", "期满，写结论")
        case Act.PAY:
            late = step.on is not None and step.on < today
            return _act("wallet", "逾期未缴费，缴后登记" if late else "缴费并登记")
        case Act.FORMS:
            return _describe_forms(progress)
        case Act.WITH_LEVEL:
            return ActWords("building-2", word(progress.declaration.stage), waits=True)
        case Act.NONE:
            return ActWords("circle-x", word(progress.declaration.stage), waits=True)


def word_of_step(step: Step) -> str:
    """The seed's name of a step."""
    return translate("next_acts", STEP_WORDS[step])


def known_act_codes() -> frozenset[str]:
    """Codes of stops that have words here."""
    return frozenset(_OF_STOP)


def say_act_day(step: NextAct, today: date) -> str:
    """10-23 止, 10-15 前, 10-14 起; 10-05 已过 for one that is over; empty where no day is set."""
    if step.on is None:
        return ""
    day = format_short_day(step.on, today)
    if step.on_kind is not DateKind.FROM and step.on < today:
        return fill(translate("next_acts", "{day} 已过"), {"day": day})
    words = {DateKind.UNTIL: "{day} 止", DateKind.BEFORE: "{day} 前", DateKind.FROM: "{day} 起"}
    return fill(translate("next_acts", words[step.on_kind]), {"day": day})


def ink_of_act_day(step: NextAct, today: date) -> str:
    """``returned`` for an end at most SOON_DAYS ahead, ``failed`` for one that is over, else ``text``."""
    if step.on is None or step.on_kind is DateKind.FROM:
        return "text"
    left = (step.on - today).days
    if left < 0:
        return "failed"
    return "returned" if left <= SOON_DAYS else "text"


def shorten_material(key: str, title: str) -> str:
    """聘书, 学历 … for the head of a narrow column."""
    return translate("next_acts", _NAMES[key][0]) if key in _NAMES else title[:_MOST_SHORT]


def name_material(key: str, title: str) -> str:
    """聘书或聘任文件, 自评表 …: what one asks for in a few words."""
    return translate("next_acts", _NAMES[key][1]) if key in _NAMES else title


def _describe_stop(stops: tuple[Stop, ...], kit: PlanKit) -> ActWords:
    first = stops[0]
    if first.code in _MATERIAL_CODES and len(stops) > 1:
        return _act("upload", "上传相关附件")
    icon, words = _OF_STOP[first.code]
    values = dict(first.params)
    if first.material:
        values["name"] = name_material(first.material, kit.material(first.material).title)
    fact, paper = values.get("fact"), values.get("paper")
    if fact in set(FactKey):
        values["fact"] = word(FactKey(fact))
    if paper in set(Paper):
        values["paper"] = kit.notices.get(f"material.paper.{paper}", str(paper))
    return ActWords(icon, fill(translate("next_acts", words), values))


def _describe_basic(archive: tuple[tuple[str, ArchiveStatus], ...]) -> ActWords:
    status = next((status for section, status in archive if section == "basic"), None)
    if status is ArchiveStatus.RETURNED:
        return _act("undo-2", "改正基本信息")
    if status is ArchiveStatus.FAILED:
        return _act("circle-x", "基本信息不通过", True)
    return _act("user", "填写基本信息")


def _describe_forms(progress: Progress) -> ActWords:
    """评审表：登记盖章, or who has it in hand: 评审表：等受理点收到."""
    leg = form_leg(progress.declaration)
    if leg is None:
        return ActWords("file-text", word(progress.declaration.stage), waits=True)
    values = {"step": translate("next_acts", _FORM_STEPS[leg.step]), "role": word(leg.role)}
    words = "评审表：{step}" if progress.next.is_ours else "评审表：等{role}{step}"
    return ActWords("file-text", fill(translate("next_acts", words), values), not progress.next.is_ours)


def _describe_publicity(progress: Progress, today: date, day: tuple[int, int] | None) -> ActWords:
    if progress.declaration.publicity_to == today:
        return _act("calendar-check", "今天期满，明天写结论", True)
    if day is None:
        return _act("calendar-clock", "公示中，等期满", True)
    return _act("calendar-clock", "公示第 {n} / {of} 日，等期满", True, n=day[0], of=day[1])


def _act(icon: str, words: str, waits: bool = False, **values: int) -> ActWords:
    return ActWords(icon, fill(translate("next_acts", words), {k: str(v) for k, v in values.items()}), waits)
