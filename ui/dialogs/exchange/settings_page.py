"""设置 of the exchange: how long a decision rests before it is sent, how much room attachments may take here."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.widgets.buttons import SecondaryButton
from ui.widgets.fields import LineEdit, set_invalid
from ui.widgets.labels import TextLabel

LONGEST_REST, LEAST_MB, MOST_MB = 600, 200, 1_000_000


class SettingsPage(QWidget):
    """``kept`` carries (seconds, megabytes) that were typed right."""

    kept = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rest, self.cache = LineEdit(), LineEdit()
        self.save = SecondaryButton(self.tr("保存设置"), "save", None, self)
        self.save.setObjectName("sync.save")
        self.said = TextLabel("", "body", "muted", wrap=True)
        self.said.setObjectName("sync.settings_said")
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        rows = (
            (self.rest, "sync.rest", self.tr("决定保留多久再上报"), self.tr("秒（0–600）")),
            (self.cache, "sync.cache", self.tr("附件在本机最多占"), self.tr("MB（200 以上）")),
        )
        notes = (
            self.tr("保留期间可以按 Z 撤销，别的单位还看不到。填 0 就一写好马上上报。"),
            self.tr("超过时先清掉服务器上有、最久没有打开的附件，要看时再下载。没有上传的不会清掉。"),
        )
        for place, (field, name, label, unit) in enumerate(rows):
            field.setObjectName(name)
            field.setAccessibleName(f"{label} {unit}")
            field.setFixedWidth(96)
            field.textEdited.connect(self._typed)
            caption = TextLabel(label)
            caption.setBuddy(field)
            grid.addWidget(caption, 3 * place, 0)
            grid.addWidget(field, 3 * place, 1)
            grid.addWidget(TextLabel(unit, "body", "muted"), 3 * place, 2)
            grid.addWidget(TextLabel(notes[place], "caption", "muted", wrap=True), 3 * place + 1, 0, 1, 4)
            grid.setRowMinimumHeight(3 * place + 2, 10)
        grid.setColumnMinimumWidth(0, 150)
        grid.setColumnStretch(3, 1)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.save)
        foot.addWidget(self.said, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 0, 8)
        column.setSpacing(8)
        column.addLayout(grid)
        column.addLayout(foot)
        column.addStretch(1)
        self.save.clicked.connect(self.keep)

    def show_settings(self, seconds: int, megabytes: int) -> None:
        self.rest.setText(str(seconds))
        self.cache.setText(str(megabytes))
        self._typed()

    def say(self, words: str) -> None:
        self.said.setText(words)
        self.said.set_token("muted")

    def keep(self) -> None:
        seconds = _read(self.rest.text(), 0, LONGEST_REST)
        megabytes = _read(self.cache.text(), LEAST_MB, MOST_MB)
        set_invalid(self.rest, seconds is None)
        set_invalid(self.cache, megabytes is None)
        if seconds is None or megabytes is None:
            wrong = self.tr("请填 0 到 600 的整数。") if seconds is None else self.tr("请填 200 以上的整数。")
            self.said.setText(wrong)
            self.said.set_token("failed")
            (self.rest if seconds is None else self.cache).setFocus()
            return
        self.kept.emit(seconds, megabytes)

    def _typed(self) -> None:
        set_invalid(self.rest, False)
        set_invalid(self.cache, False)
        self.said.setText("")


def _read(text: str, least: int, most: int) -> int | None:
    plain = text.strip()
    if not plain.isascii() or not plain.isdigit() or len(plain) > 9:
        return None
    return int(plain) if least <= int(plain) <= most else None
