"""An error as a coordinator types it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from server import clock
from server.accounts.asker import Asker
from server.medicine_errors.models import ErrorKind, Harm, Told
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


def typed(asker: Asker, said: Mapping[str, str]) -> TypedError:
    """Read the form. Raises BadInput, naming the field. An error is closed with its harm known and learning written."""
    kind = next((one for one in ErrorKind if one == said.get("kind")), None)
    if kind is None:
        raise BadInput("Choose what kind of error it was.", "kind")
    harm = next((one for one in Harm if one == said.get("harm")), None)
    if harm is None:
        raise BadInput("Choose how much harm it did, or that it is not known yet.", "harm")
    happened_at = moment_in(asker, said, "happened", "Say on which day and at what time it happened.")
    found_at = moment_in(asker, said, "found", "Say on which day and at what time it was found.")
    if found_at < happened_at:
        raise BadInput("It would be found before it happened: look at the two times.", "found")
    learning, is_open = words_in(said, "learning"), said.get("status") != "closed"
    if not is_open and not learning:
        raise BadInput("Write what was learnt before you close it.", "learning")
    if not is_open and harm == Harm.NOT_KNOWN:
        raise BadInput("Say how much harm it did before you close it.", "harm")
    return TypedError(
        kind=kind, what=asked(said, "what", "Say what happened, in plain words."), happened_at=happened_at,
        found_at=found_at, found_by=asked(said, "found_by", "Say who found it."), harm=harm,
        done=asked(said, "done", "Say what was done for the person, or that nothing was needed."),
        told=told_in(asker, said), learning=learning, is_open=is_open,
    )  # fmt: skip


def told_in(asker: Asker, said: Mapping[str, str]) -> list[dict[str, Any]]:
    """Who was told, when and by whom; each is asked for whole or not at all."""
    found = []
    for whom in Told:
        at, by = said.get(f"told_{whom}", "").strip(), words_in(said, f"told_{whom}_by")
        if not at and not by:
            continue
        name = TOLD_WORDS[whom]
        when = moment_in(asker, said, f"told_{whom}", f"{name}: say on which day and at what time they were told.")
        if not by:
            raise BadInput(f"{name}: say who told them.", f"told_{whom}_by")
        found.append({"whom": whom.value, "at": when.isoformat(), "by": by})
    return found


def moment_in(asker: Asker, said: Mapping[str, str], field: str, sentence: str) -> datetime:
    """A local day and time, `2026-11-19T08:30`, that is not to come. Raises BadInput."""
    try:
        local = datetime.fromisoformat(said.get(field, "").strip()).replace(tzinfo=None)
    except ValueError:
        raise BadInput(sentence, field) from None
    at = clock.moment(local.date(), local.time(), asker.zone)
    if at > clock.now():
        raise BadInput("That is still to come: look at the day and the time.", field)
    return at


def asked(said: Mapping[str, str], field: str, sentence: str) -> str:
    text = words_in(said, field)
    if not text:
        raise BadInput(sentence, field)
    return text


def words_in(said: Mapping[str, str], field: str) -> str:
    return said.get(field, "").strip()
