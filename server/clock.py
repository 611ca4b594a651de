"""The only reader of the clock: moments in UTC, days in the agency's zone.

`DOORSTEP_AT` (set by `--at`) shifts the whole app's clock, the phones' too, for demonstrations and tests.
"""

import os
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

SHIFT_VARIABLE = "DOORSTEP_CLOCK_SHIFT"


@cache
def shift() -> timedelta:
    """How far the app's clock runs ahead of the machine's: none unless `--at` was given."""
    return timedelta(seconds=float(os.environ.get(SHIFT_VARIABLE, "0")))


def start_at(moment: datetime) -> None:
    """Let the app's clock, in this process and those it starts, read `moment` now and run on from there."""
    os.environ[SHIFT_VARIABLE] = str((moment - datetime.now(UTC)).total_seconds())
    shift.cache_clear()


def now() -> datetime:
    """This moment, aware, in UTC."""
    return datetime.now(UTC) + shift()


def today(zone: str) -> date:
    """The service date it is now in `zone` (an IANA name)."""
    return now().astimezone(ZoneInfo(zone)).date()


def moment(on: date, at: time, zone: str) -> datetime:
    """The moment in UTC of a local wall time; in the hour that an autumn night repeats, the first one."""
    return datetime.combine(on, at, ZoneInfo(zone)).astimezone(UTC)


def day_bounds(on: date, zone: str) -> tuple[datetime, datetime]:
    """The first moment of a local day and of the next; 23 or 25 hours apart when the clocks change."""
    return moment(on, time(), zone), moment(on + timedelta(days=1), time(), zone)
