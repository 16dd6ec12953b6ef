"""受理点 (B5.2-B5.4): the combo, beside it phone and address for the papers, below it whose point it is."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.organisation import EmployerKind, Organisation
from app.domain.plan import AcceptancePoint, PlanKit
from ui.tabs.entry.wizard.information_combo import FormCombo
from ui.widgets.labels import TextLabel

_WIDTH = 240
_BY_OWNER = frozenset({EmployerKind.PRIVATE, EmployerKind.NON_PUBLIC})
_BY_PLACE = frozenset({EmployerKind.STATE_FIRM, EmployerKind.INSTITUTION})


class PointField(QWidget):
    """``changed``: another point was chosen by a person."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._points: tuple[AcceptancePoint, ...] = ()
        self._proposed = ""
        self._kind = EmployerKind.OTHER
        self.combo = FormCombo(dense=True)
        self.combo.setObjectName("entry.information.point")
        self.combo.setAccessibleName(self.tr("受理点"))
        self.combo.setFixedWidth(_WIDTH)
        self.phone = TextLabel("", "caption", "muted", wrap=True)
        self.phone.setObjectName("entry.information.point_phone")
        self.address = TextLabel("", "caption", "muted", wrap=True)
        self.address.setObjectName("entry.information.point_address")
        self.hint = TextLabel("", "caption", "muted", wrap=True)
        self.hint.setObjectName("entry.information.point_hint")
        beside = QVBoxLayout()
        beside.setSpacing(0)
        beside.addWidget(self.phone)
        beside.addWidget(self.address)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.combo)
        row.addLayout(beside, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.hint)
        self.combo.currentIndexChanged.connect(self._chosen)

    @property
    def key(self) -> str:
        """Of the point chosen; "" = none."""
        return str(self.combo.currentData() or "")

    def show_point(self, kit: PlanKit, key: str, employer: Organisation, *, locked: bool) -> bool:
        """``key`` as stored. Where none is, the point of the employer's region is proposed; whether that was done."""
        self._points, self._kind = kit.acceptance_points, employer.kind
        by_region = next((point.key for point in self._points if point.key == employer.region), "")
        self._proposed = by_region if not key and not locked else ""
        self.combo.blockSignals(True)
        self.combo.clear()
        self.combo.addItem("", "")
        for point in self._points:
            self.combo.addItem(self._name(point), point.key)
        self.combo.setCurrentIndex(max(0, self.combo.findData(key or self._proposed)))
        self.combo.blockSignals(False)
        self.combo.setEnabled(not locked)
        self._show_words()
        return bool(self._proposed)

    def take_focus(self) -> None:
        self.combo.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _name(self, point: AcceptancePoint) -> str:
        sample = self.tr("样例")
        return f"{point.name}（{sample}）" if point.sample and sample not in point.name else point.name

    def _show_words(self) -> None:
        point = next((point for point in self._points if point.key == self.key), None)
        phone, address = (point.phone, point.address) if point else ("", "")
        self.phone.setText(self.tr("咨询电话 {0}").replace("{0}", phone) if phone else "")
        self.address.setText(self.tr("纸质材料受理地址 {0}").replace("{0}", address) if address else "")
        is_proposed = bool(self._proposed) and self.key == self._proposed
        checked = self.tr("已按单位所在地预选，请核对。") if is_proposed else ""
        self.hint.setText(checked + self._say_rule(self._kind))

    def _say_rule(self, kind: EmployerKind) -> str:
        by_owner = self.tr("民营企业或非公单位根据单位所属关系选择")
        by_place = self.tr("市直各单位所属国有企事业单位按属地选择")
        if kind in _BY_OWNER:
            return by_owner
        return by_place if kind in _BY_PLACE else f"{by_owner}；{by_place}"

    def _chosen(self) -> None:
        self._show_words()
        self.changed.emit()
