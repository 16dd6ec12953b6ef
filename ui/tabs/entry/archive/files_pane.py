"""The right side of the archive entry: the files in their order, and the pages of them (B1.1, A5.2)."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDropEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.attachment import FileRef
from app.ports.preview import PreviewService
from ui.tabs.entry.archive.file_list import FileList
from ui.widgets.buttons import IconButton, QuietButton
from ui.widgets.drop_zone import paths_in
from ui.widgets.evidence.files import make_evidence
from ui.widgets.evidence.pane import EvidencePane
from ui.widgets.labels import ElidedLabel, TextLabel
from ui.widgets.pane import Pane

_WORDS_FROM = 380


class FilesPane(QWidget):
    """``files_changed``: the same files in another order; ``removed``: the place of one that is to go."""

    files_changed = Signal(object)
    removed = Signal(int)
    paths_dropped = Signal(list)
    choose_wanted = Signal()
    paste_wanted = Signal()

    def __init__(self, preview: PreviewService, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumWidth(300)
        self._dropped: list[str] = []
        self._locked = False
        self.list = FileList()
        self.list.setObjectName("entry.archive.files")
        self.evidence = EvidencePane(preview)
        self.evidence.setObjectName("entry.archive.evidence")
        self.evidence.installEventFilter(self)
        self.count = TextLabel("", "caption", "muted")
        self.count.setObjectName("entry.archive.file_count")
        self.hint = ElidedLabel("", "caption", "muted")
        self.choose = QuietButton(self.tr("选择文件"), "file-plus-2")
        self.choose.setObjectName("entry.archive.choose")
        self.choose.setAccessibleName(self.tr("选择文件"))
        self.up = IconButton("chevron-up", self.tr("往前移"), key="Alt ↑")
        self.up.setObjectName("entry.archive.file_up")
        self.down = IconButton("chevron-down", self.tr("往后移"), key="Alt ↓")
        self.down.setObjectName("entry.archive.file_down")
        self.remove = IconButton("trash-2", self.tr("移除这个文件"), key="Delete")
        self.remove.setObjectName("entry.archive.file_remove")
        head = self._make_head()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        listed = Pane("surface", "b")
        inside = QVBoxLayout(listed)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.list)
        column.addWidget(listed)
        column.addWidget(self.evidence, 1)
        self._connect()

    def show_files(self, files: Sequence[FileRef], *, locked: bool) -> None:
        """The files of the entry shown."""
        self.list.show_files(files, locked=locked)
        shown = [make_evidence(file) for file in files]
        if shown != self.evidence.files():
            place = self.list.current_row()
            self.evidence.show_files(shown)
            if place > 0:
                # Another order: the file that was moved stays the one looked at.
                self.list.mark(place)
                self.evidence.go_to(place)
        self.evidence.set_can_add(not locked)
        number = self.tr("{0} 个文件").replace("{0}", str(len(files)))
        self.count.setText(number if files else "")
        words = self.tr("可拖动排序") if len(files) > 1 else self.tr("可拖进来，或按 Ctrl V 粘贴")
        self.hint.set_text("" if locked else words)
        self._locked = locked
        for button in (self.up, self.down, self.remove):
            button.setVisible(bool(files) and not locked)
        self.choose.setVisible(not locked)
        self._show_moves()

    def _make_head(self) -> QWidget:
        head = Pane("surface", "b")
        head.setFixedHeight(40)
        row = QHBoxLayout(head)
        row.setContentsMargins(14, 0, 8, 0)
        row.setSpacing(6)
        row.addWidget(TextLabel(self.tr("佐证材料"), "body_bold"))
        row.addWidget(self.count)
        row.addSpacing(6)
        row.addWidget(self.hint)
        row.addStretch(1)
        for button in (self.up, self.down, self.remove, self.choose):
            row.addWidget(button)
        return head

    def _connect(self) -> None:
        self.list.moved.connect(self._move)
        self.list.removed.connect(self.removed)
        self.list.place_chosen.connect(self._look)
        self.list.paths_dropped.connect(self.paths_dropped)
        self.list.selectionModel().currentChanged.connect(self._show_moves)
        self.up.clicked.connect(self._move_up)
        self.down.clicked.connect(self._move_down)
        self.remove.clicked.connect(self.list.remove_current)
        self.choose.clicked.connect(self.choose_wanted)
        self.evidence.add_requested.connect(self.choose_wanted)
        self.evidence.files_dropped.connect(self._take_drop)
        self.evidence.position_changed.connect(self._follow)

    def _move(self, place: int, target: int) -> None:
        files = list(self.list.files())
        files.insert(target, files.pop(place))
        self.files_changed.emit(tuple(files))

    def _move_up(self) -> None:
        self.list.move_current(-1)

    def _move_down(self) -> None:
        self.list.move_current(1)

    def _look(self, place: int) -> None:
        self.evidence.go_to(place)

    def _follow(self, file: int, page: int) -> None:
        if 0 <= file < len(self.list.files()):
            self.list.mark(file)
            self._show_moves()

    def _show_moves(self) -> None:
        place, last = self.list.current_row(), len(self.list.files()) - 1
        self.up.setEnabled(place > 0)
        self.down.setEnabled(0 <= place < last)
        self.remove.setEnabled(place >= 0)

    def _take_drop(self, usable: list[str]) -> None:
        """What was dropped itself: the intake opens folders off this thread and names what it cannot take."""
        paths, self._dropped = self._dropped or usable, []
        self.paths_dropped.emit(paths)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Four buttons and the words do not fit into a narrow pane; the icon says the same.
        self.choose.setText(self.tr("选择文件") if self.width() >= _WORDS_FROM else "")
        self.hint.setVisible(self.width() >= _WORDS_FROM)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Drop and isinstance(event, QDropEvent):
            self._dropped = paths_in(event.mimeData())
        return super().eventFilter(watched, event)
