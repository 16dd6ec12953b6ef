"""The program's window, opened as ``app.main`` opens it, and what its first page says."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.main import LazyDesk
from tests.faults.permissions import as_ordinary_user
from ui.application import finish
from ui.interior import load_interior
from ui.main_window import MainWindow
from ui.preferences import Preferences


class OfficeWindow:
    """``sentence`` is the reason that stands on the first page, "" when the copy is open."""

    def __init__(self, qtbot: Any, *, sample: bool = False, folder: Path | None = None) -> None:
        self._qtbot = qtbot
        self.desk = LazyDesk(sample=sample, folder=folder)
        self.window = MainWindow(self._load, load_interior, Preferences())
        self.bugs: list[object] = []
        self.window.operations.bug_found.connect(self.bugs.append)
        self._answers: list[str] = []
        self._ended = False
        self.window.opened.connect(self._note_opened)
        self.window.failed_to_open.connect(self._answers.append)

    @property
    def sentence(self) -> str:
        assert self.bugs == []
        return self._answers[-1]

    def show(self) -> None:
        self.window.show()
        self.window.activateWindow()
        self._wait(1)

    def retry(self) -> None:
        """重试, by a click on what stands on the page."""
        page = self.window.sign_in
        assert page.failed.isVisible()
        assert page.failed.sentence() == self.sentence
        answers = len(self._answers)
        QTest.mouseClick(page.failed.retry, Qt.MouseButton.LeftButton)
        self._wait(answers + 1)

    def offers_accounts(self) -> bool:
        form = self.window.sign_in.form
        return form.isVisible() and form.account.count() > 0

    def end(self) -> None:
        """Close the window and the copy; may be called again."""
        if not self._ended:
            self._ended = True
            finish(self.window)
            self.desk.close()

    def _load(self, report: Any) -> Any:
        with as_ordinary_user():
            return self.desk.load(report)

    def _note_opened(self) -> None:
        self._answers.append("")

    def _wait(self, answers: int) -> None:
        self._qtbot.waitUntil(lambda: len(self._answers) >= answers or bool(self.bugs), timeout=30_000)
        assert self.bugs == []
