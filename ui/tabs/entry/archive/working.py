"""One entry of a person's archive as it stands on the screen: what was handed in, and what is being typed over it. Pure.

The page and its keeper share these; nothing else does.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from app.domain.archive import ArchiveItem, ArchiveStatus
from app.domain.attachment import FileRef
from app.domain.decision import Decision
from app.domain.errors import KnownError
from app.domain.field_checks import read_identity
from app.domain.plan import FieldKind, SectionSpec
from app.domain.prechecks.notice import Notice
from app.ports.entry_queries import ArchiveEntry, PersonCase
from app.usecases.enter_applicant import RESIDENT_ID, UNIT_KINDS
from ui.field_text import BASIC

UNIT_FIELD = "unit"
"""现工作单位 of 基本信息: always the name that the unit has bound (B1.5)."""


@dataclass(slots=True)
class Working:
    """``fields`` and ``evidence`` are what the screen shows; ``item`` is what reviewers see (None: never handed in)."""

    item_id: str
    section: str
    item: ArchiveItem | None
    fields: dict[str, str]
    evidence: tuple[FileRef, ...]
    verdict: Decision | None = None
    flags: Sequence[Notice] = ()
    kept_at: datetime | None = None
    """When a draft was last made durable; None = there is none."""
    outdated: bool = False
    """The draft began from an earlier state than the item has now: somebody reviewed it meanwhile."""
    is_dirty: bool = False
    """Typed, and not kept yet."""
    edits: int = 0
    problem: KnownError | None = None
    """Why the last draft could not be kept."""
    prefilled: Mapping[str, str] = field(default_factory=dict)

    @property
    def status(self) -> ArchiveStatus | None:
        return self.item.status if self.item is not None else None

    @property
    def is_locked(self) -> bool:
        """不通过 is a verdict: what was entered stands."""
        return self.status is ArchiveStatus.FAILED

    @property
    def differs(self) -> bool:
        """Whether it is anything else than what was handed in, or, never handed in, than an empty form."""
        if self.item is None:
            return filled(self.fields) != filled(self.prefilled) or bool(self.evidence)
        return filled(self.fields) != filled(self.item.fields) or self.evidence != self.item.evidence

    @property
    def is_blank(self) -> bool:
        """Begun and left empty: it goes when the person goes on."""
        return self.item is None and self.kept_at is None and not self.differs

    def take_typing(self, other: "Working") -> None:
        """What was typed and not kept is newer than anything read."""
        self.fields, self.evidence = other.fields, other.evidence
        self.is_dirty, self.edits, self.problem = other.is_dirty, other.edits, other.problem
        self.prefilled = other.prefilled


def filled(fields: Mapping[str, str]) -> dict[str, str]:
    """Without fields that hold nothing."""
    return {key: text for key, text in fields.items() if text}


def make_working(entry: ArchiveEntry, case: PersonCase) -> Working:
    """As read: the draft where there is one, else what was handed in."""
    item, draft = entry.item, entry.draft
    working = Working(entry.id, entry.section, item, {}, (), entry.verdict, entry.flags)
    if item is not None:
        working.fields, working.evidence = dict(item.fields), item.evidence
    if draft is not None and not working.is_locked:
        working.fields, working.evidence, working.kept_at = dict(draft.fields), draft.evidence, draft.kept_at
        working.outdated = item is not None and draft.base_rev != item.rev
    if entry.section == BASIC and not working.is_locked and (item is None or draft is not None):
        working.fields[UNIT_FIELD] = case.employer.name
    return working


def begin_working(
    item_id: str,
    section: str,
    case: PersonCase,
    today: date,
    fields: Mapping[str, str],
    evidence: tuple[FileRef, ...] = (),
) -> Working:
    """A new entry. 基本信息 begins with what is known of the person."""
    known: dict[str, str] = {}
    if section == BASIC:
        person = case.applicant
        known = {
            "name": person.name,
            "id_type": RESIDENT_ID,
            "id_number": person.id_number,
            "phone": person.phone,
            UNIT_FIELD: case.employer.name,
            "unit_kind": UNIT_KINDS[case.employer.kind],
        }
        read = read_identity(known, today)
        if read is not None:
            known |= {"birth_date": read[0].isoformat(), "sex": read[1]}
    return Working(item_id, section, None, known | dict(fields), evidence, prefilled=known)


def copy_fields(section: SectionSpec, fields: Mapping[str, str]) -> dict[str, str]:
    """For 照此再加一条: the same text; a year is the next one (考核情况 of every year)."""
    copied = dict(fields)
    for spec in section.fields:
        text = copied.get(spec.key, "").strip()
        if spec.kind is FieldKind.YEAR and text.isdigit() and len(text) == 4:
            copied[spec.key] = str(int(text) + 1)
    return copied


def clone(working: Working) -> Working:
    """As it is now, for taking something back."""
    return replace(working, fields=dict(working.fields))
