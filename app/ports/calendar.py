"""Working days as the office knows them: the shipped years and those imported into the working copy."""

from typing import Protocol

from app.domain.working_days import WorkingDayCalendar


class Calendar(Protocol):
    def working_days(self) -> WorkingDayCalendar: ...

    def check_year_file(self, content: str) -> int:
        """The year of a holiday file's JSON text. Raises RuleError("H-1xx") naming what is wrong."""
        ...

    def add_year(self, content: str) -> None:
        """Use an imported year from now on (the working copy keeps it)."""
        ...
