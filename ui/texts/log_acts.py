"""The acts of 审核日志 / 审查日志 in words and with their look (``app.ports.queries.LogLine.act``)."""

from collections.abc import Mapping

from ui.texts.translate import translate

_WORDS: Mapping[str, str] = {
    "save": "保存",
    "submit": "提交",
    "take_back": "撤回",
    "start": "马上申报",
    "drop": "放弃草稿",
    "enter": "建立人员",
    "confirm": "审核无误",
    "resume_publicity": "审核无误，继续公示",
    "start_publicity": "开始公示",
    "cancel_publicity": "重新公示",
    "object": "登记异议",
    "pass": "通过",
    "return": "退回",
    "fail": "不通过",
    "withdraw": "撤销结论",
    "reopen": "重开",
    "request_reopen": "申请重开",
    "give_up": "放弃申报",
    "extend_payment": "延长缴费期限",
    "record_payment": "登记缴费",
    "form_step": "登记评审表",
    "refuse_forms": "不收评审表",
    "receive_forms": "评委会办公室收到评审表",
    "conclude_publicity": "公示期满无异议",
    "meeting_pass": "评审通过",
    "meeting_fail": "评审未通过",
    "reconvene": "重新评审",
    "report": "结果报市人力社保局",
    "endorse": "审核同意",
    "endorse_last": "审核同意",
    "send_back": "发回评委会办公室",
    "record_document": "登记发文",
    "record_certificate": "登记证书",
    "give_forms": "评审表已退申报人",
    "add_evidence": "加佐证材料",
    "publicity_start": "开始公示",
    "publicity_cancel": "重新公示",
    "publicity_add_evidence": "加公示照片",
    "publicity_export": "导出公示材料",
    "objection_record": "登记异议",
    "objection_resolve": "处理异议",
    "publicity_over": "公示期满",
    "decision_entered": "录入省平台",
    "decision_not_entered": "改为省平台未录入",
    "declaration_package": "导出归档包",
    "accept_standing": "接受已生效的结论",
    "sync_conflict": "没有生效，别人先作了决定",
    "sync_refused": "上报未被接受",
    "look": "打开看",
    "reveal": "显示证件号码",
}

_STATES: Mapping[str, str] = {
    "confirm": "passed",
    "resume_publicity": "passed",
    "pass": "passed",
    "return": "returned",
    "fail": "failed",
    "meeting_pass": "passed",
    "meeting_fail": "failed",
    "endorse": "passed",
    "endorse_last": "passed",
    "conclude_publicity": "passed",
    "refuse_forms": "returned",
    "send_back": "returned",
    "object": "flag",
    "request_reopen": "flag",
    "sync_conflict": "conflict",
    "sync_refused": "error",
    "objection_record": "flag",
}


def word_of_act(act: str) -> str:
    """The act in words; "archive.pass" and "publicity.start" read like "pass" and "publicity_start"."""
    return translate("log", _WORDS.get(_plain(act), act))


def state_of_act(act: str) -> str:
    """The look of the act's disc: a state's name, "info" for publicity acts, "neutral" for the rest."""
    plain = _plain(act)
    if plain in _STATES:
        return _STATES[plain]
    return "info" if "publicity" in plain else "neutral"


def _plain(act: str) -> str:
    return act.removeprefix("archive.").removeprefix("declaration.").replace(".", "_")
