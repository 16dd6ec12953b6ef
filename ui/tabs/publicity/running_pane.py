"""A publicity that was begun, right side: calendar, facts, photos, objections, everybody's opinion, 写结论 (A4.4-A4.7).

The committee's office sees who is in it with the result, and concludes with 公示无异议 (B11.1, B12.1).
"""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.organisation import Role
from app.domain.publicity import STAGES_OF_KIND, EndRule, Publicity, PublicityKind
from app.domain.working_days import ONE_DAY
from app.ports.queries import PublicityDossier
from ui.session import Session
from ui.tabs.publicity.desk_frame import DeskFrame
from ui.tabs.publicity.exports import Posted
from ui.tabs.publicity.members import (
    Standing,
    days_left,
    judge_members,
    kit_of,
    propose_opinion,
    say_names,
    written_opinion,
)
from ui.tabs.publicity.month import Period, choose_month
from ui.tabs.publicity.opinion_card import OpinionCard, OpinionLine
from ui.tabs.publicity.person_words import describe_line
from ui.tabs.publicity.running_fields import RunningFields
from ui.texts.dates import say_day
from ui.texts.words import word
from ui.widgets.buttons import PrimaryButton, QuietButton, SecondaryButton


class RunningPane(DeskFrame):
    """``dossier`` is the one shown, None before the first."""

    conclusion_wanted = Signal()
    cancel_wanted = Signal()
    resume_wanted = Signal()
    reconvene_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("publicity.running", parent)
        self._session = session
        self._office = session.actor.role is not Role.EMPLOYER
        self.dossier: PublicityDossier | None = None
        self.standings: tuple[Standing, ...] = ()
        self.form = RunningFields()
        self.fields.addWidget(self.form)
        note = "" if self._office else self.tr("按模板填写，期满写结论时可改")
        title = self.tr("公示人员") if self._office else self.tr("审查意见")
        self.opinion = OpinionCard("publicity.running", note, title=title, roomy=self._office)
        self.foot.addWidget(self.opinion)
        self._concluding = self.tr("公示无异议") if self._office else self.tr("写结论")
        self.conclude = PrimaryButton(self._concluding, "check", "P")
        self.conclude.setObjectName("publicity.conclude")
        self.again = QuietButton(self.tr("重新公示"), "rotate-ccw")
        self.again.setObjectName("publicity.again")
        self.bar.add_button(self.conclude)
        self.resume = SecondaryButton(self.tr("继续公示"), "play")
        self.resume.setObjectName("publicity.resume")
        self.reconvene = SecondaryButton(self.tr("重新评审"), "gavel")
        self.reconvene.setObjectName("publicity.reconvene_wanted")
        for button in (self.resume, self.reconvene):
            self.bar.add_button(button)
            button.hide()
        self.resume.clicked.connect(self.resume_wanted)
        self.reconvene.clicked.connect(self.reconvene_wanted)
        self.opinion.looked_at.connect(self._show_objected_acts)
        self.bar.add_right(self.again)
        self.conclude.clicked.connect(self.conclusion_wanted)
        self.again.clicked.connect(self.cancel_wanted)

    def show_dossier(self, dossier: PublicityDossier) -> None:
        before = self.dossier.publicity.id if self.dossier else ""
        self.dossier = dossier
        publicity = dossier.publicity
        session, today = self._session, self._session.today()
        calendar = session.desk.calendar.working_days()
        self.standings = judge_members(dossier, today)
        ends = (
            None
            if publicity.end_rule is EndRule.STATED
            else calendar.both_ends(publicity.start, publicity.working_days)
        )
        period = Period(publicity.start, publicity.end, publicity.end_rule, ends)
        turn = choose_month(period, today) if publicity.id != before else None
        self.calendar.show_period(calendar, period, today, turn)
        if publicity.id != before:
            self.form.show_photo_problems(())
        self._show_head(publicity)
        names = {m.declaration.id: m.applicant.name for m in dossier.members}
        self.form.show_publicity(publicity, names, self._takes_more(publicity))
        written = all(written_opinion(s.member) for s in self.standings)
        if not self._office:
            self.opinion.note.setText(
                self.tr("通过时写的意见") if written else self.tr("按模板填写，期满写结论时可改")
            )
        self.opinion.show_lines(
            [
                OpinionLine(
                    s.name,
                    self._say_of(s, publicity),
                    s.state,
                    s.words,
                    s.icon,
                    s.reason,
                )
                for s in self.standings
            ]
        )
        self._show_bar(publicity)

    def _say_of(self, standing: Standing, publicity: Publicity) -> str:
        kit = kit_of(standing.member, self._session.desk.plan_kits.get)
        if self._office:
            return describe_line(standing.member, kit, publicity.kind, "\n")
        return written_opinion(standing.member) or propose_opinion(standing.member, publicity, kit)

    def looked_at(self) -> Standing | None:
        """The person that the list stands on."""
        place = self.opinion.current()
        return self.standings[place] if 0 <= place < len(self.standings) else None

    def _show_objected_acts(self, place: int) -> None:
        """继续公示 and 重新评审 of the person looked at, once the objections are settled (the office only)."""
        person, dossier = self.standings[place] if place < len(self.standings) else None, self.dossier
        if not self._office or person is None or dossier is None:
            return
        objected = STAGES_OF_KIND[dossier.publicity.kind].objected
        settled = (
            person.state in ("pending", "flag")
            and person.member.declaration.stage is objected
            and not dossier.publicity.open_objections(person.member.declaration.id)
        )
        upheld = bool(dossier.publicity.upheld_objections(person.member.declaration.id))
        for button, words in (
            (self.resume, self.tr("继续公示 {0}")),
            (self.reconvene, self.tr("重新评审 {0}")),
        ):
            button.setText(words.replace("{0}", person.name))
            button.updateGeometry()
        self.resume.setVisible(settled and not upheld)
        self.reconvene.setVisible(settled and upheld and dossier.publicity.kind is PublicityKind.RESULTS)

    def ready(self) -> Sequence[Standing]:
        return [s for s in self.standings if s.is_ready]

    def posted(self) -> Posted | None:
        if self.dossier is None:
            return None
        publicity = self.dossier.publicity
        return Posted(
            publicity.id,
            publicity.rev,
            self.dossier.members,
            publicity.place,
            publicity.start,
            publicity.end,
            publicity.kind,
            publicity.body if self._office else "",
        )

    def _takes_more(self, publicity: Publicity) -> bool:
        """Somebody still stands in it."""
        return publicity.cancelled_at is None and any(
            s.is_ready or s.state in ("pending", "flag") for s in self.standings
        )

    def _show_head(self, publicity: Publicity) -> None:
        kits = self._session.desk.plan_kits.get
        plans = dict.fromkeys(kit_of(s.member, kits).name for s in self.standings)
        posted = f"{publicity.body}{_place_after(publicity)}"
        if self._office:
            posted = f"{publicity.body}　{publicity.place}"
        line = [word(publicity.kind), *plans, posted]
        self.set_head(say_names(tuple(s.name for s in self.standings)), "　".join(line))
        state, words, icon = self._say_state(publicity)
        self.pill.set_pill(state, words, icon)

    def _say_state(self, publicity: Publicity) -> tuple[str, str, str]:
        today = self._session.today()
        if publicity.cancelled_at is not None:
            return "neutral", self.tr("已作废"), "calendar-x"
        if not self._takes_more(publicity):
            return "neutral", self.tr("已结束"), "calendar-check"
        opened = len(publicity.open_objections())
        if opened:
            return "flag", self.tr("有异议 {0}").replace("{0}", str(opened)), "triangle-alert"
        if publicity.is_over(today):
            over = self.tr("期满待写结论") if self._office else self.tr("期满待通过")
            return "passed", over, "calendar-check"
        if publicity.start > today:
            return "pending", self.tr("还没开始"), "calendar-clock"
        done = self._day_number(publicity)
        words = self.tr("公示中，第 {0} / {1} 日").format(done, publicity.working_days)
        if publicity.end == today:
            words = self.tr("今天期满")
        return ("passed" if publicity.end == today else "pending"), words, "calendar-clock"

    def _day_number(self, publicity: Publicity) -> int:
        counted = self._session.desk.calendar.working_days().counted_days(
            publicity.start,
            min(self._session.today(), publicity.end),
            start_counts=publicity.end_rule is EndRule.START_COUNTED,
        )
        return min(len(counted), publicity.working_days)

    def _show_bar(self, publicity: Publicity) -> None:
        ready = len(self.ready())
        self.conclude.setEnabled(bool(ready))
        self.conclude.setText(
            self.tr("{0} {1} 人").format(self._concluding, ready) if ready > 1 else self._concluding
        )
        self.conclude.updateGeometry()
        self.again.setVisible(self._takes_more(publicity))
        self.bar.set_reason("" if ready else self._say_lock(publicity))

    def _say_lock(self, publicity: Publicity) -> str:
        if publicity.cancelled_at is not None:
            return self.tr("这次公示已经作废，不能写结论")
        held_up = [s for s in self.standings if s.state in ("pending", "flag")]
        if not held_up:
            return self.tr("这次公示里没有人在等结论")
        running = STAGES_OF_KIND[publicity.kind].running
        waiting = [s for s in held_up if s.member.declaration.stage is running]
        if not waiting or publicity.is_over(self._session.today()):
            return held_up[0].reason
        calendar, today = self._session.desk.calendar.working_days(), self._session.today()
        opens = say_day(publicity.end + ONE_DAY, today)
        left = days_left(publicity, calendar, today)
        words = self.tr("公示到 {0}，{1} 0 时起可写结论").format(say_day(publicity.end, today), opens)
        return words + (self.tr("，还差 {0} 个工作日").format(left) if left else "")


def _place_after(publicity: Publicity) -> str:
    """一楼公告栏 after the unit's name; a place that names the unit itself is not doubled."""
    return publicity.place.removeprefix(publicity.body).strip()
