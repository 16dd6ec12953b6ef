"""A form on the screen and hands for it: keys, an input method, the clipboard."""

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.domain.plan import FieldKind, FieldSpec, SectionKind, SectionSpec
from ui.widgets.entry_form.form import EntryForm

TODAY = date(2026, 11, 23)
_K = FieldKind
SECTION = SectionSpec(
    "sample",
    "示例",
    SectionKind.ITEMS,
    1,
    1,
    (
        FieldSpec("name", "名称", required=True),
        FieldSpec("sex", "性别", _K.CHOICE, required=True, choices=("男", "女")),
        FieldSpec("id_number", "证件号码", _K.ID_NUMBER),
        FieldSpec("birth_date", "出生日期", _K.DATE),
        FieldSpec("phone", "手机号", _K.PHONE),
        FieldSpec("start", "起始时间", _K.MONTH),
        FieldSpec("end", "终止时间", _K.MONTH),
        FieldSpec("level", "级别", _K.CHOICE, choices=("国家级", "省部级", "市厅级", "县（区）级")),
        FieldSpec("money", "金额", _K.MONEY, unit="万元"),
        FieldSpec("main", "是否主要", _K.BOOL),
        FieldSpec("duty", "职责", _K.LONG_TEXT),
    ),
)


class Page(QWidget):
    """Gets the keys that a form leaves alone."""

    def __init__(self) -> None:
        super().__init__()
        self.pressed: list[int] = []

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.pressed.append(event.key())


class Hands:
    """One form in a window of 386 px with a field behind it; what it told."""

    def __init__(self, qtbot, section: SectionSpec = SECTION, width: int = 386) -> None:
        self.window = Page()
        self.form = EntryForm(TODAY)
        self.after = QLineEdit()
        column = QVBoxLayout(self.window)
        column.addWidget(self.form)
        column.addWidget(self.after)
        column.addStretch(1)
        self.window.resize(width, 900)
        self.changed: list[dict[str, str]] = []
        self.settled: list[dict[str, str]] = []
        self.suggested: list[dict[str, str]] = []
        self.finished: list[bool] = []
        self.form.changed.connect(self.changed.append)
        self.form.settled.connect(self.settled.append)
        self.form.suggested.connect(self.suggested.append)
        self.form.finished.connect(self._finish)
        qtbot.addWidget(self.window)
        self.show(section, {})
        self.window.show()
        qtbot.waitExposed(self.window)
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)

    def _finish(self) -> None:
        self.finished.append(True)

    def show(self, section: SectionSpec, fields: Mapping[str, str], **more) -> None:
        self.form.show_fields(section, fields, **more)
        QCoreApplication.processEvents()

    def input(self, key: str):
        return self.form.editor(key).editor

    def go_to(self, key: str) -> None:
        self.input(key).setFocus(Qt.FocusReason.MouseFocusReason)

    def type(self, key: str, text: str) -> None:
        """Keys of a keyboard (ASCII), one by one, at the end of what stands there."""
        self.go_to(key)
        QTest.keyClick(self.input(key), Qt.Key.Key_End)
        QTest.keyClicks(self.input(key), text)

    def erase(self, key: str) -> None:
        self.go_to(key)
        QTest.keyClick(self.input(key), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClick(self.input(key), Qt.Key.Key_Delete)

    def compose(self, key: str, text: str) -> None:
        """A word that the input method shows and that is not text yet."""
        if not self.input(key).hasFocus():
            self.go_to(key)
        QCoreApplication.sendEvent(self.input(key), QInputMethodEvent(text, []))

    def commit(self, key: str, text: str) -> None:
        """The input method hands a word over."""
        if not self.input(key).hasFocus():
            self.go_to(key)
        event = QInputMethodEvent()
        event.setCommitString(text)
        QCoreApplication.sendEvent(self.input(key), event)

    def paste(self, key: str, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.go_to(key)
        QTest.keyClick(self.input(key), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    def leave(self) -> None:
        self.after.setFocus(Qt.FocusReason.TabFocusReason)

    def line(self, key: str) -> str:
        """What stands below a field."""
        return self.form.editor(key).line.text()

    def kind(self, key: str) -> str:
        line = self.form.editor(key).line
        return line.kind() if line.text() else ""

    def focused(self) -> str:
        """The key of the field that has the focus."""
        for spec in SECTION.fields:
            widget = self.input(spec.key)
            now = self.window.focusWidget()
            if now is not None and (now is widget or widget.isAncestorOf(now)):
                return spec.key
        return ""
