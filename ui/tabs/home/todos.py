"""Which things 今天要办 lists, from HomeFacts. Pure but for the words; ``view`` calls."""

from datetime import date

from PySide6.QtCore import QCoreApplication

from app.domain.archive import ArchiveStatus
from app.ports.queries import HomeFacts, PublicityRow, PublicityTab
from ui.tabs.home.todo_card import Todo
from ui.targets import ArchiveTarget, PublicityTarget
from ui.texts.dates import format_day, say_day

MOST_NAMES = 3


def list_todos(facts: HomeFacts, today: date) -> list[Todo]:
    """Objections first, then what is over, then what waits for the office, then what waits for the person."""
    todos = [_objected(row) for row in facts.publicities_objected]
    # One with an open objection is over too, but cannot be concluded: it stands above.
    todos += [_over(row) for row in facts.publicities_over if not row.open_objections]
    if facts.waiting_for_publicity:
        todos.append(
            Todo(
                "megaphone",
                "pending",
                _tr("{0} 份申报审核无误，待公示").format(facts.waiting_for_publicity),
                _tr("可以一次公示多人"),
                "",
                _tr("去公示"),
                PublicityTarget(PublicityTab.WAITING),
            )
        )
    if facts.returned_items:
        todos.append(
            Todo(
                "undo-2",
                "returned",
                _tr("{0} 条退回的档案还没有重新提交").format(facts.returned_items),
                _tr("申报人改好后会回到待审核"),
                "",
                _tr("看名单"),
                ArchiveTarget(status=ArchiveStatus.RETURNED),
            )
        )
    return todos


def name_people(names: tuple[str, ...]) -> str:
    """杨若琳、郑凯等 5 人."""
    shown = "、".join(names[:MOST_NAMES])
    return shown if len(names) <= MOST_NAMES else _tr("{0}等 {1} 人").format(shown, len(names))


def _over(row: PublicityRow) -> Todo:
    """A publicity whose last day is behind, or is today (通过 opens at 00:00 of the day after, A4.4)."""
    people, span = name_people(row.names), f"{format_day(row.start)} {_tr('至')} {format_day(row.end)}"
    if row.over:
        title, detail = _tr("{0}的单位公示已经期满"), _tr("{0}　没有未处理的异议　可以写结论")
        when = _tr("{0} 期满").format(say_day(row.end)) if row.end else ""
    else:
        title, detail, when = (
            _tr("{0}的单位公示今天期满"),
            _tr("{0}　没有未处理的异议　明天起可写结论"),
            _tr("今天 24:00"),
        )
    return Todo(
        "calendar-check-2" if row.over else "calendar-clock",
        "passed" if row.over else "pending",
        title.format(people),
        detail.format(span),
        when,
        _tr("看公示"),
        PublicityTarget(PublicityTab.OVER_TODAY, row.publicity_id or ""),
    )


def _objected(row: PublicityRow) -> Todo:
    return Todo(
        "message-square-warning",
        "returned",
        _tr("{0} 个异议待处理").format(row.open_objections),
        _tr("{0}的单位公示　{1} 至 {2}").format(
            name_people(row.names), format_day(row.start), format_day(row.end)
        ),
        "",
        _tr("去处理"),
        PublicityTarget(PublicityTab.OBJECTED, row.publicity_id or ""),
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("home", text)
