"""The form of one archive item: what it is, what the machine noticed, its fields, what was decided, the opinion field.

Picture 02, the pane of 386. It shows a dossier and tells what the person wants; the desk acts.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.domain.archive import ArchiveStatus
from app.domain.plan import SectionSpec
from app.domain.prechecks.notice import Notice
from app.ports.queries import ArchiveDossier
from ui.field_text import title_of_item
from ui.sync_note import SyncNote
from ui.tabs.archive.item_blocks import describe_flag, make_blocks, title_of_field
from ui.texts.dates import say_moment
from ui.texts.notices import mark_hint
from ui.texts.words import state_of_status, word
from ui.widgets.buttons import QuietButton
from ui.widgets.callout import Callout, CalloutLine
from ui.widgets.fields import TextEdit
from ui.widgets.form_view import FormView
from ui.widgets.key_chip import LockReason
from ui.widgets.labels import ElidedLabel, TextLabel
from ui.widgets.pane import Pane
from ui.widgets.pills import PillLabel
from ui.widgets.scroll_bar import slim

WIDTH = 386
TO_FIELD, TO_FILE, TO_FILES, DISMISS = "field:", "file:", "files", "dismiss"


class ItemPane(Pane):
    """``jump_wanted`` carries a target of the callouts (``file:<sha256>``, ``files``)."""

    log_wanted = Signal()
    reveal_wanted = Signal(str)
    jump_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface", "", parent)
        self.setObjectName("archive.item")
        self.setMinimumWidth(300)
        self._section: SectionSpec | None = None
        self._dossier: ArchiveDossier | None = None
        self._make_head()
        self._make_body()
        self._make_foot()
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 10, 13, 10)
        column.setSpacing(8)
        column.addLayout(self._head)
        column.addWidget(self._scroll, 1)
        column.addLayout(self._foot)

    # ---- for the desk

    def show_dossier(
        self, section: SectionSpec, dossier: ArchiveDossier, revealed: frozenset[str], *, keep_place: bool
    ) -> None:
        """Show an item. ``keep_place``: the same item again (revealed, reloaded) keeps its scroll position."""
        self._section, self._dossier = section, dossier
        item = dossier.item
        moment = say_moment(item.submitted_at) if item.submitted_at else ""
        number = self.tr("第 {0} 次提交").replace("{0}", str(item.submit_no))
        self._about.set_text("　".join(part for part in (section.title, number, moment) if part))
        self._title.setText(title_of_item(section, item.fields, dossier.applicant.name))
        self._pill.set_pill(state_of_status(item.status), word(item.status))
        self.sync_note.set_subject(item.id)
        self._who.set_text(f"{dossier.applicant.name}　{dossier.employer.name}")
        self.opinion.setEnabled(item.status is ArchiveStatus.PENDING)
        self._show_flags(section, dossier)
        self._form.set_blocks(make_blocks(section, dossier, revealed))
        if not keep_place:
            self.show_file_problems(())
            self._scroll.verticalScrollBar().setValue(0)

    def show_duty(self, duty: str) -> None:
        """审核须知 (A5.1): one line above the opinion, the whole text as its tooltip."""
        self._duty.set_reason(duty, "scale", "muted")

    def set_opinion_room(self, shown: bool) -> None:
        """A narrow window shows the opinion only when it is wanted (写意见 E)."""
        self.opinion.setVisible(shown)
        self._duty.setVisible(shown)

    def show_file_problems(self, lines: Sequence[str]) -> None:
        """Files that could not be taken, each with what to do; nothing else was lost."""
        title = self.tr("有 {0} 个文件没有放进来").replace("{0}", str(len(lines))) if lines else ""
        shown: list[CalloutLine | str] = list(lines)
        if lines:
            shown.append(CalloutLine("", self.tr("知道了"), DISMISS))
        self._problems.set_content(title, shown)
        if lines:
            self._scroll.verticalScrollBar().setValue(0)

    def file_problems(self) -> Callout:
        return self._problems

    def flags(self) -> Callout:
        return self._flags

    def form(self) -> FormView:
        return self._form

    def title(self) -> str:
        return self._title.text()

    def pill(self) -> PillLabel:
        return self._pill

    # ---- parts

    def _make_head(self) -> None:
        self._about = ElidedLabel("", "caption", "muted")
        log = QuietButton(self.tr("审核日志"), "history", "L", self)
        log.setObjectName("archive.log")
        log.clicked.connect(self.log_wanted)
        top = QHBoxLayout()
        top.addWidget(self._about, 1)
        top.addWidget(log)
        self._title = TextLabel("", "title", wrap=True)
        self._title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._title.setObjectName("archive.item_title")
        self._pill = PillLabel("pending", "")
        self._who = ElidedLabel("", "body", "muted")
        who = QHBoxLayout()
        who.setSpacing(8)
        who.addWidget(self._pill)
        who.addWidget(self._who, 1)
        self.sync_note = SyncNote(self)
        who.addWidget(self.sync_note)
        self._head = QVBoxLayout()
        self._head.setContentsMargins(0, 0, 5, 0)
        self._head.setSpacing(6)
        self._head.addLayout(top)
        self._head.addWidget(self._title)
        self._head.addLayout(who)

    def _make_body(self) -> None:
        self._problems = Callout("error")
        self._problems.setObjectName("archive.file_problems")
        self._problems.link_activated.connect(self._jump)
        self._flags = Callout("flag")
        self._flags.setObjectName("archive.flags")
        self._flags.link_activated.connect(self._jump)
        self._form = FormView()
        self._form.setObjectName("archive.form")
        self._form.action_triggered.connect(self.reveal_wanted)
        inside = Pane("surface")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 5, 4)
        column.setSpacing(10)
        column.addWidget(self._problems)
        column.addWidget(self._flags)
        column.addWidget(self._form)
        column.addStretch(1)
        self._scroll = QScrollArea(self)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        slim(self._scroll)
        self._scroll.setWidget(inside)
        self._scroll.setAccessibleName(self.tr("条目内容"))

    def _make_foot(self) -> None:
        self._duty = LockReason("", self)
        self._duty.setObjectName("archive.duty")
        self.opinion = TextEdit("", self, lines=1, most_lines=4)
        self.opinion.setObjectName("archive.opinion")
        self.opinion.setAccessibleName(self.tr("审核意见"))
        self.opinion.setPlaceholderText(self.tr("审核意见（可不填）"))
        self._foot = QVBoxLayout()
        self._foot.setContentsMargins(0, 0, 5, 0)
        self._foot.setSpacing(6)
        self._foot.addWidget(self._duty)
        self._foot.addWidget(self.opinion)

    # ---- inside

    def _show_flags(self, section: SectionSpec, dossier: ArchiveDossier) -> None:
        waits = dossier.item.status in (ArchiveStatus.PENDING, ArchiveStatus.RETURNED)
        flags = sorted(dossier.flags, key=_is_hint) if waits else []
        lines: list[CalloutLine | str] = []
        for flag in flags:
            words = mark_hint(flag, describe_flag(section, flag))
            if flag.field and title_of_field(section, flag.field):
                lines.append(CalloutLine(words, self.tr("看字段"), TO_FIELD + flag.field))
            elif flag.file:
                lines.append(CalloutLine(words, self.tr("看文件"), TO_FILE + flag.file))
            elif flag.code == "evidence_missing":
                lines.append(CalloutLine(words, self.tr("添加文件"), TO_FILES))
            else:
                lines.append(words)
        noticed = sum(flag.counts for flag in flags)
        self._flags.set_kind("flag" if noticed else "info")
        said = self.tr("机器预检：{0} 处需留意") if noticed else self.tr("机器预检：{0} 处提示")
        self._flags.set_content(said.replace("{0}", str(noticed or len(flags))) if flags else "", lines)

    def _jump(self, target: str) -> None:
        if target == DISMISS:
            self.show_file_problems(())
        elif target.startswith(TO_FIELD) and self._section is not None:
            row = self._form.row_of_label(title_of_field(self._section, target.removeprefix(TO_FIELD)))
            if row is not None:
                self._scroll.ensureWidgetVisible(row, 0, 40)
                row.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.jump_wanted.emit(target)


def _is_hint(flag: Notice) -> bool:
    return not flag.counts
