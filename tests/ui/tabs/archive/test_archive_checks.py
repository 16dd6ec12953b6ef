"""Pre-checks beside the work in the real window: opening a dossier has its files looked into; nothing waits for it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from app.domain.archive import ArchiveStatus
from app.domain.decision import SubjectKind
from app.ports.preview import PageRequest, PreviewCode, PreviewError, PreviewSource, Priority, RenderedPage
from tests.desk_fixtures import StillPreviewSession, with_desk
from tests.factories import make_file
from ui import background_checks
from ui.tabs.archive.view import ArchiveTab
from ui.targets import ArchiveTarget
from ui.widgets.callout import Callout
from ui.widgets.form_rows import FieldRow
from ui.widgets.form_view import FormView

AWARD = {
    "awarded_on": "2024-11",
    "project": "城东片区排水管网数字化改造",
    "name": "科技创新成果二等奖",
    "level": "省部级",
}
BLANK_PAGES, PRINTED = "blank", "printed"


@dataclass
class MeasuredPreview:
    """Every file has two printed pages but those that a test says otherwise of. ``asked``: pages looked at, by file."""

    broken: dict[str, PreviewCode] = field(default_factory=dict)
    blank: dict[str, int] = field(default_factory=dict)
    """How many pages of a file are empty, from the first on."""
    asked: list[tuple[str, int]] = field(default_factory=list)
    warmed: list[PageRequest] = field(default_factory=list)

    def start(self) -> None: ...

    def stop(self) -> None: ...

    def open_session(self) -> "MeasuredSession":
        return MeasuredSession(self)


class MeasuredSession(StillPreviewSession):
    _preview: Any

    def __init__(self, preview: MeasuredPreview) -> None:
        self._preview = preview

    def request_document(
        self, source: PreviewSource, done: Callable[[Any], None], priority: Priority = Priority.VISIBLE
    ) -> None:
        code = self._preview.broken.get(source.key)
        done(PreviewError(code) if code else self.known_document(source))

    def request_page(
        self,
        request: PageRequest,
        done: Callable[[Any], None] | None,
        priority: Priority = Priority.VISIBLE,
    ) -> None:
        if priority is not Priority.NEXT_DOSSIER or done is None:
            super().request_page(request, done, priority)
            return
        self._preview.asked.append((request.source.key, request.page))
        empty = request.page < self._preview.blank.get(request.source.key, 0)
        pixels = b"\xff" * 400 if empty else b"\xff" * 396 + b"\x20\x20\x20\xff"
        done(RenderedPage(request, 10, 10, 40, 10, 10, pixels))


@pytest.fixture
def measured() -> MeasuredPreview:
    return MeasuredPreview()


@pytest.fixture
def open_review(real_desk, open_tab, measured, qtbot, monkeypatch):
    """The 审阅 state of 获奖情况 with the checks beside the work running, at rest."""
    monkeypatch.setattr(background_checks, "SETTLE_MS", 0)

    def open_():
        tab = open_tab(ArchiveTab, desk=with_desk(real_desk, preview=measured))
        tab.session.checks.start()
        tab.page.open_target(ArchiveTarget("award", ArchiveStatus.PENDING, review=True))
        rest(qtbot, tab)
        return tab

    return open_


def rest(qtbot, tab) -> None:
    tab.wait()
    qtbot.waitUntil(lambda: tab.session.checks.is_resting)
    tab.wait()


def flags_of(real_desk, item) -> list[str]:
    with real_desk.uow() as uow:
        return [n.code for n in uow.flags.of_subject(SubjectKind.ARCHIVE_ITEM, item.id)]


@pytest.mark.req("A5.2")
def test_an_opened_item_has_its_files_looked_into_and_says_what_is_wrong(
    real_desk, open_review, measured
) -> None:
    locked, blank, fine = make_file(name="加密.pdf"), make_file(name="空白.pdf"), make_file()
    measured.broken[locked.sha256] = PreviewCode.ENCRYPTED
    measured.blank[blank.sha256] = 2
    item = real_desk.add_item("林致远", fields=AWARD, evidence=(locked, blank, fine))
    tab = open_review()
    assert flags_of(real_desk, item) == ["file_encrypted", "file_blank"]
    callout = tab.find(Callout, "archive.flags")
    assert callout.title() == "机器预检：2 处需留意"
    assert "“加密.pdf”加了打开密码，看不到内容" in callout.accessibleName()
    assert "“空白.pdf”每一页都是空白" in callout.accessibleName()
    assert tab.page.desk.dossier.item.rev == item.rev
    assert tab.page.state.row(0).flags == 2, "the list counts them too"


def test_one_printed_page_is_enough_and_no_file_is_looked_into_twice(
    real_desk, open_review, measured, qtbot
) -> None:
    half, fine = make_file(name="半空.pdf"), make_file()
    measured.blank[half.sha256] = 1
    item = real_desk.add_item("林致远", fields=AWARD, evidence=(half, fine))
    tab = open_review()
    assert flags_of(real_desk, item) == []
    assert measured.asked == [(half.sha256, 0), (half.sha256, 1), (fine.sha256, 0)]
    tab.session.checks.look_at(SubjectKind.ARCHIVE_ITEM, item.id)
    rest(qtbot, tab)
    assert len(measured.asked) == 3


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (PreviewCode.NO_PAGES, ["file_without_pages"]),
        (PreviewCode.BROKEN, ["file_unreadable"]),
        (PreviewCode.EMPTY, ["file_unreadable"]),
        (PreviewCode.MISSING, []),
        (PreviewCode.CRASHED, []),
        (PreviewCode.TOO_LARGE, []),
    ],
)
def test_only_what_the_file_is_to_blame_for_is_said(real_desk, open_review, measured, code, said) -> None:
    file = make_file()
    measured.broken[file.sha256] = code
    item = real_desk.add_item("林致远", fields=AWARD, evidence=(file,))
    open_review()
    assert flags_of(real_desk, item) == said


def test_checks_that_fail_stop_nothing(real_desk, open_review, qtbot) -> None:
    item = real_desk.add_item("林致远", fields=AWARD)
    tab = open_review()
    tab.session.checks.look_at(SubjectKind.ARCHIVE_ITEM, "01990000-0000-7000-8000-000000009999")
    rest(qtbot, tab)
    tab.page.desk.pass_item()
    rest(qtbot, tab)
    assert real_desk.item(item.id).status is ArchiveStatus.PASSED


def test_nothing_is_checked_any_more_after_signing_out(real_desk, open_review, measured) -> None:
    real_desk.add_item("林致远", fields=AWARD)
    tab = open_review()
    tab.session.checks.stop()
    tab.session.checks.look_at(SubjectKind.ARCHIVE_ITEM, "anything")
    assert tab.session.checks.is_resting


@pytest.mark.req("B6.3")
def test_a_hint_stands_at_its_field_with_another_mark_than_a_notice(real_desk, open_tab) -> None:
    real_desk.add_item("林致远", fields=AWARD | {"people": "3", "rank": "2"})
    tab = open_tab(ArchiveTab)
    tab.page.open_target(ArchiveTarget("award", ArchiveStatus.PENDING, review=True))
    tab.wait()
    assert tab.find(Callout, "archive.flags").title() == "机器预检：1 处提示"
    rows = [r.block() for r in tab.find(FormView, "archive.form").findChildren(FieldRow) if r.isVisible()]
    people = next(block for block in rows if block.label == "参与人数")
    assert people.flag_state == "info"
    assert people.flag.startswith("3 人参与，只附了一份证明")
    assert tab.page.state.row(0).flags == 0
