"""What an act recorded, in one line of words: 450.00 元，票据 2026000123，10月9日缴费 (``LogLine.record``, ``Decision.record``)."""

from collections.abc import Callable, Mapping
from datetime import date

from app.domain.declaration import DeclareMode
from app.domain.paper_forms import FormStep
from ui.texts.dates import format_day
from ui.texts.log_acts import word_of_act
from ui.texts.road_words import word_of_record_field
from ui.texts.translate import fill, translate
from ui.texts.words import word


def say_record(record: Mapping[str, str]) -> str:
    """Every value in words, in the order of ``_WORDS``; what has no words of its own as 字段 值."""
    known = [say(record[key]) for key, say in _WORDS.items() if record.get(key)]
    rest = [
        f"{word_of_record_field(key)} {value}" for key, value in record.items() if key not in _WORDS and value
    ]
    return "，".join(part for part in (*known, *rest) if part)


def say_value(key: str, value: str) -> str:
    """One value as it is typed into another system: the step in words, the rest as recorded."""
    if key == "step" and value in set(FormStep):
        return word(FormStep(value))
    return value


def _say(pattern: str) -> Callable[[str], str]:
    def say(value: str) -> str:
        return fill(translate("record", pattern), {"value": value})

    return say


def _say_mode(value: str) -> str:
    return word(DeclareMode(value)) if value in set(DeclareMode) else value


def _say_step(value: str) -> str:
    return word(FormStep(value)) if value in set(FormStep) else value


def _say_day(pattern: str) -> Callable[[str], str]:
    def say(value: str) -> str:
        try:
            day = format_day(date.fromisoformat(value))
        except ValueError:
            day = value
        return fill(translate("record", pattern), {"value": day})

    return say


def _say_watermark(value: str) -> str:
    return translate("record", "有平台水印") if value == "yes" else ""


def _say_act(pattern: str) -> Callable[[str], str]:
    def say(value: str) -> str:
        return fill(translate("record", pattern), {"value": word_of_act(value)})

    return say


_WORDS: Mapping[str, Callable[[str], str]] = {
    "mode": _say_mode,
    "items": _say("业绩 {value} 条"),
    "files": _say("附件 {value} 个文件"),
    "reopened": _say_act("收回“{value}”"),
    "entered": _say_act("{value}"),
    "step": _say_step,
    "meeting": _say("{value}"),
    "votes_for": _say("同意 {value} 票"),
    "votes_against": _say("反对 {value} 票"),
    "body": _say("{value}"),
    "to": _say("报 {value}"),
    "amount": _say("{value} 元"),
    "receipt": _say("票据 {value}"),
    "paid_on": _say_day("{value} 缴费"),
    "pay_until": _say_day("缴费截止 {value}"),
    "number": _say("{value}"),
    "title": _say("{value}"),
    "issued_on": _say_day("{value} 印发"),
    "copies": _say("{value} 份"),
    "watermark": _say_watermark,
    "taken_by": _say("{value} 领取"),
    "on": _say_day("{value}"),
    "start": _say("{value} 起"),
    "end": _say("{value} 止"),
    "place": _say("{value}"),
}
