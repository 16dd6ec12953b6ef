"""What every sheet of 通过 proposes, for one person or for many: the binding texts, where it goes next, the last day to pay.

Used by 职称申报资格审查 and 受理与评审. Pure.
"""

from datetime import date, timedelta

from app.domain.errors import RuleError
from app.domain.organisation import Role
from app.domain.payment import PAY_WINDOW
from app.domain.plan import PlanKit
from app.domain.road import STATION_OF_LEVEL, Station, next_station
from ui.texts.dates import format_day
from ui.texts.translate import translate
from ui.texts.words import word

PAY_WITHIN = timedelta(days=15)
"""Proposed where the kit plans no payment window, or it is over [I]."""
DUTIES = ("review_duty", "responsibility")
"""Texts of the kit that bind: the duty of care (A5.1), 不利影响由个人和推荐单位负责 (A5.3)."""


def find_duties(kit: PlanKit) -> tuple[str, ...]:
    """The binding texts that the kit carries."""
    return tuple(kit.notices[key] for key in DUTIES if kit.notices.get(key))


def find_next_station(kit: PlanKit, role: Role, *, paid: bool) -> Station | None:
    """Where the pass of this level leads; None at the road's end."""
    try:
        return next_station(kit.road, STATION_OF_LEVEL[role], paid=paid)
    except RuleError:
        return None


def say_station(station: Station | None) -> str:
    """区、县(市)人社部门, 缴费, 评委会公示 …: the office or the station."""
    level = next((level for level, own in STATION_OF_LEVEL.items() if own is station), None)
    return word(level if level is not None else station or Station.ARCHIVED)


def propose_pay_until(kit: PlanKit, today: date) -> tuple[date, str]:
    """The last day to pay, and where the proposal comes from (B9: 在规定时间内)."""
    window = kit.window(PAY_WINDOW)
    if window is not None and window.end >= today:
        note = _t("按计划的缴费时间 {0} 至 {1}")
        note = note.replace("{0}", format_day(window.start)).replace("{1}", format_day(window.end))
        return window.end, note + (_t("（示例）") if window.sample else "")
    if window is not None:
        words = _t("计划的缴费时间 {0} 已过，按今天起 {1} 天")
        words = words.replace("{0}", format_day(window.end))
    else:
        words = _t("计划没有缴费时间，按今天起 {1} 天")
    return today + PAY_WITHIN, words.replace("{1}", str(PAY_WITHIN.days))


def _t(text: str) -> str:
    return translate("declarations", text)
