"""待发起, right side: one publicity for the persons ticked (or the one the list stands on), judged while it is typed."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.domain.organisation import Role
from app.domain.plan import CalendarRule
from app.domain.publicity import PublicityKind, kind_awaited
from app.ports.queries import DeclarationDossier
from ui.session import Session
from ui.tabs.publicity.desk_frame import DeskFrame
from ui.tabs.publicity.draft import Judged, Typed, judge
from ui.tabs.publicity.exports import Posted
from ui.tabs.publicity.members import common_rule, kit_of, say_names, word_opinion
from ui.tabs.publicity.month import Period, choose_month
from ui.tabs.publicity.opinion_card import OpinionCard, OpinionLine
from ui.tabs.publicity.person_words import describe_line
from ui.tabs.publicity.start_fields import MISSING, StartFields
from ui.texts.words import word
from ui.widgets.buttons import PrimaryButton
from ui.widgets.callout import Callout


class StartPane(DeskFrame):
    """``confirmed`` when the person begins it."""

    confirmed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("publicity.draft", parent, tall=True)
        self._session = session
        self._office = session.actor.role is not Role.EMPLOYER
        """The committee's office: names who publishes, and writes no opinion."""
        self.members: tuple[DeclarationDossier, ...] = ()
        self._shown_start = date.min
        body = session.actor.organisation_name if self._office else ""
        self._today = session.today()
        self.form = StartFields(self._today, body=body)
        self.fields.addWidget(self.form)
        self.fields.addStretch(1)
        note = "" if self._office else self.tr("按模板填写的样子，期满写结论时可改")
        title = self.tr("公示人员") if self._office else self.tr("审查意见")
        self.opinion = OpinionCard("publicity.draft", note, title=title, roomy=self._office)
        self.problem = Callout("error")
        self.problem.setObjectName("publicity.start_problem")
        self.foot.addWidget(self.problem)
        self.foot.addWidget(self.opinion)
        self.begin = PrimaryButton(self.tr("开始公示"), "megaphone", "Ctrl Enter")
        self.begin.setObjectName("publicity.begin")
        self.bar.add_button(self.begin)
        self.log.hide()
        self.begin.clicked.connect(self.confirmed)
        self.form.changed.connect(self.judge_again)
        self.calendar.day_chosen.connect(self.form.set_start)
        self.show_members(())

    def show_members(self, members: Sequence[DeclarationDossier]) -> None:
        """The persons it would be for; what was typed stays."""
        self.members = tuple(members)
        self.problem.set_content("")
        self.judge_again()

    def propose_place(self, place: str) -> None:
        """Where the last one hung, while the field is empty."""
        if place and not self.form.place.text():
            self.form.place.setText(place)

    def typed(self) -> Typed:
        return self.form.typed()

    def judged(self) -> Judged:
        calendar = self._session.desk.calendar.working_days()
        return judge(self.typed(), self._rule(), calendar, self._session.today())

    def posted(self) -> Posted:
        """What would be exported."""
        typed, judged = self.typed(), self.judged()
        kind = self.kind() or PublicityKind.EMPLOYER
        return Posted("", 0, self.members, typed.place, typed.start, judged.end, kind, typed.body)

    def kind(self) -> PublicityKind | None:
        """What the persons wait for; None with nobody, and where they wait for different ones."""
        kinds = {kind_awaited(m.declaration.stage) for m in self.members}
        return kinds.pop() if len(kinds) == 1 else None

    def is_open(self) -> bool:
        """Whether it may be begun as typed."""
        return not self._missing(self.typed(), self.judged())

    def focus_fields(self) -> None:
        field = self.form.start if self.form.place.text() else self.form.place
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def judge_again(self) -> None:
        """Something was typed, the persons changed, a year was imported, or it is another day."""
        self._follow_day()
        typed, judged, rule = self.typed(), self.judged(), self._rule()
        calendar, today = self._session.desk.calendar.working_days(), self._session.today()
        self.form.show_judged(judged, rule)
        end = None if _is_open_end(typed, judged) else max(judged.end, typed.start)
        period = Period(typed.start, end, judged.rule, judged.ends)
        turn = choose_month(period, today) if typed.start != self._shown_start else None
        self._shown_start = typed.start
        self.calendar.show_period(calendar, period, today, turn)
        self._show_words(typed, judged, rule)

    def _follow_day(self) -> None:
        """A program that stayed open over night proposes the new day; a start that somebody chose stays."""
        before, self._today = self._today, self._session.today()
        if self._today != before and self.typed().start == before:
            self.form.set_start(self._today)

    def _show_words(self, typed: Typed, judged: Judged, rule: CalendarRule) -> None:
        kits = self._session.desk.plan_kits.get
        names = tuple(m.applicant.name for m in self.members)
        plans = dict.fromkeys(kit_of(m, kits).name for m in self.members)
        kind = self.kind()
        line = [word(kind), *plans] if self._office and kind else [*plans]
        self.set_head(say_names(names) if names else self.tr("还没有选申报人"), "　".join(line))
        self.pill.set_pill("pending", self.tr("待发起") if names else "", "calendar-clock")
        self.opinion.show_lines(
            [
                OpinionLine(
                    m.applicant.name,
                    self._say_opinion(m, typed, judged, rule),
                    "pending",
                    self._say_waiting(m),
                )
                for m in self.members
            ]
        )
        words = self.tr("录入公示情况") if typed.held_before else self.tr("开始公示")
        if len(names) > 1:
            words += self.tr(" {0} 人").replace("{0}", str(len(names)))
        missing = self._missing(typed, judged)
        self.begin.setText(words)
        self.begin.updateGeometry()
        self.begin.setEnabled(not missing)
        known = bool(self.members) and self.kind() is not None
        self.export.setEnabled(known and judged.error is None and bool(typed.place))
        self.bar.set_reason(missing)

    def _say_waiting(self, member: DeclarationDossier) -> str:
        return word(member.declaration.stage) if self._office else self.tr("待公示")

    def _say_opinion(
        self, member: DeclarationDossier, typed: Typed, judged: Judged, rule: CalendarRule
    ) -> str:
        if self._office:
            kind = kind_awaited(member.declaration.stage) or PublicityKind.APPLICANTS
            return describe_line(member, kit_of(member, self._session.desk.plan_kits.get), kind, "\n")
        if _is_open_end(typed, judged):
            return self.tr("截止日填好后，这里显示意见的样子。")
        if judged.error is not None and judged.error.code not in MISSING:
            return self.tr("日期改好后，这里显示意见的样子。")
        return word_opinion(
            member,
            kit_of(member, self._session.desk.plan_kits.get),
            start=typed.start,
            end=judged.end,
            place=typed.place,
            working_days=rule.working_days,
        )

    def _missing(self, typed: Typed, judged: Judged) -> str:
        """Why it cannot begin; empty when it can."""
        error = judged.error
        if not self.members:
            return self.tr("先在左边勾选申报人")
        if self.kind() is None:
            return self.tr("申报人公示和评审结果公示要分开发起，只勾选一类")
        if self._office and not typed.body:
            return self.tr("先填公示单位")
        if not typed.place:
            return self.tr("先填公示地点")
        if _is_open_end(typed, judged):
            return self.tr("放假安排尚未公布：填截止日、来源和理由，或导入节假日")
        if error is not None:
            return self.tr("先写来源和理由") if error.code in MISSING else self.tr("先改日期")
        return ""

    def _rule(self) -> CalendarRule:
        return common_rule(self.members, self._session.desk.plan_kits.get)


def _is_open_end(typed: Typed, judged: Judged) -> bool:
    """尚未公布, and nobody has stated the end yet."""
    return judged.computed is None and typed.end is None
