"""重新公示: the publicity does not count, whoever still stands in it goes back to 待发起. Only with a reason."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from ui.dialogs.form_sheet import FormSheet
from ui.widgets.callout import Callout
from ui.widgets.fields import TextEdit


class AgainSheet(FormSheet):
    """``reason`` is read by the desk."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, "publicity.cancel", "重新公示", "作废并重新公示", "rotate-ccw")
        self._publicity_id = ""
        self._who = Callout("flag")
        self._reason = TextEdit(lines=4, most_lines=8)
        self.body.addWidget(self._who)
        self.add_field(self.tr("理由"), self._reason, "reason")
        self.body.addWidget(self.problem)
        self.body.addStretch(1)
        self._reason.textChanged.connect(self._show_open)

    def open_for(self, publicity_id: str, names: Sequence[str]) -> None:
        if publicity_id != self._publicity_id:
            self._publicity_id = publicity_id
            self._reason.clear()
        self._who.set_content(
            self.tr("这次公示作废"),
            [self.tr("{0}回到待发起，公示的天数从头算。").replace("{0}", "、".join(names))],
        )
        self.begin("、".join(names))
        self._show_open()
        self._reason.setFocus()

    def reason(self) -> str:
        return self._reason.toPlainText().strip()

    def _show_open(self) -> None:
        missing = "" if self.reason() else self.tr("先写理由")
        self.confirm_button.setEnabled(not missing)
        self.footer.set_reason(missing)
