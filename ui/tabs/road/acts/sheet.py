"""One act on one or many dossiers: who, what it means, what is recorded, one primary (LOOK 17). Made of the parts that
``app.domain.road_records`` and ``ui.tabs.road.acts.words`` ask for.

Nothing typed is lost: closed with Esc and opened for the same people again it stands there, and so it does after a refusal
or a full disk.
"""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.domain.attachment import FileRef
from app.domain.decision import UNDO_WITHIN, Action
from app.domain.paper_forms import FormStep
from app.domain.road_records import AT_A_RECEIPT_DESK, RECORD_FIELDS, RecordKind
from app.domain.typed_values import read_date
from ui.dialogs.form_sheet import FormSheet
from ui.scroll_column import ScrollColumn
from ui.session import Session
from ui.tabs.road.acts.act_files import ActFiles
from ui.tabs.road.acts.case import ActCase, propose_body
from ui.tabs.road.acts.fields import RecordLine
from ui.tabs.road.acts.number_table import FIELD as NUMBER
from ui.tabs.road.acts.number_table import NumberTable
from ui.tabs.road.acts.offers import FORM_ACTS
from ui.tabs.road.acts.people_part import PeoplePart
from ui.tabs.road.acts.reason_part import make_reason
from ui.tabs.road.acts.receipt_checks import ReceiptChecks
from ui.tabs.road.acts.recorder import ActEntry, ActResult
from ui.tabs.road.acts.report_export import ReportExport
from ui.tabs.road.acts.sheet_part import SheetPart
from ui.tabs.road.acts.words import note_of_step, title_of_act, verb_of_step, words_of_act
from ui.texts.errors import describe
from ui.texts.translate import translate
from ui.texts.words import word
from ui.widgets.buttons import QuietButton
from ui.widgets.combo_box import ComboBox
from ui.widgets.labels import TextLabel

_CHOSEN = frozenset({"step", "body"})
"""Not typed: chosen from a list."""


