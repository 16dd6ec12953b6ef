"""What the sample's clerks write when they return or fail something: reasons of the kit, texts of their own.

Callers: `writer`, `declaration_writer`.
"""

from app.domain.decision import Action, Defect
from app.domain.plan import PlanKit

_ITEM_WORDS: dict[str, str] = {
    "E-04": "证书编号看不清，请重新扫描。",
    "A-03": "起止时间与证明材料不一致，请核对后改正。",
    "E-02": "上传的证明与本条内容不对应，请更换。",
    "A-02": "名称与证书不一致，请按证书全称填写。",
    "E-05": "证明缺公章，请补盖后重新上传。",
}
# Section, reason, the material it names, text: as a clerk ticks it, so that the return opens that part alone.
_DECLARATION_WORDS: tuple[tuple[str, str, str, str], ...] = (
    ("materials", "M-04", "appointment", "劳动合同缺“岗位”一页，不能看出在什么专业技术岗位工作，请补充。"),
    ("education", "E-03", "", "学历备案表已过验证有效期，请重新申请后上传。"),
    ("basic", "P-01", "", "证件照规格不符，请按要求更换。"),
    ("project", "J-01", "", "工程业绩过多过杂，请挑选有代表性的。"),
)


def choose_item_defect(kit: PlanKit, section: str, action: Action, turn: int) -> Defect:
    """Return the defect of one archive item."""
    if action is Action.FAIL:
        return Defect(section, "X-03", kit.reason("X-03").text)
    code = list(_ITEM_WORDS)[turn % len(_ITEM_WORDS)]
    return Defect(section, code, _ITEM_WORDS[code])


def choose_declaration_defects(kit: PlanKit, action: Action, turn: int) -> tuple[Defect, ...]:
    """Return the defects of one declaration: two curable ones for a return, one that is not for a failure."""
    if action is Action.FAIL:
        return (Defect("materials", "X-01", kit.reason("X-01").text),)
    first, second = _DECLARATION_WORDS[turn % 4], _DECLARATION_WORDS[(turn + 1) % 4]
    return tuple(
        Defect(section, code, text, material=material) for section, code, material, text in (first, second)
    )


def word_notice(defects: tuple[Defect, ...]) -> str:
    """Return the numbered lines of a notice."""
    return "\n".join(f"{number}. {defect.text}" for number, defect in enumerate(defects, 1))
