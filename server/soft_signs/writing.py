"""Writing the message down, saying to whom it was given, and closing it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from server import clock
from server.accounts.asker import Asker
from server.board.alerts import close_alerts_about
from server.db import insert_if_absent, new_id
from server.inbox.unit import Unit
from server.medicine_errors.typing_errors import asked, moment_in, words_in
from server.problems import BadInput
from server.soft_signs.models import SbardVersion
from server.soft_signs.queries import Message

CHANGED_MEANWHILE = (
    "Somebody else wrote a version meanwhile. Yours is still in the form: read theirs below, then keep yours after it."
)
PARTS = ("situation", "background", "assessment", "recommendation")


def write(db: Unit, asker: Asker, message: Message, said: Mapping[str, str]) -> None:
    """A version of the message. Raises BadInput, naming the field; a closed one says how it ended."""
    values = typed(asker, said)
    known = message.latest
    number = known.version if known else 0
    if known and is_the_same(known, asker, values):
        return
    is_new = said.get("version") == str(number) and insert_if_absent(
        db, SbardVersion, id=new_id(), soft_signs_id=message.first.id, version=number + 1, written_by=asker.id,
        written_at=clock.now(), **values,
    )  # fmt: skip
    if not is_new:
        raise BadInput(CHANGED_MEANWHILE, "version")
    db.note(asker, "wrote SBARD", message.first.id)
    if values["is_closed"]:
        close_alerts(db, asker.id, message, values)


def typed(asker: Asker, said: Mapping[str, str]) -> dict[str, Any]:
    """Read the form. What was given says to whom, how and when; what is closed says what was decided."""
    values: dict[str, Any] = {part: words_in(said, part) for part in PARTS}
    values |= {name: words_in(said, name) for name in ("given_to", "how", "decision")}
    asked(said, "situation", "Say what is happening.")
    is_given = bool(values["how"] or words_in(said, "given"))
    if is_given:
        asked(said, "given_to", "Say to whom you gave it.")
        asked(said, "how", "Say how you gave it: you rang, or sent it by secure email.")
    sentence = "Say on which day and at what time you gave it."
    values["given_at"] = moment_in(asker, said, "given", sentence) if is_given else None
    values["is_closed"] = said.get("status") == "closed"
    if values["is_closed"]:
        asked(said, "decision", "Say what was decided, or why nobody had to be told, before you close it.")
    return values


def is_the_same(known: SbardVersion, asker: Asker, values: Mapping[str, Any]) -> bool:
    """The button was pressed twice."""
    return known.written_by == asker.id and all(getattr(known, name) == value for name, value in values.items())


def close_alerts(db: Unit, by: UUID, message: Message, values: Mapping[str, Any]) -> None:
    told = f"{values['how']}: {values['given_to']}. " if values["given_at"] else "Nobody was told. "
    close_alerts_about(db, message.first.id, f"{told}Decided: {values['decision']}", by=by)
