"""Makes the documents of the desk; implements app.ports.documents. Built by app/main.py, used on any thread.

Codes and their suggested sentences:

D-101  文字里有印不出来的字符“{char}”（{point}）。请在资料里改成规范汉字后重新导出。（D-101）
D-102  程序自带的文件“{file}”缺失或损坏，文件没有生成。请重新安装本程序。（D-102）
D-103  名单超过 {most} 行，Excel 放不下。请先筛选，再分次导出。（D-103）
D-104  “{column}”第 {row} 行的内容太长，Excel 放不下。请先缩短这一项，再导出。（D-104）

Saving is the caller's: so are its errors (disk full, file open in Excel).
"""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from app.domain.plan import PlanKit
from app.domain.working_days import SHANGHAI
from app.ports.clock import Clock
from app.ports.documents import PublicityMember, RosterSheet
from app.ports.queries import DeclarationDossier
from app.services.documents.publicity_form import build_publicity_form
from app.services.documents.publicity_roster import build_publicity_roster
from app.services.documents.roster_workbook import write_roster_workbook
from app.services.documents.typesetter import Typesetter


class OfficeDocuments:
    """``clock`` dates the documents: with a clock that stands still the same data gives the same bytes."""

    def __init__(self, templates_folder: Path, fonts_folder: Path, clock: Clock) -> None:
        self._clock = clock
        self._form = Typesetter(templates_folder / "publicity_form.typ", fonts_folder)
        self._roster = Typesetter(templates_folder / "publicity_roster.typ", fonts_folder)

    def publicity_form(self, kit: PlanKit, dossier: DeclarationDossier, words: Mapping[str, str]) -> bytes:
        """评审表(公示版) as PDF/A-2a. ``words``: ``mode:<value>``, ``category:<value>``. Raises D-101, D-102."""
        now = self._clock.now()
        made_at = now.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
        return self._form.typeset({**build_publicity_form(kit, dossier, words), "made_at": made_at}, now)

    def publicity_roster(
        self,
        *,
        body: str,
        place: str,
        start: date,
        end: date,
        plan_name: str,
        members: Sequence[PublicityMember],
        contact: str,
    ) -> bytes:
        """公示名单 as PDF/A-2a, rows in the order given. Raises D-101, D-102."""
        data = build_publicity_roster(
            body=body,
            place=place,
            start=start,
            end=end,
            plan_name=plan_name,
            members=members,
            contact=contact,
        )
        return self._roster.typeset(data, self._clock.now())

    def roster_xlsx(self, sheet: RosterSheet) -> bytes:
        """The list as Excel file. Raises D-103, D-104."""
        return write_roster_workbook(sheet, self._clock.now())
