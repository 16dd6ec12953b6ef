"""个人承诺 through the wizard: signing on the screen, the signed scan, and everything that can get in between (B4.*)."""

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit

from app.domain.decision import Action
from app.domain.declaration import CommitmentKind, Stage
from app.domain.declaring import Step
from app.domain.errors import EnvironmentFault, RuleError
from app.services.documents.office_documents import OfficeDocuments
from resources import fonts_dir, templates_dir
from tests.factories import make_decision, make_defect, make_file
from tests.ui.tabs.entry.entering import PDF
from tests.ui.widgets.signature_pad.hand_writing import LINE, NAME, SMALL, write
from ui.widgets.labels import TextLabel

CTRL = Qt.KeyboardModifier.ControlModifier
COPY, LEFT, NONE = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def opened(entered, unit):
    """The step, nothing signed yet."""

    def open_(**changes):
        ports = changes.pop("ports", {})
        draft = unit.draft("林致远", without=("commitment",), **changes)
        tab = entered(draft, Step.COMMITMENT, ports=ports)
        return tab, tab.page.wizard.page(Step.COMMITMENT), draft

    return open_


class Broken:
    """A port whose named calls fail."""

    def __init__(self, real, fails):
        self._real, self._fails = real, fails

    def __getattr__(self, name):
        error = self._fails.get(name)
        if error is None:
            return getattr(self._real, name)

        def fail(*args, **kwargs):
            raise error

        return fail


def drop(page, *paths):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    at = QPointF(100, 100)
    enter = QDragEnterEvent(at.toPoint(), COPY, data, LEFT, NONE)
    QApplication.sendEvent(page, enter)
    if enter.isAccepted():
        QApplication.sendEvent(page, QDropEvent(at, COPY, data, LEFT, NONE))
    return enter.isAccepted()


def words_on(page):
    return "\n".join(label.text() for label in page.findChildren(TextLabel) if label.isVisible())


def put(folder, name, content=PDF):
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.mark.req("B4.1", "B4.2")
def test_the_guarantee_is_read_before_it_is_signed(opened):
    _tab, page, _ = opened()
    words = words_on(page)
    assert "《专业技术资格申报材料真实性保证书》" in words
    assert "本人对提交的所有材料真实性负责并作出承诺" in words
    assert "手机" in words and "省平台" in words, "signing by phone is a limit, said in one line"
    assert [file.name for file in page.evidence.files()] == ["保证书（还没有签名）.pdf"]


@pytest.mark.req("B4.2", "B4.3", "B4.4")
def test_a_signature_on_the_screen_becomes_the_paper_and_opens_the_next_step(opened, stored, real_desk):
    tab, page, draft = opened()
    assert not page.signing.use.isEnabled() and not tab.page.wizard.footer.next.isEnabled()
    write(page.signing.pad)
    tab.click(page.signing.use)
    kept = stored(draft)
    assert kept.commitment_kind is CommitmentKind.SIGNATURE and kept.commitment_at == real_desk.clock.now()
    assert kept.commitment.name == "真实性保证书_林致远.pdf"
    assert real_desk.desk.attachments.read(kept.commitment.sha256).startswith(b"%PDF")
    assert "已签署" in page.signed.title() and not page.signing.isVisible()
    assert [file.sha256 for file in page.evidence.files()] == [kept.commitment.sha256]
    tab.press(Qt.Key.Key_Return, CTRL)
    assert tab.page.wizard.here is Step.INFORMATION


@pytest.mark.req("B4.3")
@pytest.mark.parametrize(
    ("strokes", "advice"), [([], "本人签名"), (LINE, "请写全姓名"), (SMALL, "请写大一些")]
)
def test_what_cannot_be_read_cannot_be_used_and_says_what_to_do(opened, strokes, advice):
    _, page, _ = opened()
    write(page.signing.pad, strokes)
    assert not page.signing.use.isEnabled() and advice in page.signing.reason.text()


@pytest.mark.req("B4.3")
def test_a_good_signature_is_still_to_be_looked_at(opened):
    _, page, _ = opened()
    write(page.signing.pad)
    assert page.signing.use.isEnabled() and "字迹要求清晰" in page.signing.reason.text()


def test_strokes_go_back_by_key_wherever_the_focus_is(opened):
    tab, page, _ = opened()
    write(page.signing.pad)
    page.signing.use.setFocus()
    tab.press(Qt.Key.Key_Z, CTRL)
    assert len(page.signing.pad.strokes) == len(NAME) - 1
    tab.click(page.signing.again)
    assert page.signing.pad.strokes == () and not page.signing.back.isEnabled()


def test_the_step_takes_the_hand_to_the_pad(opened):
    _tab, page, _ = opened()
    assert QApplication.focusWidget() is page.signing.pad


def test_what_is_written_survives_a_reread(opened, unit):
    tab, page, draft = opened()
    write(page.signing.pad)
    unit.save(draft, statement="另一处改了。")
    tab.page.wizard.keeper.reload()
    tab.wait()
    assert len(page.signing.pad.strokes) == len(NAME)


def test_signing_again_keeps_the_old_paper_until_the_new_one_is_there(opened, stored):
    tab, page, draft = opened()
    write(page.signing.pad)
    tab.click(page.signing.use)
    first = stored(draft).commitment
    tab.click(page.resign)
    assert page.signing.isVisible() and page.signing.pad.strokes == ()
    assert stored(draft).commitment == first
    tab.click(page.signing.keep)
    assert not page.signing.isVisible() and stored(draft).commitment == first
    tab.click(page.resign)
    write(page.signing.pad, [*NAME, [(700, 100), (800, 200)]])
    tab.click(page.signing.use)
    assert stored(draft).commitment not in (first, None)


