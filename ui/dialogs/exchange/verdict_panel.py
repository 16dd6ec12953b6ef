"""One of two verdicts side by side: the effective one in an accent frame, the own one in a hairline (LOOK picture 09)."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.decision import Action
from app.ports.sync import ConflictSide
from ui.scroll_column import ScrollColumn
from ui.texts.dates import format_clock, local, say_moment
from ui.texts.log_acts import state_of_act
from ui.texts.sync_words import say_act
from ui.theme import current, shapes
from ui.theme.tokens import STATES
from ui.widgets.icon_mark import IconMark
from ui.widgets.labels import TextLabel
from ui.widgets.pills import PillLabel

LABEL_WIDTH = 72
ROWS_FROM, ROWS_TO = 96, 232
"""Height of the rows: both panels are as high as the longer text, up to a screen's worth."""


class VerdictPanel(QWidget):
    """``show_side`` fills it; a row without a text is said to be so, because both panels have the same rows."""

    def __init__(self, title: str, icon: str, *, effective: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._effective = effective
        self.pill = PillLabel()
        self._time = TextLabel("", "body", "muted")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(IconMark(icon))
        head.addWidget(TextLabel(title, "section"))
        head.addStretch(1)
        state = QHBoxLayout()
        state.setSpacing(12)
        state.addWidget(self.pill)
        state.addWidget(self._time)
        state.addStretch(1)
        self._column = ScrollColumn()
        self._rows = QGridLayout()
        self._rows.setContentsMargins(0, 0, 6, 0)
        self._rows.setHorizontalSpacing(8)
        self._rows.setVerticalSpacing(6)
        self._rows.setColumnMinimumWidth(0, LABEL_WIDTH)
        self._rows.setColumnStretch(1, 1)
        self._column.body.addLayout(self._rows)
        self._column.body.addStretch(1)
        self._labels: list[tuple[TextLabel, TextLabel]] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 10, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addLayout(state)
        column.addWidget(self._column)
        # Of two panels the shorter one is empty below, not between its lines.
        column.addStretch(1)

    def show_side(self, side: ConflictSide, *, same_day: bool, names_unit: bool) -> None:
        action = side.action
        look = state_of_act(action.value) if action is not None else "neutral"
        if look not in STATES or look == "neutral":
            look = "info"
        icon = "pencil" if action is None else None
        self.pill.set_pill(look, say_act(action), icon)
        local_day = local(side.at).date()
        self._time.setText(format_clock(side.at) if same_day else say_moment(side.at))
        self._time.setToolTip(f"{local_day:%Y-%m-%d} {format_clock(side.at)}")
        rows = [(self.tr("审核人") if action is not Action.SUBMIT else self.tr("提交人"), side.reviewer)]
        if names_unit:
            rows.append((self.tr("单位"), side.organisation))
        rows.append((self.tr("依据版本"), self.tr("第 {0} 次提交").replace("{0}", str(side.submit_no))))
        if action is not None:
            rows.append((self.tr("意见"), side.opinion or self.tr("（未填）")))
        if side.defects:
            rows.append((self.tr("问题"), "\n".join(defect.text for defect in side.defects)))
        elif side.notice:
            rows.append((self.tr("告知"), side.notice))
        self._show_rows(rows)
        self.setAccessibleName("　".join([say_act(action), *(f"{a} {b}" for a, b in rows)]))

    def rows(self) -> dict[str, str]:
        return {name.text(): value.text() for name, value in self._labels if not name.isHidden()}

    def needed_height(self, width: int) -> int:
        """Of the rows at this width of the panel."""
        inside = width - 26 - 6 - LABEL_WIDTH - 8
        shown = [value for name, value in self._labels if not name.isHidden()]
        high = sum(max(20, value.heightForWidth(inside)) + 6 for value in shown)
        return min(ROWS_TO, max(ROWS_FROM, high))

    def set_rows_height(self, height: int) -> None:
        self._column.setFixedHeight(height)
        layout = self.layout()
        if layout is not None:
            layout.activate()

    def _show_rows(self, rows: Sequence[tuple[str, str]]) -> None:
        while len(self._labels) < len(rows):
            name, value = TextLabel("", "body", "muted"), TextLabel("", "body", wrap=True)
            name.setAlignment(Qt.AlignmentFlag.AlignTop)
            value.setAlignment(Qt.AlignmentFlag.AlignTop)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            place = len(self._labels)
            self._rows.addWidget(name, place, 0)
            self._rows.addWidget(value, place, 1)
            self._labels.append((name, value))
        for place, (name, value) in enumerate(self._labels):
            shown = place < len(rows)
            name.setVisible(shown)
            value.setVisible(shown)
            if shown:
                name.setText(rows[place][0])
                value.setText(rows[place][1])
                value.set_role("body_bold" if place == 0 and self._effective else "body")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        edge = "accent" if self._effective else "line"
        rect = QRectF(self.rect())
        shapes.frame_round(
            painter, rect, current.color(edge), shapes.RADIUS_CARD, 1.5 if self._effective else 1.0
        )
