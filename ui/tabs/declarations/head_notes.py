"""What stands above the 19 sections: machine notices, what was returned last time, an open objection, the verdict. Pure.

Each is a title and lines for a Callout; a line's link leads to a section (``section:<key>``) or to 公示管理.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.changes import find_unanswered
from app.domain.decision import Action, Defect, last_standing
from app.domain.declaration import EMPLOYER_STAGES
from app.domain.gates import has_in_hand, reopening_asked
from app.domain.organisation import Actor
from app.domain.plan import PlanKit
from app.domain.platform_text import is_for_platform
from app.ports.queries import DeclarationDossier
from ui.declaration_sections import SectionFacts, answered_return, find_section
from ui.sections.change_words import describe_change
from ui.sections.section_words import describe_flag
from ui.texts.dates import say_moment
from ui.texts.notices import mark_hint
from ui.texts.translate import translate
from ui.texts.words import word
from ui.widgets.callout import CalloutLine

TO_SECTION, TO_PUBLICITY, TO_PLATFORM = "section:", "publicity", "platform"
MOST_LINES = 5


@dataclass(frozen=True, slots=True)
class HeadNote:
    kind: str
    """A Callout's kind: flag, error, info, passed."""
    title: str
    lines: tuple[CalloutLine | str, ...]


def make_notes(
    kit: PlanKit, sections: Sequence[SectionFacts], dossier: DeclarationDossier, actor: Actor
) -> tuple[HeadNote, ...]:
    """In the order a reviewer needs them."""
    found = [
        _note_requests(dossier, actor),
        _note_objections(dossier),
        _note_changes(kit, sections, dossier),
        _note_return(kit, sections, dossier),
        _note_flags(sections),
        _note_verdict(dossier),
        _note_entering(dossier, actor),
    ]
    return tuple(note for note in found if note is not None)


def link_to(section: SectionFacts) -> str:
    """第 2 部分."""
    return _t("第 {0} 部分").replace("{0}", str(section.spec.preview_no))


def _note_flags(sections: Sequence[SectionFacts]) -> HeadNote | None:
    flags = [(section, flag) for section in sections for flag in section.noticed]
    hints = [(section, f) for section in sections for f in section.flags if not f.counts]
    if not flags and not hints:
        return None
    lines: list[CalloutLine | str] = [
        CalloutLine(mark_hint(flag, describe_flag(section, flag)), link_to(section), TO_SECTION + section.key)
        for section, flag in (flags + hints)[:MOST_LINES]
    ]
    rest = len(flags) + len(hints) - MOST_LINES
    if rest > 0:
        lines.append(_t("另有 {0} 处，各部分里都标了出来").replace("{0}", str(rest)))
    if not flags:
        title = _t("机器预检：{0} 处提示，不代表结论").replace("{0}", str(len(hints)))
        return HeadNote("info", title, tuple(lines))
    title = _t("机器预检：{0} 处需留意，不代表结论").replace("{0}", str(len(flags)))
    return HeadNote("flag", title, tuple(lines))


def _note_return(
    kit: PlanKit, sections: Sequence[SectionFacts], dossier: DeclarationDossier
) -> HeadNote | None:
    returned = last_standing(dossier.decisions, Action.RETURN)
    if returned is None:
        return None
    again = returned.submit_no < dossier.declaration.submit_no
    words = _t("上次退回 {0} 处，请核对改正") if again else _t("已退回 {0} 处，等改正")
    title = f"{words.replace('{0}', str(len(returned.defects)))}　{say_moment(returned.at)}"
    lines = tuple(_line_of_defect(sections, defect) for defect in returned.defects)
    return HeadNote("info", title, lines)


