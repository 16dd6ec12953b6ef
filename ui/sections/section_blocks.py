"""The form of one section as blocks for ``FormView``: entries with their fields, small tables, 本人述职 (A4.10-A4.12).

Pure. Sections 16 and 17 have the seed's columns, 18 is # / 必要 / 材料名称 / 申报材料 with why a material is asked for;
an empty section says 无数据. Entry keys lead to files, ``reveal:<field>`` actions unmask a number.
"""

from collections.abc import Sequence

from app.domain.archive import FrozenItem
from app.domain.attachment import FileRef
from app.domain.plan import FieldKind, FieldSpec, PlanKit, SectionKind
from app.domain.prechecks.notice import Notice
from app.ports.queries import DeclarationDossier
from ui.declaration_sections import COMMITMENT, PHOTO, SectionFacts
from ui.field_text import MASKED_KINDS, show_value, title_of_item
from ui.sections.change_marks import (
    field_change,
    join_marks,
    lines_of_gone,
    mark_entry,
    mark_field,
    mark_files,
)
from ui.sections.material_blocks import make_material_blocks
from ui.sections.section_words import line_of_flag, loose_flags, say_files, say_flags
from ui.texts.translate import translate
from ui.widgets.form_blocks import (
    FormBlock,
    FormCaption,
    FormCell,
    FormColumn,
    FormEntry,
    FormField,
    FormTableHead,
    FormTableRow,
    FormText,
)

REVEAL = "reveal:"
_INK_OF_STATE = {"flag": "returned", "info": "accent_ink"}
MOST_TABLE_FIELDS = 3
"""A section whose entries have so few fields is a table, as the seed's screen shows 16 and 17."""


def make_section_blocks(
    kit: PlanKit, section: SectionFacts, dossier: DeclarationDossier, revealed: frozenset[str]
) -> list[FormBlock]:
    """Everything below the heading. ``revealed``: field keys of numbers shown in the clear."""
    kind = section.spec.kind
    if section.is_empty:
        head = [FormTableHead(_item_columns(section))] if _is_table(section) else []
        return [*head, FormText(_t("无数据"), muted=True)]
    if kind is SectionKind.MATERIALS:
        return make_material_blocks(kit, section, dossier)
    if kind is SectionKind.STATEMENT:
        text = dossier.declaration.statement.strip()
        rewritten = [FormCaption(_t("这次改写"), rule=False)] if section.changes else []
        shown = FormText(text or _t("没有本人述职"), muted=not text)
        return [*loose_flags(section), *rewritten, shown]
    if kind is SectionKind.BASIC:
        return [*_own_files(section, dossier), *loose_flags(section), *_basic_blocks(section, revealed)]
    gone = lines_of_gone(kit, section, dossier)
    if _is_table(section):
        return [*loose_flags(section), *gone, *_table_blocks(section)]
    blocks: list[FormBlock] = [*loose_flags(section), *gone]
    for number, item in enumerate(section.items, 1):
        blocks += _item_blocks(section, number, item)
    return blocks


# ---- 基本信息


def _own_files(section: SectionFacts, dossier: DeclarationDossier) -> list[FormBlock]:
    photo, commitment = dossier.declaration.photo, dossier.declaration.commitment
    photo_flags = [f for f in section.flags if f.code.startswith("photo_")]
    commitment_flags = [f for f in section.flags if f.code == "commitment_missing"]
    return [
        _file_entry(section, PHOTO, _t("证件照"), photo, photo_flags),
        _file_entry(
            section, COMMITMENT, _t("专业技术资格申报材料真实性保证书"), commitment, commitment_flags
        ),
    ]


def _file_entry(
    section: SectionFacts, key: str, title: str, ref: FileRef | None, flags: Sequence[Notice]
) -> FormEntry:
    if ref is None:
        return FormEntry("", title, _t("没有"), state="error", note_state="error")
    noticed, state = say_flags(section, flags)
    state = state if flags else "none"
    changed = [c for c in section.changes if c.field == key]
    return FormEntry(
        "",
        title,
        noticed or ref.name,
        mark_files(changed),
        state=state,
        note_state=state if flags else "",
        key=key,
        icon="" if flags else "paperclip",
    )


def _basic_blocks(section: SectionFacts, revealed: frozenset[str]) -> list[FormBlock]:
    return [block for item in section.items for block in _field_blocks(section, item, revealed)]


# ---- entries


