"""The exchange with the shared database in a clerk's words: status bar, 上报记录, 同步日志 (``app.ports.sync``)."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from app.domain.decision import Action
from app.ports.sync import (
    ConflictCase,
    OpState,
    OutboxRow,
    SyncLogKind,
    SyncLogLine,
    SyncPhase,
    SyncProgress,
)
from ui.texts.dates import format_clock, local, say_duration, say_moment
from ui.texts.errors import describe_plainly
from ui.texts.translate import fill, translate
from ui.texts.words import word

_STATES: Mapping[OpState, tuple[str, str, str]] = {
    OpState.LOCAL: ("neutral", "只在本机", "laptop"),
    OpState.RESTING: ("pending", "待上报", "hourglass"),
    OpState.PENDING: ("pending", "待上报", "cloud-upload"),
    OpState.SENT: ("pending", "等答复", "cloud-upload"),
    OpState.APPLIED: ("passed", "已上报", "cloud-check"),
    OpState.CONFLICT: ("conflict", "冲突", "equal-not"),
    OpState.REFUSED: ("error", "未被接受", "circle-alert"),
    OpState.WITHDRAWN: ("neutral", "已撤销", "rotate-ccw"),
    OpState.CLOSED: ("neutral", "已处理", "check"),
}
"""State, word and icon of a pill."""

_PHASES: Mapping[SyncPhase, str] = {
    SyncPhase.IDLE: "正在同步",
    SyncPhase.CONNECTING: "正在连接",
    SyncPhase.PUSHING: "正在上报",
    SyncPhase.PULLING: "正在接收",
    SyncPhase.APPLYING: "正在整理",
    SyncPhase.COMPARING: "正在核对",
    SyncPhase.FILES: "正在传附件",
}

_COMMANDS: Mapping[str, str] = {
    "WithdrawDecision": "撤销结论",
    "MarkEntered": "录入省平台",
    "StartPublicity": "开始公示",
    "CancelPublicity": "重新公示",
    "AddPublicityEvidence": "加公示照片",
    "MarkSheetExported": "导出公示材料",
    "RecordObjection": "登记异议",
    "ResolveObjection": "处理异议",
    "AddEvidence": "加佐证材料",
    "EnterApplicant": "建立人员",
    "SaveItem": "保存",
    "HandInItem": "保存",
    "SubmitDeclaration": "提交",
    "StartDeclaration": "马上申报",
    "DropDeclaration": "放弃草稿",
    "TakeBack": "撤回",
    "KeepMeeting": "评审会",
    "ReopenArchiveItem": "重开",
    "ImportHolidayYear": "导入节假日",
    "AcceptStanding": "接受已生效的结论",
}


def pill_of(state: OpState) -> tuple[str, str, str]:
    """State, word and icon of an op's pill."""
    look, words, icon = _STATES[state]
    return look, _t(words), icon


def word_of_row(row: OutboxRow) -> str:
    """What was done: the act where the command has one."""
    return word(row.action) if row.action is not None else _t(_COMMANDS.get(row.command, row.command))


def say_mark(row: OutboxRow, now: datetime) -> str:
    """待上报，2 分钟内可撤销; 已上报; 冲突，您的结论没有生效."""
    if row.state is OpState.RESTING and row.due_at is not None and row.due_at > now:
        words = _t("待上报，{0}内可撤销")
        return words.replace("{0}", say_duration(row.due_at - now))
    if row.state is OpState.CONFLICT:
        return _t("冲突，您的结论没有生效")
    return pill_of(row.state)[1]


def say_act(action: Action | None) -> str:
    """A verdict of a conflict; where nothing was decided the content changed."""
    return word(action) if action is not None else _t("内容已改动")


def note_of_case(case: ConflictCase) -> str:
    """The own verdict as the log of the dossier keeps it: 未生效的结论：通过　10月9日 10:21　意见：…"""
    own = case.own
    words = fill(_t("未生效的结论：{act}　{at}"), {"act": say_act(own.action), "at": say_moment(own.at)})
    said = own.notice or own.opinion
    return f"{words}　{said}" if said else words


