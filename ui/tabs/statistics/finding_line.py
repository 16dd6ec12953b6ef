"""The one sentence on top: what most returns were about, where most wait too long, and the way there (picture 22)."""

import html

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from app.domain.statistics_steps import Step
from app.ports.road_queries import LATE_AFTER
from ui.tabs.statistics.figures import Figures
from ui.tabs.statistics.names import Names, fill_in, name_step, say
from ui.theme import current
from ui.widgets.buttons import LinkButton

Part = tuple[str, bool]
"""Words and whether they are named in bold."""


def say_finding(figures: Figures, names: Names) -> list[Part]:
    return [*_say_reasons(figures, names), *_say_late(figures)]


def _say_reasons(figures: Figures, names: Names) -> list[Part]:
    finding = figures.finding
    if not figures.levels:
        return [(say("没有退回过"), False)]
    if not finding.reasons:
        return [(say("退回的原因很分散"), False)]
    named: list[Part] = [(names.reason(code), True) for code in finding.reasons]
    if len(named) == 1:
        return [(say("退回最多的是 "), False), *named, (fill_in("，{0} 处", finding.places), False)]
    joined = [part for one in named for part in (one, (say(" 和 "), False))][:-1]
    return [(say("退回最多的是 "), False), *joined, (fill_in("，各 {0} 处", finding.places), False)]


def _say_late(figures: Figures) -> list[Part]:
    finding = figures.finding
    if finding.late_step is None:
        return [(say("；没有超期的。"), False)]
    late = (
        fill_in("，{0} 份过了缴费截止日。", finding.late)
        if finding.late_step is Step.PAYMENT
        else fill_in("，{0} 份已超过 {1} 个工作日。", finding.late, LATE_AFTER)
    )
    return [(say("；超期最多的是 "), False), (name_step(finding.late_step), True), (late, False)]


class FindingLine(QWidget):
    """Wraps where it has no room on one line."""

    late_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = QLabel(self)
        self._words.setObjectName("statistics.finding")
        self._words.setTextFormat(Qt.TextFormat.RichText)
        self._words.setFont(current.font("section_plain"))
        self._words.setWordWrap(True)
        policy = self._words.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Expanding)
        self._words.setSizePolicy(policy)
        self.link = LinkButton("", self, body=True)
        self.link.setObjectName("statistics.late")
        self.link.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._words, 1)
        row.addWidget(self.link, 0, Qt.AlignmentFlag.AlignVCenter)
        self.link.clicked.connect(self.late_wanted)

    def show_finding(self, figures: Figures, names: Names, *, leads: bool) -> None:
        """``leads``: there is a list of exactly those that wait too long."""
        parts = say_finding(figures, names)
        self._words.setText(
            "".join(
                f"<b>{html.escape(words)}</b>" if bold else html.escape(words).replace(" ", "&nbsp;")
                for words, bold in parts
            )
        )
        self._words.setAccessibleName("".join(words for words, _ in parts))
        self.link.setText(fill_in("看这 {0} 份", figures.finding.late))
        self.link.updateGeometry()
        self.link.setVisible(leads)

    def text(self) -> str:
        return self._words.accessibleName()
