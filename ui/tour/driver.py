"""A person's hands for the tour: keys, mouse, IME commits, drops and pictures on the real window, nothing else.

The tour imports no usecase and no db (a test looks): whatever it achieves, it achieves through widgets. Chinese text
is committed as an input method does, because QTest.keyClicks aborts on it.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import shiboken6
from PySide6.QtCore import (
    QCoreApplication,
    QElapsedTimer,
    QEvent,
    QEventLoop,
    QMimeData,
    QPointF,
    Qt,
    QTimer,
    QUrl,
)
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLineEdit, QWidget

from ui.main_window import MainWindow

W = TypeVar("W", bound=QWidget)

PATIENCE_MS = 30_000
"""How long the tour waits for the window before it calls the step failed."""


class TourFailure(Exception):
    """A step did not show what it should have; the message says which."""


class Driver:
    """Acts on ``window``. ``shots`` counts pictures so that their names sort."""

    def __init__(self, window: MainWindow, out: Path) -> None:
        self.window = window
        self.out = out
        self.shots: list[Path] = []
        self.done: list[str] = []
        """What was done, in the words the tour prints at the end."""

    # -- finding -----------------------------------------------------------------------------------------------

    def find(
        self, kind: type[W], name: str, inside: QWidget | None = None, patience_ms: int = PATIENCE_MS
    ) -> W:
        """The visible widget with this object name, accessible name or text. Waits for it to appear."""

        def matching() -> W | None:
            # Not QApplication.topLevelWidgets: it takes menus away from their owners' wrappers, which then die early.
            for child in (self.window if inside is None else inside).findChildren(kind):
                if child.isVisible() and name in (
                    child.objectName(),
                    child.accessibleName(),
                    _text_of(child),
                ):
                    return child
            return None

        return self.wait_for(matching, f"{kind.__name__} «{name}»", patience_ms)

    def wait_for(self, look: Callable[[], W | None], what: str, patience_ms: int = PATIENCE_MS) -> W:
        found: list[W] = []

        def there() -> bool:
            widget = look()
            if widget is not None:
                found.append(widget)
            return widget is not None

        self.wait_until(there, what, patience_ms)
        return found[-1]

    def wait_until(self, holds: Callable[[], bool], what: str, patience_ms: int = PATIENCE_MS) -> None:
        """Spin the event loop until ``holds``. Raises TourFailure naming ``what``."""
        waited = QElapsedTimer()
        waited.start()
        while not holds():
            if waited.elapsed() > patience_ms:
                self.window.grab().save(str(self.out / "失败时的画面.png"))
                raise TourFailure(f"没有等到：{what}")
            rest(15)

    # -- acting ------------------------------------------------------------------------------------------------

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key on whatever has the focus, as a keyboard does."""
        if QApplication.activeWindow() is None:  # offscreen no window manager does it
            self.window.activateWindow()
            rest(20)
        target: QWidget | None = QApplication.focusWidget()
        target = self.window if target is None else target
        QTest.keyClick(target, key, modifiers)
        self.settle()

    def click(self, target: QWidget, at: QPointF | None = None) -> None:
        point = (at or QPointF(target.rect().center())).toPoint()
        QTest.mouseClick(target, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point)
        self.settle()

    def click_button(self, name: str, inside: QWidget | None = None) -> None:
        button = self.find(QAbstractButton, name, inside)
        self.wait_until(button.isEnabled, f"按钮「{name}」可按")
        self.click(button)

    def type_text(self, target: QWidget, text: str) -> None:
        """Commit text as an input method does (any character)."""
        target.setFocus(Qt.FocusReason.MouseFocusReason)
        event = QInputMethodEvent()
        event.setCommitString(text)
        QCoreApplication.sendEvent(target, event)
        rest(30)

    def replace_text(self, target: QWidget, text: str) -> None:
        target.setFocus(Qt.FocusReason.MouseFocusReason)
        QTest.keyClick(target, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        self.type_text(target, text)

    def choose_path(self, path: Path) -> None:
        """Type a path into the open file dialog and accept it."""
        dialog = self._open_dialog()
        name = dialog.findChild(QLineEdit, "fileNameEdit")
        if not isinstance(name, QLineEdit):
            raise TourFailure("文件对话框没有文件名一栏")
        self.replace_text(name, str(path))
        QTest.keyClick(name, Qt.Key.Key_Return)
        self.wait_until(lambda: not shiboken6.isValid(dialog) or not dialog.isVisible(), "文件对话框关闭")
        self.settle()

    def _open_dialog(self) -> QFileDialog:
        def look() -> QFileDialog | None:
            dialogs = [dialog for dialog in self.window.findChildren(QFileDialog) if dialog.isVisible()]
            return dialogs[-1] if dialogs else None

        return self.wait_for(look, "文件对话框")

    def drop_files(self, target: QWidget, paths: list[Path]) -> None:
        """Drag files over the widget and let go, as the file manager does."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        centre = QPointF(target.rect().center())
        action, buttons = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
        enter = QDragEnterEvent(centre.toPoint(), action, data, buttons, Qt.KeyboardModifier.NoModifier)
        QCoreApplication.sendEvent(target, enter)
        drop = QDropEvent(centre, action, data, buttons, Qt.KeyboardModifier.NoModifier, QEvent.Type.Drop)
        QCoreApplication.sendEvent(target, drop)
        rest(30)

    def settle(self) -> None:
        """Wait until nothing is being read or written, as a person waits for the screen to stand still."""
        rest(40)
        self.wait_until(lambda: not self.window.operations.is_busy, "窗口安静下来")
        rest(40)

    def note(self, line: str) -> None:
        self.done.append(line)

    # -- showing -----------------------------------------------------------------------------------------------

    def shot(self, title: str, *, numbered: bool = True) -> Path:
        """A picture of the whole window as it stands."""
        self.settle()
        path = self.out / (f"{len(self.shots) + 1:02}-{title}.png" if numbered else f"{title}.png")
        if not self.window.grab().save(str(path)):
            raise TourFailure(f"截图没有存下：{path}")
        self.shots.append(path)
        return path


def rest(milliseconds: int) -> None:
    """Let the window work. An event loop and not QTest.qWait, which keeps Python's other threads from running."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def _text_of(widget: QWidget) -> str:
    return widget.text() if isinstance(widget, QAbstractButton) else ""
