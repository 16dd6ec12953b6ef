"""No sequence of acts reaches a state the table forbids, skips a publicity, loses a decision or leaves a dossier ownerless.

A stateful test: hypothesis tries every act of every office in any order, with days passing, publicities, objections,
resubmissions and Z between them, on a real working copy.
"""

import shutil
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from app.domain.audit import verify_chain
from app.domain.decision import Action, standing
from app.domain.declaration import FINAL_STAGES, Stage
from app.domain.errors import RuleError
from app.domain.organisation import Role
from app.domain.payment import is_paid
from app.domain.publicity import PublicityKind
from app.domain.road import Station, stages_after
from app.domain.workflow import DECLARATION_TABLE, Way
from db.name_readings import read_name
from tests.copies import create_test_copy, open_test_copy
from tests.factories import FixedPlanKits
from tests.usecases.road_desk import BODIES, SHORT_CHAIN, WHOLE_ROAD, make_road_desk

BY_DECISION = sorted(
    {row.action for row in DECLARATION_TABLE}
    - {Action.SUBMIT, Action.TAKE_BACK, Action.START_PUBLICITY, Action.CANCEL_PUBLICITY, Action.OBJECT}
    - {Action.ENDORSE_LAST}
)
DESKS = sorted({row.role for row in DECLARATION_TABLE})
NEEDED: dict[PublicityKind, frozenset[Stage]] = {
    PublicityKind.EMPLOYER: stages_after(Station.EMPLOYER),
    PublicityKind.APPLICANTS: stages_after(Station.APPLICANTS_PUBLICITY),
    PublicityKind.RESULTS: stages_after(Station.RESULTS_PUBLICITY),
}
"""Behind which publicity a dossier may stand in which stages."""
CONCLUSION = {
    PublicityKind.EMPLOYER: (Action.PASS, Stage.IN_PUBLICITY),
    PublicityKind.APPLICANTS: (Action.CONCLUDE_PUBLICITY, Stage.IN_APPLICANTS_PUBLICITY),
    PublicityKind.RESULTS: (Action.CONCLUDE_PUBLICITY, Stage.IN_RESULTS_PUBLICITY),
}
FORWARD = {
    Stage.EMPLOYER_REVIEW: (Action.CONFIRM, Role.EMPLOYER),
    Stage.AWAITING_PUBLICITY: ("publish", Role.EMPLOYER),
    Stage.IN_PUBLICITY: (Action.PASS, Role.EMPLOYER),
    Stage.ACCEPTANCE_REVIEW: (Action.PASS, Role.ACCEPTANCE),
    Stage.HR_BUREAU_REVIEW: (Action.PASS, Role.HR_BUREAU),
    Stage.AWAITING_PAYMENT: (Action.RECORD_PAYMENT, Role.EMPLOYER),
    Stage.AWAITING_FORMS: ("forms", None),
    Stage.COMMITTEE_REVIEW: (Action.PASS, Role.COMMITTEE),
    Stage.AWAITING_APPLICANTS_PUBLICITY: ("publish", Role.COMMITTEE),
    Stage.IN_APPLICANTS_PUBLICITY: (Action.CONCLUDE_PUBLICITY, Role.COMMITTEE),
    Stage.AWAITING_MEETING: (Action.MEETING_PASS, Role.COMMITTEE),
    Stage.AWAITING_RESULTS_PUBLICITY: ("publish", Role.COMMITTEE),
    Stage.IN_RESULTS_PUBLICITY: (Action.CONCLUDE_PUBLICITY, Role.COMMITTEE),
    Stage.AWAITING_REPORT: (Action.REPORT, Role.COMMITTEE),
    Stage.CITY_REVIEW: ("endorse", Role.CITY),
    Stage.AWAITING_FORMS_BACK: ("forms", None),
}
"""What the owner does next where all is well: without it, random acts seldom come far."""


