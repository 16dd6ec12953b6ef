"""The consolidated notice of a return or a failure: every ticked defect in one text (A4.2; DESIGN §6)."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from app.domain.decision import Action, Defect
from app.domain.opinions import fill_template

HEAD_TEMPLATE: Mapping[Action, str] = {Action.RETURN: "return_notice", Action.FAIL: "fail_notice"}


def assemble_notice(
    templates: Mapping[str, str],
    action: Action,
    *,
    name: str,
    defects: Sequence[Defect],
    title_of: Callable[[Defect], str],
    deadline: date,
) -> str:
    """The notice as the person reads it: the kit's head, then one numbered line a defect.

    ``title_of`` words where a defect is (section or material title); ``deadline`` is the last day for a correction.
    """
    head = fill_template(
        templates[HEAD_TEMPLATE[action]],
        {"name": name, "count": len(defects), "deadline": deadline.isoformat()},
    )
    lines = [f"{n}. {title_of(d)}：{d.text.strip()}" for n, d in enumerate(defects, 1)]
    return "\n".join([head, *lines])
