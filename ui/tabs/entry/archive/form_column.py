"""The middle of the archive entry: what a reviewer said, the form of one entry, its files."""

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.archive import ArchiveStatus
from app.domain.decision import Action
from app.domain.plan import SectionSpec
from app.ports.entry_queries import ArchiveEntry
from ui.scroll_column import ScrollColumn
from ui.tabs.entry.archive.entry_rows import evidence_of, fields_of, is_locked, status_of
from ui.tabs.entry.file_strip import FileStrip
from ui.texts.dates import format_minute
from ui.texts.words import word
from ui.widgets.callout import Callout
from ui.widgets.entry_form.form import EntryForm
from ui.widgets.labels import TextLabel
from ui.widgets.pane import Line, Pane
from ui.widgets.pills import PillLabel


class FormColumn(Pane):
    """``typed``: fields to be kept; ``files_changed``: evidence in its new order."""

    typed = Signal(dict)
    files_changed = Signal(object)

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__("surface", "r", parent)
        self.setObjectName("entry.form")
        self.setMinimumWidth(386)
        self.title = TextLabel("", "title")
        self.pill = PillLabel("neutral", "")
        self.notice = Callout("flag")
        self.notice.setObjectName("entry.notice")
        self.problem = Callout("error")
        self.problem.setObjectName("entry.problem")
        self.form = EntryForm(today)
        self.files = FileStrip("entry.files")
        self.files_title = TextLabel(self.tr("佐证材料"), "section")
        self.files_note = TextLabel("", "caption", "muted")
        self._scroll = ScrollColumn()
        self._lay_out()
        self.form.settled.connect(self.typed)
        self.files.files_changed.connect(self.files_changed)

    def show_entry(self, section: SectionSpec, entry: ArchiveEntry) -> None:
        """Another entry, or the same as it stands now."""
        status = status_of(entry)
        self.title.setText(section.title)
        if status is None:
            self.pill.set_pill("neutral", self.tr("草稿"))
        else:
            self.pill.set_pill(status.value, word(status))
        self._show_verdict(entry, status)
        self.problem.set_content("")
        locked = is_locked(entry)
        kept = frozenset({"unit"}) if section.key == "basic" else frozenset()
        self.form.show_fields(
            section, fields_of(entry), remarks_of(entry), locked=locked, locked_fields=kept
        )
        self.show_files(section, entry)

    def show_files(self, section: SectionSpec, entry: ArchiveEntry) -> None:
        """Only the files changed."""
        files = evidence_of(entry)
        self.files.show_files(files, locked=is_locked(entry))
        if files:
            self.files_note.setText(self.tr("{0} 个文件，按这个次序审核").replace("{0}", str(len(files))))
        elif section.evidence_required:
            self.files_note.setText(self.tr("还没有佐证材料，没有的会被退回"))
        else:
            self.files_note.setText(self.tr("可以不传"))
        self.files_note.set_token("returned" if section.evidence_required and not files else "muted")

    def _show_verdict(self, entry: ArchiveEntry, status: ArchiveStatus | None) -> None:
        verdict = entry.verdict
        if verdict is None or status not in (ArchiveStatus.RETURNED, ArchiveStatus.FAILED):
            self.notice.set_kind("info")
            hint = self.tr("保存后要重新审核；已提交的申报不受影响") if status is ArchiveStatus.PASSED else ""
            self.notice.set_content(self.tr("这一条已经通过，可以修改") if hint else "", [hint] if hint else [])
            return
        self.notice.set_kind("flag" if verdict.action is Action.RETURN else "error")
        title = f"{word(verdict.action)}　{verdict.actor.name}　{format_minute(verdict.at)}"
        lines = [defect.text for defect in verdict.defects] or [verdict.notice or verdict.opinion]
        self.notice.set_content(title, [line for line in lines if line])

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.title)
        head.addWidget(self.pill)
        head.addStretch(1)
        files_head = QHBoxLayout()
        files_head.setSpacing(8)
        files_head.addWidget(self.files_title)
        files_head.addWidget(self.files_note)
        files_head.addStretch(1)
        body = self._scroll.body
        body.setContentsMargins(18, 14, 18, 14)
        body.setSpacing(10)
        body.addLayout(head)
        body.addWidget(self.notice)
        body.addWidget(self.problem)
        body.addWidget(self.form)
        body.addWidget(Line())
        body.addLayout(files_head)
        body.addWidget(self.files)
        body.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 0)
        column.addWidget(self._scroll)


def remarks_of(entry: ArchiveEntry) -> Mapping[str, str]:
    """What the last return said about single fields."""
    verdict = entry.verdict
    if verdict is None or status_of(entry) is not ArchiveStatus.RETURNED:
        return {}
    return {defect.field: defect.text for defect in verdict.defects if defect.field}
