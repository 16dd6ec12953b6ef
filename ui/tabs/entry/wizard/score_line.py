"""One line of the 自评表: what it is for, a choice or a count, the points it gives."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.plan import FieldKind, ScoreItem, ScoreKind
from app.domain.score_sheet import score_of_item
from app.domain.typed_values import read_number
from ui.tabs.entry.wizard.information_combo import FormCombo
from ui.widgets.fields import LineEdit, set_invalid
from ui.widgets.labels import TextLabel

_CHOICE_WIDTH, _COUNT_WIDTH, _POINTS_WIDTH = 230, 110, 44


class ScoreLine(QWidget):
    """``changed`` carries the item's key."""

    changed = Signal(str)

    def __init__(self, item: ScoreItem, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.item = item
        self._filling = False
        self.entry: FormCombo | LineEdit = self._make_entry()
        self.entry.setObjectName(f"entry.score.{item.key}")
        self.entry.setAccessibleName(item.title)
        self.points = TextLabel("", "body", "muted")
        self.points.setObjectName(f"entry.score.{item.key}.points")
        self.points.setFixedWidth(_POINTS_WIDTH)
        self.points.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.note = TextLabel("", "caption", "muted", wrap=True)
        title = TextLabel(item.title, "body", wrap=True)
        title.setBuddy(self.entry)
        words = QWidget()
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(title)
        column.addWidget(self.note)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 3, 0, 3)
        row.setSpacing(10)
        row.addWidget(words, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.entry)
        # Counts begin where choices begin, one below the other.
        row.addSpacing(_CHOICE_WIDTH - self.entry.width())
        row.addWidget(self.points)
        self._judge()

    def value(self) -> str:
        """An option's key, or the count as typed."""
        if isinstance(self.entry, FormCombo):
            return str(self.entry.currentData() or "")
        return self.entry.text()

    def show_value(self, value: str) -> None:
        self._filling = True
        if isinstance(self.entry, FormCombo):
            self.entry.setCurrentIndex(max(0, self.entry.findData(value)))
        elif self.entry.text() != value:
            self.entry.setText(value)
        self._filling = False
        self._judge()

    def _make_entry(self) -> FormCombo | LineEdit:
        if self.item.kind is ScoreKind.CHOICE:
            combo = FormCombo(dense=True)
            combo.setPlaceholderText(self.tr("请选择"))
            combo.addItem("", "")
            points = self.tr("{0}　{1} 分")
            for option in self.item.options:
                combo.addItem(
                    points.replace("{0}", option.text).replace("{1}", str(option.points)), option.key
                )
            combo.setFixedWidth(_CHOICE_WIDTH)
            combo.currentIndexChanged.connect(self._tell)
            return combo
        line = LineEdit(dense=True)
        line.setPlaceholderText(self.tr("几{0}").replace("{0}", self.item.unit))
        line.setFixedWidth(_COUNT_WIDTH)
        line.textChanged.connect(self._tell)
        return line

    def _tell(self) -> None:
        if not self._filling:
            self._judge()
            self.changed.emit(self.item.key)

    def _judge(self) -> None:
        points = score_of_item(self.item, self.value())
        self.points.setText(str(points))
        self.points.set_token("text" if points else "muted")
        if isinstance(self.entry, LineEdit):
            unread = bool(self.value().strip()) and read_number(self.value(), FieldKind.INTEGER) is None
            set_invalid(self.entry, unread)
            self.note.set_token("failed" if unread else "muted")
            self.note.setText(self.tr("请写整数") if unread else self._say_rule())
        else:
            self.note.setText(self._say_rule())
        self.note.setVisible(bool(self.note.text()))

    def _say_rule(self) -> str:
        parts = []
        if self.item.kind is ScoreKind.COUNT:
            each = self.tr("每{0} {1} 分").replace("{0}", self.item.unit)
            parts.append(each.replace("{1}", str(self.item.points)))
        if self.item.most is not None:
            parts.append(self.tr("最多 {0} 分").replace("{0}", str(self.item.most)))
        parts.append(self.item.hint)
        return "　".join(part for part in parts if part)
