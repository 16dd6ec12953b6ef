"""The desk of the expert meetings over 受理与评审, at the committee's office of a real working copy."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QLineEdit

from app.domain.commands import AdvanceDeclaration, KeepMeeting
from app.domain.decision import Action, Decision
from app.domain.declaration import Stage
from app.domain.meeting import Meeting
from app.domain.organisation import Role
from app.services.documents.office_documents import OfficeDocuments
from app.usecases.advance_declaration import advance_declaration
from app.usecases.keep_meeting import keep_meeting
from resources import fonts_dir, templates_dir
from tests.desk_fixtures import OpenTab, RealDesk, with_desk
from tests.factories import make_id
from tests.road_offices import RoadOffices, make_road_offices
from tests.usecases.road_desk import RoadDesk
from ui.dialogs.file_choice import FileChoice
from ui.models.rows_table import RowsTable
from ui.tabs.road.meetings.desk import MeetingDesk
from ui.tabs.road.view import RoadTab
from ui.widgets.labels import ElidedLabel, TextLabel
from ui.widgets.table_view import TableView

TITLE = "2026年第 1 次评审会"


def texts(table: TableView, title: str) -> list[str]:
    """What a column shows, top to bottom; of a pill its word."""
    model = table.model()
    heads = [model.headerData(n, Qt.Orientation.Horizontal) for n in range(model.columnCount())]
    place = heads.index(title)
    found = []
    for row in range(model.rowCount()):
        index = model.index(row, place)
        role = int(Qt.ItemDataRole.AccessibleTextRole)
        found.append(str(index.data() or index.data(role) or ""))
    return found


@dataclass
class Office:
    """The committee's office with people in 待评审."""

    offices: RoadOffices
    open_tab: Callable[..., OpenTab]

    @property
    def real(self) -> RealDesk:
        return self.offices.real

    def add(self, name: str, stage: Stage = Stage.AWAITING_MEETING, **changes: Any) -> RoadDesk:
        return self.offices.add(name, stage, **changes)

    def meet(self, *people: RoadDesk, title: str = TITLE, experts: int = 13) -> str:
        """A meeting with these people."""
        command = KeepMeeting(
            *(make_id(), self.offices.offices[Role.COMMITTEE].actor, make_id(), title),
            *(date(2026, 10, 9), "一楼会议室", tuple(p.declaration_id for p in people), experts),
        )
        keep_meeting(command, self.real.new_uow, self.real.clock)
        return command.meeting_id

    def decide(self, person: RoadDesk, meeting_id: str, *, passed: bool = True, **more: str) -> None:
        """A verdict as another desk of the office records it."""
        note, stored = more.pop("note", ""), person.stored()
        act = Action.MEETING_PASS if passed else Action.MEETING_FAIL
        actor = self.offices.offices[Role.COMMITTEE].actor
        command = AdvanceDeclaration(
            *(make_id(), actor, stored.id, stored.rev, act, {"meeting": meeting_id, **more}, (), note)
        )
        advance_declaration(command, person.new_uow, person.clock, person.kits)

    def change(self, meeting_id: str, **changes: Any) -> None:
        """A colleague kept the meeting otherwise."""
        with self.real.uow() as uow:
            kept = uow.meetings.find(meeting_id)
            uow.meetings.save(replace(kept, rev=kept.rev + 1, **changes))
            uow.commit()

    def meeting(self, meeting_id: str) -> Meeting:
        with self.real.uow() as uow:
            found: Meeting = uow.meetings.find(meeting_id)
        return found

    def verdict(self, person: RoadDesk) -> Decision:
        return person.decisions()[-1]

    def sit(self, **changes: Any) -> "OpenDesk":
        """受理与评审 with the queue 待评审."""
        self.offices.sit(Role.COMMITTEE)
        documents = OfficeDocuments(templates_dir(), fonts_dir(), self.real.clock)
        tab = self.open_tab(RoadTab, desk=with_desk(self.real, documents=documents), **changes)
        return OpenDesk(tab)


@dataclass
class OpenDesk:
    tab: OpenTab

    @property
    def page(self) -> RoadTab:
        page: RoadTab = self.tab.page
        return page

    @property
    def desk(self) -> MeetingDesk:
        return self.page.meetings

    def open(self) -> MeetingDesk:
        """评审会 above the list."""
        self.click("road.meetings_open")
        return self.desk

    def to_queue(self, name: str, person: str = "") -> None:
        """A click on a line of the stage list, and on somebody in the list."""
        view = self.page.stages.view
        place = next(n for n, entry in enumerate(view.entries()) if entry.name == name)
        view.set_current_row(place)
        self.tab.wait()
        if person:
            names = texts(self.page.list.table, "姓名")
            self.page.list.table.set_current_row(names.index(person))
            self.tab.wait()

    def click(self, name: str) -> None:
        self.tab.click(self.tab.find(QAbstractButton, name))

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            self.tab.press(key)

    def write(self, name: str, text: str) -> None:
        """As an input method does: QTest's key clicks know no Chinese."""
        field: QLineEdit = self.tab.find(QLineEdit, name)
        field.setFocus()
        field.selectAll()
        field.insert(text)
        self.tab.wait()

    def label(self, name: str) -> str:
        shell = self.tab.shell
        found: list[TextLabel | ElidedLabel] = [
            *shell.findChildren(TextLabel, name),
            *shell.findChildren(ElidedLabel, name),
        ]
        for label in found:
            if label.isVisible():
                return label.text()
        raise AssertionError(f"no visible label named {name}")

    def names(self) -> list[str]:
        return texts(self.desk.pane.table, "姓名")

    def results(self) -> dict[str, str]:
        return dict(zip(self.names(), texts(self.desk.pane.table, "结果"), strict=True))

    def current(self) -> str:
        return self.label("road.meetings.person")

    def candidates(self) -> list[str]:
        return texts(self.desk.editor.table, "姓名")

    def ticked(self) -> list[str]:
        model = self.desk.editor.model
        names = dict(zip((c.row.id for c in model.rows), self.candidates(), strict=True))
        return [names[one] for one in model.ticked()]

    def tick(self, name: str) -> None:
        """The box of a person on the sheet of the meeting."""
        table = self.desk.editor.table
        table.set_current_row(self.candidates().index(name))
        table.setFocus()
        self.tab.press(Qt.Key.Key_X)

    def choose_file(self, path: Path) -> None:
        """Answer the file dialog that is open."""
        choice = self.desk.workbook.choice
        assert isinstance(choice, FileChoice)
        is_saved = choice.dialog.acceptMode() is QFileDialog.AcceptMode.AcceptSave
        if path.exists() or (is_saved and path.parent.exists()):
            line = choice.dialog.findChild(QLineEdit)
            assert line is not None
            line.setText(str(path))
            choice.dialog.accept()
        else:  # gone between the choice and the answer: the dialog itself would ask again
            choice.chosen.emit([str(path)])
            choice.dialog.reject()
        self.tab.wait()
        self.tab.shell.activateWindow()
        self.tab.wait()

    def shown(self, table: TableView) -> Sequence[object]:
        model = table.model()
        assert isinstance(model, RowsTable)
        return model.rows


@pytest.fixture
def office(real_desk: RealDesk, open_tab: Callable[..., OpenTab]) -> Office:
    return Office(make_road_offices(real_desk), open_tab)
