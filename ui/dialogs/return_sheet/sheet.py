"""The return composer (退回意见 / 不通过意见): tick defects, edit their text, one notice is assembled below.

A pane of the review desks (pictures 02, 05, 06): the desk puts it in place of its side panes, or into a side sheet for
a bulk return. It writes nothing: ``decided`` carries a ReturnVerdict, the desk runs the usecase, then tells the sheet
``settle`` (stored: the draft goes) or ``release`` (refused: everything is still there).

Source of the acts: seed A step 3-4 (退回 = may be corrected, 不通过 = a verdict; A4.2).
"""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.decision import Action
from ui.dialogs.return_sheet.candidates import make_free, offer_reasons
from ui.dialogs.return_sheet.defect_list import DefectList
from ui.dialogs.return_sheet.draft import Draft, DraftShelf
from ui.dialogs.return_sheet.notice_preview import NoticePreview
from ui.dialogs.return_sheet.subject import Candidate, Place, ReturnSubject, ReturnVerdict
from ui.widgets.buttons import PrimaryButton, QuietButton, TallSecondaryButton
from ui.widgets.combo_box import ComboBox
from ui.widgets.fields import SearchField
from ui.widgets.labels import ElidedLabel, TextLabel
from ui.widgets.pane import Pane
from ui.widgets.verdict_bar import VerdictBar

WIDTH = 476


