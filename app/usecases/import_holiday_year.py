"""Import a year's published holidays (DOMAIN facts §6: outside the known years nothing is guessed)."""

from app.domain.commands import Changed, ImportHolidayYear, Outcome
from app.domain.errors import RuleError
from app.ports.calendar import Calendar
from app.ports.clock import Clock
from app.ports.unit_of_work import NewUnitOfWork, UnitOfWork
from app.usecases.applying import apply_command, audit_command


def import_holiday_year(
    command: ImportHolidayYear, new_unit_of_work: NewUnitOfWork, clock: Clock, calendar: Calendar
) -> Outcome:
    """Keep the year in the working copy and use it from now on. Raises RuleError H-101 … H-106 naming what is wrong with the file, H-108 when it is another year than announced."""
    year = calendar.check_year_file(command.content)
    if year != command.year:
        raise RuleError("H-108", year=year)

    def act(uow: UnitOfWork) -> Changed:
        uow.settings.set(f"holidays.{year}", command.content)
        audit_command(
            uow, command, clock, act="holidays.import", subject_kind="holidays", subject_id=str(year)
        )
        return Changed()

    outcome = apply_command(command, new_unit_of_work, clock, act)
    calendar.add_year(command.content)
    return outcome