def _item_blocks(section: SectionFacts, number: int, item: FrozenItem) -> list[FormBlock]:
    flags = section.flags_at(item_id=item.item_id)
    head = FormEntry(
        str(number),
        title_of_item(section.spec, item.fields, section.spec.title),
        say_files(item.evidence) if item.evidence else _t("没有佐证材料"),
        mark_entry(section.changes_at(item_id=item.item_id)),
        state=say_flags(section, flags)[1] if flags else "none",
        note_state="" if item.evidence or not section.spec.evidence_required else "flag",
        bold=True,
        key=item.item_id if item.evidence else "",
        icon="" if flags else "paperclip",
    )
    loose = [line_of_flag(section, f) for f in flags if not f.field and f.code != "evidence_missing"]
    return [head, *loose, *_field_blocks(section, item, frozenset())]


def _field_blocks(section: SectionFacts, item: FrozenItem, revealed: frozenset[str]) -> list[FormBlock]:
    """What was filled in, then in one line what was not: an optional field left empty is no finding."""
    flags = section.flags_at(item_id=item.item_id)
    flagged = {key: say_flags(section, [f for f in flags if f.field == key]) for key in _keys_of(flags)}
    blocks: list[FormBlock] = []
    unfilled: list[str] = []
    for spec in section.spec.fields:
        text = item.fields.get(spec.key, "")
        change = field_change(section.changes, item.item_id, spec.key)
        if text.strip() or spec.required or spec.key in flagged or change is not None:
            mark = mark_field(spec, change) if change is not None else ""
            flag = join_marks(flagged.get(spec.key, ("", "flag")), mark)
            blocks.append(_field(spec, text, flag, spec.key in revealed))
        else:
            unfilled.append(spec.title)
    if unfilled:
        blocks.append(FormField(_t("未填"), "、".join(unfilled), muted=True))
    return blocks


def _keys_of(flags: Sequence[Notice]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(flag.field for flag in flags if flag.field))


def _field(spec: FieldSpec, text: str, flagged: tuple[str, str], is_revealed: bool) -> FormField:
    """``flagged``: words and state."""
    value, (flag, state) = show_value(spec, text, revealed=is_revealed), flagged
    if not value:
        return FormField(spec.title, _t("未填"), flag=flag, flag_state=state, muted=True)
    if spec.kind not in MASKED_KINDS:
        return FormField(spec.title, value, flag=flag, flag_state=state)
    name = _t("遮住{0}" if is_revealed else "显示{0}").replace("{0}", spec.title)
    return FormField(
        spec.title,
        value,
        flag=flag,
        flag_state=state,
        action=REVEAL + spec.key,
        action_icon="eye-off" if is_revealed else "eye",
        action_name=name,
        action_key="I" if spec.kind is FieldKind.ID_NUMBER else "",
    )


# ---- tables (16, 17)


def _is_table(section: SectionFacts) -> bool:
    spec = section.spec
    return spec.kind is SectionKind.ITEMS and len(spec.fields) <= MOST_TABLE_FIELDS


def _item_columns(section: SectionFacts) -> tuple[FormColumn, ...]:
    spec = section.spec
    widest = next((f for f in spec.fields if f.kind is FieldKind.TEXT), spec.fields[-1])
    columns = [FormColumn("#", 18)]
    columns += [FormColumn(f.title, 0 if f is widest else _narrow(f)) for f in spec.fields]
    if spec.evidence_required:
        columns.append(FormColumn(_t("佐证材料"), 108))
    return tuple(columns)


def _narrow(spec: FieldSpec) -> int:
    return 76 if spec.kind in (FieldKind.DATE, FieldKind.MONTH, FieldKind.YEAR, FieldKind.CHOICE) else 92


def _table_blocks(section: SectionFacts) -> list[FormBlock]:
    columns = _item_columns(section)
    blocks: list[FormBlock] = [FormTableHead(columns)]
    for number, item in enumerate(section.items, 1):
        flags = section.flags_at(item_id=item.item_id)
        cells = [FormCell(str(number), "muted")]
        for spec in section.spec.fields:
            change = field_change(section.changes, item.item_id, spec.key)
            mark = mark_field(spec, change) if change is not None else ""
            said = say_flags(section, [f for f in flags if f.field == spec.key])
            noticed, state = join_marks(said, mark)
            text = show_value(spec, item.fields.get(spec.key, "")) or _t("未填")
            cells.append(FormCell(text, note=noticed, note_token=_INK_OF_STATE[state]))
        if section.spec.evidence_required:
            mark = mark_entry(section.changes_at(item_id=item.item_id))
            said = say_flags(section, [f for f in flags if not f.field])
            noticed, state = join_marks(said, mark)
            files = say_files(item.evidence)
            cells.append(
                FormCell(
                    files or "/",
                    "accent_ink" if files else "muted",
                    note=noticed,
                    note_token=_INK_OF_STATE[state],
                )
            )
        blocks.append(FormTableRow(columns, tuple(cells), item.item_id if item.evidence else ""))
    return blocks


def _t(text: str) -> str:
    return translate("declarations", text)
