"""Which acts the desk may offer for the chosen dossiers, and who of them an act is for. Pure.

From what a row of the list knows (``app.domain.workflow_rows`` and the paper forms' turn); the usecase judges again. For
``ui.tabs.road.acts.sheets``.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from app.domain.decision import Action
from app.domain.declaration import Stage
from app.domain.organisation import Role
from app.domain.paper_forms import FormLeg, FormStep, action_of_step, form_desk, next_leg, steps_up_to
from app.domain.road import Road, Station
from app.domain.workflow import allowed_actions
from app.ports.road_queries import RoadRow
from ui.tabs.road.act_offers import ActOffer
from ui.tabs.road.acts.words import title_of_act, verb_of_step
from ui.texts.translate import fill, translate
from ui.texts.words import word

RoadOf = Callable[[RoadRow], Road]
"""The road of a row's plan."""

FORM_ACTS = frozenset({Action.FORM_STEP, Action.RECEIVE_FORMS, Action.GIVE_FORMS})
_FORM_STAGES = frozenset({Stage.AWAITING_FORMS, Stage.AWAITING_FORMS_BACK})
_BY_COMMITTEE_WITHOUT_CITY = frozenset({Action.RECORD_DOCUMENT, Action.RECORD_CERTIFICATE})
_A_MUNICIPAL_UNIT = "any"

_TAKES_BACK = frozenset({Action.SEND_BACK, Action.RECONVENE, Action.REOPEN, Action.GIVE_UP})
ACTS: tuple[Action, ...] = (
    Action.RECORD_PAYMENT,
    Action.RECEIVE_FORMS,
    Action.FORM_STEP,
    Action.GIVE_FORMS,
    Action.REFUSE_FORMS,
    Action.MEETING_PASS,
    Action.REPORT,
    Action.ENDORSE,
    Action.RECORD_DOCUMENT,
    Action.RECORD_CERTIFICATE,
    Action.EXTEND_PAYMENT,
    Action.SEND_BACK,
    Action.RECONVENE,
    Action.REOPEN,
    Action.GIVE_UP,
)
"""In the order of the buttons: what is due first, what takes something back last."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Chosen, but the act is not open for it."""

    row: RoadRow
    why: str


def list_offers(rows: Sequence[RoadRow], role: Role, road_of: RoadOf) -> list[ActOffer]:
    """What may be done with at least one of the rows, and the paper forms that somebody else has in hand."""
    offers = []
    for action in ACTS:
        fitting, _ = divide(action, rows, role, road_of)
        if fitting:
            offers.append(ActOffer(action, _title(action, fitting), takes_back=action in _TAKES_BACK))
        elif action is Action.FORM_STEP and rows and all(_waits_for_forms(row, role) for row in rows):
            why = _why_not_our_turn(action, rows[0], role)
            offers.append(ActOffer(action, title_of_act(action), False, why))
    return offers


def divide(
    action: Action, rows: Sequence[RoadRow], role: Role, road_of: RoadOf
) -> tuple[list[RoadRow], list[LeftOut]]:
    """Those for whom the act is open, and the others with the reason."""
    fitting: list[RoadRow] = []
    left: list[LeftOut] = []
    for row in rows:
        why = why_closed(action, row, role, road_of(row))
        if why:
            left.append(LeftOut(row, why))
        else:
            fitting.append(row)
    return fitting, left


def why_closed(action: Action, row: RoadRow, role: Role, road: Road) -> str:
    """Why the act is not open for the row, in a few words; "" when it is."""
    now = fill(translate("road", "现在是“{stage}”"), {"stage": word(row.stage)})
    if action not in allowed_actions(row.stage, role):
        return now
    if role is Role.COMMITTEE and action in _BY_COMMITTEE_WITHOUT_CITY and Station.CITY in road:
        return translate("road", "由市级登记")
    if action is Action.REOPEN and not row.may_reopen:
        return translate("road", "最近一次不是本单位办的")
    if action in FORM_ACTS or action is Action.REFUSE_FORMS:
        return _why_not_our_turn(action, row, role)
    return ""


def leg_of(row: RoadRow) -> FormLeg | None:
    """The step of the paper forms that comes next, and whose it is."""
    municipal = _A_MUNICIPAL_UNIT if row.municipal else ""
    return next_leg(steps_up_to(row.form_step, municipal), municipal)


def steps_open(action: Action, rows: Sequence[RoadRow]) -> Mapping[FormStep, list[RoadRow]]:
    """Rows by the step that the act would record, in the order of the way."""
    found: dict[FormStep, list[RoadRow]] = {}
    for row in rows:
        leg = leg_of(row)
        if leg is not None and action_of_step(leg.step) is action:
            found.setdefault(leg.step, []).append(row)
    order = list(FormStep)
    return dict(sorted(found.items(), key=lambda entry: order.index(entry[0])))


def _why_not_our_turn(action: Action, row: RoadRow, role: Role) -> str:
    leg = leg_of(row)
    if leg is None:
        return translate("road", "评审表已经退给申报人")
    if leg.role is not role:
        words = translate("road", "评审表下一步是“{step}”，由{role}登记")
        return fill(words, {"step": word(leg.step), "role": word(leg.role)})
    if action is not Action.REFUSE_FORMS and action_of_step(leg.step) is not action:
        return fill(translate("road", "下一步是“{step}”"), {"step": word(leg.step)})
    return ""


def _waits_for_forms(row: RoadRow, role: Role) -> bool:
    """On this desk's way, and in the hand of another."""
    leg = leg_of(row)
    if leg is None or leg.role is role:
        return False
    desks = {Role.EMPLOYER, Role.COMMITTEE, form_desk(_A_MUNICIPAL_UNIT if row.municipal else "")}
    return row.stage in _FORM_STAGES and role in desks


def _title(action: Action, rows: Sequence[RoadRow]) -> str:
    """登记盖章 where all stand at the same step, 登记评审表 where they do not; verdicts have a desk of their own."""
    if action is Action.MEETING_PASS:
        return translate("road", "评审会")
    if action in FORM_ACTS:
        steps = list(steps_open(action, rows))
        if len(steps) == 1:
            return verb_of_step(steps[0])
    return title_of_act(action)
