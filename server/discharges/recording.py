"""Somebody's care ends on a day, for a reason; somebody rings to ask how they are; they may be taken on again."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from server import clock
from server.accounts.asker import Asker
from server.asking import LONGEST_TEXT, Asking, day, day_if_any, needed, one_of, words
from server.board.alerts import close_alerts_about
from server.care_plans.ending import end_visits, plan_again
from server.discharges.models import Discharge, DischargeReason
from server.inbox.unit import Unit
from server.people.models import ServiceUser
from server.person_records.beginning import make_visits
from server.person_records.saving import note_changes
from server.problems import BadInput

AS_FAR = timedelta(days=366)


def discharge(db: Unit, asker: Asker, person: ServiceUser, said: Mapping[str, str]) -> Discharge:
    """Their care ends: visits after it are drawn as cancelled on the rota. Raises BadInput with all that is wrong."""
    db.refresh(person, with_for_update=True)
    with Asking(said) as asking:
        answers = read(asking, asker.today)
        if person.discharged_on:
            asking.refuse("from_on", f"{person.called} is discharged already.")
    db.add(one := Discharge(service_user_id=person.id, recorded_by=asker.id, **answers))
    before = standing_of(person)
    person.discharged_on = one.from_on
    note_changes(db, asker, person, "care", before, standing_of(person))
    why = f"Care ends: the last day is {said_day(one.from_on - timedelta(days=1))}."
    end_visits(db, asker, person, max(one.from_on, asker.today), why)
    db.note(asker, "discharged person", person.id)
    db.flush()
    return one


def read(asking: Asking, today: date) -> dict[str, Any]:
    answers: dict[str, Any] = {
        "from_on": asking.read("from_on", day("Choose the first day without care.")),
        "reason": asking.read("reason", one_of(DischargeReason, "Choose why.")),
        "destination": asking.read("destination", needed("Write where they go, as At home, or York Hospital.")),
        "words": asking.read("words", words(LONGEST_TEXT)),
        "follow_up_on": asking.read("follow_up_on", day_if_any),
        "why_no_follow_up": asking.read("why_no_follow_up", words()),
    }
    from_on, call_on = answers["from_on"], answers["follow_up_on"]
    if from_on and not today - AS_FAR <= from_on <= today + AS_FAR:
        asking.refuse("from_on", "Choose a day at most a year away.")
    if from_on and call_on and call_on < from_on:
        asking.refuse("follow_up_on", "The call comes after the discharge. Choose a later day.")
    if not asking.said.get("follow_up_on", "").strip() and not answers["why_no_follow_up"]:
        asking.refuse("follow_up_on", "Choose when somebody rings to ask how they are, or say below why nobody does.")
    return answers


def follow_up(db: Unit, asker: Asker, person: ServiceUser, one: Discharge, said: Mapping[str, str]) -> None:
    """Somebody rang. Raises BadInput when nothing is said of how they are."""
    with Asking(said) as asking:
        text = asking.read("follow_up_words", needed("Write how they are, and what is to be done.", LONGEST_TEXT))
    if one.followed_up_at:
        raise BadInput("The call is recorded already. Write what is new into their notes.", "follow_up_words")
    one.followed_up_at, one.followed_up_by, one.follow_up_words = clock.now(), asker.id, text
    close_alerts_about(db, one.id, "Called", asker.id)
    db.note(asker, "followed up discharge", person.id)


def take_on_again(db: Unit, asker: Asker, person: ServiceUser, one: Discharge, *, same_visits: bool) -> None:
    """They are new again, with all that is on record. A discharge that is still to come is simply undone."""
    if one.undone_at or person.discharged_on is None:
        return
    before = standing_of(person)
    is_over = person.is_discharged(asker.today)
    person.discharged_on, person.is_new = None, is_over or person.is_new
    one.undone_at, one.undone_by = clock.now(), asker.id
    close_alerts_about(db, one.id, "Taken on again", asker.id)
    note_changes(db, asker, person, "care", before, standing_of(person))
    if same_visits:
        first = max(one.from_on, one.recorded_at.astimezone(ZoneInfo(asker.zone)).date())
        plan_again(db, asker, person, {first - timedelta(days=1)}, max(first, asker.today))
    db.note(asker, "took person on again", person.id)
    make_visits(db, asker, person)


def standing_of(person: ServiceUser) -> dict[str, str]:
    if person.discharged_on:
        return {"care": f"discharged from {said_day(person.discharged_on)} {person.discharged_on.year}"}
    return {"care": "being taken on" if person.is_new else "receiving care"}


def said_day(on: date) -> str:
    return f"{on:%a} {on.day} {on:%b}"
