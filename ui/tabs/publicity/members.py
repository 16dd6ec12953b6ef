"""Where each person of a publicity stands, what still bars the 通过, and the opinion proposed (A4.4, A4.6). Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from app.domain.decision import Action
from app.domain.declaration import BEYOND_EMPLOYER, Stage
from app.domain.gates import Blocker, GuardFacts, blockers
from app.domain.opinions import render_pass_opinion
from app.domain.organisation import Role
from app.domain.plan import CalendarRule, PlanKit
from app.domain.publicity import EndRule, Publicity
from app.domain.workflow import find_transition
from app.domain.working_days import WorkingDayCalendar
from app.ports.queries import DeclarationDossier, PublicityDossier
from app.usecases.record_publicity import strictest_rule
from ui.declaration_sections import find_unread, list_sections
from ui.texts.errors import describe_blocker
from ui.texts.translate import fill, translate

KitOf = Callable[[str, int], PlanKit]


@dataclass(frozen=True, slots=True)
class Standing:
    """``state``, ``words`` and ``icon`` make the pill; ``reason`` says why 通过 is not open, empty when it is."""

    member: DeclarationDossier
    state: str
    words: str
    icon: str | None
    reason: str

    @property
    def is_ready(self) -> bool:
        return not self.reason

    @property
    def name(self) -> str:
        return self.member.applicant.name


def judge_members(dossier: PublicityDossier, today: date) -> tuple[Standing, ...]:
    return tuple(judge_member(member, dossier.publicity, today) for member in dossier.members)


def judge_member(member: DeclarationDossier, publicity: Publicity, today: date) -> Standing:
    """Stage first: a person who has left the publicity is not held up by it."""
    declaration = member.declaration
    stage = declaration.stage
    if stage in BEYOND_EMPLOYER:
        words = translate("publicity", "已通过")
        return Standing(member, "passed", words, None, words)
    if stage is Stage.RETURNED:
        words = translate("publicity", "已退回")
        return Standing(member, "returned", words, None, words)
    if stage is Stage.FAILED:
        words = translate("publicity", "不通过")
        return Standing(member, "failed", words, None, words)
    if publicity.cancelled_at is not None or declaration.publicity_id != publicity.id:
        words = (
            translate("publicity", "已作废") if publicity.cancelled_at else translate("publicity", "已离开")
        )
        return Standing(member, "neutral", words, "calendar-x", words)
    if stage is Stage.EMPLOYER_REVIEW:
        return _judge_objected(member, publicity)
    return _judge_running(member, publicity, today)


def _judge_objected(member: DeclarationDossier, publicity: Publicity) -> Standing:
    opened = len(publicity.open_objections(member.declaration.id))
    if opened:
        words = fill(translate("publicity", "有异议 {count}"), {"count": str(opened)})
        reason = describe_blocker(Blocker("G-103", {"count": opened}))
        return Standing(member, "flag", words, None, reason)
    if publicity.upheld_objections(member.declaration.id):
        words = translate("publicity", "异议成立")
        reason = translate("publicity", "异议成立，请在职称申报资格审查里退回或判不通过")
        return Standing(member, "flag", words, None, reason)
    words = translate("publicity", "待复核")
    reason = translate("publicity", "异议已处理，请在职称申报资格审查里按审核无误")
    return Standing(member, "pending", words, None, reason)


def _judge_running(member: DeclarationDossier, publicity: Publicity, today: date) -> Standing:
    row = find_transition(Stage.IN_PUBLICITY, Action.PASS, Role.EMPLOYER)
    # The opinion is asked for on the sheet; here only what has to happen before.
    found = blockers(row, GuardFacts(member.declaration, publicity, today, opinion="-"))
    if found:
        words = translate("publicity", "公示中")
        return Standing(member, "pending", words, "calendar-clock", describe_blocker(found[0]))
    return Standing(member, "passed", translate("publicity", "期满待通过"), "calendar-check", "")


def propose_opinion(member: DeclarationDossier, publicity: Publicity, kit: PlanKit) -> str:
    """A4.6, letter by letter; with settled objections the sentence that does not say 无异议.

    While an objection is open, or was upheld, there is nothing to propose.
    """
    own = [o for o in publicity.objections if o.declaration_id == member.declaration.id]
    if any(o.is_open for o in own):
        return translate("publicity", "有异议没有处理，处理后再写意见。")
    if any(o.upheld for o in own):
        return translate("publicity", "异议成立，不能写通过的意见。")
    settled = len(own)
    return word_opinion(
        member,
        kit,
        start=publicity.start,
        end=publicity.end,
        place=publicity.place,
        working_days=publicity.working_days,
        objections=settled,
    )


def written_opinion(member: DeclarationDossier) -> str:
    """The opinion of the 通过 that stands; empty while there is none."""
    passes = [d for d in member.decisions if d.action is Action.PASS and not d.withdrawn]
    return passes[-1].opinion if passes and member.declaration.stage in BEYOND_EMPLOYER else ""


def word_opinion(
    member: DeclarationDossier,
    kit: PlanKit,
    *,
    start: date,
    end: date,
    place: str,
    working_days: int,
    objections: int = 0,
) -> str:
    return render_pass_opinion(
        kit.opinions,
        name=member.applicant.name,
        title=kit.opinion_title,
        start=start,
        end=end,
        place=place or "……",
        working_days=working_days,
        objections=objections,
        unit_name=member.employer.name,
    )


def kit_of(member: DeclarationDossier, kits: KitOf) -> PlanKit:
    """The version the declaration started with."""
    return kits(member.declaration.plan_id, member.declaration.plan_version)


def common_rule(members: tuple[DeclarationDossier, ...], kits: KitOf) -> CalendarRule:
    """The rule of a publicity for these persons: the strictest of their plans."""
    rules = [kit_of(member, kits).calendar for member in members]
    return strictest_rule(rules) if rules else CalendarRule()


def days_left(publicity: Publicity, calendar: WorkingDayCalendar, today: date) -> int:
    """Working days of the publicity still to come, today not among them."""
    counted = calendar.counted_days(
        publicity.start, publicity.end, start_counts=publicity.end_rule is EndRule.START_COUNTED
    )
    return sum(day > today for day in counted)


def unread_sections(member: DeclarationDossier, kit: PlanKit) -> int:
    """Sections with something to read that this account has not ticked (A4.1)."""
    return len(find_unread(list_sections(kit, member), member.read_sections))


def say_names(names: tuple[str, ...], most: int = 3) -> str:
    """许文博、郑凯、吴静 等 5 人."""
    if len(names) <= most:
        return "、".join(names)
    values = {"names": "、".join(names[:most]), "count": str(len(names))}
    return fill(translate("publicity", "{names} 等 {count} 人"), values)
