"""The facts that decide which materials are asked for, one control a fact (seed B 二(五); DOMAIN facts §5)."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from app.domain.declaring import InformationPart
from app.domain.materials import NO, YES, EducationRoute, FactKey, Staffing, needs_tenure
from app.domain.plan import PlanKit
from app.domain.typed_values import read_date
from ui.texts.dates import format_day
from ui.texts.words import word
from ui.widgets.combo_box import ComboBox
from ui.widgets.fields import LineEdit, set_invalid
from ui.widgets.labels import TextLabel

_LABEL_WIDTH, _FIELD_WIDTH = 150, 300
_RULES: Mapping[FactKey, frozenset[str]] = {
    FactKey.EDUCATION: frozenset({"education"}),
    FactKey.STAFFING: frozenset({"post_form", "appointment", "appointment_for_all"}),
    FactKey.OUTSIDE_INSURANCE: frozenset({"outside_insurance"}),
    FactKey.GRASSROOTS: frozenset({"grassroots"}),
}


class FactFields(QWidget):
    """``changed``: some fact is another. Only facts that the kit's rules ask for are shown."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.combos: dict[FactKey, ComboBox] = {
            FactKey.EDUCATION: self._combo(FactKey.EDUCATION, [(r.value, word(r)) for r in EducationRoute]),
            FactKey.STAFFING: self._combo(FactKey.STAFFING, [(s.value, word(s)) for s in Staffing]),
            FactKey.OUTSIDE_INSURANCE: self._combo(FactKey.OUTSIDE_INSURANCE, [(YES, YES), (NO, NO)]),
            FactKey.GRASSROOTS: self._combo(FactKey.GRASSROOTS, [(YES, YES), (NO, NO)]),
        }
        self.dates: dict[FactKey, LineEdit] = {
            key: self._date(key) for key in (FactKey.APPOINTED_ON, FactKey.RECORD_VALID_UNTIL)
        }
        self._labels: dict[FactKey, TextLabel] = {}
        self._kept: dict[str, str] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        for row, (key, field) in enumerate([*self.combos.items(), *self.dates.items()]):
            label = TextLabel(word(key), "body", "muted", wrap=True)
            label.setFixedWidth(_LABEL_WIDTH)
            label.setBuddy(field)
            self._labels[key] = label
            grid.addWidget(label, row, 0)
            grid.addWidget(field, row, 1)
        grid.setColumnStretch(2, 1)

    def show_facts(self, kit: PlanKit, part: InformationPart, *, locked: bool) -> None:
        self._kept = dict(part.facts)
        for key, combo in self.combos.items():
            combo.blockSignals(True)
            combo.setCurrentIndex(max(0, combo.findData(part.facts.get(key.value, ""))))
            combo.blockSignals(False)
            combo.setEnabled(not locked)
        for key, line in self.dates.items():
            text = part.facts.get(key.value, "")
            if line.text() != text:
                line.blockSignals(True)
                line.setText(text)
                line.blockSignals(False)
            line.setReadOnly(locked)
        self.show_asked(kit, part)

    def show_asked(self, kit: PlanKit, part: InformationPart) -> None:
        """Which facts matter for this 申报方式 and 人员类别."""
        rules = {material.applies for material in kit.materials}
        asked = {key: bool(rules & wanted) for key, wanted in _RULES.items()}
        tenure = bool(rules & {"appointment", "appointment_for_all"})
        asked[FactKey.APPOINTED_ON] = tenure and needs_tenure(part.mode, part.person_category)
        route = self.combos[FactKey.EDUCATION].currentData()
        asked[FactKey.RECORD_VALID_UNTIL] = (
            asked[FactKey.EDUCATION] and route == EducationRoute.REGISTERED.value
        )
        for key, field in [*self.combos.items(), *self.dates.items()]:
            field.setVisible(asked[key])
            self._labels[key].setVisible(asked[key])

    def facts(self) -> dict[str, str]:
        """As typed; facts that no control shows stay as they were."""
        stated = dict(self._kept)
        for key, combo in self.combos.items():
            stated[key.value] = str(combo.currentData() or "")
        for key, line in self.dates.items():
            day = read_date(line.text())
            stated[key.value] = format_day(day) if day else line.text().strip()
        return {key: value for key, value in stated.items() if value}

    def _combo(self, key: FactKey, choices: list[tuple[str, str]]) -> ComboBox:
        combo = ComboBox(dense=True)
        combo.setObjectName(f"entry.information.{key.value}")
        combo.setAccessibleName(word(key))
        combo.setFixedWidth(_FIELD_WIDTH)
        combo.addItem("", "")
        for value, words in choices:
            combo.addItem(words, value)
        combo.currentIndexChanged.connect(self.changed)
        return combo

    def _date(self, key: FactKey) -> LineEdit:
        line = LineEdit(dense=True)
        line.setObjectName(f"entry.information.{key.value}")
        line.setAccessibleName(word(key))
        line.setPlaceholderText("2021-03-01")
        line.setFixedWidth(_FIELD_WIDTH)
        line.textChanged.connect(self._judge)
        return line

    def _judge(self) -> None:
        for line in self.dates.values():
            text = line.text().strip()
            set_invalid(line, bool(text) and read_date(text) is None)
        self.changed.emit()
