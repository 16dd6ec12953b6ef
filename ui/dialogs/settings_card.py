"""设置: for now only the theme. 跟随系统, 浅色 or 深色, in force at once."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from ui.theme import current
from ui.widgets.buttons import TallSecondaryButton
from ui.widgets.choice import RadioButton
from ui.widgets.dialog_card import DialogCard
from ui.widgets.labels import TextLabel

WIDTH = 380


class SettingsCard(DialogCard):
    """``scheme_chosen`` carries "system", "light" or "dark"."""

    scheme_chosen = Signal(str)

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, WIDTH)
        self.setAccessibleName(self.tr("设置"))
        words = {"system": self.tr("跟随系统"), "light": self.tr("浅色"), "dark": self.tr("深色")}
        self.choices = {scheme: RadioButton(text) for scheme, text in words.items()}
        self._group = QButtonGroup(self)
        row = QHBoxLayout()
        row.setSpacing(16)
        for choice in self.choices.values():
            self._group.addButton(choice)
            row.addWidget(choice)
            choice.clicked.connect(self._tell)
        row.addStretch(1)
        self.leave = TallSecondaryButton(self.tr("关闭"), None, "Esc")
        self.leave.clicked.connect(self.close_overlay)
        foot = QHBoxLayout()
        foot.addWidget(self.leave)
        foot.addStretch(1)
        self.body.addWidget(TextLabel(self.tr("设置"), "title"))
        self.body.addSpacing(8)
        self.body.addWidget(TextLabel(self.tr("界面颜色"), "caption", "muted"))
        self.body.addLayout(row)
        self.body.addSpacing(12)
        self.body.addLayout(foot)

    def open(self) -> None:
        self.choices[current.scheme()].setChecked(True)
        super().open()

    def _tell(self) -> None:
        for scheme, choice in self.choices.items():
            if choice.isChecked():
                self.scheme_chosen.emit(scheme)
