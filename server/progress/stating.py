"""Writing down how a goal stands: each saving is a version, and the older ones stay."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from server import clock
from server.accounts.asker import Asker
from server.asking import LONGEST_TEXT, Asking, day_if_any, needed, number, one_of, words
from server.db import insert_if_absent, new_id
from server.inbox.unit import Unit
from server.people.models import ServiceUser
from server.problems import BadInput
from server.progress.days import past_day, refuse_unless_later
from server.progress.models import GoalState, GoalStatus
from server.progress.words import STATE_WORDS

FIELDS = "state", "percent", "said_on", "said_by", "words", "look_again_on"
AT_ONCE = "Somebody else wrote this at the same moment. Open it again, then keep yours after theirs."


def say_how_goal_stands(
    db: Unit, asker: Asker, person: ServiceUser, goal_id: UUID, before: Sequence[GoalStatus], who: str,
    said: Mapping[str, str],
) -> None:  # fmt: skip
    """The next version. `who` wrote the newest of those before. Raises BadInput, with theirs when it is newer."""
    with Asking(said) as asking:
        if before:
            in_words = {"state": STATE_WORDS[before[0].state]}
            asking.unless_changed(said_of(before[0]), before[0].version, who, in_words)
        values = read_status(asking, asker.today)
    if before and all(getattr(before[0], name) == value for name, value in values.items()):
        return
    is_new = insert_if_absent(
        db, GoalStatus, id=new_id(), service_user_id=person.id, goal_id=goal_id,
        version=before[0].version + 1 if before else 1, written_by=asker.id, written_at=clock.now(), **values,
    )  # fmt: skip
    if not is_new:
        raise BadInput(AT_ONCE, "state")
    person.touch()
    db.note(asker, "wrote goal status", person.id)


def read_status(asking: Asking, today: date) -> dict[str, Any]:
    values: dict[str, Any] = {
        "state": asking.read("state", one_of(GoalState, "Choose how it stands.")),
        "percent": asking.read("percent", percent_if_any),
        "said_on": asking.read("said_on", past_day(today, "Choose the day that this is true of.")),
        "said_by": asking.read("said_by", needed("Say who says so: the person, and who was with them.")),
        "words": asking.read("words", words(LONGEST_TEXT)),
        "look_again_on": asking.read("look_again_on", day_if_any),
    }
    state, percent, again = values["state"], values["percent"], values["look_again_on"]
    if state == GoalState.REACHED and percent not in (None, 100):
        asking.refuse("percent", "A goal that is reached is at 100. Change one of the two.")
    if state == GoalState.NOT_STARTED and percent:
        asking.refuse("percent", "A goal that is not started is at 0. Change one of the two.")
    if state in {GoalState.PAUSED, GoalState.GIVEN_UP} and not asking.said.get("words", "").strip():
        asking.refuse("words", "Say why, in the person’s words if they said it.")
    if state and again and not state.is_open:
        asking.refuse("look_again_on", "There is nothing to look at again: leave this empty, or choose another state.")
    refuse_unless_later(asking, "look_again_on", again, values["said_on"])
    return values


def percent_if_any(text: str) -> int | None:
    return number("Write a whole number from 0 to 100, or leave it empty.", 0, 100)(text) if text else None


def said_of(status: GoalStatus) -> dict[str, str]:
    """A status as its form would have been filled in."""
    values = {name: getattr(status, name) for name in FIELDS}
    return {name: "" if value is None else str(value) for name, value in values.items()}
