"""The stations of the whole road and the stages inside each (seed B head and 二(七)-(十二)). Data of a plan: its ``road``.

B's chain: 单位审核 → 受理点审核 → 区县人社审核 → 缴费 → 报送评审表 → 评委会审核、公示、评审 → 结果公示 → 发文、发证 → 归档.
A's plans name only 单位 → 按所属关系 → 中评委 (A4.8); what follows the committee there is the kit's reading.
"""

from collections.abc import Mapping
from enum import StrEnum

from app.domain.declaration import Stage
from app.domain.errors import RuleError
from app.domain.organisation import Role


class Station(StrEnum):
    EMPLOYER = "employer"  # 单位审核
    ACCEPTANCE = "acceptance"  # 受理点审核
    HR_BUREAU = "hr_bureau"  # 区县人社审核
    PAYMENT = "payment"  # 缴费 (B9)
    PAPER_FORMS = "paper_forms"  # 报送评审表 (B10)
    COMMITTEE = "committee"  # 评委会审核
    APPLICANTS_PUBLICITY = "applicants_publicity"  # 评委会公示 (B11.1)
    MEETING = "meeting"  # 组织评审 (B11.2)
    RESULTS_PUBLICITY = "results_publicity"  # 评审结果公示 (B12)
    CITY = "city"  # 市人力社保局和市建委审核 (B13.1)
    DOCUMENT = "document"  # 发文 (B13.1)
    CERTIFICATE = "certificate"  # 电子证书 (B13.2)
    FORMS_BACK = "forms_back"  # 评审表归档 (B14)
    ARCHIVED = "archived"  # 归档


STAGES: Mapping[Station, tuple[Stage, ...]] = {
    Station.EMPLOYER: (Stage.EMPLOYER_REVIEW, Stage.AWAITING_PUBLICITY, Stage.IN_PUBLICITY),
    Station.ACCEPTANCE: (Stage.ACCEPTANCE_REVIEW,),
    Station.HR_BUREAU: (Stage.HR_BUREAU_REVIEW,),
    Station.PAYMENT: (Stage.AWAITING_PAYMENT,),
    Station.PAPER_FORMS: (Stage.AWAITING_FORMS,),
    Station.COMMITTEE: (Stage.COMMITTEE_REVIEW,),
    Station.APPLICANTS_PUBLICITY: (Stage.AWAITING_APPLICANTS_PUBLICITY, Stage.IN_APPLICANTS_PUBLICITY),
    Station.MEETING: (Stage.AWAITING_MEETING,),
    Station.RESULTS_PUBLICITY: (Stage.AWAITING_RESULTS_PUBLICITY, Stage.IN_RESULTS_PUBLICITY),
    Station.CITY: (Stage.AWAITING_REPORT, Stage.CITY_REVIEW),
    Station.DOCUMENT: (Stage.AWAITING_DOCUMENT,),
    Station.CERTIFICATE: (Stage.AWAITING_CERTIFICATE,),
    Station.FORMS_BACK: (Stage.AWAITING_FORMS_BACK,),
    Station.ARCHIVED: (Stage.ARCHIVED,),
}
"""The first stage of a station is the one a dossier arrives in."""

STATION_OF_STAGE: Mapping[Stage, Station] = {
    stage: station for station, stages in STAGES.items() for stage in stages
}

STATION_OF_LEVEL: Mapping[Role, Station] = {
    Role.EMPLOYER: Station.EMPLOYER,
    Role.ACCEPTANCE: Station.ACCEPTANCE,
    Role.HR_BUREAU: Station.HR_BUREAU,
    Role.COMMITTEE: Station.COMMITTEE,
}
"""The levels that review the declaration itself, 逐条逐项."""

REVIEW_STAGES: Mapping[Role, Stage] = {
    level: STAGES[station][0] for level, station in STATION_OF_LEVEL.items()
}
"""Where a level reviews what arrived."""

Road = tuple[Station, ...]

AFTER_COMMITTEE: Road = (
    Station.APPLICANTS_PUBLICITY,
    Station.MEETING,
    Station.RESULTS_PUBLICITY,
    Station.DOCUMENT,
    Station.CERTIFICATE,
    Station.ARCHIVED,
)
"""What follows the committee's review where a kit names no road of its own."""


def arrival_stage(station: Station) -> Stage:
    return STAGES[station][0]


def next_station(road: Road, station: Station, *, paid: bool = False) -> Station:
    """The station after ``station``; 缴费 is passed by where the person paid before a return (paid once).

    Raises RuleError("W-102") at the road's end.
    """
    place = road.index(station) if station in road else -1
    following = [s for s in road[place + 1 :] if not (paid and s is Station.PAYMENT)] if place >= 0 else []
    if not following:
        raise RuleError("W-102", level=station.value)
    return following[0]


def stages_after(station: Station) -> frozenset[Stage]:
    """Every stage of the stations behind it, in the order of the longest road."""
    order = list(Station)
    return frozenset(s for later in order[order.index(station) + 1 :] for s in STAGES[later])
