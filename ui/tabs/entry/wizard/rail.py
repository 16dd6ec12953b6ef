"""The rail of the wizard, 232 px: who, which plan, the six steps with their facts, when the draft was kept."""

from datetime import date, datetime

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.domain.declaration import Stage
from app.domain.declaring import Step
from ui.tabs.entry.wizard.facts import StepFact, fact_of
from ui.tabs.entry.wizard.step_page import CaseView
from ui.texts.dates import format_clock, format_short_day, local, say_moment
from ui.texts.next_acts import word_of_step
from ui.theme import current, shapes
from ui.widgets.buttons import LinkButton, QuietButton
from ui.widgets.keyboard_focus import KeyboardFocus
from ui.widgets.labels import ElidedLabel, TextLabel
from ui.widgets.pane import Line, Pane

WIDTH, PITCH, DISC, LINK = 232, 56, 22, 2
LOW = 560

_MARKS = {
    "done": ("check", "passed", "passed_fill"),
    "flag": ("triangle-alert", "returned", "returned_fill"),
    "returned": ("undo-2", "returned", "returned_fill"),
    "locked": ("lock", "muted", "line"),
}
"""Icon, its ink and the disc's fill; other states show the number."""


class StepButton(KeyboardFocus, QPushButton):
    """Disc with number or mark, the step's name, its fact; the line to the next step below the disc."""

    picked = Signal(object)

    def __init__(self, number: int, step: Step, last: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.step = step
        self._number, self._last = str(number), last
        self._fact = StepFact("", "open")
        self._is_here = self._is_behind = False
        self.setObjectName(f"entry.wizard.step.{step.value}")
        self.setFixedHeight(PITCH)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.clicked.connect(self._pick)

    def show_fact(self, fact: StepFact, *, here: bool, behind: bool) -> None:
        """``behind``: the line below is walked already."""
        self._fact, self._is_here, self._is_behind = fact, here, behind
        self.setAccessibleName(f"{self._number} {word_of_step(self.step)} {fact.words}")
        self.update()

    @property
    def fact(self) -> StepFact:
        return self._fact

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, PITCH)

    def minimumSizeHint(self) -> QSize:
        return QSize(WIDTH, PITCH)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QRect(6, 2, self.width() - 12, PITCH - 6)
        if self._is_here:
            shapes.fill_round(painter, ground, current.color("accent_soft"), 6)
            painter.fillRect(QRect(6, 12, 3, PITCH - 26), current.color("accent"))
        elif self.underMouse():
            shapes.fill_round(painter, ground, current.color("hover"), 6)
        self._paint_link(painter)
        self._paint_disc(painter, QRect(20, 15, DISC, DISC))
        left = 52
        width = self.width() - left - 10
        name = QRect(left, 6, width, 22)
        shapes.draw_text(
            painter, name, word_of_step(self.step), "body_bold" if self._is_here else "body", "text"
        )
        ink = "returned" if self._fact.state in ("flag", "returned") else "muted"
        shapes.draw_text(painter, QRect(left, 27, width, 18), self._fact.words, "caption", ink)
        if self.shows_ring():
            shapes.focus_ring(painter, ground)

    def _paint_link(self, painter: QPainter) -> None:
        if not self._last:
            token = "accent" if self._is_behind else "line"
            painter.fillRect(QRect(30, 40, LINK, PITCH - 40), current.color(token))
            painter.fillRect(QRect(30, 0, LINK, 0), current.color(token))

    def _paint_disc(self, painter: QPainter, disc: QRect) -> None:
        if self._is_here:
            shapes.fill_round(painter, disc, current.color("accent"), DISC / 2)
            shapes.draw_text(
                painter, disc, self._number, "caption", "on_accent", Qt.AlignmentFlag.AlignHCenter
            )
        elif self._fact.state in _MARKS:
            icon, ink, fill = _MARKS[self._fact.state]
            shapes.fill_round(painter, disc, current.color(fill), DISC / 2)
            shapes.draw_icon(painter, QPoint(disc.x() + 4, disc.y() + 4), icon, ink, 14)
        else:
            shapes.frame_round(painter, disc, current.color("control"), DISC / 2)
            shapes.draw_text(painter, disc, self._number, "caption", "muted", Qt.AlignmentFlag.AlignHCenter)

    def _pick(self) -> None:
        self.picked.emit(self.step)


