"""The pages about medicine errors: the lists, the empty form, and one error with all that was written about it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from litestar import Response
from litestar.status_codes import HTTP_200_OK, HTTP_422_UNPROCESSABLE_ENTITY
from sqlmodel import Session

from server import clock
from server.accounts.asker import Asker
from server.board.queries import held_count
from server.db import new_id
from server.medication.models import Dose
from server.medicine_actions.queries import actions_after_error, owners_of
from server.medicine_actions.typing_actions import LINES
from server.medicine_errors.models import ErrorKind, Harm, Told
from server.medicine_errors.queries import Reported, doses_lately, versions_of
from server.medicine_errors.typing_errors import local, said_of
from server.medicine_errors.words import ERROR_WORDS, HARM_WORDS, SHORT_HARM, TOLD_WORDS
from server.people.models import ServiceUser
from server.problems import BadInput
from server.templating import html
from server.visits.queries import names_of

WORDS: dict[str, Any] = {
    "error_words": ERROR_WORDS, "harm_words": HARM_WORDS, "short_harm": SHORT_HARM, "told_words": TOLD_WORDS,
}  # fmt: skip


def errors_page(
    db: Session, asker: Asker, errors: Sequence[Reported], person: ServiceUser | None = None
) -> Response[str]:
    """All of an agency, or of one person."""
    return html(
        "medicine_errors/errors.html", asker=asker, errors=errors, person=person, held=held_count(db, asker), **WORDS
    )


def new_error_page(
    db: Session, asker: Asker, person: ServiceUser, problem: BadInput | None = None,
    said: Mapping[str, str] | None = None, dose: Dose | None = None,
) -> Response[str]:  # fmt: skip
    """The empty form; of a dose, it says when that was due."""
    status = HTTP_422_UNPROCESSABLE_ENTITY if problem else HTTP_200_OK
    return html(
        "medicine_errors/new_error.html", status, asker=asker, person=person, problem=problem,
        said=said or empty(asker, dose), doses=choices_of(db, asker, person, dose), **asked(db, asker),
    )  # fmt: skip


def empty(asker: Asker, dose: Dose | None) -> dict[str, str]:
    """What the form says by itself. Its own id lets the same form sent twice report one error."""
    said = {
        "error": str(new_id()), "found": local(clock.now(), asker), "harm": Harm.NOT_KNOWN.value, "status": "open",
        "found_by": asker.name,
    }  # fmt: skip
    if dose:
        said["dose"] = str(dose.id)
    if dose and dose.due_at:
        said["happened"] = local(min(dose.due_at, clock.now()), asker)
    return said


def choices_of(db: Session, asker: Asker, person: ServiceUser, named: Dose | None) -> list[tuple[str, str]]:
    """The doses that it can be about, in words; one that a link named is among them, however old."""
    known = {str(dose.id): words_of(asker, dose, visit.starts_at) for dose, visit in doses_lately(db, asker, person)}
    if named:
        known.setdefault(str(named.id), words_of(asker, named, named.due_at or clock.now()))
    return [("", "No one dose"), *known.items()]


def words_of(asker: Asker, dose: Dose, starts_at: datetime) -> str:
    """`Thu 19 Nov 08:30, Co-careldopa 25 mg/100 mg`."""
    at = (dose.due_at or starts_at).astimezone(ZoneInfo(asker.zone))
    return f"{at:%a} {at.day} {at:%b} {at:%H:%M}, {dose.name}{'' if dose.due_at else ', when required'}"


def error_page(
    db: Session, asker: Asker, reported: Reported, problem: BadInput | None = None,
    said: Mapping[str, str] | None = None,
) -> Response[str]:  # fmt: skip
    """One error: what is known now, what is to be done, every version of it, and the form for the next."""
    status = HTTP_422_UNPROCESSABLE_ENTITY if problem else HTTP_200_OK
    return html(
        "medicine_errors/error.html", status, asker=asker, reported=reported, versions=versions_of(db, reported.error),
        actions=actions_after_error(db, reported.error.id), names=names_of(db, asker.agency_id), problem=problem,
        said=said or said_of(asker, reported.latest), moment=datetime.fromisoformat, told_of=Told,
        month=local(reported.latest.happened_at, asker)[:7], **asked(db, asker),
    )  # fmt: skip


def asked(db: Session, asker: Asker) -> dict[str, Any]:
    """What the form needs to be asked."""
    return WORDS | {
        "kinds": [("", "Choose one"), *((kind.value, ERROR_WORDS[kind]) for kind in ErrorKind)],
        "harms": [(harm.value, HARM_WORDS[harm]) for harm in Harm],
        "owners": owners_of(db, asker), "lines": LINES, "held": held_count(db, asker),
    }  # fmt: skip
