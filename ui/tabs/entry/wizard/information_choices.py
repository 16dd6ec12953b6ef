"""申报方式 (exactly three) and 人员类别 (five): two fields, and the one binds the other (B5.8, B5.9, B5.11)."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.declaration import DeclareMode, PersonCategory
from app.domain.materials import TENURE_YEARS
from app.domain.plan import PlanKit
from app.domain.submit_stops import NORMAL_MODE_ONLY, modes_of
from ui.tabs.entry.wizard.information_row import LabelledRow
from ui.texts.words import word
from ui.widgets.choice import RadioButton
from ui.widgets.key_chip import LockReason

_GAP = 18
_LINE = 24


class ModeChoice(QWidget):
    """``changed``: another 申报方式 or 人员类别 was chosen, by a person."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._filling = False
        self._modes, self._categories = QButtonGroup(self), QButtonGroup(self)
        self.modes = {mode: self._radio(self._modes, "mode", mode.value, word(mode)) for mode in DeclareMode}
        self.categories = {
            category: self._radio(self._categories, "category", category.value, word(category))
            for category in PersonCategory
        }
        self.note = LockReason()
        self.note.setObjectName("entry.information.mode_note")
        first, second = QWidget(), QWidget()
        across = _across(first)
        for button in self.modes.values():
            across.addWidget(button)
        across.addStretch(1)
        below = QVBoxLayout(second)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(2)
        row = QWidget()
        across = _across(row)
        for choice in self.categories.values():
            across.addWidget(choice)
        across.addStretch(1)
        below.addWidget(row)
        below.addWidget(self.note)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(LabelledRow(self.tr("申报方式"), first, height=_LINE))
        column.addWidget(LabelledRow(self.tr("人员类别"), second, height=_LINE))
        self._modes.buttonToggled.connect(self._toggled)
        self._categories.buttonToggled.connect(self._toggled)

    @property
    def mode(self) -> DeclareMode:
        if self.category in NORMAL_MODE_ONLY:
            return DeclareMode.NORMAL
        return next((m for m, button in self.modes.items() if button.isChecked()), DeclareMode.NORMAL)

    @property
    def category(self) -> PersonCategory:
        chosen = (c for c, button in self.categories.items() if button.isChecked())
        return next(chosen, PersonCategory.NORMAL)

    def show_choice(self, mode: DeclareMode, category: PersonCategory) -> None:
        self._filling = True
        self.modes[mode].setChecked(True)
        self.categories[category].setChecked(True)
        self._filling = False

    def show_rights(self, kit: PlanKit, *, locked: bool) -> None:
        """Which modes may be chosen, and why not the others."""
        offered = modes_of(kit) or tuple(DeclareMode)
        bound = self.category in NORMAL_MODE_ONLY
        for mode, button in self.modes.items():
            button.setEnabled(not locked and mode in offered and (not bound or mode is DeclareMode.NORMAL))
        for choice in self.categories.values():
            choice.setEnabled(not locked)
        if bound:
            self.note.set_reason(self._say_bound())
        elif len(offered) < len(DeclareMode):
            closed = "、".join(word(mode) for mode in DeclareMode if mode not in offered)
            self.note.set_reason(self.tr("这个计划没有{0}").replace("{0}", closed))
        else:
            self.note.set_reason(self._say_asked(kit), "info")

    def take_focus(self) -> None:
        """To what is chosen; a group is one stop of Tab."""
        button = self._modes.checkedButton()
        if button is not None:
            button.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def take_focus_of_category(self) -> None:
        button = self._categories.checkedButton()
        if button is not None:
            button.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _say_bound(self) -> str:
        """B5.8, B5.9."""
        return {
            PersonCategory.DIRECT: self.tr("直接申报人员请选择“正常申报”"),
            PersonCategory.SKILLED: self.tr("技能人才请选择“正常申报”，并上传佐证材料"),
            PersonCategory.HIGHLY_SKILLED: self.tr("高技能人才请选择“正常申报”，并上传佐证材料"),
        }[self.category]

    def _say_asked(self, kit: PlanKit) -> str:
        """What the choice asks for: B5.10, B7.2a, B7.2b."""
        if self.mode is DeclareMode.LANDMARK:
            return self.tr("标志性业绩直接申报需在相应选择项打钩，并上传佐证材料")
        if not any(material.applies.startswith("appointment") for material in kit.materials):
            return ""
        if self.category is PersonCategory.TRANSFER:
            return self.tr("转评人员至少应上传中级专业技术职务聘任文件或聘任书")
        words = self.tr("至少应上传助理级专业技术职务聘任满 {0} 年的聘任文件或聘任书")
        return words.replace("{0}", str(TENURE_YEARS))

    def _toggled(self, button: QWidget, on: bool) -> None:
        if self._filling or not on:
            return
        if self.category in NORMAL_MODE_ONLY:
            # The seed's rule, not a wish: whoever chooses the category has chosen the mode.
            self.show_choice(DeclareMode.NORMAL, self.category)
        self.changed.emit()

    def _radio(self, group: QButtonGroup, kind: str, value: str, words: str) -> RadioButton:
        button = RadioButton(words)
        button.setObjectName(f"entry.information.{kind}.{value}")
        group.addButton(button)
        return button


def _across(widget: QWidget) -> QHBoxLayout:
    row = QHBoxLayout(widget)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(_GAP)
    return row
