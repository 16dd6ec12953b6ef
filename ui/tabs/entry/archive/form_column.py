"""The middle of the archive entry: what the entry is, what a reviewer said, its form (B1.1, B1.2)."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.plan import SectionSpec
from ui.field_text import BASIC, title_of_item
from ui.scroll_column import ScrollColumn
from ui.tabs.entry.archive.entry_rows import DRAFT_ICON, DRAFT_STATE, state_of
from ui.tabs.entry.archive.entry_words import (
    DISMISS,
    RETRY,
    Said,
    remarks_of,
    say_about,
    say_flags,
    say_verdict,
)
from ui.tabs.entry.archive.working import UNIT_FIELD, Working
from ui.texts.dates import format_clock
from ui.texts.errors import describe
from ui.widgets.callout import Callout, CalloutLine
from ui.widgets.drop_zone import paths_in
from ui.widgets.entry_form.form import EntryForm
from ui.widgets.evidence.drop_frame import DropFrame
from ui.widgets.evidence.dropped_files import may_drop
from ui.widgets.labels import ElidedLabel, TextLabel
from ui.widgets.pane import Pane
from ui.widgets.pills import PillLabel


class FormColumn(Pane):
    """``jump_wanted``: a target of the callouts (``entry_words``); ``paths_dropped``: files let go over any part of it."""

    jump_wanted = Signal(str)
    paths_dropped = Signal(list)

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__("surface", "r", parent)
        self.setObjectName("entry.archive.form_pane")
        self.setMinimumWidth(330)
        self._shown = ""
        self._remarks: object = None
        self._locked = False
        self.about = ElidedLabel("", "caption", "muted")
        self.draft_line = TextLabel("", "caption", "muted")
        self.draft_line.setObjectName("entry.archive.draft_line")
        self.title = ElidedLabel("", "title")
        self.title.setObjectName("entry.archive.title")
        self.pill = PillLabel("neutral", "")
        self.changed_note = TextLabel("", "caption", "muted")
        self.form = EntryForm(today)
        self.form.setObjectName("entry.archive.form")
        # Birth date and sex as the number says them are taken over where nothing stands.
        self.form.suggested.connect(self.form.fill_empty)
        self._callouts = {
            name: self._make_callout(name) for name in ("problem", "files_problem", "verdict", "flags")
        }
        self._scroll = ScrollColumn()
        self._lay_out()
        self._drop_frame = DropFrame(self)

    @property
    def problem(self) -> Callout:
        """What did not work, over everything."""
        return self._callouts["problem"]

    def shown_keys(self, section: SectionSpec) -> frozenset[str]:
        return frozenset(spec.key for spec in section.fields)

    def show_entry(self, section: SectionSpec, working: Working, name: str) -> None:
        """Another entry, or the same as it stands now. The cursor stays where it is when nothing else changed."""
        is_other = working.item_id != self._shown
        if is_other:
            self.problem.set_content("")
            self.show_file_problems(())
        self.refresh(section, working, name)
        remarks, locked = remarks_of(working), working.is_locked
        as_shown = (remarks, locked) == (self._remarks, self._locked)
        if not is_other and as_shown and self.form.fields() == _only(section, working):
            return
        self._shown, self._remarks, self._locked = working.item_id, remarks, locked
        self.setAcceptDrops(not locked)
        kept = frozenset({UNIT_FIELD}) if section.key == BASIC else frozenset()
        self.form.show_fields(section, working.fields, remarks, locked=locked, locked_fields=kept)
        if is_other:
            self._scroll.verticalScrollBar().setValue(0)

    def refresh(self, section: SectionSpec, working: Working, name: str) -> None:
        """Head and callouts alone: something was typed, kept or handed in."""
        self.about.set_text(say_about(section, working))
        if section.key == BASIC:
            self.title.set_text(section.title)
        else:
            self.title.set_text(title_of_item(section, working.fields, self.tr("新的一条")))
        state, state_word = state_of(working)
        self.pill.set_pill(state, state_word, DRAFT_ICON if state == DRAFT_STATE else None)
        unsaved = working.item is not None and working.differs and not working.is_locked
        self.changed_note.setText(self.tr("有改动，还没有保存") if unsaved else "")
        self._say("verdict", say_verdict(section, working))
        self._say("flags", say_flags(section, working))
        self._say_draft(working)

    def show_problem(self, lines: Sequence[CalloutLine | str]) -> None:
        """保存 did not work, and why; [] clears it."""
        self.problem.set_content("", lines)
        if lines:
            self._scroll.verticalScrollBar().setValue(0)

    def show_file_problems(self, sentences: Sequence[str]) -> None:
        """Files that were not taken, each with its reason."""
        title = self.tr("有 {0} 个文件没有放进来").replace("{0}", str(len(sentences))) if sentences else ""
        lines: list[CalloutLine | str] = list(sentences)
        if sentences:
            lines.append(CalloutLine("", self.tr("知道了"), DISMISS))
            self._scroll.verticalScrollBar().setValue(0)
        self._callouts["files_problem"].set_content(title, lines)

    def _say(self, name: str, said: Said) -> None:
        callout = self._callouts[name]
        shown = (said.kind, said.title, said.lines)
        # Made anew only when the words are others: a link that is being clicked must not go away under the mouse.
        if callout.property("shown") != repr(shown):
            callout.setProperty("shown", repr(shown))
            callout.set_kind(said.kind)
            callout.set_content(said.title, said.lines)

    def _say_draft(self, working: Working) -> None:
        if working.problem is not None:
            self.draft_line.set_token("failed")
            self.draft_line.setText(self.tr("草稿没有保存"))
            line = CalloutLine(describe(working.problem), self.tr("再存一次"), RETRY)
            self._say("problem", Said("error", self.tr("内容还在这里，没有存进草稿"), (line,)))
            return
        if str(self.problem.property("shown") or "").find(RETRY) >= 0:
            self._say("problem", Said("error"))
        self.draft_line.set_token("muted")
        at = working.kept_at if working.differs else None
        self.draft_line.setText(self.tr("草稿已保存 {0}").replace("{0}", format_clock(at)) if at else "")

    def _make_callout(self, name: str) -> Callout:
        callout = Callout("error")
        callout.setObjectName(f"entry.archive.{name}")
        callout.link_activated.connect(self.jump_wanted)
        return callout

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.about, 1)
        top.addWidget(self.draft_line)
        state = QHBoxLayout()
        state.setSpacing(8)
        state.addWidget(self.pill)
        state.addWidget(self.changed_note, 1)
        head = QVBoxLayout()
        head.setContentsMargins(18, 11, 18, 8)
        head.setSpacing(6)
        head.addLayout(top)
        head.addWidget(self.title)
        head.addLayout(state)
        body = self._scroll.body
        body.setContentsMargins(18, 4, 18, 14)
        body.setSpacing(10)
        for callout in self._callouts.values():
            body.addWidget(callout)
        body.addWidget(self.form)
        body.addStretch(1)
        self._scroll.setAccessibleName(self.tr("条目内容"))
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._scroll, 1)

    # ---- Qt's side

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if may_drop(event.mimeData()):
            self._drop_frame.cover()
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._drop_frame.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        self._drop_frame.hide()
        event.acceptProposedAction()
        self.paths_dropped.emit(paths_in(event.mimeData()))


def _only(section: SectionSpec, working: Working) -> dict[str, str]:
    """What the form would say of this entry."""
    keys = {spec.key for spec in section.fields}
    return {key: text for key, text in working.fields.items() if text and key in keys}
