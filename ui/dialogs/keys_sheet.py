"""全部按键 (?): every key of ``ui.shortcuts`` with its meaning, in a side sheet."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.scroll_column import ScrollColumn
from ui.shortcuts import KEY_GROUPS, KeyGroup
from ui.texts.translate import translate
from ui.widgets.buttons import TallSecondaryButton
from ui.widgets.key_chip import KeyHint
from ui.widgets.labels import TextLabel
from ui.widgets.side_sheet import SideSheet

WIDTH = 620


class KeysSheet(SideSheet):
    """Read only; Esc or 关闭 leaves."""

    def __init__(self, host: QWidget, more: Sequence[KeyGroup] = ()) -> None:
        """``more``: groups of what not every desk has."""
        super().__init__(host, WIDTH)
        self.set_title(self.tr("全部按键"))
        content = ScrollColumn()
        across = QHBoxLayout()
        across.setSpacing(28)
        shown = (*KEY_GROUPS, *more)
        half = (len(shown) + 1) // 2
        for groups in (shown[:half], shown[half:]):
            across.addLayout(self._make_column(groups), 1)
        content.body.addLayout(across)
        self.body.addWidget(content, 1)
        close = TallSecondaryButton(self.tr("关闭"), None, "Esc")
        close.clicked.connect(self.close_overlay)
        self.footer.add_button(close)

    def _make_column(self, groups: Sequence[KeyGroup]) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(8)
        for group in groups:
            column.addWidget(TextLabel(translate("keys", group.title), "caption", "muted"))
            column.addLayout(self._make_lines(group))
            column.addSpacing(10)
        column.addStretch(1)
        return column

    def _make_lines(self, group: KeyGroup) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnMinimumWidth(0, 76)
        grid.setColumnStretch(1, 1)
        for row, line in enumerate(group.lines):
            chips = KeyHint([translate("keys", key) for key in line.keys])
            grid.addWidget(chips, row, 0, Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(TextLabel(translate("keys", line.meaning)), row, 1)
        return grid
