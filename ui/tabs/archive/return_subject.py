"""What the return composer is asked for one archive item, or for several at once. Pure but for the desk's data."""

from collections.abc import Sequence

from app.domain.plan import PlanKit, SectionSpec
from app.domain.prechecks.notice import Notice
from app.ports.desk import Desk
from app.ports.queries import ArchiveDossier, ArchiveRow
from ui.dialogs.return_sheet.candidates import suggest_defects
from ui.dialogs.return_sheet.deadline import propose_deadline
from ui.dialogs.return_sheet.subject import Candidate, Place, ReturnSubject
from ui.field_text import line_of_item, title_of_item
from ui.tabs.archive.item_blocks import describe_flag
from ui.texts.translate import translate

BULK = "bulk:"


def archive_kit(desk: Desk) -> PlanKit:
    """The archive serves every plan: reasons, notices and contacts are the common ones that any kit carries."""
    return desk.plan_kits.all()[0]


def make_subject(desk: Desk, section: SectionSpec, dossier: ArchiveDossier) -> ReturnSubject:
    """One item, with what the machine noticed offered first."""
    kit = archive_kit(desk)
    name = dossier.applicant.name
    title = title_of_item(section, dossier.item.fields, name)
    about = section.title if title == name else f"{section.title}　{title}"

    def word(flag: Notice) -> str:
        return describe_flag(section, flag)

    suggested = suggest_defects(dossier.flags, kit.reasons, word)
    return _subject(desk, kit, section, dossier.item.id, name, about, suggested=suggested)


def make_bulk_subject(desk: Desk, section: SectionSpec, rows: Sequence[ArchiveRow]) -> ReturnSubject:
    """The same defects for several items; everybody gets the notice under the own name."""
    first = rows[0]
    about = (
        translate("archive", "等 {0} 条　{1}").replace("{0}", str(len(rows))).replace("{1}", section.title)
    )
    if len(rows) == 1:
        about = f"{section.title}　{line_of_item(section, first.values)}"
    return _subject(
        desk, archive_kit(desk), section, BULK + section.key, first.name, about, others=len(rows) - 1
    )


def _subject(
    desk: Desk,
    kit: PlanKit,
    section: SectionSpec,
    key: str,
    name: str,
    about: str,
    *,
    suggested: tuple[Candidate, ...] = (),
    others: int = 0,
) -> ReturnSubject:
    place = Place(section.key, section.title)
    deadline, note = propose_deadline(desk)
    return ReturnSubject(
        key=key,
        name=name,
        about=about,
        places=(place,),
        here=place,
        reasons=kit.reasons,
        templates=kit.notices,
        today=desk.clock.today(),
        deadline=deadline,
        deadline_note=note,
        suggested=suggested,
        others=others,
        can_fail=not key.startswith(BULK),
    )
