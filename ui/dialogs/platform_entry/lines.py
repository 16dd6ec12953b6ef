"""What of a decision is typed into the 省平台, in words: fields in the order of typing, and the text that is copied. Pure.

Which values there are is ``app.domain.platform_text``; this words keys and values.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.domain.decision import Decision
from app.domain.platform_text import (
    DATE,
    ENTRY,
    NAME,
    NOTICE,
    OPINION,
    PLAN,
    SECTION,
    VERDICT,
    PlatformSubject,
    platform_lines,
)
from app.ports.entering_queries import EnteringRow
from ui.texts.dates import format_minute
from ui.texts.log_acts import word_of_act
from ui.texts.record_words import say_value
from ui.texts.road_words import word_of_record_field
from ui.texts.translate import fill, translate
from ui.texts.words import word

_LABELS: Mapping[str, str] = {
    NAME: "姓名",
    PLAN: "申报计划",
    SECTION: "档案类目",
    ENTRY: "档案条目",
    VERDICT: "办理结果",
    DATE: "办理日期",
    OPINION: "意见、理由",
    NOTICE: "告知内容",
    "reopened": "收回的结论",
}


@dataclass(frozen=True, slots=True)
class EntryField:
    """One field of the web platform's form."""

    key: str
    label: str
    value: str


def entry_fields(row: EnteringRow, titles: Mapping[str, str]) -> tuple[EntryField, ...]:
    """``titles``: of the archive's sections, by key."""
    subject = PlatformSubject(
        row.name, row.plan_name, titles.get(row.section, row.section), "、".join(row.values)
    )
    record = {key: _say(key, value) for key, value in row.record.items()}
    lines = platform_lines(row.decision, subject, word(row.decision.action), record)
    return tuple(EntryField(key, label_of(key), value) for key, value in lines)


def label_of(key: str) -> str:
    """What the field is called beside its value."""
    own = _LABELS.get(key)
    return translate("platform", own) if own else word_of_record_field(key)


def write_out(fields: Sequence[EntryField]) -> str:
    """All of them as lines: 姓名：林致远."""
    return "\n".join(f"{field.label}：{field.value}" for field in fields)


def what_of(row: EnteringRow, titles: Mapping[str, str]) -> str:
    """通过　水利工程师: the act and what it is about, for the list."""
    about = row.plan_name or "　".join((titles.get(row.section, row.section), *row.values[:1]))
    return "　".join(part for part in (word(row.decision.action), about) if part)


def say_state(decision: Decision) -> str:
    """已录入 2026-10-09 16:03 周敏, or who decided when."""
    if decision.entered_at is not None:
        words = translate("platform", "{when} {who}标为已录入")
        return fill(words, {"when": format_minute(decision.entered_at), "who": decision.entered_by})
    words = translate("platform", "{when} {who}办理")
    return fill(words, {"when": format_minute(decision.at), "who": decision.actor.name})


def _say(key: str, value: str) -> str:
    return word_of_act(value) if key == "reopened" and value else say_value(key, value)
