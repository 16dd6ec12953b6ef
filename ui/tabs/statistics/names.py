"""What the lines of 统计 are called: legs, steps, levels, reasons, plans and units."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.domain.declaration import DeclareMode
from app.domain.organisation import Role
from app.domain.plan import PlanKit
from app.domain.statistics import Grouping, RankedReason
from app.domain.statistics_steps import Leg, Step
from app.ports.statistics import StatisticsChoices
from ui.texts.translate import translate
from ui.texts.words import word

_LEGS: Mapping[Leg, str] = {
    Leg.DECLARED: "申报、改正",
    Leg.EMPLOYER: "单位审核",
    Leg.EMPLOYER_PUBLICITY: "单位公示",
    Leg.ACCEPTANCE: "受理点审核",
    Leg.HR_BUREAU: "区县人社审核",
    Leg.PAYMENT_AND_FORMS: "缴费、报送评审表",
    Leg.COMMITTEE: "评委会审核、评审",
    Leg.RESULTS: "结果公示、发文",
}
_STEPS: Mapping[Step, str] = {
    Step.CORRECTING: "申报人改正",
    Step.EMPLOYER: "单位审核",
    Step.EMPLOYER_PUBLICITY: "单位公示",
    Step.ACCEPTANCE: "受理点审核",
    Step.HR_BUREAU: "区县人社审核",
    Step.PAYMENT: "缴费",
    Step.PAPER_FORMS: "报送评审表",
    Step.COMMITTEE: "评委会审核",
    Step.APPLICANTS_PUBLICITY: "评委会公示",
    Step.MEETING: "组织评审",
    Step.RESULTS_PUBLICITY: "结果公示",
    Step.CITY: "报送、市级审核",
    Step.DOCUMENT: "发文",
    Step.CERTIFICATE: "登记证书",
    Step.FORMS_BACK: "退评审表",
}
_GROUPINGS: Mapping[Grouping, str] = {
    Grouping.MODE: "申报方式",
    Grouping.PLAN: "计划",
    Grouping.UNIT: "单位",
}
_WRITTEN = "free"
"""Reason code of what a reviewer wrote without a ready reason (ui.dialogs.return_sheet)."""


def say(source: str) -> str:
    return translate("statistics", source)


def fill_in(source: str, *values: object) -> str:
    """The words with {0}, {1} … filled."""
    words = say(source)
    for place, value in enumerate(values):
        words = words.replace(f"{{{place}}}", str(value))
    return words


def name_leg(leg: Leg) -> str:
    return say(_LEGS[leg])


def name_step(step: Step) -> str:
    return say(_STEPS[step])


def name_grouping(grouping: Grouping) -> str:
    return say(_GROUPINGS[grouping])


def name_level(level: Role | None) -> str:
    """Whose returns: 所有退回, 用人单位退回 …"""
    return say("所有退回") if level is None else fill_in("{0}退回", word(level))


@dataclass(frozen=True, slots=True)
class Names:
    """Of what the copy holds: plans and units by id, reasons by code."""

    plans: Mapping[str, str]
    units: Mapping[str, str]
    reasons: Mapping[str, str]

    def reason(self, code: str) -> str:
        if code == _WRITTEN or not code:
            return say("审核人自己写的")
        return self.reasons.get(code, code)

    def code(self, reason: RankedReason) -> str:
        """A-03 as reviewers know it; nothing of what they wrote themselves or of several together."""
        return reason.code if reason.code in self.reasons else ""

    def ranked(self, reason: RankedReason) -> str:
        """其他 of several rarer reasons says how many."""
        return self.reason(reason.code) if reason.code else fill_in("其他 {0} 种", reason.kinds)

    def group(self, grouping: Grouping, key: str) -> str:
        match grouping:
            case Grouping.MODE:
                return word(DeclareMode(key))
            case Grouping.PLAN:
                return self.plans.get(key, key)
            case Grouping.UNIT:
                return self.units.get(key, say("单位名称不明"))


def make_names(choices: StatisticsChoices, kits: Sequence[PlanKit]) -> Names:
    return Names(
        plans={plan: name for plan, _, name in choices.plans},
        units=dict(choices.units),
        reasons={reason.code: reason.title for kit in kits for reason in kit.reasons},
    )
