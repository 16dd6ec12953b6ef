"""What holds 提交 beside the stops of the six steps (W-105, G-103, G-106): judged ahead, so that the button says it. Pure."""

from dataclasses import dataclass

from app.domain.archive import ArchiveStatus
from app.domain.declaring import Step
from app.ports.entry_queries import DeclaringCase
from app.usecases.enter_applicant import BASIC_SECTION
from ui.tabs.entry.wizard.step_page import CaseView
from ui.targets import ArchiveTarget, PersonTarget
from ui.texts.translate import translate


@dataclass(frozen=True, slots=True)
class Wait:
    """``step``: where something can be done about it here; ``target``: where in another place; neither: wait."""

    words: str
    step: Step | None = None
    target: ArchiveTarget | PersonTarget | None = None


def find_waits(view: CaseView) -> tuple[Wait, ...]:
    """Empty = only the stops hold it."""
    if not view.is_open:
        return ()
    waits: list[Wait] = []
    stale = count_stale(view)
    if stale:
        words = _t("{0} 条已选业绩后来改动过，请重新勾选").replace("{0}", str(stale))
        waits.append(Wait(words, Step.ACHIEVEMENTS))
    if view.declaration.open_objections:
        words = _t("还有 {0} 个异议没有处理").replace("{0}", str(view.declaration.open_objections))
        waits.append(Wait(words))
    waits += _find_in_archive(view.case)
    return tuple(waits)


def count_stale(view: CaseView) -> int:
    """Chosen entries that are not passed in the revision that was taken, and were not handed in so before (B1.4)."""
    now = {item.id: item for item in view.case.items}
    former = view.case.submissions[-1] if view.case.submissions else None
    known = {(i.item_id, i.content_rev) for i in former.items} if former is not None else set()
    stale = 0
    for frozen in view.declaration.items:
        item = now.get(frozen.item_id)
        stands = (
            item is not None
            and item.status is ArchiveStatus.PASSED
            and item.content_rev == frozen.content_rev
        )
        if not stands and (frozen.item_id, frozen.content_rev) not in known:
            stale += 1
    return stale


def _find_in_archive(case: DeclaringCase) -> list[Wait]:
    """A3.6: 申报人员的业绩档案未完成审核前，无法进行职称申报."""
    waits = []
    name = case.applicant.name
    basic = next((i for i in case.items if i.section == BASIC_SECTION), None)
    if basic is None or basic.status is not ArchiveStatus.PASSED:
        waits_for_review = basic is not None and basic.status is ArchiveStatus.PENDING
        target = (
            ArchiveTarget(BASIC_SECTION, text=name) if waits_for_review else PersonTarget(case.applicant.id)
        )
        waits.append(Wait(_t("基本信息还没有通过单位审核"), target=target))
    pending = [i for i in case.items if i.status is ArchiveStatus.PENDING and i.section != BASIC_SECTION]
    if pending:
        words = _t("还有 {0} 条业绩待单位审核").replace("{0}", str(len(pending)))
        waits.append(Wait(words, target=ArchiveTarget(pending[0].section, text=name)))
    return waits


def _t(text: str) -> str:
    return translate("entry", text)