def say_first(case: ConflictCase) -> str:
    """Who was first, and that nothing was lost."""
    standing, own = case.standing, case.own
    values = {"who": standing.reviewer or standing.organisation, "span": _say_span(own.at - standing.at)}
    kept = _t("您的结论没有丢，记入了审核日志。")
    if standing.action is None:
        return fill(_t("内容在您决定以前已被改动；"), values) + kept
    if standing.at >= own.at:
        return fill(_t("{who}的决定先到服务器，已生效；"), values) + kept
    return fill(_t("{who}比您早 {span}作出决定，先到的结论已生效；"), values) + kept


def _say_span(span: timedelta) -> str:
    """2 分钟, 3 小时, 1 天: only how long roughly."""
    hours = span.total_seconds() / 3600
    if hours < 1:
        return say_duration(span)
    many = _t("{0} 小时") if hours < 24 else _t("{0} 天")
    return many.replace("{0}", str(round(hours if hours < 24 else hours / 24)))


def say_phase(progress: SyncProgress) -> str:
    """正在接收 1200 / 8000　上城区."""
    parts = [_t(_PHASES[progress.phase])]
    if progress.total:
        parts.append(f"{progress.done} / {progress.total}")
    elif progress.done:
        parts.append(str(progress.done))
    return " ".join(parts) + (f"　{progress.subject}" if progress.subject else "")


def say_time(moment: datetime, today: date) -> str:
    """10:31 of today, 10月8日 17:42 of another day."""
    return format_clock(moment) if local(moment).date() == today else say_moment(moment)


def say_log(line: SyncLogLine) -> tuple[str, str]:
    """Title and text of a line of the log. Its parameters: ``db.sync.round_report``, ``push`` and ``engine``."""
    params = line.params
    name = str(params.get("name") or params.get("district") or "")
    match line.kind:
        case SyncLogKind.ROUND:
            return _t("同步"), _say_round(params)
        case SyncLogKind.FIRST:
            return _t("第一次接收完成"), _join(name, _count(params, "rows", "收到 {0} 条"))
        case SyncLogKind.FAILED:
            code = str(params.get("code", ""))
            return _t("没有同步完"), _say_why(code, params)
        case SyncLogKind.CONFLICT:
            words = _t("别人先作了决定，您的“{act}”没有生效")
            return _t("有冲突"), fill(words, {"act": _word_of_pushed(params)})
        case SyncLogKind.REFUSED:
            code, detail = str(params.get("code", "")), params.get("params")
            known = detail if isinstance(detail, Mapping) else {}
            why = _say_why(code, known) if code else ""
            return fill(_t("未被接受：{act}"), {"act": _word_of_pushed(params)}), why
        case SyncLogKind.REPULL:
            words = _t("服务器恢复过，或两边对不上，已重新接收；没有上报的都还在")
            return _t("重新接收"), _join(name, words)
        case SyncLogKind.LEFT:
            words = _t("已从本机的列表里移出")
            if params.get("file"):
                words = _t("没有上报的 {count} 条已导出到 {file}，已从本机的列表里移出")
            known_words = {"count": str(params.get("exported", "")), "file": str(params.get("file", ""))}
            return _t("不再由本单位办理"), _join(name, fill(words, known_words))


def _say_why(code: str, params: Mapping[str, object]) -> str:
    """On the one line of a log: what happened, without what to do about it."""
    return f"{describe_plainly(code, params).split('。', 1)[0]}（{code}）"


def _word_of_pushed(params: Mapping[str, object]) -> str:
    """退回, 开始公示 …: what was sent."""
    action, command = str(params.get("action", "")), str(params.get("command", ""))
    if action in set(Action):
        return word(Action(action))
    return _t(_COMMANDS.get(command, command))


def _join(*parts: str) -> str:
    return "　".join(part for part in parts if part)


def _say_round(params: Mapping[str, object]) -> str:
    parts = [
        _count(params, "pushed", "上报 {0} 条"),
        _count(params, "pulled", "收到 {0} 条"),
        _count(params, "conflicts", "冲突 {0} 条"),
        _count(params, "refused", "未被接受 {0} 条"),
        _count(params, "files_up", "上传附件 {0} 个"),
        _count(params, "files_down", "下载附件 {0} 个"),
    ]
    return "，".join(part for part in parts if part) or _t("没有变化")


def _count(params: Mapping[str, object], name: str, words: str) -> str:
    number = str(params.get(name, "") or "")
    return _t(words).replace("{0}", number) if number not in ("", "0") else ""


def _t(text: str) -> str:
    return translate("sync", text)
