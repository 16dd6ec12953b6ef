"""What stands in 评审表(公示版): the form less what must not be published. For `office_documents` only.

A4.3; DOMAIN facts §6: fields that the kit does not mark public, evidence files and the photo stay out. Only fields the
kit knows are read, never a record as a whole, so that a new field is unpublished until a kit publishes it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from app.domain.archive import FrozenItem
from app.domain.materials import MaterialNeed, Need, judge_materials, read_facts
from app.domain.plan import FieldKind, FieldSpec, PlanKit, SectionKind, SectionSpec
from app.domain.typed_values import OPEN_END
from app.ports.queries import DeclarationDossier
from app.services.documents.column_widths import lay_out_columns
from app.services.documents.drawable_text import clean_text
from app.services.documents.hidden_numbers import HiddenNumbers

# The same numbers stand in publicity_form.typ; the text is as wide as A4 less both margins.
TEXT_WIDTH_PT = 482.0
NUMBER_COLUMN_PT = 22.0
TABLE_SIZE_PT = 9.0

_NEED_WORDS: Mapping[Need, str] = {
    Need.REQUIRED: "必要",
    Need.OPTIONAL: "",
    Need.NOT_APPLICABLE: "不适用",
}

Hide = Callable[[str], str]
Column = tuple[str, Callable[[Mapping[str, str]], str]]


def build_publicity_form(
    kit: PlanKit, dossier: DeclarationDossier, words: Mapping[str, str]
) -> dict[str, object]:
    """The data of publicity_form.typ. ``words``: reads ``mode:<value>`` and ``category:<value>``; a word that is not
    given leaves its line out."""
    hide = _make_hide(kit, dossier)
    declaration = dossier.declaration
    head = [
        ("姓名", dossier.applicant.name),
        ("工作单位", dossier.employer.name),
        ("申报职称", kit.title_with_rank),
        ("申报年度", str(kit.year)),
        ("申报方式", words.get(f"mode:{declaration.mode}", "")),
        ("人员类别", words.get(f"category:{declaration.person_category}", "")),
    ]
    sections = sorted(kit.sections, key=lambda s: s.preview_no)
    return {
        "plan": kit.name,
        "name": dossier.applicant.name,
        "unit": dossier.employer.name,
        "head": [[label, hide(value)] for label, value in head if value],
        "sections": [_build_section(kit, s, dossier, hide) for s in sections],
    }


def _make_hide(kit: PlanKit, dossier: DeclarationDossier) -> Hide:
    withheld = {dossier.applicant.id_number, dossier.applicant.phone}
    for section in kit.sections:
        private = [f.key for f in section.fields if not f.public]
        for item in dossier.declaration.items_of(section.key):
            withheld.update(item.fields.get(key, "") for key in private)
    numbers = HiddenNumbers(withheld)

    def hide(text: str) -> str:
        return numbers.hide(clean_text(text))

    return hide


def _build_section(
    kit: PlanKit, section: SectionSpec, dossier: DeclarationDossier, hide: Hide
) -> dict[str, object]:
    head = {"no": section.preview_no, "title": section.title}
    declaration = dossier.declaration
    match section.kind:
        case SectionKind.BASIC:
            return {
                **head,
                "kind": "pairs",
                "pairs": _build_pairs(section, declaration.items_of(section.key), hide),
            }
        case SectionKind.ITEMS:
            return {**head, "kind": "table", **_build_table(section, declaration.items_of(section.key), hide)}
        case SectionKind.MATERIALS:
            needs = judge_materials(kit, read_facts(declaration))
            files = {m.material: len(m.files) for m in declaration.materials}
            return {**head, "kind": "materials", "rows": [_build_material(n, files, hide) for n in needs]}
        case SectionKind.STATEMENT:
            paragraphs = [hide(line) for line in declaration.statement.splitlines() if line.strip()]
            return {**head, "kind": "text", "paragraphs": paragraphs}


def _build_pairs(section: SectionSpec, items: Sequence[FrozenItem], hide: Hide) -> list[list[str]]:
    if not items:
        return []
    fields = items[0].fields
    return [[_title(f), hide(fields.get(f.key, ""))] for f in section.fields if f.public]


def _build_table(section: SectionSpec, items: Sequence[FrozenItem], hide: Hide) -> dict[str, object]:
    """Short fields are columns; a long text stands below its row over the whole width."""
    public = [f for f in section.fields if f.public]
    columns = list(_find_columns([f for f in public if f.kind is not FieldKind.LONG_TEXT]))
    long_texts = [f for f in public if f.kind is FieldKind.LONG_TEXT]
    cells = [[hide(read(item.fields)) for _, read in columns] for item in items]
    below = [
        [[f.title, hide(item.fields[f.key])] for f in long_texts if item.fields.get(f.key, "").strip()]
        for item in items
    ]
    titles = [title for title, _ in columns]
    texts = [[row[n] for row in cells] for n in range(len(columns))]
    rows = [{"cells": row, "texts": under} for row, under in zip(cells, below, strict=True)]
    return {
        "columns": lay_out_columns(titles, texts, TEXT_WIDTH_PT - NUMBER_COLUMN_PT, TABLE_SIZE_PT),
        "rows": rows,
    }


def _find_columns(fields: Sequence[FieldSpec]) -> Iterator[Column]:
    """A column a field; 起始时间 and 终止时间 side by side are one column 起止时间, as on the paper form."""
    skip = False
    for field, following in zip(fields, [*fields[1:], None], strict=True):
        if skip:
            skip = False
        elif field.key == "start" and following is not None and following.key == "end":
            skip = True
            yield "起止时间", _read_period
        else:
            yield _title(field), _make_reader(field.key)


def _make_reader(key: str) -> Callable[[Mapping[str, str]], str]:
    def read(fields: Mapping[str, str]) -> str:
        return fields.get(key, "")

    return read


def _read_period(fields: Mapping[str, str]) -> str:
    start, end = fields.get("start", "").strip(), fields.get("end", "").strip()
    if start and end:
        return f"{start}\n{end}" if end == OPEN_END else f"{start}\n至 {end}"
    return f"{start} 起" if start else f"至 {end}" if end else ""


def _title(field: FieldSpec) -> str:
    return f"{field.title}（{field.unit}）" if field.unit and field.unit not in field.title else field.title


def _build_material(need: MaterialNeed, files: Mapping[str, int], hide: Hide) -> list[str]:
    """Only how many files there are: a file's name may carry a number, and evidence is not published."""
    count = files.get(need.material.key, 0)
    given = f"已提交 {count} 份" if count else "未提交" if need.is_required else ""
    return [str(need.material.no), _NEED_WORDS[need.verdict.need], hide(need.material.title), given]
