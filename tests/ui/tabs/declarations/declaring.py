"""Puts declarations in every state into a real working copy, for tests of the declarations tab."""

from dataclasses import replace
from datetime import date, datetime

from PySide6.QtCore import Qt

from app.domain.archive import ArchiveStatus
from app.domain.decision import SubjectKind
from app.domain.declaration import MaterialFiles, Stage
from app.domain.publicity import EndRule
from app.usecases.prechecks import recheck_declaration
from tests.factories import (
    make_declaration,
    make_file,
    make_item,
    make_objection,
    make_publicity,
)

WATER, SENIOR, BUILDING = "zj-water-engineer-2020", "zj-water-senior-2020", "hz-construction-engineer-2026"
PASSED = ArchiveStatus.PASSED
CTRL = Qt.KeyboardModifier.ControlModifier

BASIC = {
    "sex": "男",
    "nation": "汉族",
    "birth_date": "1988-03-07",
    "id_type": "居民身份证",
    "phone": "13805710001",
    "work_start": "2010-07",
    "unit": "示例建设工程有限公司",
}
AWARD = {"awarded_on": "2024-05", "project": "城北泵站", "name": "优质工程奖", "level": "市厅级"}
OVER = (date(2026, 9, 18), date(2026, 9, 24))
"""A publicity that is over on 2026-10-09."""
RUNS = (date(2026, 9, 30), date(2026, 10, 13))
"""One that is in its second day then: the National Day holidays do not count."""


class Declaring:
    """Puts declarations into the desk's copy; ``stored`` reads one back."""

    def __init__(self, real):
        self.real = real
        self._number = 0

    def add(
        self, name="林致远", stage=Stage.EMPLOYER_REVIEW, *, plan=WATER, items=None, checked=False, **changes
    ):
        """A declaration of a person with 基本信息 and one award. Later ones were handed in later."""
        person = self.real.people.get(name) or self.real.add_person(name)
        passed = self.items(person, items if items is not None else {"award": [AWARD]})
        self._number += 1
        handed_in = datetime.fromisoformat(
            f"2026-10-08T0{self._number // 60}:{self._number % 60:02}:20+00:00"
        )
        values = {
            "stage": stage,
            "plan_id": plan,
            "submitted_at": handed_in,
            "materials": (),
            "photo": make_file(name="证件照.jpg", media_type="image/jpeg"),
            "commitment": make_file(name="真实性保证书.pdf"),
        }
        declaration = make_declaration(person, passed, **(values | changes))
        with self.real.uow() as uow:
            self._add_files(uow, declaration)
            uow.declarations.add(declaration)
            if checked:
                recheck_declaration(uow, declaration, self.real.kits, self.real.clock.today())
            uow.commit()
        return declaration

    def items(self, person, wanted):
        """Passed archive items of the person: 基本信息 and ``wanted`` fields by section."""
        basic = BASIC | {"name": person.name, "id_number": person.id_number}
        made = [
            make_item(
                person, section="basic", status=PASSED, fields=basic, evidence=(make_file(name="身份证.pdf"),)
            )
        ]
        for section, entries in wanted.items():
            made += [
                make_item(
                    person,
                    section=section,
                    status=PASSED,
                    fields=fields,
                    evidence=(make_file(name=f"{section}证明.pdf"),),
                )
                for fields in entries
            ]
        with self.real.uow() as uow:
            for item in made:
                uow.files.add(item.evidence)
                uow.archive.add(item)
            uow.commit()
        return made

    def publish(self, *declarations, dates=OVER, objection=False, **changes):
        """Their publicity. With ``objection`` the first goes back to 待审."""
        actor = self.real.office.actor
        start, end = dates
        publicity = make_publicity(
            actor,
            declarations,
            start=start,
            end=end,
            place=f"{self.real.office.unit.name}一楼公告栏",
            end_rule=EndRule.START_EXCLUDED,
            created_at=self.real.clock.now(),
            **changes,
        )
        first = declarations[0]
        if objection:
            heard = make_objection(first, actor, received_on=start, recorded_at=self.real.clock.now())
            publicity = replace(publicity, objections=(heard,))
        with self.real.uow() as uow:
            uow.publicities.add(publicity)
            for declaration in declarations:
                stage = Stage.EMPLOYER_REVIEW if objection and declaration is first else Stage.IN_PUBLICITY
                uow.declarations.save(
                    replace(
                        declaration,
                        rev=declaration.rev + 1,
                        stage=stage,
                        publicity_id=publicity.id,
                        publicity_to=end,
                        open_objections=int(objection and declaration is first),
                    )
                )
            uow.commit()
        return publicity

    def tick_all(self, declaration):
        """Every section was read by this account."""
        kit = self.real.kits.get(declaration.plan_id, declaration.plan_version)
        with self.real.uow() as uow:
            for section in kit.sections:
                uow.declarations.tick_section(
                    declaration.id, declaration.submit_no, self.real.office.account.id, section.key, True
                )
            uow.commit()

    def flag(self, declaration, *flags):
        with self.real.uow() as uow:
            uow.flags.replace(SubjectKind.DECLARATION, declaration.id, flags)
            uow.commit()

    def save(self, declaration, **changes):
        with self.real.uow() as uow:
            stored = uow.declarations.get(declaration.id)
            uow.declarations.save(replace(stored, rev=stored.rev + 1, **changes))
            uow.commit()

    def stored(self, declaration):
        with self.real.uow() as uow:
            return uow.declarations.get(declaration.id)

    def ticked(self, declaration):
        with self.real.uow() as uow:
            return uow.declarations.ticked_sections(
                declaration.id, declaration.submit_no, self.real.office.account.id
            )

    @staticmethod
    def material(key, *names):
        return MaterialFiles(key, tuple(make_file(name=name) for name in names))

    def _add_files(self, uow, declaration):
        refs = [ref for material in declaration.materials for ref in material.files]
        refs += [ref for ref in (declaration.photo, declaration.commitment) if ref is not None]
        uow.files.add(refs)
