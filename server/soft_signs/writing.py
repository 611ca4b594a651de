"""Writing the message down, saying to whom it was given, and closing it."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from server import clock
from server.accounts.asker import Asker
from server.accounts.models import Account
from server.asking import LONGEST_TEXT, Asking, needed, words
from server.board.alerts import close_alerts_about
from server.db import insert_if_absent, new_id
from server.inbox.unit import Unit
from server.problems import BadInput
from server.soft_signs.models import SbardVersion
from server.soft_signs.queries import Message
from server.soft_signs.recording import open_again

PARTS = ("situation", "background", "assessment", "recommendation")


def write(db: Unit, asker: Asker, message: Message, said: Mapping[str, str]) -> None:
    """A version of the message. Raises BadInput; a closed one says what was decided."""
    known = message.latest
    number = known.version if known else 0
    with Asking(said) as asking:
        values = typed(asker, asking)
        is_again = known is not None and is_the_same(known, message, asker, values)
        if known and not is_again:
            asking.unless_changed(said_of(asker, known), number, db.get_one(Account, known.written_by).name)
    if not is_again:
        put_version(db, asker, message, number + 1, values)
    if values["is_closed"]:
        close_alerts(db, asker.id, message, values)
    elif known and known.is_closed:
        open_again(db, message.first.id, f"Opened again by {asker.name}")


def put_version(db: Unit, asker: Asker, message: Message, version: int, values: Mapping[str, Any]) -> None:
    is_new = insert_if_absent(
        db, SbardVersion, id=new_id(), soft_signs_id=message.first.id, version=version, written_by=asker.id,
        written_at=clock.now(), **values,
    )  # fmt: skip
    if not is_new:
        raise BadInput("Somebody else saved at the same moment. Yours is still here: keep it again.", "situation")
    db.note(asker, "wrote SBARD", message.first.id)


def typed(asker: Asker, asking: Asking) -> dict[str, Any]:
    """Read the form. What was given says to whom, how and when."""
    is_given = any(asking.said.get(name, "").strip() for name in ("how", "given"))
    is_closed = asking.said.get("status") == "closed"
    text, needed_text = words(LONGEST_TEXT), "Say what was decided, or why nobody had to be told, before you close it."
    return {
        "situation": asking.read("situation", needed("Say what is happening.", LONGEST_TEXT)),
        **{part: asking.read(part, text) for part in PARTS[1:]},
        "given_to": asking.read("given_to", needed("Say to whom you gave it.") if is_given else words()),
        "how": asking.read("how", needed("Say how: you rang, or sent it by secure email.") if is_given else words()),
        "given_at": asking.read("given", moment(asker)) if is_given else None,
        "decision": asking.read("decision", needed(needed_text, LONGEST_TEXT) if is_closed else text),
        "is_closed": is_closed,
    }


def moment(asker: Asker) -> Callable[[str], datetime]:
    """A local day and time, `2026-11-19T08:30`, that is not to come."""

    def read(text: str) -> datetime:
        try:
            local = datetime.fromisoformat(text).replace(tzinfo=None)
            at = clock.moment(local.date(), local.time(), asker.zone)
        except (ValueError, OverflowError):
            raise BadInput("Say on which day and at what time you gave it.") from None
        if at > clock.now():
            raise BadInput("That is still to come: look at the day and the time.")
        return at

    return read


def said_of(asker: Asker, known: SbardVersion) -> dict[str, str]:
    """A version as its form was filled in."""
    at = known.given_at
    said = {name: getattr(known, name) for name in (*PARTS, "given_to", "how", "decision")}
    given = f"{at.astimezone(ZoneInfo(asker.zone)):%Y-%m-%dT%H:%M}" if at else ""
    return said | {"given": given, "status": "closed" if known.is_closed else "open"}


def is_the_same(known: SbardVersion, message: Message, asker: Asker, values: Mapping[str, Any]) -> bool:
    """The button was pressed twice."""
    is_theirs = (known.soft_signs_id, known.written_by) == (message.first.id, asker.id)
    return is_theirs and all(getattr(known, name) == value for name, value in values.items())


def close_alerts(db: Unit, by: UUID, message: Message, values: Mapping[str, Any]) -> None:
    told = f"{values['how']}: {values['given_to']}. " if values["given_at"] else "Nobody was told. "
    for entry in message.entries:
        close_alerts_about(db, entry.id, f"{told}Decided: {values['decision']}", by=by)
