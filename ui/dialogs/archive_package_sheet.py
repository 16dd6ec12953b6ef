"""导出归档包: choose a folder, write, read again, done; usable from any tab (DOMAIN facts §9).

``open_for`` a dossier. The work goes on when the sheet is closed with Esc and is told by a toast; 取消写出 leaves
nothing behind. ``check_wanted``: the person wants to check a package that is there already.
"""

from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain.declaration import FINAL_STAGES, Stage
from app.domain.errors import KnownError
from app.usecases.export_archive_package import MadePackage
from ui.dialogs.file_choice import FileChoice, choose_folder
from ui.dialogs.package_jobs import CANCELLED, PackageMaking
from ui.dialogs.package_parts import PackageProgress, copy_hash, make_hash_field
from ui.file_saving import make_file_name
from ui.scroll_column import ScrollColumn
from ui.session import Session
from ui.shortcuts import bind_key
from ui.texts.errors import describe
from ui.widgets.buttons import PrimaryButton, SecondaryButton, TallSecondaryButton
from ui.widgets.callout import Callout
from ui.widgets.evidence.facts_line import say_size
from ui.widgets.form_blocks import FormField
from ui.widgets.form_view import FormView
from ui.widgets.labels import ElidedLabel, TextLabel
from ui.widgets.side_sheet import SideSheet

WIDTH = 520
FOLDER = "archive_package/folder"
_MOST_PLAN = 24
_READING_FROM = 34
"""Percent from which the package is read again (see ``ArchivePackages.write``)."""


