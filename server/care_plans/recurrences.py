"""On which days a planned visit takes place: days of the week, every so many weeks, from and until, bank holidays."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from functools import cache

from dateutil import rrule
from holidays import HolidayBase, country_holidays

from server.allocations.models import Nation
from server.care_plans.models import BankHolidays, PlannedVisit

WEEKDAYS = {
    "MO": "Monday", "TU": "Tuesday", "WE": "Wednesday", "TH": "Thursday", "FR": "Friday", "SA": "Saturday",
    "SU": "Sunday",
}  # fmt: skip
IN_SHORT = {name: words[:3] for name, words in WEEKDAYS.items()}
WORKING_DAYS, WEEKEND = "MO TU WE TH FR", "SA SU"
HOLIDAY_WORDS = {
    BankHolidays.AS_USUAL: "also on bank holidays",
    BankHolidays.NOT: "not on bank holidays",
    BankHolidays.ONLY: "only on bank holidays",
}


def days_of(visit: PlannedVisit, first: date, last: date, nation: Nation) -> list[date]:
    """The days from `first` to `last`, both in, on which it takes place, in order."""
    first, last = max(first, visit.from_on), min(last, visit.until_on or last)
    return [on for on in occurrences(visit, first, last) if suits(visit, on, nation)] if first <= last else []


def occurrences(visit: PlannedVisit, first: date, last: date) -> Iterator[date]:
    """By the days of the week alone. Weeks are counted from the Monday of the week it begins in."""
    begins = visit.from_on - timedelta(days=visit.from_on.weekday())
    rule = rrule.rrule(
        rrule.WEEKLY, dtstart=datetime.combine(begins, time()), interval=visit.every_weeks, wkst=rrule.MO,
        byweekday=[getattr(rrule, day) for day in visit.weekdays.split()],
    )  # fmt: skip
    for at in rule.between(datetime.combine(first, time()), datetime.combine(last, time()), inc=True):
        yield at.date()


def suits(visit: PlannedVisit, on: date, nation: Nation) -> bool:
    if visit.bank_holidays == BankHolidays.AS_USUAL:
        return True
    return (on in bank_holidays(nation)) == (visit.bank_holidays == BankHolidays.ONLY)


@cache
def bank_holidays(nation: Nation) -> HolidayBase:
    """Of one part of the United Kingdom; the library counts those of a year when it is asked about one of its days."""
    return country_holidays("GB", subdiv=nation.value)


def in_words(visit: PlannedVisit) -> str:
    """`Every day`, `Mon, Wed and Fri, every second week, not on bank holidays`."""
    parts = [weekdays_in_words(visit.weekdays.split())]
    if visit.every_weeks > 1:
        parts.append("every second week" if visit.every_weeks == 2 else f"every {visit.every_weeks} weeks")
    if visit.bank_holidays != BankHolidays.AS_USUAL:
        parts.append(HOLIDAY_WORDS[visit.bank_holidays])
    return ", ".join(parts)


def weekdays_in_words(names: Iterable[str]) -> str:
    days = [name for name in WEEKDAYS if name in set(names)]
    if len(days) == len(WEEKDAYS):
        return "Every day"
    if " ".join(days) in (WORKING_DAYS, WEEKEND):
        return "Monday to Friday" if len(days) == 5 else "Saturday and Sunday"
    short = [IN_SHORT[day] for day in days]
    return " and ".join([", ".join(short[:-1]), short[-1]] if len(short) > 1 else short)
