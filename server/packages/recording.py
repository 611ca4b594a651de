"""Recording what pays for a person's care. A stop-gap package ends by itself, and the visits with it."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from server.accounts.asker import Asker
from server.asking import Asking, day, day_if_any, needed, one_of, words
from server.care_plans.ending import end_visits, plan_again
from server.inbox.unit import Unit
from server.packages.models import Funding, Package
from server.packages.queries import last_day_of_care
from server.packages.words import FUNDING_WORDS, hours
from server.people.models import ServiceUser
from server.person_records.beginning import make_visits
from server.person_records.saving import changes_of, note_changes, tell_what_was_saved
from server.problems import BadInput

PART = "package"
MOST_HOURS = 168
HOURS = re.compile(r"[0-9]{1,3}(?:[.,][0-9]{1,2})?")


def add_package(db: Unit, asker: Asker, person: ServiceUser, said: Mapping[str, str]) -> Package:
    """One more. Raises BadInput with all that is wrong."""
    with Asking(said) as asking:
        answers = read(asking)
    ended_on = days_ended_on(db, asker, person)
    db.add(package := Package(service_user_id=person.id, recorded_by=asker.id, **answers))
    keep(db, asker, person, package, {})
    go_on(db, asker, person, package, ended_on)
    return package


def change_package(db: Unit, asker: Asker, person: ServiceUser, package: Package, said: Mapping[str, str]) -> None:
    """What is agreed now; what was agreed stays in the record's history. Raises BadInput."""
    db.refresh(package, with_for_update=True)
    before, words = texts_of(package), {"funding": FUNDING_WORDS[package.funding]}
    with Asking({**said, "is_stop_gap": said.get("is_stop_gap", "")}) as asking:
        answers = read(asking)
        tell_what_was_saved(db, asking, changes_of(db, person, PART, package.id), before, words)
    ended_on = days_ended_on(db, asker, person)
    for field, value in answers.items():
        setattr(package, field, value)
    keep(db, asker, person, package, before)
    go_on(db, asker, person, package, ended_on)


def read(asking: Asking) -> dict[str, Any]:
    answers: dict[str, Any] = {
        "funding": asking.read("funding", one_of(Funding, "Choose who pays.")),
        "commissioner": asking.read("commissioner", needed("Write who commissions it, as York City Council.")),
        "reference": asking.read("reference", words()),
        "minutes_a_week": asking.read("hours", minutes_in),
        "from_on": asking.read("from_on", day("Choose the first day.")),
        "until_on": asking.read("until_on", day_if_any),
        "is_stop_gap": bool(asking.said.get("is_stop_gap")),
    }
    from_on, until_on = answers["from_on"], answers["until_on"]
    if from_on and until_on and until_on < from_on:
        asking.refuse("until_on", "The last day comes before the first one.")
    if answers["is_stop_gap"] and not asking.said.get("until_on", "").strip():
        asking.refuse("until_on", "A stop-gap package ends by itself: choose its last day.")
    return answers


def minutes_in(text: str) -> int:
    if not HOURS.fullmatch(text) or not 0 < float(text.replace(",", ".")) <= MOST_HOURS:
        raise BadInput(f"Write the hours a week as a number up to {MOST_HOURS}, as 10.5.")
    return round(float(text.replace(",", ".")) * 60)


def texts_of(package: Package) -> dict[str, str]:
    """As its form has it."""
    return {
        "funding": package.funding.value, "commissioner": package.commissioner, "reference": package.reference,
        "hours": hours(package.minutes_a_week), "from_on": str(package.from_on),
        "until_on": str(package.until_on or ""), "is_stop_gap": "1" if package.is_stop_gap else "",
    }  # fmt: skip


def keep(db: Unit, asker: Asker, person: ServiceUser, package: Package, before: Mapping[str, str]) -> None:
    db.flush()
    note_changes(db, asker, person, PART, before, texts_of(package), package.id)
    last = last_day_of_care(db, person)
    if last:
        end_visits(db, asker, person, max(last + timedelta(days=1), asker.today), f"The package ends on {said(last)}.")


def days_ended_on(db: Unit, asker: Asker, person: ServiceUser) -> set[date]:
    """When visits ended with the care: on its last day, or before the day on which that was written down late."""
    last = last_day_of_care(db, person)
    if last is None:
        return set()
    zone, a_day = ZoneInfo(asker.zone), timedelta(days=1)
    written_on = {change.changed_at.astimezone(zone).date() for change in changes_of(db, person, PART)}
    return {last} | {on - a_day for on in written_on if on - a_day > last}


def go_on(db: Unit, asker: Asker, person: ServiceUser, package: Package, ended_on: set[date]) -> None:
    """Care that was to end on a day goes on: visits that were planned to end with it do, too."""
    last = last_day_of_care(db, person)
    if ended_on and (last is None or last > min(ended_on)):
        from_on = max(min(ended_on) + timedelta(days=1), package.from_on, asker.today)
        plan_again(db, asker, person, ended_on, from_on)
        make_visits(db, asker, person)


def said(on: date) -> str:
    return f"{on:%a} {on.day} {on:%b}"
