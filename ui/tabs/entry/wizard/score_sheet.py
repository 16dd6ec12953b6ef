"""开始自评: the kit's 自评表 as a side sheet with a running total (B5.6). What is entered is kept as you go."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain.plan import PlanKit, ScoreGroup, ScoreItem, ScoreKind, ScoreSheet
from app.domain.score_sheet import add_up, score_of_group, score_of_item
from ui.scroll_column import ScrollColumn
from ui.tabs.entry.wizard.score_bar import ScoreBar
from ui.tabs.entry.wizard.score_line import ScoreLine
from ui.widgets.buttons import PrimaryButton, TallSecondaryButton
from ui.widgets.callout import Callout
from ui.widgets.labels import TextLabel
from ui.widgets.pane import Line
from ui.widgets.side_sheet import SideSheet

WIDTH = 640


class ScoreSheetPage(SideSheet):
    """``filled``: the entries by item key, on every change; ``print_wanted``: 打印自评表."""

    filled = Signal(dict)
    print_wanted = Signal()
    save_wanted = Signal()

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, WIDTH)
        self.setObjectName("entry.score")
        self._kit: PlanKit | None = None
        self.lines: dict[str, ScoreLine] = {}
        self.heads: list[tuple[ScoreGroup, TextLabel]] = []
        self._column = ScrollColumn()
        self._column.body.setContentsMargins(0, 0, 12, 0)
        self.sample = Callout("info")
        self.sample.setObjectName("entry.score.sample")
        self.total = TextLabel("", "title")
        self.total.setObjectName("entry.score.total")
        self.verdict = TextLabel("", "caption", "muted")
        self.verdict.setObjectName("entry.score.verdict")
        self.bar = ScoreBar()
        self.done = PrimaryButton(self.tr("写好了"), "check", "Esc")
        self.done.setObjectName("entry.score.done")
        self.print_button = TallSecondaryButton(self.tr("打印自评表"), "printer")
        self.print_button.setObjectName("entry.score.print")
        self.save_button = TallSecondaryButton(self.tr("保存为 PDF"), "file-down")
        self.save_button.setObjectName("entry.score.save")
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.total)
        head.addWidget(self.verdict, 1)
        self.tools.setSpacing(6)
        self.tools.addLayout(head)
        self.tools.addWidget(self.bar)
        self.body.addWidget(self._column, 1)
        self.footer.add_button(self.done)
        self.footer.add_button(self.print_button)
        self.footer.add_button(self.save_button)
        self.done.clicked.connect(self.close_overlay)
        self.print_button.clicked.connect(self.print_wanted)
        self.save_button.clicked.connect(self.save_wanted)

    def begin(self, kit: PlanKit, entries: Mapping[str, str], name: str) -> None:
        """Open with what was entered before, the focus in the first line. The kit must have a score sheet."""
        sheet = kit.score_sheet
        if sheet is None:
            return
        if self._kit != kit:
            self._kit = kit
            self._build(sheet)
        for key, line in self.lines.items():
            line.show_value(entries.get(key, ""))
        self._add_up(kit, sheet)
        self.set_title(self.tr("开始自评"), f"{name}　{sheet.title}")
        self.open()
        if self.lines:
            next(iter(self.lines.values())).entry.setFocus()

    def entries(self) -> dict[str, str]:
        """What is filled in, by item key."""
        return {key: line.value() for key, line in self.lines.items() if line.value().strip()}

    def _build(self, sheet: ScoreSheet) -> None:
        body = self._column.body
        while (item := body.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and widget is not self.sample:
                widget.hide()
                widget.deleteLater()
        self.lines, self.heads = {}, []
        body.setSpacing(2)
        body.addWidget(self.sample)
        self.sample.set_content(self.tr("评分标准为样例，请按当年评审文件核对") if sheet.sample else "")
        for place, group in enumerate(sheet.groups):
            head = TextLabel(group.title, "section")
            self.heads.append((group, head))
            body.addSpacing(8)
            if place:
                body.addWidget(Line())
                body.addSpacing(8)
            body.addWidget(head)
            for spec in group.items:
                line = ScoreLine(spec)
                line.changed.connect(self._changed)
                self.lines[spec.key] = line
                body.addWidget(line)
        body.addStretch(1)

    def _changed(self, key: str) -> None:
        kit = self._kit
        if kit is not None and kit.score_sheet is not None:
            self._add_up(kit, kit.score_sheet)
            self.filled.emit(self.entries())

    def _add_up(self, kit: PlanKit, sheet: ScoreSheet) -> None:
        entries, needed = self.entries(), kit.self_score_needed or 0
        total = add_up(sheet, entries)
        self.total.setText(self.tr("自评 {0} 分").replace("{0}", str(total)))
        self.bar.show_total(total, needed, sum(_most_of(group) for group in sheet.groups))
        for group, head in self.heads:
            head.setText(self._say_group(group, entries))
        if total >= needed:
            self.verdict.set_token("passed")
            self.verdict.setText(self.tr("已达到 {0} 分，可以申报").replace("{0}", str(needed)))
        else:
            self.verdict.set_token("returned")
            missing = self.tr("需达到 {0} 分才能申报，还差 {1} 分").replace("{0}", str(needed))
            self.verdict.setText(missing.replace("{1}", str(needed - total)))

    def _say_group(self, group: ScoreGroup, entries: Mapping[str, str]) -> str:
        points = str(score_of_group(group, entries))
        if group.most is None:
            return f"{group.title}　{points}"
        words = f"{group.title}　{points} / {group.most}"
        over = sum(score_of_item(item, entries.get(item.key, "")) for item in group.items) - group.most
        if over > 0:
            words += self.tr("　超出的 {0} 分不计").replace("{0}", str(over))
        return words


def _most_of(group: ScoreGroup) -> int:
    """What a part can give; a part without any bound counts as what its choices give."""
    if group.most is not None:
        return group.most
    return sum(_most_of_item(item) for item in group.items)


def _most_of_item(item: ScoreItem) -> int:
    if item.most is not None:
        return item.most
    if item.kind is ScoreKind.CHOICE:
        return max((option.points for option in item.options), default=0)
    return item.points
