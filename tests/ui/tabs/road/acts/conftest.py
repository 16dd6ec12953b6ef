"""The act sheets over a bare page, at any office of the road, on a real working copy (tests/road_offices.py)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QLineEdit, QPlainTextEdit, QWidget

from app.domain.decision import Action
from app.domain.organisation import Role
from app.domain.paper_forms import FormStep
from tests.copies import Office
from tests.desk_fixtures import OpenTab, RealDesk
from tests.road_offices import RoadOffices, make_road_offices
from tests.usecases.road_desk import RoadDesk
from ui.session import Session
from ui.tab_page import TabPage
from ui.tabs.road.acts.sheet import ActSheet
from ui.tabs.road.acts.sheets import ActSheets
from ui.widgets.callout import Callout


class SheetsPage(TabPage):
    """Nothing but the host of the sheets."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.sheets = ActSheets(session, self)


@dataclass
class OpenSheets:
    tab: OpenTab
    offices: RoadOffices
    action: Action | None = None

    @property
    def sheets(self) -> ActSheets:
        sheets: ActSheets = self.tab.page.sheets
        return sheets

    @property
    def sheet(self) -> ActSheet:
        found = self.sheets.open_sheet()
        assert found is not None, "no sheet is open"
        return found

    def titles(self, *names: str) -> list[str]:
        """The acts offered, in the order of the buttons."""
        return [offer.title for offer in self.sheets.actions_for(self.offices.rows(*names))]

    def open(self, action: Action, *names: str) -> None:
        self.action = action
        self.sheets.open(action, self.offices.rows(*names))
        self.tab.wait()

    def type(self, **fields: str) -> None:
        """``reason`` and the fields of the record."""
        for key, text in fields.items():
            kind = QPlainTextEdit if key == "reason" else QLineEdit
            field = self.tab.find(kind, self._name(key))
            field.setPlainText(text) if key == "reason" else field.setText(text)

    def tick(self, *keys: str) -> None:
        for key in keys:
            self.tab.find(QCheckBox, self._name(key)).setChecked(True)

    def confirm(self) -> None:
        """A click on the primary, whether or not it is open."""
        self.tab.click(self.button("confirm"))

    def insist(self) -> None:
        """Ctrl+Enter: with something missing it is named at its place."""
        self.sheet.confirm()
        self.tab.wait()

    def button(self, key: str) -> QAbstractButton:
        button: QAbstractButton = self.tab.find(QAbstractButton, self._name(key))
        return button

    def says(self, key: str) -> str:
        """The callout of this name; "" where it is not shown."""
        found = self.tab.shell.findChildren(Callout, self._name(key))
        return next((c.accessibleName() for c in found if c.isVisible()), "")

    def undo(self) -> bool:
        done = self.sheets.withdraw_last()
        self.tab.wait()
        return done

    def _name(self, key: str) -> str:
        assert self.action is not None
        return f"road.act.{self.action.value}.{key}"


@dataclass
class Acting:
    offices: RoadOffices
    open_tab: Callable[..., OpenTab]

    def add(self, name: str, *args: Any, **changes: Any) -> RoadDesk:
        return self.offices.add(name, *args, **changes)

    def sit(self, office: Role | Office, **changes: Any) -> OpenSheets:
        self.offices.sit(office)
        return OpenSheets(self.open_tab(SheetsPage, **changes), self.offices)


@pytest.fixture
def acting(real_desk: RealDesk, open_tab: Callable[..., OpenTab]) -> Acting:
    return Acting(make_road_offices(real_desk), open_tab)


def walk_forms(person: RoadDesk, until: FormStep | str) -> RoadDesk:
    """Each desk records its step of the paper forms, up to this one."""
    while person.stored().form_step != until:
        person.next_form_act()
    return person
