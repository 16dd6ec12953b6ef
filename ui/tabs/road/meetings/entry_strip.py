"""Votes and note of the person the list stands on, typed without the mouse: 11 Enter 2 P, and the next person (B11.2).

The vote fields take digits only and leave every letter to the desk's keys, whatever input method is on.
"""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRegularExpression, Qt, Signal
from PySide6.QtGui import QKeyEvent, QRegularExpressionValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from app.domain.declaration import Stage
from app.ports.road_queries import MeetingMember
from ui.tabs.road.meetings.columns import word_of_result
from ui.tabs.road.meetings.people import is_open, say_verdict
from ui.widgets.fields import LineEdit, set_invalid, set_locked
from ui.widgets.labels import ElidedLabel, TextLabel
from ui.widgets.pane import Pane

_VOTE_WIDTH = 64
_DIGITS = "[0-9]{0,4}"


@dataclass(frozen=True, slots=True)
class TypedVerdict:
    votes_for: str = ""
    votes_against: str = ""
    note: str = ""


class _VoteField(LineEdit):
    """Enter goes on, ↑ ↓ to another person, Esc back to the list."""

    step_wanted = Signal(int)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent, dense=True)
        self.setValidator(QRegularExpressionValidator(QRegularExpression(_DIGITS), self))
        self.setFixedWidth(_VOTE_WIDTH)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if plain and event.text().isalpha():
                event.ignore()
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Up | Qt.Key.Key_Down:
                self.step_wanted.emit(1 if event.key() == Qt.Key.Key_Down else -1)
            case Qt.Key.Key_Escape:
                self.left.emit()
            case _:
                super().keyPressEvent(event)


class _NoteField(LineEdit):
    """Enter and Esc go back to the list, where P and F are keys again."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            self.left.emit()
            return
        super().keyPressEvent(event)


class EntryStrip(Pane):
    """What was typed for one person is kept while another is looked at."""

    step_wanted = Signal(int)
    left = Signal()
    """Back to the list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("raised", "t", parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._member: MeetingMember | None = None
        self._kept: dict[str, TypedVerdict] = {}
        self._name = ElidedLabel("", "body_bold")
        self._name.setObjectName("road.meetings.person")
        self._unit = ElidedLabel("", "caption", "muted")
        self.votes_for, self.votes_against = _VoteField(self), _VoteField(self)
        self.note = _NoteField("", self, dense=True)
        self.below = TextLabel("", "caption", "muted", wrap=True)
        self.below.setObjectName("road.meetings.below")
        who = QVBoxLayout()
        who.setSpacing(0)
        who.addWidget(self._name)
        who.addWidget(self._unit)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addLayout(who, 3)
        fields: tuple[tuple[str, QLineEdit, str], ...] = (
            (self.tr("同意"), self.votes_for, "votes_for"),
            (self.tr("反对"), self.votes_against, "votes_against"),
            (self.tr("备注"), self.note, "note"),
        )
        for label, field, name in fields:
            caption = TextLabel(label, "caption", "muted")
            caption.setBuddy(field)
            field.setObjectName(f"road.meetings.{name}")
            field.setAccessibleName(label)
            field.textEdited.connect(self._typed)
            row.addSpacing(4)
            row.addWidget(caption)
            row.addWidget(field, 4 if field is self.note else 0)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(16, 9, 20, 7)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.below)
        self.votes_for.returnPressed.connect(self._go_on)
        self.votes_against.returnPressed.connect(self._leave)
        for vote in (self.votes_for, self.votes_against):
            vote.step_wanted.connect(self.step_wanted)
            vote.left.connect(self.left)
        self.note.left.connect(self.left)

    def show_member(self, member: MeetingMember | None) -> None:
        """Another person, or the same after a write. Fields of somebody with a verdict show it and are locked."""
        before = self._member.row.id if self._member is not None else ""
        self._member = member
        if member is None:
            self._fill(TypedVerdict(), open_=False)
            self._name.set_text("")
            self._unit.set_text("")
            self.say("")
            return
        self._name.set_text(member.row.name)
        self._unit.set_text(f"{member.row.unit}　{member.row.title_with_rank}")
        if is_open(member):
            if before != member.row.id or self.votes_for.isReadOnly():
                self._fill(self._kept.get(member.row.id, TypedVerdict()), open_=True)
                self.say("")
            return
        self._kept.pop(member.row.id, None)
        votes_for, votes_against, _, note = say_verdict(member.verdict)
        self._fill(TypedVerdict(votes_for, votes_against, note), open_=False)
        words = self.tr("已登记{0}。要改请在 120 秒内按 Z 撤销，过后在列表里重开")
        if member.verdict is None:
            words = self.tr("现在是“{0}”，不能登记结果")
        elif member.row.stage is Stage.AWAITING_MEETING:
            words = self.tr("这次会上{0}，后来要重新评审。请列入另一次评审会")
        self.say(words.replace("{0}", word_of_result(member)))

    def typed(self) -> TypedVerdict:
        return TypedVerdict(
            self.votes_for.text().strip(), self.votes_against.text().strip(), self.note.text().strip()
        )

    def say(self, words: str, *, wrong: bool = False) -> None:
        """What is wrong with the votes, or why nothing can be typed."""
        self.below.set_token("failed" if wrong else "muted")
        hint = self.tr("填票数后按 P 或 F 登记，自动到下一位；票数可以不填")
        self.below.setText(words or (hint if self._member is not None else ""))
        for field in (self.votes_for, self.votes_against):
            set_invalid(field, wrong)
            field.setAccessibleDescription(words if wrong else "")

    def set_left(self, left: int) -> None:
        """Where the list above begins."""
        self._column.setContentsMargins(left, 9, 20, 7)

    def focus_votes(self) -> None:
        self.votes_for.setFocus(Qt.FocusReason.OtherFocusReason)
        self.votes_for.selectAll()

    def has_focus(self) -> bool:
        return any(field.hasFocus() for field in (self.votes_for, self.votes_against, self.note))

    def _fill(self, typed: TypedVerdict, *, open_: bool) -> None:
        self.votes_for.setText(typed.votes_for)
        self.votes_against.setText(typed.votes_against)
        self.note.setText(typed.note)
        for field in (self.votes_for, self.votes_against, self.note):
            field.setReadOnly(not open_)
            field.setPlaceholderText(self.tr("可不填") if open_ and field is self.note else "")
            set_locked(field, not open_)

    def _typed(self) -> None:
        if self._member is not None:
            self._kept[self._member.row.id] = self.typed()
        self.say("")

    def _go_on(self) -> None:
        self.votes_against.setFocus(Qt.FocusReason.TabFocusReason)
        self.votes_against.selectAll()

    def _leave(self) -> None:
        self.note.setFocus(Qt.FocusReason.TabFocusReason)
