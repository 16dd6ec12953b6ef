"""Who a bulk 通过 is for and who is left out with which reason, opinions, the last day to pay. Pure (picture 17).

Left out: whatever does not wait for this level's review, what the machine flagged and nobody of this desk has opened yet,
who has an open objection, and whose plan is not at hand. For ``bulk_pass_sheet``.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from app.domain.opinions import render_level_opinion
from app.domain.organisation import Role
from app.domain.plan import PlanKit
from app.domain.prechecks.notice import Notice
from app.domain.road import REVIEW_STAGES, Station
from app.ports.road_queries import RoadRow
from ui.pass_proposals import find_duties, find_next_station, propose_pay_until, say_station
from ui.tabs.road.columns import is_unseen
from ui.texts.notices import describe_notice
from ui.texts.translate import translate
from ui.texts.words import word

KitOf = Callable[[RoadRow], PlanKit | None]
"""None: the plan of the row is not at hand."""
Flags = Mapping[str, Sequence[Notice]]
MOST_REASONS = 2
NAME, UNIT, TITLE = "【姓名】", "【单位】", "【资格】"
"""What stands in the opinion of several persons for what differs."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    row: RoadRow
    reason: str


@dataclass(frozen=True, slots=True)
class PassEntry:
    """One person: the opinion that goes with the pass, and whether the pass opens a payment."""

    row: RoadRow
    opinion: str
    title: str
    """As the opinion names it."""
    pays: bool = False

    def say(self, words: str) -> str:
        """The person's own opinion from words with NAME, UNIT, TITLE in them."""
        return words.replace(NAME, self.row.name).replace(UNIT, self.row.unit).replace(TITLE, self.title)


@dataclass(frozen=True, slots=True)
class PassCase:
    """What the sheet shows."""

    chosen: int
    entries: tuple[PassEntry, ...]
    left_out: tuple[LeftOut, ...]
    goes_to: str
    """区、县(市)人社部门; the words of several joined."""
    duties: tuple[str, ...] = field(default=())
    opinion: str = ""
    """Proposed for all, with NAME, UNIT, TITLE; "" where the plans propose different words or nothing."""
    pay_until: date | None = None
    """Proposed last day to pay; None: no pass here opens a payment."""
    pay_note: str = ""
    today: date = date.min


def make_case(rows: Sequence[RoadRow], flags: Flags, role: Role, kit_of: KitOf, today: date) -> PassCase:
    """By unit, then in the order of the list."""
    left_out: list[LeftOut] = []
    entries: list[PassEntry] = []
    kits: dict[str, PlanKit] = {}
    for row in sorted(rows, key=_by_unit):
        kit = kit_of(row)
        reason = why_left_out(row, flags.get(row.id, ()), role, kit)
        if reason or kit is None:
            left_out.append(LeftOut(row, reason))
        else:
            kits[kit.id] = kit
            entries.append(_make_entry(row, role, kit))
    targets = dict.fromkeys(say_station(find_next_station(kit, role, paid=False)) for kit in kits.values())
    duties = dict.fromkeys(text for kit in kits.values() for text in find_duties(kit))
    paying = next((kits[entry.row.plan_id] for entry in entries if entry.pays), None)
    day, note = propose_pay_until(paying, today) if paying is not None else (None, "")
    return PassCase(
        *(len(rows), tuple(entries), tuple(left_out), "、".join(targets), tuple(duties)),
        opinion=_propose_opinion(list(kits.values()), role),
        pay_until=day,
        pay_note=note,
        today=today,
    )


def why_left_out(row: RoadRow, flags: Sequence[Notice], role: Role, kit: PlanKit | None) -> str:
    """ "" for one that may be passed."""
    if row.stage is not REVIEW_STAGES.get(role):
        return _t("现在是{0}，不在这里审核").replace("{0}", word(row.stage))
    if kit is None:
        return _t("这台电脑上没有它的申报计划")
    if row.open_objections:
        return _t("有 {0} 件异议还没有处理").replace("{0}", str(row.open_objections))
    if is_unseen(row):
        return say_flags(row, flags, kit)
    return ""


def say_flags(row: RoadRow, flags: Sequence[Notice], kit: PlanKit) -> str:
    """What was noticed, as far as it fits; the rest is a number."""
    said = [describe_notice(flag, _field_title(kit, flag)) for flag in flags[:MOST_REASONS]]
    if not said:
        return _t("预检提示 {0} 处，还没打开看").replace("{0}", str(row.flags))
    rest = len(flags) - len(said)
    words = "；".join(said)
    return words + (_t("；另有 {0} 处").replace("{0}", str(rest)) if rest > 0 else "")


def say_entry(row: RoadRow) -> str:
    """第 3 次　自评申报; of a first submission the mode only."""
    again = _t("第 {0} 次").replace("{0}", str(row.submit_no)) if row.submit_no > 1 else ""
    return "　".join(part for part in (again, word(row.mode)) if part)


def _make_entry(row: RoadRow, role: Role, kit: PlanKit) -> PassEntry:
    opinion = render_level_opinion(
        kit.opinions, role, name=row.name, title=kit.opinion_title, unit_name=row.unit
    )
    pays = find_next_station(kit, role, paid=False) is Station.PAYMENT
    return PassEntry(row, opinion, kit.opinion_title, pays)


def _propose_opinion(kits: Sequence[PlanKit], role: Role) -> str:
    def words(kit: PlanKit, title: str) -> str:
        return render_level_opinion(kit.opinions, role, name=NAME, title=title, unit_name=UNIT)

    if len(kits) == 1:
        return words(kits[0], kits[0].opinion_title)
    proposed = {words(kit, TITLE) for kit in kits}
    return proposed.pop() if len(proposed) == 1 else ""


def _by_unit(row: RoadRow) -> tuple[str, str]:
    return row.unit, row.unit_id


def _field_title(kit: PlanKit, flag: Notice) -> str:
    fields = (f for s in kit.sections if s.key == flag.section for f in s.fields)
    return next((f.title for f in fields if f.key == flag.field), "")


def _t(text: str) -> str:
    return translate("road", text)
