"""A random walk over the road under both authorities: every act of every office in any order, well made and badly made.

Seeded, so that a walk can be walked again: ``RoadWalk(ground, seed).run(steps)``. tests/server/test_conformance.py walks.
"""

import random
from collections.abc import Callable, Mapping
from datetime import date

from app.domain.decision import Action
from app.domain.declaration import FINAL_STAGES, Stage
from app.domain.organisation import Role
from app.domain.plan import CalendarRule, PlanWindow
from app.domain.publicity import EndRule
from app.domain.road import Station
from app.domain.workflow import DECLARATION_TABLE
from tests.factories import make_kit
from tests.server.twin_acts import BODIES, FAULTS, REVIEWS, TwinActs
from tests.server.twin_desk import Ground, begin_twin
from tests.server.twin_state import gone_for, local_state, may_see, sees, server_state
from tests.server.world import FAR, NEAR

WHOLE_ROAD = make_kit(
    id="whole-road",
    stations=tuple(Station),
    city_bodies=BODIES,
    windows=(PlanWindow("pay", "缴费", date(2026, 3, 1), date(2026, 3, 31)),),
)
SHORT_CHAIN = make_kit(
    id="short-chain", levels=(Role.EMPLOYER, Role.COMMITTEE), calendar=CalendarRule(7, start_counts=True)
)
KITS = (WHOLE_ROAD, SHORT_CHAIN)
BY_DECISION = sorted(
    {row.action for row in DECLARATION_TABLE}
    - {Action.SUBMIT, Action.TAKE_BACK, Action.START_PUBLICITY, Action.CANCEL_PUBLICITY, Action.OBJECT}
)
ALWAYS_OPEN = frozenset({Action.REQUEST_REOPEN, Action.GIVE_UP, Action.REOPEN, Action.FAIL})
"""What most stages know: taken seldom, or no walk would come far."""
DESKS = sorted({row.role for row in DECLARATION_TABLE})
PUBLISHERS = (Role.EMPLOYER, Role.COMMITTEE)
FORWARD: Mapping[Stage, tuple[Action, Role] | str] = {
    Stage.DRAFT: "submit",
    Stage.RETURNED: "submit",
    Stage.EMPLOYER_REVIEW: (Action.CONFIRM, Role.EMPLOYER),
    Stage.AWAITING_PUBLICITY: "publish",
    Stage.IN_PUBLICITY: (Action.PASS, Role.EMPLOYER),
    Stage.ACCEPTANCE_REVIEW: (Action.PASS, Role.ACCEPTANCE),
    Stage.HR_BUREAU_REVIEW: (Action.PASS, Role.HR_BUREAU),
    Stage.AWAITING_PAYMENT: (Action.RECORD_PAYMENT, Role.EMPLOYER),
    Stage.AWAITING_FORMS: "forms",
    Stage.COMMITTEE_REVIEW: (Action.PASS, Role.COMMITTEE),
    Stage.AWAITING_APPLICANTS_PUBLICITY: "publish",
    Stage.IN_APPLICANTS_PUBLICITY: (Action.CONCLUDE_PUBLICITY, Role.COMMITTEE),
    Stage.AWAITING_MEETING: (Action.MEETING_PASS, Role.COMMITTEE),
    Stage.AWAITING_RESULTS_PUBLICITY: "publish",
    Stage.IN_RESULTS_PUBLICITY: (Action.CONCLUDE_PUBLICITY, Role.COMMITTEE),
    Stage.AWAITING_REPORT: (Action.REPORT, Role.COMMITTEE),
    Stage.CITY_REVIEW: "endorse",
    Stage.AWAITING_DOCUMENT: (Action.RECORD_DOCUMENT, Role.CITY),
    Stage.AWAITING_CERTIFICATE: (Action.RECORD_CERTIFICATE, Role.CITY),
    Stage.AWAITING_FORMS_BACK: "forms",
    Stage.FAILED: (Action.REOPEN, Role.EMPLOYER),
    Stage.WITHDRAWN: (Action.REOPEN, Role.EMPLOYER),
    Stage.NOT_APPROVED: (Action.REOPEN, Role.COMMITTEE),
    Stage.ARCHIVED: (Action.REOPEN, Role.ACCEPTANCE),
}
"""What the owner does next where all is well; from an end, the way back."""


