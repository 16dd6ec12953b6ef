"""Publicity (公示) as a workflow object: dates, objections, conclusion (seed A step 4; B11.1, B12.1; DOMAIN §6)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from app.domain.attachment import FileRef
from app.domain.declaration import Declaration, Stage
from app.domain.organisation import Actor
from app.domain.road import Station, stages_after


class PublicityKind(StrEnum):
    EMPLOYER = "employer"  # 单位公示
    APPLICANTS = "applicants"  # 评委会公示申报人
    RESULTS = "results"  # 评审结果公示


class EndRule(StrEnum):
    """How the last day was found."""

    START_EXCLUDED = "start_excluded"  # 开始日不计 (default: the later end)
    START_COUNTED = "start_counted"  # 开始日计入
    STATED = "stated"  # 人工确认: beyond the published holiday years, with source and reason


@dataclass(frozen=True, slots=True)
class Objection:
    id: str
    declaration_id: str
    who: str
    received_on: date
    what: str
    recorded_by: Actor
    recorded_at: datetime
    handling: str = ""
    upheld: bool | None = None
    """None while open; True = 异议成立, False = 异议不成立."""
    resolved_by: Actor | None = None
    resolved_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.upheld is None


@dataclass(frozen=True, slots=True)
class Publicity:
    id: str
    kind: PublicityKind
    employer_id: str
    body: str
    """The organisation that publishes."""
    place: str
    """Where, as the opinion words it after 在单位: 一楼公告栏."""
    start: date
    end: date
    """Last day, inclusive."""
    end_rule: EndRule
    working_days: int
    members: tuple[str, ...]
    """Declaration ids."""
    rev: int
    created_by: Actor
    created_at: datetime
    stated_source: str = ""
    stated_reason: str = ""
    held_before: bool = False
    """Recorded after it took place (A4.5)."""
    sheet_exported_at: datetime | None = None
    evidence: tuple[FileRef, ...] = ()
    objections: tuple[Objection, ...] = ()
    cancelled_at: datetime | None = None
    cancel_reason: str = ""

    def is_over(self, today: date) -> bool:
        """Complete at 00:00 of the day after the last day (A4.4)."""
        return today > self.end

    def open_objections(self, declaration_id: str | None = None) -> tuple[Objection, ...]:
        return tuple(
            o
            for o in self.objections
            if o.is_open and (declaration_id is None or o.declaration_id == declaration_id)
        )

    def upheld_objections(self, declaration_id: str) -> tuple[Objection, ...]:
        return tuple(o for o in self.objections if o.upheld and o.declaration_id == declaration_id)


@dataclass(frozen=True, slots=True)
class PublicityStages:
    """Where a dossier waits for the publicity, runs in it, and goes when somebody objects."""

    waiting: Stage
    running: Stage
    objected: Stage


STAGES_OF_KIND: Mapping[PublicityKind, PublicityStages] = {
    PublicityKind.EMPLOYER: PublicityStages(
        Stage.AWAITING_PUBLICITY, Stage.IN_PUBLICITY, Stage.EMPLOYER_REVIEW
    ),
    PublicityKind.APPLICANTS: PublicityStages(
        Stage.AWAITING_APPLICANTS_PUBLICITY, Stage.IN_APPLICANTS_PUBLICITY, Stage.COMMITTEE_REVIEW
    ),
    PublicityKind.RESULTS: PublicityStages(
        Stage.AWAITING_RESULTS_PUBLICITY, Stage.IN_RESULTS_PUBLICITY, Stage.AWAITING_RESULTS_PUBLICITY
    ),
}


def kind_awaited(stage: Stage) -> PublicityKind | None:
    """The publicity that a dossier in this stage waits for."""
    return next((kind for kind, stages in STAGES_OF_KIND.items() if stages.waiting is stage), None)


def counting_publicity(declaration: Declaration) -> str | None:
    """Id of the publicity that the present stage asks about: the committee's from its review on, else the employer's."""
    office = declaration.stage in stages_after(Station.PAPER_FORMS)
    return declaration.office_publicity_id if office else declaration.publicity_id
