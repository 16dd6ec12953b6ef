"""What leaves the matrix: 缺件清单 on paper or in the clipboard, 导出名单 as a workbook."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app.ports.documents import MissingPerson, RosterSheet
from ui.paper_printing import PaperPrinting
from ui.session import Session
from ui.tabs.entry.matrix.materials import Tile
from ui.tabs.entry.matrix.words import state_of, word_of_cell
from ui.tabs.entry.missing_list import make_missing_person, write_texts
from ui.tabs.entry.papers import PaperSaving
from ui.tabs.entry.progress.lines import Line
from ui.texts.next_acts import say_act_day


class Handouts(QObject):
    """Lines in, papers out. Nothing is made before the person chose a place; documents are made on the work lane."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._host = session, parent
        self.papers = PaperSaving(session, self)
        self.printing = PaperPrinting(session, self)

    def print_list(self, lines: Sequence[Line]) -> None:
        """缺件清单 on paper, a paragraph a declaration."""
        self.printing.print_paper(self._host, *self.make_list(lines))

    def save_list(self, lines: Sequence[Line]) -> None:
        """The same as PDF."""
        stem, make = self.make_list(lines)
        self.papers.save(self._host, stem, "pdf", make)

    def make_list(self, lines: Sequence[Line]) -> tuple[str, Callable[[], bytes]]:
        """Its title and what makes it."""
        people, documents = self._people(lines), self._session.desk.documents
        whose = f" {people[0].name}" if len(people) == 1 else ""
        stem = f"{self.tr('缺件清单')}{whose} {self._session.today().isoformat()}"

        def make() -> bytes:
            return documents.missing_list(people)

        return stem, make

    def copy_list(self, lines: Sequence[Line]) -> None:
        """The same as plain text, to paste into a message."""
        people = self._people(lines)
        QGuiApplication.clipboard().setText(write_texts(people))
        if len(people) == 1:
            words = self.tr("已复制{0}的清单").replace("{0}", people[0].name)
        else:
            words = self.tr("已复制 {0} 份清单").replace("{0}", str(len(people)))
        self._session.say(words, "passed")

    def export(self, lines: Sequence[Line], tiles: Sequence[Tile]) -> None:
        """The matrix as it stands on the screen, tiles as words."""
        today, documents = self._session.today(), self._session.desk.documents
        heads = (
            self.tr("姓名"),
            self.tr("计划"),
            self.tr("专业技术资格"),
            *(tile.title for tile in tiles),
            self.tr("缺"),
            self.tr("下一步"),
            self.tr("日期"),
        )
        rows = [
            (
                line.applicant.name,
                line.kit.name,
                line.kit.title_with_rank,
                *(word_of_cell(state_of(line, tile.key)) for tile in tiles),
                str(line.progress.missing),
                line.act.text,
                say_act_day(line.progress.next, today),
            )
            for line in lines
        ]
        sheet = RosterSheet(self.tr("缺件矩阵"), heads, rows)

        def make() -> bytes:
            return documents.roster_xlsx(sheet)

        self.papers.save(self._host, f"{self.tr('缺件矩阵')} {today.isoformat()}", "xlsx", make)

    def _people(self, lines: Sequence[Line]) -> list[MissingPerson]:
        unit = self._session.actor.organisation_name
        return [make_missing_person(line.kit, line.progress, line.applicant, unit) for line in lines]
