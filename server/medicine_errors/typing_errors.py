"""An error as a coordinator types it."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from server import clock
from server.accounts.asker import Asker
from server.asking import LONGEST_TEXT, Asking, needed, one_of, words
from server.medicine_errors.models import ErrorKind, ErrorVersion, Harm, Told
from server.medicine_errors.words import TOLD_WORDS
from server.problems import BadInput


@dataclass(frozen=True, slots=True)
class TypedError:
    """What is known of an error now, by the names of an `ErrorVersion`."""

    kind: ErrorKind
    what: str
    happened_at: datetime
    found_at: datetime
    found_by: str
    harm: Harm
    done: str
    told: list[dict[str, Any]]
    learning: str
    is_open: bool


WHAT = "Say what happened, in plain words."
KIND = one_of(ErrorKind, "Choose what kind of error it was.")
HARM = one_of(Harm, "Choose how much harm it did, or that it is not known yet.")


def typed(asker: Asker, asking: Asking) -> TypedError:
    """Read the form. An error is closed with its harm known and learning written."""
    happened = partial(moment_in, asker, "Say on which day and at what time it happened.")
    found = partial(moment_in, asker, "Say on which day and at what time it was found.")
    done = needed("Say what was done for the person, or that nothing was needed.", LONGEST_TEXT)
    error = TypedError(
        kind=asking.read("kind", KIND), what=asking.read("what", needed(WHAT, LONGEST_TEXT)),
        happened_at=asking.read("happened", happened), found_at=asking.read("found", found),
        found_by=asking.read("found_by", needed("Say who found it.")), harm=asking.read("harm", HARM),
        done=asking.read("done", done), told=told_in(asker, asking),
        learning=asking.read("learning", words(LONGEST_TEXT)), is_open=asking.said.get("status") != "closed",
    )  # fmt: skip
    if error.found_at and error.happened_at and error.found_at < error.happened_at:
        asking.refuse("found", "It would be found before it happened: look at the two times.")
    if not error.is_open and error.learning == "":
        asking.refuse("learning", "Write what was learnt before you close it.")
    if not error.is_open and error.harm == Harm.NOT_KNOWN:
        asking.refuse("harm", "Say how much harm it did before you close it.")
    return error


def told_in(asker: Asker, asking: Asking) -> list[dict[str, Any]]:
    """Who was told, when and by whom; each is asked for whole or not at all."""
    found = []
    for whom in Told:
        field, name = f"told_{whom}", TOLD_WORDS[whom]
        if not (asking.said.get(field, "").strip() or asking.said.get(f"{field}_by", "").strip()):
            continue
        told = partial(moment_in, asker, f"{name}: say on which day and at what time they were told.")
        at, by = asking.read(field, told), asking.read(f"{field}_by", needed(f"{name}: say who told them."))
        found.append({"whom": whom.value, "at": at and at.isoformat(), "by": by})
    return found


def moment_in(asker: Asker, sentence: str, text: str) -> datetime:
    """A local day and time, `2026-11-19T08:30`, that is not to come. Raises BadInput."""
    try:
        local = datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        raise BadInput(sentence) from None
    at = clock.moment(local.date(), local.time(), asker.zone)
    if at > clock.now():
        raise BadInput("That is still to come: look at the day and the time.")
    return at


def said_of(asker: Asker, known: ErrorVersion) -> dict[str, str]:
    """A version as its form would have been filled in."""
    said = {
        "kind": known.kind.value, "what": known.what, "found_by": known.found_by,
        "happened": local(known.happened_at, asker), "found": local(known.found_at, asker), "harm": known.harm.value,
        "done": known.done, "learning": known.learning, "status": "open" if known.is_open else "closed",
    }  # fmt: skip
    for told in known.told:
        said[f"told_{told['whom']}"] = local(datetime.fromisoformat(told["at"]), asker)
        said[f"told_{told['whom']}_by"] = told["by"]
    return said


def local(at: datetime, asker: Asker) -> str:
    return f"{at.astimezone(ZoneInfo(asker.zone)):%Y-%m-%dT%H:%M}"
