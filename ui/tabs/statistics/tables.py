"""The numbers behind each picture as a table: what 看数字表 shows and what the workbook keeps. Nothing is left out."""

from app.domain.organisation import Role
from app.domain.statistics import GroupCount, Grouping
from app.domain.statistics_times import StepTime
from app.ports.documents import NumberSheet
from ui.tabs.statistics.figures import Figures
from ui.tabs.statistics.names import Names, fill_in, name_grouping, name_leg, name_step, say
from ui.texts.words import word


def table_of_legs(figures: Figures) -> NumberSheet:
    return NumberSheet(
        say("申报走到哪里"),
        (say("环节"), say("到过"), say("已走过"), say("还在此"), say("不通过"), say("放弃")),
        [
            (
                name_leg(leg.leg),
                leg.reached,
                leg.reached - leg.here - leg.failed - leg.withdrawn,
                leg.here,
                leg.failed,
                leg.withdrawn,
            )
            for leg in figures.legs
        ],
    )


def table_of_reasons(figures: Figures, names: Names) -> NumberSheet:
    """Every reason by the level that ticked it, the commonest first."""
    by_places = sorted(figures.counts.reasons, key=lambda one: (-one.places, one.level, one.code))
    return NumberSheet(
        say("退回原因"),
        (say("原因"), say("哪一级退回"), say("处数")),
        [(names.reason(one.code), word(one.level), one.places) for one in by_places],
    )


def table_of_times(figures: Figures) -> NumberSheet:
    return NumberSheet(
        say("每一步用几个工作日"),
        (
            *(say("环节"), say("走完"), say("中位数"), say("80%从"), say("到"), say("最长")),
            *(say("在等"), say("最久"), say("超期")),
        ),
        [(name_step(one.step), *_numbers(one)) for one in figures.times],
    )


def _numbers(one: StepTime) -> tuple[int | float | None, ...]:
    return (
        *(one.left, one.median, one.low, one.high, one.longest),
        *(one.waiting, one.longest_wait, one.late),
    )


def table_of_groups(figures: Figures, grouping: Grouping, names: Names) -> NumberSheet:
    return NumberSheet(
        fill_in("按{0}", name_grouping(grouping)),
        (name_grouping(grouping), say("份数"), say("没退回过"), say("退回过"), say("不通过")),
        [(names.group(grouping, one.key), *_counts(one)) for one in figures.groups[grouping]],
    )


def _counts(one: GroupCount) -> tuple[int, int, int, int]:
    return one.total, one.smooth, one.returned, one.failed


def groupings_of(role: Role) -> tuple[Grouping, ...]:
    """An employer has one unit only."""
    return (Grouping.MODE, Grouping.PLAN) if role is Role.EMPLOYER else tuple(Grouping)


def make_sheets(figures: Figures, names: Names, role: Role) -> tuple[NumberSheet, ...]:
    """One sheet for each picture."""
    groups = (table_of_groups(figures, grouping, names) for grouping in groupings_of(role))
    return table_of_legs(figures), table_of_reasons(figures, names), table_of_times(figures), *groups
