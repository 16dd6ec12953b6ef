"""The column beside the calendar of a publicity that was begun: where and when, 公示照片, 异议 with their handling.

Dates are facts here; another period is another publicity (重新公示). Photos can be dropped on the column.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.publicity import EndRule, Objection, Publicity
from ui.texts.dates import format_day, format_minute, say_weekday
from ui.texts.words import word
from ui.widgets.buttons import LinkButton, QuietButton
from ui.widgets.callout import Callout
from ui.widgets.evidence.drop_frame import DropFrame
from ui.widgets.evidence.dropped_files import expand_drop, may_drop
from ui.widgets.labels import ElidedLabel, TextLabel
from ui.widgets.pane import Line


class _KeyedLink(LinkButton):
    """A link that knows what it is about."""

    asked = Signal(str)

    def __init__(self, words: str, about: str, parent: QWidget | None = None) -> None:
        super().__init__(words, parent, body=True)
        self._about = about
        self.clicked.connect(self._ask)

    def _ask(self) -> None:
        self.asked.emit(self._about)


class RunningFields(QWidget):
    """``show_publicity`` fills it; everything else is asked for by signals."""

    photo_wanted = Signal(str)
    """Number of the photo, from 0, as text."""
    photos_dropped = Signal(list)
    add_photo_wanted = Signal()
    objection_wanted = Signal()
    handling_wanted = Signal(str)
    """Objection id."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._open = False
        self._facts = QVBoxLayout()
        self._photos = QVBoxLayout()
        self._objections = QVBoxLayout()
        for layout in (self._facts, self._photos, self._objections):
            layout.setSpacing(2)
        self.add_photo = QuietButton(self.tr("添加照片"), "plus")
        self.add_photo.setObjectName("publicity.add_photo")
        self.object = QuietButton(self.tr("登记异议"), "plus")
        self.object.setObjectName("publicity.record_objection")
        self._objection_title = TextLabel("", "caption", "muted")
        self.problem = Callout("error")
        self.problem.setObjectName("publicity.photo_problem")
        self._frame = DropFrame(self, self.tr("松开鼠标，加到公示照片"))
        self.add_photo.clicked.connect(self.add_photo_wanted)
        self.object.clicked.connect(self.objection_wanted)
        self._lay_out()

    def show_publicity(self, publicity: Publicity, names: dict[str, str], is_open: bool) -> None:
        """``names`` by declaration id; ``is_open``: photos and objections may still be added."""
        self._open = is_open
        self.setAcceptDrops(is_open)
        self.add_photo.setEnabled(is_open)
        self.object.setEnabled(is_open)
        self._show_facts(publicity)
        self._show_photos([file.name for file in publicity.evidence])
        self._show_objections(publicity.objections, names if len(names) > 1 else {})

    def show_photo_problems(self, lines: Sequence[str]) -> None:
        self.problem.set_content("", list(lines))

    def _show_facts(self, publicity: Publicity) -> None:
        _empty(self._facts)
        rule = self.tr("{0}，满 {1} 个工作日").format(word(publicity.end_rule), publicity.working_days)
        if publicity.end_rule is EndRule.STATED:
            rule = word(publicity.end_rule)
        exported = (
            format_minute(publicity.sheet_exported_at)
            if publicity.sheet_exported_at
            else self.tr("还没有导出")
        )
        lines = [
            (self.tr("公示地点"), publicity.place, ""),
            (self.tr("开始日"), f"{format_day(publicity.start)} {say_weekday(publicity.start)}", ""),
            (self.tr("截止日"), f"{format_day(publicity.end)} {say_weekday(publicity.end)}", rule),
        ]
        if publicity.end_rule is EndRule.STATED:
            lines.append((self.tr("来源"), publicity.stated_source, ""))
            lines.append((self.tr("理由"), publicity.stated_reason, ""))
        if publicity.held_before:
            lines.append((self.tr("录入方式"), self.tr("公示后补录"), ""))
        lines.append((self.tr("公示表"), exported, ""))
        if publicity.cancelled_at is not None:
            lines.append((self.tr("重新公示的理由"), publicity.cancel_reason, ""))
        for label, value, note in lines:
            self._facts.addWidget(TextLabel(label, "caption", "muted"))
            shown = TextLabel(value, "body", wrap=True)
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._facts.addWidget(shown)
            if note:
                self._facts.addWidget(TextLabel(note, "caption", "muted", wrap=True))
            self._facts.addSpacing(5)

    def _show_photos(self, names: Sequence[str]) -> None:
        _empty(self._photos)
        for place, name in enumerate(names):
            link = _KeyedLink(name, str(place))
            link.setObjectName("publicity.photo")
            link.set_icon_name("image")
            link.setToolTip(name)
            link.asked.connect(self.photo_wanted)
            self._photos.addWidget(link)
        if not names:
            words = self.tr("没有照片。可以拖到这里") if self._open else self.tr("没有照片")
            self._photos.addWidget(TextLabel(words, "caption", "muted"))

    def _show_objections(self, objections: Sequence[Objection], names: dict[str, str]) -> None:
        _empty(self._objections)
        self._objection_title.setText(self.tr("异议 {0}").replace("{0}", str(len(objections))))
        for objection in objections:
            self._objections.addWidget(Line())
            head = QWidget()
            row = QHBoxLayout(head)
            row.setContentsMargins(0, 3, 0, 0)
            row.addWidget(ElidedLabel(objection.who, "body"), 1)
            if objection.is_open and self._open:
                link = _KeyedLink(self.tr("处理"), objection.id)
                link.setObjectName("publicity.handle")
                link.asked.connect(self.handling_wanted)
                row.addWidget(link)
            self._objections.addWidget(head)
            day = self.tr("{0} 收到").replace("{0}", format_day(objection.received_on))
            against = names.get(objection.declaration_id, "")
            if against:
                day += self.tr("　对{0}").replace("{0}", against)
            self._objections.addWidget(TextLabel(day, "caption", "muted"))
            self._objections.addWidget(TextLabel(objection.what, "caption", wrap=True))
            if not objection.is_open:
                verdict = self.tr("异议成立") if objection.upheld else self.tr("异议不成立")
                answer = TextLabel(f"{verdict}：{objection.handling}", "caption", wrap=True)
                answer.set_token("returned" if objection.upheld else "passed")
                self._objections.addWidget(answer)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._open and may_drop(event.mimeData()):
            self._frame.cover()
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._frame.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        self._frame.hide()
        event.acceptProposedAction()
        self.photos_dropped.emit(expand_drop(event.mimeData()))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(self._facts)
        column.addSpacing(2)
        column.addLayout(_head_row(TextLabel(self.tr("公示照片"), "caption", "muted"), self.add_photo))
        column.addWidget(self.problem)
        column.addLayout(self._photos)
        column.addSpacing(6)
        column.addLayout(_head_row(self._objection_title, self.object))
        column.addLayout(self._objections)
        column.addStretch(1)


def _head_row(label: QWidget, button: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(4)
    row.addWidget(label)
    row.addStretch(1)
    row.addWidget(button)
    return row


def _empty(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
