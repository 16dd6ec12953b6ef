"""评审表交接清单: the paper forms that go from one office to another, as an Excel file to sign (B10.5-B10.7, B14.1, B14.2).

Copies and watermark stand as they were counted at the last receipt desk; what nobody has counted yet stays empty, to be filled
in by hand.
"""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.domain.decision import Action, Decision, standing
from app.domain.errors import KnownError
from app.domain.paper_forms import FormStep
from app.ports.documents import RosterSheet
from app.ports.queries import DeclarationDossier
from app.ports.road_queries import RoadRow
from ui.dialogs.file_choice import FileChoice, choose_save_path
from ui.document_file import write_document
from ui.session import Session
from ui.tabs.road.acts.case import make_reader
from ui.tabs.road.acts.offers import FORM_ACTS
from ui.texts.translate import translate
from ui.texts.words import word

TITLE = "评审表交接清单"
COLUMNS = (
    *("#", "姓名", "工作单位", "计划名称", "专业技术资格", "份数", "平台水印", "上一步", "日期"),
    *("移交人签字", "接收人签字"),
)


def make_sheet(rows: Sequence[RoadRow], dossiers: Mapping[str, DeclarationDossier]) -> RosterSheet:
    """In the order given; ``dossiers`` by declaration id."""
    lines = []
    for number, row in enumerate(rows, 1):
        dossier = dossiers.get(row.id)
        taken = _form_acts(dossier) if dossier is not None else []
        last = taken[-1].record if taken else {}
        counted = next((d.record for d in reversed(taken) if "copies" in d.record), {})
        step = word(FormStep(last["step"])) if last else ""
        lines.append(
            (
                *(str(number), row.name, row.unit, row.plan_name, row.title_with_rank),
                counted.get("copies", ""),
                translate("road", "有") if counted.get("watermark") == "yes" else "",
                *(step, last.get("on", ""), "", ""),
            )
        )
    return RosterSheet(translate("road", TITLE), tuple(translate("road", c) for c in COLUMNS), lines)


def _form_acts(dossier: DeclarationDossier) -> list[Decision]:
    """Steps of this submission since the forms were last refused."""
    found: list[Decision] = []
    for decision in standing(dossier.decisions):
        if decision.submit_no == dossier.declaration.submit_no:
            if decision.action in FORM_ACTS:
                found.append(decision)
            elif decision.action is Action.REFUSE_FORMS:
                found.clear()
    return found


class HandoverExport(QObject):
    """Asks where to save, then writes off the GUI thread. One at a time."""

    busy_changed = Signal(bool)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._rows: tuple[RoadRow, ...] = ()
        self._path = ""
        self.is_busy = False
        self.choice: FileChoice | None = None
        """The open question, for tests and the tour."""

    def begin(self, rows: Sequence[RoadRow], host: QWidget) -> None:
        """评审表交接清单_2026-10-09.xlsx is proposed."""
        if self.is_busy or not rows:
            return
        self._rows = tuple(rows)
        name = f"{translate('road', TITLE)}_{self._session.today().isoformat()}.xlsx"
        kind = self.tr("Excel 工作簿 (*.xlsx)")
        self.choice = choose_save_path(host, translate("road", TITLE), name, kind, self._chosen)

    def _chosen(self, paths: list[str]) -> None:
        self._path = paths[0]
        self._set_busy(True)
        self._session.operations.read(make_reader(self._session, self._rows), self._read, self._fail)

    def _read(self, dossiers: dict[str, DeclarationDossier]) -> None:
        self._session.operations.work(
            self._writer(make_sheet(self._rows, dossiers)), self._written, self._fail
        )

    def _writer(self, sheet: RosterSheet) -> Callable[[], str]:
        documents, path = self._session.desk.documents, self._path

        def act() -> str:
            write_document(path, documents.roster_xlsx(sheet))
            return path

        return act

    def _written(self, path: str) -> None:
        self._set_busy(False)
        name = path.replace("\\", "/").rpartition("/")[2]
        words = self.tr("已导出 {0} 人到 {1}").replace("{0}", str(len(self._rows)))
        self._session.say(words.replace("{1}", name), "passed")

    def _fail(self, error: KnownError) -> None:
        self._set_busy(False)
        self._session.show_error(error)

    def _set_busy(self, busy: bool) -> None:
        self.is_busy = busy
        self.busy_changed.emit(busy)
