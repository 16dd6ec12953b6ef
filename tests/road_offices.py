"""Every office of the road at a real desk, and people of a private firm and of a 市直单位's firm. For tests through widgets.

``RoadDesk`` (tests/usecases/road_desk.py) acts for one person; ``sit`` says whose desk the next window is.
"""

from dataclasses import dataclass, field, replace
from typing import Any

from app.domain.archive import ArchiveStatus
from app.domain.declaration import Route, Stage
from app.domain.organisation import Role
from app.domain.plan import PlanKit
from app.domain.road import Station, stages_after
from app.ports.road_queries import RoadRow
from tests.copies import Office, add_office
from tests.desk_fixtures import RealDesk
from tests.factories import make_applicant, make_declaration, make_item
from tests.usecases.road_desk import RoadDesk

PLAN = "hz-construction-engineer-2026"
BODIES = ("市人力社保局", "市建委")
_UP_TO_PAYMENT = (Stage.ACCEPTANCE_REVIEW, Stage.HR_BUREAU_REVIEW, Stage.AWAITING_PAYMENT)
_NAMES = {
    Role.ACCEPTANCE: "示例区职称受理点",
    Role.HR_BUREAU: "示例区人社局",
    Role.MUNICIPAL_UNIT: "示例市政集团",
    Role.COMMITTEE: "示例中评委办公室",
    Role.CITY: "示例市人力社保局职称处",
}


@dataclass
class RoadOffices:
    real: RealDesk
    kit: PlanKit
    offices: dict[Role, Office]
    second_city: Office
    firm: Office
    municipal_firm: Office
    people: dict[str, RoadDesk] = field(default_factory=dict)

    def add(
        self, name: str, stage: Stage = Stage.AWAITING_PAYMENT, *, municipal: bool = False, **changes: Any
    ) -> RoadDesk:
        """Somebody whose dossier has passed the districts and come as far as ``stage``, 待缴费 by default."""
        office = self.municipal_firm if municipal else self.firm
        person = make_applicant(office.unit, name=name)
        basic = make_item(person, section="basic", fields={"name": name}, status=ArchiveStatus.PASSED)
        route = Route(
            acceptance_id=self.offices[Role.ACCEPTANCE].unit.id,
            hr_bureau_id=self.offices[Role.HR_BUREAU].unit.id,
            municipal_id=self.offices[Role.MUNICIPAL_UNIT].unit.id if municipal else "",
            committee_id=self.offices[Role.COMMITTEE].unit.id,
        )
        declaration = make_declaration(person, (basic,), plan_id=PLAN, route=route, **changes)
        with self.real.uow() as uow:
            uow.applicants.add(person)
            uow.archive.add(basic)
            uow.declarations.add(declaration)
            # Stage by stage, so that every office on the way has been reached, and none further on.
            for rev, passed in enumerate((*_way_to(stage), stage), declaration.rev + 1):
                moved = replace(declaration, stage=passed, arrived_at=self.real.clock.now(), rev=rev)
                uow.declarations.save(moved)
            uow.commit()
        offices = {**self.offices, Role.EMPLOYER: office}
        desk = RoadDesk(
            self.real.new_uow, self.kit, offices, self.second_city, declaration.id, self.real.clock
        )
        self.people[name] = desk
        return desk

    def sit(self, office: Role | Office) -> RealDesk:
        """Whose window is opened next."""
        self.real.office = office if isinstance(office, Office) else self.offices[office]
        return self.real

    def rows(self, *names: str) -> list[RoadRow]:
        """As the list of the desk that sits there shows them now. At rest only."""
        desk, scope = self.real.desk, self.real.office.scope
        ids = [self.people[name].declaration_id for name in names]
        return list(desk.road.road_rows_of(scope, ids, self.real.clock.today()))


def _way_to(stage: Stage) -> tuple[Stage, ...]:
    """The stages before it at which an office reviews or waits."""
    way = (*_UP_TO_PAYMENT, Stage.AWAITING_FORMS, Stage.COMMITTEE_REVIEW)
    if stage in way:
        return way[: way.index(stage)]
    if stage in stages_after(Station.CITY):
        return (*way, Stage.CITY_REVIEW)
    return way if stage in stages_after(Station.COMMITTEE) else _UP_TO_PAYMENT


def make_road_offices(real: RealDesk) -> RoadOffices:
    offices = {role: add_office(real.new_uow, name=name, role=role) for role, name in _NAMES.items()}
    offices[Role.EMPLOYER] = real.office
    second = add_office(real.new_uow, name="示例市建委", role=Role.CITY)
    under = offices[Role.MUNICIPAL_UNIT].unit.id
    municipal = add_office(real.new_uow, name="示例市政设计院", municipal_unit_id=under)
    return RoadOffices(real, real.kits.get(PLAN), offices, second, real.office, municipal)
