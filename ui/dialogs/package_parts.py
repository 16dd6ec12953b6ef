"""What both package sheets show: how far it is, and the hash of the whole file with a button that copies it."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from ui.texts.translate import translate
from ui.widgets.form_blocks import FormField
from ui.widgets.labels import TextLabel

_GROUP = 16


class PackageProgress(QWidget):
    """``show_percent``; hidden until something runs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = TextLabel("", "body_bold")
        self.words.setObjectName("package.progress_words")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(10)
        self.bar.setRange(0, 100)
        self.bar.setAccessibleName(self.tr("进度"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(8)
        column.addWidget(self.words)
        column.addWidget(self.bar)

    def show_percent(self, words: str, percent: int) -> None:
        self.words.setText(words)
        self.bar.setValue(percent)


def make_hash_field(sha256: str) -> FormField:
    """Shown in groups, so that it wraps and can be read out."""
    groups = " ".join(sha256[place : place + _GROUP] for place in range(0, len(sha256), _GROUP))
    return FormField(
        "SHA-256",
        groups,
        action=sha256,
        action_icon="copy",
        action_name=translate("packages", "复制 SHA-256"),
    )


def copy_hash(sha256: str) -> None:
    QGuiApplication.clipboard().setText(sha256)
