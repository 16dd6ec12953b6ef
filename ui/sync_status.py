"""What the left side of the status bar says of the exchange, and why (LOOK picture 09). Pure."""

from dataclasses import dataclass
from datetime import date

from ui.sync_runner import SyncState
from ui.texts.errors import describe_code
from ui.texts.sync_words import say_phase, say_time
from ui.texts.translate import fill, translate

SYNC, WAITING, CONFLICTS, REFUSED = "sync", "waiting", "conflicts", "refused"


@dataclass(frozen=True, slots=True)
class StatusWords:
    """One item; an empty ``text`` hides it. ``tip`` says why it is so and what to do."""

    name: str
    text: str
    icon: str = ""
    token: str = "muted"
    tip: str = ""


def say_status(state: SyncState, server: str, today: date, *, shows_running: bool) -> tuple[StatusWords, ...]:
    """Left to right. ``shows_running``: the round takes longer than a moment, or was asked for."""
    return (
        _say_sync(state, server, today, shows_running=shows_running),
        _count(
            state.counts.waiting,
            *(WAITING, "待上报 {count}", "cloud-upload", "muted"),
            "结论已存在本机，还没有上报到服务器。刚写的先留一会儿，可以按 Z 撤销；到时自动上报。",
        ),
        _count(
            state.counts.conflicts,
            *(CONFLICTS, "冲突 {count}", "equal-not", "conflict"),
            "别人先作了决定，您的结论没有生效。点开看两个结论，再决定怎样办。",
        ),
        _count(
            state.counts.refused,
            *(REFUSED, "未被接受 {count}", "circle-alert", "failed"),
            "服务器没有接受这些办理。点开看原因，再决定怎样办。",
        ),
    )


def _say_sync(state: SyncState, server: str, today: date, *, shows_running: bool) -> StatusWords:
    last = say_time(state.last_round, today) if state.last_round is not None else ""
    where = fill(_t("服务器：{server}"), {"server": server})
    since = fill(_t("上次同步 {last}"), {"last": last}) if last else _t("还没有同步过")
    if state.progress is not None and (shows_running or not state.is_known):
        return StatusWords(SYNC, _t("正在同步…"), "refresh-cw", tip=f"{say_phase(state.progress)}\n{where}")
    if state.problem:
        why = describe_code(state.problem, state.params)
        tip = f"{why}\n{since}\n{where}"
        if state.is_offline:
            return StatusWords(SYNC, _t("离线"), "cloud-off", tip=tip)
        return StatusWords(SYNC, _t("没有同步"), "triangle-alert", "returned", tip)
    warned = [describe_code(code, state.params) for code in state.warnings]
    tip = "\n".join([*warned, since, where])
    if not last:
        return StatusWords(SYNC, _t("还没有同步"), "cloud", tip=tip)
    words = fill(_t("已同步 {last}"), {"last": last})
    if warned:
        return StatusWords(SYNC, words, "triangle-alert", "returned", tip)
    return StatusWords(SYNC, words, "cloud-check", tip=tip)


def _count(count: int, name: str, words: str, icon: str, token: str, tip: str) -> StatusWords:
    text = fill(_t(words), {"count": str(count)}) if count else ""
    return StatusWords(name, text, icon, token, _t(tip) if text else "")


def _t(text: str) -> str:
    return translate("sync", text)
