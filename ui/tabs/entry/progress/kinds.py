"""The chips over 申报进度: kinds of next acts, with how many lines each has. Pure."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from app.domain.next_acts import Act
from ui.tabs.entry.progress.lines import Line
from ui.texts.translate import translate
from ui.widgets.filter_chips import Chip


class ActKind(StrEnum):
    FILL = "fill"
    HAND_IN = "hand_in"
    CORRECT = "correct"
    ARCHIVE = "archive"
    REVIEW = "review"
    PUBLICITY = "publicity"
    ROAD = "road"


_OF_ACT: Mapping[Act, ActKind] = {
    Act.FILL_STEP: ActKind.FILL,
    Act.SUBMIT: ActKind.HAND_IN,
    Act.CORRECT: ActKind.CORRECT,
    Act.WAIT_ARCHIVE: ActKind.ARCHIVE,
    Act.PASS_BASIC: ActKind.ARCHIVE,
    Act.REVIEW: ActKind.REVIEW,
    Act.START_PUBLICITY: ActKind.PUBLICITY,
    Act.WAIT_PUBLICITY: ActKind.PUBLICITY,
    Act.CONCLUDE: ActKind.PUBLICITY,
    Act.PAY: ActKind.ROAD,
    Act.FORMS: ActKind.ROAD,
}
"""What is over (with a higher level, failed) has no chip: it is shown on request."""

_WORDS: Mapping[ActKind, tuple[str, str]] = {
    ActKind.FILL: ("填写中", "pencil"),
    ActKind.HAND_IN: ("可以提交", "send"),
    ActKind.CORRECT: ("退回待改", "undo-2"),
    ActKind.ARCHIVE: ("等业绩审核", "hourglass"),
    ActKind.REVIEW: ("单位审核", "gavel"),
    ActKind.PUBLICITY: ("公示", "megaphone"),
    ActKind.ROAD: ("缴费与评审表", "wallet"),
}


def kind_of(line: Line) -> ActKind | None:
    return _OF_ACT.get(line.progress.next.act)


def make_chips() -> list[Chip]:
    return [Chip(kind.value, translate("entry", words), icon, 0) for kind, (words, icon) in _WORDS.items()]


def count_kinds(lines: Sequence[Line]) -> Mapping[str, int]:
    """How many lines stand under each chip, by its key."""
    kinds = [kind_of(line) for line in lines]
    return {kind.value: kinds.count(kind) for kind in ActKind}
