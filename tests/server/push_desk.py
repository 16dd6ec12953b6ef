"""Declarations on the server alone, brought where a test needs them. For the tests of push_* beside this file."""

from dataclasses import dataclass, field, replace
from typing import Any

from app.domain.attachment import FileRef
from app.domain.declaration import Declaration, Route
from app.domain.organisation import Role
from app.domain.plan import PlanKit
from tests.factories import make_id, make_kit
from tests.server.pushes import Answer, call, submission_doc
from tests.server.seats import Draft, Seat, Sides, enter_person, take_seats
from tests.server.world import NEAR, World

KIT = make_kit(id="four-levels")
OPINION: dict[str, Any] = {"opinion": "同意推荐", "notice": "", "defects": [], "record": {}, "files": []}


@dataclass
class PushDesk:
    sides: Sides
    drafts: dict[str, Draft] = field(default_factory=dict)

    @property
    def world(self) -> World:
        return self.sides.world

    def seat(self, key: str) -> Seat:
        return self.sides.seat(key)

    def draft(self, employer: str = Role.EMPLOYER) -> Declaration:
        """One that may be handed in."""
        draft = Draft.of(self.seat(employer), KIT)
        enter_person(self.world, self.seat(employer), draft)
        self.drafts[draft.declaration.id] = draft
        return draft.declaration

    def route(self, **changes: str) -> Route:
        near = Route(
            self.seat(Role.ACCEPTANCE).unit.id,
            self.seat(Role.HR_BUREAU).unit.id,
            "",
            self.seat(Role.COMMITTEE).unit.id,
        )
        return replace(near, **changes)

    def submit(
        self,
        declaration: Declaration,
        *,
        employer: str = Role.EMPLOYER,
        base_rev: int = 0,
        op: str = "",
        district: str = NEAR,
        route: Route | None = None,
        **changes: Any,
    ) -> Answer:
        doc = submission_doc(declaration, route or self.route(), None) | changes
        arguments = (declaration.id, base_rev, "submit", doc)
        return call(self.seat(employer).desk, "push_declaration", district, op or make_id(), *arguments)

    def submitted(self) -> str:
        declaration = self.draft()
        assert self.submit(declaration).outcome == "applied"
        return declaration.id

    def at_acceptance(self) -> str:
        """Brought there past every rule; rev 1."""
        declaration_id = self.submitted()
        self.world.owner.execute(
            "UPDATE rd.declaration SET stage = 'acceptance_review', reached = 3 WHERE id = %s",
            [declaration_id],
        )
        return declaration_id

    def act(
        self,
        key: str,
        declaration_id: str,
        action: str,
        base_rev: int,
        *,
        op: str = "",
        district: str = NEAR,
        **doc: Any,
    ) -> Answer:
        desk = self.seat(key).desk
        arguments = (declaration_id, base_rev, action, OPINION | doc)
        return call(desk, "push_declaration", district, op or make_id(), *arguments)

    def column(self, name: str, declaration_id: str) -> Any:
        return self.world.one(f"SELECT {name} FROM rd.declaration WHERE id = %s", declaration_id)


def open_push_desk(world: World, *kits: PlanKit) -> PushDesk:
    return PushDesk(take_seats(world, (KIT, *kits)))


def as_doc(file: FileRef) -> dict[str, Any]:
    return {"sha256": file.sha256, "name": file.name, "size": file.size, "media_type": file.media_type}
