"""What the sheet of 通过 proposes for one person: facts, the opinion, where it goes next, the last day to pay. Pure.

The employer's opinion rests on the publicity and is the kit's sentence letter by letter (A4.6); a level above proposes
words of its own, which it may leave out. Where it goes next is the plan's road (A4.8; seed B head).
"""

from dataclasses import dataclass
from datetime import date

from app.domain.decision import Action
from app.domain.opinions import render_level_opinion, render_pass_opinion
from app.domain.organisation import Role
from app.domain.payment import is_paid
from app.domain.plan import PlanKit
from app.domain.publicity import Publicity
from app.domain.road import Station
from app.domain.workflow import Transition, target_stage
from app.ports.queries import DeclarationDossier
from ui.pass_proposals import find_duties, find_next_station, propose_pay_until, say_station
from ui.texts.dates import format_day, say_day
from ui.texts.translate import translate
from ui.texts.words import word
from ui.widgets.form_blocks import FormField


@dataclass(frozen=True, slots=True)
class PassProposal:
    """What the sheet shows for one person. ``pay_until`` None: the pass opens no payment."""

    declaration_id: str
    name: str
    plan: str
    opinion: str
    facts: tuple[FormField, ...]
    duties: tuple[str, ...]
    needs_opinion: bool = True
    pay_until: date | None = None
    pay_note: str = ""
    today: date = date.min


def propose_pass(
    kit: PlanKit, dossier: DeclarationDossier, role: Role, row: Transition, today: date
) -> PassProposal:
    """``row``: of the table, as ``judge_pass`` found it. The employer's needs a complete publicity."""
    publicity, declaration = dossier.publicity, dossier.declaration
    paid = is_paid(dossier.decisions)
    facts: tuple[FormField, ...]
    if role is Role.EMPLOYER:
        if publicity is None:
            raise ValueError("通过 rests on a publicity")
        opinion = _propose_after_publicity(kit, dossier, publicity)
        facts = _facts_of_publicity(dossier, publicity)
    else:
        opinion = render_level_opinion(
            kit.opinions,
            role,
            name=dossier.applicant.name,
            title=kit.opinion_title,
            unit_name=dossier.employer.name,
        )
        facts = _facts_of_applicant(dossier)
    pays = row.action is Action.PASS and find_next_station(kit, role, paid=paid) is Station.PAYMENT
    pay_until, pay_note = propose_pay_until(kit, today) if pays else (None, "")
    return PassProposal(
        declaration.id,
        dossier.applicant.name,
        kit.name,
        opinion,
        (*facts, FormField(_t("通过后提交"), say_next(kit, role, row, paid=paid))),
        find_duties(kit),
        needs_opinion=role is Role.EMPLOYER,
        pay_until=pay_until,
        pay_note=pay_note,
        today=today,
    )


def say_next(kit: PlanKit, role: Role, row: Transition, *, paid: bool) -> str:
    """区、县(市)人社部门, 缴费, 评委会公示 …: the office or the station that the pass leads to."""
    if row.action is not Action.PASS:
        return word(target_stage(row, kit.road))
    return say_station(find_next_station(kit, role, paid=paid))


def _propose_after_publicity(kit: PlanKit, dossier: DeclarationDossier, publicity: Publicity) -> str:
    return render_pass_opinion(
        kit.opinions,
        name=dossier.applicant.name,
        title=kit.opinion_title,
        start=publicity.start,
        end=publicity.end,
        place=publicity.place,
        working_days=publicity.working_days,
        objections=_count_objections(dossier, publicity),
        unit_name=dossier.employer.name,
    )


def _facts_of_publicity(dossier: DeclarationDossier, publicity: Publicity) -> tuple[FormField, ...]:
    period = _t("{0} 至 {1}").replace("{0}", say_day(publicity.start)).replace("{1}", say_day(publicity.end))
    objections = _count_objections(dossier, publicity)
    heard = _t("收到 {0} 件，都已处理").replace("{0}", str(objections)) if objections else _t("无异议")
    return (
        FormField(_t("公示地点"), publicity.place),
        FormField(_t("公示时间"), period),
        FormField(_t("公示异议"), heard),
    )


def _facts_of_applicant(dossier: DeclarationDossier) -> tuple[FormField, ...]:
    declaration = dossier.declaration
    number = declaration.submit_no
    times = _t("第 {0} 次提交").replace("{0}", str(number))
    return (
        FormField(_t("申报单位"), dossier.employer.name),
        FormField(_t("申报方式"), word(declaration.mode)),
        FormField(_t("提交"), f"{format_day(declaration.submitted_at)}　{times}"),
    )


def _count_objections(dossier: DeclarationDossier, publicity: Publicity) -> int:
    return sum(o.declaration_id == dossier.declaration.id for o in publicity.objections)


def _t(text: str) -> str:
    return translate("declarations", text)
