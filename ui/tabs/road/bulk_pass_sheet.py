"""通过 for many: everybody by name, by unit; who is left out with the reason and 打开看; the last day to pay; who answers for it
(picture 17; A5.1, A5.3, B9). Nothing is decided here.
"""

from datetime import date

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain.decision import UNDO_WITHIN
from ui.dialogs.form_sheet import FormSheet
from ui.scroll_column import ScrollColumn
from ui.tabs.road.acts.member_list import Member, MemberList
from ui.tabs.road.acts.people_part import say_refused
from ui.tabs.road.acts.recorder import ActEntry, ActResult
from ui.tabs.road.left_out_box import LeftOutBox
from ui.tabs.road.pass_case import PassCase, say_entry
from ui.texts.errors import describe
from ui.widgets.callout import Callout
from ui.widgets.date_edit import DateEdit
from ui.widgets.fields import TextEdit
from ui.widgets.labels import TextLabel

NAME = "road.bulk"
MOST_NAMES = 9
_DAY_WIDTH = 140


class BulkPassSheet(FormSheet):
    """One per tab, reused. ``open_wanted``: the id of a left-out dossier; ``stop_wanted``: Esc while it runs."""

    open_wanted = Signal(str)
    stop_wanted = Signal()

    def __init__(self, host: QWidget) -> None:
        words = self.tr("通过")
        super().__init__(host, NAME, words, words, "check")
        self._case: PassCase | None = None
        self._is_running = False
        self._heading = TextLabel("", "section")
        self.names = MemberList(self, most=MOST_NAMES)
        self.names.setObjectName(f"{NAME}.names")
        self.names.setAccessibleName(self.tr("名单"))
        self.left_out = LeftOutBox(self.tr("打开看"))
        self.left_out.setObjectName(f"{NAME}.left_out")
        self.left_out.open_wanted.connect(self._open_one)
        self.refused = Callout("error")
        self.refused.setObjectName(f"{NAME}.refused")
        self._pays = QWidget()
        self.pay_until = DateEdit()
        self.pay_until.setMaximumWidth(_DAY_WIDTH)
        self.pay_until.setObjectName(f"{NAME}.pay_until")
        self.pay_until.setAccessibleName(self.tr("缴费截止日"))
        self.pay_until.dateChanged.connect(self._show_open)
        self._pay_note = TextLabel("", "caption", "muted", wrap=True)
        self._opinion_label = TextLabel(self.tr("审查意见"), "caption", "muted")
        self.opinion = TextEdit("", self, lines=2, most_lines=6)
        self.opinion.setObjectName(f"{NAME}.opinion")
        self.opinion.setAccessibleName(self.tr("审查意见"))
        self._opinion_label.setBuddy(self.opinion)
        self._opinion_note = TextLabel("", "caption", "muted", wrap=True)
        self._duty = TextLabel("", "caption", "muted", wrap=True)
        self._duty.setObjectName(f"{NAME}.duty")
        self._lay_out()

    def open_for(self, case: PassCase) -> None:
        """Show who would be passed and who would not."""
        self._case, self._is_running = case, False
        self.refused.set_content("")
        day = case.pay_until
        self._pays.setVisible(day is not None)
        if day is not None:
            self.pay_until.setDate(QDate(day.year, day.month, day.day))
        self._pay_note.setText(case.pay_note)
        self._name = self.tr("通过 {0} 份").replace("{0}", str(len(case.entries)))
        self.begin(self._say_subject(case))
        self._heading.setText(self.tr("这次通过") if case.entries else "")
        self._heading.setVisible(bool(case.entries))
        self.names.show_members(
            [Member(entry.row.name, entry.row.unit, say_entry(entry.row)) for entry in case.entries]
        )
        self.names.setVisible(bool(case.entries))
        title = self.tr("不在这次里 {0} 份").replace("{0}", str(len(case.left_out)))
        self.left_out.show_entries(title if case.left_out else "", case.left_out)
        self._show_opinion(case)
        self._duty.setText("\n".join(case.duties))
        self._show_open()
        self.confirm_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def entries(self) -> list[ActEntry]:
        """Everybody with an opinion of their own and, where the pass opens a payment, its last day."""
        case, day = self._case, self.day_to_pay()
        if case is None:
            return []
        record = {"pay_until": day.isoformat()} if day is not None else {}
        words = self.opinion.toPlainText().strip()
        return [
            ActEntry(
                entry.row,
                record if entry.pays else {},
                reason=entry.say(words) if case.opinion else entry.opinion,
            )
            for entry in case.entries
        ]

    def day_to_pay(self) -> date | None:
        """None where no pass of this level opens a payment."""
        if self._case is None or self._case.pay_until is None:
            return None
        shown = self.pay_until.date()
        return date(shown.year(), shown.month(), shown.day())

    # ---- while and after it runs

    def show_progress(self, done: int, total: int) -> None:
        """取消 becomes 停止."""
        self._is_running = True
        self.confirm_button.setEnabled(False)
        self.cancel_button.setText(self.tr("停止"))
        words = self.tr("已通过 {0} / {1} 份").replace("{0}", str(done)).replace("{1}", str(total))
        self.footer.set_reason(words, "hourglass")

    def settle(self, result: ActResult) -> None:
        """All passed: the sheet closes. Otherwise it names who was not, and why."""
        self._is_running = False
        self.cancel_button.setText(self.tr("关闭"))
        if not result.refused and not result.left:
            self._case = None
            self.close_overlay()
            return
        title, lines = say_refused(result, self.tr("已通过"), self.tr("没有通过"))
        if result.fault is not None:
            lines = [describe(result.fault), *lines]
        self.refused.set_content(title, lines)
        self._case = None
        for part in self._parts():
            part.hide()
        self._show_open()

    def close_overlay(self) -> None:
        """Esc and 取消; while it runs they stop it after the portion under way."""
        if self._is_running:
            self.stop_wanted.emit()
            return
        super().close_overlay()

    # ---- inside

    def _lay_out(self) -> None:
        pays = QHBoxLayout(self._pays)
        pays.setContentsMargins(0, 0, 0, 0)
        pays.setSpacing(10)
        pays.addWidget(TextLabel(self.tr("缴费截止日"), "body", "muted"))
        pays.addWidget(self.pay_until)
        pays.addWidget(self._pay_note, 1)
        column = ScrollColumn(self)
        column.body.setSpacing(10)
        column.body.setContentsMargins(0, 2, 4, 2)
        for part in (self.refused, *self._parts()):
            column.body.addWidget(part)
        column.body.addWidget(self.problem)
        column.body.addStretch(1)
        self.body.addWidget(column, 1)
        self.body.addWidget(self._duty)

    def _say_subject(self, case: PassCase) -> str:
        goes = self.tr("通过后到{0}").replace("{0}", case.goes_to) if case.goes_to else ""
        chosen = self.tr("选了 {0} 份").replace("{0}", str(case.chosen))
        return "　".join(part for part in (goes, chosen if case.left_out else "") if part)

    def _parts(self) -> tuple[QWidget, ...]:
        return (
            *(self._heading, self.names, self._pays, self.left_out),
            *(self._opinion_label, self.opinion, self._opinion_note),
        )

    def _show_opinion(self, case: PassCase) -> None:
        """One text for all, where the plans propose the same; else each person's own, as its plan proposes."""
        self.opinion.setPlainText(case.opinion)
        for part in (self._opinion_label, self.opinion):
            part.setVisible(bool(case.opinion))
        own = next((entry.opinion for entry in case.entries if entry.opinion), "")
        if case.opinion:
            words = self.tr("可以改，也可以不写。【姓名】【单位】写入时换成每个人自己的。")
        else:
            words = (
                self.tr("各计划的意见不同，按各自的示例逐人写成，如：{0}").replace("{0}", own) if own else ""
            )
        self._opinion_note.setText(words)
        self._opinion_note.setVisible(bool(words))

    def _show_open(self) -> None:
        if self._is_running:
            return
        count = len(self._case.entries) if self._case is not None else 0
        day = self.day_to_pay()
        is_over = day is not None and self._case is not None and day < self._case.today
        self.confirm_button.setVisible(self._case is not None)
        self.confirm_button.setText(self.tr("通过 {0} 份").replace("{0}", str(count)))
        self.confirm_button.setEnabled(count > 0 and not is_over)
        self.cancel_button.setText(self.tr("取消") if self._case is not None else self.tr("关闭"))
        reason = self.tr("缴费截止日已过") if is_over else "" if count else self.tr("没有可以通过的")
        self.footer.set_reason(reason if self._case is not None else "")
        seconds = str(int(UNDO_WITHIN.total_seconds()))
        hint = self.tr("{0} 秒内可撤销").replace("{0}", seconds)
        self.footer.set_hints([(("Z",), hint)] if count and not reason else [])

    def _open_one(self, declaration_id: str) -> None:
        self.close_overlay()
        self.open_wanted.emit(declaration_id)
