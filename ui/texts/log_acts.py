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
    "add_evidence": "加佐证材料",
    "publicity_start": "开始公示",
    "publicity_cancel": "重新公示",
    "publicity_add_evidence": "加公示照片",
    "publicity_export": "导出公示材料",
    "objection_record": "登记异议",
    "objection_resolve": "处理异议",
    "look": "打开看",
    "reveal": "显示证件号码",
}

_STATES: Mapping[str, str] = {
    "confirm": "passed",
    "resume_publicity": "passed",
    "pass": "passed",
    "return": "returned",
    "fail": "failed",
    "object": "flag",
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
