"""写结论: one 通过 for everybody who is ready, each with an opinion of their own (A4.6, A4.7, A5.3, A4.8).

Names every person; those who are left out stand on top with their reason. An error of one stands at that person, the
others are through.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.ports.queries import DeclarationDossier
from ui.dialogs.form_sheet import FormSheet
from ui.scroll_column import ScrollColumn
from ui.widgets.callout import Callout, CalloutLine
from ui.widgets.fields import TextEdit
from ui.widgets.labels import ElidedLabel, TextLabel

WIDTH = 620


@dataclass(frozen=True, slots=True)
class PassLine:
    """One person who is ready. ``note``: plan and where it goes next; ``flag``: what to mind, empty for nothing."""

    member: DeclarationDossier
    opinion: str
    note: str
    flag: str = ""


class _Entry(QWidget):
    """Name, note, opinion, and later perhaps an error."""

    changed = Signal()

    def __init__(self, line: PassLine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = line
        name = line.member.applicant.name
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(TextLabel(name, "section"))
        head.addWidget(ElidedLabel(line.note, "caption", "muted"), 1)
        self.opinion = TextEdit(line.opinion, lines=3, most_lines=6)
        self.opinion.setObjectName("publicity.pass.opinion")
        self.opinion.setAccessibleName(self.tr("{0}的审查意见").replace("{0}", name))
        self.opinion.textChanged.connect(self.changed)
        self.problem = Callout("error")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 10, 8)
        column.setSpacing(4)
        column.addLayout(head)
        if line.flag:
            column.addWidget(TextLabel(line.flag, "caption", "returned", wrap=True))
        column.addWidget(self.opinion)
        column.addWidget(self.problem)


class PassSheet(FormSheet):
    """``opinions`` gives what is to be passed, in the order shown."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, "publicity.pass", "写结论", "", "check", WIDTH)
        self._publicity_id = ""
        self._entries: list[_Entry] = []
        self._left_out = Callout("flag")
        self._left_out.setObjectName("publicity.pass.left_out")
        self._duty: QLabel = TextLabel("", "caption", "muted", wrap=True)
        self._duty.setObjectName("publicity.pass.duty")
        self._people = ScrollColumn()
        self._people.body.setSpacing(4)
        self._people.body.addStretch(1)
        self.body.addWidget(self._left_out)
        self.body.addWidget(self.problem)
        self.body.addWidget(self._people, 1)
        self.body.addWidget(self._duty)

    def open_for(
        self,
        publicity_id: str,
        lines: Sequence[PassLine],
        left_out: Sequence[tuple[str, str]],
        duty: Sequence[str],
    ) -> None:
        """``left_out``: names with reasons. An opinion that was edited and closed with Esc is kept."""
        kept = {}
        if publicity_id == self._publicity_id:
            kept = {
                e.line.member.declaration.id: (e.line.opinion, e.opinion.toPlainText()) for e in self._entries
            }
        self._publicity_id = publicity_id
        self._show_people(lines, kept)
        title = self.tr("不在这次里 {0} 人").replace("{0}", str(len(left_out))) if left_out else ""
        self._left_out.set_content(title, [CalloutLine(f"{name}　{reason}") for name, reason in left_out])
        self._duty.setText("\n".join(duty))
        self._duty.setVisible(bool(duty))
        self.begin("、".join(line.member.applicant.name for line in lines))
        self._show_open()
        self.confirm_button.setFocus()

    def opinions(self) -> list[tuple[DeclarationDossier, str]]:
        return [(e.line.member, e.opinion.toPlainText()) for e in self._entries]

    def show_running(self) -> None:
        self.confirm_button.setEnabled(False)
        self.footer.set_reason(self.tr("正在保存"), "hourglass")

    def show_refused(self, sentences: dict[str, str]) -> None:
        """By declaration id; whoever is through leaves the sheet."""
        for entry in list(self._entries):
            sentence = sentences.get(entry.line.member.declaration.id)
            if sentence is None:
                self._drop(entry)
            else:
                entry.problem.set_content("", [sentence])
        self._show_open()

    def _show_people(self, lines: Sequence[PassLine], kept: dict[str, tuple[str, str]]) -> None:
        for entry in list(self._entries):
            self._drop(entry)
        for line in lines:
            entry = _Entry(line)
            proposed, typed = kept.get(line.member.declaration.id, ("", ""))
            if proposed == line.opinion and typed.strip():
                entry.opinion.setPlainText(typed)
            entry.changed.connect(self._show_open)
            self._entries.append(entry)
            self._people.body.insertWidget(self._people.body.count() - 1, entry)

    def _drop(self, entry: _Entry) -> None:
        self._entries.remove(entry)
        self._people.body.removeWidget(entry)
        entry.hide()
        entry.deleteLater()

    def _show_open(self) -> None:
        number = len(self._entries)
        words = self.tr("通过 {0} 份").replace("{0}", str(number)) if number > 1 else self.tr("通过")
        self.confirm_button.setText(words)
        self.confirm_button.updateGeometry()
        blank = [e.line.member.applicant.name for e in self._entries if not e.opinion.toPlainText().strip()]
        missing = self.tr("{0} 还没有审查意见").replace("{0}", "、".join(blank)) if blank else ""
        self.confirm_button.setEnabled(bool(number) and not missing)
        self.footer.set_reason(missing)
