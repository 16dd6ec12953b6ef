"""Which defects the composer offers: reasons of the kit that fit the place, and what the pre-check noticed. Pure."""

from collections.abc import Callable, Iterable, Sequence

from app.domain.plan import ReasonSpec
from app.domain.prechecks.notice import Notice, Severity
from ui.dialogs.return_sheet.subject import FREE, Candidate, Place

# The reason of the common kit that a pre-check notice leads to; "" fits none and becomes a free defect.
_REASON_OF_NOTICE = {
    "evidence_missing": "E-01",
    "field_missing": "A-01",
    "date_impossible": "A-03",
    "period_reversed": "A-03",
    "number_unreadable": "A-02",
    "rank_exceeds_people": "A-02",
    "id_length": "A-04",
    "id_characters": "A-04",
    "id_checksum": "A-04",
    "id_date": "A-04",
    "id_birth_differs": "A-04",
    "id_sex_differs": "A-04",
    "photo_missing": "P-01",
    "photo_format": "P-01",
    "photo_size": "P-01",
    "photo_pixels": "P-01",
    "photo_ratio": "P-01",
    "commitment_missing": "S-03",
    "statement_missing": "S-02",
    "statement_long": "S-01",
    "projects_many": "J-01",
    "material_missing": "M-01",
    "tenure_unknown": "M-03",
    "tenure_short": "M-03",
    "record_form_expired": "E-03",
    "contribution_unproved": "E-07",
}


def offer_reasons(reasons: Iterable[ReasonSpec], place: Place) -> tuple[Candidate, ...]:
    """The kit's reasons for a place, in the kit's order."""
    return tuple(
        Candidate(place.section, r.code, r.title, r.text, r.curable, material=place.material)
        for r in reasons
        if not r.sections or place.section in r.sections
    )


def suggest_defects(
    notices: Sequence[Notice], reasons: Iterable[ReasonSpec], word: Callable[[Notice], str]
) -> tuple[Candidate, ...]:
    """One candidate a pre-check notice: its sentence as title, sentence and the reason's demand as text.

    ``word`` words a notice in one line without a full stop. Nothing is ticked by itself: a check never decides.
    """
    known = {reason.code: reason for reason in reasons}
    found: dict[tuple[str, str, str, str], Candidate] = {}
    for notice in notices:
        reason = known.get(_REASON_OF_NOTICE.get(notice.code, ""))
        title = word(notice)
        text = f"{title}。{reason.text}" if reason else f"{title}，请核对后改正。"
        if reason is not None and notice.severity is Severity.HINT:
            # A 提示 tells the reviewer where to look; the applicant is told what is asked of him.
            text = reason.text
        candidate = Candidate(
            notice.section,
            reason.code if reason else FREE,
            title,
            text,
            material=notice.material,
            field=notice.field,
            from_check=True,
        )
        found.setdefault((notice.section, notice.material, notice.field, title), candidate)
    return tuple(found.values())


def make_free(place: Place, serial: int) -> Candidate:
    """A defect in the reviewer's own words."""
    return Candidate(place.section, FREE, "", "", None, material=place.material, serial=serial)
