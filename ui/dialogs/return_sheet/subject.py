"""What the return composer is asked about and what it answers, as data. Tabs make subjects; no Qt here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.domain.decision import Action, Defect
from app.domain.notices import assemble_notice
from app.domain.plan import ReasonSpec

FREE = "free"
"""Reason code of a defect that the reviewer worded without a reason of the kit."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a defect can be: a section, or one material of section 18 (``material`` not empty)."""

    section: str
    title: str
    """As the notice names it: 获奖情况, 附件 2."""
    label: str = ""
    """As the composer offers it: 第 2 部分 教育经历. Empty: the title."""
    material: str = ""

    @property
    def key(self) -> str:
        return f"{self.section}/{self.material}"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A defect that can be ticked: a reason of the kit at a place, a pre-check notice, or a free one (``serial``)."""

    section: str
    reason_code: str
    title: str
    text: str
    curable: bool | None = True
    """None: leads to either verdict (free defects)."""
    material: str = ""
    field: str = ""
    from_check: bool = False
    serial: int = 0

    def defect(self, text: str) -> Defect:
        return Defect(self.section, self.reason_code, text.strip(), field=self.field, material=self.material)


@dataclass(frozen=True, slots=True)
class ReturnSubject:
    """One dossier, or several that get the same defects (bulk): then ``others`` counts those beside ``name``."""

    key: str
    """Names the draft: the item's or declaration's id, or one for the bulk."""
    name: str
    about: str
    """Muted words beside the title: 获奖情况 城北泵站."""
    places: tuple[Place, ...]
    here: Place
    reasons: tuple[ReasonSpec, ...]
    templates: Mapping[str, str]
    """The kit's notices (``return_notice``, ``fail_notice``)."""
    today: date
    deadline: date
    deadline_note: str = ""
    """How the deadline was counted: 5 个工作日."""
    suggested: tuple[Candidate, ...] = ()
    others: int = 0
    can_fail: bool = True

    def notice_for(self, name: str, action: Action, defects: tuple[Defect, ...], deadline: date) -> str:
        """The assembled notice for one person."""
        return assemble_notice(
            self.templates, action, name=name, defects=defects, title_of=self.title_of, deadline=deadline
        )

    def title_of(self, defect: Defect) -> str:
        """How the notice names the place of a defect."""
        return next(
            (p.title for p in self.places if (p.section, p.material) == (defect.section, defect.material)),
            next((p.title for p in self.places if p.section == defect.section), defect.section),
        )


@dataclass(frozen=True, slots=True)
class ReturnVerdict:
    """What the reviewer decided. ``action`` is RETURN or FAIL; ``notice`` is worded for the subject's ``name``."""

    subject: ReturnSubject
    action: Action
    defects: tuple[Defect, ...]
    deadline: date
    notice: str

    def notice_for(self, name: str) -> str:
        """The same notice for another person of a bulk return."""
        return self.subject.notice_for(name, self.action, self.defects, self.deadline)
