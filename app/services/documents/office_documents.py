"""Makes the documents of the desk; implements app.ports.documents. Built by app/main.py, used on any thread.

Codes and their suggested sentences:

D-101  文字里有印不出来的字符“{char}”（{point}）。请在资料里改成规范汉字后重新导出。（D-101）
D-102  程序自带的文件“{file}”缺失或损坏，文件没有生成。请重新安装本程序。（D-102）
D-103  名单超过 {most} 行，Excel 放不下。请先筛选，再分次导出。（D-103）
D-104  “{column}”第 {row} 行的内容太长，Excel 放不下。请先缩短这一项，再导出。（D-104）
D-105  这个文件不是 Excel 工作簿（xlsx）。请选导出的那份名单，填好后再导入。（D-105）
D-106  这个工作簿有密码，或是旧的 xls 格式。请去掉密码、另存为 xlsx 后再导入。（D-106）
D-107  这个工作簿已经损坏，读不出来。请重新保存一次，或重新导出名单填写。（D-107）
D-108  这个工作簿太大（限 {limit_mb} MB 或 20000 行）。请只留下名单那张表后再导入。（D-108）

Saving is the caller's: so are its errors (disk full, file open in Excel).
"""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from app.domain.applicant import Applicant
from app.domain.archive_package import PackageManifest
from app.domain.plan import PlanKit
from app.domain.working_days import SHANGHAI
from app.ports.archive_package import DossierRecord
from app.ports.clock import Clock
from app.ports.documents import (
    MissingPerson,
    NumberSheet,
    PostedList,
    PublicityMember,
    ResultMember,
    RosterSheet,
    VerdictSheet,
)
from app.ports.queries import DeclarationDossier
from app.services.documents.archive_index import build_archive_index
from app.services.documents.declaring_papers import (
    build_commitment,
    build_missing_list,
    build_score_sheet,
)
from app.services.documents.number_workbook import write_number_workbook
from app.services.documents.publicity_form import build_publicity_form
from app.services.documents.publicity_roster import build_publicity_roster
from app.services.documents.result_list import build_results_publicity, build_results_report
from app.services.documents.roster_workbook import write_roster_workbook
from app.services.documents.typesetter import Typesetter
from app.services.documents.verdict_workbook import write_verdict_workbook
from app.services.documents.workbook_reader import read_workbook


class OfficeDocuments:
    """``clock`` dates the documents: with a clock that stands still the same data gives the same bytes."""

    def __init__(self, templates_folder: Path, fonts_folder: Path, clock: Clock) -> None:
        self._clock = clock
        self._form = Typesetter(templates_folder / "publicity_form.typ", fonts_folder)
        self._roster = Typesetter(templates_folder / "publicity_roster.typ", fonts_folder)
        self._results = Typesetter(templates_folder / "result_list.typ", fonts_folder)
        self._commitment = Typesetter(templates_folder / "commitment.typ", fonts_folder)
        self._missing = Typesetter(templates_folder / "missing_list.typ", fonts_folder)
        self._score_sheet = Typesetter(templates_folder / "score_sheet.typ", fonts_folder)
        self._archive_index = Typesetter(templates_folder / "archive_index.typ", fonts_folder, lenient=True)

    def publicity_form(self, kit: PlanKit, dossier: DeclarationDossier, words: Mapping[str, str]) -> bytes:
        """评审表(公示版) as PDF/A-2a. ``words``: ``mode:<value>``, ``category:<value>``. Raises D-101, D-102."""
        data = build_publicity_form(kit, dossier, words)
        return self._form.typeset({**data, "made_at": self._made_at()}, self._clock.now())

    def _made_at(self) -> str:
        return self._clock.now().astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")

    def publicity_roster(self, posted: PostedList, members: Sequence[PublicityMember]) -> bytes:
        """公示名单 as PDF/A-2a, rows in the order given. Raises D-101, D-102."""
        return self._roster.typeset(build_publicity_roster(posted, members), self._clock.now())

    def results_publicity(self, posted: PostedList, members: Sequence[ResultMember]) -> bytes:
        """评审结果公示 as PDF/A-2a, rows in the order given. Raises D-101, D-102."""
        return self._results.typeset(build_results_publicity(posted, members), self._clock.now())

    def results_report(
        self, *, body: str, to: str, reported_on: date, plan_name: str, members: Sequence[ResultMember]
    ) -> bytes:
        """The list for 市人力社保局 as PDF/A-2a, rows in the order given. Raises D-101, D-102."""
        data = build_results_report(
            body=body, to=to, reported_on=reported_on, plan_name=plan_name, members=members
        )
        return self._results.typeset(data, self._clock.now())

    def commitment(
        self,
        kit: PlanKit,
        applicant: Applicant,
        employer_name: str,
        signature_png: bytes | None,
        signed_on: date | None,
    ) -> bytes:
        """《专业技术资格申报材料真实性保证书》 as PDF/A-2a. Raises D-101, D-102."""
        data = build_commitment(kit, applicant, employer_name, signature_png, signed_on)
        return self._commitment.typeset(data, self._clock.now())

    def missing_list(self, people: Sequence[MissingPerson]) -> bytes:
        """缺件清单 as PDF/A-2a. Raises D-101, D-102."""
        return self._missing.typeset(build_missing_list(people, self._made_at()), self._clock.now())

    def score_sheet(
        self, kit: PlanKit, name: str, unit: str, entries: Mapping[str, str], total: int
    ) -> bytes:
        """自评表 as PDF/A-2a. Raises D-101, D-102; ValueError for a kit without a score sheet."""
        if kit.score_sheet is None:
            raise ValueError(f"{kit.id} has no score sheet")
        data = build_score_sheet(kit.score_sheet, name, unit, entries, total)
        return self._score_sheet.typeset(data, self._clock.now())

    def archive_index(
        self, kit: PlanKit, record: DossierRecord, manifest: PackageManifest, words: Mapping[str, str]
    ) -> bytes:
        """目录 of an archive package as PDF/A-2a. Raises D-102."""
        data = build_archive_index(kit, record, manifest, words)
        return self._archive_index.typeset(data, self._clock.now())

    def roster_xlsx(self, sheet: RosterSheet) -> bytes:
        """The list as Excel file. Raises D-103, D-104."""
        return write_roster_workbook(sheet, self._clock.now())

    def number_workbook(self, title: str, sheets: Sequence[NumberSheet]) -> bytes:
        """统计 as Excel file."""
        return write_number_workbook(title, sheets, self._clock.now())

    def verdict_workbook(self, sheet: VerdictSheet) -> bytes:
        """The meeting's list to be filled in."""
        return write_verdict_workbook(sheet, self._clock.now())

    def read_workbook(self, content: bytes) -> Sequence[Sequence[str]]:
        """Raises D-105 … D-108."""
        return read_workbook(content)
