"""样例时间: the clock of a 样例 copy, set by keyboard or by a day. Only forward: the record keeps its order (T-101).

``moved`` is emitted after the copy has kept the new time; ordinary copies never open this card.
"""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain.errors import KnownError
from app.domain.working_days import ONE_DAY, SHANGHAI
from app.ports.desk import Desk
from ui.dialogs.sign_in.error_line import ErrorLine
from ui.operations import Operations
from ui.shortcuts import bind_enter
from ui.texts.dates import format_clock, local, say_day_and_weekday, say_day_kind
from ui.texts.errors import describe
from ui.widgets.buttons import PrimaryButton, TallSecondaryButton
from ui.widgets.date_edit import DateEdit
from ui.widgets.dialog_card import DialogCard
from ui.widgets.fields import LineEdit, set_invalid
from ui.widgets.labels import TextLabel

WIDTH = 420


def find_clock_setter(desk: Desk) -> Callable[[datetime], None] | None:
    """The way to move the desk's clock; None where it is the computer's (``app.ports.clock.MovableClock``)."""
    setter = getattr(desk.clock, "set_now", None)
    return setter if callable(setter) and desk.sample_password else None


class SampleClockCard(DialogCard):
    """+1 天 and +1 工作日 move at once; 设为此刻 takes the fields."""

    moved = Signal()

    def __init__(
        self, host: QWidget, desk: Desk, operations: Operations, set_now: Callable[[datetime], None]
    ) -> None:
        super().__init__(host, WIDTH)
        self._desk, self._operations, self._set_now = desk, operations, set_now
        self.setAccessibleName(self.tr("样例时间"))
        self.now = TextLabel("", "body")
        self.day = DateEdit()
        self.day.setAccessibleName(self.tr("日期"))
        self.clock = LineEdit()
        self.clock.setAccessibleName(self.tr("时间"))
        self.clock.setFixedWidth(84)
        self.error = ErrorLine(lines=2)
        self.next_day = TallSecondaryButton(self.tr("+1 天"))
        self.next_working_day = TallSecondaryButton(self.tr("+1 工作日"))
        self.apply = PrimaryButton(self.tr("设为此刻"), None, "Enter")
        self.leave = TallSecondaryButton(self.tr("关闭"), None, "Esc")
        self._lay_out()
        self.next_day.clicked.connect(self._move_a_day)
        self.next_working_day.clicked.connect(self._move_a_working_day)
        self.apply.clicked.connect(self._take_fields)
        self.leave.clicked.connect(self.close_overlay)
        bind_enter(self, self._take_fields)

    def open(self) -> None:
        self._show_now()
        super().open()

    def _move_a_day(self) -> None:
        self._move_to(self._desk.clock.now() + ONE_DAY)

    def _move_a_working_day(self) -> None:
        calendar = self._desk.calendar.working_days()
        moment = self._desk.clock.now()
        try:
            moment += ONE_DAY
            while not calendar.is_working_day(local(moment).date()):
                moment += ONE_DAY
        except KnownError as error:
            self._say(describe(error))
            return
        self._move_to(moment)

    def _take_fields(self) -> None:
        chosen = self.day.date()
        text = self.clock.text().strip().replace("：", ":")
        hour, _, minute = text.partition(":")
        if not (hour.isdecimal() and minute.isdecimal() and int(hour) < 24 and int(minute) < 60):
            set_invalid(self.clock, True)
            self._say(self.tr("时间写成 10:32 这样。"))
            self.clock.setFocus()
            return
        day = date(chosen.year(), chosen.month(), chosen.day())
        self._move_to(datetime.combine(day, time(int(hour), int(minute)), SHANGHAI))

    def _move_to(self, moment: datetime) -> None:
        if moment < self._desk.clock.now() - timedelta(minutes=1):
            self._say(self.tr("样例时间只能往后调，记录的先后才不会乱。请选现在以后的时间。"))
            return
        self._say("")
        set_now = self._set_now

        def act() -> None:
            set_now(moment)

        self._operations.write(act, self._done, self._refused)

    def _done(self, nothing: None) -> None:
        self._show_now()
        self.moved.emit()

    def _refused(self, error: KnownError) -> None:
        self._say(describe(error))

    def _say(self, text: str) -> None:
        self.error.set_text(text)

    def _show_now(self) -> None:
        moment = self._desk.clock.now()
        day = self._desk.clock.today()
        kind = say_day_kind(self._desk.calendar.working_days().kind_of(day))
        self.now.setText(
            self.tr("现在是 {0} {1}（{2}）").format(say_day_and_weekday(day), format_clock(moment), kind)
        )
        self.day.setDate(QDate(day.year, day.month, day.day))
        self.clock.setText(format_clock(moment))
        set_invalid(self.clock, False)
        self._say("")

    def _lay_out(self) -> None:
        fields = QHBoxLayout()
        fields.setSpacing(8)
        fields.addWidget(self.day, 1)
        fields.addWidget(self.clock)
        fields.addWidget(self.next_day)
        fields.addWidget(self.next_working_day)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.apply)
        foot.addWidget(self.leave)
        foot.addStretch(1)
        note = self.tr("只有样例工作副本能调时间，用来走完公示。正式的工作副本一律用电脑时间。")
        self.body.addWidget(TextLabel(self.tr("样例时间"), "title"))
        self.body.addWidget(self.now)
        self.body.addSpacing(4)
        self.body.addLayout(fields)
        self.body.addWidget(self.error)
        self.body.addWidget(TextLabel(note, "caption", "muted", wrap=True))
        self.body.addSpacing(8)
        self.body.addLayout(foot)
