"""What the return composer is asked for one declaration: every section and every material as a place (picture 06). Pure."""

from app.domain.plan import PlanKit, SectionKind, SectionSpec
from app.domain.prechecks.notice import Notice
from app.ports.desk import Desk
from app.ports.queries import DeclarationDossier
from ui.dialogs.return_sheet.candidates import suggest_defects
from ui.dialogs.return_sheet.deadline import propose_deadline
from ui.dialogs.return_sheet.subject import Place, ReturnSubject
from ui.texts.notices import describe_notice
from ui.texts.translate import translate


def make_subject(desk: Desk, kit: PlanKit, dossier: DeclarationDossier, section: str) -> ReturnSubject:
    """``section``: the one the reviewer is at; its reasons are offered first."""
    places = make_places(kit)
    deadline, note = propose_deadline(desk)

    def say(flag: Notice) -> str:
        specs = {spec.key: spec for spec in kit.sections}
        fields = specs[flag.section].fields if flag.section in specs else ()
        return describe_notice(flag, next((f.title for f in fields if f.key == flag.field), ""))

    return ReturnSubject(
        key=dossier.declaration.id,
        name=dossier.applicant.name,
        about=kit.title_with_rank,
        places=places,
        here=next((p for p in places if p.section == section), places[0]),
        reasons=kit.reasons,
        templates=kit.notices,
        today=desk.clock.today(),
        deadline=deadline,
        deadline_note=note,
        suggested=suggest_defects(dossier.flags, kit.reasons, say),
    )


def make_places(kit: PlanKit) -> tuple[Place, ...]:
    """第 2 部分 教育经历 …; the notice names them 教育经历 and 附件 2 (picture 06)."""
    places: list[Place] = []
    for spec in sorted(kit.sections, key=lambda s: s.preview_no):
        places.append(Place(spec.key, spec.title, label_of(spec)))
        if spec.kind is SectionKind.MATERIALS:
            for material in kit.materials:
                title = _t("附件 {0}").replace("{0}", str(material.no))
                label = f"{_part(spec)} {title} {material.title}"
                places.append(Place(spec.key, title, label, material.key))
    return tuple(places)


def label_of(spec: SectionSpec) -> str:
    """第 2 部分 教育经历."""
    return f"{_part(spec)} {spec.title}"


def _part(spec: SectionSpec) -> str:
    return _t("第 {0} 部分").replace("{0}", str(spec.preview_no))


def _t(text: str) -> str:
    return translate("declarations", text)
