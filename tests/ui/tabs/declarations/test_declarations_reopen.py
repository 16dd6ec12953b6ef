"""重开 at the review desk: by the level that decided, with a reason, until the next has decided (DOMAIN facts §4)."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QPlainTextEdit

from app.domain.decision import Action
from app.domain.declaration import Stage
from app.domain.errors import EnvironmentFault
from app.domain.organisation import Role
from tests.desk_fixtures import with_desk
from tests.factories import make_decision
from tests.ui.tabs.declarations.declaring import CTRL
from tests.ui.tabs.declarations.test_declarations_levels import NEXT, STAGE, Levels
from ui.widgets.callout import Callout

REASON = "复核时发现继续教育学时证明看错了年份"


@pytest.fixture
def levels(real_desk, declaring):
    return Levels(real_desk, declaring)


@pytest.fixture
def decided(levels):
    """A declaration that the level decided: passed, or as ``action`` and ``after`` say."""

    def decided_(role, action=Action.PASS, after=None, name="林致远"):
        after = after or NEXT[role][0]
        declaration = levels.arrive(name, STAGE[role])
        levels.sit(role)
        with levels.real.uow() as uow:
            stored = uow.declarations.get(declaration.id)
            uow.decisions.add(
                make_decision(
                    stored,
                    levels.offices[role].actor,
                    action=action,
                    before=STAGE[role].value,
                    after=after.value,
                    at=levels.real.clock.now(),
                    opinion="同意",
                )
            )
            uow.commit()
        levels.declaring.save(declaration, stage=after)
        return declaration

    return decided_


def button(tab, name: str) -> QAbstractButton:
    return tab.find(QAbstractButton, f"declarations.{name}")


def reason_field(tab) -> QPlainTextEdit:
    return tab.find(QPlainTextEdit, "declarations.reopen_sheet.reason")


@pytest.mark.parametrize("role", [Role.ACCEPTANCE, Role.HR_BUREAU, Role.COMMITTEE])
def test_every_level_reopens_its_own_pass_with_a_reason(levels, decided, reviewed, role):
    declaration = decided(role)
    tab = reviewed(declaration)
    assert not tab.page.review.bar._passes.isVisible(), "closed verdicts leave the room to 重开"
    tab.press(Qt.Key.Key_O)
    assert STAGE[role] is not levels.stored(declaration).stage
    confirm = button(tab, "reopen_sheet.confirm")
    assert not confirm.isEnabled()
    what = tab.find(Callout, "declarations.reopen_sheet.what").accessibleName()
    assert "“通过”不再算数，记录留着" in what
    reason_field(tab).setPlainText(REASON)
    tab.press(Qt.Key.Key_Return, CTRL)
    assert levels.stored(declaration).stage is STAGE[role]
    first, again = levels.real.decisions(declaration.id)
    assert first.withdrawn
    assert (again.action, again.opinion, again.record["reopened"]) == (Action.REOPEN, REASON, first.id)
    assert tab.page.in_review(), "it is on the screen, in 待审查"
    assert tab.page.desk.dossier.declaration.id == declaration.id
    assert button(tab, "pass").isEnabled()
    assert not tab.page.review.bar._reopen.isVisible()


@pytest.mark.parametrize(("action", "after"), [(Action.RETURN, Stage.RETURNED), (Action.FAIL, Stage.FAILED)])
def test_a_return_and_a_failure_are_reopened_too(levels, decided, reviewed, action, after):
    declaration = decided(Role.ACCEPTANCE, action, after)
    tab = reviewed(declaration)
    tab.click(button(tab, "reopen"))
    reason_field(tab).setPlainText(REASON)
    tab.click(button(tab, "reopen_sheet.confirm"))
    assert levels.stored(declaration).stage is Stage.ACCEPTANCE_REVIEW


def test_once_the_next_level_has_decided_it_is_too_late(levels, decided, reviewed):
    declaration = decided(Role.ACCEPTANCE)
    with levels.real.uow() as uow:
        stored = uow.declarations.get(declaration.id)
        passed = make_decision(
            stored,
            levels.offices[Role.HR_BUREAU].actor,
            before=Stage.HR_BUREAU_REVIEW.value,
            after=Stage.AWAITING_PAYMENT.value,
        )
        uow.decisions.add(passed)
        uow.commit()
    levels.declaring.save(declaration, stage=Stage.AWAITING_PAYMENT)
    tab = reviewed(declaration)
    tab.press(Qt.Key.Key_O)
    assert not tab.page.reopen_sheet.is_open()
    assert not tab.page.review.bar._reopen.isVisible()
    assert "已通过，现在到待缴费" in tab.page.review.bar.reason.text()


def test_another_office_does_not_reopen_it(levels, decided, reviewed):
    declaration = decided(Role.ACCEPTANCE)
    levels.sit(Role.HR_BUREAU)
    tab = reviewed(declaration)
    tab.press(Qt.Key.Key_O)
    assert not tab.page.reopen_sheet.is_open()


def test_z_takes_the_reopening_back(levels, decided, reviewed):
    declaration = decided(Role.ACCEPTANCE)
    tab = reviewed(declaration)
    tab.press(Qt.Key.Key_O)
    reason_field(tab).setPlainText(REASON)
    tab.press(Qt.Key.Key_Return, CTRL)
    tab.press(Qt.Key.Key_Z)
    assert levels.stored(declaration).stage is Stage.HR_BUREAU_REVIEW
    first, again = levels.real.decisions(declaration.id)
    assert (first.withdrawn, again.withdrawn) == (False, True)


def test_the_reason_stays_after_esc_and_after_a_full_disk(levels, decided, reviewed):
    declaration = decided(Role.ACCEPTANCE)

    class FullDisk:
        full = False

        def __call__(self):
            if self.full:
                raise EnvironmentFault("E-204")
            return levels.real.new_uow()

    disk = FullDisk()
    tab = reviewed(declaration, desk=with_desk(levels.real, new_unit_of_work=disk))
    tab.press(Qt.Key.Key_O)
    reason_field(tab).setPlainText(REASON)
    tab.press(Qt.Key.Key_Escape)
    assert tab.page.in_review()
    tab.press(Qt.Key.Key_O)
    assert reason_field(tab).toPlainText() == REASON
    disk.full = True
    tab.press(Qt.Key.Key_Return, CTRL)
    assert "磁盘已满" in tab.find(Callout, "declarations.reopen_sheet.problem").accessibleName()
    disk.full = False
    tab.press(Qt.Key.Key_Return, CTRL)
    assert levels.stored(declaration).stage is Stage.ACCEPTANCE_REVIEW
