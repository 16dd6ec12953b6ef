"""The right side of the step 上传证件照: the file, the rules with both columns, 一键改好 and what it does, the ground."""

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.photo_fix import find_frame_fault
from app.ports.preview import FixedPhoto, PreviewError
from ui.scroll_column import ScrollColumn
from ui.tabs.entry.wizard.photo_desk import PhotoDesk
from ui.tabs.entry.wizard.photo_ground import GroundPanel
from ui.tabs.entry.wizard.photo_table import RuleTable
from ui.tabs.entry.wizard.photo_words import say_fault, say_plan, say_size
from ui.texts.errors import describe
from ui.theme import shapes
from ui.widgets.buttons import QuietButton, SecondaryButton
from ui.widgets.labels import ElidedLabel, TextLabel
from ui.widgets.pane import Line, Pane
from ui.widgets.photo_editor.editor import PhotoEditor

_ORIGINAL, _AFTER = 0, 1
_MARGIN, _NARROW_MARGIN = 20, 12
_WIDTH, _NARROW_WIDTH = 452, 424
_PLAN = 38


class _Icon(QWidget):
    """The picture before the file's name."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(QSize(16, 16))

    def paintEvent(self, event: QPaintEvent) -> None:
        shapes.draw_icon(QPainter(self), QPoint(0, 0), "image", "muted")


class PhotoSide(Pane):
    """Shows what the desk knows; its buttons are connected by the step."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface", "l", parent)
        self.file_name = ElidedLabel()
        self.file_name.set_elide_mode(Qt.TextElideMode.ElideMiddle)
        self.choose_button = QuietButton(self.tr("换一张"), "upload")
        self.table = RuleTable()
        self.fix_button = SecondaryButton(self.tr("一键改好"), "wand-sparkles", "A", icon_token="accent_ink")
        self.revert_button = SecondaryButton(self.tr("退回原样"), "undo-2")
        self.recut_button = QuietButton(self.tr("重新裁"), "pencil")
        self.plan = TextLabel("", "caption", "muted", wrap=True)
        # Room for two lines, always: nothing below moves when the words change.
        self.plan.setMinimumHeight(_PLAN)
        self.plan.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.ground = GroundPanel()
        self._icon = _Icon()
        self._lay_out()

    def _lay_out(self) -> None:
        self._file_row = QWidget()
        name = QHBoxLayout(self._file_row)
        name.setContentsMargins(0, 0, 0, 0)
        name.setSpacing(7)
        name.addWidget(self._icon)
        name.addWidget(self.file_name, 1)
        name.addWidget(self.choose_button)
        self._file_row.setFixedHeight(28)
        acts = QHBoxLayout()
        acts.setSpacing(8)
        for button in (self.fix_button, self.revert_button, self.recut_button):
            acts.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        acts.addSpacing(4)
        acts.addWidget(self.plan, 1)
        scroll = ScrollColumn()
        body = self._body = scroll.body
        body.setSpacing(0)
        body.addWidget(TextLabel(self.tr("上传证件照"), "title"))
        body.addSpacing(4)
        body.addWidget(self._file_row)
        body.addSpacing(4)
        body.addWidget(self.table)
        body.addSpacing(12)
        body.addLayout(acts)
        body.addSpacing(12)
        body.addWidget(Line())
        body.addSpacing(14)
        body.addWidget(self.ground)
        body.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.addWidget(scroll)
        self.set_narrow(False)

    def set_narrow(self, narrow: bool) -> None:
        """In a narrow window the margins give way first, so that the photo keeps its room."""
        margin = _NARROW_MARGIN if narrow else _MARGIN
        self._body.setContentsMargins(margin, 14, margin, 12)
        self.setFixedWidth(_NARROW_WIDTH if narrow else _WIDTH)

    def show_state(
        self, desk: PhotoDesk, editor: PhotoEditor, *, busy: bool, cuts: bool, recuts: bool
    ) -> None:
        """Everything anew. ``cuts``: the frame is there; ``recuts``: over a photo that was fixed before."""
        part, base, attempt = desk.part, desk.base, desk.attempt()
        self.file_name.set_text(base.name if base is not None else self.tr("还没有选照片"))
        self.file_name.set_token("text" if base is not None else "muted")
        self.choose_button.setText(self.tr("换一张") if base is not None else self.tr("选照片"))
        self.choose_button.setEnabled(not busy and not desk.locked)
        facts = desk.facts_of(base)
        waiting = base is not None and base.sha256 not in desk.measured
        unread = self.tr("读不出") if base is not None and not waiting else "–"
        self.table.show_facts(_ORIGINAL, facts, "…" if waiting else unread)
        settled = desk.is_fixed and not recuts
        keeps = cuts and facts is not None and editor.is_whole() and desk.is_good(base)
        if settled:
            self.table.show_facts(_AFTER, desk.facts_of(part.photo), "…")
        elif keeps or not cuts or base is None:
            self.table.show_facts(_AFTER, None)
        else:
            made = attempt.facts if isinstance(attempt, FixedPhoto) else None
            pending = attempt is None and editor.fix() is not None
            self.table.show_facts(_AFTER, made, "…" if pending else "–")
        self._show_acts(desk, editor, settled=settled, keeps=keeps, cuts=cuts, recuts=recuts)
        self.ground.show_sample(desk.sample())
        self.ground.show_ground(part.ground, part.photo is not None and not desk.locked)

    def _show_acts(
        self, desk: PhotoDesk, editor: PhotoEditor, *, settled: bool, keeps: bool, cuts: bool, recuts: bool
    ) -> None:
        self.fix_button.setVisible(not settled)
        self.revert_button.setVisible((settled or recuts) and not desk.locked)
        self.revert_button.setText(self.tr("不改了") if recuts else self.tr("退回原样"))
        self.recut_button.setVisible(settled and not desk.locked)
        fixable = cuts and not keeps and editor.fix() is not None
        broken = isinstance(desk.attempt(), PreviewError)
        self.fix_button.setEnabled(fixable and not broken and not desk.is_busy)
        words, token = self._say_plan(desk, editor, settled=settled, keeps=keeps)
        # Beside two buttons there is room for the first half: the second is plain from 不改了.
        self.plan.setText(words.partition("；\n")[0] if recuts else words)
        self.plan.set_token(token)

    def _say_plan(
        self, desk: PhotoDesk, editor: PhotoEditor, *, settled: bool, keeps: bool
    ) -> tuple[str, str]:
        """What 一键改好 will do, did, or why it cannot; and the colour of these words."""
        base, attempt, frame = desk.base, desk.attempt(), editor.frame()
        facts = desk.facts_of(base)
        if desk.locked:
            return self.tr("这次退回没有要求改证件照，只能看。"), "muted"
        if base is None or facts is None:
            return self.tr("选好照片后，程序量一遍，能改好的一键改好。"), "muted"
        if settled:
            words = self.tr("已改好。原照片 {0} 留着，\n可以退回原样。")
            return words.replace("{0}", say_size(facts.size_bytes)), "muted"
        if keeps:
            return self.tr("已符合要求，不用改。\n要裁掉一些，拖动框再点一键改好。"), "muted"
        fault = find_frame_fault(frame) if frame is not None else None
        if fault is not None and frame is not None:
            return say_fault(fault, frame, facts), "failed"
        if isinstance(attempt, PreviewError):
            return describe(attempt), "failed"
        if desk.is_busy:
            return self.tr("正在改好…"), "muted"
        if isinstance(attempt, FixedPhoto):
            plan = say_plan(facts, attempt.facts, cut=not editor.is_largest(), turned=editor.rotation() != 0)
            return plan + self.tr("；\n原照片留着，可以退回原样。"), "muted"
        return self.tr("裁到框内，按要求缩小、压缩；\n原照片留着，可以退回原样。"), "muted"
