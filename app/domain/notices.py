"""The consolidated return notice (退回意见): every ticked defect in one text (A4.2; DESIGN §6)."""

from collections.abc import Callable, Sequence

from app.domain.decision import Action, Defect

_HEAD = {
    Action.RETURN: "{name}：您的{what}有以下 {count} 处需要改正，请改正后重新提交：",
    Action.FAIL: "{name}：您的{what}经审核不通过，原因如下：",
}


def assemble_notice(
    action: Action, *, name: str, what: str, defects: Sequence[Defect], title_of: Callable[[Defect], str]
) -> str:
    """The notice as the person reads it, one numbered line a defect.

    ``what`` is 申报 or 业绩档案; ``title_of`` words where a defect is (section or material title).
    """
    lines = [_HEAD[action].format(name=name, what=what, count=len(defects))]
    lines += [f"{n}. {title_of(d)}：{d.text.strip()}" for n, d in enumerate(defects, 1)]
    return "\n".join(lines)
