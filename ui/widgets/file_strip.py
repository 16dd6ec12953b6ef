"""The files of one entry or material: a chip a file, and where more can be dropped (LOOK "Material row", "Drop zone").

It shows and asks; whoever owns it keeps the files (``files_changed``) and takes new ones in (``paths_dropped`` …).
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.attachment import FileRef
from ui.theme import current
from ui.widgets.buttons import QuietButton, SecondaryButton
from ui.widgets.drop_zone import DropZone
from ui.widgets.file_chip import FileChip
from ui.widgets.labels import TextLabel

_SPACING = 4


class FileStrip(QWidget):
    """``files_changed`` carries the files in their new order; ``look_wanted`` and ``replace_wanted`` the place of one.

    ``compact``: once a file is there the zone steps back for a word (再加文件) and comes while something is dragged
    over; the files can be replaced. Whoever holds a compact strip takes the drops and tells it (``show_dragged``).
    """

    files_changed = Signal(object)
    look_wanted = Signal(int)
    replace_wanted = Signal(int)
    paths_dropped = Signal(list)
    paste_wanted = Signal()
    choose_wanted = Signal()

    def __init__(self, name: str, parent: QWidget | None = None, *, compact: bool = False) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._files: tuple[FileRef, ...] = ()
        self._locked = False
        self._compact = compact
        self._chips: list[FileChip] = []
        self._facts: dict[str, tuple[int, str]] = {}
        self._target: int | None = None
        self._refocus: tuple[int, str] | None = None
        self.zone = DropZone()
        self.zone.setObjectName(f"{name}.zone")
        self.zone.setAcceptDrops(not compact)
        self.choose = SecondaryButton(self.tr("选择文件"), "folder-open")
        self.choose.setObjectName(f"{name}.choose")
        self.more = QuietButton(self.tr("再加文件"), "plus")
        self.more.setObjectName(f"{name}.more")
        self.refusals = TextLabel("", "caption", "failed", wrap=True)
        self.refusals.setObjectName(f"{name}.refusals")
        self.refusals.hide()
        self._row = QWidget()
        row = QHBoxLayout(self._row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.zone, 1)
        row.addWidget(self.choose)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(_SPACING)
        self._column.addWidget(self._row)
        self._column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(self.refusals)
        self.zone.paths_dropped.connect(self.paths_dropped)
        self.zone.paste_wanted.connect(self.paste_wanted)
        self.zone.choose_wanted.connect(self.choose_wanted)
        self.choose.clicked.connect(self.choose_wanted)
        self.more.clicked.connect(self.choose_wanted)
        self._fit()

    @property
    def files(self) -> tuple[FileRef, ...]:
        return self._files

    def show_files(self, files: Sequence[FileRef], *, locked: bool = False) -> None:
        """Other files, or other rights to them."""
        files = tuple(files)
        if (files, locked) != (self._files, self._locked) or len(self._chips) != len(files):
            self._files, self._locked = files, locked
            self._rebuild()
        self._fit()

    def show_facts(self, sha256: str, pages: int, problem: str) -> None:
        """What a look into the file has brought: its pages (0: not told), why it cannot be shown ("": it can)."""
        self._facts[sha256] = (pages, problem)
        for chip in self._chips:
            if chip.file.sha256 == sha256:
                chip.show_facts(pages, problem)

    def show_refusals(self, sentences: Sequence[str]) -> None:
        """Why something was not taken; [] clears it."""
        self.refusals.setText("\n".join(sentences))
        self.refusals.setVisible(bool(sentences))

    def show_dragged(self, paths: Sequence[str] | None) -> None:
        """Files are held over whoever owns the strip; None: no more."""
        self.zone.show_dragged(paths)
        self._fit()

    def focus_first(self) -> None:
        """Where the keyboard goes on: the zone, or the first file's 看."""
        if self._row.isVisible() or not self._chips:
            self.zone.setFocus()
        else:
            self._chips[0].look.setFocus()

    def chip(self, place: int) -> FileChip:
        return self._chips[place]

    def _fit(self) -> None:
        """What of zone, 选择文件 and 再加文件 there is."""
        stepped_back = self._compact and bool(self._files) and not self.zone.is_over
        self._row.setVisible(not self._locked and not stepped_back)
        self.choose.setVisible(not self.zone.is_over)
        self.more.setVisible(not self._locked and stepped_back)

    def _rebuild(self) -> None:
        for chip in self._chips:
            self._column.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = []
        for place, file in enumerate(self._files):
            chip = FileChip(place, file, self)
            chip.setObjectName(f"{self.objectName()}.file{place}")
            below = place + 1 < len(self._files)
            chip.set_moves(place > 0, below, locked=self._locked, replaces=self._compact)
            if file.sha256 in self._facts:
                chip.show_facts(*self._facts[file.sha256])
            chip.look_wanted.connect(self.look_wanted)
            chip.replace_wanted.connect(self.replace_wanted)
            chip.move_wanted.connect(self._move)
            chip.drop_wanted.connect(self._remove)
            chip.dragged.connect(self._drag)
            chip.let_go.connect(self._let_go)
            self._column.insertWidget(place, chip)
            chip.show()
            self._chips.append(chip)
        self._focus_again()

    def _focus_again(self) -> None:
        """After a change by the keyboard the keyboard stays with the file."""
        wanted, self._refocus = self._refocus, None
        if wanted is None:
            return
        place, button = wanted
        if not self._chips:
            self._fit()
            self.zone.setFocus()
            return
        chip = self._chips[min(place, len(self._chips) - 1)]
        for target in (getattr(chip, button), chip.up, chip.down, chip.look):
            if target.isEnabled() and not target.isHidden():
                target.setFocus()
                return

    def _move(self, place: int, by: int) -> None:
        if not 0 <= place + by < len(self._files):
            return
        files = list(self._files)
        files[place], files[place + by] = files[place + by], files[place]
        self._refocus = (place + by, "up" if by < 0 else "down")
        self.files_changed.emit(tuple(files))

    def _remove(self, place: int) -> None:
        self._refocus = (place, "drop")
        self.files_changed.emit(self._files[:place] + self._files[place + 1 :])

    def _drag(self, place: int, y: int) -> None:
        """Between which two files it would come to lie."""
        target = sum(y > chip.y() + chip.height() // 2 for chip in self._chips)
        if target != self._target:
            self._target = target
            self.update()

    def _let_go(self, place: int) -> None:
        target, self._target = self._target, None
        self.update()
        if target is None or target in (place, place + 1):
            return
        files = list(self._files)
        file = files.pop(place)
        files.insert(target if target < place else target - 1, file)
        self.files_changed.emit(tuple(files))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._target is None or not self._chips:
            return
        last = self._chips[-1]
        ends = [*(chip.y() for chip in self._chips), last.y() + last.height() + _SPACING]
        y = max(0, ends[self._target] - _SPACING // 2 - 1)
        QPainter(self).fillRect(0, y, self.width(), 2, current.color("accent"))
