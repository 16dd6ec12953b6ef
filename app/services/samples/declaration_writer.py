"""Carries out the declarations' part of the story: drafts, submission, review, publicity, objection, pass.

Callers: `build`. Write thread only; every act but the draft goes through the program's own usecases.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from app.domain.archive import ArchiveStatus
from app.domain.commands import (
    AddPublicityEvidence,
    MarkSheetExported,
    RecordObjection,
    ResolveObjection,
    ReviewDeclaration,
    StartPublicity,
    SubmitDeclaration,
)
from app.domain.decision import Action, Defect, SubjectKind
from app.domain.declaration import CommitmentKind, Declaration, MaterialFiles, PhotoGround, Stage
from app.domain.opinions import render_pass_opinion
from app.domain.organisation import Actor
from app.domain.publicity import EndRule, Publicity
from app.domain.routes import find_route
from app.services.samples.cast import Route
from app.services.samples.declarations import DeclarationPlan, needs_direct_entry
from app.services.samples.dossiers import Dossier
from app.services.samples.publicity_plans import PublicityPlan
from app.services.samples.story import LATE, Step
from app.services.samples.verdict_words import choose_declaration_defects, word_notice
from app.services.samples.writer import ArchiveWriter, Desk
from app.usecases.handle_objection import record_objection, resolve_objection
from app.usecases.prechecks import recheck_declaration
from app.usecases.record_publicity import add_publicity_evidence, mark_sheet_exported, start_publicity
from app.usecases.review_declaration import review_declaration
from app.usecases.submit_declaration import submit_declaration


class DeclarationWriter:
    """Writes declarations and publicities; remembers ids by person and by publicity."""

    def __init__(
        self,
        desk: Desk,
        dossiers: Sequence[Dossier],
        publicities: Sequence[PublicityPlan],
        archive: ArchiveWriter,
    ) -> None:
        self._desk = desk
        self._dossiers = dossiers
        self._plans = publicities
        self._archive = archive
        self.declarations: dict[int, str] = {}
        self.publicities: dict[int, str] = {}
        self._objections: dict[int, str] = {}

    def enter(self, step: Step) -> None:
        """Add the draft, or, where a fault would stop a submission here, what came in from the web platform."""
        dossier, desk = self._dossiers[step.number], self._desk
        plan = dossier.declaration
        if plan is None:
            return
        declaration = self._make_draft(dossier, plan)
        with desk.new_unit_of_work() as uow:
            items = []
            for place, item_id in self._archive.items[step.number].items():
                item = uow.archive.get(item_id)
                if place < LATE and item.status is ArchiveStatus.PASSED:
                    items.append(uow.archive.freeze(item_id, item.content_rev))
            declaration = replace(declaration, items=tuple(items))
            own = [file for material in declaration.materials for file in material.files]
            uow.files.add([*own, *filter(None, (declaration.photo, declaration.commitment))])
            uow.declarations.add(declaration)
            recheck_declaration(
                uow, declaration, desk.plan_kits, desk.clock.today(), desk.photos[id(plan.photo)]
            )
            uow.commit()
        self.declarations[step.number] = declaration.id

    def _make_draft(self, dossier: Dossier, plan: DeclarationPlan) -> Declaration:
        desk, number = self._desk, dossier.person.number
        return Declaration(
            id=desk.new_id(),
            applicant_id=self._archive.applicants[number],
            employer_id=self._actor(number).organisation_id,
            plan_id=plan.kit.id,
            plan_version=plan.kit.version,
            stage=Stage.DRAFT,
            rev=1,
            mode=plan.mode,
            person_category=plan.category,
            submit_no=1,
            submitted_at=None,
            items=(),
            materials=tuple(MaterialFiles(key, desk.files(jobs)) for key, jobs in plan.materials.items()),
            statement=plan.statement,
            photo=desk.files([plan.photo])[0],
            commitment=desk.files([plan.commitment])[0] if plan.commitment else None,
            conditions=plan.conditions,
            self_score=plan.self_score,
            facts=plan.facts,
            acceptance_point=plan.acceptance_point,
            photo_facts=desk.photos[id(plan.photo)],
            photo_ground=PhotoGround.WHITE,
            commitment_kind=CommitmentKind.SCAN if plan.commitment else None,
            commitment_at=desk.clock.now() if plan.commitment else None,
            saved_at=desk.clock.now(),
        )

    def submit(self, step: Step) -> None:
        """Hand it in; then check again with the photo as measured."""
        dossier, desk = self._dossiers[step.number], self._desk
        declaration_id = self.declarations[step.number]
        if self._read(step.number).stage is Stage.RETURNED:
            self._answer_return(step.number)
        if needs_direct_entry(dossier.person):
            self._enter_submitted(step.number)
        else:
            command = SubmitDeclaration(
                desk.new_id(), self._actor(step.number), declaration_id, self._read(step.number).rev
            )
            submit_declaration(command, desk.new_unit_of_work, desk.clock, desk.plan_kits)
        plan = dossier.declaration
        if plan is not None:
            with desk.new_unit_of_work() as uow:
                stored = uow.declarations.get(declaration_id)
                photo = desk.photos[id(plan.photo)]
                recheck_declaration(uow, stored, desk.plan_kits, desk.clock.today(), photo)
                uow.commit()

    def _answer_return(self, number: int) -> None:
        """A new scan first in what the return named, and one sentence more than anybody asked for."""
        desk = self._desk
        with desk.new_unit_of_work() as uow:
            stored = uow.declarations.get(self.declarations[number])
            first, *others = stored.materials
            scans = tuple(replace(file, name=f"重新扫描_{file.name}") for file in reversed(first.files))
            corrected = replace(
                stored,
                rev=stored.rev + 1,
                materials=(replace(first, files=scans), *others),
                statement=stored.statement + "近期又参加了示例泵站改造工程。",
            )
            uow.declarations.save(corrected)
            uow.commit()

    def _enter_submitted(self, number: int) -> None:
        desk = self._desk
        with desk.new_unit_of_work() as uow:
            stored = uow.declarations.get(self.declarations[number])
            again = stored.submit_no + (stored.stage is Stage.RETURNED)
            kit = desk.plan_kits.get(stored.plan_id, stored.plan_version)
            employer = uow.organisations.get(stored.employer_id)
            handed_in = replace(
                stored,
                stage=Stage.EMPLOYER_REVIEW,
                rev=stored.rev + 1,
                submit_no=again,
                submitted_at=desk.clock.now(),
                route=find_route(stored, employer, kit, uow.organisations.offices()),
                arrived_at=desk.clock.now(),
            )
            uow.declarations.save(handed_in)
            uow.declarations.add_submission(handed_in)
            uow.audit.append(
                at=desk.clock.now(),
                act="declaration.submit",
                actor=self._actor(number),
                subject_kind=SubjectKind.DECLARATION,
                subject_id=stored.id,
                content={"submit_no": again, "sample": True},
            )
            uow.commit()

    def review(self, step: Step) -> None:
        """审核无误, 退回 or 不通过."""
        action = step.verdicts[0]
        plan = self._dossiers[step.number].declaration
        defects: tuple[Defect, ...] = ()
        if plan is not None and action is not Action.CONFIRM:
            defects = choose_declaration_defects(plan.kit, action, step.number)
        self._review(step.number, action, defects=defects, notice=word_notice(defects))

    def _review(
        self,
        number: int,
        action: Action,
        *,
        opinion: str = "",
        defects: tuple[Defect, ...] = (),
        notice: str = "",
    ) -> None:
        desk = self._desk
        command = ReviewDeclaration(
            op_id=desk.new_id(),
            actor=self._actor(number),
            declaration_id=self.declarations[number],
            base_rev=self._read(number).rev,
            action=action,
            opinion=opinion,
            defects=defects,
            notice=notice,
        )
        review_declaration(command, desk.new_unit_of_work, desk.clock, desk.plan_kits)

    def start(self, step: Step) -> None:
        """Begin the publicity, its last day counted with the start left out (the later end)."""
        plan, desk = self._plans[step.number], self._desk
        publicity_id = desk.new_id()
        command = StartPublicity(
            op_id=desk.new_id(),
            actor=desk.actors[plan.office.key],
            publicity_id=publicity_id,
            members=tuple((self.declarations[n], self._read(n).rev) for n in plan.members),
            body=plan.office.name,
            place=plan.office.place,
            start=plan.start,
            end=self._last_day(plan),
            end_rule=EndRule.START_EXCLUDED,
            held_before=plan.held_before,
        )
        start_publicity(command, desk.new_unit_of_work, desk.clock, desk.plan_kits, desk.calendar)
        self.publicities[plan.number] = publicity_id

    def _last_day(self, plan: PublicityPlan) -> date:
        return self._desk.calendar.working_days().publicity_end(plan.start, 5, start_counts=False)

    def post(self, step: Step) -> None:
        """Note the exported sheet and keep the photo of the board."""
        plan, desk = self._plans[step.number], self._desk
        actor, publicity_id = desk.actors[plan.office.key], self.publicities[plan.number]
        mark_sheet_exported(
            MarkSheetExported(desk.new_id(), actor, publicity_id, self._publicity(plan).rev),
            desk.new_unit_of_work,
            desk.clock,
        )
        files = desk.files([plan.photo])
        add_publicity_evidence(
            AddPublicityEvidence(desk.new_id(), actor, publicity_id, self._publicity(plan).rev, files),
            desk.new_unit_of_work,
            desk.clock,
        )

    def object_to(self, step: Step) -> None:
        """Record an objection against the first member."""
        plan, desk = self._plans[step.number], self._desk
        if plan.objection_on is None:
            return
        number = plan.members[0]
        command = RecordObjection(
            op_id=desk.new_id(),
            actor=desk.actors[plan.office.key],
            publicity_id=self.publicities[plan.number],
            base_rev=self._publicity(plan).rev,
            declaration_id=self.declarations[number],
            who="本单位职工（署名来信）",
            received_on=plan.objection_on,
            what="反映申报材料中工程业绩的本人职责与实际分工不符，要求核实。",
        )
        record_objection(command, desk.new_unit_of_work, desk.clock, desk.plan_kits)
        self._objections[plan.number] = command.op_id

    def resolve(self, step: Step) -> None:
        """Settle the objection as without ground; 审核无误 resumes the publicity."""
        plan, desk = self._plans[step.number], self._desk
        command = ResolveObjection(
            op_id=desk.new_id(),
            actor=desk.actors[plan.office.key],
            publicity_id=self.publicities[plan.number],
            base_rev=self._publicity(plan).rev,
            objection_id=self._objections[plan.number],
            upheld=False,
            handling="查阅项目任务书和会议纪要，并向项目负责人核实，本人职责与申报一致，异议不成立，已书面答复来信人。",
        )
        resolve_objection(command, desk.new_unit_of_work, desk.clock)
        self._review(plan.members[0], Action.CONFIRM)

    def pass_members(self, step: Step) -> None:
        """通过 for each member, each with an opinion of its own."""
        plan = self._plans[step.number]
        publicity = self._publicity(plan)
        for place, number in enumerate(plan.members):
            dossier = self._dossiers[number]
            if dossier.declaration is None or dossier.person.part.route is not Route.PASSED:
                continue
            kit = dossier.declaration.kit
            opinion = render_pass_opinion(
                kit.opinions,
                name=dossier.person.name,
                title=kit.opinion_title,
                start=publicity.start,
                end=publicity.end,
                place=publicity.place,
                working_days=publicity.working_days,
                objections=1 if plan.is_settled and place == 0 else 0,
                unit_name=plan.office.name,
            )
            self._review(number, Action.PASS, opinion=opinion)

    def _read(self, number: int) -> Declaration:
        with self._desk.new_unit_of_work() as uow:
            return uow.declarations.get(self.declarations[number])

    def _publicity(self, plan: PublicityPlan) -> Publicity:
        with self._desk.new_unit_of_work() as uow:
            return uow.publicities.get(self.publicities[plan.number])

    def _actor(self, number: int) -> Actor:
        return self._desk.actors[self._dossiers[number].person.office.key]
