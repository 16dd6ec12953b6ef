"""Every kind of sample file by name, and the one function that makes a file from a job.

Callers: `app.services.samples.render` and the dossier builder. Pure: the same job gives the same bytes.
"""

import random
from collections.abc import Callable, Mapping

from app.services.samples.files import (
    certificates,
    damaged,
    drawings,
    forms,
    letters,
    notice_boards,
    photos,
    typeset,
)
from app.services.samples.files.facts import Facts, FileJob

Maker = Callable[[random.Random, Facts], bytes]

MAKERS: Mapping[str, Maker] = {
    # Cream
    "honour": certificates.make_honour,
    # Booklet
    "appointment": certificates.make_appointment,
    # Rose
    "diploma": certificates.make_diploma,
    "degree": certificates.make_degree,
    # Azure
    "qualification": certificates.make_qualification,
    "patent": certificates.make_patent,
    "cover": letters.make_cover,
    # White and letter
    "paper": letters.make_paper,
    "labour_contract": letters.make_labour_contract,
    "project_contract": letters.make_project_contract,
    "ranking": forms.make_ranking,
    "hours": forms.make_hours,
    "appraisal": forms.make_appraisal,
    "insurance": forms.make_insurance,
    "form": forms.make_post_sheet,
    "self_score": forms.make_self_score,
    "statement": forms.make_statement,
    "acceptance": forms.make_acceptance,
    "encrypted": damaged.make_encrypted,
    "blank": damaged.make_blank,
    "pageless": damaged.make_pageless,
    "cut_off": damaged.make_cut_off,
    # No scans
    "registry": typeset.make_registry,
    "report": typeset.make_report,
    "drawings": drawings.make_drawings,
    "photo": photos.make_photo,
    "notice_photo": notice_boards.make_notice_photo,
}
"""Makers that use the same paper stand together: `render` follows this order, and few papers fit into the cache."""

MAKER_ORDER: Mapping[str, int] = {name: place for place, name in enumerate(MAKERS)}


def make_file(job: FileJob) -> bytes:
    """Return the bytes of one file. Raises KeyError for an unknown maker."""
    return MAKERS[job.maker](random.Random(job.seed), job.facts)
