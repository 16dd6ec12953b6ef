"""Where each person of a publicity stands, what still bars its conclusion, and the opinion proposed (A4.4, A4.6, B11.1, B12.1).

Pure. The employer concludes with a 通过, the committee's office with 公示无异议.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from app.domain.decision import Action, last_standing
from app.domain.declaration import BEYOND_EMPLOYER, Stage
from app.domain.gates import Blocker, GuardFacts, blockers, voted_anew
from app.domain.opinions import render_pass_opinion
from app.domain.organisation import Role
from app.domain.plan import CalendarRule, PlanKit
from app.domain.publicity import STAGES_OF_KIND, EndRule, Publicity, PublicityKind
from app.domain.road import STATION_OF_STAGE, stages_after
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
    stage, stages = declaration.stage, STAGES_OF_KIND[publicity.kind]
    left = _say_left(stage, publicity)
    if left is not None:
        return Standing(member, left[0], left[1], None, left[1])
    own_id = declaration.publicity_id if is_employers(publicity) else declaration.office_publicity_id
    if publicity.cancelled_at is not None or own_id != publicity.id:
        words = (
            translate("publicity", "已作废") if publicity.cancelled_at else translate("publicity", "已离开")
        )
        return Standing(member, "neutral", words, "calendar-x", words)
    if stage is stages.running:
        return _judge_running(member, publicity, today)
    if stage is stages.objected and not voted_anew(publicity, member.decisions):
        return _judge_objected(member, publicity)
    anew = publicity.kind is PublicityKind.RESULTS
    words = translate("publicity", "重新评审") if anew else translate("publicity", "已离开")
    return Standing(member, "neutral", words, "calendar-x", words)


def is_employers(publicity: Publicity) -> bool:
    return publicity.kind is PublicityKind.EMPLOYER


def _say_left(stage: Stage, publicity: Publicity) -> tuple[str, str] | None:
    """State and word of one who has gone on, or left the road; None for everybody else."""
    refused = {
        Stage.RETURNED: ("returned", translate("publicity", "已退回")),
        Stage.FAILED: ("failed", translate("publicity", "不通过")),
        Stage.NOT_APPROVED: ("failed", translate("publicity", "评审未通过")),
        Stage.WITHDRAWN: ("neutral", translate("publicity", "已放弃申报")),
    }
    if stage in stages_after(STATION_OF_STAGE[STAGES_OF_KIND[publicity.kind].running]):
        unobjected = translate("publicity", "公示无异议")
        return "passed", translate("publicity", "已通过") if is_employers(publicity) else unobjected
    return refused.get(stage)


def _judge_objected(member: DeclarationDossier, publicity: Publicity) -> Standing:
    opened = len(publicity.open_objections(member.declaration.id))
    if opened:
        words = fill(translate("publicity", "有异议 {count}"), {"count": str(opened)})
        reason = describe_blocker(Blocker("G-103", {"count": opened}))
        return Standing(member, "flag", words, None, reason)
    upheld = publicity.upheld_objections(member.declaration.id)
    words = translate("publicity", "异议成立") if upheld else translate("publicity", "待复核")
    if is_employers(publicity):
        reason = (
            translate("publicity", "异议成立，请在职称申报资格审查里退回或判不通过")
            if upheld
            else translate("publicity", "异议已处理，请在职称申报资格审查里按审核无误")
        )
    elif not upheld:
        reason = translate("publicity", "异议已处理且不成立，请按继续公示")
    elif publicity.kind is PublicityKind.RESULTS:
        reason = translate("publicity", "异议成立，请按重新评审")
    else:
        reason = translate("publicity", "异议成立，请在职称申报资格审查里退回或判不通过")
    return Standing(member, "flag" if upheld else "pending", words, None, reason)


def _judge_running(member: DeclarationDossier, publicity: Publicity, today: date) -> Standing:
    employers = is_employers(publicity)
    action = Action.PASS if employers else Action.CONCLUDE_PUBLICITY
    role = Role.EMPLOYER if employers else Role.COMMITTEE
    row = find_transition(STAGES_OF_KIND[publicity.kind].running, action, role)
    # The opinion is asked for on the sheet; here only what has to happen before.
    found = blockers(row, GuardFacts(member.declaration, publicity, today, opinion="-"))
    if found:
        words = translate("publicity", "公示中")
        return Standing(member, "pending", words, "calendar-clock", describe_blocker(found[0]))
    over = translate("publicity", "期满待通过") if employers else translate("publicity", "期满待写结论")
    return Standing(member, "passed", over, "calendar-check", "")


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
    passed = last_standing(member.decisions, Action.PASS)
    return passed.opinion if passed is not None and member.declaration.stage in BEYOND_EMPLOYER else ""


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
