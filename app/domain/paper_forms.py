"""The paper 评审表 on its way (seed B 二(八) and 二(十二); B10, B14). Two copies, two routes. Pure.

Enterprises: 单位审核盖章 → 报受理点材料接收点 → 受理点收 → 转评委会办公室. Units of a 市直单位: 报送至市直单位 → 市直单位审核盖章 →
报评委会办公室. Back the same way, to the person, who files it himself. The platform prints the form with its watermark: the
receipt desk ticks that it is there, the program never imitates it (B10.2).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.domain.decision import Action, Decision, standing
from app.domain.organisation import Role

COPIES = 2
"""一式两份 (B10.3)."""


class FormStep(StrEnum):
    EXPORTED = "exported"  # 已从省平台导出评审表 (B10.1)
    UNIT_STAMPED = "unit_stamped"  # 所在单位审核盖章 (B10.4)
    HANDED_IN = "handed_in"  # 已报送 (B10.5, B10.7)
    RECEIVED = "received"  # 受理点 / 市直单位 收到
    MUNICIPAL_STAMPED = "municipal_stamped"  # 市直单位审核盖章 (B10.7)
    FORWARDED = "forwarded"  # 已转报评委会办公室 (B10.6, B10.7)
    COMMITTEE_RECEIVED = "committee_received"  # 评委会办公室收到
    SENT_BACK = "sent_back"  # 评委会办公室已退回 (B14.1)
    BACK_RECEIVED = "back_received"  # 受理点 / 市直单位 已领回
    GIVEN = "given"  # 已退申报人 (B14.2)


@dataclass(frozen=True, slots=True)
class FormLeg:
    """One step and whose hand it is in."""

    step: FormStep
    role: Role


WAY_IN_BY_POINT: tuple[FormLeg, ...] = (
    FormLeg(FormStep.EXPORTED, Role.EMPLOYER),
    FormLeg(FormStep.UNIT_STAMPED, Role.EMPLOYER),
    FormLeg(FormStep.HANDED_IN, Role.EMPLOYER),
    FormLeg(FormStep.RECEIVED, Role.ACCEPTANCE),
    FormLeg(FormStep.FORWARDED, Role.ACCEPTANCE),
    FormLeg(FormStep.COMMITTEE_RECEIVED, Role.COMMITTEE),
)
WAY_IN_BY_MUNICIPAL: tuple[FormLeg, ...] = (
    FormLeg(FormStep.EXPORTED, Role.EMPLOYER),
    FormLeg(FormStep.HANDED_IN, Role.EMPLOYER),
    FormLeg(FormStep.RECEIVED, Role.MUNICIPAL_UNIT),
    FormLeg(FormStep.MUNICIPAL_STAMPED, Role.MUNICIPAL_UNIT),
    FormLeg(FormStep.FORWARDED, Role.MUNICIPAL_UNIT),
    FormLeg(FormStep.COMMITTEE_RECEIVED, Role.COMMITTEE),
)


def form_desk(municipal_id: str) -> Role:
    """Who takes the forms in and gives them back: the 市直单位 of the unit, else the 受理点 (B5.4, B10.5, B10.7)."""
    return Role.MUNICIPAL_UNIT if municipal_id else Role.ACCEPTANCE


def way_in(municipal_id: str) -> tuple[FormLeg, ...]:
    return WAY_IN_BY_MUNICIPAL if municipal_id else WAY_IN_BY_POINT


def way_back(municipal_id: str) -> tuple[FormLeg, ...]:
    desk = form_desk(municipal_id)
    return (
        FormLeg(FormStep.SENT_BACK, Role.COMMITTEE),
        FormLeg(FormStep.BACK_RECEIVED, desk),
        FormLeg(FormStep.GIVEN, desk),
    )


_FORM_ACTS = frozenset({Action.FORM_STEP, Action.RECEIVE_FORMS, Action.GIVE_FORMS})


_ACTION_OF_STEP = {
    FormStep.COMMITTEE_RECEIVED: Action.RECEIVE_FORMS,
    FormStep.GIVEN: Action.GIVE_FORMS,
}


def action_of_step(step: FormStep) -> Action:
    """The act that records the step: the two ends of the ways move the dossier on, the steps between stay."""
    return _ACTION_OF_STEP.get(step, Action.FORM_STEP)


def steps_up_to(last: str, municipal_id: str) -> tuple[FormStep, ...]:
    """What was done where a list knows the last step only (``Declaration.form_step``, "" = nothing yet)."""
    order = [leg.step for leg in (*way_in(municipal_id), *way_back(municipal_id))]
    return tuple(order[: order.index(FormStep(last)) + 1]) if last in order else ()


def steps_taken(decisions: Sequence[Decision], submit_no: int) -> tuple[FormStep, ...]:
    """What this submission's forms went through since they were last refused; ``decisions`` oldest first.

    A resubmission needs forms of its own: they show what was handed in [I].
    """
    taken: list[FormStep] = []
    for decision in standing(decisions):
        if decision.submit_no != submit_no:
            continue
        if decision.action is Action.REFUSE_FORMS:
            taken.clear()
        elif decision.action in _FORM_ACTS:
            taken.append(FormStep(decision.record["step"]))
    return tuple(taken)


def next_leg(taken: Sequence[FormStep], municipal_id: str) -> FormLeg | None:
    """The step that comes next on the way in and back; None after 已退申报人."""
    done = set(taken)
    return next(
        (leg for leg in (*way_in(municipal_id), *way_back(municipal_id)) if leg.step not in done), None
    )