class ActSheet(FormSheet):
    """One for each action, reused. ``confirmed``: every part can be recorded; ``handover_wanted``: 交接清单 of these rows."""

    handover_wanted = Signal(list)

    def __init__(self, host: QWidget, session: Session, action: Action) -> None:
        self.action = action
        self._words = words_of_act(action)
        title = title_of_act(action)
        super().__init__(host, f"road.act.{action.value}", title, title, self._words.icon)
        self._session = session
        self._case: ActCase | None = None
        self._entries_left: list[ActEntry] | None = None
        """After a failing disk: these only."""
        self._is_recording = False
        self._column = ScrollColumn(self)
        self._column.body.setSpacing(12)
        self._column.body.setContentsMargins(0, 2, 4, 2)
        self.body.addWidget(self._column, 1)
        self._make_parts()
        self._connect()

    # ---- opening

    def open_for(self, case: ActCase) -> None:
        """Show whom it is for. What only dossiers tell comes with ``show_dossiers``."""
        if self._case is None or self._case.key != case.key:
            self._clear(case)
        kept = self._case if self._case is not None and self._case.key == case.key else None
        steps = list(case.steps)
        step = kept.step if kept and kept.step in steps else (steps[0].value if steps else "")
        self._case = replace(case, step=step, body=kept.body if kept else "")
        self._entries_left = None
        self._is_recording = False
        for field in self.fields:
            field.follow_day(case.today)
        self.people.forget_result()
        self._fill_steps()
        self._fill_bodies()
        self.begin(self._subject())
        self._show()
        first = self._first_field()
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_case(self, case: ActCase) -> None:
        """The same people with their dossiers."""
        if self._case is None or case.key != self._case.key:
            return
        self._case = replace(case, step=self._case.step, body=self._case.body)
        self._fill_bodies()
        self._show()

    @property
    def case(self) -> ActCase | None:
        return self._case

    # ---- what is recorded

    def entries(self) -> list[ActEntry]:
        """Everybody in it with the record that is typed."""
        if self._case is None:
            return []
        fitting, _ = self._case.sort_out()
        if self._entries_left is not None:
            left = {entry.row.id for entry in self._entries_left}
            fitting = [row for row in fitting if row.id in left]
        shared = {field.field.key: field.value() for field in self.fields}
        if self._case.step:
            shared["step"] = self._case.step
        if self.body_choice is not None:
            shared["body"] = self._case.body
        if self.checks is not None and self._is_receipt():
            shared |= self.checks.record()
        numbers = self.numbers.numbers() if self.numbers is not None else {}
        own = {row.id: {NUMBER: numbers[row.id]} for row in fitting if row.id in numbers}
        return [ActEntry(row, shared | own.get(row.id, {})) for row in fitting]

    def reason(self) -> str:
        return self.reason_field.value() if self.reason_field is not None else ""

    def files_given(self) -> tuple[FileRef, ...]:
        return self.files.files if self.files is not None else ()

    def done_words(self) -> str:
        """已登记缴费; of a step of the paper forms its own word."""
        if self._case is not None and self._case.step:
            return self.tr("已{0}").replace("{0}", verb_of_step(FormStep(self._case.step)))
        return translate("road", self._words.done)

    # ---- what came of it

    def show_progress(self, done: int, total: int) -> None:
        self._is_recording = True
        self.confirm_button.setEnabled(False)
        words = self.tr("已办 {0} / {1} 份").replace("{0}", str(done)).replace("{1}", str(total))
        self.footer.set_reason(words if total > 1 else "", "hourglass")

    def settle(self, result: ActResult) -> None:
        """All done: the sheet closes. Otherwise it says who was refused and why, and keeps what was typed."""
        self._is_recording = False
        if not result.refused and result.fault is None:
            self._case = None
            self.close_overlay()
            return
        self._entries_left = list(result.left)
        self.people.show_result(result)
        self.problem.set_content("", [describe(result.fault)] if result.fault is not None else [])
        self._show()

    # ---- Esc

    def close_overlay(self) -> None:
        """While it is being written the sheet stays: it says what came of it."""
        if not self._is_recording:
            super().close_overlay()

    def confirm(self) -> None:
        """Ctrl+Enter; with something missing it names it at its place and goes there."""
        if self._is_recording:
            return
        if self._missing():
            for part in self._parts():
                part.insist()
            self._go_to_missing()
            return
        super().confirm()

    # ---- inside

    def _make_parts(self) -> None:
        name, column = self.objectName(), self._column.body
        today = self._session.today()
        self.people = PeoplePart(name)
        self.step_choice = ComboBox() if self.action in FORM_ACTS else None
        self.body_choice = ComboBox() if self.action is Action.ENDORSE else None
        self.numbers = NumberTable(name) if self.action is Action.RECORD_CERTIFICATE else None
        asked = [f for f in RECORD_FIELDS.get(self.action, ()) if f.key not in _CHOSEN]
        if self.numbers is not None:
            asked = [f for f in asked if f.key != NUMBER]
        self.fields = [RecordLine(name, self.action, field, today) for field in asked]
        self.checks = ReceiptChecks(name) if self.action in FORM_ACTS else None
        self.reason_field = make_reason(name, self.action)
        label = translate("road", self._words.files)
        self.files = ActFiles(self._session, name, label, self._host(), self) if label else None
        self._note = TextLabel("", "caption", "muted", wrap=True)
        self._note.setObjectName(f"{name}.note")
        column.addWidget(self.people)
        self._step_label = TextLabel(self.tr("登记哪一步"), "caption", "muted")
        self._add_choice(self._step_label, self.step_choice, "step")
        self._add_choice(TextLabel(self.tr("审核单位"), "caption", "muted"), self.body_choice, "body")
        for part in (self.numbers, *self.fields, self.checks, self.reason_field, self.files):
            if part is not None:
                column.addWidget(part)
        column.addWidget(self._note)
        self._handover = QuietButton(self.tr("导出评审表交接清单"), "download")
        self._handover.setObjectName(f"{name}.handover")
        column.addWidget(self._handover, 0, Qt.AlignmentFlag.AlignLeft)
        self._handover.hide()
        self.report = ReportExport(self._session, self)
        self._export_report = QuietButton(self.tr("导出报送名单"), "download")
        self._export_report.setObjectName(f"{name}.report")
        self._export_report.setToolTip(self.tr("PDF 和 Excel，抬头用上面填的单位和日期"))
        column.addWidget(self._export_report, 0, Qt.AlignmentFlag.AlignLeft)
        self._export_report.setVisible(self.action is Action.REPORT)
        column.addWidget(self.problem)
        column.addStretch(1)

    def _add_choice(self, label: TextLabel, choice: ComboBox | None, name: str) -> None:
        if choice is None:
            label.hide()
            return
        choice.setObjectName(f"{self.objectName()}.{name}")
        choice.setAccessibleName(label.text())
        label.setBuddy(choice)
        self._column.body.addWidget(label)
        self._column.body.addSpacing(-9)
        self._column.body.addWidget(choice)

    def _connect(self) -> None:
        for part in self._parts():
            part.changed.connect(self._show_open)
        self._handover.clicked.connect(self._ask_handover)
        self._export_report.clicked.connect(self._ask_report)
        if self.files is not None:
            self.files.changed.connect(self._show_open)
        if self.step_choice is not None:
            self.step_choice.activated.connect(self._choose_step)
        if self.body_choice is not None:
            self.body_choice.activated.connect(self._choose_body)

    def _parts(self) -> list[SheetPart]:
        """In the order of the sheet."""
        parts: list[SheetPart] = [self.numbers] if self.numbers is not None else []
        parts += self.fields
        if self.checks is not None and self._asks_receipt():
            parts.append(self.checks)
        if self.reason_field is not None:
            parts.append(self.reason_field)
        return parts

    def _asks_receipt(self) -> bool:
        return self._case is None or self._is_receipt()

    def _is_receipt(self) -> bool:
        return bool(self._case and self._case.step in AT_A_RECEIPT_DESK)

    def _clear(self, case: ActCase) -> None:
        """Other people: days are proposed, the rest is empty."""
        for field in self.fields:
            field.fill(case.today.isoformat() if field.field.kind is RecordKind.PAST_DAY else "")
            if field.field.key == "to" and case.bodies:
                field.fill(case.bodies[0])
        if self.reason_field is not None:
            self.reason_field.fill("")
        if self.checks is not None:
            self.checks.clear()
        if self.files is not None:
            self.files.clear()
        if self.numbers is not None:
            self.numbers.show_rows((), {})
        self._case = None

    def _fill_steps(self) -> None:
        if self.step_choice is None or self._case is None:
            return
        self.step_choice.clear()
        for step, rows in self._case.steps.items():
            words = f"{word(step)}　{len(rows)} 份" if len(self._case.rows) > 1 else word(step)
            self.step_choice.addItem(words, step.value)
        self.step_choice.setCurrentIndex(max(0, self.step_choice.findData(self._case.step)))
        several = self.step_choice.count() > 1
        self.step_choice.setVisible(several)
        self._step_label.setVisible(several)

    def _fill_bodies(self) -> None:
        if self.body_choice is None or self._case is None:
            return
        if not self._case.body:
            self._case = replace(self._case, body=propose_body(self._case) if self._case.dossiers else "")
        self.body_choice.clear()
        self.body_choice.addItems(list(self._case.bodies))
        self.body_choice.setCurrentIndex(self.body_choice.findText(self._case.body))

    def _choose_step(self) -> None:
        if self._case is not None and self.step_choice is not None:
            self._case = replace(self._case, step=str(self.step_choice.currentData()))
            self._show()

    def _choose_body(self) -> None:
        if self._case is not None and self.body_choice is not None:
            self._case = replace(self._case, body=self.body_choice.currentText())
            self._show()

    def _ask_handover(self) -> None:
        self.handover_wanted.emit([entry.row for entry in self.entries()])

    def _ask_report(self) -> None:
        """With what is typed; a day that is none yet is today."""
        entries = self.entries()
        record = entries[0].record if entries else {}
        on = read_date(record.get("on", "")) or self._session.today()
        rows = [entry.row for entry in entries]
        self.report.begin(rows, record.get("to", "").strip(), on, self._host())

    def _subject(self) -> str:
        rows = self._case.rows if self._case else ()
        if len(rows) == 1:
            return f"{rows[0].name}　{rows[0].unit}"
        return self.tr("选了 {0} 份").replace(
            "{0}", str(len(rows) + len(self._case.left_out if self._case else ()))
        )

    def _show(self) -> None:
        if self._case is None:
            return
        rows = [entry.row for entry in self.entries()]
        _, left = self._case.sort_out()
        self.people.show_case(self._case, rows, left)
        if self.numbers is not None and [line.id for line in self.numbers.rows] != [row.id for row in rows]:
            self.numbers.show_rows(rows, self.numbers.numbers())
        if self.checks is not None:
            self.checks.setVisible(self._is_receipt())
        self._handover.setVisible(self.checks is not None and len(self._case.rows) > 1)
        note = note_of_step(FormStep(self._case.step)) if self._case.step else ""
        self._note.setText(note or translate("road", self._words.note))
        self._note.setVisible(bool(self._note.text()))
        self._show_open()

    def _show_open(self) -> None:
        """The button with its number, and what is missing beside it."""
        if self._is_recording:
            return
        count, missing = len(self.entries()), self._missing()
        verb = translate("road", self._words.verb)
        if self._case is not None and self._case.step:
            verb = verb_of_step(FormStep(self._case.step))
        several = self._case is not None and len(self._case.rows) > 1
        words = self.tr("{0} {1} 份").replace("{0}", verb).replace("{1}", str(count))
        self.confirm_button.setText(words if several and count else verb)
        self.confirm_button.setEnabled(not missing)
        self.footer.set_reason(missing)
        seconds = str(int(UNDO_WITHIN.total_seconds()))
        hint = "" if missing else self.tr("{0} 秒内可撤销").replace("{0}", seconds)
        self.footer.set_hints([(("Z",), hint)] if hint else [])

    def _missing(self) -> str:
        """A few words for the footer; the sentence stands at the field."""
        if not self.entries():
            return self.tr("没有可以办的")
        if self.body_choice is not None and not (self._case and self._case.body):
            return self.tr("先选审核单位")
        if self.files is not None and self.files.is_busy:
            return self.tr("正在放入文件")
        for part in self._parts():
            if part.missing():
                return part.ask()
        return ""

    def _first_field(self) -> QWidget | None:
        """What is typed first: days are proposed already."""
        empty = [part for part in self._parts() if part.missing()]
        return next(iter((*empty, *self._parts())), None)

    def _go_to_missing(self) -> None:
        part = next((p for p in self._parts() if p.missing()), None)
        if part is not None and part is not self.numbers:
            part.setFocus(Qt.FocusReason.OtherFocusReason)
