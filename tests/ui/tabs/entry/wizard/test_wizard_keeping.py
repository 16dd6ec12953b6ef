"""Nothing typed is lost: steps back and forth, the window closed in the middle, a full disk, somebody else first."""

import threading
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QPlainTextEdit

from app.domain.declaration import PersonCategory
from app.domain.declaring import MaterialPart, Step, information_of
from app.domain.errors import EnvironmentFault
from tests.factories import make_file
from ui.tabs.entry.wizard.filling import Filling

TYPED = "本人从事建筑工程技术工作十二年，主持城北泵站。"
CTRL = Qt.KeyboardModifier.ControlModifier


def statement_of(tab):
    return tab.page.wizard.page(Step.INFORMATION).findChild(QPlainTextEdit, "entry.information.statement")


def category_of(tab, category):
    name = f"entry.information.category.{category.value}"
    return tab.page.wizard.page(Step.INFORMATION).findChild(QAbstractButton, name)


def type_statement(tab, text=TYPED):
    """As a paste: keys cannot type Chinese in a test."""
    statement = statement_of(tab)
    statement.setFocus()
    statement.selectAll()
    QApplication.clipboard().setText(text)
    QTest.keyClick(statement, Qt.Key.Key_V, CTRL)


class FullDisk:
    """A unit of work whose commit fails while ``is_full``."""

    def __init__(self, new_uow):
        self._new_uow = new_uow
        self.is_full = False

    def __call__(self):
        uow = self._new_uow()
        if self.is_full:
            uow.commit = self._refuse
        return uow

    def _refuse(self):
        raise EnvironmentFault("E-204")


def test_what_was_typed_is_there_after_going_back_and_forth(entered, unit, stored):
    draft = unit.draft("林致远", without=("statement",))
    tab = entered(draft, Step.INFORMATION)
    type_statement(tab)
    category_of(tab, PersonCategory.TRANSFER).click()
    for step in (Step.MATERIALS, Step.COMMITMENT, Step.INFORMATION):
        tab.click(tab.page.wizard.rail.steps[step])
    assert statement_of(tab).toPlainText() == TYPED
    assert category_of(tab, PersonCategory.TRANSFER).isChecked()
    kept = stored(draft)
    assert (kept.statement, kept.person_category) == (TYPED, PersonCategory.TRANSFER)


def test_a_pause_keeps_it_and_the_rail_says_when(entered, unit, stored, qtbot):
    draft = unit.draft("林致远")
    tab = entered(draft, Step.INFORMATION)
    type_statement(tab)
    qtbot.waitUntil(lambda: tab.page.wizard.keeper.declaration.statement == TYPED, timeout=3000)
    tab.wait()
    assert tab.page.wizard.rail.kept.text() == "草稿已保存 10:32"
    assert stored(draft).statement == TYPED


def test_the_window_closed_in_the_middle_loses_nothing(entered, unit, stored):
    draft = unit.draft("林致远", without=("statement",))
    tab = entered(draft, Step.INFORMATION)
    type_statement(tab)
    tab.page.wizard.page(Step.INFORMATION).settle()
    # Another part right behind it: the window's answer to the first will never come.
    hours = MaterialPart("study_hours", (make_file(name="学时.pdf"),))
    tab.page.wizard.keeper.apply(hours)
    tab.shell.leave()
    assert tab.operations.close()
    assert stored(draft).statement == TYPED and stored(draft).files_of("study_hours") == hours.files
    again = entered(draft, Step.INFORMATION)
    assert statement_of(again).toPlainText() == TYPED


def test_going_to_another_declaration_at_once_keeps_the_first(entered, unit, stored):
    first, second = unit.draft("林致远"), unit.draft("赵文静")
    tab = entered(first, Step.INFORMATION)
    type_statement(tab)
    tab.page.open_case(second.id, Step.INFORMATION)
    tab.wait()
    assert tab.page.wizard.rail.name.text() == "赵文静"
    assert statement_of(tab).toPlainText() == second.statement
    assert stored(first).statement == TYPED and stored(second).statement == second.statement


def test_another_tab_in_front_keeps_what_was_typed(entered, unit, stored):
    draft = unit.draft("林致远")
    tab = entered(draft, Step.INFORMATION)
    type_statement(tab)
    tab.page.leave()
    tab.wait()
    assert stored(draft).statement == TYPED


