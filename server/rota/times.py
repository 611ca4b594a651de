"""Times and lengths as coordinators type them."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from server import clock
from server.asking import is_number, time_of_day
from server.problems import BadInput

BEGINS = time_of_day("Say when the visit begins, as 14:30.")
LONGEST = timedelta(hours=24)
NIGHT = timedelta(hours=4)
"""From this length on, a visit ends when the clock on the wall says so: a night from 22:00 to 07:00 is an hour longer
or shorter when the clocks change. A shorter visit takes its minutes."""


def minutes_in(text: str) -> timedelta:
    """`30`. Raises BadInput."""
    if not is_number(text) or not timedelta() < timedelta(minutes=int(text)) <= LONGEST:
        raise BadInput("Say how many minutes the visit takes, as 30.")
    return timedelta(minutes=int(text))


def span(on: date, at: time, length: timedelta, zone: str) -> tuple[datetime, datetime]:
    """From when to when a visit of a day is, in UTC.

    In spring a time that the night leaves out is an hour later by the wall; in autumn what comes twice is the first.
    """
    starts_at = clock.moment(on, at, zone)
    if length < NIGHT:
        return starts_at, starts_at + length
    ends = datetime.combine(on, at) + length
    return starts_at, clock.moment(ends.date(), ends.time(), zone)


def hhmm(moment: datetime, zone: ZoneInfo) -> str:
    """`14:30`, by the wall."""
    return f"{moment.astimezone(zone):%H:%M}"
