"""Section 18 申报材料附件信息 as a table: # / 必要 / 材料名称 / 申报材料, with why each is asked for (A4.10, A4.11; B7). Pure."""

from collections.abc import Sequence

from app.domain.attachment import FileRef
from app.domain.materials import MaterialNeed, Need
from app.domain.plan import PlanKit
from app.ports.queries import DeclarationDossier
from ui.declaration_sections import SectionFacts
from ui.sections.change_marks import mark_files
from ui.sections.section_words import loose_flags, say_files, say_flags
from ui.texts.translate import translate
from ui.widgets.form_blocks import FormBlock, FormCell, FormColumn, FormTableHead, FormTableRow

_NEED_WORDS = {Need.REQUIRED: "必要", Need.OPTIONAL: "可不交", Need.NOT_APPLICABLE: "不适用"}


def material_columns() -> tuple[FormColumn, ...]:
    """# / 必要 / 材料名称 / 申报材料 (A4.10)."""
    return (
        FormColumn("#", 14),
        FormColumn(_t("必要"), 44),
        FormColumn(_t("材料名称")),
        FormColumn(_t("申报材料"), 116),
    )


def make_material_blocks(kit: PlanKit, section: SectionFacts, dossier: DeclarationDossier) -> list[FormBlock]:
    columns = material_columns()
    blocks: list[FormBlock] = [*loose_flags(section), FormTableHead(columns)]
    for need in section.needs:
        files = dossier.declaration.files_of(need.material.key)
        blocks.append(_material_row(kit, section, need, files, columns))
    return blocks


def _material_row(
    kit: PlanKit,
    section: SectionFacts,
    need: MaterialNeed,
    files: Sequence[FileRef],
    columns: tuple[FormColumn, ...],
) -> FormTableRow:
    spec, verdict = need.material, need.verdict
    flags = [f for f in section.flags_at(material=spec.key) if f.code != "material_missing"]
    missing = need.is_required and not files
    applies = verdict.need is not Need.NOT_APPLICABLE or bool(files)
    reason = kit.notices.get(f"material.reason.{verdict.reason}", "")
    said, noticed = say_flags(section, flags)
    state = "error" if missing else noticed if flags else "none"
    note = reason
    if missing:
        # Which paper it has to be is asked only where there is none to look at.
        papers = [kit.notices.get(f"material.paper.{p}", "") for p in (*verdict.any_of, *verdict.all_of)]
        joint = _t("或") if verdict.any_of else "、"
        note = "，".join(part for part in (reason, joint.join(p for p in papers if p)) if part)
    elif flags:
        note = said
    token = {"error": "failed", "flag": "returned", "info": "accent_ink"}.get(state, "muted")
    shown = say_files(files) if files else (_t("没有上传") if missing else "/")
    return FormTableRow(
        columns,
        (
            FormCell(str(spec.no), "muted"),
            FormCell(_t(_NEED_WORDS[verdict.need]), "text" if need.is_required else "muted"),
            FormCell(
                spec.title,
                "text" if applies else "muted",
                state=state if state != "none" else "",
                bold=missing,
                note=note,
                note_token=token,
            ),
            FormCell(
                shown,
                "accent_ink" if files else "failed" if missing else "muted",
                note=mark_files(section.changes_at(material=spec.key)),
                note_token="accent_ink",
            ),
        ),
        key=spec.key if files else "",
    )


def count_needs(section: SectionFacts, dossier: DeclarationDossier) -> tuple[int, int, int]:
    """(required, required and there, with a notice) for the heading: 必要 3　已有 2　有提示 1."""
    required = [need for need in section.needs if need.is_required]
    there = [need for need in required if dossier.declaration.files_of(need.material.key)]
    noticed = {flag.material for flag in section.noticed if flag.material}
    return len(required), len(there), len(noticed)


def _t(text: str) -> str:
    return translate("declarations", text)
