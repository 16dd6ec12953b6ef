"""Every act beyond the reviews through its sheet: offered, asked for, recorded, taken back (seed B 二(七)-(十二))."""

from dataclasses import dataclass, field, replace

import pytest

from app.domain.decision import Action
from app.domain.declaration import Stage
from app.domain.organisation import Role
from app.domain.paper_forms import FormStep
from tests.road_offices import BODIES
from tests.ui.tabs.road.acts.conftest import walk_forms
from ui.tabs.road.acts.sheet_part import SheetPart
from ui.widgets.labels import TextLabel

TODAY = "2026-10-09"
WHY = "按规定办理，本人已知悉"


@dataclass(frozen=True)
class Case:
    action: Action
    role: Role
    stage: Stage
    title: str
    after: Stage
    typed: dict[str, str] = field(default_factory=dict)
    kept: dict[str, str] = field(default_factory=dict)
    ticked: tuple[str, ...] = ()
    forms: str = ""
    municipal: bool = False
    reason: str = ""

    @property
    def id(self) -> str:
        return f"{self.action.value}-{self.role.value}-{self.title}"


FORMS, BACK = Stage.AWAITING_FORMS, Stage.AWAITING_FORMS_BACK
RECEIPT = ("copies", "watermark")


def step(role: Role, before: str, made: FormStep, title: str, **more) -> Case:
    receipt = made is FormStep.RECEIVED
    kept = {"step": made.value, "on": TODAY} | ({"copies": "2", "watermark": "yes"} if receipt else {})
    return Case(
        Action.FORM_STEP, role, FORMS, title, FORMS, kept=kept, forms=before, ticked=RECEIPT * receipt, **more
    )


CASES = (
    Case(
        *(Action.RECORD_PAYMENT, Role.EMPLOYER, Stage.AWAITING_PAYMENT, "登记缴费", FORMS),
        typed={"amount": "1,450.5", "receipt": "2026000123", "paid_on": "2026.10.8"},
        kept={"amount": "1450.5", "receipt": "2026000123", "paid_on": "2026-10-08"},
    ),
    Case(
        *(Action.EXTEND_PAYMENT, Role.HR_BUREAU, Stage.AWAITING_PAYMENT, "延长缴费期限"),
        Stage.AWAITING_PAYMENT,
        typed={"pay_until": "2026-10-20"},
        kept={"pay_until": "2026-10-20"},
        reason=WHY,
    ),
    step(Role.EMPLOYER, "", FormStep.EXPORTED, "登记导出"),
    step(Role.EMPLOYER, FormStep.EXPORTED, FormStep.UNIT_STAMPED, "登记盖章"),
    step(Role.EMPLOYER, FormStep.UNIT_STAMPED, FormStep.HANDED_IN, "登记报送"),
    step(Role.ACCEPTANCE, FormStep.HANDED_IN, FormStep.RECEIVED, "登记收到"),
    step(Role.ACCEPTANCE, FormStep.RECEIVED, FormStep.FORWARDED, "登记转报"),
    step(Role.MUNICIPAL_UNIT, FormStep.HANDED_IN, FormStep.RECEIVED, "登记收到", municipal=True),
    step(Role.MUNICIPAL_UNIT, FormStep.RECEIVED, FormStep.MUNICIPAL_STAMPED, "登记盖章", municipal=True),
    step(Role.MUNICIPAL_UNIT, FormStep.MUNICIPAL_STAMPED, FormStep.FORWARDED, "登记转报", municipal=True),
    Case(
        *(Action.REFUSE_FORMS, Role.ACCEPTANCE, FORMS, "不收评审表", FORMS),
        kept={"on": TODAY},
        forms=FormStep.HANDED_IN,
        reason=WHY,
    ),
    Case(
        *(Action.RECEIVE_FORMS, Role.COMMITTEE, FORMS, "登记收到", Stage.COMMITTEE_REVIEW),
        kept={"step": FormStep.COMMITTEE_RECEIVED.value, "on": TODAY, "copies": "2", "watermark": "yes"},
        forms=FormStep.FORWARDED,
        ticked=RECEIPT,
    ),
    Case(
        *(Action.REPORT, Role.COMMITTEE, Stage.AWAITING_REPORT, "报送评审结果", Stage.CITY_REVIEW),
        kept={"to": BODIES[0], "on": TODAY},
    ),
    Case(
        *(Action.RECONVENE, Role.COMMITTEE, Stage.AWAITING_REPORT, "重新评审", Stage.AWAITING_MEETING),
        reason=WHY,
    ),
    Case(
        *(Action.ENDORSE, Role.CITY, Stage.CITY_REVIEW, "审核同意", Stage.CITY_REVIEW),
        kept={"body": BODIES[0], "on": TODAY},
    ),
    Case(
        *(Action.SEND_BACK, Role.CITY, Stage.CITY_REVIEW, "发回评委会办公室", Stage.AWAITING_REPORT),
        reason=WHY,
    ),
    Case(
        *(Action.RECORD_DOCUMENT, Role.CITY, Stage.AWAITING_DOCUMENT, "登记发文", Stage.AWAITING_CERTIFICATE),
        typed={"number": "杭人社发〔2026〕88号", "title": "关于公布评审结果的通知"},
        kept={"number": "杭人社发〔2026〕88号", "issued_on": TODAY, "title": "关于公布评审结果的通知"},
    ),
    Case(
        *(Action.RECORD_CERTIFICATE, Role.CITY, Stage.AWAITING_CERTIFICATE, "登记证书", BACK),
        typed={"number.0": "ZG33012026000123"},
        kept={"number": "ZG33012026000123", "issued_on": TODAY},
    ),
    Case(
        *(Action.GIVE_UP, Role.EMPLOYER, Stage.AWAITING_PAYMENT, "放弃申报", Stage.WITHDRAWN),
        reason=WHY,
    ),
)


