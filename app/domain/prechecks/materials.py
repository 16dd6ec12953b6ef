"""Materials of a declaration in time: tenure (B7.2a) and the validity of the 备案表 (B7.1a). Pure.

Which materials are missing is no condition of this module: ``app.domain.submit_stops`` holds it.
"""

from collections.abc import Iterator
from datetime import date

from app.domain.declaration import Declaration
from app.domain.materials import TENURE_YEARS, FactKey, complete_years, needs_tenure
from app.domain.plan import PlanKit
from app.domain.prechecks.notice import Notice
from app.domain.typed_values import read_date
from app.domain.working_days import SHANGHAI


def check_tenure(kit: PlanKit, declaration: Declaration, section: str) -> Iterator[Notice]:
    """tenure_unknown · tenure_short (since, reference, years): 助理级聘任满4年, counted to the plan's reference date."""
    if kit.reference_date is None or not needs_tenure(declaration.mode, declaration.person_category):
        return
    since = read_date((declaration.facts or {}).get(FactKey.APPOINTED_ON, ""))
    for material in appointment_materials(kit):
        if since is None:
            yield Notice("tenure_unknown", {}, section, material=material)
        elif complete_years(since, kit.reference_date) < TENURE_YEARS:
            params = {
                "since": since.isoformat(),
                "reference": kit.reference_date.isoformat(),
                "years": str(TENURE_YEARS),
            }
            yield Notice("tenure_short", params, section, material=material)


def check_record_form(kit: PlanKit, declaration: Declaration, today: date, section: str) -> Iterator[Notice]:
    """record_form_expired (until): 验证有效期内, on the day it was handed in; today while it was not."""
    until = read_date((declaration.facts or {}).get(FactKey.RECORD_VALID_UNTIL, ""))
    submitted = declaration.submitted_at
    handed_in = submitted.astimezone(SHANGHAI).date() if submitted else today
    material = next((m.key for m in kit.materials if m.applies == "education"), "")
    if material and until is not None and until < handed_in:
        yield Notice("record_form_expired", {"until": until.isoformat()}, section, material=material)


def appointment_materials(kit: PlanKit) -> tuple[str, ...]:
    """Keys of the materials that prove the present post."""
    return tuple(m.key for m in kit.materials if m.applies in ("appointment", "appointment_for_all"))
