"""申报要求 before 马上申报 (B2.3 查看所有要求后): the plan's name, its windows, every paragraph; tells when the end was seen."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.plan import PlanKit, PlanWindow
from ui.scroll_column import ScrollColumn
from ui.texts.dates import format_day, say_day
from ui.texts.translate import translate
from ui.widgets.callout import Callout
from ui.widgets.labels import TextLabel
from ui.widgets.pane import Pane

_NEARLY = 4
_MOST_WIDTH = 680


def say_window(kit: PlanKit, today: date) -> tuple[str, str]:
    """申报期 in words and its colour token. It is said and stops nothing: the notice of the year decides."""
    window = kit.window("declare")
    if window is None:
        return _t("申报期以当年通知为准"), "muted"
    if today > window.end:
        return _t("申报期 {0} 止，已过").replace("{0}", format_day(window.end)), "muted"
    if today < window.start:
        return _t("申报期 {0} 起，未到").replace("{0}", format_day(window.start)), "muted"
    left = (window.end - today).days
    days = _t("还剩 {0} 天").replace("{0}", str(left)) if left else _t("今天截止")
    words = _t("申报期到 {0}，{1}").replace("{0}", say_day(window.end, today)).replace("{1}", days)
    return words, "returned" if left <= 3 else "passed"


def say_windows(windows: tuple[PlanWindow, ...]) -> list[str]:
    """申报（样例）：2026-09-01 至 2026-10-23."""
    return [f"{w.title}：{format_day(w.start)} {_t('至')} {format_day(w.end)}" for w in windows]


class RequirementsColumn(Pane):
    """``read_through``: the end was reached (or everything fits)."""

    read_through = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface", "", parent)
        self._plan = ""
        self._labels: list[QWidget] = []
        self.title = TextLabel("", "title", wrap=True)
        self.title.setObjectName("entry.plan.name")
        self.title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.windows = TextLabel("", "caption", "muted", wrap=True)
        self.state = Callout("flag")
        self.state.setObjectName("entry.plan.window")
        self.column = ScrollColumn()
        self.column.setObjectName("entry.plan.requirements")
        self.column.setAccessibleName(self.tr("申报要求"))
        # Its own page keys: the requirements must be readable without a mouse.
        self.column.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.column.body.setContentsMargins(24, 16, 24, 18)
        self.column.body.setSpacing(4)
        for widget in (self.title, self.windows, self.state):
            self.column.body.addWidget(widget)
        self.column.verticalScrollBar().valueChanged.connect(self._look)
        self.column.verticalScrollBar().rangeChanged.connect(self._look)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.column)

    def show_plan(self, kit: PlanKit, today: date) -> None:
        """Show a plan from its beginning."""
        self._plan = ""
        for label in self._labels:
            self.column.body.removeWidget(label)
            label.hide()
            label.deleteLater()
        while (item := self.column.body.takeAt(3)) is not None:
            del item
        self.title.setText(kit.name)
        self.windows.setText("\n".join([kit.title_with_rank, *say_windows(kit.windows)]))
        self._show_state(kit, today)
        heading = TextLabel(self.tr("申报要求"), "section")
        heading.setContentsMargins(0, 12, 0, 0)
        self._labels = [heading]
        for requirement in kit.requirements:
            title = TextLabel(requirement.title, "body_bold", wrap=True)
            title.setContentsMargins(0, 10, 0, 0)
            text = TextLabel(requirement.text, "body", wrap=True)
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._labels += [title, text]
        if not kit.requirements:
            self._labels.append(TextLabel(self.tr("这个计划没有另写要求，以当年通知为准。"), "body", "muted"))
        for label in self._labels:
            self.column.body.addWidget(label)
            # At once: until it is shown a layout counts it as nothing, and the whole looks read already.
            label.show()
        self.column.body.addStretch(1)
        self.column.verticalScrollBar().setValue(0)
        self._plan = kit.id

    def page_down(self) -> None:
        """Space: the next screen of it."""
        bar = self.column.verticalScrollBar()
        bar.setValue(bar.value() + bar.pageStep() - 24)

    def look(self) -> None:
        """Once laid out: it may fit whole."""
        self._look()

    def _show_state(self, kit: PlanKit, today: date) -> None:
        window = kit.window("declare")
        if window is not None and today > window.end:
            line = self.tr("可以填写，能否受理请看当年通知。")
            self.state.set_content(self.tr("申报期已过"), [line])
        elif window is not None and today < window.start:
            line = self.tr("可以先填，到期再提交。")
            self.state.set_content(self.tr("申报期未到"), [line])
        else:
            self.state.set_content("")

    def _look(self) -> None:
        if not self._plan or not self.isVisible():
            return
        # Not the bar's maximum: it is behind while a plan that was just put in is not laid out.
        view = self.column.viewport()
        whole = self.column.body.heightForWidth(view.width())
        if self.column.verticalScrollBar().value() >= whole - view.height() - _NEARLY:
            self.read_through.emit(self._plan)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = max(24, (self.width() - _MOST_WIDTH) // 2)
        self.column.body.setContentsMargins(24, 16, min(side, 80), 18)


def _t(text: str) -> str:
    return translate("entry", text)
