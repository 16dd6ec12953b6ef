"""Whose review a city office records: proposed only where it cannot be another's (B13.1)."""

import pytest

from app.domain.decision import Action
from app.domain.declaration import Stage
from app.domain.organisation import Role
from tests.factories import make_actor, make_organisation
from tests.road_offices import BODIES
from ui.tabs.road.acts.case import ActCase, propose_body


@pytest.mark.req("B13.1")
@pytest.mark.parametrize(
    ("office", "proposed"),
    [
        ("示例市人力资源和社会保障局", "市人力社保局"),
        ("示例市城乡建设委员会", "市建委"),
        ("市建委", "市建委"),
        ("示例市政务服务中心", ""),
    ],
)
def test_an_office_is_proposed_its_own_name_and_never_anothers(acting, office, proposed):
    acting.add("陈晓东", Stage.CITY_REVIEW)
    rows = acting.sit(Role.CITY).offices.rows("陈晓东")
    actor = make_actor(make_organisation(name=office, role=Role.CITY))
    case = ActCase(Action.ENDORSE, actor, rows[0].arrived_at.date(), tuple(rows), bodies=BODIES)
    assert propose_body(case) == proposed
