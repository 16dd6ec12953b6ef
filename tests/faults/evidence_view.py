"""What the evidence pane of the archive desk shows, read as a person reads it."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from app.domain.attachment import FileRef
from app.ports.preview import DocumentInfo


def keep(desk: Any, content: bytes, name: str) -> FileRef:
    """Into the attachment store."""
    ref: FileRef = desk.desk.attachments.put(content, name)
    return ref


def go_to_file(tab: Any, place: int) -> None:
    tab.page.review.evidence.go_to(place)
    tab.wait()


def wait_for_page(qtbot: Any, tab: Any, place: int = 0) -> None:
    """Until the first page of the file stands there as its own picture."""
    canvas = tab.page.review.evidence.canvas

    def stands_there() -> bool:
        index = canvas._layout.find_index(place, 0)
        block = canvas._layout.blocks[index] if index is not None else None
        return (
            block is not None
            and isinstance(canvas.shown.states[place], DocumentInfo)
            and canvas._pictures.has_exact(block, canvas.zoom(), canvas.room())
        )

    qtbot.waitUntil(stands_there, timeout=30_000)


def wait_for_message(qtbot: Any, tab: Any, code: str) -> str:
    """The message on the pane that carries the code."""
    canvas = tab.page.review.evidence.canvas

    def find() -> list[str]:
        return [text for text in canvas.list_error_texts() if f"（{code}）" in text]

    qtbot.waitUntil(lambda: bool(find()), timeout=30_000)
    return find()[0]


def retry(tab: Any) -> None:
    """The first 重试 in view."""
    canvas = tab.page.review.evidence.canvas
    link = next(b for b in canvas.findChildren(QPushButton) if b.text() == "重试" and b.isVisible())
    QTest.mouseClick(link, Qt.MouseButton.LeftButton)
    tab.wait()
