"""The pages of a person's record: the whole of it, one page at a time, and what was changed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from litestar import Response
from litestar.status_codes import HTTP_200_OK, HTTP_422_UNPROCESSABLE_ENTITY
from sqlmodel import Session, col, select

from server.accounts.asker import Asker
from server.accounts.models import Account
from server.board.queries import held_count
from server.contacts.queries import contacts_of
from server.contacts.words import TOLD_WORDS, roles_in_words
from server.discharges.queries import discharges_of
from server.discharges.words import DISCHARGE_WORDS
from server.packages.queries import last_day_of_care, packages_of
from server.packages.words import FUNDING_WORDS, hours
from server.people.key_safe_models import KeySafe
from server.people.models import ServiceUser
from server.people.nhs_numbers import spaced
from server.person_records.beginning import missing
from server.person_records.questions import Step
from server.person_records.saving import ANOTHER, changes_of
from server.person_records.steps import STEPS
from server.problems import BadInput
from server.record_changes.pages import change_lines
from server.templating import html

ORDER = list(STEPS.values())


def record_page(db: Session, asker: Asker, person: ServiceUser, problem: BadInput | None = None) -> Response[str]:
    """All that is on record, and what is still missing."""
    return html(
        "person_records/record.html", status_for(problem), asker=asker, person=person, steps=ORDER, problem=problem,
        contacts=contacts_of(db, person), packages=packages_of(db, person), key_safe=key_safe_of(db, person),
        missing=missing(db, person), discharges=discharges_of(db, person), last_day=last_day_of_care(db, person),
        discharge_words=DISCHARGE_WORDS, held=held_count(db, asker), **WORDS,
    )  # fmt: skip


WORDS = {
    "roles_in_words": roles_in_words,
    "told_words": TOLD_WORDS,
    "funding_words": FUNDING_WORDS,
    "hours": hours,
    "spaced": spaced,
}


def step_page(
    db: Session, asker: Asker, person: ServiceUser | None, step: Step, problem: BadInput | None = None,
    said: Mapping[str, str] | None = None,
) -> Response[str]:  # fmt: skip
    """One page of the record; without a person, the first page of a new one."""
    known = step.filled_in(person) if person else {}
    return html(
        "person_records/step.html", status_for(problem), problem=problem, said=known if said is None else said,
        seen_version=len(changes_of(db, person, step.name)) if person else 0, another=ANOTHER,
        key_safe=key_safe_of(db, person) if person else None, **step_context(db, asker, person, step),
    )  # fmt: skip


def step_context(db: Session, asker: Asker, person: ServiceUser | None, step: Step) -> dict[str, Any]:
    """What every page of the record shows beside its form: where we are, and what is done."""
    return {
        "asker": asker, "person": person, "step": step, "steps": ORDER, "number": ORDER.index(step) + 1,
        "done": done(db, person) if person else set(), "held": held_count(db, asker),
    }  # fmt: skip


def done(db: Session, person: ServiceUser) -> set[str]:
    """The pages on which something is on record."""
    found = {step.name for step in ORDER if any(has_answer(text) for text in step.texts(person).values())}
    lists = {"contacts": contacts_of(db, person), "package": packages_of(db, person)}
    return found | {name for name, rows in lists.items() if rows}


def has_answer(text: str) -> bool:
    return text not in ("", "not_recorded")


def after(person: ServiceUser, step: Step, said: Mapping[str, str]) -> str:
    """Where to go once a page is saved: to the next one, or to the whole record."""
    number = ORDER.index(step) + 1
    if said.get("then") == "on" and number < len(ORDER):
        return f"/people/{person.id}/record/{ORDER[number].name}"
    return f"/people/{person.id}/record"


def changes_page(db: Session, asker: Asker, person: ServiceUser) -> Response[str]:
    """What was changed of the record, the newest first."""
    return html(
        "record_changes/changes.html", asker=asker, person=person, lines=change_lines(db, person, ORDER),
        held=held_count(db, asker),
    )  # fmt: skip


def key_safe_of(db: Session, person: ServiceUser) -> tuple[datetime | None, str | None] | None:
    """When the code was changed last, and by whom; None without a code. The code itself goes to no such page."""
    found = (
        select(KeySafe.changed_at, Account.name)
        .join(Account, col(Account.id) == KeySafe.changed_by, isouter=True)
        .where(KeySafe.service_user_id == person.id)
    )
    return db.exec(found).one_or_none()


def status_for(problem: BadInput | None) -> int:
    return HTTP_422_UNPROCESSABLE_ENTITY if problem else HTTP_200_OK
