"""What a hospital must know of somebody who is brought in, on one page."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from sqlmodel import Session, select

from server import clock
from server.accounts.asker import Asker
from server.accounts.models import Agency
from server.care_plans.versions import plan_on
from server.contacts.queries import contact_lines
from server.legal.queries import legal_in_words
from server.observations.queries import standing_of
from server.people.models import ServiceUser
from server.people.nhs_numbers import spaced
from server.people.queries import about_me_of, medicines_of, notes_about
from server.risk_assessments.queries import risks_of
from server.templating import render
from server.visits.entries import contradicting

OBSERVED, NOTED = timedelta(days=7), timedelta(days=3)
SIZES = "large", "usual", "small", "smallest"
"""Of the type: the largest with which all of it is on one page."""


def pack_texts(db: Session, asker: Asker, person: ServiceUser) -> Iterator[str]:
    """The page at each size, the largest first. What is not recorded is said to be so."""
    now = clock.now()
    observed = standing_of(db, [person.id], now - OBSERVED)
    facts: dict[str, Any] = {
        "asker": asker, "person": person, "now": now, "nhs_number": spaced(person.nhs_number),
        "agency": db.exec(select(Agency).where(Agency.id == asker.agency_id)).one(),
        "plan": plan_on(db, person.id, asker.today), "about_me": about_me_of(db, person),
        "contacts": contact_lines(db, person), "medicines": medicines_of(db, person, asker.today),
        "legal": legal_in_words(db, person, asker.today), "risks": risks_of(db, [person.id])[person.id],
        "observed": last_of_each(observed), "differing": contradicting(observed),
        "notes": notes_about(db, person, now - NOTED),
    }  # fmt: skip
    return (render("handing_over/pack.html", size=size, **facts) for size in SIZES)


def last_of_each(entries: list[Any]) -> list[Any]:
    """The newest observation of every kind."""
    newest = {entry.kind: entry for entry in sorted(entries, key=lambda entry: entry.recorded_at)}
    return list(newest.values())
