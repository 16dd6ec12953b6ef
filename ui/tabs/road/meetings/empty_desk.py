"""The desk without a meeting: the first one, or why there is nobody to meet about."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.widgets.buttons import PrimaryButton
from ui.widgets.empty_state import EmptyState


class EmptyDesk(EmptyState):
    new_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("road.meetings.empty")

    def show_waiting(self, waiting: int) -> None:
        """``waiting``: how many are 待评审."""
        if not waiting:
            words = self.tr("评委会审核公示无异议的申报人会到待评审，那时再建评审会。")
            self.set_content(self.tr("没有人待评审"), words, icon="gavel", state="info")
            self.set_buttons([])
            return
        detail = self.tr("{0} 人待评审。建好评审会和名单，会后在这里登记结果。")
        detail = detail.replace("{0}", str(waiting))
        self.set_content(self.tr("还没有评审会"), detail, icon="gavel", state="info")
        button = PrimaryButton(self.tr("新建评审会"), "plus", "N")
        button.setObjectName("road.meetings.first")
        button.clicked.connect(self.new_wanted)
        self.set_buttons([button])
