"""Objections (异议) during a publicity: record, resolve (A4.4 无异议; DOMAIN facts §4, §6)."""

from dataclasses import replace

from app.domain.commands import Changed, Outcome, RecordObjection, ResolveObjection
from app.domain.decision import Action
from app.domain.errors import RuleError
from app.domain.publicity import STAGES_OF_KIND, Objection
from app.domain.workflow import find_transition, target_stage
from app.ports.clock import Clock
from app.ports.plan_kits import PlanKits
from app.ports.unit_of_work import NewUnitOfWork, UnitOfWork
from app.usecases.applying import apply_command, audit_command, require_rev
from app.usecases.record_publicity import PUBLICITY, own_publicity


def record_objection(
    command: RecordObjection, new_unit_of_work: NewUnitOfWork, clock: Clock, plan_kits: PlanKits
) -> Outcome:
    """Record an objection; the declaration goes back to 待审.

    Raises RuleError: B-101 who or what is missing, B-102 the person is not in this publicity,
    B-103 received before the publicity began or in the future, B-104 the declaration has left the unit.
    """

    def act(uow: UnitOfWork) -> Changed:
        publicity = own_publicity(uow, command.actor, command.publicity_id)
        require_rev(publicity.rev, command.base_rev, publicity=publicity.id)
        if not command.who.strip() or not command.what.strip():
            raise RuleError("B-101")
        if command.declaration_id not in publicity.members:
            raise RuleError("B-102")
        if not publicity.start <= command.received_on <= clock.today():
            raise RuleError("B-103", start=publicity.start)
        declaration = uow.declarations.get(command.declaration_id)
        if publicity.id not in (declaration.publicity_id, declaration.office_publicity_id):
            raise RuleError("B-104")
        stage = declaration.stage
        if stage is not STAGES_OF_KIND[publicity.kind].objected:
            row = find_transition(stage, Action.OBJECT, command.actor.role)
            kit = plan_kits.get(declaration.plan_id, declaration.plan_version)
            stage = target_stage(row, kit.road)
        objection = Objection(
            id=command.op_id,
            declaration_id=declaration.id,
            who=command.who.strip(),
            received_on=command.received_on,
            what=command.what.strip(),
            recorded_by=command.actor,
            recorded_at=clock.now(),
        )
        uow.publicities.save(
            replace(publicity, rev=publicity.rev + 1, objections=(*publicity.objections, objection))
        )
        uow.declarations.save(
            replace(
                declaration,
                stage=stage,
                rev=declaration.rev + 1,
                open_objections=declaration.open_objections + 1,
                arrived_at=declaration.arrived_at if stage is declaration.stage else clock.now(),
            )
        )
        audit_command(
            uow, command, clock, act="objection.record", subject_kind=PUBLICITY, subject_id=publicity.id
        )
        return Changed(publicities=(publicity.id,), declarations=(declaration.id,))

    return apply_command(command, new_unit_of_work, clock, act)


def resolve_objection(command: ResolveObjection, new_unit_of_work: NewUnitOfWork, clock: Clock) -> Outcome:
    """Settle an objection with its handling; 审核无误 afterwards resumes the publicity if none was upheld.

    Raises RuleError: B-105 no handling stated, B-106 already settled or unknown.
    """

    def act(uow: UnitOfWork) -> Changed:
        publicity = own_publicity(uow, command.actor, command.publicity_id)
        require_rev(publicity.rev, command.base_rev, publicity=publicity.id)
        if not command.handling.strip():
            raise RuleError("B-105")
        open_ones = {o.id: o for o in publicity.open_objections()}
        if command.objection_id not in open_ones:
            raise RuleError("B-106")
        settled = replace(
            open_ones[command.objection_id],
            handling=command.handling.strip(),
            upheld=command.upheld,
            resolved_by=command.actor,
            resolved_at=clock.now(),
        )
        objections = tuple(settled if o.id == settled.id else o for o in publicity.objections)
        uow.publicities.save(replace(publicity, rev=publicity.rev + 1, objections=objections))
        declaration = uow.declarations.get(settled.declaration_id)
        if publicity.id in (declaration.publicity_id, declaration.office_publicity_id):
            still_open = sum(o.is_open and o.declaration_id == declaration.id for o in objections)
            uow.declarations.save(replace(declaration, rev=declaration.rev + 1, open_objections=still_open))
        audit_command(
            uow, command, clock, act="objection.resolve", subject_kind=PUBLICITY, subject_id=publicity.id
        )
        return Changed(publicities=(publicity.id,), declarations=(declaration.id,))

    return apply_command(command, new_unit_of_work, clock, act)