# -- the scan


@pytest.mark.req("B4.2")
def test_a_signed_scan_is_dropped_anywhere_on_the_page(opened, stored, tmp_path):
    tab, page, draft = opened()
    assert drop(page, put(tmp_path, "保证书扫描件.pdf"))
    tab.wait()
    kept = stored(draft)
    assert (kept.commitment.name, kept.commitment_kind) == ("保证书扫描件.pdf", CommitmentKind.SCAN)
    assert "签好的扫描件" in page.signed.accessibleName()
    assert tab.page.wizard.footer.next.isEnabled()


@pytest.mark.req("B4.2")
def test_a_scan_is_pasted_by_key(opened, stored, tmp_path):
    tab, _page, draft = opened()
    picture = QImage(60, 40, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    QGuiApplication.clipboard().setImage(picture)
    tab.press(Qt.Key.Key_V, CTRL)
    assert stored(draft).commitment_kind is CommitmentKind.SCAN


@pytest.mark.req("B4.2")
def test_a_scan_is_chosen_with_the_keyboard_alone(opened, stored, tmp_path, qtbot):
    tab, page, draft = opened()
    path = put(tmp_path, "扫描.pdf")
    page.signing.files.choose.setFocus()
    tab.press(Qt.Key.Key_Space)
    dialog = page.findChild(QFileDialog)
    dialog.setDirectory(str(tmp_path))
    dialog.findChild(QLineEdit).setText(path.name)
    dialog.accept()
    tab.wait()
    assert stored(draft).commitment.name == "扫描.pdf"


def test_only_one_file_is_taken_and_the_rest_is_named(opened, stored, tmp_path, qtbot):
    tab, page, draft = opened()
    with qtbot.waitSignal(tab.session.said) as said:
        drop(page, put(tmp_path, "一.pdf"), put(tmp_path, "二.pdf", PDF + b"2"))
    tab.wait()
    assert stored(draft).commitment.name == "一.pdf"
    assert "没有收 二.pdf" in said.args[0]


def test_a_file_of_another_kind_is_refused_by_name_and_nothing_is_lost(opened, stored, tmp_path):
    tab, page, draft = opened()
    write(page.signing.pad)
    drop(page, put(tmp_path, "保证书.docx", b"PK\x03\x04 words"))
    tab.wait()
    assert "保证书.docx" in page.signing.files.refusals.text()
    assert stored(draft).commitment is None and len(page.signing.pad.strokes) == len(NAME)


@pytest.mark.req("B4.2")
def test_the_paper_to_print_has_an_empty_line(opened, tmp_path):
    tab, page, _ = opened()
    tab.click(page.signing.blank)
    dialog = page.findChild(QFileDialog)
    dialog.setDirectory(str(tmp_path))
    dialog.findChild(QLineEdit).setText("空白.pdf")
    dialog.accept()
    tab.wait()
    assert (tmp_path / "空白.pdf").read_bytes().startswith(b"%PDF")


# -- what goes wrong


def test_a_full_disk_keeps_the_signature_on_the_pad(opened, stored, real_desk):
    store = Broken(real_desk.desk.attachments, {"put": EnvironmentFault("E-204", path="")})
    tab, page, draft = opened(ports={"attachments": store})
    write(page.signing.pad)
    tab.click(page.signing.use)
    assert "E-204" in page.problem.accessibleName()
    assert len(page.signing.pad.strokes) == len(NAME) and page.signing.use.isEnabled()
    assert stored(draft).commitment is None


def test_a_name_that_cannot_be_drawn_is_said_at_once(opened, real_desk):
    documents = OfficeDocuments(templates_dir(), fonts_dir(), real_desk.clock)
    broken = Broken(documents, {"commitment": RuleError("D-101", char="\U0003fffd")})
    _, page, _ = opened(ports={"documents": broken})
    assert "D-101" in page.problem.accessibleName()


def test_a_paper_that_comes_late_is_not_given_to_another_person(opened, entered, unit, stored):
    tab, page, _draft = opened()
    other = unit.draft("王嘉树", without=("commitment",))
    write(page.signing.pad)
    page.signing.use.click()
    tab.page.open_case(other.id, Step.COMMITMENT)
    tab.wait()
    assert stored(other).commitment is None
    assert page.signing.pad.strokes == () and page.signing.isVisible()


def test_a_part_that_was_not_asked_for_can_only_be_looked_at(entered, unit, real_desk):
    draft = unit.draft("林致远", stage=Stage.EMPLOYER_REVIEW)
    decision = make_decision(
        draft,
        real_desk.office.actor,
        action=Action.RETURN,
        at=real_desk.clock.now(),
        defects=(make_defect(section="statement", text="述职太短。", field=""),),
        after=Stage.RETURNED.value,
    )
    with real_desk.uow() as uow:
        uow.decisions.add(decision)
        uow.commit()
    unit.save(draft, stage=Stage.RETURNED)
    tab = entered(draft, Step.COMMITMENT)
    page = tab.page.wizard.page(Step.COMMITMENT)
    assert "真实性保证书.pdf" in page.signed.accessibleName()
    assert not page.resign.isVisible() and not page.signing.isVisible()
    assert not drop(page, "x.pdf")


def test_a_submitted_declaration_shows_its_paper(entered, unit):
    draft = unit.draft("林致远", stage=Stage.EMPLOYER_REVIEW, commitment=make_file(name="旧保证书.pdf"))
    tab = entered(draft, Step.COMMITMENT)
    page = tab.page.wizard.page(Step.COMMITMENT)
    assert "旧保证书.pdf" in page.signed.accessibleName() and not page.resign.isVisible()
