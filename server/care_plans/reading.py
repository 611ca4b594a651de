"""A planned visit as a coordinator types it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from functools import partial
from uuid import UUID

from server.accounts.asker import Asker
from server.asking import Asking, day, day_if_any, number, one_of
from server.care_plans.models import BankHolidays, PlannedVisit
from server.care_plans.recurrences import WEEKDAYS
from server.inbox.reading import uuid_or_none
from server.problems import BadInput
from server.rota.adding import TITLE, WORKERS
from server.rota.times import BEGINS, minutes_in
from server.staff.models import Skill, written

MOST_WEEKS = 8
WEEKS = number(f"Say every how many weeks, from 1 to {MOST_WEEKS}.", 1, MOST_WEEKS)
HOLIDAYS = one_of(BankHolidays, "Choose what happens on bank holidays.")


@dataclass(frozen=True, slots=True)
class Typed:
    """What a planned visit is to be, from a day on."""

    title: str
    at: time
    minutes: int
    workers_needed: int
    needs: str
    from_on: date
    until_on: date | None
    weekdays: str
    every_weeks: int
    bank_holidays: BankHolidays
    usual: Sequence[UUID]
    actions: Sequence[str]

    def planned(self, service_user_id: UUID, team_id: UUID | None) -> PlannedVisit:
        """A new row of it."""
        return PlannedVisit(
            service_user_id=service_user_id, team_id=team_id, title=self.title, at=self.at, minutes=self.minutes,
            workers_needed=self.workers_needed, needs=self.needs, from_on=self.from_on, until_on=self.until_on,
            weekdays=self.weekdays, every_weeks=self.every_weeks, bank_holidays=self.bank_holidays,
        )  # fmt: skip


def typed(asker: Asker, said: Mapping[str, str], tell_changes: Callable[[Asking], None] | None = None) -> Typed:
    """Read the form; a ticked box is a field of its own, as `weekday_MO`. Raises BadInput with all that is wrong, and
    with what `tell_changes` has to say."""
    weekdays = " ".join(day for day in WEEKDAYS if said.get(f"weekday_{day}"))
    usual = [worker for name in said if (worker := uuid_or_none(name.removeprefix("usual_")))]
    with Asking({"workers": "1", "every_weeks": "1", "bank_holidays": "as_usual", **said}) as asking:
        new = Typed(
            title=asking.read("title", TITLE), at=asking.read("at", BEGINS),
            minutes=asking.read("minutes", whole_minutes), workers_needed=asking.read("workers", WORKERS),
            needs=written(skill for skill in Skill if said.get(f"needs_{skill.value}")),
            from_on=asking.read("from_on", partial(from_day, asker)), until_on=asking.read("until_on", day_if_any),
            weekdays=weekdays, every_weeks=asking.read("every_weeks", WEEKS),
            bank_holidays=asking.read("bank_holidays", HOLIDAYS), usual=usual,
            actions=[line.strip() for line in said.get("actions", "").splitlines() if line.strip()],
        )  # fmt: skip
        if not weekdays:
            asking.refuse("weekdays", "Choose the days on which it takes place.")
        if new.from_on and new.until_on and new.until_on < new.from_on:
            asking.refuse("until_on", "The last day comes before the first one.")
        if new.workers_needed and len(usual) > new.workers_needed:
            wrong = f"{len(usual)} usually go, and it takes {new.workers_needed}. Make the two agree."
            asking.refuse("workers", wrong)
        if tell_changes:
            tell_changes(asking)
    return new


def whole_minutes(text: str) -> int:
    return round(minutes_in(text).total_seconds() / 60)


def from_day(asker: Asker, text: str) -> date:
    on = day("Choose the day from which it counts.")(text)
    if on < asker.today:
        raise BadInput("What is past stays as it was. Choose today or a later day.")
    return on
