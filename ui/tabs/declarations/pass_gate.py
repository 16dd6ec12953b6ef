"""What P would do now: 审核无误 or 通过, whether it is open, and if not, why and from which day (A4.3, A4.4). Pure.

Every level that reviews declarations asks here; the table (``app.domain.workflow``) and its guards answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.decision import Action, Decision, last_standing
from app.domain.declaration import EMPLOYER_STAGES, Stage
from app.domain.errors import RuleError
from app.domain.gates import Blocker, GuardFacts, blockers, decision_to_reopen
from app.domain.organisation import Actor, Role
from app.domain.publicity import kind_awaited
from app.domain.road import REVIEW_STAGES
from app.domain.workflow import Transition, allowed_actions
from app.ports.queries import DeclarationDossier
from app.usecases.review_declaration import choose_transition
from ui.texts.dates import say_moment
from ui.texts.errors import describe_blocker, describe_plainly
from ui.texts.translate import translate
from ui.texts.words import word

RUNS = "G-102"
"""The publicity is not over: nothing can be done but wait for the day."""
TYPED_LATER = frozenset({"G-104"})
"""The opinion is written in the sheet that 通过 opens."""


@dataclass(frozen=True, slots=True)
class PassGate:
    """``action`` is CONFIRM or PASS. ``leads``: the way out is 公示管理. ``row``: of the table, where it is open."""

    action: Action
    is_open: bool
    reason: str = ""
    leads: bool = False
    row: Transition | None = None

    @property
    def word(self) -> str:
        return word(self.action)


def reviews(role: Role) -> bool:
    """Whether the level reviews declarations 逐条逐项; 市直单位 and the city read them (DOMAIN facts §1)."""
    return role in REVIEW_STAGES


def is_under_review(stage: Stage, role: Role) -> bool:
    """Whether it stands in this level's 待审查: sections can be ticked, P decides."""
    return stage in EMPLOYER_STAGES if role is Role.EMPLOYER else stage is REVIEW_STAGES.get(role)


def judge_pass(dossier: DeclarationDossier, actor: Actor, today: date) -> PassGate:
    """P on the employer's 待审 is 审核无误, on 期满待通过 it is 通过; between them it says what is awaited and until when.

    A level above passes at once: its review asks for no publicity.
    """
    declaration = dossier.declaration
    if not reviews(actor.role):
        return PassGate(Action.PASS, False, _say_reading_only(actor.role))
    if not is_under_review(declaration.stage, actor.role):
        leads = actor.role is Role.COMMITTEE and kind_awaited(declaration.stage) is not None
        return PassGate(Action.PASS, False, _say_elsewhere(dossier, actor), leads=leads)
    confirms = actor.role is Role.EMPLOYER and declaration.stage is Stage.EMPLOYER_REVIEW
    action = Action.CONFIRM if confirms else Action.PASS
    try:
        row = choose_transition(declaration, dossier.publicity, action, actor)
    except RuleError:
        # 待公示: the table has no 通过 before a publicity.
        return PassGate(action, False, describe_blocker(Blocker("G-101")), leads=True)
    facts = GuardFacts(declaration, dossier.publicity, today, actor=actor, decisions=dossier.decisions)
    closed = [b for b in blockers(row, facts) if b.code not in TYPED_LATER]
    if closed:
        waits = [b for b in closed if b.code == RUNS]
        words = "；".join(_say_until(b) if b.code == RUNS else describe_blocker(b) for b in closed)
        return PassGate(action, False, words, leads=len(waits) < len(closed))
    return PassGate(action, True, row=row)


def may_turn_down(dossier: DeclarationDossier, actor: Actor) -> bool:
    """Whether 退回 and 不通过 are open: all the time it stands with this level, at the committee until the meeting."""
    return Action.RETURN in allowed_actions(dossier.declaration.stage, actor.role)


def decision_open_again(dossier: DeclarationDossier, actor: Actor) -> Decision | None:
    """What this level decided last, if 重开 may take it up again: nobody decided since (DOMAIN facts §4)."""
    if Action.REOPEN not in allowed_actions(dossier.declaration.stage, actor.role):
        return None
    return decision_to_reopen(dossier.declaration, dossier.decisions, actor)


def own_verdict(decisions: Sequence[Decision], actor: Actor) -> Decision | None:
    """What this office decided last on it, if that stands."""
    return last_standing([d for d in decisions if d.actor.organisation_id == actor.organisation_id])


def _say_until(blocker: Blocker) -> str:
    """公示到 10月13日 才期满，10月14日 0 时起可以通过: the reason and the day it opens."""
    return describe_plainly(blocker.code, blocker.params).rstrip("。").replace("。", "，")


def _say_reading_only(role: Role) -> str:
    if role is Role.MUNICIPAL_UNIT:
        return _t("市直单位经手的是评审表，在“受理与评审”里办理，这里只看申报材料")
    return _t("市级审核的是评审结果，在“受理与评审”里办理，这里只看申报材料")


def _say_elsewhere(dossier: DeclarationDossier, actor: Actor) -> str:
    """Why nothing can be passed here: what was decided last, and where it is now."""
    verdict, stage = last_standing(dossier.decisions), dossier.declaration.stage
    when = f"{say_moment(verdict.at)} {verdict.actor.name} " if verdict is not None else ""
    if stage is Stage.RETURNED:
        return _t("{0}已退回，等改正后重新提交").replace("{0}", when)
    if stage is Stage.FAILED:
        return _t("{0}已判不通过").replace("{0}", when)
    if stage in (Stage.ARCHIVED, Stage.NOT_APPROVED, Stage.WITHDRAWN):
        return word(stage)
    where = word(stage) if stage not in EMPLOYER_STAGES else _t("单位审核")
    own = own_verdict(dossier.decisions, actor)
    if own is not None and own.action is Action.PASS:
        words = _t("{0}已通过，现在到{1}")
        when = f"{say_moment(own.at)} {own.actor.name} "
        return words.replace("{0}", when).replace("{1}", where)
    return _t("现在到{0}").replace("{0}", where)


def _t(text: str) -> str:
    return translate("declarations", text)
