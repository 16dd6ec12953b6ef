"""What the queues are called at each desk, their icons, and the words of filters and orders (picture 17)."""

from collections.abc import Mapping

from app.domain.organisation import Role
from app.domain.road import STATION_OF_LEVEL
from app.ports.road_queries import Queue, RoadOrder
from ui.texts.translate import translate
from ui.texts.words import word

_TITLES: Mapping[Queue, str] = {
    Queue.PAYMENT: "待缴费",
    Queue.OVERDUE: "逾期未缴费",
    Queue.FORMS_MINE: "报送评审表",
    Queue.FORMS_ON_WAY: "评审表在路上",
    Queue.AWAITING_PUBLICITY: "待公示",
    Queue.IN_PUBLICITY: "公示中",
    Queue.MEETING: "待评审",
    Queue.REPORT: "待报送结果",
    Queue.CITY: "市级审核",
    Queue.DOCUMENT: "待发文",
    Queue.CERTIFICATE: "待登记证书",
    Queue.FORMS_BACK: "退评审表",
    Queue.RETURNED: "退回，等重新提交",
    Queue.AHEAD: "已送上级",
    Queue.DONE: "已办结",
    Queue.ALL: "全部",
}

_OF_ROLE: Mapping[tuple[Role, Queue], str] = {
    (Role.EMPLOYER, Queue.PAYMENT): "登记缴费",
    (Role.EMPLOYER, Queue.FORMS_BACK): "评审表退还中",
    (Role.EMPLOYER, Queue.RETURNED): "退回待改",
    (Role.ACCEPTANCE, Queue.FORMS_MINE): "收、转评审表",
    (Role.ACCEPTANCE, Queue.FORMS_BACK): "退评审表给申报人",
    (Role.MUNICIPAL_UNIT, Queue.FORMS_MINE): "收、盖章、转报",
    (Role.MUNICIPAL_UNIT, Queue.FORMS_BACK): "退评审表给申报人",
    (Role.MUNICIPAL_UNIT, Queue.AHEAD): "已转评委会",
    (Role.COMMITTEE, Queue.FORMS_MINE): "收评审表",
    (Role.COMMITTEE, Queue.AHEAD): "评审表退还中",
    (Role.CITY, Queue.RETURNED): "发回评委会",
    (Role.CITY, Queue.AHEAD): "评审表退还中",
}

_ORDERS: Mapping[RoadOrder, str] = {
    RoadOrder.OLDEST: "等得最久在前",
    RoadOrder.NEWEST: "最近到达在前",
    RoadOrder.NAME: "按姓名",
    RoadOrder.UNIT: "按单位分组",
}


def title_of(role: Role, queue: Queue) -> str:
    """受理点审核, 收、转评审表 …"""
    if queue is Queue.REVIEW and role in STATION_OF_LEVEL:
        return word(STATION_OF_LEVEL[role])
    return translate("road", _OF_ROLE.get((role, queue)) or _TITLES[queue])


def word_of_order(order: RoadOrder) -> str:
    return translate("road", _ORDERS[order])


def say_wait(days: int | None) -> str:
    """6 个工作日; nothing where it is not known."""
    return "" if days is None else translate("road", "{0} 个工作日").replace("{0}", str(days))


def say_oldest(days: int | None) -> str:
    """最久 6 个工作日; 今天到的 with 0."""
    if days is None:
        return ""
    if days == 0:
        return translate("road", "今天到的")
    return translate("road", "最久 {0}").replace("{0}", say_wait(days))
