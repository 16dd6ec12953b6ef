"""Documents the program makes: PDF (typst, PDF/A) and xlsx. All return bytes; the caller chooses the place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from app.domain.applicant import Applicant
from app.domain.archive_package import PackageManifest
from app.domain.plan import PlanKit
from app.ports.archive_package import DossierRecord
from app.ports.queries import DeclarationDossier


@dataclass(frozen=True, slots=True)
class PublicityMember:
    """One line of 公示名单: exactly the seven columns of DOMAIN facts §6."""

    name: str
    unit: str
    title: str
    rank: str
    specialty: str
    mode: str
    education: str


@dataclass(frozen=True, slots=True)
class ResultMember:
    """One line of a list of results: six columns (B12.1, B12.2)."""

    name: str
    unit: str
    title: str
    rank: str
    specialty: str
    result: str


@dataclass(frozen=True, slots=True)
class PostedList:
    """What a list that is posted says beside its rows. ``contact``: whom to tell."""

    body: str
    place: str
    start: date
    end: date
    plan_name: str
    contact: str


@dataclass(frozen=True, slots=True)
class RosterSheet:
    """A list as it stands on the screen (导出名单, A3.17)."""

    title: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]


Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class NumberSheet:
    """One table of 统计: rows as wide as ``columns``; numbers stay numbers, None is an empty cell."""

    title: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[Cell, ...]]


@dataclass(frozen=True, slots=True)
class VerdictSheet:
    """The meeting's list to be filled in; rows have the columns of ``app.domain.verdict_sheet.COLUMNS``."""

    title: str
    rows: Sequence[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class MissingLine:
    """One thing that is missing: what, how to get it, until when (None: no day is set)."""

    title: str
    how: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class MissingPerson:
    """One paragraph of 缺件清单."""

    name: str
    unit: str
    plan_name: str
    lines: tuple[MissingLine, ...]


class Documents(Protocol):
    """Raises RuleError("D-101", char=…) when a text has a character that the shipped font cannot draw."""

    def publicity_form(self, kit: PlanKit, dossier: DeclarationDossier, words: Mapping[str, str]) -> bytes:
        """评审表(公示版) of one person: the form less the fields whose ``public`` is False and less evidence files.

        ``words`` gives the Chinese words of enum values ("mode:normal" → 正常申报).
        """
        ...

    def publicity_roster(self, posted: PostedList, members: Sequence[PublicityMember]) -> bytes:
        """公示名单 as it is posted."""
        ...

    def results_publicity(self, posted: PostedList, members: Sequence[ResultMember]) -> bytes:
        """评审结果公示 as it is posted (B12.1)."""
        ...

    def results_report(
        self, *, body: str, to: str, reported_on: date, plan_name: str, members: Sequence[ResultMember]
    ) -> bytes:
        """评审结果 as they are handed to 市人力社保局 (B12.2)."""
        ...

    def commitment(
        self,
        kit: PlanKit,
        applicant: Applicant,
        employer_name: str,
        signature_png: bytes | None,
        signed_on: date | None,
    ) -> bytes:
        """《专业技术资格申报材料真实性保证书》 (B4.1-B4.3); without a signature with an empty line to sign by hand."""
        ...

    def missing_list(self, people: Sequence[MissingPerson]) -> bytes:
        """缺件清单, a paragraph a person."""
        ...

    def score_sheet(
        self, kit: PlanKit, name: str, unit: str, entries: Mapping[str, str], total: int
    ) -> bytes:
        """自评表 with the entries, to be signed by two 高级工程师 (B5.7). The kit must have a score sheet."""
        ...

    def archive_index(
        self, kit: PlanKit, record: DossierRecord, manifest: PackageManifest, words: Mapping[str, str]
    ) -> bytes:
        """目录 of an archive package: the form, every file with its hash, the log (DOMAIN facts §9).

        ``words``: "mode:…", "category:…", "stage:…", "act:…". Never refuses a character: it stands as its code point.
        """
        ...

    def roster_xlsx(self, sheet: RosterSheet) -> bytes:
        """Numbers stay text (ID numbers keep their digits); formulas are never made from text."""
        ...

    def number_workbook(self, title: str, sheets: Sequence[NumberSheet]) -> bytes:
        """One xlsx with a sheet for each (issue 5, 7); formulas are never made from text."""
        ...

    def verdict_workbook(self, sheet: VerdictSheet) -> bytes:
        """The meeting's list as xlsx, with columns for votes, result and note (B11.2)."""
        ...

    def read_workbook(self, content: bytes) -> Sequence[Sequence[str]]:
        """The first sheet of an xlsx from outside, as text; a row's place is its number less one.

        Raises RuleError: D-105 no xlsx, D-106 an old xls or one with a password, D-107 damaged, D-108 too large.
        """
        ...
