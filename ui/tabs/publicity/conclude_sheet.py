"""公示无异议: the conclusion of a committee's publicity for everybody who is free (B11.2, B12.2); 重新评审 with its reason.

Names every person; those who are left out stand on top with their reason. An error of one stands at that person, the
others are through.
"""

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.publicity import PublicityKind
from app.ports.queries import DeclarationDossier
from ui.dialogs.form_sheet import FormSheet
from ui.dialogs.reason_sheet import ReasonSheet
from ui.scroll_column import ScrollColumn
from ui.widgets.callout import Callout, CalloutLine
from ui.widgets.labels import ElidedLabel, TextLabel


class _Person(QWidget):
    """Name, unit and title, and later perhaps an error."""

    def __init__(self, member: DeclarationDossier, line: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.member = member
        self.problem = Callout("error")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 3, 10, 5)
        column.setSpacing(2)
        column.addWidget(TextLabel(member.applicant.name, "section"))
        column.addWidget(ElidedLabel(line, "caption", "muted"))
        column.addWidget(self.problem)


class ConcludeSheet(FormSheet):
    """``members`` gives what is to be concluded, in the order shown."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, "publicity.conclusion", "公示结论", "", "check")
        self._entries: list[_Person] = []
        self._left_out = Callout("flag")
        self._left_out.setObjectName("publicity.conclusion.left_out")
        self.follows = TextLabel("", "body", wrap=True)
        self.follows.setObjectName("publicity.conclusion.follows")
        self._people = ScrollColumn()
        self._people.body.addStretch(1)
        self.body.addWidget(self.follows)
        self.body.addWidget(self._left_out)
        self.body.addWidget(self.problem)
        self.body.addWidget(self._people, 1)

    def open_for(
        self,
        kind: PublicityKind,
        ready: Sequence[tuple[DeclarationDossier, str]],
        left_out: Sequence[tuple[str, str]],
    ) -> None:
        """``ready``: members with the line below their name; ``left_out``: names with reasons."""
        for entry in list(self._entries):
            self._drop(entry)
        for member, line in ready:
            person = _Person(member, line)
            self._entries.append(person)
            self._people.body.insertWidget(self._people.body.count() - 1, person)
        title = self.tr("不在这次里 {0} 人").replace("{0}", str(len(left_out))) if left_out else ""
        self._left_out.set_content(title, [CalloutLine(f"{name}　{reason}") for name, reason in left_out])
        self.follows.setText(
            self.tr("公示期满，无异议。下面的人之后组织评审。")
            if kind is PublicityKind.APPLICANTS
            else self.tr("公示期满，无异议。下面的人之后把结果报送上级。")
        )
        self.begin("、".join(member.applicant.name for member, _ in ready))
        self._show_open()
        self.confirm_button.setFocus()

    def members(self) -> list[DeclarationDossier]:
        return [entry.member for entry in self._entries]

    def show_running(self) -> None:
        self.confirm_button.setEnabled(False)
        self.footer.set_reason(self.tr("正在保存"), "hourglass")

    def show_refused(self, sentences: Mapping[str, str]) -> None:
        """By declaration id; whoever is through leaves the sheet."""
        for entry in list(self._entries):
            sentence = sentences.get(entry.member.declaration.id)
            if sentence is None:
                self._drop(entry)
            else:
                entry.problem.set_content("", [sentence])
        self._show_open()

    def _drop(self, entry: _Person) -> None:
        self._entries.remove(entry)
        self._people.body.removeWidget(entry)
        entry.hide()
        entry.deleteLater()

    def _show_open(self) -> None:
        number = len(self._entries)
        words = self.tr("公示无异议 {0} 份").replace("{0}", str(number))
        self.confirm_button.setText(words if number > 1 else self.tr("公示无异议"))
        self.confirm_button.updateGeometry()
        self.confirm_button.setEnabled(bool(number))
        self.footer.set_reason("")


class ReconveneSheet(ReasonSheet):
    """重新评审: the result goes before the experts again. Only with a reason."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, "publicity.reconvene", "重新评审", "gavel", state="flag")

    def open_for(self, member: DeclarationDossier, handling: str) -> None:
        """``handling`` of the upheld objection is proposed as reason."""
        name = member.applicant.name
        self.begin_subject(
            member.declaration.id,
            name,
            self.tr("{0}回到待评审").replace("{0}", name),
            self.tr("这次的评审结果不再有效。重新评审后，结果另行公示。"),
            proposed=handling,
        )
