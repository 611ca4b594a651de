"""Somebody's care begins, once what no worker can do without is on record."""

from sqlmodel import Session, col, select

from server.accounts.asker import Asker
from server.care_plans.horizon import extend
from server.care_plans.models import PlannedVisit
from server.inbox.unit import Unit
from server.packages.models import Package
from server.people.models import AllergyStatus, Contact, ServiceUser
from server.person_records.questions import Step
from server.person_records.saving import note_changes
from server.person_records.steps import ADDRESS, ALLERGIES, CONTACTS, DOOR, FUNDING
from server.problems import BadInput


def missing(db: Session, person: ServiceUser) -> list[tuple[str, Step]]:
    """What is needed before the first visit and is not on record, each with the page that asks for it."""
    contacts = select(Contact.id).where(Contact.service_user_id == person.id, col(Contact.removed_at).is_(None))
    packages = select(Package.id).where(Package.service_user_id == person.id)
    needed = [
        (bool(person.address and person.postcode), "the address and its postcode", ADDRESS),
        (person.allergy_status != AllergyStatus.NOT_RECORDED, "whether they have allergies", ALLERGIES),
        (bool(person.getting_in), "how to get in", DOOR),
        (db.exec(contacts).first() is not None, "somebody to ring", CONTACTS),
        (db.exec(packages).first() is not None, "who commissions the care", FUNDING),
    ]
    return [(words, step) for is_there, words, step in needed if not is_there]


def begin_care(db: Unit, asker: Asker, person: ServiceUser) -> None:
    """From now on their planned visits are made. Raises BadInput when something needed is missing."""
    if lacking := missing(db, person):
        raise BadInput(f"Not on record yet: {', '.join(words for words, _ in lacking)}.", "missing")
    if not person.is_new:
        return
    person.is_new = False
    note_changes(db, asker, person, "care", {"care": "being taken on"}, {"care": "receiving care"})
    make_visits(db, asker, person)


def make_visits(db: Unit, asker: Asker, person: ServiceUser) -> None:
    """On each team's rota that their plan names."""
    db.flush()
    for team_id in set(db.exec(select(PlannedVisit.team_id).where(PlannedVisit.service_user_id == person.id))):
        if team_id:
            extend(db, asker, team_id, by=asker.id)
