"""The machine's clock, and the movable clock of a 样例 copy."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from app.services.clocks import OFFSET_SETTING, SampleClock, SystemClock

NEW_YEARS_EVE = datetime(2026, 12, 31, 16, 30, tzinfo=UTC)
"""Half past midnight of New Year's Day in Shanghai."""


class Base:
    """A machine clock that the test turns."""

    def __init__(self) -> None:
        self.moment = NEW_YEARS_EVE

    def __call__(self) -> datetime:
        return self.moment


def open_sample(settings: dict[str, str], base: Base) -> SampleClock:
    def keep(value: str) -> None:
        settings[OFFSET_SETTING] = value

    return SampleClock(lambda: settings.get(OFFSET_SETTING), keep, base)


def test_the_system_clock_is_utc() -> None:
    before = datetime.now(UTC)
    moment = SystemClock().now()
    assert before <= moment <= datetime.now(UTC)
    assert moment.tzinfo is UTC


def test_today_is_the_date_in_shanghai() -> None:
    assert open_sample({}, Base()).today() == date(2027, 1, 1)


def test_a_moved_clock_goes_on_running_and_comes_back_after_a_restart() -> None:
    settings: dict[str, str] = {}
    base = Base()
    clock = open_sample(settings, base)
    assert clock.now() == NEW_YEARS_EVE
    target = datetime(2026, 9, 8, 8, 0, 0, 5, tzinfo=timezone(timedelta(hours=8)))
    clock.set_now(target)
    assert clock.now() == target
    base.moment += timedelta(minutes=3)
    assert clock.now() == target + timedelta(minutes=3)
    assert open_sample(settings, base).now() == clock.now()


def test_a_failed_write_leaves_the_clock_as_it_was() -> None:
    def fail(_: str) -> None:
        raise PermissionError

    clock = SampleClock(lambda: None, fail, Base())
    with pytest.raises(PermissionError):
        clock.set_now(NEW_YEARS_EVE + timedelta(days=1))
    assert clock.now() == NEW_YEARS_EVE


@pytest.mark.parametrize("kept", ["", "soon", "9" * 40])
def test_a_spoilt_offset_is_none(kept: str) -> None:
    assert open_sample({OFFSET_SETTING: kept}, Base()).now() == NEW_YEARS_EVE


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        open_sample({}, Base()).set_now(datetime(2026, 1, 1))  # noqa: DTZ001
