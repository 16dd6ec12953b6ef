"""The embedded authority and the server say the same of the same acts, and leave the same behind (DESIGN §4).

Generated sequences: every act of every office in any order, well made and badly made, with days passing, publicities, objections,
resubmissions, returns to other districts, looks and reopenings between them. ``run_conformance(examples)`` is the campaign.
"""

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from app.domain.decision import Action
from app.domain.declaration import Stage
from app.domain.organisation import Role
from app.domain.publicity import EndRule
from app.domain.road import Station
from app.domain.workflow import DECLARATION_TABLE
from db.working_copy import WorkingCopy
from tests.copies import create_test_copy, open_test_copy
from tests.factories import make_kit
from tests.server.seats import Sides, take_seats
from tests.server.twin_acts import BODIES, FAULTS, REVIEWS, TwinActs
from tests.server.twin_desk import begin_twin
from tests.server.twin_state import gone_for, local_state, may_see, sees, server_state
from tests.server.world import FAR, NEAR, World

ONLY_THE_DESK = frozenset({"G-107", "R-105", "M-102", "B-102", "P-107", "P-113"})
"""Codes that the server never gives: it does not read the content (stops of the wizard, required fields), and a call is about
one person (an empty list, members of different publicities)."""

WHOLE_ROAD = make_kit(id="whole-road", stations=tuple(Station), city_bodies=BODIES)
SHORT_CHAIN = make_kit(id="short-chain", levels=(Role.EMPLOYER, Role.COMMITTEE))
BY_DECISION = sorted(
    {row.action for row in DECLARATION_TABLE}
    - {Action.SUBMIT, Action.TAKE_BACK, Action.START_PUBLICITY, Action.CANCEL_PUBLICITY, Action.OBJECT}
)
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
    Stage.AWAITING_FORMS_BACK: "forms",
}
"""What the owner does next where all is well: without it, random acts seldom come far."""

told_codes: set[str] = set()
"""Every code that both have given, for the campaign's report."""


