"""开始自评: the kit's 自评表 as a side sheet with a running total (B5.6). What is entered is kept as you go."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.plan import PlanKit, ScoreGroup, ScoreItem, ScoreKind
from app.domain.score_sheet import add_up, score_of_group, score_of_item
from ui.scroll_column import ScrollColumn
from ui.widgets.buttons import PrimaryButton, TallSecondaryButton
from ui.widgets.callout import Callout
from ui.widgets.combo_box import ComboBox
from ui.widgets.fields import LineEdit
from ui.widgets.labels import TextLabel
from ui.widgets.pane import Line
from ui.widgets.side_sheet import SideSheet

WIDTH = 620
_ENTRY_WIDTH, _POINTS_WIDTH = 190, 52


class ScoreLine(QWidget):
    """One line of the table: title, choice or count, points."""

    changed = Signal(str)

    def __init__(self, item: ScoreItem, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.item = item
        self.title = TextLabel(item.title, "body", wrap=True)
        self.points = TextLabel("0", "body", "muted")
        self.points.setFixedWidth(_POINTS_WIDTH)
        self.entry: ComboBox | LineEdit
        if item.kind is ScoreKind.CHOICE:
            combo = ComboBox(dense=True)
            combo.addItem("", "")
            for option in item.options:
                combo.addItem(f"{option.text}　{option.points}", option.key)
            combo.currentIndexChanged.connect(self._tell)
            self.entry = combo
        else:
            self.entry = LineEdit(dense=True)
            self.entry.setPlaceholderText(self.tr("几{0}").replace("{0}", item.unit))
            self.entry.textChanged.connect(self._tell)
        self.entry.setObjectName(f"entry.score.{item.key}")
        self.entry.setAccessibleName(item.title)
        self.entry.setFixedWidth(_ENTRY_WIDTH)
        most = self.tr("最多 {0}").replace("{0}", str(item.most)) if item.most is not None else ""
        each = self.tr("每{0} {1} 分").replace("{0}", item.unit).replace("{1}", str(item.points))
        rule = each if item.kind is ScoreKind.COUNT else ""
        note = TextLabel("　".join(filter(None, (rule, most, item.hint))), "caption", "muted", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(10)
        words = QWidget()
        column = _column(words)
        column.addWidget(self.title)
        column.addWidget(note)
        note.setVisible(bool(note.text()))
        row.addWidget(words, 1)
        row.addWidget(self.entry)
        row.addWidget(self.points)

    def value(self) -> str:
        if isinstance(self.entry, ComboBox):
            return str(self.entry.currentData() or "")
        return self.entry.text()

    def show_value(self, value: str) -> None:
        self.entry.blockSignals(True)
        if isinstance(self.entry, ComboBox):
            self.entry.setCurrentIndex(max(0, self.entry.findData(value)))
        elif self.entry.text() != value:
            self.entry.setText(value)
        self.entry.blockSignals(False)
        self.points.setText(str(score_of_item(self.item, value)))

    def _tell(self) -> None:
        self.points.setText(str(score_of_item(self.item, self.value())))
        self.changed.emit(self.item.key)


class ScoreSheetPage(SideSheet):
    """``filled``: the entries by item key, on every change; ``print_wanted``."""

    filled = Signal(dict)
    print_wanted = Signal()

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, WIDTH)
        self.setObjectName("entry.score")
        self._kit: PlanKit | None = None
        self._lines: dict[str, ScoreLine] = {}
        self._groups: list[tuple[ScoreGroup, TextLabel]] = []
        self._column = ScrollColumn()
        self.sample = Callout("info")
        self.total = TextLabel("", "title")
        self.total.setObjectName("entry.score.total")
        self.verdict = TextLabel("", "caption", "muted")
        self.verdict.setObjectName("entry.score.verdict")
        self.done = PrimaryButton(self.tr("写好了"), "check", "Esc", self)
        self.done.setObjectName("entry.score.done")
        self.print_button = TallSecondaryButton(self.tr("打印自评表"), "printer")
        self.print_button.setObjectName("entry.score.print")
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.total)
        head.addWidget(self.verdict, 1)
        self.tools.addLayout(head)
        self.body.addWidget(self._column, 1)
        self.footer.add_button(self.done)
        self.footer.add_button(self.print_button)
        self.done.clicked.connect(self.close_overlay)
        self.print_button.clicked.connect(self.print_wanted)

    def begin(self, kit: PlanKit, entries: Mapping[str, str], name: str) -> None:
        """Open with what was entered before."""
        if self._kit != kit:
            self._build(kit)
        for key, line in self._lines.items():
            line.show_value(entries.get(key, ""))
        self._add_up()
        sheet = kit.score_sheet
        self.set_title(self.tr("开始自评"), f"{name}　{sheet.title if sheet else ''}")
        self.open()

    def entries(self) -> dict[str, str]:
        return {key: line.value() for key, line in self._lines.items() if line.value().strip()}

    def _build(self, kit: PlanKit) -> None:
        self._kit, self._lines, self._groups = kit, {}, []
        body = self._column.body
        while body.count():
            item = body.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None and widget is not self.sample:
                widget.hide()
                widget.deleteLater()
        sheet = kit.score_sheet
        if sheet is None:
            return
        body.addWidget(self.sample)
        note = self.tr("评分标准为样例，请按当年评审文件核对")
        self.sample.set_content(note if sheet.sample else "")
        for group in sheet.groups:
            head = TextLabel(group.title, "section")
            self._groups.append((group, head))
            body.addWidget(head)
            for item_spec in group.items:
                line = ScoreLine(item_spec)
                line.changed.connect(self._changed)
                self._lines[item_spec.key] = line
                body.addWidget(line)
            body.addWidget(Line())
        body.addStretch(1)

    def _changed(self, key: str) -> None:
        self._add_up()
        self.filled.emit(self.entries())

    def _add_up(self) -> None:
        kit, entries = self._kit, self.entries()
        if kit is None or kit.score_sheet is None:
            return
        total, needed = add_up(kit.score_sheet, entries), kit.self_score_needed or 0
        self.total.setText(self.tr("自评 {0} 分").replace("{0}", str(total)))
        for group, head in self._groups:
            points = score_of_group(group, entries)
            most = f" / {group.most}" if group.most is not None else ""
            head.setText(f"{group.title}　{points}{most}")
        if total >= needed:
            self.verdict.set_token("passed")
            self.verdict.setText(self.tr("已达到 {0} 分，可以申报").replace("{0}", str(needed)))
        else:
            self.verdict.set_token("returned")
            missing = self.tr("需达到 {0} 分才能申报，还差 {1} 分").replace("{0}", str(needed))
            self.verdict.setText(missing.replace("{1}", str(needed - total)))


def _column(widget: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    return column
