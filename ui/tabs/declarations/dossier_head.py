"""The head of a declaration: photo, name, where it stands, unit, what is declared, when (picture 05; A4.9)."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.organisation import Role
from app.domain.plan import PlanKit
from app.ports.preview import PreviewService
from app.ports.queries import DeclarationDossier
from ui.sync_note import SyncNote
from ui.tabs.declarations.row_words import StatePill, say_status
from ui.texts.dates import format_day
from ui.texts.words import word
from ui.widgets.buttons import QuietButton
from ui.widgets.labels import ElidedLabel, TextLabel
from ui.widgets.pills import PillLabel
from ui.widgets.stored_photo import StoredPhoto


class DossierHead(QWidget):
    """``photo_wanted``: see the photo large, beside."""

    log_wanted = Signal()
    photo_wanted = Signal()

    def __init__(self, preview: PreviewService, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = TextLabel("", "section")
        self.title.setObjectName("declarations.preview_title")
        self.log = QuietButton(self.tr("审查日志"), "history", "L", self)
        self.log.setObjectName("declarations.log")
        self.log.clicked.connect(self.log_wanted)
        self.photo = StoredPhoto(preview, self)
        self.photo.setObjectName("declarations.photo")
        self.photo.clicked.connect(self.photo_wanted)
        self.name = TextLabel("", "title")
        self.name.setObjectName("declarations.person")
        self.name.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.pill = PillLabel()
        self.sync_note = SyncNote(self)
        self._unit = ElidedLabel("", "body")
        self._declares = ElidedLabel("", "body", "muted")
        self._plan = ElidedLabel("", "body", "muted")
        self._lay_out()

    def show_dossier(self, kit: PlanKit, dossier: DeclarationDossier, pill: StatePill, role: Role) -> None:
        """Show another declaration."""
        declaration, applicant = dossier.declaration, dossier.applicant
        status = say_status(declaration.stage, role)
        self.title.setText(self.tr("申报信息预览-{0}").replace("{0}", status))
        self.photo.show_file(declaration.photo)
        self.name.setText(applicant.name)
        self.sync_note.set_subject(declaration.id)
        self.pill.set_pill(pill.state, pill.word, pill.icon)
        who = self.tr("人员类别 {0}").replace("{0}", word(declaration.person_category))
        self._unit.set_text("　".join([dossier.employer.name, who]))
        self._declares.set_text("　".join(part for part in self._say_declares(kit, dossier) if part))
        self._plan.set_text(kit.name)

    def _say_declares(self, kit: PlanKit, dossier: DeclarationDossier) -> list[str]:
        declaration = dossier.declaration
        handed_in = format_day(declaration.submitted_at)
        number = declaration.submit_no
        words = self.tr("{0} 第 {1} 次提交") if number > 1 else self.tr("{0} 提交")
        return [
            self.tr("申报 {0}").replace("{0}", kit.title_with_rank),
            word(declaration.mode),
            words.replace("{0}", handed_in).replace("{1}", str(number)) if handed_in else "",
        ]

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.title, 1)
        top.addWidget(self.log)
        first = QHBoxLayout()
        first.setSpacing(10)
        first.addWidget(self.name)
        first.addWidget(self.pill)
        first.addWidget(self.sync_note)
        first.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addLayout(first)
        for line in (self._unit, self._declares, self._plan):
            words.addWidget(line)
        across = QHBoxLayout()
        across.setSpacing(14)
        across.addWidget(self.photo, 0, Qt.AlignmentFlag.AlignTop)
        across.addLayout(words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 5, 0)
        column.setSpacing(6)
        column.addLayout(top)
        column.addLayout(across)
