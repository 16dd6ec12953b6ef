"""重新公示: the publicity does not count, whoever still stands in it goes back to 待发起. Only with a reason."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from ui.dialogs.reason_sheet import ReasonSheet


class AgainSheet(ReasonSheet):
    """``reason`` is read by the desk."""

    def __init__(self, host: QWidget) -> None:
        action = "作废并重新公示"
        super().__init__(host, "publicity.cancel", "重新公示", "rotate-ccw", action=action, state="flag")

    def open_for(self, publicity_id: str, names: Sequence[str]) -> None:
        who = "、".join(names)
        sentence = self.tr("{0}回到待发起，公示的天数从头算。").replace("{0}", who)
        self.begin_subject(publicity_id, who, self.tr("这次公示作废"), sentence)
