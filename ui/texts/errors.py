"""What every code says to the person: what happened。what to do。（code） (LOOK "Words", STYLE 10).

``describe`` always answers: a code nobody worded gets the fallback sentence with the code in it.
"""

from collections.abc import Mapping
from datetime import date, timedelta

from app.domain.archive import ArchiveStatus
from app.domain.decision import Action
from app.domain.declaration import Stage
from app.domain.errors import KnownError
from app.domain.gates import Blocker
from app.domain.organisation import Role
from app.domain.paper_forms import FormStep
from app.domain.working_days import ONE_DAY
from ui.texts.dates import say_day
from ui.texts.error_sentences import SENTENCES
from ui.texts.road_words import word_of_record_field
from ui.texts.translate import fill, translate
from ui.texts.words import word

FALLBACK = "这一步没有完成，您填写的内容还在。请重试；再不行，请把代码告诉管理员。"

_DAYS = frozenset({"end", "needed", "day", "before", "start"})
_FIELDS_OF_A_HOLIDAY_FILE = {"year": "年份（year）", "source": "来源（source）"}


def describe(error: KnownError) -> str:
    """The whole sentence with its code."""
    return describe_code(error.code, error.params)


def describe_code(code: str, params: Mapping[str, object]) -> str:
    """The same for a code and its parameters (outcomes, blockers)."""
    return f"{describe_plainly(code, params)}（{code}）"


def describe_plainly(code: str, params: Mapping[str, object]) -> str:
    """The sentence without the code, for places that show it otherwise (a disabled button's reason)."""
    template = SENTENCES.get(code)
    if template is None:
        return translate("errors", FALLBACK)
    return fill(translate("errors", template), _word_params(params))


def describe_blocker(blocker: Blocker) -> str:
    """Why an act is not open, beside its disabled button: the first sentence alone, without the code."""
    return describe_plainly(blocker.code, blocker.params).split("。", 1)[0]


def is_worded(code: str) -> bool:
    """Whether the code has a sentence of its own."""
    return code in SENTENCES


def _word_params(params: Mapping[str, object]) -> dict[str, str]:
    """Parameters as words: dates, enum values, lists; ``opens`` is the day after ``end``. Days of a stored answer or of the
    server's come as text."""
    params = {name: _read_day(value) if name in _DAYS else value for name, value in params.items()}
    values = {name: _word_param(name, value) for name, value in params.items()}
    end = params.get("end")
    if isinstance(end, date):
        values["opens"] = say_day(end + ONE_DAY)
    return values


def _read_day(value: object) -> object:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        return value


def _word_param(name: str, value: object) -> str:
    if isinstance(value, date):
        return say_day(value)
    if isinstance(value, timedelta):
        return str(int(value.total_seconds()))
    if isinstance(value, tuple | list | frozenset | set):
        return "、".join(str(part) for part in value)
    text = str(value)
    if name == "field":
        return _FIELDS_OF_A_HOLIDAY_FILE.get(text) or word_of_record_field(text)
    for asked, kind in (
        ("stage", Stage),
        ("status", ArchiveStatus),
        ("action", Action),
        ("role", Role),
        ("level", Role),
        ("step", FormStep),
    ):
        if name == asked and text in set(kind):
            return word(kind(text))
    return text
