"""选择相关业绩 (seed B 二(四)): passed entries by category with a box each, the evidence of the current one beside.

Only what has passed can be chosen (B1.4); everything else is listed with its reason.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.declaring import ItemsPart, Step
from ui.scroll_column import ScrollColumn
from ui.session import Session
from ui.tabs.entry.wizard.achievement_rows import (
    Achievement,
    AchievementGroup,
    count_flags,
    group_achievements,
)
from ui.tabs.entry.wizard.step_page import CaseView, StepPage
from ui.theme import current, shapes
from ui.widgets.buttons import LinkButton
from ui.widgets.callout import Callout, CalloutLine
from ui.widgets.choice import CheckBox
from ui.widgets.evidence.files import make_evidence
from ui.widgets.evidence.pane import EvidencePane
from ui.widgets.labels import ElidedLabel, TextLabel
from ui.widgets.pane import Pane, PaneSplitter
from ui.widgets.pills import PillLabel


class _RowBox(CheckBox):
    """Tells when the focus comes: the row becomes the current one. J, K and the arrows walk, X ticks as Space does."""

    entered = Signal()
    walked = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_J, Qt.Key.Key_Down):
            self.walked.emit(1)
        elif event.key() in (Qt.Key.Key_K, Qt.Key.Key_Up):
            self.walked.emit(-1)
        elif event.key() == Qt.Key.Key_X:
            self.click()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()


class AchievementRow(QWidget):
    """box · title … pill; second line; note."""

    toggled = Signal(str, bool)
    shown = Signal(str)
    walked = Signal(str, int)

    def __init__(self, row: Achievement, lock: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = row
        self._lock = lock
        self._is_here = False
        self.setObjectName(f"entry.achievement.{row.id}")
        self.box = _RowBox("")
        self.box.setObjectName(f"entry.achievement.box.{row.id}")
        self.box.setAccessibleName(" ".join(filter(None, (row.title, row.why_not, lock))))
        self.box.setToolTip(lock or row.why_not)
        self.title = ElidedLabel(row.title, "body")
        files = self.tr("{0} 个佐证").replace("{0}", str(len(row.item.evidence)))
        self.line = ElidedLabel("　".join(filter(None, (row.line, files))), "caption", "muted")
        self.note = TextLabel(row.note, "caption", "returned", wrap=True)
        self.pill = PillLabel(row.item.status.value, row.why_not)
        if row.why_not:
            self.title.set_token("muted")
        words = QVBoxLayout()
        words.setSpacing(1)
        for widget in (self.title, self.line, self.note):
            words.addWidget(widget)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 6, 14, 7)
        layout.setSpacing(10)
        layout.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words, 1)
        layout.addWidget(self.pill)
        # Not before they stand in the row: a widget without a parent would be shown as a window and take the focus.
        self.show_row(row)
        self.pill.setVisible(bool(row.why_not))
        self.box.clicked.connect(self._toggle)
        self.box.entered.connect(self._show)
        self.box.walked.connect(self._walk)

    def set_here(self, here: bool) -> None:
        if here != self._is_here:
            self._is_here = here
            self.update()

    def show_row(self, row: Achievement) -> None:
        """The same entry: another tick, or something else is pointed out."""
        self.row = row
        self.box.setChecked(row.chosen)
        self.box.setEnabled(not self._lock and (not row.why_not or row.chosen))
        self.note.setText(row.note)
        self.note.setVisible(bool(row.note))

    def _toggle(self, on: bool) -> None:
        self.toggled.emit(self.row.id, on)

    def _show(self) -> None:
        self.shown.emit(self.row.id)

    def _walk(self, by: int) -> None:
        self.walked.emit(self.row.id, by)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._show()
        self.box.setFocus(Qt.FocusReason.MouseFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._is_here:
            shapes.fill_round(painter, self.rect().adjusted(6, 1, -6, -1), current.color("accent_soft"), 6)
        shapes.hairline(painter, 16, self.height() - 1, self.width() - 30)


class GroupHead(QWidget):
    """Category, how many are chosen, 全选."""

    all_wanted = Signal(str, bool)

    def __init__(self, group: AchievementGroup, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = group.section.key
        self.title = TextLabel(f"{group.section.preview_no} {group.section.title}", "section")
        self.count = TextLabel("", "caption", "muted")
        self.all = LinkButton(self.tr("全选"), self)
        self.all.setObjectName(f"entry.achievements.all.{self._key}")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 14, 4)
        row.setSpacing(10)
        row.addWidget(self.title)
        row.addWidget(self.count)
        row.addStretch(1)
        row.addWidget(self.all)
        self._every = False
        self.all.clicked.connect(self._toggle)
        self.show_group(group)

    def show_group(self, group: AchievementGroup) -> None:
        open_rows = [row for row in group.rows if not row.why_not]
        self._every = bool(open_rows) and all(row.chosen for row in open_rows)
        words = self.tr("已选 {0} / {1}").replace("{0}", str(group.chosen))
        words = words.replace("{1}", str(len(group.rows)))
        self.count.setText("　".join(filter(None, (words, group.lock))))
        self.all.setText(self.tr("全不选") if self._every else self.tr("全选"))
        self.all.setVisible(bool(open_rows) and not group.lock)

    def _toggle(self) -> None:
        self.all_wanted.emit(self._key, not self._every)


class AchievementsStep(StepPage):
    step = Step.ACHIEVEMENTS

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._view: CaseView | None = None
        self._groups: tuple[AchievementGroup, ...] = ()
        self._here = ""
        self.rows: dict[str, AchievementRow] = {}
        self.heads: dict[str, GroupHead] = {}
        self.title = TextLabel(self.tr("选择相关业绩"), "title")
        self.count = TextLabel("", "caption", "muted")
        self.count.setObjectName("entry.achievements.count")
        self.hint = TextLabel("", "caption", "muted", wrap=True)
        self.hint.setObjectName("entry.achievements.hint")
        self.notice = Callout("flag")
        self.notice.setObjectName("entry.achievements.notice")
        self.changed = Callout("flag")
        self.changed.setObjectName("entry.achievements.changed")
        self.basic = TextLabel("", "caption", "muted", wrap=True)
        self.nothing = Callout("info")
        self.nothing.setObjectName("entry.achievements.nothing")
        self.evidence = EvidencePane(session.desk.preview, keys=False)
        self.evidence.setObjectName("entry.achievements.evidence")
        self._column = ScrollColumn()
        self._lay_out()
        self.changed.link_activated.connect(self._extract_again)

    # ---- StepPage

    def show_case(self, view: CaseView, *, fresh: bool) -> None:
        self._view = view
        self.hint.setText(view.kit.notices.get("achievements", ""))
        groups = group_achievements(view)
        if _shape(groups) != _shape(self._groups) or fresh:
            self._build(groups)
        self._groups = groups
        for group in groups:
            self.heads[group.section.key].show_group(group)
            for row in group.rows:
                self.rows[row.id].show_row(row)
        self._say(view)
        if self._here not in self.rows:
            self._show_row(next(iter(self.rows), ""))

    def enter(self) -> None:
        row = next((r for r in self.rows.values() if r.box.isEnabled()), None)
        if row is not None:
            row.box.setFocus()
        else:
            self.setFocus()

    # ---- inside

    def _build(self, groups: tuple[AchievementGroup, ...]) -> None:
        body = self._column.body
        focused = next((key for key, row in self.rows.items() if row.box.hasFocus()), "")
        for widget in (*self.rows.values(), *self.heads.values()):
            body.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self.rows, self.heads = {}, {}
        place = 0
        for group in groups:
            head = GroupHead(group)
            head.all_wanted.connect(self._choose_all)
            self.heads[group.section.key] = head
            body.insertWidget(place, head)
            place += 1
            for row in group.rows:
                widget = AchievementRow(row, group.lock)
                widget.toggled.connect(self._toggled)
                widget.shown.connect(self._show_row)
                widget.walked.connect(self._walk)
                self.rows[row.id] = widget
                body.insertWidget(place, widget)
                place += 1
        if focused in self.rows:
            self.rows[focused].box.setFocus()
        if self._here in self.rows:
            self.rows[self._here].set_here(True)

    def _say(self, view: CaseView) -> None:
        chosen = sum(group.chosen for group in self._groups)
        passed = sum(not row.why_not for group in self._groups for row in group.rows)
        words = self.tr("已选 {0} 条，可选 {1} 条已通过的业绩").replace("{0}", str(chosen))
        self.count.setText(words.replace("{1}", str(passed)))
        projects = sum(g.chosen for g in self._groups if g.section.key == "project")
        hint = view.kit.project_hint
        if hint is not None and projects > hint:
            title = self.tr("选了 {0} 个工程技术项目，多于 {1} 个").replace("{0}", str(projects))
            line = self.tr("请留意是否突出专业代表性，不宜过多过杂")
            self.notice.set_content(title.replace("{1}", str(hint)), [line])
        else:
            self.notice.set_content("")
        self.nothing.set_content(
            "" if self._groups else self.tr("业绩档案里还没有条目"),
            [] if self._groups else [self.tr("点左边的“业绩档案”录入，单位审核通过后再回来选。")],
        )
        changed = sum(row.changed for group in self._groups for row in group.rows if not group.lock)
        title = self.tr("{0} 条业绩提取后又改动并通过了").replace("{0}", str(changed))
        again = CalloutLine(self.tr("现在用的还是改动前的内容"), self.tr("重新提取"), "again")
        self.changed.set_content(title if changed else "", [again] if changed else [])
        self.basic.setText(self._say_basic(view))

    def _say_basic(self, view: CaseView) -> str:
        if not any(item.section == "basic" for item in view.declaration.items):
            return self.tr("1 基本信息还没有审核通过，通过后随申报一起提交")
        flags = count_flags(view, "basic")
        words = self.tr("1 基本信息随申报一起提交")
        if flags:
            words += self.tr("，{0} 处需留意，在业绩档案里改").replace("{0}", str(flags))
        return words

    def _extract_again(self, target: str) -> None:
        """重新提取: the same achievements in the revisions that have passed since."""
        self._tell({})

    def _walk(self, item_id: str, by: int) -> None:
        """The next row whose box can be used; a row that cannot be ticked is shown by a click."""
        ids = [key for key, row in self.rows.items() if row.box.isEnabled() or key == item_id]
        place = ids.index(item_id) + by
        if 0 <= place < len(ids):
            self.rows[ids[place]].box.setFocus(Qt.FocusReason.TabFocusReason)

    def _toggled(self, item_id: str, on: bool) -> None:
        self._tell({item_id: on})

    def _choose_all(self, section: str, on: bool) -> None:
        group = next(g for g in self._groups if g.section.key == section)
        self._tell({row.id: on for row in group.rows if not row.why_not})

    def _tell(self, changes: dict[str, bool]) -> None:
        view = self._view
        if view is None:
            return
        chosen = [row.id for group in self._groups for row in group.rows if changes.get(row.id, row.chosen)]
        self.edited.emit(ItemsPart(tuple(chosen)))

    def _show_row(self, item_id: str) -> None:
        self._here = item_id
        for key, row in self.rows.items():
            row.set_here(key == item_id)
        shown = self.rows.get(item_id)
        files = shown.row.item.evidence if shown is not None else ()
        self.evidence.show_files([make_evidence(file) for file in files])

    # ---- making

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(self.title)
        head.addWidget(self.count)
        head.addStretch(1)
        top = QVBoxLayout()
        top.setContentsMargins(18, 12, 16, 8)
        top.setSpacing(6)
        top.addLayout(head)
        top.addWidget(self.hint)
        top.addWidget(self.basic)
        top.addWidget(self.changed)
        top.addWidget(self.notice)
        top.addWidget(self.nothing)
        self._column.body.setSpacing(0)
        self._column.body.addStretch(1)
        form = Pane("surface", "r")
        form.setMinimumWidth(420)
        inner = QVBoxLayout(form)
        inner.setContentsMargins(0, 0, 1, 0)
        inner.setSpacing(0)
        inner.addLayout(top)
        inner.addWidget(self._column, 1)
        splitter = PaneSplitter()
        splitter.addWidget(form)
        splitter.addWidget(self.evidence)
        splitter.setSizes([600, 480])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(splitter)


def _shape(groups: tuple[AchievementGroup, ...]) -> list[tuple[str, str, str, str, str]]:
    """What the rows are made from, but for which are chosen and what is pointed out."""
    return [
        (group.section.key, row.id, group.lock, row.why_not, row.title)
        for group in groups
        for row in group.rows
    ]
