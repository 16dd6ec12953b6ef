"""Tour, first half of the work: a new person, the archive, and a declaration through all six steps to 提交 (seed B 一, 二)."""

from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter
from PySide6.QtWidgets import QComboBox, QLineEdit, QListView, QPlainTextEdit, QTableView, QWidget

from app.domain.identity import resident_id_check_character
from ui.tour.archive_steps import choose_category
from ui.tour.driver import Driver, rest
from ui.tour.sign_in_steps import open_tab

NAME = "蒋若晴"
_BODY = "33010619900307882"
NUMBER = _BODY + resident_id_check_character(_BODY)
"""Made up; the check character is right."""
PLAN = "entry.plan.hz-construction-engineer-2026"
STATEMENT = (
    "本人长期从事建设工程专业技术工作，参与城北泵站等工程的结构设计与施工技术管理，负责现场质量与安全。"
)


def enter_and_declare(hands: Driver) -> None:
    """From an empty person to 待审."""
    open_tab(hands, "人员与申报")
    hands.find(QTableView, "entry.progress.table")
    hands.shot("申报进度")
    show_matrix(hands)
    enter_person(hands)
    fill_basic(hands)
    pass_basic(hands)
    begin_declaration(hands)
    upload_photo(hands)
    sign_commitment(hands)
    fill_information(hands)
    choose_achievements(hands)
    attach_materials(hands)
    submit(hands)


def show_matrix(hands: Driver) -> None:
    choose_list(hands, "缺件矩阵")
    rest(300)
    hands.shot("缺件矩阵")


def choose_list(hands: Driver, title: str) -> None:
    tabs = hands.find(QWidget, "entry.tabs")
    for index in range(tabs.count()):  # type: ignore[attr-defined]
        if tabs.tabText(index) == title:  # type: ignore[attr-defined]
            hands.click(tabs, tabs.tabRect(index).center().toPointF())  # type: ignore[attr-defined]


def enter_person(hands: Driver) -> None:
    choose_list(hands, "人员与档案")
    hands.click_button("people.add")
    for field, text in (("name", NAME), ("id_number", NUMBER), ("phone", "13805710123")):
        hands.type_text(hands.find(QLineEdit, f"field.{field}.editor"), text)
    hands.shot("新增人员")
    hands.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    hands.find(QWidget, "entry.archive.form")
    hands.note(f"建立人员 {NAME}")


def fill_basic(hands: Driver) -> None:
    hands.type_text(hands.find(QLineEdit, "field.nation.editor"), "汉族")
    hands.type_text(hands.find(QLineEdit, "field.work_start.editor"), "2012.7")
    rest(500)
    hands.shot("填写基本信息")
    hands.press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    hands.settle()
    hands.shot("基本信息已送审")
    hands.note("基本信息保存，送审；草稿一直留着")
    hands.click_button("entry.archive.back")


def pass_basic(hands: Driver) -> None:
    """The unit's own review: 基本信息 of the new person passes."""
    open_tab(hands, "业绩档案审核")
    choose_category(hands, 0)
    table = hands.find(QTableView, "archive.table")
    search = hands.find(QLineEdit, "archive.search")
    hands.type_text(search, NAME)
    hands.wait_until(lambda: table.model().rowCount() == 1, f"{NAME}的基本信息")
    table.setFocus(Qt.FocusReason.TabFocusReason)
    hands.press(Qt.Key.Key_Return)
    hands.find(QListView, "archive.list")
    rest(600)
    hands.press(Qt.Key.Key_P)
    hands.settle()
    hands.press(Qt.Key.Key_Escape)
    hands.press(Qt.Key.Key_Escape)
    hands.replace_text(hands.find(QLineEdit, "archive.search"), "")
    hands.note(f"审核通过 {NAME} 的基本信息")


def begin_declaration(hands: Driver) -> None:
    open_tab(hands, "人员与申报")
    choose_list(hands, "人员与档案")
    table = hands.find(QTableView, "people.table")
    model = table.model()
    names = [str(model.index(row, 1).data()) for row in range(model.rowCount())]
    table.setFocus(Qt.FocusReason.TabFocusReason)
    table.setCurrentIndex(model.index(names.index(NAME), 1))
    hands.click_button("people.declare")
    hands.click(hands.find(QWidget, PLAN))
    scroll = hands.find(QWidget, "entry.plan.requirements")
    bar = scroll.verticalScrollBar()  # type: ignore[attr-defined]
    hands.shot("申报计划和要求")
    bar.setValue(bar.maximum())
    rest(200)
    hands.click_button("entry.plan.start")
    hands.find(QWidget, "entry.wizard.page.photo")
    hands.note("看完要求，马上申报")


def make_photo(path: Path) -> Path:
    """A picture on white ground that is too large and too wide: the fix is for it."""
    image = QImage(1500, 1600, QImage.Format.Format_RGB32)
    image.fill(QColor(Qt.GlobalColor.white))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    for y in range(0, 1600, 4):
        # Fine grain, so that the file has the size of a real photo.
        for x in range((y * 7) % 11, 1500, 9):
            image.setPixelColor(x, y, QColor(250 - (x * y) % 6, 250, 252))
    for colour, box in (
        (Qt.GlobalColor.darkBlue, (390, 1050, 720, 700)),
        (QColor(240, 200, 170), (510, 330, 480, 640)),
        (Qt.GlobalColor.black, (500, 250, 500, 260)),
    ):
        painter.setBrush(QColor(colour))
        painter.drawEllipse(*box)
    painter.end()
    image.save(str(path), "JPEG", 98)  # type: ignore[call-overload]  # the stub knows bytes only, Qt text only
    return path


