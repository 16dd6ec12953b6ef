"""Text PDFs by typst: the registration form (备案表), technical reports, and the title blocks of drawings.

Callers: `makers` and `drawings`. One compiler per template and process; `timestamp` makes the bytes repeatable.
"""

import json
import random
from functools import lru_cache
from typing import Any

import typst

from app.services.samples.files.clauses import CONTRACT_CLAUSES, PAPER_SENTENCES, REPORT_HEADINGS
from app.services.samples.files.facts import Facts
from resources import fonts_dir, samples_dir

_MADE_AT = 1_790_000_000


@lru_cache(maxsize=3)
def _compiler(template: str) -> typst.Compiler:
    return typst.Compiler(
        str(samples_dir() / template),
        root=str(samples_dir()),
        font_paths=[str(fonts_dir()), str(samples_dir())],
        ignore_system_fonts=True,
    )


def typeset(template: str, data: dict[str, Any]) -> bytes:
    """Return the PDF of a template in resources/samples with `data` (JSON-able; never read as markup)."""
    pdf = _compiler(template).compile(
        format="pdf", sys_inputs={"data": json.dumps(data, ensure_ascii=False)}, timestamp=_MADE_AT
    )
    if not isinstance(pdf, bytes):
        raise TypeError(f"{template} gave several files")
    return pdf


def make_registry(rng: random.Random, facts: Facts) -> bytes:
    """《教育部学历证书电子注册备案表》. Facts: title, until; rows of (label, value)."""
    letters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
    code = " ".join("".join(rng.choices(letters, k=4)) for _ in range(4))
    return typeset(
        "registry.typ",
        {
            "title": facts.get("title", "教育部学历证书电子注册备案表"),
            "rows": [list(row) for row in facts.rows],
            "code": code,
            "until": facts.get("until"),
            "seal": facts.get("seal", "示例学籍学历信息中心"),
        },
    )


def make_report(rng: random.Random, facts: Facts) -> bytes:
    """A report of 6–14 pages. Facts: title, kind, author, unit, date, lead (the person's own work, one paragraph)."""
    chapters = []
    for number, heading in enumerate(REPORT_HEADINGS):
        paragraphs = [
            "".join(rng.sample(PAPER_SENTENCES, 5)) + rng.choice(CONTRACT_CLAUSES)
            for _ in range(rng.randint(2, 4))
        ]
        if number == 0 and facts.get("lead"):
            paragraphs.insert(0, facts.get("lead"))
        rows = [["测点", "设计值", "实测值", "偏差"], *_measured_rows(rng)] if number in (4, 7, 9) else []
        chapters.append(
            {"heading": heading, "paragraphs": paragraphs, "rows": rows, "caption": heading + "主要数据"}
        )
    head = {key: facts.get(key) for key in ("title", "kind", "author", "unit", "date")}
    return typeset("report.typ", {**head, "chapters": chapters})


def _measured_rows(rng: random.Random) -> list[list[str]]:
    rows = []
    for point in range(1, rng.randint(6, 11)):
        planned = rng.randint(12, 60)
        found = planned + rng.uniform(-3, 3)
        rows.append([f"CX-{point:02d}", f"{planned:.1f}", f"{found:.1f}", f"{found - planned:+.1f}"])
    return rows
