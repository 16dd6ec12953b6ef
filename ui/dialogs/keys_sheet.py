"""全部按键 (?): every key of ``ui.shortcuts`` with its meaning, in a side sheet."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.scroll_column import ScrollColumn
from ui.shortcuts import KEY_GROUPS, KeyGroup
from ui.texts.translate import translate
from ui.widgets.buttons import TallSecondaryButton
from ui.widgets.key_chip import KeyHint
from ui.widgets.labels import TextLabel
from ui.widgets.side_sheet import SideSheet

WIDTH = 420


class KeysSheet(SideSheet):
    """Read only; Esc or 关闭 leaves."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, WIDTH)
        self.set_title(self.tr("全部按键"))
        column = ScrollColumn()
        for group in KEY_GROUPS:
            column.body.addWidget(TextLabel(translate("keys", group.title), "caption", "muted"))
            column.body.addLayout(self._make_lines(group))
            column.body.addSpacing(10)
        column.body.addStretch(1)
        self.body.addWidget(column, 1)
        close = TallSecondaryButton(self.tr("关闭"), None, "Esc")
        close.clicked.connect(self.close_overlay)
        self.footer.add_button(close)

    def _make_lines(self, group: KeyGroup) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnMinimumWidth(0, 112)
        grid.setColumnStretch(1, 1)
        for row, line in enumerate(group.lines):
            chips = KeyHint([translate("keys", key) for key in line.keys])
            grid.addWidget(chips, row, 0, Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(TextLabel(translate("keys", line.meaning)), row, 1)
        return grid