class RoadMachine(RuleBasedStateMachine):
    template: Path | None = None
    """An empty migrated copy: migrating for each example would take most of the time."""

    @initialize(short=st.booleans(), municipal=st.booleans())
    def begin(self, short: bool, municipal: bool) -> None:
        self.folder = Path(tempfile.mkdtemp()) / "copy"
        if RoadMachine.template is None:
            RoadMachine.template = Path(tempfile.mkdtemp()) / "copy"
            create_test_copy(RoadMachine.template).close()
        shutil.copytree(RoadMachine.template, self.folder)
        self.copy = open_test_copy(self.folder)
        kit = SHORT_CHAIN if short else WHOLE_ROAD
        kits = FixedPlanKits((kit,))
        self.desk = make_road_desk(
            lambda: self.copy.new_unit_of_work(kits, read_name), kit, municipal=municipal and not short
        )
        self.known: list[str] = []

    def attempt(self, act: Any, *given: Any, **more: Any) -> None:
        """Refused: nothing may have changed. Applied: the table must have a row from there to here."""
        before, decided = self.desk.stored(), len(self.desk.decisions())
        try:
            act(*given, **more)
        except RuleError:
            assert self.desk.stored() == before
            assert len(self.desk.decisions()) == decided
            return
        after = self.desk.stored()
        assert after.rev > before.rev or after == before

    @rule(times=st.integers(1, 9))
    def go_on(self, times: int) -> None:
        for _ in range(times):
            step = FORWARD.get(self.desk.stored().stage)
            match step:
                case None:
                    city = Role.COMMITTEE if Station.CITY not in self.desk.kit.road else Role.CITY
                    for action in (Action.RECORD_DOCUMENT, Action.RECORD_CERTIFICATE):
                        self.attempt(self.desk.act, action, city)
                case ("publish", Role() as role):
                    self.attempt(self.desk.publish_through, role)
                case ("forms", _):
                    self.attempt(self.desk.next_form_act)
                case ("endorse", _):
                    self.endorse(0, False)
                    self.endorse(1, True)
                case (Action() as action, Role() as role):
                    self.attempt(self.desk.act, action, role)

    @rule(action=st.sampled_from(BY_DECISION), role=st.sampled_from(DESKS))
    def act(self, action: Action, role: Role) -> None:
        before = self.desk.stored()
        self.attempt(self.desk.act, action, role)
        after = self.desk.stored()
        if after.rev != before.rev:
            rows = [r for r in DECLARATION_TABLE if r.stage is before.stage and r.role is role]
            targets = {
                r.target for r in rows if r.action in (action, Action.RESUME_PUBLICITY, Action.ENDORSE_LAST)
            }
            assert targets, (before.stage, action, role)
            assert after.stage in targets or targets & {Way.NEXT, Way.BACK, Way.STAY}

    @rule(place=st.integers(0, 99))
    def act_of_the_table(self, place: int) -> None:
        """One of those that the table knows here: the guards may still refuse it."""
        stage = self.desk.stored().stage
        rows = [r for r in DECLARATION_TABLE if r.stage is stage and r.action in BY_DECISION]
        if rows:
            row = rows[place % len(rows)]
            self.act(row.action, row.role)

    @rule(body=st.integers(0, 1), second=st.booleans())
    def endorse(self, body: int, second: bool) -> None:
        record = {"body": BODIES[body], "on": self.desk.clock.today().isoformat()}
        office = self.desk.second_city if second else self.desk.offices[Role.CITY]
        self.attempt(self.desk.act, Action.ENDORSE, Role.CITY, office, record=record)

    @rule(role=st.sampled_from([Role.EMPLOYER, Role.COMMITTEE, Role.ACCEPTANCE]))
    def publish(self, role: Role) -> None:
        self.attempt(self.desk.publish, role)

    @rule(role=st.sampled_from([Role.EMPLOYER, Role.COMMITTEE]), what=st.sampled_from(["object", "cancel"]))
    def disturb_publicity(self, role: Role, what: str) -> None:
        if self.desk.publicity() is not None:
            self.attempt(getattr(self.desk, what), role)

    @rule(role=st.sampled_from([Role.EMPLOYER, Role.COMMITTEE]), upheld=st.booleans())
    def settle(self, role: Role, upheld: bool) -> None:
        publicity = self.desk.publicity()
        if publicity is not None and publicity.open_objections(self.desk.declaration_id):
            self.attempt(self.desk.settle, role, upheld)

    @rule(days=st.sampled_from([1, 3, 22]))
    def wait(self, days: int) -> None:
        self.desk.pass_days(days)

    @rule()
    def hand_in(self) -> None:
        self.attempt(self.desk.submit)

    @rule(role=st.sampled_from(DESKS))
    def take_back_the_last(self, role: Role) -> None:
        made = self.desk.decisions()
        if made:
            self.attempt(self.desk.withdraw, made[-1], role)

    @invariant()
    def no_decision_is_lost(self) -> None:
        kept = [d.id for d in self.desk.decisions()]
        assert kept[: len(self.known)] == self.known
        assert set(self.desk.acknowledged) <= set(kept)
        self.known = kept

    @invariant()
    def no_publicity_was_skipped(self) -> None:
        stored = self.desk.stored()
        made = standing(self.desk.decisions())
        for kind, stages in NEEDED.items():
            if stored.stage in stages:
                action, stage = CONCLUSION[kind]
                last = [d for d in made if d.action is action and d.before == stage]
                assert last, (kind, stored.stage)

    @invariant()
    def nobody_pays_twice_or_passes_unpaid(self) -> None:
        stored = self.desk.stored()
        paid = is_paid(self.desk.decisions())
        if stored.stage is Stage.AWAITING_PAYMENT:
            assert not paid
        elif Station.PAYMENT in self.desk.kit.road and stored.stage in stages_after(Station.PAYMENT):
            assert paid

    @invariant()
    def every_dossier_has_an_owner(self) -> None:
        stage = self.desk.stored().stage
        if stage in FINAL_STAGES:
            return
        aside = (Action.REOPEN, Action.GIVE_UP, Action.REQUEST_REOPEN)
        owners = {r.role for r in DECLARATION_TABLE if r.stage is stage and r.action not in aside}
        assert owners

    def teardown(self) -> None:
        if hasattr(self, "desk"):
            with self.desk.new_uow() as uow:
                verify_chain(uow.audit.entries())
            self.copy.close()
            shutil.rmtree(self.folder.parent)


RoadMachine.TestCase.settings = settings(
    max_examples=25,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
TestRoad = RoadMachine.TestCase