class Rail(Pane):
    """``person_wanted``: the archive; ``other_person_wanted``: 换人; ``other_plan_wanted``: 换计划."""

    step_wanted = Signal(object)
    requirements_wanted = Signal()
    person_wanted = Signal()
    other_person_wanted = Signal()
    other_plan_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("window", "r", parent)
        self.setObjectName("entry.wizard.rail")
        self.setFixedWidth(WIDTH)
        self.name = ElidedLabel("", "title")
        self.other_person = QuietButton(self.tr("换人"), "chevrons-up-down")
        self.other_person.setObjectName("entry.wizard.other_person")
        self.other_plan = LinkButton(self.tr("换计划"), self)
        self.other_plan.setObjectName("entry.wizard.other_plan")
        self.plan = TextLabel("", "caption", "muted", wrap=True)
        self.requirements = LinkButton(self.tr("申报要求"), self)
        self.requirements.setObjectName("entry.wizard.requirements")
        self.person = LinkButton(self.tr("业绩档案"), self)
        self.person.setObjectName("entry.wizard.person")
        self.steps = {
            step: StepButton(number, step, step is Step.PREVIEW) for number, step in enumerate(Step, 1)
        }
        self.kept = TextLabel("", "caption", "muted")
        self.kept.setObjectName("entry.wizard.kept")
        self._is_submitted = self._is_open = False
        self.note = TextLabel(
            self.tr("随时可以离开，回来接着办；\n已填的不会丢。"), "caption", "muted", wrap=True
        )
        self._lay_out()
        for button in self.steps.values():
            button.picked.connect(self.step_wanted)
        self.requirements.clicked.connect(self.requirements_wanted)
        self.person.clicked.connect(self.person_wanted)
        self.other_person.clicked.connect(self.other_person_wanted)
        self.other_plan.clicked.connect(self.other_plan_wanted)

    def show_case(self, view: CaseView, here: Step, today: date) -> None:
        self.name.set_text(view.case.applicant.name)
        self.plan.setText(view.kit.name)
        order = list(Step)
        for place, (step, button) in enumerate(self.steps.items()):
            button.show_fact(fact_of(view, step), here=step is here, behind=place < order.index(here))
        self._is_open = view.is_open
        self._show_note()
        self.other_plan.setVisible(view.declaration.stage is Stage.DRAFT)
        if not view.is_open:
            self._show_submitted(view.declaration.submitted_at)
        elif (self._is_submitted or not self.kept.text()) and view.declaration.saved_at is not None:
            self.show_kept(view.declaration.saved_at, today)

    def _show_note(self) -> None:
        """In a low window it gives its room to the steps."""
        self.note.setVisible(self._is_open and self.height() >= LOW)

    def _show_submitted(self, at: datetime | None) -> None:
        self._is_submitted = True
        self.kept.set_token("muted")
        self.kept.setText(self.tr("{0} 提交").replace("{0}", say_moment(at)) if at is not None else "")

    def show_kept(self, at: datetime, today: date) -> None:
        """The time; with its day where that is not today."""
        self._is_submitted = False
        is_today = local(at).date() == today
        words = format_clock(at) if is_today else f"{format_short_day(at, today)} {format_clock(at)}"
        self.kept.set_token("muted")
        self.kept.setText(self.tr("草稿已保存 {0}").replace("{0}", words))

    def show_not_kept(self) -> None:
        self.kept.set_token("failed")
        self.kept.setText(self.tr("没有存上，内容还在这里"))

    def clear(self) -> None:
        """Another declaration."""
        self._is_submitted = False
        self.kept.setText("")

    def _lay_out(self) -> None:
        links = QHBoxLayout()
        links.setSpacing(14)
        links.addWidget(self.requirements)
        links.addWidget(self.other_plan)
        links.addWidget(self.person)
        links.addStretch(1)
        head = QVBoxLayout()
        # The links carry 3 px of their own.
        head.setContentsMargins(17, 12, 14, 10)
        self.plan.setContentsMargins(3, 0, 0, 0)
        head.setSpacing(4)
        top = QHBoxLayout()
        top.setContentsMargins(3, 0, 0, 0)
        top.addWidget(self.name, 1)
        top.addWidget(self.other_person)
        head.addLayout(top)
        head.addWidget(self.plan)
        head.addLayout(links)
        foot = QVBoxLayout()
        foot.setContentsMargins(20, 10, 14, 10)
        foot.setSpacing(4)
        foot.addWidget(self.kept)
        foot.addWidget(self.note)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Line())
        column.addSpacing(6)
        for button in self.steps.values():
            column.addWidget(button)
        column.addStretch(1)
        column.addWidget(Line())
        column.addLayout(foot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_note()
