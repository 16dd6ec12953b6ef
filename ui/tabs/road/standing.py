"""How a row says where its dossier stands: the pill's look, word and icon. Pure."""

from dataclasses import dataclass
from datetime import date

from app.domain.declaration import FINAL_STAGES, Stage
from app.domain.paper_forms import FormStep
from app.domain.payment import is_overdue
from app.domain.waiting import RUNNING_STAGES
from app.ports.road_queries import RoadRow
from ui.texts.dates import format_short_day
from ui.texts.translate import translate
from ui.texts.words import state_of_stage, word


@dataclass(frozen=True, slots=True)
class Standing:
    state: str
    word: str
    icon: str | None = None


def standing_of(row: RoadRow, today: date) -> Standing:
    """待缴费 至 10-20, 逾期未缴费, the last step of the paper forms, 公示至 10-16, 公示期满, 有异议 1, else the stage."""
    stage = row.stage
    if row.open_objections and stage not in FINAL_STAGES:
        return Standing("flag", _t("有异议 {0}").replace("{0}", str(row.open_objections)))
    if is_overdue(stage, row.pay_until, today):
        return Standing("flag", _t("逾期未缴费"), "clock-alert")
    if stage is Stage.AWAITING_PAYMENT and row.pay_until is not None:
        return Standing(
            "pending", _t("缴费至 {0}").replace("{0}", format_short_day(row.pay_until, today)), "wallet"
        )
    if stage in (Stage.AWAITING_FORMS, Stage.AWAITING_FORMS_BACK):
        step = word(FormStep(row.form_step)) if row.form_step else _t("待导出评审表")
        return Standing("pending", step, "file-text")
    if stage in RUNNING_STAGES and row.publicity_to is not None:
        if today > row.publicity_to:
            return Standing("passed", _t("公示期满"), "calendar-check")
        day = format_short_day(row.publicity_to, today)
        return Standing("pending", _t("公示至 {0}").replace("{0}", day), "calendar-clock")
    if stage in FINAL_STAGES or stage is Stage.RETURNED:
        return Standing(state_of_stage(stage), word(stage))
    return Standing("pending", word(stage))


def _t(text: str) -> str:
    return translate("road", text)
