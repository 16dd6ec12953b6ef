"""导出公示表 into a folder (A4.3, B11.1, B12.1; DOMAIN facts §6).

The employer posts 公示名单 and everybody's 评审表(公示版) as PDF; the committee's office 公示名单 of the applicants or the
list of results, as PDF and as xlsx.

Documents are made and saved on the work lane, one person after the other. 公示名单 carries its seven columns and nothing
else: no number of any kind ever reaches this module's output.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.domain.errors import KnownError
from app.domain.plan import PlanKit
from app.domain.publicity import PublicityKind
from app.ports.desk import Desk
from app.ports.documents import PostedList, PublicityMember, ResultMember, RosterSheet
from app.ports.queries import DeclarationDossier
from ui.file_saving import make_file_name, save_into
from ui.result_lines import list_result, present_specialty
from ui.session import Session
from ui.texts.words import document_words, word

_EDUCATION = ("博士研究生", "硕士研究生", "大学本科", "大学专科", "技工院校", "中专", "高中及以下")
"""Highest first, as the kits' choice lists them; used where a kit has no such list."""

_ROSTER_COLUMNS = ("姓名", "工作单位", "申报职称", "级别", "现从事专业", "申报方式", "最高学历")
_RESULT_COLUMNS = ("姓名", "工作单位", "申报职称", "级别", "专业", "评审结果")


@dataclass(frozen=True, slots=True)
class Posted:
    """What is posted, for whom, where, when. ``publicity_id`` empty: not begun yet."""

    publicity_id: str
    rev: int
    members: tuple[DeclarationDossier, ...]
    place: str
    start: date
    end: date
    kind: PublicityKind = PublicityKind.EMPLOYER
    body: str = ""
    """Empty: the desk's own unit."""


@dataclass(frozen=True, slots=True)
class Exported:
    posted: Posted
    folder: str
    files: int


class PublicityExport(QObject):
    """One export at a time."""

    exported = Signal(object)
    failed = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.is_running = False

    def save(self, posted: Posted, folder: str) -> None:
        """Make and save all papers."""
        if self.is_running or not posted.members:
            return
        self.is_running = True
        actor, desk = self._session.actor, self._session.desk
        words, mode_of = document_words(), _word_mode
        body, contact = posted.body or actor.organisation_name, actor.name

        def act() -> Exported:
            documents = make_papers(desk, posted, body, contact, words, mode_of)
            saved = save_into(Path(folder), documents)
            return Exported(posted, folder, len(saved))

        self._session.operations.work(act, self._tell, self._tell_failure)

    def _tell(self, answer: Exported) -> None:
        self.is_running = False
        self.exported.emit(answer)

    def _tell_failure(self, error: KnownError) -> None:
        self.is_running = False
        self.failed.emit(error)


def make_papers(
    desk: Desk,
    posted: Posted,
    body: str,
    contact: str,
    words: dict[str, str],
    mode_of: Callable[[DeclarationDossier], str],
) -> list[tuple[str, bytes]]:
    """File names and contents: one 公示名单 a plan, then one 评审表(公示版) a person in the order shown.

    Of a committee's publicity one list a plan, as PDF and as xlsx.
    """
    papers = []
    kits = {m.declaration.id: _kit(desk, m) for m in posted.members}
    plans = list(dict.fromkeys(kit.name for kit in kits.values()))
    for plan in plans:
        members = [m for m in posted.members if kits[m.declaration.id].name == plan]
        facts = PostedList(body, posted.place, posted.start, posted.end, plan, contact)
        if posted.kind is PublicityKind.RESULTS:
            results = [list_result(m, kits[m.declaration.id]) for m in members]
            content, sheet = desk.documents.results_publicity(facts, results), _tabulate_results(results)
        else:
            lines = [list_member(m, kits[m.declaration.id], mode_of(m)) for m in members]
            content, sheet = desk.documents.publicity_roster(facts, lines), _tabulate(lines)
        stem = f"{sheet.title} {posted.start.isoformat()}" + (f" {plan}" if len(plans) > 1 else "")
        papers.append((make_file_name(stem, "pdf"), content))
        if posted.kind is not PublicityKind.EMPLOYER:
            papers.append((make_file_name(stem, "xlsx"), desk.documents.roster_xlsx(sheet)))
    if posted.kind is not PublicityKind.EMPLOYER:
        return papers
    for member in posted.members:
        content = desk.documents.publicity_form(kits[member.declaration.id], member, words)
        papers.append((make_file_name(f"评审表(公示版) {member.applicant.name}", "pdf"), content))
    return papers


def _tabulate(lines: Sequence[PublicityMember]) -> RosterSheet:
    rows = [(m.name, m.unit, m.title, m.rank, m.specialty, m.mode, m.education) for m in lines]
    return RosterSheet("公示名单", _ROSTER_COLUMNS, rows)


def _tabulate_results(lines: Sequence[ResultMember]) -> RosterSheet:
    rows = [(m.name, m.unit, m.title, m.rank, m.specialty, m.result) for m in lines]
    return RosterSheet("评审结果公示", _RESULT_COLUMNS, rows)


def list_member(member: DeclarationDossier, kit: PlanKit, mode: str) -> PublicityMember:
    """One line: 姓名 工作单位 申报职称 级别 现从事专业 申报方式 最高学历, from the frozen sections."""
    return PublicityMember(
        name=member.applicant.name,
        unit=member.employer.name,
        title=kit.title,
        rank=kit.rank,
        specialty=present_specialty(member),
        mode=mode,
        education=_highest_education(member, kit),
    )


def _highest_education(member: DeclarationDossier, kit: PlanKit) -> str:
    order: Sequence[str] = _EDUCATION
    for section in kit.sections:
        if section.key == "education":
            order = next((f.choices for f in section.fields if f.key == "level" and f.choices), order)
    levels = [item.fields.get("level", "") for item in member.declaration.items_of("education")]
    known = [level for level in levels if level in order]
    return min(known, key=order.index) if known else next(iter(levels), "")


def _word_mode(member: DeclarationDossier) -> str:
    return word(member.declaration.mode)


def _kit(desk: Desk, member: DeclarationDossier) -> PlanKit:
    return desk.plan_kits.get(member.declaration.plan_id, member.declaration.plan_version)
