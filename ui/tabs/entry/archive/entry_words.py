"""What stands above the form of an entry: what a reviewer said, what the machine noticed, what a change leads to. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.archive import ArchiveStatus
from app.domain.decision import Action, Decision, Defect
from app.domain.plan import SectionSpec
from app.ports.entry_queries import PersonCase
from ui.field_text import BASIC
from ui.tabs.entry.archive.working import Working
from ui.texts.dates import say_moment
from ui.texts.notices import describe_notice
from ui.texts.translate import translate
from ui.texts.words import word
from ui.widgets.callout import CalloutLine

TO_FIELD, TO_PAGE, TO_FILES, RETRY, PERSON, DISMISS = (
    "field:",
    "page:",
    "files",
    "retry",
    "person:",
    "dismiss",
)


@dataclass(frozen=True, slots=True)
class Said:
    """A callout's content; an empty title and no lines show nothing."""

    kind: str
    title: str = ""
    lines: tuple[CalloutLine | str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """What stands beside 保存, and whether it works."""

    text: str = ""
    icon: str = "lock"
    token: str = "muted"
    can_save: bool = True


def say_verdict(section: SectionSpec, working: Working) -> Said:
    """The last word of the review, as far as it matters for who enters."""
    verdict, status = working.verdict, working.status
    if status is ArchiveStatus.RETURNED and verdict is not None:
        title = translate("entry", "退回，{0} 处要改").replace("{0}", str(len(verdict.defects)))
        return Said("returned", f"{title}　{_who(verdict)}", _verdict_lines(section, verdict))
    if status is ArchiveStatus.FAILED:
        title = translate("entry", "不通过是结论，不能再改")
        lines = _verdict_lines(section, verdict, links=False) if verdict is not None else ()
        lines += (translate("entry", "要改，请审核人在业绩档案审核的“不通过”里重开。"),)
        return Said("error", f"{title}　{_who(verdict)}" if verdict is not None else title, lines)
    if status is ArchiveStatus.PENDING and verdict is not None and verdict.action is Action.REOPEN:
        title = translate("entry", "审核人已重开，可以改正后保存")
        reason = translate("entry", "理由：{0}").replace("{0}", verdict.opinion)
        return Said("info", f"{title}　{_who(verdict)}", (reason,))
    if working.outdated and verdict is not None and working.differs:
        title = translate("entry", "填写期间审核人写了结论：{0}").replace("{0}", word(verdict.action))
        hint = translate("entry", "您的改动还在草稿里。保存后要重新审核；不需要就放弃草稿。")
        return Said("flag", title, (hint,))
    if status is ArchiveStatus.PASSED:
        hint = translate("entry", "改动后保存要重新审核；已提交的申报仍用原来的内容。")
        return Said("passed", translate("entry", "已经通过，可以修改"), (hint,))
    return Said("info")


def say_flags(section: SectionSpec, working: Working) -> Said:
    """Pre-checks of what was handed in; while something is being changed the form itself says what it sees."""
    waits = working.status in (ArchiveStatus.PENDING, ArchiveStatus.RETURNED)
    if not waits or working.differs or not working.flags:
        return Said("flag")
    titles = {spec.key: spec.title for spec in section.fields}
    lines: list[CalloutLine | str] = []
    for flag in working.flags:
        words = describe_notice(flag, titles.get(flag.field, ""))
        if flag.field in titles:
            lines.append(CalloutLine(words, translate("entry", "看字段"), TO_FIELD + flag.field))
        elif flag.code == "evidence_missing":
            lines.append(CalloutLine(words, translate("entry", "添加文件"), TO_FILES))
        else:
            lines.append(words)
    title = translate("entry", "机器预检：{0} 处需留意").replace("{0}", str(len(lines)))
    return Said("flag", title, tuple(lines))


def remarks_of(working: Working) -> Mapping[str, str]:
    """What the last return said about single fields, while it is to be corrected."""
    verdict = working.verdict
    if verdict is None or working.status is not ArchiveStatus.RETURNED:
        return {}
    remarks: dict[str, str] = {}
    for defect in verdict.defects:
        if defect.field:
            known = remarks.get(defect.field)
            remarks[defect.field] = f"{known}；{defect.text}" if known else defect.text
    return remarks


def judge_saving(section: SectionSpec, working: Working, case: PersonCase, *, saving: bool) -> Reason:
    """Beside 保存: why it is closed, or what to look at first."""
    if working.is_locked:
        return Reason(translate("entry", "不通过是结论，不能再改"), can_save=False)
    if not case.employer.bound:
        return Reason(translate("entry", "单位还没有绑定名称，只能存草稿"), can_save=False)
    if saving:
        return Reason(translate("entry", "正在保存"), "hourglass", can_save=False)
    if working.item is not None and not working.differs and working.status is not ArchiveStatus.RETURNED:
        return Reason(translate("entry", "没有改动，不用再保存"), can_save=False)
    if working.status is ArchiveStatus.RETURNED and not working.differs:
        return Reason(translate("entry", "退回后还没有改动"), "triangle-alert", "returned")
    missing = [s.title for s in section.fields if s.required and not working.fields.get(s.key, "").strip()]
    if missing:
        words = translate("entry", "还有 {0} 项必填：{1}").replace("{0}", str(len(missing)))
        return Reason(words.replace("{1}", "、".join(missing)), "info")
    if section.evidence_required and not working.evidence:
        return Reason(
            translate("entry", "还没有佐证材料，可以保存，审核时可能退回"), "triangle-alert", "returned"
        )
    return Reason()


def say_about(section: SectionSpec, working: Working) -> str:
    """获奖情况　第 2 次提交　10月8日 16:07."""
    item = working.item
    if item is None:
        return section.title if section.key != BASIC else translate("entry", "还没有交审核")
    number = translate("entry", "第 {0} 次提交").replace("{0}", str(item.submit_no))
    moment = say_moment(item.submitted_at) if item.submitted_at else ""
    return "　".join(part for part in (section.title, number, moment) if part)


def _who(verdict: Decision | None) -> str:
    return f"{verdict.actor.name} {say_moment(verdict.at)}" if verdict is not None else ""


def _verdict_lines(
    section: SectionSpec, verdict: Decision, *, links: bool = True
) -> tuple[CalloutLine | str, ...]:
    lines: list[CalloutLine | str] = []
    for number, defect in enumerate(verdict.defects, 1):
        words = f"{number}　{defect.text}" if len(verdict.defects) > 1 else defect.text
        link, target = _link_of(section, defect) if links else ("", "")
        lines.append(CalloutLine(words, link, target) if link else words)
    if not verdict.defects and verdict.notice:
        lines.append(verdict.notice)
    if verdict.opinion and verdict.action is not Action.PASS:
        lines.append(translate("entry", "审核意见：{0}").replace("{0}", verdict.opinion))
    return tuple(lines)


def _link_of(section: SectionSpec, defect: Defect) -> tuple[str, str]:
    if any(spec.key == defect.field for spec in section.fields):
        return translate("entry", "去改"), TO_FIELD + defect.field
    if defect.page is not None:
        page = str(defect.page)
        return translate("entry", "看第 {0} 页").replace("{0}", page), TO_PAGE + page
    return "", ""
