"""核对归档包: a chosen file is read through, every finding worded, and held against this working copy (DOMAIN facts §9)."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.domain.archive_package import Finding, PackageCheck
from app.domain.errors import KnownError
from ui.dialogs.file_choice import FileChoice, choose_existing
from ui.dialogs.package_jobs import CANCELLED, PackageChecking
from ui.dialogs.package_parts import PackageProgress, copy_hash, make_hash_field
from ui.scroll_column import ScrollColumn
from ui.session import Session
from ui.texts.dates import format_minute
from ui.texts.errors import describe
from ui.texts.package_words import describe_finding, word_of_kept_stage
from ui.widgets.buttons import PrimaryButton, TallSecondaryButton
from ui.widgets.callout import Callout
from ui.widgets.evidence.facts_line import say_size
from ui.widgets.form_blocks import FormField
from ui.widgets.form_view import FormView
from ui.widgets.labels import TextLabel
from ui.widgets.side_sheet import SideSheet

WIDTH = 520
MOST_LINES = 30


class PackageCheckSheet(SideSheet):
    """One per tab, reused. ``begin`` opens it and asks for the file."""

    def __init__(self, host: QWidget, session: Session) -> None:
        super().__init__(host, WIDTH)
        self.setObjectName("package_check")
        self._session = session
        self._path = ""
        self.choice: FileChoice | None = None
        """The open question, for tests and the tour."""
        self.checking = PackageChecking(session, self)
        self.checking.progressed.connect(self._show_percent)
        self.checking.checked.connect(self._show_check)
        self.checking.failed.connect(self._show_failed)
        words = self.tr("逐个核对包里的文件、校验值和审核记录，只读，不解压，也不改动文件。")
        self._words = TextLabel(words, "body", wrap=True)
        self.result = Callout("passed")
        self.result.setObjectName("package_check.result")
        self.facts = FormView()
        self.facts.setObjectName("package_check.facts")
        self.facts.action_triggered.connect(copy_hash)
        self.progress = PackageProgress()
        column = ScrollColumn()
        column.body.setSpacing(10)
        for widget in (self._words, self.progress, self.result, self.facts):
            column.body.addWidget(widget)
        column.body.addStretch(1)
        self.body.addWidget(column, 1)
        self.choose_button = PrimaryButton(self.tr("选择归档包"), "folder-open", None, self)
        self.choose_button.setObjectName("package_check.choose")
        self.choose_button.clicked.connect(self._choose)
        self.stop_button = TallSecondaryButton(self.tr("停止核对"), "x", None, self)
        self.stop_button.setObjectName("package_check.stop")
        self.stop_button.clicked.connect(self._cancel)
        self.footer.add_button(self.choose_button)
        self.footer.add_button(self.stop_button)
        self.footer.set_hints([(("Esc",), self.tr("关闭"))])

    def begin(self) -> None:
        """Open and ask for the file; a check under way is shown instead."""
        self.set_title(self.tr("核对归档包"), Path(self._path).name if self.checking.is_running else "")
        self.open()
        if not self.checking.is_running:
            self._show_choosing()
            self._choose()

    def check(self, path: str) -> None:
        """Check this file."""
        self._path = path
        self.set_title(self.tr("核对归档包"), Path(path).name)
        self._show_parts(running=True)
        self.stop_button.setEnabled(True)
        self._show_percent(0)
        self.checking.start(path)

    # ---- states

    def _show_choosing(self) -> None:
        self._show_parts(running=False)
        self.choose_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_parts(self, *, running: bool) -> None:
        self.result.set_content("")
        self.facts.hide()
        self.progress.setVisible(running)
        self.choose_button.setVisible(not running)
        self.stop_button.setVisible(running)

    def _show_percent(self, percent: int) -> None:
        self.progress.show_percent(self.tr("正在核对"), percent)

    def _show_check(self, check: PackageCheck) -> None:
        self._show_choosing()
        if not self.is_open():
            ending = self.tr("没有发现问题") if check.is_sound else self.tr("发现问题")
            self._session.say(f"{Path(self._path).name} {ending}", "passed" if check.is_sound else "flag")
        self.result.set_kind("passed" if check.is_sound else "error")
        number = str(len(check.findings))
        title = (
            self.tr("核对过，没有发现问题")
            if check.is_sound
            else self.tr("{0} 处对不上").replace("{0}", number)
        )
        self.result.set_content(title, self._word_findings(check.findings))
        self.facts.set_blocks(self._make_facts(check))
        self.facts.show()

    def _word_findings(self, findings: Sequence[Finding]) -> list[str]:
        lines = [describe_finding(finding) for finding in findings[:MOST_LINES]]
        rest = len(findings) - len(lines)
        return [*lines, self.tr("另有 {0} 处").replace("{0}", str(rest))] if rest else lines

    def _make_facts(self, check: PackageCheck) -> list[FormField]:
        blocks = []
        if check.manifest is not None:
            facts = check.manifest.facts
            made = f"{format_minute(facts.made_at)}　{facts.made_by}　{facts.made_by_unit}"
            blocks = [
                FormField(self.tr("申报人"), f"{facts.name}　{facts.unit}"),
                FormField(self.tr("计划"), facts.plan_name),
                FormField(self.tr("所在环节"), word_of_kept_stage(facts)),
                FormField(self.tr("制作"), made),
                FormField(
                    self.tr("附件"), self.tr("{0} 个").replace("{0}", str(len(check.manifest.attachments)))
                ),
            ]
        blocks.append(FormField(self.tr("大小"), say_size(check.size)))
        blocks.append(make_hash_field(check.sha256))
        return blocks

    def _show_failed(self, error: KnownError) -> None:
        self._show_choosing()
        if error.code == CANCELLED:
            return
        if not self.is_open():
            self._session.show_error(error)
        self.result.set_kind("error")
        self.result.set_content("", [describe(error)])

    # ---- what the person does

    def _choose(self) -> None:
        self.choice = choose_existing(self, self.tr("选择归档包"), self.tr("归档包 (*.zip)"), self._take)

    def _take(self, paths: list[str]) -> None:
        self.check(paths[0])

    def _cancel(self) -> None:
        self.stop_button.setEnabled(False)
        self.checking.cancel()
