"""附件矩阵: the people of the list × the materials asked of them, at every reviewing desk (A4.10, B7; DOMAIN facts §7)."""

import pytest
from PySide6.QtCore import Qt

from app.domain.declaration import MaterialFiles, Route, Stage
from app.domain.organisation import Role
from app.ports.queries import DeclarationFilter, Scope
from tests.factories import make_file
from tests.ui.tabs.declarations.declaring import BUILDING
from ui.targets import DeclarationTarget
from ui.widgets import roles
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import TextLabel
from ui.widgets.tile_matrix.view import TileMatrix

FACTS = {
    "education": "registered",
    "staffing": "enterprise",
    "outside_insurance": "否",
    "appointed_on": "2021-03-01",
    "record_valid_until": "2026-12-31",
}
COMPLETE = ("education_proof", "appointment", "study_hours")


@pytest.fixture
def three(declaring):
    """One complete, one with two materials missing, one whose 备案表 had run out."""

    def add(name, *materials, **facts):
        return declaring.add(
            name,
            plan=BUILDING,
            checked=True,
            facts=FACTS | facts,
            conditions=("sample_bachelor_4",),
            materials=tuple(MaterialFiles(key, (make_file(name=f"{key}.pdf"),)) for key in materials),
        )

    return [
        add("林致远", *COMPLETE),
        add("买买提·艾力", "study_hours"),
        add("欧阳静怡", *COMPLETE, record_valid_until="2026-09-30"),
    ]


def opened(listed):
    tab = listed()
    tab.press(Qt.Key.Key_M)
    return tab, tab.find(TileMatrix, "attachment_matrix.table")


def tiles(table, name: str) -> list[str]:
    model = table.model()
    row = next(r for r in range(model.rowCount()) if model.index(r, 0).data() == name)
    found = [model.index(row, c).data(roles.TILE) for c in range(model.columnCount())]
    return [state for state in found if state]


@pytest.mark.req("A4.10", "B7.1a", "B7.2a", "B7.6")
def test_m_shows_who_lacks_what_and_what_is_to_be_noted(three, listed) -> None:
    tab, table = opened(listed)
    assert tiles(table, "林致远") == ["done", "done", "done"]
    assert sorted(tiles(table, "买买提·艾力")) == ["done", "missing", "missing"]
    assert tiles(table, "欧阳静怡") == ["noticed", "done", "done"]
    assert tab.find(TextLabel, "attachment_matrix.facts").text() == "3 份　1 份缺件　1 份需留意"


def test_the_line_below_explains_the_tile(three, listed) -> None:
    tab, table = opened(listed)
    sheet = tab.page.matrix
    for name, said in (
        ("欧阳静怡", "备案表有效期到 2026-09-30，提交时已过"),
        ("买买提·艾力", "没有上传"),
        ("林致远", "education_proof.pdf"),
    ):
        row = next(r for r in range(3) if table.model().index(r, 0).data() == name)
        table.set_current_cell(row, 2)
        assert said in sheet.explain.sentence()


def test_only_those_with_something_to_look_at(three, listed) -> None:
    tab, table = opened(listed)
    tab.page.matrix.only.click()
    names = {table.model().index(r, 0).data() for r in range(table.model().rowCount())}
    assert names == {"买买提·艾力", "欧阳静怡"}


def test_enter_opens_the_declaration_of_the_row(three, listed) -> None:
    tab, table = opened(listed)
    row = next(r for r in range(3) if table.model().index(r, 0).data() == "买买提·艾力")
    table.set_current_cell(row, 2)
    tab.press(Qt.Key.Key_Return)
    assert not tab.page.matrix.is_open()
    assert tab.page.in_review()
    assert tab.page.desk.dossier.applicant.name == "买买提·艾力"


def test_j_and_k_change_the_person_and_esc_closes(three, listed) -> None:
    tab, table = opened(listed)
    table.set_current_cell(0, 3)
    tab.press(Qt.Key.Key_J)
    assert table.current_cell() == (1, 3)
    tab.press(Qt.Key.Key_K)
    assert table.current_cell() == (0, 3)
    tab.press(Qt.Key.Key_Escape)
    assert not tab.page.matrix.is_open()


def test_when_nothing_is_missing_the_box_leaves_an_empty_matrix_that_says_so(declaring, listed) -> None:
    declaring.add(
        "林致远",
        plan=BUILDING,
        facts=FACTS,
        materials=tuple(MaterialFiles(key, (make_file(),)) for key in COMPLETE),
    )
    tab, _ = opened(listed)
    tab.page.matrix.only.click()
    assert tab.find(EmptyState, "attachment_matrix.empty").accessibleName() == "没有缺件，也没有需留意的"


def test_the_filter_of_the_list_is_that_of_the_matrix(three, listed) -> None:
    tab = listed()
    tab.page.open_target(DeclarationTarget(text="欧阳"))
    tab.wait()
    tab.press(Qt.Key.Key_M)
    table = tab.find(TileMatrix, "attachment_matrix.table")
    assert [table.model().index(r, 0).data() for r in range(table.model().rowCount())] == ["欧阳静怡"]


def test_a_level_sees_only_what_has_reached_it(three, declaring, real_desk) -> None:
    route = Route(hr_bureau_id="anywhere")
    arrived = declaring.add("方志远", Stage.HR_BUREAU_REVIEW, plan=BUILDING, facts=FACTS, route=route)
    queries, clock = real_desk.desk.queries, real_desk.clock
    own = queries.declaration_keys(real_desk.office.scope, DeclarationFilter(), clock.today())
    above = Scope(Role.HR_BUREAU, "anywhere")
    keys = [*own, *queries.declaration_keys(above, DeclarationFilter(), clock.today())]
    seen = real_desk.desk.checks.attachments(above, keys)
    assert [row.declaration.id for row in seen] == [arrived.id]
