"""The way of the paper forms so far: steps done with who and date, the next one and whose it is (LOOK 20 "State strip", upright).

Disc 24, word and 9 pt fact; the link is accent behind and line ahead.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.domain.decision import Action, Decision, standing
from app.domain.declaration import Declaration, Stage
from app.domain.paper_forms import FormLeg, FormStep, next_leg, steps_taken, way_back, way_in
from ui.tabs.road.acts.offers import FORM_ACTS
from ui.texts.dates import format_short_day
from ui.texts.translate import fill, translate
from ui.texts.words import word
from ui.theme import current, shapes

DISC = 24
PITCH = 42
_TEXT = 36


@dataclass(frozen=True, slots=True)
class WayPoint:
    """``state``: done, next or later."""

    word: str
    fact: str
    state: str


def find_way(declaration: Declaration, decisions: Sequence[Decision], today: date) -> list[WayPoint]:
    """The way in until the forms arrived, then the way back (B10, B14)."""
    municipal = declaration.route.municipal_id
    legs = way_back(municipal) if declaration.stage is Stage.AWAITING_FORMS_BACK else way_in(municipal)
    taken = steps_taken(decisions, declaration.submit_no)
    coming = next_leg(taken, municipal)
    by_step = _decisions_of_steps(decisions, declaration.submit_no)
    return [_point(leg, leg.step in taken, leg == coming, by_step.get(leg.step), today) for leg in legs]


def find_refusal(decisions: Sequence[Decision], submit_no: int) -> Decision | None:
    """The refusal after which the forms began anew, while nothing has moved on from there."""
    for decision in reversed(standing(decisions)):
        if decision.submit_no == submit_no and decision.action in FORM_ACTS:
            return None
        if decision.submit_no == submit_no and decision.action is Action.REFUSE_FORMS:
            return decision
    return None


def _decisions_of_steps(decisions: Sequence[Decision], submit_no: int) -> dict[FormStep, Decision]:
    found: dict[FormStep, Decision] = {}
    for decision in standing(decisions):
        if decision.submit_no != submit_no:
            continue
        if decision.action is Action.REFUSE_FORMS:
            found.clear()
        elif decision.action in FORM_ACTS:
            found[FormStep(decision.record["step"])] = decision
    return found


def _point(leg: FormLeg, done: bool, is_next: bool, by: Decision | None, today: date) -> WayPoint:
    if done:
        day = date.fromisoformat(by.record["on"]) if by is not None and "on" in by.record else None
        who = f"{by.actor.organisation_name} {by.actor.name}" if by is not None else ""
        fact = "　".join(filter(None, (format_short_day(day, today), who)))
        return WayPoint(word(leg.step), fact, "done")
    words = translate("road", "下一步，由{role}登记") if is_next else "{role}"
    return WayPoint(word(leg.step), fill(words, {"role": word(leg.role)}), "next" if is_next else "later")


class WayStrip(QWidget):
    """Read only; says itself to a screen reader line by line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._points: list[WayPoint] = []
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_way(self, points: Sequence[WayPoint]) -> None:
        self._points = list(points)
        self.setAccessibleName("\n".join(f"{p.word} {p.fact}" for p in points))
        self.updateGeometry()
        self.update()

    def points(self) -> list[WayPoint]:
        return list(self._points)

    def sizeHint(self) -> QSize:
        return QSize(200, PITCH * len(self._points))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for place, point in enumerate(self._points):
            top = place * PITCH
            disc = QRect(0, top + (PITCH - DISC) // 2, DISC, DISC)
            if place + 1 < len(self._points):
                token = "accent" if point.state == "done" else "line"
                painter.fillRect(DISC // 2 - 1, disc.bottom() + 3, 2, PITCH - DISC - 4, current.color(token))
            self._paint_disc(painter, disc, point, place + 1)
            self._paint_words(painter, top, point)

    def _paint_disc(self, painter: QPainter, disc: QRect, point: WayPoint, number: int) -> None:
        if point.state == "done":
            style = current.state_style("passed")
            shapes.fill_round(painter, disc, style.fill or current.color("line"), DISC / 2)
            shapes.draw_icon(painter, QPoint(disc.x() + 5, disc.y() + 5), "check", style.mark, 14)
            return
        ink = "muted"
        if point.state == "next":
            shapes.fill_round(painter, disc, current.color("accent"), DISC / 2)
            ink = "on_accent"
        else:
            shapes.frame_round(painter, disc, current.color("control"), DISC / 2)
        role = "caption_bold" if point.state == "next" else "caption"
        shapes.draw_text(painter, disc, str(number), role, ink, Qt.AlignmentFlag.AlignHCenter)

    def _paint_words(self, painter: QPainter, top: int, point: WayPoint) -> None:
        room = self.width() - _TEXT
        role = "body_bold" if point.state == "next" else "body"
        ink = "muted" if point.state == "later" else "text"
        shapes.draw_text(painter, QRect(_TEXT, top + 3, room, 19), point.word, role, ink)
        tint = "accent_ink" if point.state == "next" else "muted"
        shapes.draw_text(painter, QRect(_TEXT, top + 21, room, 17), point.fact, "caption", tint)
