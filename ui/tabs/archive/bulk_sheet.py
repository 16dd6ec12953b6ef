"""Before a bulk verdict: everybody by name, the left-out ones with their reason first, the duty text (picture 17; A3.12).

Left out of a bulk 通过: what the machine flagged and nobody opened yet, and whatever no longer waits. Nothing is
decided here: ``confirmed`` carries the action and the rows.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from app.domain.archive import ArchiveStatus
from app.domain.decision import UNDO_WITHIN, Action
from app.domain.plan import SectionSpec
from app.ports.queries import ArchiveRow
from ui.shortcuts import bind_key
from ui.tabs.archive.list_view import is_unseen
from ui.tabs.archive.name_list import NameList
from ui.texts.words import word
from ui.widgets.buttons import PrimaryButton, TallSecondaryButton
from ui.widgets.callout import Callout, CalloutLine
from ui.widgets.labels import TextLabel
from ui.widgets.side_sheet import SideSheet

WIDTH = 456
MOST_LEFT_OUT = 6
"""Lines of the left-out box; the rest is a number."""


class BulkSheet(SideSheet):
    """One per desk, reused. ``open_row_wanted`` carries the key of a left-out row that the person wants to see."""

    confirmed = Signal(object, object)
    open_row_wanted = Signal(int)
    stop_wanted = Signal()

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, WIDTH)
        self.setObjectName("archive.bulk")
        self._action = Action.PASS
        self._rows: list[ArchiveRow] = []
        self._left_out = Callout("flag")
        self._left_out.setObjectName("archive.bulk_left_out")
        self._left_out.link_activated.connect(self._open_row)
        self._heading = TextLabel("", "section")
        self.names = NameList(self)
        self.names.setObjectName("archive.bulk_names")
        self.names.setAccessibleName(self.tr("名单"))
        self._duty: QLabel = TextLabel("", "caption", "muted", wrap=True)
        self._duty.setObjectName("archive.bulk_duty")
        self.body.addWidget(self._left_out)
        self.body.addWidget(self._heading)
        self.body.addWidget(self.names, 1)
        self.body.addWidget(self._duty)
        self._confirm = PrimaryButton("", "check", "Ctrl Enter", self)
        self._confirm.setObjectName("archive.bulk_confirm")
        self._confirm.clicked.connect(self.confirm)
        self._cancel = TallSecondaryButton(self.tr("取消"), None, "Esc", self)
        self._cancel.setObjectName("archive.bulk_cancel")
        self._cancel.clicked.connect(self.close_overlay)
        self.footer.add_button(self._confirm)
        self.footer.add_button(self._cancel)
        self._running = False
        bind_key(self, "Ctrl+Return", self.confirm)
        bind_key(self, "Ctrl+Enter", self.confirm)

    def open_for(
        self, action: Action, section: SectionSpec, rows: Sequence[ArchiveRow], duty: Sequence[str]
    ) -> None:
        """Show who would be decided. ``duty``: the kit's binding texts (A5.1, A5.3)."""
        self._action, self._running = action, False
        waiting = [row for row in rows if row.status is ArchiveStatus.PENDING]
        unseen = [row for row in waiting if action is Action.PASS and is_unseen(row)]
        self._rows = [row for row in waiting if row not in unseen]
        gone = len(rows) - len(waiting)
        self.set_title(
            self.tr("{0} {1} 条").replace("{0}", word(action)).replace("{1}", str(len(self._rows))),
            self.tr("选了 {0} 条").replace("{0}", str(len(rows))),
        )
        self._show_left_out(section, unseen, gone)
        self._heading.setText(self.tr("这次{0}").replace("{0}", word(action)))
        state = "passed" if action is Action.PASS else "returned"
        self.names.show_rows(section, self._rows, state)
        self._duty.setText("\n".join(duty))
        self._duty.setVisible(bool(duty))
        self._show_buttons()
        self.open()
        self._confirm.setFocus(Qt.FocusReason.OtherFocusReason)

    def confirm(self) -> None:
        """Ctrl+Enter."""
        if self._confirm.isEnabled() and self._rows:
            self.confirmed.emit(self._action, list(self._rows))

    def show_progress(self, done: int, total: int) -> None:
        """While the bulk runs: how far it is; 取消 becomes 停止."""
        self._running = True
        self._confirm.setEnabled(False)
        self._cancel.setText(self.tr("停止"))
        words = self.tr("已处理 {0} / {1} 条").replace("{0}", str(done)).replace("{1}", str(total))
        self.footer.set_reason(words, "hourglass")

    def close_overlay(self) -> None:
        """Esc and 取消; while it runs they stop it after the portion under way."""
        if self._running:
            self.stop_wanted.emit()
            return
        super().close_overlay()

    def finish(self) -> None:
        """The bulk is over."""
        self._running = False
        self.close_overlay()

    def _show_left_out(self, section: SectionSpec, unseen: Sequence[ArchiveRow], gone: int) -> None:
        lines: list[CalloutLine | str] = [
            CalloutLine(
                self.tr("{0}　{1} 处预检提示还没看").replace("{0}", row.name).replace("{1}", str(row.flags)),
                self.tr("打开看"),
                str(row.key),
            )
            for row in unseen[:MOST_LEFT_OUT]
        ]
        rest = len(unseen) - MOST_LEFT_OUT
        if rest > 0:
            lines.append(self.tr("另有 {0} 条也有提示还没看").replace("{0}", str(rest)))
        if gone:
            lines.append(self.tr("{0} 条不是待审核").replace("{0}", str(gone)))
        total = len(unseen) + gone
        title = self.tr("不在这次里 {0} 条").replace("{0}", str(total)) if total else ""
        self._left_out.set_content(title, lines)

    def _show_buttons(self) -> None:
        passing = self._action is Action.PASS
        number = str(len(self._rows))
        words = self.tr("通过 {0} 条") if passing else self.tr("写退回意见，{0} 条")
        self._confirm.setText(words.replace("{0}", number))
        self._confirm.set_icon_name("check" if passing else "undo-2")
        self._confirm.setEnabled(bool(self._rows))
        self._cancel.setText(self.tr("取消"))
        self.footer.set_reason("" if self._rows else self.tr("没有可以处理的条目"))
        seconds = str(int(UNDO_WITHIN.total_seconds()))
        self.footer.set_hints([((), self.tr("{0} 秒内可按 Z 撤销").replace("{0}", seconds))])

    def _open_row(self, target: str) -> None:
        self.close_overlay()
        self.open_row_wanted.emit(int(target))
