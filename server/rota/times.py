"""Times and lengths as coordinators type them."""

from datetime import time, timedelta

from server.problems import BadInput

LONGEST = timedelta(hours=24)


def time_in(text: str) -> time:
    """`14:30`. Raises BadInput."""
    try:
        return time.fromisoformat(text)
    except ValueError:
        raise BadInput("Say when the visit begins, as 14:30.", "at") from None


def minutes_in(text: str) -> timedelta:
    """`30`. Raises BadInput."""
    if not text.isdecimal() or not timedelta() < timedelta(minutes=int(text)) <= LONGEST:
        raise BadInput("Say how many minutes the visit takes, as 30.", "minutes")
    return timedelta(minutes=int(text))
