"""Keys: the one table that the keys sheet shows, and the one way to bind a key on a page.

A single letter never fires while a text field has the focus (Qt gives printable keys to the field first), and a
page's keys rest while the page is hidden or something lies over it.
"""

import weakref
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

import shiboken6
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from ui.widgets.overlay import Overlay


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
            KeyLine(("S",), "省平台录入"),
            KeyLine(("?",), "全部按键"),
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
            KeyLine(("M",), "附件矩阵"),
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
            KeyLine(("O",), "重开本级的结论"),
            KeyLine(("D",), "重新提交的：下一处改动"),
            KeyLine(("Z",), "撤销刚写的结论"),
            KeyLine(("I",), "显示证件号码，会记入日志"),
            KeyLine(("L",), "审核日志"),
            KeyLine(("Ctrl Enter",), "确认退回、批量结论"),
        ),
    ),
    KeyGroup(
        "佐证材料",
        (
            KeyLine(("空格",), "下一页；看完后下一部分"),
            KeyLine(("Shift 空格",), "上一页"),
            KeyLine(("[", "]"), "上一个、下一个文件"),
            KeyLine(("+", "-"), "放大、缩小"),
            KeyLine(("0",), "适合宽度，或整页"),
            KeyLine(("T",), "旋转"),
            KeyLine(("F11",), "全屏"),
        ),
    ),
    KeyGroup(
        "人员与档案",
        (
            KeyLine(("N",), "新增人员，新增一条"),
            KeyLine(("Ctrl S",), "保存，交审核"),
            KeyLine(("Ctrl V",), "粘贴文件或图片"),
            KeyLine(("Alt ↑", "Alt ↓"), "调整文件次序"),
            KeyLine(("Z",), "恢复放弃的草稿、移除的文件"),
        ),
    ),
    KeyGroup(
        "申报进度、缺件矩阵",
        (
            KeyLine(("N",), "马上申报"),
            KeyLine(("↑", "↓", "←", "→"), "换人、换一件"),
            KeyLine(("Enter",), "去补这一件"),
            KeyLine(("Ctrl C",), "复制这个人的缺件清单"),
            KeyLine(("Ctrl P",), "打印缺件清单"),
        ),
    ),
    KeyGroup(
        "申报",
        (
            KeyLine(("Ctrl Enter",), "马上申报，下一步，提交"),
            KeyLine(("A",), "一键改好证件照"),
            KeyLine(("空格",), "申报要求的下一屏"),
        ),
    ),
    KeyGroup(
        "公示管理",
        (
            KeyLine(("N",), "发起公示"),
            KeyLine(("Ctrl Enter",), "开始公示"),
            KeyLine(("P",), "写结论"),
            KeyLine(("L",), "公示日志"),
        ),
    ),
    KeyGroup(
        "受理与评审",
        (
            KeyLine(("1", "…", "9"), "下方的各项办理"),
            KeyLine(("P",), "批量通过，先列名单"),
            KeyLine(("X",), "勾选；在单位一行勾选整个单位"),
            KeyLine(("Ctrl A",), "全选"),
            KeyLine(("Z",), "撤销刚办的"),
        ),
    ),
    KeyGroup(
        "评审会",
        (
            KeyLine(("H",), "在受理与评审里打开评审会"),
            KeyLine(("N",), "新建评审会"),
            KeyLine(("E",), "改评审会"),
            KeyLine(("Enter",), "填票数"),
            KeyLine(("P", "F"), "登记通过、未通过"),
            KeyLine(("I",), "导入结果"),
            KeyLine(("Z",), "撤销刚登记的结果"),
        ),
    ),
)


EXCHANGE_KEYS = KeyGroup(
    "同步",
    (
        KeyLine(("Y",), "上报记录、同步日志"),
        KeyLine(("Ctrl Enter",), "立即同步"),
        KeyLine(("Enter",), "接受已生效的结论"),
        KeyLine(("O",), "打开重新审核，或申请重开"),
    ),
)
"""Only at a desk with a server."""


def bind_key(owner: QWidget, keys: str, act: Callable[[], object], *, repeats: bool = False) -> "PageKey":
    """Run ``act`` (a bound method of a QObject) when the keys are pressed while ``owner`` is visible in the active
    window and nothing lies over it. ``repeats``: also while the key is held (moving through a list), never for a
    decision. Enter also fires from a one-line field: Qt keeps only printable keys for it."""
    return PageKey(owner, keys, act, repeats)


def bind_enter(owner: QWidget, act: Callable[[], object]) -> "tuple[PageKey, PageKey]":
    """Both Enter keys."""
    return bind_key(owner, "Return", act), bind_key(owner, "Enter", act)


def keys_rest(owner: QWidget) -> bool:
    """Whether a sheet or dialog lies over the owner: its keys do nothing then. An error over an open sheet lies on top,
    so the sheet's keys rest and its own do not."""
    shown = [o for o in owner.window().findChildren(Overlay) if o.isVisible()]
    around = [o for o in shown if o is owner or o.isAncestorOf(owner)]
    own_order = max((o.order for o in around), default=0)
    return any(o.order > own_order for o in shown if o not in around)


def press_focused(owner: QWidget, primary: QAbstractButton) -> bool:
    """Enter is the key of the primary, except on another button of the owner that has the focus: that one is pressed."""
    focus = QApplication.focusWidget()
    if isinstance(focus, QAbstractButton) and focus is not primary and owner.isAncestorOf(focus):
        focus.click()
        return True
    return False


class PageKey(QShortcut):
    """A key of a page or of an overlay. Where both bind the same key, Qt calls it ambiguous and picks either; here
    the one that does not rest is fired."""

    fired = Signal()
    _all: ClassVar["weakref.WeakSet[PageKey]"] = weakref.WeakSet()

    def __init__(self, owner: QWidget, keys: str, act: Callable[[], object], repeats: bool) -> None:
        super().__init__(QKeySequence(keys), owner)
        self._owner = owner
        self.setContext(Qt.ShortcutContext.WindowShortcut)
        self.setAutoRepeat(repeats)
        self.fired.connect(act)
        self.activated.connect(self._dispatch)
        self.activatedAmbiguously.connect(self._dispatch)
        PageKey._all.add(self)

    def is_open(self) -> bool:
        """Whether the key would do something now."""
        return self.isEnabled() and self._owner.isVisible() and not keys_rest(self._owner)

    def _dispatch(self) -> None:
        """Fire the open key whose owner lies deepest: a pane inside a page comes before the page."""
        window, keys = self._owner.window(), self.key()
        same = [k for k in PageKey._all if shiboken6.isValid(k) and k.key() == keys]
        open_ones = [k for k in same if k._owner.window() is window and k.is_open()]
        if open_ones:
            max(open_ones, key=PageKey._depth).fired.emit()

    def _depth(self) -> int:
        depth, widget = 0, self._owner.parentWidget()
        while widget is not None:
            depth, widget = depth + 1, widget.parentWidget()
        return depth
