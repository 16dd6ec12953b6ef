"""缺件清单: what a person still has to hand over, how, and until when. Pure; the matrix and the wizard's attachments use it.

``make_missing_person`` gives the paragraph that ``Documents.missing_list`` prints, ``write_text`` the same to paste into a message.
"""

from collections.abc import Sequence

from app.domain.applicant import Applicant
from app.domain.declaring import Step
from app.domain.next_acts import CellState, DateKind, Progress
from app.domain.plan import PlanKit
from app.ports.documents import MissingLine, MissingPerson
from ui.texts.dates import say_day
from ui.texts.stops import describe_stop, tell_person
from ui.texts.translate import fill, translate


def make_missing_person(
    kit: PlanKit, progress: Progress, applicant: Applicant, unit_name: str
) -> MissingPerson:
    """Everything that stops the submit, in the order of the steps, and 相关业绩 while none is chosen.

    ``until``: the last day of the plan's window or of the return's deadline; None where no day is set.
    """
    step = progress.next
    until = None if step.on_kind is DateKind.FROM else step.on
    lines = [MissingLine(describe_stop(s, kit), tell_person(s, kit), until) for s in progress.stops]
    if _lacks_items(progress):
        title = translate("missing_list", "没有选择相关业绩")
        lines.insert(
            sum(s.step is not Step.MATERIALS for s in progress.stops),
            MissingLine(title, translate("missing_list", "请与人事商量选哪几条代表性业绩"), until),
        )
    return MissingPerson(applicant.name, unit_name, kit.name, tuple(lines))


def write_text(person: MissingPerson) -> str:
    """One paragraph: 姓名，计划；还缺 N 处，最迟哪天；then a numbered line each. No personal number stands in it."""
    head = fill(translate("missing_list", "{name}（{unit}）"), {"name": person.name, "unit": person.unit})
    if not person.lines:
        return "\n".join((head, person.plan_name, translate("missing_list", "不缺材料。")))
    days = {line.until for line in person.lines if line.until is not None}
    values = {"count": str(len(person.lines)), "day": say_day(min(days)) if days else ""}
    words = "还缺 {count} 处，最迟{day}补齐：" if days else "还缺 {count} 处："
    lines = [f"{n}. {line.title}。{_end(line.how)}" for n, line in enumerate(person.lines, 1)]
    return "\n".join((head, person.plan_name, fill(translate("missing_list", words), values), *lines))


def write_texts(people: Sequence[MissingPerson]) -> str:
    """The paragraphs with an empty line between them."""
    return "\n\n".join(write_text(person) for person in people)


def _end(sentence: str) -> str:
    return sentence if not sentence or sentence.endswith("。") else f"{sentence}。"


def _lacks_items(progress: Progress) -> bool:
    return any(c.key == Step.ACHIEVEMENTS and c.state is CellState.MISSING for c in progress.cells)
