"""自评申报 on the page: 开始自评, the 自评分 against what is needed, what goes along with it (B5.6, B5.7)."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.plan import PlanKit
from app.domain.score_sheet import add_up
from ui.widgets.buttons import QuietButton, SecondaryButton
from ui.widgets.labels import TextLabel


class ScoreRow(QWidget):
    """``begin_wanted``: 开始自评; ``print_wanted``: 打印自评表; ``save_wanted``: the same as PDF."""

    begin_wanted = Signal()
    print_wanted = Signal()
    save_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.begin = SecondaryButton(self.tr("开始自评"), "list-checks")
        self.begin.setObjectName("entry.information.score")
        self.total = TextLabel("", "body_bold")
        self.total.setObjectName("entry.information.score_fact")
        self.print_button = QuietButton(self.tr("打印自评表"), "printer")
        self.print_button.setObjectName("entry.information.score_print")
        self.save_button = QuietButton(self.tr("保存为 PDF"), "file-down")
        self.save_button.setObjectName("entry.information.score_save")
        note = self.tr(
            "除系统自评外，还需在附件中上传2名具有本专业或相近专业高级工程师签字的《自评表》扫描件"
        )
        note += self.tr("和推荐人的高级工程师证书")
        across = QHBoxLayout()
        across.setSpacing(12)
        across.addWidget(self.begin)
        across.addWidget(self.total)
        across.addStretch(1)
        across.addWidget(self.print_button)
        across.addWidget(self.save_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(across)
        column.addWidget(TextLabel(note, "caption", "muted", wrap=True))
        self.begin.clicked.connect(self.begin_wanted)
        self.print_button.clicked.connect(self.print_wanted)
        self.save_button.clicked.connect(self.save_wanted)

    def show_score(
        self, kit: PlanKit, entries: Mapping[str, str], *, locked: bool, reported: int | None = None
    ) -> None:
        """The total of the entries, or how much is needed. ``reported``: the sum that stands without them."""
        needed = kit.self_score_needed or 0
        self.begin.setEnabled(not locked)
        self.print_button.setVisible(bool(entries))
        self.save_button.setVisible(bool(entries))
        total = add_up(kit.score_sheet, entries) if entries and kit.score_sheet is not None else reported
        self.begin.setText(self.tr("改自评") if entries else self.tr("开始自评"))
        if total is None:
            self.total.set_role("body")
            self.total.set_token("muted")
            self.total.setText(self.tr("自评分需达到 {0} 分才能申报").replace("{0}", str(needed)))
            return
        words = self.tr("自评 {0} 分，") + (
            self.tr("已达到 {1} 分") if total >= needed else self.tr("需达到 {1} 分才能申报")
        )
        self.total.set_role("body_bold")
        self.total.set_token("passed" if total >= needed else "returned")
        self.total.setText(words.replace("{0}", str(total)).replace("{1}", str(needed)))
