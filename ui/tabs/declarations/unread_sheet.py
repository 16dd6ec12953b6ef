"""Before 审核无误 or 通过 with sections nobody read: which ones, and the way there (逐条逐项, A4.1)."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from app.domain.decision import Action
from ui.declaration_sections import SectionFacts
from ui.scroll_column import ScrollColumn
from ui.shortcuts import bind_enter
from ui.tabs.declarations.head_notes import link_to
from ui.texts.words import word
from ui.widgets.buttons import PrimaryButton, TallSecondaryButton
from ui.widgets.form_blocks import FormBlock, FormEntry
from ui.widgets.form_view import FormView
from ui.widgets.labels import TextLabel
from ui.widgets.side_sheet import SideSheet


class UnreadSheet(SideSheet):
    """``section_wanted``: read on there; ``insisted``: the person has seen them and goes on."""

    section_wanted = Signal(str)
    insisted = Signal(object)
    """Action."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self.setObjectName("declarations.unread_sheet")
        self._action = Action.CONFIRM
        self._first = ""
        self._words = TextLabel("", "body", "muted", wrap=True)
        self.list = FormView()
        self.list.setObjectName("declarations.unread_list")
        self.list.entry_activated.connect(self._go)
        names = ScrollColumn()
        names.body.addWidget(self.list)
        names.body.addStretch(1)
        self.body.addWidget(self._words)
        self.body.addWidget(names, 1)
        self._read_on = PrimaryButton("", "arrow-right", "Enter", self)
        self._read_on.setObjectName("declarations.read_on")
        self._read_on.clicked.connect(self._go_first)
        self._insist = TallSecondaryButton("", "check", None, self)
        self._insist.setObjectName("declarations.insist")
        self._insist.clicked.connect(self._go_on)
        self.footer.add_button(self._read_on)
        self.footer.add_button(self._insist)
        self.footer.set_hints([(("Esc",), self.tr("关闭"))])
        bind_enter(self, self._enter)

    def open_for(self, action: Action, name: str, unread: Sequence[SectionFacts]) -> None:
        """Name the sections; Enter goes to the first."""
        self._action, self._first = action, unread[0].key
        self.set_title(self.tr("还有 {0} 个部分没看").replace("{0}", str(len(unread))), name)
        self._words.setText(self.tr("要求逐条逐项审查。没看的部分："))
        blocks: list[FormBlock] = [
            FormEntry(
                str(section.spec.preview_no),
                section.spec.title,
                self._say_content(section),
                state="flag" if section.noticed else "none",
                icon="" if section.noticed else "circle-dashed",
                key=section.key,
            )
            for section in unread
        ]
        self.list.set_blocks(blocks)
        self._read_on.setText(self.tr("去看{0}").replace("{0}", link_to(unread[0])))
        self._insist.setText(self.tr("仍然{0}").replace("{0}", word(action)))
        self.open()
        self._read_on.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_content(self, section: SectionFacts) -> str:
        noticed = self.tr("{0} 处需留意").replace("{0}", str(len(section.noticed))) if section.noticed else ""
        entries = self.tr("{0} 条").replace("{0}", str(len(section.items))) if section.items else ""
        files = self.tr("{0} 个文件").replace("{0}", str(len(section.files))) if section.files else ""
        return "　".join(part for part in (noticed, entries, files) if part)

    def _enter(self) -> None:
        """What has the focus is pressed: the primary, unless the person went on with Tab."""
        focused = QApplication.focusWidget()
        if isinstance(focused, QAbstractButton) and self.isAncestorOf(focused):
            focused.click()
        else:
            self._go_first()

    def _go_first(self) -> None:
        self._go(self._first)

    def _go(self, section: str) -> None:
        self.close_overlay()
        self.section_wanted.emit(section)

    def _go_on(self) -> None:
        self.close_overlay()
        self.insisted.emit(self._action)
