"""The right column of 用户中心: what this account did today, running publicities, the holiday data."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain.working_days import WorkingDayCalendar
from app.ports.queries import MOST_TO_ENTER
from ui.dialogs.sign_in.error_line import ErrorLine
from ui.widgets.buttons import LinkButton, SecondaryButton
from ui.widgets.card import Card
from ui.widgets.labels import TextLabel
from ui.widgets.run_label import Run, RunLabel


class TodayCard(Card):
    """今天您已审: 26 条档案 3 份申报 4 条退回."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("今天您已审"), parent=parent)
        self.line = RunLabel()
        self.body.addWidget(self.line)

    def show_decided(self, decided: tuple[int, int, int]) -> None:
        words = (self.tr("条档案"), self.tr("份申报"), self.tr("条退回"))
        runs: list[Run] = []
        for number, word in zip(decided, words, strict=True):
            runs += [Run(str(number), "title"), Run(f"{word}\u2003", "caption", "muted")]
        self.line.set_runs(runs)


class PublicityCard(Card):
    """公示: how many run, how many wait; the link leads to the tab."""

    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("公示"), parent=parent)
        link = LinkButton(self.tr("看公示"))
        link.clicked.connect(self.wanted)
        self.add_to_head(link)
        self.line = RunLabel()
        self.body.addWidget(self.line)

    def show_publicities(self, running: int, waiting: int) -> None:
        self.line.set_runs(
            [
                Run(str(running), "title"),
                Run(self.tr("次公示中") + "\u2003", "caption", "muted"),
                Run(str(waiting), "title"),
                Run(self.tr("份待公示"), "caption", "muted"),
            ]
        )


class PlatformCard(Card):
    """省平台录入: how many decisions of this office were not typed into the web platform yet (DOMAIN facts §9)."""

    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("省平台录入"), parent=parent)
        self.link = LinkButton(self.tr("去录入"))
        self.link.setObjectName("home.to_platform")
        self.link.clicked.connect(self.wanted)
        self.add_to_head(self.link)
        self.line = RunLabel()
        self.body.addWidget(self.line)

    def show_to_enter(self, count: int) -> None:
        if not count:
            self.line.set_runs([Run(self.tr("办过的结论都已录入"), "caption", "muted")])
            return
        shown = f"{count}+" if count >= MOST_TO_ENTER else str(count)
        self.line.set_runs([Run(shown, "title"), Run(self.tr("条结论未录入"), "caption", "muted")])


class HolidayCard(Card):
    """节假日数据: known until when, and a year's file to import. Errors of a file stand here."""

    import_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("节假日数据"), parent=parent)
        self.known = TextLabel("", "caption", "muted", wrap=True)
        self.button = SecondaryButton(self.tr("导入节假日文件"), "file-down")
        self.error = ErrorLine(lines=3)
        self.error.hide()
        self.button.clicked.connect(self.import_wanted)
        row = QHBoxLayout()
        row.addWidget(self.button)
        row.addStretch(1)
        self.body.addWidget(self.known)
        self.body.addLayout(row)
        self.body.addWidget(self.error)

    def show_calendar(self, calendar: WorkingDayCalendar) -> None:
        last = last_known_year(calendar.known_years)
        if last is None:
            self.known.setText(self.tr("还没有节假日数据，工作日算不出来。"))
            return
        self.known.setText(
            self.tr("已到 {0}-12-31，来源：国务院办公厅通知。\n{1} 年：尚未公布，公布后请导入。").format(
                last, last + 1
            )
        )

    def show_error(self, text: str) -> None:
        """Empty clears it."""
        self.error.set_text(text)
        self.error.setVisible(bool(text))


def last_known_year(years: Sequence[int] | frozenset[int]) -> int | None:
    """The end of the run of years without a gap; a year imported beyond a gap does not count yet."""
    known = sorted(years)
    if not known:
        return None
    last = known[0]
    for year in known[1:]:
        if year != last + 1:
            break
        last = year
    return last
