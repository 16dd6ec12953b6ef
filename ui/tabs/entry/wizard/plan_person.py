"""For whom, and from what: the person of a new declaration, and an earlier one as its start (B2.4; copying forward)."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.identity import mask_id
from app.ports.entry_queries import DeclarationSummary, PersonCase, PersonRow
from ui.models.columns import DataColumn, RowFunction
from ui.models.rows_table import RowsTable
from ui.scroll_column import ScrollColumn
from ui.shortcuts import bind_enter
from ui.texts.translate import translate
from ui.texts.words import state_of_status, word, word_of_stage
from ui.widgets import roles
from ui.widgets.buttons import QuietButton
from ui.widgets.callout import Callout
from ui.widgets.choice import RadioCard
from ui.widgets.fields import SearchField
from ui.widgets.labels import ElidedLabel, TextLabel
from ui.widgets.pane import Pane
from ui.widgets.row_view import RowView
from ui.widgets.two_line_delegate import TwoLineDelegate

WIDTH = 340
MOST_MODELS = 3
"""Earlier declarations that are offered as a start, newest first."""


@dataclass(frozen=True, slots=True)
class CarryLines:
    """What comes along and what not; ``problem``: why it cannot be told."""

    carried: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    problem: str = ""


class _ModelCard(RadioCard):
    picked = Signal(str)

    def __init__(self, declaration_id: str, title: str, note: str) -> None:
        super().__init__(title, note)
        self._id = declaration_id
        self.setObjectName(f"entry.carry.{declaration_id or 'blank'}")
        self.toggled.connect(self._tell)

    def _tell(self, on: bool) -> None:
        if on:
            self.picked.emit(self._id)


class PersonPane(Pane):
    """``searched``: a fragment of a name; ``chosen``: an applicant's id; ``model_chosen``: a declaration's id or ""."""

    searched = Signal(str)
    chosen = Signal(str)
    model_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface", "l", parent)
        self.setObjectName("entry.plan.person")
        self.setFixedWidth(WIDTH)
        self._models: list[_ModelCard] = []
        self._group = QButtonGroup(self)
        self._rooms = QStackedWidget()
        self._rooms.addWidget(self._make_picker())
        self._rooms.addWidget(self._make_person())
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.addWidget(self._rooms)

    # ---- choosing a person

    def show_picker(self) -> None:
        """换人, or nobody is chosen yet."""
        self._rooms.setCurrentIndex(0)
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_people(self, rows: Sequence[PersonRow], text: str) -> None:
        """What ``searched`` asked for."""
        self._model.set_rows(rows)
        self.people.set_current_row(0 if rows else -1)
        words = (
            self.tr("没有找到“{0}”").replace("{0}", text)
            if text
            else self.tr("还没有人员，先到人员与档案里新增。")
        )
        self.nobody.setText("" if rows else words)
        self.nobody.setVisible(not rows)

    @property
    def picks(self) -> bool:
        """A person is being chosen."""
        return self._rooms.currentIndex() == 0

    # ---- the chosen one

    def show_person(self, case: PersonCase) -> None:
        """Name and unit; what was declared before is offered by ``show_models``."""
        self.name.setText(case.applicant.name)
        self.facts.set_text(f"{mask_id(case.applicant.id_number)}　{case.employer.name}")
        self._rooms.setCurrentIndex(1)

    def show_models(self, models: Sequence[DeclarationSummary]) -> None:
        """Earlier declarations, newest first; none of them is chosen by itself."""
        for card in self._models:
            self._group.removeButton(card)
            card.hide()
            card.deleteLater()
        self._models = []
        self.show_carrying(CarryLines())
        self._from.setVisible(bool(models))
        if not models:
            return
        blank = _ModelCard("", self.tr("从空白开始"), self.tr("六步都从头填"))
        self._models = [blank]
        for model in list(models)[:MOST_MODELS]:
            title = self.tr("从 {0} 年的申报带来").replace("{0}", str(model.year))
            self._models.append(
                _ModelCard(model.id, title, f"{word_of_stage(model.stage)}　{model.plan_name}")
            )
        for place, card in enumerate(self._models):
            self._group.addButton(card)
            self._cards.insertWidget(place, card)
        blank.setChecked(True)
        for card in self._models:
            card.picked.connect(self.model_chosen)

    def choose_model(self, declaration_id: str) -> None:
        for card in self._models:
            if card.objectName() == f"entry.carry.{declaration_id}":
                card.setChecked(True)

    def show_carrying(self, lines: CarryLines) -> None:
        """Of the model chosen; nothing for a blank start."""
        self.problem.set_content("", [lines.problem] if lines.problem else [])
        self.left_out.set_content(
            self.tr("不带来 {0} 项").replace("{0}", str(len(lines.left_out))) if lines.left_out else "",
            list(lines.left_out),
        )
        self.carried.set_content(
            self.tr("带来 {0} 项").replace("{0}", str(len(lines.carried))) if lines.carried else "",
            list(lines.carried),
        )

    # ---- making

    def _make_picker(self) -> QWidget:
        page = QWidget()
        title = TextLabel(self.tr("给谁申报"), "title")
        self.search = SearchField(self.tr("姓名、拼音或证件号码"))
        self.search.setObjectName("entry.plan.search")
        self.search.textChanged.connect(self.searched)
        self._model = RowsTable([DataColumn("", _name_of)], _id_of, _ROLES, self)
        self.people = RowView()
        self.people.setObjectName("entry.plan.people")
        self.people.setAccessibleName(self.tr("人员"))
        self.people.setItemDelegate(TwoLineDelegate(self.people, show_pills=True))
        self.people.setModel(self._model)
        self.people.clicked.connect(self._pick)
        bind_enter(page, self._pick)
        self.nobody = TextLabel("", "body", "muted", wrap=True)
        self.nobody.hide()
        head = QVBoxLayout()
        head.setContentsMargins(18, 14, 18, 6)
        head.setSpacing(10)
        head.addWidget(title)
        head.addWidget(self.search)
        head.addWidget(self.nobody)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.people, 1)
        return page

    def _make_person(self) -> QWidget:
        page = ScrollColumn()
        self.name = TextLabel("", "title")
        self.name.setObjectName("entry.plan.name_of_person")
        self.other = QuietButton(self.tr("换人"), "chevrons-up-down")
        self.other.setObjectName("entry.plan.other_person")
        self.other.clicked.connect(self.show_picker)
        self.facts = ElidedLabel("", "caption", "muted")
        self._from = QWidget()
        inside = QVBoxLayout(self._from)
        inside.setContentsMargins(0, 12, 0, 0)
        inside.setSpacing(6)
        inside.addWidget(TextLabel(self.tr("从哪里开始"), "section"))
        self._cards = QVBoxLayout()
        self._cards.setSpacing(6)
        inside.addLayout(self._cards)
        self.problem = Callout("error")
        self.problem.setObjectName("entry.carry.problem")
        self.left_out = Callout("flag")
        self.left_out.setObjectName("entry.carry.left_out")
        self.carried = Callout("passed")
        self.carried.setObjectName("entry.carry.carried")
        head = QHBoxLayout()
        head.addWidget(self.name, 1)
        head.addWidget(self.other)
        page.body.setContentsMargins(18, 12, 14, 14)
        page.body.setSpacing(6)
        page.body.addLayout(head)
        page.body.addWidget(self.facts)
        page.body.addWidget(self._from)
        for callout in (self.problem, self.left_out, self.carried):
            page.body.addWidget(callout)
        page.body.addStretch(1)
        return page

    def _pick(self) -> None:
        row = self._model.row(self.people.current_row())
        if row is not None:
            self.chosen.emit(row.applicant.id)


def _id_of(row: PersonRow) -> str:
    return row.applicant.id


def _name_of(row: PersonRow) -> str:
    return row.applicant.name


def _line_of(row: PersonRow) -> str:
    count = translate("entry", "业绩 {0} 条").replace("{0}", str(row.items))
    return f"{mask_id(row.applicant.id_number)}　{count}"


def _state_of(row: PersonRow) -> str:
    return "neutral" if row.basic is None else state_of_status(row.basic)


def _word_of(row: PersonRow) -> str:
    return translate("entry", "基本信息未保存") if row.basic is None else word(row.basic)


def _say(row: PersonRow) -> str:
    return f"{_name_of(row)} {_line_of(row)} {_word_of(row)}"


_ROLES: dict[int, RowFunction] = {
    roles.ITEM: _line_of,
    roles.STATE: _state_of,
    roles.STATE_WORD: _word_of,
    int(Qt.ItemDataRole.AccessibleTextRole): _say,
}