class ReturnSheet(Pane):
    """Hidden until ``open_for``. ``closed`` when it was put away by Esc; the draft stays."""

    decided = Signal(object)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface", "", parent)
        self.setObjectName("return.sheet")
        self._shelf = DraftShelf()
        self._draft = Draft()
        self._subject: ReturnSubject | None = None
        self._place: Place | None = None
        self._busy = False
        self._list = DefectList(self)
        self._list.changed.connect(self._refresh)
        self._preview = NoticePreview(self)
        self._preview.deadline_changed.connect(self._take_deadline)
        self._preview.copy_wanted.connect(self._copy_notice)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._make_head())
        column.addLayout(self._make_tools())
        column.addWidget(self._list, 1)
        column.addWidget(self._preview)
        column.addWidget(self._make_footer())
        self.setMinimumWidth(280)
        self.hide()

    # ---- for the desk

    def open_for(self, subject: ReturnSubject, action: Action) -> None:
        """Show the composer for a dossier; R opens with RETURN, F with FAIL (disqualifying reasons first)."""
        self._subject = subject
        self._draft = self._shelf.take(subject.key)
        self._draft.action = action if subject.can_fail else Action.RETURN
        self._place = subject.here
        self._busy = False
        self._about.set_text(f"{subject.name}　{subject.about}".strip())
        self._fill_places(subject)
        self._search.clear()
        self._show_reasons()
        self.show()
        rows = self._list.rows()
        (rows[0].box() if rows else self._add).setFocus(Qt.FocusReason.OtherFocusReason)

    def subject(self) -> ReturnSubject | None:
        """The dossier it is open for."""
        return self._subject

    def keep_on(self, shelf: DraftShelf) -> None:
        """Where drafts lie: with the account, so that they are there again after 换账号."""
        self._shelf = shelf

    def has_draft(self, key: str) -> bool:
        """Whether something was ticked or written for this subject and not decided yet."""
        return self._shelf.has(key)

    def close_sheet(self) -> None:
        """Put it away; the draft stays."""
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def settle(self, key: str) -> None:
        """The verdict is stored: forget the draft and go."""
        self._shelf.drop(key)
        self._busy = False
        self.close_sheet()

    def release(self) -> None:
        """The verdict was not stored: everything can be pressed again."""
        self._busy = False
        self._refresh()

    def confirm(self) -> None:
        """Ctrl+Enter, the primary button."""
        if self._primary.isEnabled() and self._subject is not None:
            subject, deadline = self._subject, self._preview.deadline()
            defects = self._draft.defects(subject.places)
            notice = subject.notice_for(subject.name, self._draft.action, defects, deadline)
            self._busy = True
            self._refresh()
            self.decided.emit(ReturnVerdict(subject, self._draft.action, defects, deadline, notice))

    # ---- parts

    def _make_head(self) -> QVBoxLayout:
        self._title = TextLabel("", "title")
        self._about = ElidedLabel("", "caption", "muted")
        self._put_away = QuietButton(self.tr("收起"), None, "Esc", self)
        self._put_away.setObjectName("return.close")
        self._put_away.setToolTip(self.tr("收起，已勾选和写下的都留着"))
        self._put_away.clicked.connect(self.close_sheet)
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(self._title)
        line.addWidget(self._about, 1)
        line.addWidget(self._put_away)
        self._hint = TextLabel(self.tr("勾选要写进通知的问题，文字可以改。"), "caption", "muted")
        head = QVBoxLayout()
        head.setContentsMargins(16, 8, 12, 0)
        head.setSpacing(0)
        self._count = TextLabel("", "caption", "muted")
        self._count.setObjectName("return.count")
        under = QHBoxLayout()
        under.setContentsMargins(0, 0, 4, 0)
        under.addWidget(self._hint, 1)
        under.addWidget(self._count)
        head.addLayout(line)
        head.addLayout(under)
        return head

    def _make_tools(self) -> QHBoxLayout:
        self._where = ComboBox(self, dense=True)
        self._where.setObjectName("return.place")
        self._where.setAccessibleName(self.tr("问题所在部分"))
        self._where.setMaximumWidth(210)
        self._where.activated.connect(self._move_to)
        self._search = SearchField(self.tr("查找原因"), "", self)
        self._search.setObjectName("return.search")
        self._search.textChanged.connect(self._list.filter)
        self._add = QuietButton(self.tr("添加问题"), "plus", "A", self)
        self._add.setObjectName("return.add")
        self._add.clicked.connect(self.add_free)
        row = QHBoxLayout()
        row.setContentsMargins(16, 8, 16, 4)
        row.setSpacing(8)
        row.addWidget(self._where)
        row.addWidget(self._search, 1)
        row.addWidget(self._add)
        return row

    def _make_footer(self) -> VerdictBar:
        self._footer = VerdictBar(self, left_margin=16)
        self._primary = PrimaryButton("", "undo-2", "Ctrl Enter", self)
        self._primary.setObjectName("return.confirm")
        self._primary.clicked.connect(self.confirm)
        self._other = TallSecondaryButton("", "x", None, self, icon_token="failed")
        self._other.setObjectName("return.switch")
        self._other.clicked.connect(self._switch)
        self._footer.add_button(self._primary)
        self._footer.add_button(self._other)
        return self._footer

    # ---- acts

    def add_free(self) -> None:
        """A: a defect in own words at the present place."""
        if self._place is None:
            return
        candidate = make_free(self._place, self._draft.next_serial())
        self._draft.free.append(candidate)
        self._draft.set_ticked(candidate, True)
        self._search.clear()
        self._show_reasons()
        self._refresh()
        row = self._list.row_of(candidate)
        if row is not None:
            self._list.reveal(row)

    def _switch(self) -> None:
        """改为不通过 / 改为退回: another notice head, another primary; nothing is stored yet."""
        back = self._draft.action is Action.FAIL
        self._draft.action = Action.RETURN if back else Action.FAIL
        self._refresh()

    def _copy_notice(self) -> None:
        QGuiApplication.clipboard().setText(self._preview.notice())

    def _take_deadline(self) -> None:
        self._draft.deadline = self._preview.deadline()
        self._refresh()

    def _fill_places(self, subject: ReturnSubject) -> None:
        self._where.clear()
        for place in subject.places:
            self._where.addItem(place.label or place.title, place.key)
        self._where.setCurrentIndex(max(0, self._where.findData(subject.here.key)))
        self._where.setVisible(len(subject.places) > 1)

    def _move_to(self, index: int) -> None:
        if self._subject is not None:
            self._place = self._subject.places[index]
            self._search.clear()
            self._show_reasons()

    def _show_reasons(self) -> None:
        subject, place = self._subject, self._place
        if subject is None or place is None:
            return
        offered = offer_reasons(subject.reasons, place)
        checks = [c for c in subject.suggested if f"{c.section}/{c.material}" == place.key]
        other_checks = [c for c in subject.suggested if c not in checks]
        free = [c for c in self._draft.free if f"{c.section}/{c.material}" == place.key]
        here = {*offered, *subject.suggested, *free}
        elsewhere = [c for c in self._draft.ticked if c not in here]
        curable = [c for c in offered if c.curable is not False]
        final = [c for c in offered if c.curable is False] if subject.can_fail else []
        groups: list[tuple[str, list[Candidate]]] = [
            (self.tr("别的部分已勾选"), elsewhere),
            (self.tr("自己写的问题"), free),
            (self.tr("机器预检提示"), checks),
            (self.tr("别的部分的预检提示"), other_checks),
            (self.tr("可改正的原因"), curable),
            (self.tr("不可改正的原因"), final),
        ]
        if self._draft.action is Action.FAIL:
            groups.insert(2, groups.pop())
        self._list.show_groups(self._draft, groups, {p.key: p.label or p.title for p in subject.places})
        self._refresh()

    def _refresh(self) -> None:
        """Words and buttons after every change."""
        subject = self._subject
        if subject is None:
            return
        failing = self._draft.action is Action.FAIL
        self._title.setText(self.tr("不通过意见") if failing else self.tr("退回意见"))
        self._primary.setText(self.tr("不通过") if failing else self.tr("退回改正"))
        self._primary.set_icon_name("x" if failing else "undo-2")
        self._other.setText(self.tr("改为退回") if failing else self.tr("改为不通过"))
        self._other.set_icon_name("undo-2" if failing else "x", "returned" if failing else "failed")
        self._other.setVisible(subject.can_fail)
        deadline = self._draft.deadline or subject.deadline
        note = f"（{subject.deadline_note}）" if subject.deadline_note and not self._draft.deadline else ""
        self._preview.show_deadline(deadline, note, subject.today, wanted=not failing)
        defects = self._draft.defects(subject.places)
        self._preview.show_notice(
            subject.notice_for(subject.name, self._draft.action, defects, deadline) if defects else "",
            subject.others,
        )
        ticked = len(self._draft.ticked)
        self._count.setText(self.tr("已选 {0} 处").replace("{0}", str(ticked)) if ticked else "")
        blocked = self._blocked_by()
        self._primary.setEnabled(not blocked and not self._busy)
        self._other.setEnabled(not self._busy)
        self._footer.set_reason(blocked, "triangle-alert" if self._draft.ticked else "lock", "muted")

    def _blocked_by(self) -> str:
        """Why the primary button is closed."""
        if not self._draft.ticked:
            return self.tr("还没勾选问题")
        if self._draft.unwritten():
            return self.tr("有一处没写明")
        if self._draft.action is Action.RETURN and self._draft.disqualifying():
            return self.tr("须改为不通过")
        return ""

    # ---- keys

    def event(self, event: QEvent) -> bool:
        # Letters typed in here are never the desk's shortcuts (P, R, F …); chords with Ctrl or Alt still are.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if not event.modifiers() & (
                Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
            ) or _is_confirm(event):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.close_sheet()
        elif _is_confirm(event):
            self.confirm()
        elif key == Qt.Key.Key_A and not event.modifiers():
            self.add_free()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_J):
            self._list.step(1)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_K):
            self._list.step(-1)
        elif key == Qt.Key.Key_X:
            row = self._list.focused_row()
            if row is not None:
                row.toggle()
        event.accept()


def _is_confirm(event: QKeyEvent) -> bool:
    enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    return enter and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
