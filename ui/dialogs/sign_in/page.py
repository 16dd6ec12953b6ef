"""The first page of the window: opening, choosing who sits here, or why the copy could not be opened.

Made and shown before anything else is imported: it begins with the opening card alone, the window adds the form and the
failure when their modules are there.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from ui.dialogs.sign_in.card import SignInCard
from ui.dialogs.sign_in.opening_view import OpeningView
from ui.theme import current
from ui.widgets.labels import TextLabel

if TYPE_CHECKING:
    from ui.dialogs.sign_in.failed_view import FailedView
    from ui.dialogs.sign_in.form import SignInForm
    from ui.dialogs.sign_in.join_view import JoinView


class SignInPage(QWidget):
    """``first_painted`` is emitted once, after the page has been drawn for the first time."""

    first_painted = Signal()

    form: SignInForm
    failed: FailedView
    join: JoinView | None = None
    """Where a server may be joined."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._painted = False
        self.opening = OpeningView()
        self.card = SignInCard(self)
        self._states = QStackedLayout()
        self._states.addWidget(self.opening)
        self.card.body.addLayout(self._states)
        self._foot = TextLabel("", "caption", "muted")
        self._right = TextLabel(self.tr("单机使用"), "caption", "muted")
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 0, 16, 8)
        foot.addWidget(self._foot)
        foot.addStretch(1)
        foot.addWidget(self._right)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(0)
        column.addStretch(4)
        column.addWidget(self.card, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(5)
        column.addLayout(foot)
        self._foot.setText(f"{self.tr('职审台')} {QApplication.applicationVersion()}\u2003AGPL-3.0-or-later")

    def add_states(self, form: SignInForm, failed: FailedView) -> None:
        """What the page shows after opening."""
        self.form, self.failed = form, failed
        self._states.addWidget(form)
        self._states.addWidget(failed)

    def add_join(self, join: JoinView) -> None:
        self.join = join
        self._states.addWidget(join)

    def show_join(self, profile: Path | None = None) -> None:
        if self.join is not None:
            self._states.setCurrentWidget(self.join)
            self.join.begin(profile)

    def set_where(self, words: str) -> None:
        """At the right of the foot: how the copy is used."""
        self._right.setText(words)

    def show_opening(self) -> None:
        self.opening.show_step("")
        self._states.setCurrentWidget(self.opening)

    def show_form(self) -> None:
        self._states.setCurrentWidget(self.form)
        self.form.password.setFocus()

    def show_failure(self, sentence: str) -> None:
        self._states.setCurrentWidget(self.failed)
        self.failed.show_failure(sentence)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), current.color("window"))
        if not self._painted:
            self._painted = True
            self.first_painted.emit()