def upload_photo(hands: Driver) -> None:
    page = hands.find(QWidget, "entry.wizard.page.photo")
    photo = make_photo(hands.out / "证件照原图.jpg")
    hands.drop_files(page, [photo])
    rest(2500)
    hands.settle()
    hands.shot("上传证件照-原照片")
    hands.press(Qt.Key.Key_A)
    rest(2500)
    hands.settle()
    hands.click_button("是白底")
    hands.settle()
    hands.shot("上传证件照-一键改好")
    go_next(hands, "commitment")
    hands.note("上传证件照，一键改好，白底由人判断")


def go_next(hands: Driver, step: str) -> None:
    hands.click_button("entry.wizard.next")
    hands.find(QWidget, f"entry.wizard.page.{step}")


def sign_commitment(hands: Driver) -> None:
    pad = hands.find(QWidget, "entry.commitment.pad")
    width, height = pad.width(), pad.height()
    for left in (0.15, 0.4, 0.65):
        for line in (
            [(left, 0.3), (left + 0.18, 0.3)],
            [(left + 0.09, 0.15), (left + 0.09, 0.8)],
            [(left + 0.09, 0.5), (left + 0.2, 0.75)],
        ):
            draw(pad, [QPointF(x * width, y * height) for x, y in line])
    hands.shot("个人承诺-手写签名")
    hands.click_button("entry.commitment.use")
    rest(800)
    hands.settle()
    hands.shot("个人承诺-保证书")
    go_next(hands, "information")
    hands.note("手写签名，生成《真实性保证书》")


def draw(pad: QWidget, points: list[QPointF]) -> None:
    """A stroke of the mouse."""
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier

    def send(kind: QEvent.Type, at: QPointF) -> None:
        event = QMouseEvent(kind, at, pad.mapToGlobal(at), left, left, none)
        QCoreApplication.sendEvent(pad, event)

    send(QEvent.Type.MouseButtonPress, points[0])
    for start, end in pairwise(points):
        for step in range(1, 9):
            send(QEvent.Type.MouseMove, start + (end - start) * (step / 8))
    send(QEvent.Type.MouseButtonRelease, points[-1])


def fill_information(hands: Driver) -> None:
    hands.click(hands.find(QWidget, "entry.information.condition.sample_bachelor_4"), QPointF(10, 10))
    for name in ("education", "staffing"):
        choose(hands, f"entry.information.{name}", 1 if name == "education" else 3)
    choose(hands, "entry.information.outside_insurance", 2)
    hands.type_text(hands.find(QLineEdit, "entry.information.appointed_on"), "2021-03-01")
    hands.type_text(hands.find(QLineEdit, "entry.information.record_valid_until"), "2026-12-31")
    choose(hands, "entry.information.point", 5)
    hands.type_text(hands.find(QPlainTextEdit, "entry.information.statement"), STATEMENT)
    rest(600)
    hands.settle()
    hands.shot("填写申报信息")
    go_next(hands, "achievements")
    hands.note("填写申报信息：申报方式、受理点、本人述职")


def choose(hands: Driver, name: str, place: int) -> None:
    """An entry of a combo box, by keys."""
    combo = hands.find(QComboBox, name)
    combo.setFocus(Qt.FocusReason.TabFocusReason)
    hands.press(Qt.Key.Key_Home)
    for _ in range(place):
        hands.press(Qt.Key.Key_Down)


def choose_achievements(hands: Driver) -> None:
    hands.shot("选择相关业绩")
    go_next(hands, "materials")


def attach_materials(hands: Driver) -> None:
    paper = next(iter(sorted(hands.out.glob("*.pdf"))), None) or make_scan(hands.out / "材料扫描件.jpg")
    for material in ("education_proof", "appointment", "study_hours"):
        row = hands.find(QWidget, f"entry.material.{material}")
        hands.drop_files(row, [paper])
        rest(700)
        hands.settle()
    hands.shot("上传相关附件")
    go_next(hands, "preview")
    hands.note("按材料要求上传 3 件附件")


def make_scan(path: Path) -> Path:
    image = QImage(1240, 1754, QImage.Format.Format_RGB32)
    image.fill(QColor(Qt.GlobalColor.white))
    painter = QPainter(image)
    font = painter.font()
    font.setPixelSize(64)
    painter.setFont(font)
    painter.drawText(image.rect(), Qt.AlignmentFlag.AlignCenter, "证明材料（样本）")
    painter.end()
    image.save(str(path), "JPEG", 92)  # type: ignore[call-overload]  # the stub knows bytes only, Qt text only
    return path


def submit(hands: Driver) -> None:
    rest(600)
    hands.shot("预览确认提交")
    hands.click_button("entry.wizard.submit")
    hands.find(QWidget, "entry.submit")
    hands.shot("提交申报")
    hands.click_button("entry.submit.confirm")
    hands.settle()
    hands.find(QWidget, "entry.wizard.take_back")
    hands.shot("已提交-可撤回")
    hands.note(f"提交 {NAME} 的申报，等单位审核")
    hands.press(Qt.Key.Key_Escape)
    open_tab(hands, "职称申报资格审查")
    table = hands.find(QTableView, "declarations.table")
    model = table.model()
    hands.wait_until(
        lambda: any(
            str(model.index(row, column).data()) == NAME
            for row in range(model.rowCount())
            for column in range(model.columnCount())
        ),
        f"{NAME}在待审查里",
    )
    hands.shot("到了待审查")