def stand(acting, case):
    person = acting.add("陈晓东", case.stage, municipal=case.municipal)
    if case.forms:
        walk_forms(person, case.forms)
    return person


def seat(acting, case):
    unit = acting.offices.municipal_firm if case.municipal else acting.offices.firm
    return unit if case.role is Role.EMPLOYER else case.role


@pytest.mark.req("B9", "B10.1", "B10.2", "B10.3", "B10.4", "B10.5", "B10.6", "B10.7")
@pytest.mark.req("B12.2", "B13.1", "B13.2")
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_an_act_is_offered_recorded_and_taken_back(acting, case):
    person = stand(acting, case)
    opened = acting.sit(seat(acting, case))
    assert case.title in opened.titles("陈晓东")
    opened.open(case.action, "陈晓东")
    opened.type(**case.typed)
    opened.tick(*case.ticked)
    if case.reason:
        opened.type(reason=case.reason)
    before = len(person.decisions())
    opened.confirm()
    assert opened.sheets.open_sheet() is None, "it closes once it is written"
    made = person.decisions()[before]
    assert dict(made.record) == case.kept
    assert made.opinion == case.reason
    assert made.actor.role is case.role
    assert person.stored().stage is case.after
    assert opened.undo()
    assert person.decisions()[before].withdrawn
    assert person.stored().stage is case.stage


@pytest.mark.req("B9")
@pytest.mark.parametrize(
    "case", [c for c in CASES if c.typed or c.ticked or c.reason], ids=lambda case: case.id
)
def test_what_is_missing_keeps_the_act_closed_and_is_named(acting, case):
    person = stand(acting, case)
    opened = acting.sit(seat(acting, case))
    opened.open(case.action, "陈晓东")
    assert not opened.button("confirm").isEnabled()
    assert opened.sheet.footer.reason.text(), "why stands beside the button"
    opened.confirm()
    opened.insist()
    assert person.stored().stage is case.stage
    parts = opened.sheet.findChildren(SheetPart)
    missing = [part.missing() for part in parts if part.isVisible() and part.missing()]
    assert missing
    assert all(sentence.endswith("）") or "。" in sentence for sentence in missing), (
        "a sentence each, not a code"
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_no_other_desk_is_offered_it(acting, case):
    stand(acting, case)
    for role in set(Role) - {case.role, Role.ADMIN}:
        opened = acting.sit(role if role is not Role.EMPLOYER else acting.offices.firm)
        rows = opened.offices.rows("陈晓东")
        offered = [o.action for o in opened.sheets.actions_for(rows) if o.enabled]
        shared = {Action.FORM_STEP, Action.REFUSE_FORMS, Action.REOPEN}
        assert case.action not in set(offered) - shared
        opened.tab.shell.leave()
        opened.tab.operations.close()


@pytest.mark.req("B14.1", "B14.2", "B14.3")
@pytest.mark.parametrize("municipal", [False, True])
def test_the_way_back_ends_with_the_person(acting, municipal):
    person = acting.add("陈晓东", Stage.AWAITING_FORMS, municipal=municipal)
    walk_forms(person, FormStep.COMMITTEE_RECEIVED)
    with person.new_uow() as uow:
        stored = uow.declarations.get(person.declaration_id)
        uow.declarations.save(replace(stored, stage=BACK, rev=stored.rev + 1))
        uow.commit()
    desk = Role.MUNICIPAL_UNIT if municipal else Role.ACCEPTANCE
    for role, action, title in (
        (Role.COMMITTEE, Action.FORM_STEP, "登记退回"),
        (desk, Action.FORM_STEP, "登记领回"),
        (desk, Action.GIVE_FORMS, "登记退申报人"),
    ):
        opened = acting.sit(role)
        assert title in opened.titles("陈晓东")
        opened.open(action, "陈晓东")
        if action is Action.GIVE_FORMS:
            assert "由申报人自行放入个人档案" in opened.tab.find(TextLabel, "road.act.give_forms.note").text()
            opened.type(taken_by="本人")
        opened.confirm()
        opened.tab.shell.leave()
        opened.tab.operations.close()
    assert person.stored().stage is Stage.ARCHIVED
    assert person.decisions()[-1].record["taken_by"] == "本人"
