"""The lines that 统计 counts in: steps of the road, one desk's work each, and legs, at most eight of them. Pure.

Steps divide the time (每一步用几个工作日), legs the whereabouts (申报走到哪里): DOMAIN facts §1, §4; seed B head.
"""

from collections.abc import Mapping
from enum import StrEnum

from app.domain.declaration import Stage
from app.domain.road import STATION_OF_STAGE, Station


class Step(StrEnum):
    """What a dossier waits for, in the order of the road."""

    CORRECTING = "correcting"  # 申报人改正
    EMPLOYER = "employer"  # 单位审核
    EMPLOYER_PUBLICITY = "employer_publicity"  # 单位公示
    ACCEPTANCE = "acceptance"  # 受理点审核
    HR_BUREAU = "hr_bureau"  # 区县人社审核
    PAYMENT = "payment"  # 缴费
    PAPER_FORMS = "paper_forms"  # 报送评审表
    COMMITTEE = "committee"  # 评委会审核
    APPLICANTS_PUBLICITY = "applicants_publicity"  # 评委会公示
    MEETING = "meeting"  # 组织评审
    RESULTS_PUBLICITY = "results_publicity"  # 结果公示
    CITY = "city"  # 报送和市级审核
    DOCUMENT = "document"  # 发文
    CERTIFICATE = "certificate"  # 登记证书
    FORMS_BACK = "forms_back"  # 退评审表


class Leg(StrEnum):
    """A part of the road, long enough to be one bar of a picture."""

    DECLARED = "declared"  # 申报, and back with the person
    EMPLOYER = "employer"  # 单位审核
    EMPLOYER_PUBLICITY = "employer_publicity"  # 单位公示
    ACCEPTANCE = "acceptance"  # 受理点审核
    HR_BUREAU = "hr_bureau"  # 区县人社审核
    PAYMENT_AND_FORMS = "payment_and_forms"  # 缴费、报送评审表
    COMMITTEE = "committee"  # 评委会审核、公示、评审
    RESULTS = "results"  # 结果公示、发文、归档


def _step_of(stage: Stage) -> Step | None:
    if stage is Stage.RETURNED:
        return Step.CORRECTING
    if stage in (Stage.AWAITING_PUBLICITY, Stage.IN_PUBLICITY):
        return Step.EMPLOYER_PUBLICITY
    station = STATION_OF_STAGE.get(stage)
    return None if station is None or station is Station.ARCHIVED else Step(station.value)


STEP_OF_STAGE: Mapping[Stage, Step] = {
    stage: step for stage in Stage if (step := _step_of(stage)) is not None
}
"""Stages in which somebody has to act, or a publicity runs. A draft counts nowhere, an ended dossier waits for nobody."""

PUBLISHING = frozenset({Stage.IN_PUBLICITY, Stage.IN_APPLICANTS_PUBLICITY, Stage.IN_RESULTS_PUBLICITY})
"""Nobody can be late while a publicity runs; from the day after its last day on somebody can."""

LEG_OF_STEP: Mapping[Step, Leg] = {
    Step.CORRECTING: Leg.DECLARED,
    Step.EMPLOYER: Leg.EMPLOYER,
    Step.EMPLOYER_PUBLICITY: Leg.EMPLOYER_PUBLICITY,
    Step.ACCEPTANCE: Leg.ACCEPTANCE,
    Step.HR_BUREAU: Leg.HR_BUREAU,
    Step.PAYMENT: Leg.PAYMENT_AND_FORMS,
    Step.PAPER_FORMS: Leg.PAYMENT_AND_FORMS,
    Step.COMMITTEE: Leg.COMMITTEE,
    Step.APPLICANTS_PUBLICITY: Leg.COMMITTEE,
    Step.MEETING: Leg.COMMITTEE,
    Step.RESULTS_PUBLICITY: Leg.RESULTS,
    Step.CITY: Leg.RESULTS,
    Step.DOCUMENT: Leg.RESULTS,
    Step.CERTIFICATE: Leg.RESULTS,
    Step.FORMS_BACK: Leg.RESULTS,
}
