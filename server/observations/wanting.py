"""Asking for an observation, asking for it otherwise, and asking no more: what was asked before stays on record."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from server import clock
from server.accounts.asker import Asker
from server.accounts.models import Account
from server.asking import Asking
from server.inbox.unit import Unit
from server.medication.amounts import plain
from server.observations.models import WantedObservation
from server.observations.queries import ever_wanted
from server.observations.typing_wanted import typed
from server.people.models import ServiceUser


def want(db: Unit, asker: Asker, person: ServiceUser, said: Mapping[str, str]) -> None:
    """From now on. What was asked of the same kind ends; the same asked twice is asked once. Raises BadInput."""
    with Asking(said) as asking:
        values = asdict(typed(asking))
        ever = ever_wanted(db, person, values["kind"])
        known = next((one for one in ever if one.ended_at is None), None)
        if known and not is_the_same(known, values) and said.get("was") == known.kind:
            asking.unless_changed(said_of(known), len(ever), db.get_one(Account, known.wanted_by).name)
    if known and is_the_same(known, values):
        return
    if known:
        end_one(asker, known)
    db.add(WantedObservation(service_user_id=person.id, wanted_by=asker.id, **values))
    tell_phones(db, asker, person, "asked for observation")


def is_the_same(known: WantedObservation, values: Mapping[str, Any]) -> bool:
    return all(getattr(known, name) == value for name, value in values.items())


def end(db: Unit, asker: Asker, person: ServiceUser, wanted: WantedObservation) -> None:
    """No more. Ended twice, the first stays."""
    if wanted.ended_at is None:
        end_one(asker, wanted)
        tell_phones(db, asker, person, "ended observation")


def end_one(asker: Asker, wanted: WantedObservation) -> None:
    wanted.ended_at, wanted.ended_by = clock.now(), asker.id


def tell_phones(db: Unit, asker: Asker, person: ServiceUser, deed: str) -> None:
    """The pages about the person change."""
    person.touch()
    db.add(person)
    db.note(asker, deed, person.id)


def said_of(wanted: WantedObservation) -> dict[str, str]:
    """As its form would have been filled in."""
    return {
        "kind": wanted.kind, "rule": wanted.rule.value, "how": wanted.how, "days": str(wanted.days or ""),
        "target": "" if wanted.target is None else plain(wanted.target),
        "limit": "" if wanted.limit is None else plain(wanted.limit), "by": f"{wanted.by:%H:%M}" if wanted.by else "",
    }  # fmt: skip
