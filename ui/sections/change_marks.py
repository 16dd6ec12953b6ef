"""How a resubmission's changes stand beside what they changed: 上次 2024-05, 这次新填, 换了文件 (LOOK 18; DOMAIN facts §4). Pure."""

from collections.abc import Sequence

from app.domain.changes import Change, ChangeKind
from app.domain.plan import FieldSpec, PlanKit
from app.ports.queries import DeclarationDossier
from ui.declaration_sections import SectionFacts
from ui.field_text import show_value
from ui.sections.change_words import describe_change
from ui.texts.translate import translate
from ui.widgets.form_blocks import FormBlock, FormField

_FILES = {
    ChangeKind.ADDED: "这次新加",
    ChangeKind.REMOVED: "这次去掉了",
    ChangeKind.ALTERED: "这次换了文件",
}


def mark_field(spec: FieldSpec, change: Change) -> str:
    """Of a field. A number that is masked stays masked."""
    old = show_value(spec, change.old)
    return _t("上次 {0}").replace("{0}", old) if old else _t("这次新填")


def mark_files(changes: Sequence[Change]) -> str:
    """Of an entry, a material, the photo: "" where its files are the same."""
    found = next((c for c in changes if c.old_files or c.new_files), None)
    return _t(_FILES[found.kind]) if found is not None else ""


def mark_entry(changes: Sequence[Change]) -> str:
    """Of an entry as a whole: 这次新加, else what became of its files."""
    whole = any(c.kind is ChangeKind.ADDED and not c.field and not c.new_files for c in changes)
    return _t("这次新加") if whole else mark_files(changes)


def field_change(changes: Sequence[Change], item_id: str, field: str) -> Change | None:
    return next((c for c in changes if (c.item_id, c.field) == (item_id, field)), None)


def lines_of_gone(kit: PlanKit, section: SectionFacts, dossier: DeclarationDossier) -> list[FormBlock]:
    """Whole entries that are no longer there: nothing else would show them."""
    former = dossier.former
    if former is None:
        return []
    here = {item.item_id for item in section.items}
    gone = [
        c
        for c in section.changes
        if c.kind is ChangeKind.REMOVED and c.item_id and not c.field and c.item_id not in here
    ]
    return [
        FormField(
            _t("这次改动"),
            "",
            flag=describe_change(kit, change, former, dossier.declaration),
            flag_state="info",
        )
        for change in gone
    ]


def join_marks(noticed: tuple[str, str], mark: str) -> tuple[str, str]:
    """A notice and a change at one place; the notice keeps its state."""
    words, state = noticed
    if not mark:
        return noticed
    return (f"{words}，{mark}", state) if words else (mark, "info")


def _t(text: str) -> str:
    return translate("declarations", text)