class ArchivePackageSheet(SideSheet):
    """One per tab, reused. ``host`` is the widget between tab bar and status bar."""

    check_wanted = Signal()

    def __init__(self, host: QWidget, session: Session) -> None:
        super().__init__(host, WIDTH)
        self.setObjectName("archive_package")
        self._session = session
        self._id = self._name = self._subject = self._made_for = ""
        self._plan = ""
        self._made: MadePackage | None = None
        self.choice: FileChoice | None = None
        """The open question, for tests and the tour."""
        self.making = PackageMaking(session, self)
        self.making.progressed.connect(self._show_percent)
        self.making.made.connect(self._show_made)
        self.making.failed.connect(self._show_failed)
        self._make_parts()
        self._lay_out()
        bind_key(self, "Ctrl+Return", self.begin)
        bind_key(self, "Ctrl+Enter", self.begin)

    def open_for(self, declaration_id: str, name: str, plan: str, stage: Stage) -> None:
        """Open for a dossier; one that is still being written is shown instead."""
        if not self.making.is_running:
            self._id, self._name, self._plan, self._made = declaration_id, name, plan, None
            self._subject = f"{name}　{plan}"
        self.set_title(self.tr("归档包"), self._subject)
        self.open()
        if self.making.is_running:
            return
        unfinished = stage not in FINAL_STAGES
        self.unfinished.set_content(self.tr("这份申报还没有办完，归档包只到现在为止") if unfinished else "")
        self.problem.set_content("")
        self.result.set_content("")
        self.facts.hide()
        self._show_choosing()

    def begin(self) -> None:
        """写出归档包, or 打开文件夹 once it stands there."""
        if not self.write_button.isEnabled() or self.write_button.isHidden():
            return
        if self._made is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(self._made.target).parent)))
            return
        self._made_for = self._name
        self.problem.set_content("")
        self._show_running()
        self.making.start(self._id, self._folder(), self.propose_name())

    def propose_name(self) -> str:
        """归档包_林致远_水利工程专业正高级工程师…_2026-10-09.zip; short enough for a folder of the same name."""
        plan = self._plan[:_MOST_PLAN].strip()
        return make_file_name(f"归档包_{self._name}_{plan}_{self._session.today().isoformat()}", "zip")

    # ---- parts

    def _make_parts(self) -> None:
        inside = self.tr(
            "写成一个 ZIP 文件：申报内容和每次提交的内容、全部附件原件、公示、结论、审查日志和校验值，"
            "另有一份可以直接看的目录（PDF）。写好后自动逐个核对。"
        )
        self._inside = TextLabel(inside, "body", wrap=True)
        self.private = Callout("flag")
        self.private.setObjectName("archive_package.private")
        self.unfinished = Callout("info")
        self.unfinished.setObjectName("archive_package.unfinished")
        self.problem = Callout("error")
        self.problem.setObjectName("archive_package.problem")
        self.result = Callout("passed")
        self.result.setObjectName("archive_package.result")
        self.facts = FormView()
        self.facts.setObjectName("archive_package.facts")
        self.facts.action_triggered.connect(copy_hash)
        self.folder_label = ElidedLabel("", "body")
        self.folder_label.set_elide_mode(Qt.TextElideMode.ElideMiddle)
        self.folder_label.setObjectName("archive_package.folder")
        self.file_label = ElidedLabel("", "caption", "muted")
        self.file_label.set_elide_mode(Qt.TextElideMode.ElideMiddle)
        self.file_label.setObjectName("archive_package.file")
        self.choose_button = SecondaryButton(self.tr("选择文件夹"), "folder-open")
        self.choose_button.setObjectName("archive_package.choose")
        self.choose_button.clicked.connect(self._choose)
        self.progress = PackageProgress()
        self.write_button = PrimaryButton(self.tr("写出归档包"), "save", "Ctrl Enter", self)
        self.write_button.setObjectName("archive_package.write")
        self.write_button.clicked.connect(self.begin)
        self.stop_button = TallSecondaryButton(self.tr("取消写出"), "x", None, self)
        self.stop_button.setObjectName("archive_package.stop")
        self.stop_button.clicked.connect(self._cancel)
        self.check_button = TallSecondaryButton(self.tr("核对归档包…"), "list-checks", None, self)
        self.check_button.setObjectName("archive_package.check")
        self.check_button.clicked.connect(self._want_check)

    def _lay_out(self) -> None:
        self._place_row = QWidget()
        row = QHBoxLayout(self._place_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.folder_label, 1)
        row.addWidget(self.choose_button)
        column = ScrollColumn()
        column.body.setSpacing(10)
        self._where = TextLabel(self.tr("放到"), "caption", "muted")
        for widget in (
            *(self.problem, self.result, self.facts, self.progress, self._inside, self._where),
            *(self._place_row, self.file_label, self.unfinished, self.private),
        ):
            column.body.addWidget(widget)
        column.body.addStretch(1)
        self.body.addWidget(column, 1)
        for button in (self.write_button, self.stop_button, self.check_button):
            self.footer.add_button(button)
        self.footer.set_hints([(("Esc",), self.tr("关闭"))])

    # ---- states

    def _show_choosing(self) -> None:
        self._show_parts(choosing=True, running=False)
        self.write_button.setText(self.tr("写出归档包"))
        self.write_button.set_icon_name("save")
        self.private.set_content(
            self.tr("归档包没有加密"),
            [self.tr("里面有证件号码等个人信息。请放在本单位管得住的地方，用完收好。")],
        )
        folder = self._folder()
        self.folder_label.set_text(folder or self.tr("还没有选文件夹"))
        self.folder_label.set_token("text" if folder else "muted")
        self.file_label.set_text(self.propose_name())
        self.write_button.setEnabled(bool(folder))
        self.footer.set_reason("" if folder else self.tr("先选文件夹"))
        (self.write_button if folder else self.choose_button).setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_running(self) -> None:
        self._show_parts(choosing=False, running=True)
        self.stop_button.setEnabled(True)
        self.footer.set_reason("")
        self._show_percent(0)
        self.stop_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_parts(self, *, choosing: bool, running: bool) -> None:
        for widget in (self._inside, self._where, self._place_row, self.file_label):
            widget.setVisible(choosing)
        if not choosing:
            self.private.set_content("")
            self.unfinished.set_content("")
        self.progress.setVisible(running)
        self.write_button.setVisible(not running)
        self.stop_button.setVisible(running)
        self.check_button.setVisible(not running)

    def _show_percent(self, percent: int) -> None:
        if not self.stop_button.isEnabled():
            return
        reading = percent >= _READING_FROM
        words = self.tr("写好了，正在逐个核对") if reading else self.tr("正在写归档包")
        self.progress.show_percent(words, percent)

    def _show_made(self, made: MadePackage) -> None:
        name = Path(made.target).name
        if not self.is_open():
            self._session.say(self.tr("归档包已写好并核对：{0}").replace("{0}", name), "passed")
        self._made = made
        self._show_parts(choosing=False, running=False)
        self.result.set_content(self.tr("已写好并核对"), [name])
        self.facts.set_blocks(
            [
                FormField(self.tr("附件"), self.tr("{0} 个").replace("{0}", str(made.files))),
                FormField(self.tr("全部文件"), self.tr("{0} 个").replace("{0}", str(made.check.entries))),
                FormField(self.tr("大小"), say_size(made.check.size)),
                make_hash_field(made.check.sha256),
                FormField(self.tr("位置"), str(Path(made.target).parent)),
            ]
        )
        self.facts.show()
        self.write_button.setText(self.tr("打开文件夹"))
        self.write_button.set_icon_name("folder-open")
        self.write_button.setEnabled(True)
        self.footer.set_reason("")
        if self.is_open():
            self.write_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_failed(self, error: KnownError) -> None:
        """The sheet is as before, with the reason on top."""
        if not self.is_open() and error.code != CANCELLED:
            self._session.show_error(error)
        self._show_choosing()
        if error.code == CANCELLED:
            self._session.say(self.tr("已取消，归档包没有写出"), "neutral")
        else:
            self.problem.set_content("", [describe(error)])

    # ---- what the person does

    def _choose(self) -> None:
        self.choice = choose_folder(self, self.tr("归档包放到哪个文件夹"), self._take_folder)

    def _take_folder(self, paths: list[str]) -> None:
        self._session.preferences.set_text(FOLDER, paths[0])
        self.problem.set_content("")
        self._show_choosing()

    def _folder(self) -> str:
        return self._session.preferences.text(FOLDER)

    def _cancel(self) -> None:
        self.stop_button.setEnabled(False)
        self.progress.words.setText(self.tr("正在取消"))
        self.making.cancel()

    def _want_check(self) -> None:
        self.close_overlay()
        self.check_wanted.emit()
