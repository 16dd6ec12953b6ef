"""Cards and bars as on the home view (mock-up 01), and the empty state of mock-up 10 beside them."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from ui.widgets.bar_row import BarRow
from ui.widgets.buttons import LinkButton, PrimaryButton, TallSecondaryButton
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import TextLabel
from ui.widgets.pane import Pane
from ui.widgets.run_label import Run, RunLabel

_BARS = [
    ("主持参与工程技术项目情况", 31),
    ("工作经历", 21),
    ("继续教育(培训)情况", 18),
    ("论文", 18),
    ("获奖情况", 12),
    ("资质证书", 11),
]


class HomePage(Pane):
    """1100×480."""

    def __init__(self, title: str) -> None:
        super().__init__("window")
        self.setFixedSize(1100, 480)
        across = QHBoxLayout(self)
        across.setContentsMargins(16, 14, 16, 16)
        across.setSpacing(12)
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addWidget(self._make_greeting())
        left.addWidget(self._make_bars())
        left.addStretch(1)
        across.addLayout(left, 1)
        empty = EmptyState()
        empty.set_content(
            "获奖情况都审完了", "今天审了 12 条：通过 9，退回 3。3 个决定待上报，联网后自动发送。"
        )
        empty.set_buttons(
            [
                PrimaryButton("去审论文 18 条", "arrow-right", "Enter"),
                TallSecondaryButton("看刚退回的 3 条", "undo-2", icon_token="returned"),
            ]
        )
        empty.set_hint(["Z"], "撤销上一个决定（还剩 24 秒）")
        across.addWidget(empty, 1)

    def _make_greeting(self) -> Card:
        card = Card()
        card.body.addWidget(TextLabel("上午好，周敏。今天是 10月9日 星期五（工作日）", "body", "muted"))
        card.body.addWidget(
            RunLabel(
                [
                    Run("当前共有"),
                    Run("142", "number", "accent_ink"),
                    Run("条业绩档案 和"),
                    Run("17", "number", "accent_ink"),
                    Run("份职称申报申请 待您审查"),
                ]
            )
        )
        return card

    def _make_bars(self) -> Card:
        card = Card("业绩档案待审 142")
        card.add_to_head(LinkButton("全部 17 类"))
        bars = QVBoxLayout()
        bars.setSpacing(0)
        for name, value in _BARS:
            bars.addWidget(BarRow(name, value, 31))
        card.body.addLayout(bars)
        return card