class ConformanceMachine(RuleBasedStateMachine):
    sides: Sides
    template: Path

    @initialize(short=st.booleans(), municipal=st.booleans(), steps=st.integers(0, 25))
    def begin(self, short: bool, municipal: bool, steps: int) -> None:
        self.folder = Path(tempfile.mkdtemp()) / "copy"
        shutil.copytree(self.template, self.folder)
        self.copy: WorkingCopy = open_test_copy(self.folder)
        kit = SHORT_CHAIN if short else WHOLE_ROAD
        self.acts = TwinActs(begin_twin(self.sides, self.copy, kit, municipal=municipal and not short))
        self.saw: Mapping[str, bool] = {}
        self.head = -1
        self.tombstones: Mapping[str, int] = {}
        self.acts.submit()
        self.go_on(steps)

    def teardown(self) -> None:
        if hasattr(self, "acts"):
            told_codes.update(self.acts.codes)
            self.copy.close()
            shutil.rmtree(self.folder.parent)

    # ---- acts

    @rule(times=st.integers(1, 9))
    def go_on(self, times: int) -> None:
        for _ in range(times):
            match FORWARD.get(self.acts.stage()):
                case None:
                    city = Role.CITY if Station.CITY in self.acts.twin.kit.road else Role.COMMITTEE
                    for action in (Action.RECORD_DOCUMENT, Action.RECORD_CERTIFICATE):
                        self.acts.act(action, city)
                case "submit":
                    self.acts.submit()
                case "publish":
                    self.acts.publish(self.acts.publisher(), 1, 20)
                    self.acts.pass_days(22)
                case "forms":
                    self.acts.next_form_act()
                case "endorse":
                    self.acts.endorse(0, other=False)
                    self.acts.endorse(1, other=True)
                case (Action() as action, Role() as role):
                    self.acts.act(action, role)

    @rule(place=st.integers(0, 99))
    def another_act_of_the_table(self, place: int) -> None:
        self.act_of_the_table(place)

    @rule(action=st.sampled_from(BY_DECISION), role=st.sampled_from(DESKS), other=st.booleans())
    def act(self, action: Action, role: Role, other: bool) -> None:
        if not (other and role in (Role.MUNICIPAL_UNIT, Role.COMMITTEE)):
            self.acts.act(action, role, other=other)

    @rule(place=st.integers(0, 99))
    def act_of_the_table(self, place: int) -> None:
        stage = self.acts.stage()
        rows = [r for r in DECLARATION_TABLE if r.stage is stage and r.action in BY_DECISION]
        if rows:
            row = rows[place % len(rows)]
            self.acts.act(row.action, row.role)

    @rule(place=st.integers(0, 99), fault=st.sampled_from(FAULTS))
    def act_badly(self, place: int, fault: str) -> None:
        """An act of the table with a record, reason or text that may not hold."""
        stage, known = self.acts.stage(), set(BY_DECISION) - {Action.REQUEST_REOPEN}
        rows = [r for r in DECLARATION_TABLE if r.stage is stage and r.action in known]
        if rows:
            row = rows[place % len(rows)]
            self.acts.act(row.action, row.role, fault=fault)

    @rule(role=st.sampled_from(DESKS))
    def act_on_an_old_state(self, role: Role) -> None:
        self.acts.act(Action.PASS if role in REVIEWS else Action.REOPEN, role, stale=1)

    @rule(body=st.integers(0, 1), other=st.booleans())
    def endorse(self, body: int, other: bool) -> None:
        self.acts.endorse(body, other=other)

    @rule(
        role=st.sampled_from([*PUBLISHERS, Role.ACCEPTANCE]),
        begin=st.integers(-40, 3),
        days=st.integers(-1, 14),
        end_rule=st.sampled_from(EndRule),
        words=st.sampled_from(["whole", "no place", "no source"]),
        far=st.booleans(),
        held=st.booleans(),
    )
    def publish(
        self, role: Role, begin: int, days: int, end_rule: EndRule, words: str, far: bool, held: bool
    ) -> None:
        self.acts.publish(role, begin + (110 if far else 0), days, end_rule, words=words, held=held)

    @rule(role=st.sampled_from(PUBLISHERS), reason=st.sampled_from(["贴错了位置", " "]))
    def cancel(self, role: Role, reason: str) -> None:
        self.acts.cancel(role, reason)

    @rule(
        role=st.sampled_from(PUBLISHERS),
        days=st.integers(-9, 1),
        who=st.sampled_from(["匿名来信", " "]),
    )
    def object(self, role: Role, days: int, who: str) -> None:
        self.acts.object(role, days, who)

    @rule(role=st.sampled_from(PUBLISHERS), upheld=st.booleans(), handling=st.sampled_from(["已核实", ""]))
    def settle(self, role: Role, upheld: bool, handling: str) -> None:
        self.acts.settle(role, upheld, handling)

    @rule(role=st.sampled_from(PUBLISHERS), twice=st.booleans())
    def keep_what_was_posted(self, role: Role, twice: bool) -> None:
        self.acts.add_evidence(role, twice)
        self.acts.export_sheet(role)

    @rule(
        days=st.integers(-4, 4), experts=st.sampled_from([0, 5, 13]), title=st.sampled_from(["中评会", " "])
    )
    def meet(self, days: int, experts: int, title: str) -> None:
        self.acts.meet(days, experts, title)

    @rule(experts=st.sampled_from([0, 5, 13]), listed=st.booleans(), stale=st.booleans())
    def change_the_meeting(self, experts: int, listed: bool, stale: bool) -> None:
        self.acts.change_meeting(experts, listed=listed, stale=stale)

    @rule(passed=st.booleans(), own=st.booleans())
    def vote(self, passed: bool, own: bool) -> None:
        self.acts.vote(passed, own)

    @rule(days=st.sampled_from([1, 3, 22]))
    def wait(self, days: int) -> None:
        self.acts.pass_days(days)

    @rule(other=st.booleans())
    def hand_in(self, other: bool) -> None:
        self.acts.submit(other=other)

    @rule(region=st.sampled_from([NEAR, FAR]), statement=st.booleans())
    def return_and_hand_in_elsewhere(self, region: str, statement: bool) -> None:
        for role in (Role.EMPLOYER, Role.ACCEPTANCE, Role.HR_BUREAU, Role.COMMITTEE):
            self.acts.act(Action.RETURN, role)
        self.acts.correct(region, statement)
        self.acts.submit()

    @rule(other=st.booleans())
    def take_back(self, other: bool) -> None:
        self.acts.take_back(other=other)

    @rule(role=st.sampled_from(DESKS))
    def look(self, role: Role) -> None:
        self.acts.look(role)

    @rule(role=st.sampled_from(DESKS), entered=st.booleans())
    def mark_entered(self, role: Role, entered: bool) -> None:
        self.acts.mark_entered(role, entered)

    # ---- after each

    @invariant()
    def both_stand_the_same(self) -> None:
        if hasattr(self, "acts"):
            assert server_state(self.acts.twin) == local_state(self.acts.twin)

    @invariant()
    def whoever_may_see_it_sees_it(self) -> None:
        if not hasattr(self, "acts") or self.head == self.acts.twin.server_head():
            return
        self.head = self.acts.twin.server_head()
        seen, tombstones = sees(self.acts.twin), gone_for(self.acts.twin)
        assert seen == may_see(self.acts.twin)
        for key, was in self.saw.items():
            if was and not seen[key]:
                assert tombstones[key] > self.tombstones[key], key
        self.saw, self.tombstones = seen, tombstones

    @invariant()
    def the_desks_own_codes_are_named(self) -> None:
        if hasattr(self, "acts"):
            assert not self.acts.codes & ONLY_THE_DESK


def run_conformance(world: World, folder: Path, examples: int, steps: int = 30) -> frozenset[str]:
    """So many generated sequences in an empty ``world``. The codes that were given."""
    ConformanceMachine.sides = take_seats(world, (WHOLE_ROAD, SHORT_CHAIN))
    ConformanceMachine.template = folder / "template"
    create_test_copy(ConformanceMachine.template).close()
    told_codes.clear()
    run_state_machine_as_test(
        ConformanceMachine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    for district in (NEAR, "*"):
        assert world.one("SELECT rd.verify_audit(%s)", district) is None
    return frozenset(told_codes)


def test_generated_acts_end_the_same_under_both_authorities(world: World, tmp_path: Path) -> None:
    run_conformance(world, tmp_path, examples=12)
