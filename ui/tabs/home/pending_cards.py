"""What waits, by category and by plan: the two lower cards of 用户中心 (picture 01)."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.domain.working_days import WorkingDayCalendar
from app.ports.queries import PlanCount, SectionCount
from ui.texts.dates import local, say_day
from ui.theme import current, shapes
from ui.widgets.bar_row import BarRow
from ui.widgets.buttons import LinkButton
from ui.widgets.card import Card
from ui.widgets.keyboard_focus import KeyboardFocus
from ui.widgets.labels import TextLabel
from ui.widgets.pane import Line

MOST_BARS = 6


class _SectionBar(BarRow):
    """A bar that knows its category."""

    pressed_for = Signal(str)

    def __init__(self, section: str, title: str, value: int, largest: int) -> None:
        super().__init__(title, value, largest)
        self._section = section
        self.clicked.connect(self._tell)

    def _tell(self) -> None:
        self.pressed_for.emit(self._section)


class SectionsCard(Card):
    """业绩档案待审 142. ``section_chosen`` carries a section key, "" for all of them."""

    section_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("业绩档案待审"), parent=parent)
        self.all = LinkButton(self.tr("全部类目"))
        self.all.clicked.connect(self._choose_all)
        self.add_to_head(self.all)
        self.body.setSpacing(0)
        self.nothing = TextLabel(self.tr("没有待审的业绩档案"), "body", "muted")
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        self.nothing.hide()
        self.body.addLayout(self._column)
        self.body.addWidget(self.nothing)
        self.body.addStretch(1)
        self.bars: list[_SectionBar] = []

    def show_sections(self, counts: Sequence[SectionCount], titles: dict[str, str], total: int) -> None:
        """The fullest categories; categories without work are not named (A3.9)."""
        self.title.setText(self.tr("业绩档案待审 {0}").format(total))
        self.all.setText(self.tr("全部 {0} 类").format(len(titles)))
        busiest = sorted((c for c in counts if c.pending > 0), key=lambda c: -c.pending)[:MOST_BARS]
        for bar in self.bars:
            bar.hide()
            bar.deleteLater()
        largest = busiest[0].pending if busiest else 0
        self.bars = [
            _SectionBar(c.section, titles.get(c.section, c.section), c.pending, largest) for c in busiest
        ]
        for bar in self.bars:
            bar.pressed_for.connect(self.section_chosen)
            self._column.addWidget(bar)
        self.nothing.setVisible(not busiest)

    def _choose_all(self) -> None:
        self.section_chosen.emit("")


class _PlanRow(KeyboardFocus, QPushButton):
    """A plan, its oldest wait and its number; a button where there is a list to open."""

    pressed_for = Signal(str)

    def __init__(self, plan_id: str, name: str, detail: str, count: int, *, opens: bool) -> None:
        super().__init__(f"{name} {count}")
        self._plan_id, self._name, self._detail, self._count = plan_id, name, detail, count
        self.setAutoDefault(False)
        self.setAccessibleDescription(detail)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if opens:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.clicked.connect(self._tell)
        else:
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._opens = opens

    def _tell(self) -> None:
        self.pressed_for.emit(self._plan_id)

    def sizeHint(self) -> QSize:
        return QSize(220, 46)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, 46)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._opens and (self.underMouse() or self.isDown()):
            shapes.fill_round(painter, self.rect(), current.color("hover"), shapes.RADIUS_CONTROL)
        count = str(self._count)
        room = self.width() - shapes.text_width(count, "body_bold") - 16
        shapes.draw_text(painter, QRect(0, 3, room, 20), self._name)
        self.setToolTip(self._name if shapes.text_width(self._name) > room else "")
        shapes.draw_text(painter, QRect(0, 23, room, 18), self._detail, "caption", "muted")
        right = QRect(room, 3, self.width() - room, 20)
        shapes.draw_text(painter, right, count, "body_bold", "text", Qt.AlignmentFlag.AlignRight)
        if self.shows_ring():
            shapes.focus_ring(painter, self.rect())


class PlansCard(Card):
    """职称申报待审 17. ``plan_chosen`` carries a plan id; ``flagged_wanted`` asks for those with notices."""

    plan_chosen = Signal(str)
    flagged_wanted = Signal()

    def __init__(self, title: str, parent: QWidget | None = None, *, opens: bool = True) -> None:
        super().__init__(title, parent=parent)
        self._word = title
        self._opens = opens
        self.body.setSpacing(0)
        self.nothing = TextLabel(self.tr("没有待审的职称申报"), "body", "muted")
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        self.flagged = QWidget()
        self.flagged_text = TextLabel("")
        self.flagged_link = LinkButton(self.tr("先看这些"))
        self.flagged_link.clicked.connect(self.flagged_wanted)
        row = QHBoxLayout(self.flagged)
        row.setContentsMargins(0, 8, 0, 0)
        row.setSpacing(8)
        row.addWidget(_FlagMark())
        row.addWidget(self.flagged_text)
        row.addStretch(1)
        row.addWidget(self.flagged_link)
        self.nothing.hide()
        self.flagged.hide()
        self.body.addLayout(self._column)
        self.body.addWidget(self.nothing)
        self.body.addWidget(self.flagged)
        self.body.addStretch(1)
        self.rows: list[_PlanRow] = []
        self._lines: list[QWidget] = []

    def show_plans(
        self,
        counts: Sequence[PlanCount],
        total: int,
        flagged: int,
        *,
        today: date,
        calendar: WorkingDayCalendar,
    ) -> None:
        """The plans with work, the longest wait in working days; below them how many carry notices."""
        self.title.setText(f"{self._word} {total}")
        for old in (*self.rows, *self._lines):
            old.hide()
            old.deleteLater()
        self.rows = [
            _PlanRow(
                c.plan_id, c.plan_name, self._word_wait(c, today, calendar), c.pending, opens=self._opens
            )
            for c in counts
            if c.pending > 0
        ]
        self._lines = []
        for row in self.rows:
            row.pressed_for.connect(self.plan_chosen)
            line = Line()
            self._lines.append(line)
            self._column.addWidget(row)
            self._column.addWidget(line)
        shows_flagged = flagged > 0 and self._opens
        if self._lines and not shows_flagged:
            self._lines[-1].hide()
        self.nothing.setVisible(not self.rows)
        self.flagged.setVisible(shows_flagged)
        self.flagged_text.setText(self.tr("{0} 份有机器预检提示").format(flagged))

    def _word_wait(self, count: PlanCount, today: date, calendar: WorkingDayCalendar) -> str:
        if count.oldest is None:
            return ""
        since = local(count.oldest).date()
        days = len(calendar.counted_days(since, today, start_counts=False))
        return self.tr("最早 {0} 提交，已等 {1} 个工作日").format(say_day(since, today), days)


class _FlagMark(QWidget):
    """The triangle of the pre-check notices."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(16, 16)

    def paintEvent(self, event: QPaintEvent) -> None:
        style = current.state_style("flag")
        shapes.draw_icon(QPainter(self), self.rect().topLeft(), style.icon, style.mark)
