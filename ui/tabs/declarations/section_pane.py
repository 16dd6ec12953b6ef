"""The 19 sections beside the form: number, name, ✓ read, ▲ noticed, ✕ missing, muted where 无数据; 已看 N (picture 05).

A pane of 184, and the same as a combo box in a narrow window. Both show one list of SideRows and tell where one goes.
"""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.declaration_sections import SectionFacts, find_unread
from ui.texts.translate import translate
from ui.widgets.combo_box import ComboBox
from ui.widgets.labels import TextLabel
from ui.widgets.pane import Pane
from ui.widgets.section_list import SectionList
from ui.widgets.side_rows import SideRow

WIDTH = 184


def make_rows(sections: Sequence[SectionFacts], read: frozenset[str]) -> list[SideRow]:
    """One row a section."""
    return [
        SideRow(
            section.key,
            str(section.spec.preview_no),
            section.spec.title,
            state=_state_of(section),
            muted=section.is_empty,
            done=section.key in read and not section.is_empty,
        )
        for section in sections
    ]


def say_read(sections: Sequence[SectionFacts], read: frozenset[str]) -> str:
    """已看 10 / 11: of those with something to read."""
    full = [section for section in sections if not section.is_empty]
    done = len(full) - len(find_unread(sections, read))
    return _t("已看 {0} / {1}").replace("{0}", str(done)).replace("{1}", str(len(full)))


class SectionPane(Pane):
    """``section_chosen`` carries the key of the section a person goes to."""

    section_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("window", "r", parent)
        self.setMinimumWidth(150)
        self._count = TextLabel("", "caption", "muted")
        self._read = TextLabel("", "caption", "muted")
        self._read.setObjectName("declarations.read_count")
        self.list = SectionList(self)
        self.list.setObjectName("declarations.sections")
        self.list.setAccessibleName(self.tr("申报信息的各部分"))
        self.list.current_changed.connect(self.section_chosen)
        head = QHBoxLayout()
        head.setContentsMargins(16, 0, 14, 0)
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(self._read)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 1, 0)
        column.setSpacing(5)
        column.addLayout(head)
        column.addWidget(self.list, 1)

    def show_sections(
        self, sections: Sequence[SectionFacts], read: frozenset[str], here: str, *, may_tick: bool
    ) -> None:
        """Show where each section stands and which one is open."""
        self.list.set_rows(make_rows(sections, read))
        if self.list.current_key() != here:
            self.list.set_current_key(here)
        self._count.setText(self.tr("{0} 个部分").replace("{0}", str(len(sections))))
        self._read.setText(say_read(sections, read) if may_tick else "")


class SectionCombo(ComboBox):
    """18 申报材料附件信息　✕ (below 1280 px)."""

    section_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("declarations.section_combo")
        self.setAccessibleName(self.tr("申报信息的各部分"))
        self.activated.connect(self._choose)

    def show_sections(self, sections: Sequence[SectionFacts], read: frozenset[str], here: str) -> None:
        """The same as the pane shows."""
        rows = make_rows(sections, read)
        if [self.itemData(n) for n in range(self.count())] != [row.key for row in rows]:
            self.clear()
            for row in rows:
                self.addItem("", row.key)
        for place, row in enumerate(rows):
            marks = {"flag": _t("需留意"), "failed": _t("缺材料"), "info": _t("有改动")}.get(
                row.state or "", ""
            )
            words = [f"{row.number} {row.name}", _t("已看") if row.done else "", marks]
            self.setItemText(place, "　".join(word for word in words if word))
        self.setCurrentIndex(self.findData(here))
        self.setToolTip(say_read(sections, read))

    def _choose(self, place: int) -> None:
        self.section_chosen.emit(self.itemData(place))


def _state_of(section: SectionFacts) -> str | None:
    if section.is_stopped:
        return "failed"
    if section.noticed:
        return "flag"
    return "info" if section.changes else None


def _t(text: str) -> str:
    return translate("declarations", text)
