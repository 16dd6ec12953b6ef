"""What P would do now: 审核无误 or 通过, whether it is open, and if not, why and from which day (A4.3, A4.4). Pure."""

from dataclasses import dataclass
from datetime import date

from app.domain.decision import Action, Decision
from app.domain.declaration import EMPLOYER_STAGES, Stage
from app.domain.errors import RuleError
from app.domain.gates import Blocker, GuardFacts, blockers
from app.domain.organisation import Actor, Role
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
    """``action`` is CONFIRM or PASS. ``leads``: the way out is 公示管理."""

    action: Action
    is_open: bool
    reason: str = ""
    leads: bool = False

    @property
    def word(self) -> str:
        return word(self.action)


def judge_pass(dossier: DeclarationDossier, actor: Actor, today: date) -> PassGate:
    """P on 待审 is 审核无误, on 期满待通过 it is 通过; between them it says what is awaited and until when."""
    declaration = dossier.declaration
    if actor.role is not Role.EMPLOYER:
        words = translate("declarations", "“受理与评审”随后续版本提供，这里只看已到达的申报")
        return PassGate(Action.PASS, False, words)
    if declaration.stage not in EMPLOYER_STAGES:
        return PassGate(Action.PASS, False, _say_over(dossier))
    action = Action.CONFIRM if declaration.stage is Stage.EMPLOYER_REVIEW else Action.PASS
    try:
        row = choose_transition(declaration, dossier.publicity, action, actor)
    except RuleError:
        # 待公示: the table has no 通过 before a publicity.
        return PassGate(action, False, describe_blocker(Blocker("G-101")), leads=True)
    facts = GuardFacts(declaration, dossier.publicity, today)
    closed = [b for b in blockers(row, facts) if b.code not in TYPED_LATER]
    if closed:
        waits = [b for b in closed if b.code == RUNS]
        words = "；".join(_say_until(b) if b.code == RUNS else describe_blocker(b) for b in closed)
        return PassGate(action, False, words, leads=len(waits) < len(closed))
    return PassGate(action, True)


def may_turn_down(dossier: DeclarationDossier, actor: Actor) -> bool:
    """Whether 退回 and 不通过 are open: all the time it stands in the employer's 待审查."""
    return actor.role is Role.EMPLOYER and dossier.declaration.stage in EMPLOYER_STAGES


def last_verdict(dossier: DeclarationDossier) -> Decision | None:
    """The newest decision that stands."""
    standing = [d for d in dossier.decisions if not d.withdrawn]
    return standing[-1] if standing else None


def last_return(dossier: DeclarationDossier) -> Decision | None:
    """The newest return that stands."""
    returns = [d for d in dossier.decisions if d.action is Action.RETURN and not d.withdrawn]
    return returns[-1] if returns else None


def _say_until(blocker: Blocker) -> str:
    """公示到 10月13日 才期满，10月14日 0 时起可以通过: the reason and the day it opens."""
    return describe_plainly(blocker.code, blocker.params).rstrip("。").replace("。", "，")


def _say_over(dossier: DeclarationDossier) -> str:
    verdict = last_verdict(dossier)
    when = f"{say_moment(verdict.at)} {verdict.actor.name} " if verdict is not None else ""
    stage = dossier.declaration.stage
    if stage is Stage.RETURNED:
        return translate("declarations", "{0}已退回，等改正后重新提交").replace("{0}", when)
    if stage is Stage.FAILED:
        return translate("declarations", "{0}已判不通过").replace("{0}", when)
    words = translate("declarations", "{0}已通过，现在到{1}").replace("{0}", when)
    return words.replace("{1}", word(stage))


def is_waiting(dossier: DeclarationDossier) -> bool:
    """Whether the employer's review is still under way: sections can be ticked."""
    return dossier.declaration.stage in EMPLOYER_STAGES
