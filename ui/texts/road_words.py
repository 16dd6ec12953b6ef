"""The words of what the acts beyond the reviews record (``app.domain.road_records``)."""

from collections.abc import Mapping

from ui.texts.translate import translate

_FIELDS: Mapping[str, str] = {
    "amount": "缴费金额（元）",
    "body": "审核单位",
    "copies": "份数",
    "issued_on": "日期",
    "meeting": "评审会",
    "number": "文号或证书编号",
    "on": "日期",
    "paid_on": "缴费日期",
    "pay_until": "缴费截止日",
    "receipt": "票据号或订单号",
    "step": "评审表步骤",
    "taken_by": "领取人",
    "title": "文件标题",
    "to": "报送单位",
    "votes_against": "反对票",
    "votes_for": "同意票",
    "watermark": "平台水印",
}


def word_of_record_field(key: str) -> str:
    """The label of a field; the key itself where it has no word."""
    return translate("road", _FIELDS.get(key, key))
