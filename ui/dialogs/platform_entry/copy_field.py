"""A field of the web platform with its value and 复制: the value goes to the clipboard, letter by letter."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.dialogs.platform_entry.lines import EntryField
from ui.widgets.buttons import SecondaryButton
from ui.widgets.form_rows import ValueLabel
from ui.widgets.labels import TextLabel
from ui.widgets.pane import Line


class _CopyButton(SecondaryButton):
    """复制, then 已复制 until another one is copied. As wide in both."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent.tr("已复制"), "check", None, parent)
        self._width = super().sizeHint().width()
        self.show_copied(False)

    def show_copied(self, copied: bool) -> None:
        self.setText(self.tr("已复制") if copied else self.tr("复制"))
        self.set_icon_name("check" if copied else "copy")

    def sizeHint(self) -> QSize:
        return QSize(self._width, super().sizeHint().height())


class CopyField(QWidget):
    """``copied`` carries the field itself, after its value went to the clipboard."""

    copied = Signal(object)

    def __init__(self, field: EntryField, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.setObjectName(f"platform.field.{field.key}")
        label = TextLabel(field.label, "caption", "muted")
        self.value = ValueLabel(self)
        self.value.setContentsMargins(0, 0, 0, 0)
        self.value.setText(field.value)
        self.value.setAccessibleName(f"{field.label} {field.value}")
        self.button = _CopyButton(self)
        self.button.setObjectName(f"platform.copy.{field.key}")
        self.button.setAccessibleName(self.tr("复制{0}").replace("{0}", field.label))
        self.button.clicked.connect(self.copy)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label)
        words.addWidget(self.value)
        row = QHBoxLayout()
        row.setContentsMargins(0, 7, 0, 8)
        row.setSpacing(14)
        row.addLayout(words, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(Line())

    def copy(self) -> None:
        QGuiApplication.clipboard().setText(self.field.value)
        self.copied.emit(self)
