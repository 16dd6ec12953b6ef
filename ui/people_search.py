"""The search field of the tab bar (Ctrl K): finds people by name, pinyin initials, ID number fragment or unit.

A hit leads to the archive list (Enter) or the declaration list (Ctrl Enter) with that name. The number is shown
masked. The list below the field never takes the focus; Esc clears, a second Esc gives the focus back.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from app.domain.applicant import Applicant
from app.domain.declaration import DeclarationTab
from app.domain.identity import mask_id
from ui.session import Session
from ui.targets import ArchiveTarget, DeclarationTarget, Target
from ui.theme import current, shapes
from ui.widgets import row_paint
from ui.widgets.fields import SearchField
from ui.widgets.key_chip import KeyHint
from ui.widgets.labels import TextLabel
from ui.widgets.row_view import RowView

SETTLE_MS = 80
MOST_HITS = 8
_ROW = 34
_Index = QModelIndex | QPersistentModelIndex
_PERSON = int(Qt.ItemDataRole.UserRole) + 1


class _HitModel(QAbstractListModel):
    """A handful of people."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._people: Sequence[Applicant] = ()

    def set_people(self, people: Sequence[Applicant]) -> None:
        self.beginResetModel()
        self._people = people
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._people)

    def data(self, index: _Index, role: int = 0) -> object:
        if not index.isValid():
            return None
        person = self._people[index.row()]
        if role == 0:
            return person.name
        if role == _PERSON:
            return person
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{person.name} {mask_id(person.id_number)}"
        return None


class _HitDelegate(QStyledItemDelegate):
    """Name left, masked number right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(200, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        person: Applicant = index.data(_PERSON)
        rect = option.rect
        row_paint.paint_inset_ground(painter, option, rect.adjusted(4, 1, -4, -1), bar_inset=7)
        role = "body_bold" if row_paint.is_current(option) else "body"
        number = mask_id(person.id_number)
        room = shapes.text_width(number, "caption")
        right = QRect(rect.right() - 13 - room, rect.y(), room + 1, rect.height())
        shapes.draw_text(painter, QRect(16, rect.y(), right.x() - 28, rect.height()), person.name, role)
        shapes.draw_text(painter, right, number, "caption", "muted", elide=Qt.TextElideMode.ElideNone)


class _HitPanel(QFrame):
    """The raised list below the field: hits, or that there are none, and what the keys do."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self.model = _HitModel(self)
        self.view = RowView(self)
        self.view.setModel(self.model)
        self.view.setItemDelegate(_HitDelegate(self.view))
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.set_pane_active(True)
        self.empty = TextLabel("", "caption", "muted", wrap=True)
        self.empty.setContentsMargins(12, 8, 12, 4)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 5, 1, 6)
        column.setSpacing(4)
        column.addWidget(self.view)
        column.addWidget(self.empty)
        hints = QVBoxLayout()
        hints.setContentsMargins(12, 0, 12, 0)
        hints.setSpacing(0)
        hints.addWidget(KeyHint(["Enter"], self.tr("看业绩档案")))
        hints.addWidget(KeyHint(["Ctrl Enter"], self.tr("看职称申报")))
        column.addLayout(hints)
        self.hide()

    def show_hits(self, people: Sequence[Applicant], text: str) -> None:
        self.model.set_people(people)
        self.view.setVisible(bool(people))
        self.view.setFixedHeight(_ROW * max(1, len(people)))
        self.view.set_current_row(0 if people else -1)
        self.empty.setVisible(not people)
        self.empty.setText(
            self.tr("没有找到“{0}”。可输入姓名、拼音首字母、证件号码片段或单位。").format(text)
        )

    def current(self) -> Applicant | None:
        index = self.view.currentIndex()
        return index.data(_PERSON) if index.isValid() else None

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        edge, ground = current.color("control"), current.color("raised")
        shapes.frame_round(painter, self.rect(), edge, shapes.RADIUS_CARD, 1.0, ground)


@dataclass
class _Found:
    text: str
    people: Sequence[Applicant]


class PeopleSearch(SearchField):
    """``left`` tells that the field lost the focus (a narrow window folds it up again)."""

    left = Signal()

    def __init__(self, session: Session, host: QWidget, parent: QWidget | None = None) -> None:
        super().__init__("", "Ctrl K", parent)
        self.setPlaceholderText(self.tr("查找姓名、证件号、单位"))
        self.setAccessibleName(self.tr("查找姓名、证件号、单位"))
        self._session = session
        self._host = host
        self._returns_to: QWidget | None = None
        self.panel = _HitPanel(host)
        self.panel.view.clicked.connect(self._open_archive)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SETTLE_MS)
        self._timer.timeout.connect(self._ask)
        self.textChanged.connect(self._typed)

    def begin(self) -> None:
        """Ctrl K: take the focus, select what stands there."""
        self._returns_to = self.window().focusWidget()
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()
        if self.text():
            self._timer.start()

    def _typed(self) -> None:
        if self.text().strip():
            self._timer.start()
        else:
            self._timer.stop()
            self.panel.hide()

    def _ask(self) -> None:
        text = self.text().strip()
        if not text or not self.hasFocus():
            return
        queries, scope = self._session.desk.queries, self._session.scope

        def act() -> _Found:
            return _Found(text, queries.find_people(scope, text, MOST_HITS))

        self._session.operations.read(act, self._show, key="people-search")

    def _show(self, found: _Found) -> None:
        if not self.hasFocus() or found.text != self.text().strip():
            return
        self.panel.show_hits(found.people, found.text)
        at = self.mapTo(self._host, QPoint(0, self.height() + 4))
        width = max(self.width(), 300)
        self.panel.setGeometry(
            QRect(at.x() + self.width() - width, at.y(), width, self.panel.sizeHint().height())
        )
        self.panel.show()
        self.panel.raise_()

    def _open_archive(self) -> None:
        person = self.panel.current()
        if person is not None:
            self._leave_for(ArchiveTarget(status=None, text=person.name))

    def _open_declarations(self) -> None:
        person = self.panel.current()
        if person is not None:
            self._leave_for(DeclarationTarget(tab=DeclarationTab.ALL, text=person.name))

    def _leave_for(self, target: Target) -> None:
        self.panel.hide()
        self.clear()
        self._session.go_to(target)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.panel.isVisible():
            step = 1 if key == Qt.Key.Key_Down else -1
            rows = self.panel.model.rowCount()
            self.panel.view.set_current_row(min(max(self.panel.view.current_row() + step, 0), rows - 1))
            return
        if key == Qt.Key.Key_Escape and not self.text():
            back = self._returns_to
            if back is not None and back is not self:
                back.setFocus(Qt.FocusReason.OtherFocusReason)
            else:
                self.clearFocus()
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        # Enter is a page's key too: the field takes it before Qt looks for shortcuts.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                event.accept()
                return True
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                wants_declarations = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
                (self._open_declarations if wants_declarations else self._open_archive)()
                return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason):
            self.panel.hide()
            self.left.emit()