def _note_changes(
    kit: PlanKit, sections: Sequence[SectionFacts], dossier: DeclarationDossier
) -> HeadNote | None:
    """A resubmission says first what changed (DOMAIN facts §4); what nobody asked for, and what was asked and did not change,
    is pointed out. One that came again as it was is flagged."""
    former, declaration, returned = dossier.former, dossier.declaration, answered_return(dossier)
    if former is None or former.submit_no >= declaration.submit_no:
        return None
    changes = [change for section in sections for change in section.changes]
    defects = returned.defects if returned is not None else ()
    unanswered = find_unanswered(kit, former, declaration, defects)
    if not changes:
        words = _t("第 {0} 次提交，和上次一样，没有改动").replace("{0}", str(declaration.submit_no))
        return HeadNote(
            "flag",
            words,
            tuple(
                _line_to(sections, d.section, _t("没有变：{0}").replace("{0}", d.text)) for d in unanswered
            ),
        )
    lines: list[CalloutLine | str] = []
    for change in changes[:MOST_LINES]:
        words = describe_change(kit, change, former, declaration)
        if not change.asked:
            words = _t("{0}（退回时没有要求改）").replace("{0}", words)
        lines.append(_line_to(sections, change.section, words))
    rest = len(changes) - MOST_LINES
    if rest > 0:
        lines.append(_t("另有 {0} 处改动").replace("{0}", str(rest)))
    for defect in unanswered:
        words = _t("没有变：{0}").replace("{0}", defect.text)
        lines.append(_line_to(sections, defect.section, words))
    title = _t("第 {0} 次提交，改动 {1} 处").replace("{0}", str(declaration.submit_no))
    noticed = bool(unanswered) or any(not change.asked for change in changes)
    return HeadNote("flag" if noticed else "info", title.replace("{1}", str(len(changes))), tuple(lines))


def _line_to(sections: Sequence[SectionFacts], key: str, words: str) -> CalloutLine | str:
    section = find_section(sections, key)
    return words if section is None else CalloutLine(words, link_to(section), TO_SECTION + section.key)


def _line_of_defect(sections: Sequence[SectionFacts], defect: Defect) -> CalloutLine | str:
    return _line_to(sections, defect.section, defect.text)


def _note_objections(dossier: DeclarationDossier) -> HeadNote | None:
    publicity, declaration = dossier.publicity, dossier.declaration
    if publicity is None or declaration.stage not in EMPLOYER_STAGES:
        return None
    still_open = publicity.open_objections(declaration.id)
    if not still_open:
        return None
    title = _t("公示异议 {0} 件没有处理").replace("{0}", str(len(still_open)))
    lines = [CalloutLine(f"{o.who}：{o.what}", _t("去公示管理"), TO_PUBLICITY) for o in still_open]
    return HeadNote("error", title, tuple(lines))


def _note_requests(dossier: DeclarationDossier, actor: Actor) -> HeadNote | None:
    """申请重开 that nobody answered: for the level that may take it up again, and for the office that asked."""
    declaration, decisions = dossier.declaration, dossier.decisions
    asked = reopening_asked(decisions)
    if not has_in_hand(declaration, decisions, actor):
        asked = tuple(d for d in asked if d.actor.organisation_id == actor.organisation_id)
    if not asked:
        return None
    lines = tuple(
        _t("{0}（{1}）：{2}")
        .replace("{0}", d.actor.name)
        .replace("{1}", d.actor.organisation_name or word(d.actor.role))
        .replace("{2}", d.opinion)
        for d in asked
    )
    return HeadNote("flag", f"{word(Action.REQUEST_REOPEN)}　{say_moment(asked[-1].at)}", lines)


def _note_verdict(dossier: DeclarationDossier) -> HeadNote | None:
    """通过 with its opinion, 不通过 with its reasons; a return has its own note."""
    verdict = last_standing(dossier.decisions)
    if verdict is None or verdict.action not in (Action.PASS, Action.FAIL):
        return None
    title = f"{word(verdict.action)}　{say_moment(verdict.at)} {verdict.actor.name}"
    if verdict.action is Action.PASS:
        return HeadNote("passed", title, (verdict.opinion,))
    return HeadNote("error", title, tuple(defect.text for defect in verdict.defects))


def _note_entering(dossier: DeclarationDossier, actor: Actor) -> HeadNote | None:
    """省平台录入 of what this office decided (DOMAIN facts §9): what is 未录入 leads there, else when it was entered."""
    office = actor.organisation_id
    own = [d for d in dossier.decisions if d.actor.organisation_id == office and is_for_platform(d)]
    if not own:
        return None
    missing = [d for d in own if d.entered_at is None]
    if missing:
        words = "、".join(word(d.action) for d in missing)
        line = CalloutLine(_t("省平台未录入：{0}").replace("{0}", words), _t("去录入"), TO_PLATFORM)
        return HeadNote("info", "", (line,))
    last = own[-1]
    when = say_moment(last.entered_at) if last.entered_at is not None else ""
    words = _t("省平台已录入　{0} {1}").replace("{0}", when).replace("{1}", last.entered_by)
    return HeadNote("passed", "", (words,))


def _t(text: str) -> str:
    return translate("declarations", text)