class RoadWalk:
    def __init__(self, ground: Ground, seed: int) -> None:
        self.dice = random.Random(seed)
        self.kit = SHORT_CHAIN if seed % 4 == 3 else WHOLE_ROAD
        municipal = self.kit is WHOLE_ROAD and seed % 2 == 1
        self.acts = TwinActs(begin_twin(ground, self.kit, municipal=municipal))
        self.saw: Mapping[str, bool] = {}
        self.tombstones: Mapping[str, int] = {}
        self.scope: tuple[object, ...] = ()

    def run(self, steps: int) -> frozenset[str]:
        """The codes that both gave."""
        self.acts.submit()
        for _ in range(self.dice.choice([0, 2, 4, 6, 10, 14, 18, 22, 26, 30])):
            self.go_on()
        self.compare()
        for _ in range(steps):
            self.dice.choices(ACTS, WEIGHTS)[0](self)
            self.compare()
        return frozenset(self.acts.codes)

    def compare(self) -> None:
        """Both stand the same, and whoever may see the dossier sees it; who sees it no longer was told."""
        stands = local_state(self.acts.twin)
        assert server_state(self.acts.twin) == stands
        scope = tuple(stands[name] for name in ("reached", "acceptance_id", "hr_bureau_id", "committee_id"))
        if scope == self.scope and self.dice.random() < 0.8:
            return
        self.scope = scope
        seen, tombstones = sees(self.acts.twin), gone_for(self.acts.twin)
        assert seen == may_see(self.acts.twin)
        for key, was in self.saw.items():
            if was and not seen[key]:
                assert tombstones[key] > self.tombstones[key], key
        self.saw, self.tombstones = seen, tombstones

    # ---- acts

    def go_on(self) -> None:
        stage = self.acts.stage()
        match FORWARD[stage]:
            case "submit":
                self.acts.submit()
            case "publish":
                self.acts.publish(self.acts.publisher(), self.dice.choice([-10, 1]), 20)
                self.acts.pass_days(22)
            case "forms":
                self.acts.next_form_act()
            case "endorse":
                self.acts.endorse(0, other=False)
                self.acts.endorse(1, other=True)
            case (Action() as action, Role.CITY) if self.kit is SHORT_CHAIN:
                self.acts.act(action, Role.COMMITTEE)
            case (Action() as action, Role() as role):
                self.acts.act(action, role)

    def go_far(self) -> None:
        for _ in range(self.dice.randint(2, 9)):
            if self.acts.stage() in FINAL_STAGES:
                break
            self.go_on()

    def act_at_random(self) -> None:
        role = self.dice.choice(DESKS)
        other = role not in (Role.MUNICIPAL_UNIT, Role.COMMITTEE) and self.dice.random() < 0.3
        self.acts.act(self.dice.choice(BY_DECISION), role, other=other)

    def act_of_the_table(self) -> None:
        self._take_row("")

    def act_badly(self) -> None:
        """An act of the table with a record, reason or text that may not hold."""
        self._take_row(self.dice.choice(FAULTS))

    def _take_row(self, fault: str) -> None:
        stage, seldom = self.acts.stage(), self.dice.random() < 0.25
        rows = [row for row in DECLARATION_TABLE if row.stage is stage and row.action in BY_DECISION]
        often = [row for row in rows if row.action not in ALWAYS_OPEN]
        if rows:
            row = self.dice.choice(rows if seldom or not often else often)
            self.acts.act(row.action, row.role, fault=fault)

    def reopen_own(self) -> None:
        made = self.acts.twin.decisions()
        if made:
            self.acts.act(Action.REOPEN, made[-1].actor.role)

    def act_on_an_old_state(self) -> None:
        role = self.dice.choice(DESKS)
        self.acts.act(Action.PASS if role in REVIEWS else Action.REOPEN, role, stale=1)

    def endorse(self) -> None:
        self.acts.endorse(self.dice.randint(0, 1), other=self.dice.random() < 0.5)

    def publish(self) -> None:
        role = self.dice.choice([self.acts.publisher()] * 4 + [*PUBLISHERS, Role.ACCEPTANCE])
        begin = self.dice.choice([-40, -20, -9, 0, 1, 3])
        # The far end of the year: the next one is not published.
        far = (363 - self.acts.twin.clock.today().timetuple().tm_yday) if self.dice.random() < 0.25 else 0
        self.acts.publish(
            *(role, max(begin, far), self.dice.choice([-1, 0, 5, 7, 8, 9, 14, 20])),
            self.dice.choice(list(EndRule)),
            words=self.dice.choice(["whole"] * 6 + ["no place", "no source"]),
            held=self.dice.random() < 0.25,
        )

    def cancel(self) -> None:
        self.acts.cancel(self.dice.choice(PUBLISHERS), self.dice.choice(["贴错了位置"] * 4 + [" "]))

    def object(self) -> None:
        who = self.dice.choice(["匿名来信"] * 6 + [" "])
        self.acts.object(self.dice.choice(PUBLISHERS), self.dice.choice([-30, -5, -2, 0, 0, 1]), who)

    def settle(self) -> None:
        handling = self.dice.choice(["已核实"] * 6 + [""])
        self.acts.settle(self.dice.choice(PUBLISHERS), self.dice.random() < 0.3, handling)

    def keep_what_was_posted(self) -> None:
        role = self.dice.choice(PUBLISHERS)
        self.acts.add_evidence(role, self.dice.random() < 0.5)
        self.acts.export_sheet(role)

    def meet(self) -> None:
        title = self.dice.choice(["中评会"] * 6 + [" "])
        self.acts.meet(self.dice.choice([-60, -25, -4, 0, 4]), self.dice.choice([0, 5, 13]), title)

    def change_the_meeting(self) -> None:
        listed, stale = self.dice.random() < 0.5, self.dice.random() < 0.1
        self.acts.change_meeting(self.dice.choice([0, 5, 13]), listed=listed, stale=stale)

    def vote(self) -> None:
        self.acts.vote(self.dice.random() < 0.7, self.dice.random() < 0.8)

    def wait(self) -> None:
        self.acts.pass_days(self.dice.choice([1, 3, 12]))

    def hand_in(self) -> None:
        self.acts.submit(other=self.dice.random() < 0.1)

    def return_and_hand_in_elsewhere(self) -> None:
        for role in (Role.EMPLOYER, Role.ACCEPTANCE, Role.HR_BUREAU, Role.COMMITTEE):
            for other in (False, True):
                if not (other and role in PUBLISHERS):
                    self.acts.act(Action.RETURN, role, other=other)
        self.acts.correct(self.dice.choice([NEAR, FAR]), self.dice.random() < 0.5)
        self.acts.submit()

    def take_back(self) -> None:
        if self.dice.random() < 0.5:
            self.acts.submit()
        self.acts.take_back(other=self.dice.random() < 0.1)

    def look(self) -> None:
        self.acts.look(self.dice.choice(DESKS))

    def mark_entered(self) -> None:
        made = self.acts.twin.decisions()
        if made:
            role = self.dice.choice([made[-1].actor.role] * 3 + [Role.CITY])
            self.acts.mark_entered(role, self.dice.random() < 0.7)


_WEIGHED: Mapping[Callable[[RoadWalk], None], int] = {
    RoadWalk.go_on: 8,
    RoadWalk.go_far: 3,
    RoadWalk.act_of_the_table: 14,
    RoadWalk.act_badly: 14,
    RoadWalk.act_at_random: 4,
    RoadWalk.reopen_own: 3,
    RoadWalk.act_on_an_old_state: 1,
    RoadWalk.endorse: 2,
    RoadWalk.publish: 6,
    RoadWalk.cancel: 2,
    RoadWalk.object: 4,
    RoadWalk.settle: 4,
    RoadWalk.keep_what_was_posted: 1,
    RoadWalk.meet: 2,
    RoadWalk.change_the_meeting: 2,
    RoadWalk.vote: 3,
    RoadWalk.wait: 4,
    RoadWalk.hand_in: 1,
    RoadWalk.return_and_hand_in_elsewhere: 2,
    RoadWalk.take_back: 2,
    RoadWalk.look: 3,
    RoadWalk.mark_entered: 2,
}
ACTS, WEIGHTS = tuple(_WEIGHED), tuple(_WEIGHED.values())