def test_a_full_disk_is_said_and_the_text_stays_until_there_is_room(entered, unit, stored, real_desk):
    draft = unit.draft("林致远")
    disk = FullDisk(real_desk.new_uow)
    tab = entered(draft, Step.INFORMATION, ports={"new_unit_of_work": disk})
    disk.is_full = True
    type_statement(tab)
    tab.page.wizard.settle()
    tab.wait()
    wizard = tab.page.wizard
    assert "磁盘已满" in wizard.problem.accessibleName() and wizard.problem.isVisible()
    assert "草稿已保存" not in wizard.rail.kept.text()
    assert statement_of(tab).toPlainText() == TYPED
    tab.click(wizard.rail.steps[Step.MATERIALS])
    tab.click(wizard.rail.steps[Step.INFORMATION])
    assert statement_of(tab).toPlainText() == TYPED
    disk.is_full = False
    wizard.keeper.try_again()
    tab.wait()
    assert stored(draft).statement == TYPED and not wizard.problem.isVisible()


def test_leaving_with_a_full_disk_and_coming_back_still_has_the_text(entered, unit, stored, real_desk):
    first, second = unit.draft("林致远"), unit.draft("赵文静")
    disk = FullDisk(real_desk.new_uow)
    tab = entered(first, Step.INFORMATION, ports={"new_unit_of_work": disk})
    disk.is_full = True
    type_statement(tab)
    tab.page.open_case(second.id, Step.INFORMATION)
    tab.wait()
    disk.is_full = False
    tab.page.open_case(first.id, Step.INFORMATION)
    tab.wait()
    assert statement_of(tab).toPlainText() == TYPED
    assert stored(first).statement == TYPED


def test_somebody_else_first_is_said_and_what_was_typed_is_not_lost(entered, unit, stored, real_desk):
    draft = unit.draft("林致远")
    tab = entered(draft, Step.INFORMATION)
    with real_desk.uow() as uow:
        uow.declarations.save(
            replace(uow.declarations.get(draft.id), rev=draft.rev + 1, person_category=PersonCategory.DIRECT)
        )
        uow.commit()
    type_statement(tab)
    tab.page.wizard.settle()
    tab.wait()
    wizard = tab.page.wizard
    assert "刚刚被改过" in wizard.problem.accessibleName()
    assert statement_of(tab).toPlainText() == TYPED
    wizard.keeper.try_again()
    tab.wait()
    assert stored(draft).statement == TYPED


@pytest.mark.parametrize("text", ["述" * 10_000, "𬭚㛃龘𰻝", "１１０　全角", "a\r\nb"])
def test_anything_pasted_into_the_statement_is_kept_as_it_is(entered, unit, stored, text):
    draft = unit.draft("林致远")
    tab = entered(draft, Step.INFORMATION)
    type_statement(tab, text)
    tab.page.wizard.settle()
    tab.wait()
    assert stored(draft).statement.replace("\r\n", "\n") == text.replace("\r\n", "\n")


class LateReader:
    """Entry queries whose next case was read before a write and arrives after its answer."""

    def __init__(self, entry):
        self._entry = entry
        self.is_late = False
        self.has_read, self.may_arrive = threading.Event(), threading.Event()

    def __getattr__(self, name):
        return getattr(self._entry, name)

    def case(self, scope, declaration_id):
        found = self._entry.case(scope, declaration_id)
        if self.is_late:
            self.is_late = False
            self.has_read.set()
            assert self.may_arrive.wait(10)
        return found


def test_what_was_read_before_a_write_does_not_come_over_it(entered, unit, stored, real_desk, qtbot):
    first, second = unit.draft("林致远"), unit.draft("赵文静")
    disk, reader = FullDisk(real_desk.new_uow), LateReader(real_desk.desk.entry)

    def wait_for_the_reader():
        uow = disk()
        if reader.is_late:
            assert reader.has_read.wait(10)
        return uow

    tab = entered(first, Step.INFORMATION, ports={"new_unit_of_work": wait_for_the_reader, "entry": reader})
    keeper = tab.page.wizard.keeper
    disk.is_full = True
    type_statement(tab)
    tab.page.open_case(second.id, Step.INFORMATION)
    tab.wait()
    disk.is_full, reader.is_late = False, True
    tab.page.open_case(first.id, Step.INFORMATION)
    qtbot.waitUntil(lambda: keeper.is_settled, timeout=5000)
    reader.may_arrive.set()
    tab.wait()
    assert statement_of(tab).toPlainText() == TYPED
    category_of(tab, PersonCategory.TRANSFER).click()
    tab.wait()
    assert stored(first).statement == TYPED


def test_what_the_window_has_not_heard_of_is_still_put_over_what_it_reads(unit, real_desk):
    draft = unit.draft("林致远")
    filling = Filling(draft.id)
    filling.rev = draft.rev
    part = replace(information_of(draft), statement=TYPED)
    place = filling.put(part)
    filling.under_way += 1
    kept = filling.write_one(place, real_desk.desk, real_desk.office.actor)
    assert kept.error is None and filling.parts() == [part]
    filling.hear(kept)
    assert filling.is_settled
