"""What 重开 takes up again, in words: what is done anew, and what no longer counts (DOMAIN facts §4)."""

from datetime import date

from app.domain.decision import Decision
from app.domain.declaration import Stage
from ui.texts.dates import format_short_day, local
from ui.texts.translate import fill, translate
from ui.texts.words import word


def say_reopening(decision: Decision, today: date) -> tuple[str, str]:
    """Title and sentence for the sheet that asks for the reason."""
    words = {
        "stage": stage_reopened(decision),
        "day": format_short_day(local(decision.at).date(), today),
        "who": decision.actor.name,
        "action": word(decision.action),
    }
    title = fill(translate("road", "重开后重新办理：{stage}"), words)
    return title, fill(translate("road", "{day} {who}办的“{action}”不再算数，记录留着。"), words)


def stage_reopened(decision: Decision) -> str:
    """The stage that the dossier goes back to."""
    return word(Stage(decision.before))
