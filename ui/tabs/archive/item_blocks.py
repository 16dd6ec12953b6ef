"""The form of one archive item as blocks: the section's fields, 证件号码, what was decided before. Pure."""

from collections.abc import Mapping

from app.domain.archive import ArchiveStatus
from app.domain.decision import Action, Decision, last_standing
from app.domain.plan import FieldKind, FieldSpec, SectionSpec
from app.domain.prechecks.notice import Notice
from app.ports.queries import ArchiveDossier
from ui.field_text import MASKED_KINDS, show_value
from ui.texts.dates import say_moment
from ui.texts.notices import describe_notice, join_notices
from ui.texts.translate import translate
from ui.texts.words import word
from ui.widgets.form_blocks import FormBlock, FormCaption, FormField

REVEAL = "reveal:"
_UNFLAGGED = ("", "flag")


def make_blocks(section: SectionSpec, dossier: ArchiveDossier, revealed: frozenset[str]) -> list[FormBlock]:
    """Fields in the kit's order, the person's number, then the decisions so far. ``revealed``: field keys."""
    flags = _flags_by_field(section, dossier)
    blocks: list[FormBlock] = [
        _make_field(
            spec,
            dossier.item.fields.get(spec.key, ""),
            flags.get(spec.key, _UNFLAGGED),
            spec.key in revealed,
        )
        for spec in section.fields
    ]
    if not any(spec.kind is FieldKind.ID_NUMBER for spec in section.fields):
        spec = FieldSpec("id_number", translate("archive", "证件号码"), FieldKind.ID_NUMBER)
        blocks.append(_make_field(spec, dossier.applicant.id_number, _UNFLAGGED, "id_number" in revealed))
    return [*blocks, *_past_blocks(dossier)]


def describe_flag(section: SectionSpec, flag: Notice) -> str:
    """The notice in words, its field by the kit's title."""
    return describe_notice(flag, title_of_field(section, flag.field))


def title_of_field(section: SectionSpec, key: str) -> str:
    return next((spec.title for spec in section.fields if spec.key == key), "")


def _flags_by_field(section: SectionSpec, dossier: ArchiveDossier) -> Mapping[str, tuple[str, str]]:
    """Words and state by field."""

    def say(flag: Notice) -> str:
        return describe_flag(section, flag)

    if dossier.item.status not in (ArchiveStatus.PENDING, ArchiveStatus.RETURNED):
        return {}
    keys = dict.fromkeys(flag.field for flag in dossier.flags if flag.field)
    return {key: join_notices([f for f in dossier.flags if f.field == key], say) for key in keys}


def _make_field(spec: FieldSpec, text: str, flagged: tuple[str, str], revealed: bool) -> FormField:
    value, (flag, state) = show_value(spec, text, revealed=revealed), flagged
    if not value:
        return FormField(spec.title, translate("archive", "未填"), flag=flag, flag_state=state, muted=True)
    if spec.kind not in MASKED_KINDS:
        return FormField(spec.title, value, flag=flag, flag_state=state)
    is_id = spec.kind is FieldKind.ID_NUMBER
    name = translate("archive", "遮住{0}" if revealed else "显示{0}").replace("{0}", spec.title)
    return FormField(
        spec.title,
        value,
        flag=flag,
        flag_state=state,
        action=REVEAL + spec.key,
        action_icon="eye-off" if revealed else "eye",
        action_name=name,
        action_key="I" if is_id else "",
    )


def _past_blocks(dossier: ArchiveDossier) -> list[FormBlock]:
    blocks: list[FormBlock] = []
    returned = last_standing(dossier.decisions, Action.RETURN)
    if returned is not None:
        caption = translate("archive", "上次退回 {0} 处").replace("{0}", str(len(returned.defects)))
        blocks.append(FormCaption(caption, say_moment(returned.at)))
        blocks += _defect_lines(returned)
    verdict = last_standing(dossier.decisions)
    if verdict is not None and verdict is not returned:
        blocks += _verdict_lines(translate("archive", "已有结论"), verdict)
    if verdict is not None and verdict.action is Action.REOPEN:
        failure = last_standing(dossier.decisions, Action.FAIL)
        if failure is not None:
            blocks += _verdict_lines(translate("archive", "重开前的结论"), failure)
    return blocks


def _verdict_lines(title: str, verdict: Decision) -> list[FormBlock]:
    who = f"{verdict.actor.name}　{verdict.actor.organisation_name}"
    blocks: list[FormBlock] = [
        FormCaption(title, say_moment(verdict.at)),
        FormField(word(verdict.action), who),
        *_defect_lines(verdict),
    ]
    if verdict.opinion:
        words = "重开理由" if verdict.action is Action.REOPEN else "审核意见"
        blocks.append(FormField(translate("archive", words), verdict.opinion))
    return blocks


def _defect_lines(decision: Decision) -> list[FormBlock]:
    label = translate("archive", "第 {0} 处")
    return [FormField(label.replace("{0}", str(n)), d.text) for n, d in enumerate(decision.defects, 1)]
