"""An entry form at both of its widths: fields of every kind, flags, readings, a remark, a required one left empty."""

from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.domain.plan import FieldKind, FieldSpec, SectionKind, SectionSpec
from ui.widgets.entry_form.form import EntryForm
from ui.widgets.pane import Pane

TODAY = date(2026, 11, 23)
_K = FieldKind
SECTION = SectionSpec(
    "sample",
    "示例",
    SectionKind.ITEMS,
    1,
    1,
    (
        FieldSpec("start", "起始时间", _K.MONTH, required=True),
        FieldSpec("end", "终止时间", _K.MONTH, required=True),
        FieldSpec("id_number", "证件号码", _K.ID_NUMBER),
        FieldSpec("phone", "手机号", _K.PHONE),
        FieldSpec("birth_date", "出生日期", _K.DATE),
        FieldSpec("sex", "性别", _K.CHOICE, choices=("男", "女")),
        FieldSpec("name", "获奖项目名称", required=True),
        FieldSpec("level", "奖励级别", _K.CHOICE, choices=("国家级", "省部级", "市厅级", "县（区）级")),
        FieldSpec("money", "金额", _K.MONEY, unit="万元"),
        FieldSpec("rank", "排名", _K.INTEGER),
        FieldSpec("people", "参与人数", _K.INTEGER),
        FieldSpec("main", "是否主要", _K.BOOL),
        FieldSpec("duty", "本人职责", _K.LONG_TEXT),
    ),
)
FIELDS = {
    "start": "2019.5",
    "end": "2018-01",
    "id_number": "３３０１０６198803070015",
    "phone": "1380571",
    "birth_date": "1988年3月7日",
    "sex": "男",
    "level": "省部级",
    "money": "1,200",
    "rank": "5",
    "people": "3",
    "main": "是",
    "duty": "主持泵站自动化系统设计。\n“𬭚㛃龘𰻝”等字照原样保存。",
}
REMARKS = {"start": "与合同不一致，请对照合同第 3 页更正；有补充协议的一并上传。"}


class FormPage(Pane):
    """386 px as in the archive, and two columns."""

    def __init__(self, theme: str) -> None:
        super().__init__("surface")
        self.setWindowTitle(theme)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 18, 18, 18)
        row.setSpacing(36)
        self.forms = [EntryForm(TODAY, self) for _ in range(2)]
        for form, width in zip(self.forms, (350, 700), strict=True):
            form.setFixedWidth(width)
            form.resize(width, 700)
            form.show_fields(SECTION, FIELDS, REMARKS)
            column = QVBoxLayout()
            column.addWidget(form)
            column.addStretch(1)
            row.addLayout(column)
        self.resize(1140, 960)

    def settle(self) -> None:
        """For the photograph: 保存 was pressed."""
        for form in self.forms:
            form.show_required()
        self.resize(self.sizeHint())
