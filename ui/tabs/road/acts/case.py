"""What an act sheet is opened for: the rows, what is left out, and what only whole dossiers tell. No widgets.

Dossiers are read for 审核同意 (who has endorsed), 重开 (what would be taken up again) and the way of one person's forms.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from app.domain.decision import Action, Decision
from app.domain.errors import RuleError
from app.domain.gates import Blocker, decision_to_reopen, endorsements, own_bodies
from app.domain.organisation import Actor
from app.domain.paper_forms import FormStep
from app.ports.queries import DeclarationDossier
from app.ports.road_queries import RoadRow
from ui.session import Session
from ui.tabs.road.acts.offers import FORM_ACTS, LeftOut, leg_of, steps_open
from ui.texts.dates import format_short_day
from ui.texts.errors import describe_blocker
from ui.texts.reopen_words import stage_reopened
from ui.texts.translate import fill, translate
from ui.texts.words import word

_READ_ALL = frozenset({Action.ENDORSE, Action.REOPEN})


@dataclass(frozen=True, slots=True)
class ActCase:
    """``step`` and ``body``: what was chosen, "" where the act has none. ``dossiers`` by declaration id, once they are read."""

    action: Action
    actor: Actor
    today: date
    rows: tuple[RoadRow, ...]
    """Chosen, and open for the act as far as the list knows."""
    left_out: tuple[LeftOut, ...] = ()
    bodies: tuple[str, ...] = ()
    dossiers: Mapping[str, DeclarationDossier] = field(default_factory=dict)
    step: str = ""
    body: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        """The same again keeps what was typed."""
        return (self.action.value, *(row.id for row in self.rows))

    @property
    def steps(self) -> Mapping[FormStep, list[RoadRow]]:
        """Steps of the paper forms that may be recorded, with whom."""
        return steps_open(self.action, self.rows) if self.action in FORM_ACTS else {}

    @property
    def needs_dossiers(self) -> bool:
        one_way = len(self.rows) == 1 and (self.action in FORM_ACTS or self.action is Action.REFUSE_FORMS)
        return bool(self.rows) and (self.action in _READ_ALL or one_way)

    @property
    def one(self) -> DeclarationDossier | None:
        """The dossier, where there is one only."""
        return self.dossiers.get(self.rows[0].id) if len(self.rows) == 1 else None

    def sort_out(self) -> tuple[list[RoadRow], list[LeftOut]]:
        """Whom the act is for under what was chosen, and who is left out with the reason."""
        fitting: list[RoadRow] = []
        left = list(self.left_out)
        for row in self.rows:
            why = self._why_left(row)
            if why:
                left.append(LeftOut(row, why))
            else:
                fitting.append(row)
        return fitting, left

    def say_of(self, row: RoadRow) -> str:
        """What stands behind the name in the list."""
        if self.action is Action.REOPEN:
            decision = self.reopens(row)
            return (
                fill(translate("road", "回到{stage}"), {"stage": stage_reopened(decision)})
                if decision
                else ""
            )
        if self.action in (Action.EXTEND_PAYMENT, Action.RECORD_PAYMENT) and row.pay_until is not None:
            day = format_short_day(row.pay_until, self.today)
            words = "逾期，{day} 已截止" if row.pay_until < self.today else "{day} 止"
            return fill(translate("road", words), {"day": day})
        if self.action is Action.ENDORSE and self.given(row):
            return fill(translate("road", "{bodies}已审核"), {"bodies": "、".join(self.given(row))})
        return ""

    def given(self, row: RoadRow) -> tuple[str, ...]:
        """Bodies that have endorsed."""
        dossier = self.dossiers.get(row.id)
        return tuple(endorsements(dossier.decisions)) if dossier else ()

    def reopens(self, row: RoadRow) -> Decision | None:
        """The decision that 重开 takes up again."""
        dossier = self.dossiers.get(row.id)
        return decision_to_reopen(dossier.declaration, dossier.decisions, self.actor) if dossier else None

    def _why_left(self, row: RoadRow) -> str:
        if self.step and row not in self.steps.get(FormStep(self.step), ()):
            leg = leg_of(row)
            return fill(translate("road", "下一步是“{step}”"), {"step": word(leg.step)}) if leg else ""
        if row.id not in self.dossiers:
            return ""
        if self.action is Action.REOPEN and self.reopens(row) is None:
            return describe_blocker(Blocker("G-110"))
        if self.action is Action.ENDORSE:
            return self._why_not_endorsed(row)
        return ""

    def _why_not_endorsed(self, row: RoadRow) -> str:
        if self.body in self.given(row):
            return describe_blocker(Blocker("G-113", {"body": self.body}))
        found = endorsements(self.dossiers[row.id].decisions)
        if self.actor.organisation_id in (d.actor.organisation_id for d in found.values()):
            return translate("road", "本单位已经登记过审核")
        return ""


def propose_body(case: ActCase) -> str:
    """The office's own, else the only one that is still lacking, else "" (B13.1)."""
    lacking = [b for b in case.bodies if any(b not in case.given(row) for row in case.rows)]
    open_ones = own_bodies(lacking, case.actor.organisation_name) or tuple(lacking)
    return open_ones[0] if len(open_ones) == 1 else ""


def make_reader(session: Session, rows: Sequence[RoadRow]) -> Callable[[], dict[str, DeclarationDossier]]:
    """What the read lane runs; a dossier that left the scope is left out."""
    queries, scope, actor, today = session.desk.queries, session.scope, session.actor, session.today()
    ids = [row.id for row in rows]

    def act() -> dict[str, DeclarationDossier]:
        found = {}
        for declaration_id in ids:
            try:
                found[declaration_id] = queries.declaration_dossier(scope, declaration_id, actor, today)
            except RuleError:
                continue
        return found

    return act


def with_dossiers(case: ActCase, dossiers: Mapping[str, DeclarationDossier]) -> ActCase:
    return replace(case, dossiers=dossiers)
