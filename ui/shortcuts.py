"""Keys: the one table that the keys sheet shows, and the one way to bind a key on a page.

A single letter never fires while a text field has the focus (Qt gives printable keys to the field first), and a
page's keys rest while the page is hidden.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, slots=True)
class KeyLine:
    keys: tuple[str, ...]
    """As the chips show them."""
    meaning: str


@dataclass(frozen=True, slots=True)
class KeyGroup:
    title: str
    lines: tuple[KeyLine, ...]


KEY_GROUPS: tuple[KeyGroup, ...] = (
    KeyGroup(
        "任何地方",
        (
            KeyLine(("Ctrl K",), "查找人员"),
            KeyLine(("Ctrl 1", "…"), "换页签"),
            KeyLine(("?",), "全部按键"),
            KeyLine(("F6",), "换窗格"),
            KeyLine(("Esc",), "关闭，返回"),
        ),
    ),
    KeyGroup(
        "列表",
        (
            KeyLine(("J", "↓"), "下一条"),
            KeyLine(("K", "↑"), "上一条"),
            KeyLine(("Enter",), "打开审阅"),
            KeyLine(("X",), "勾选"),
            KeyLine(("/",), "查找"),
        ),
    ),
    KeyGroup(
        "审阅",
        (
            KeyLine(("P",), "通过，或审核无误"),
            KeyLine(("R",), "退回"),
            KeyLine(("F",), "不通过"),
            KeyLine(("E",), "写意见"),
            KeyLine(("Z",), "撤销刚写的结论"),
            KeyLine(("I",), "显示证件号码（会记入日志）"),
            KeyLine(("L",), "审核日志"),
        ),
    ),
    KeyGroup(
        "佐证材料",
        (
            KeyLine(("空格",), "下一页；看完后下一部分"),
            KeyLine(("Shift 空格",), "上一页"),
            KeyLine(("[", "]"), "上一个、下一个文件"),
            KeyLine(("+", "-"), "放大、缩小"),
            KeyLine(("0",), "适合窗口"),
            KeyLine(("T",), "旋转"),
        ),
    ),
)


def bind_key(owner: QWidget, keys: str, act: Callable[[], object], *, repeats: bool = False) -> QShortcut:
    """Run ``act`` (a bound method of a QObject) when the keys are pressed while ``owner`` is visible in the active
    window. ``repeats``: also while the key is held (moving through a list), never for a decision."""
    shortcut = QShortcut(QKeySequence(keys), owner)
    shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
    shortcut.setAutoRepeat(repeats)
    shortcut.activated.connect(act)
    return shortcut


def bind_enter(owner: QWidget, act: Callable[[], object]) -> tuple[QShortcut, QShortcut]:
    """Both Enter keys."""
    return bind_key(owner, "Return", act), bind_key(owner, "Enter", act)
