"""What list the clerk is in: tab, chips, fragment, year, plan, order; its rows and counts. Both states share it.

Reads on the read thread; a newer question drops the older one, so that every letter of the search may ask.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from app.domain.commands import Changed
from app.domain.declaration import DeclarationTab, EmployerStep
from app.domain.organisation import Role
from app.domain.road import REVIEW_STAGES
from app.ports.queries import DeclarationFilter, DeclarationRow, ListOrder
from ui.models.windowed_table import WindowedTable
from ui.operations import AFTER_PAINT_MS
from ui.roster_export import Roster
from ui.session import Session
from ui.tabs.declarations.columns import make_columns, make_row_roles, texts_of
from ui.tabs.declarations.list_source import DeclarationSource
from ui.tabs.declarations.row_words import StatePill, make_pill, standing_of
from ui.texts.words import word


def tabs_of(role: Role) -> tuple[DeclarationTab, ...]:
    """待审查 审查通过 审查不通过 退回记录 全部 (A3.15); a desk that only reads has 全部."""
    return tuple(DeclarationTab) if role in REVIEW_STAGES else (DeclarationTab.ALL,)


@dataclass(frozen=True)
class Counts:
    by_tab: Mapping[DeclarationTab, int] = field(default_factory=dict)
    by_step: Mapping[EmployerStep, int] = field(default_factory=dict)
    flagged: int = 0
    """Of the tab shown: declarations with pre-check notices."""
    not_entered: int = 0
    """Of the tab shown: declarations with a decision that is not in the 省平台 yet."""
    years: Sequence[int] = ()


class DeclarationList(QObject):
    """GUI thread only."""

    name = "declarations"
    unit = "份"

    columns_changed = Signal()
    """退回记录 has columns of its own."""
    filter_changed = Signal()
    counted = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.role = session.actor.role
        self.is_employer = self.role is Role.EMPLOYER
        self.tabs = tabs_of(self.role)
        self.plans: Mapping[str, str] = {kit.id: kit.name for kit in session.desk.plan_kits.all()}
        self._short_plans = {kit.id: kit.opinion_title for kit in session.desk.plan_kits.all()}
        self.wanted = DeclarationFilter(tab=self.tabs[0])
        self.counts = Counts()
        self.columns = make_columns(self.pill_of, self.role, returns=False)
        self.model = WindowedTable(
            session.operations,
            self.columns,
            make_row_roles(
                self.pill_of, self.role, self._tab_now, self._short_plan, session.today, session.marks
            ),
            _declarations_of,
            self,
        )
        session.marks.changed.connect(self.model.repaint_rows)

    # ---- what is shown

    @property
    def shows_returns(self) -> bool:
        return self.wanted.tab is DeclarationTab.RETURNS

    @property
    def shows_chips(self) -> bool:
        """Only the employer's 待审查 has steps inside (DOMAIN facts §4)."""
        return self.is_employer and self.wanted.tab is DeclarationTab.PENDING

    def start(self, wanted: DeclarationFilter) -> None:
        """Show a list from scratch (the tab opened, a link led here)."""
        if wanted.tab not in self.tabs:
            wanted = replace(wanted, tab=self.tabs[0])
        before, self.wanted = self.shows_returns, wanted
        if before != self.shows_returns:
            self.columns = make_columns(self.pill_of, self.role, returns=self.shows_returns)
            self.model.set_columns(self.columns)
            self.columns_changed.emit()
        self.model.show(self._source())
        self.filter_changed.emit()
        self._count()

    def set_tab(self, tab: DeclarationTab) -> None:
        self._change(tab=tab, steps=frozenset(), flagged_only=False, not_entered=False)

    def set_steps(self, steps: frozenset[EmployerStep]) -> None:
        self._change(steps=steps)

    def set_text(self, text: str) -> None:
        self._change(text=text)

    def set_year(self, year: int | None) -> None:
        self._change(year=year)

    def set_plan(self, plan_id: str | None) -> None:
        self._change(plan_id=plan_id)

    def set_flagged_only(self, on: bool) -> None:
        self._change(flagged_only=on)

    def set_not_entered(self, on: bool) -> None:
        self._change(not_entered=on)

    def set_order(self, order: ListOrder) -> None:
        self._change(order=order)

    def clear_filters(self) -> None:
        """Everything of the tab again."""
        self._change(
            text="", year=None, plan_id=None, steps=frozenset(), flagged_only=False, not_entered=False
        )

    def is_narrowed(self) -> bool:
        """Whether anything but the tab limits the list."""
        bare = DeclarationFilter(tab=self.wanted.tab, order=self.wanted.order)
        return self.wanted != bare

    def flagged_count(self) -> int:
        return self.counts.flagged

    def refresh(self, changed: Changed | None = None) -> None:
        """After a write: rows and counts again; everything keeps its place."""
        if changed is None or changed.declarations:
            self.model.refresh(changed)
            self._count()

    # ---- rows

    def row(self, place: int) -> DeclarationRow | None:
        found: DeclarationRow | None = self.model.row_at(place)
        return found

    def pill_of(self, row: DeclarationRow) -> StatePill:
        return make_pill(standing_of(row), self._session.actor.role, self._session.today())

    def source(self) -> DeclarationSource:
        """The list as it is on the screen."""
        return self._source()

    def roster(self) -> Roster:
        """The same for 导出名单."""
        source, columns = self._source(), list(self.columns)
        return Roster(
            *(self.tr("职称申报名单"), word(self.wanted.tab)),
            tuple(column.title for column in columns[:-1]),
            source.keys,
            source.rows,
            partial(texts_of, columns),
        )

    # ---- inside

    def _source(self) -> DeclarationSource:
        return DeclarationSource(
            self._session.desk.queries, self._session.scope, self.wanted, self._session.today
        )

    def _tab_now(self) -> DeclarationTab:
        return self.wanted.tab

    def _short_plan(self, plan_id: str) -> str:
        return self._short_plans.get(plan_id, "")

    def _change(self, **changes: object) -> None:
        wanted = replace(self.wanted, **changes)  # type: ignore[arg-type]
        if wanted != self.wanted:
            self.start(wanted)

    def _count(self) -> None:
        queries, scope, wanted = self._session.desk.queries, self._session.scope, self.wanted
        today = self._session.today

        def act() -> Counts:
            bare = replace(wanted, flagged_only=False, not_entered=False)
            flagged = queries.declaration_counts(scope, replace(bare, flagged_only=True))
            to_enter = queries.declaration_counts(scope, replace(bare, not_entered=True))
            return Counts(
                by_tab=queries.declaration_counts(scope, bare),
                by_step=queries.step_counts(scope, wanted, today()),
                flagged=flagged.get(wanted.tab, 0),
                not_entered=to_enter.get(wanted.tab, 0),
                years=queries.declaration_years(scope),
            )

        operations = self._session.operations
        operations.read(act, self._counts_arrived, key="declaration-counts", after_ms=AFTER_PAINT_MS)

    def _counts_arrived(self, counts: Counts) -> None:
        self.counts = counts
        self.counted.emit()


def _declarations_of(changed: Changed) -> Sequence[str]:
    return changed.declarations
