"""The table 要求 | 原照片 | 改后: each measurable rule with what was measured (B3.3-B3.6)."""

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.domain.photo_rules import PhotoFacts, PhotoRule, check_photo
from ui.tabs.entry.wizard.photo_words import say_measured, say_rule
from ui.theme import current, shapes

_ROW = 36
_HEAD = 28
_COLUMNS = (108, 90)
"""Width of 原照片 and 改后; the rule gets the rest."""
_ICON = 16
_GAP = 6


@dataclass(frozen=True, slots=True)
class Cell:
    """``ok`` None: there is nothing to judge, ``text`` says why (– or …)."""

    text: str = "–"
    ok: bool | None = None


class _Row(QWidget):
    """One rule. Read as one sentence by a screen reader."""

    def __init__(self, rule: PhotoRule, parent: QWidget) -> None:
        super().__init__(parent)
        self._rule = rule
        self.cells = (Cell(), Cell())
        self.setFixedHeight(_ROW)
        self.setObjectName(rule.value)
        self._describe()

    def set_cell(self, column: int, cell: Cell) -> None:
        if self.cells[column] != cell:
            self.cells = (cell, self.cells[1]) if column == 0 else (self.cells[0], cell)
            self._describe()
            self.update()

    def _describe(self) -> None:
        names = (self.tr("原照片"), self.tr("改后"))
        words = [say_rule(self._rule)]
        for name, cell in zip(names, self.cells, strict=True):
            if cell.ok is not None:
                verdict = self.tr("符合") if cell.ok else self.tr("不符合")
                words.append(f"{name} {cell.text} {verdict}")
        self.setAccessibleName("，".join(words))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        left = self.width() - sum(_COLUMNS)
        shapes.draw_text(painter, QRect(0, 0, left - 8, _ROW - 1), say_rule(self._rule))
        for cell, width in zip(self.cells, _COLUMNS, strict=True):
            self._paint_cell(painter, cell, QRect(left, 0, width, _ROW - 1))
            left += width
        shapes.hairline(painter, 0, _ROW - 1, self.width())

    def _paint_cell(self, painter: QPainter, cell: Cell, rect: QRect) -> None:
        if cell.ok is None:
            shapes.draw_text(painter, rect, cell.text, "body", "muted")
            return
        icon, token = ("check", "passed") if cell.ok else ("x", "failed")
        at = QPoint(rect.left(), rect.center().y() - _ICON // 2 + 1)
        shapes.draw_icon(painter, at, icon, token, _ICON - 2)
        words = rect.adjusted(_ICON + _GAP - 2, 0, 0, 0)
        shapes.draw_text(
            painter,
            words,
            cell.text,
            "body" if cell.ok else "body_bold",
            current.color("text" if cell.ok else "failed"),
        )


class _Head(QWidget):
    """The names of the columns."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedHeight(_HEAD)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        left = self.width() - sum(_COLUMNS)
        names = (self.tr("要求"), self.tr("原照片"), self.tr("改后"))
        for name, x in zip(names, (0, left, left + _COLUMNS[0]), strict=True):
            shapes.draw_text(painter, QRect(x, 0, 100, _HEAD - 1), name, "caption", "muted")
        shapes.hairline(painter, 0, _HEAD - 1, self.width())


class RuleTable(QWidget):
    """Columns by number: 0 原照片, 1 改后."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(_Head(self))
        self._rows = {rule: _Row(rule, self) for rule in PhotoRule}
        for row in self._rows.values():
            column.addWidget(row)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_facts(self, column: int, facts: PhotoFacts | None, otherwise: str = "–") -> None:
        """What was measured, judged; ``otherwise`` in every row while there is nothing."""
        if facts is None:
            for row in self._rows.values():
                row.set_cell(column, Cell(otherwise))
            return
        for result in check_photo(facts):
            self._rows[result.rule].set_cell(column, Cell(say_measured(result, facts), result.ok))

    def cell(self, rule: PhotoRule, column: int) -> Cell:
        """What the table shows there."""
        return self._rows[rule].cells[column]

    def sizeHint(self) -> QSize:
        return QSize(412, _HEAD + _ROW * len(self._rows))
