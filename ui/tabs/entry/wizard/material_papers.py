"""The papers of a material (LOOK picture 16): which of several is handed over, and the files of one of them."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QVBoxLayout, QWidget

from app.domain.attachment import FileRef
from ui.widgets.choice import RadioButton
from ui.widgets.file_strip import FileStrip
from ui.widgets.labels import TextLabel


class PaperChoice(QWidget):
    """A radio button a paper, the first one preset; hidden where there is nothing to choose. ``picked``: its key."""

    picked = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._group = QButtonGroup(self)
        self.radios: dict[str, RadioButton] = {}
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(16)
        self._row.addStretch(1)
        self.hide()

    def show_papers(self, papers: Sequence[tuple[str, str]]) -> None:
        """Keys and titles of other papers."""
        for radio in self.radios.values():
            self._group.removeButton(radio)
            self._row.removeWidget(radio)
            radio.hide()
            radio.deleteLater()
        self.radios = {}
        for place, (key, title) in enumerate(papers):
            radio = RadioButton(title)
            radio.setObjectName(f"{self._name}.{key}")
            radio.setChecked(place == 0)
            self._group.addButton(radio)
            self._row.insertWidget(place, radio)
            self.radios[key] = radio
            radio.toggled.connect(self._tell)
        self.setVisible(bool(papers))

    def chosen(self) -> str:
        """Its key; "" where there is nothing to choose."""
        return next((key for key, radio in self.radios.items() if radio.isChecked()), "")

    def show_chosen(self, paper: str, *, locked: bool) -> None:
        """Without telling; a key that is not offered changes nothing."""
        for key, radio in self.radios.items():
            radio.blockSignals(True)
            if key == paper:
                radio.setChecked(True)
            radio.setEnabled(not locked)
            radio.blockSignals(False)

    def set_narrow(self, narrow: bool) -> None:
        """Below one another where they do not fit beside one another."""
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._row.setDirection(way)
        self._row.setSpacing(4 if narrow else 16)

    def _tell(self, on: bool) -> None:
        if on:
            self.picked.emit(self.chosen())


class PaperSlot(QWidget):
    """Every signal names the paper first ("": the whole material)."""

    files_changed = Signal(str, object)
    look_wanted = Signal(str, int)
    replace_wanted = Signal(str, int)
    paste_wanted = Signal(str)
    choose_wanted = Signal(str)

    def __init__(self, name: str, paper: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.paper = paper
        self.strip = FileStrip(name, compact=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        if title:
            column.addWidget(TextLabel(title, "caption", "muted", wrap=True))
        column.addWidget(self.strip)
        self.strip.files_changed.connect(self._change)
        self.strip.look_wanted.connect(self._look)
        self.strip.replace_wanted.connect(self._replace)
        self.strip.paste_wanted.connect(self._paste)
        self.strip.choose_wanted.connect(self._choose)

    def _change(self, files: tuple[FileRef, ...]) -> None:
        self.files_changed.emit(self.paper, files)

    def _look(self, place: int) -> None:
        self.look_wanted.emit(self.paper, place)

    def _replace(self, place: int) -> None:
        self.replace_wanted.emit(self.paper, place)

    def _paste(self) -> None:
        self.paste_wanted.emit(self.paper)

    def _choose(self) -> None:
        self.choose_wanted.emit(self.paper)
