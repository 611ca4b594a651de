"""Writing plans: each save is a version; one that is agreed is put in force from a day, and workers are told.

Whatever brings plans in from elsewhere writes them with `write_plan`.
"""

from collections.abc import Callable
from datetime import date

from sqlmodel import col, select

from server import clock
from server.accounts.asker import Asker
from server.care_plans.contents import Content, written
from server.care_plans.differences import differences, named_visits, sentences_for_workers
from server.care_plans.models import Decides, PlanVersion
from server.care_plans.recopying import redo_actions
from server.care_plans.telling import tell_change
from server.care_plans.versions import Plan, newest_of, plan_on, plans_from
from server.inbox.unit import Unit
from server.people.models import ServiceUser
from server.problems import BadInput

Edit = Callable[[Content], Content]


def take_turn(db: Unit, person: ServiceUser) -> None:
    """From here on nobody else writes this person's plan until this is kept: numbers follow each other."""
    db.exec(select(ServiceUser.id).where(col(ServiceUser.id) == person.id).with_for_update())


def save(db: Unit, asker: Asker, person: ServiceUser, content: Content, why: str) -> PlanVersion:
    """The next version: a draft, of which no worker sees anything."""
    newest = newest_of(db, person)
    version = PlanVersion(
        service_user_id=person.id, number=newest.number + 1 if newest else 1, content=written(content), why=why,
        by=asker.id,
    )  # fmt: skip
    db.add(version)
    db.flush()
    db.note(asker, f"saved care plan version {version.number}", person.id)
    return version


def agree(db: Unit, asker: Asker, version: PlanVersion, agreed_with: str, decides: Decides, agreed_on: date) -> None:
    """Write down with whom a version is agreed. Raises BadInput once it is."""
    if version.agreed_on or version.in_force_on:
        raise BadInput(f"Version {version.number} is agreed already.", "agreed_with")
    version.agreed_with, version.decides, version.agreed_on = agreed_with, decides, agreed_on
    version.agreement_by = asker.id
    db.add(version)
    db.note(asker, f"agreed care plan version {version.number}", version.service_user_id)


def put_in_force(db: Unit, asker: Asker, person: ServiceUser, version: PlanVersion, from_on: date) -> None:
    """From a day on it is what counts: visits that have not begun are copied anew, and who comes is told.

    Raises BadInput unless it is agreed, and for a day that is past.
    """
    if version.in_force_on:
        raise BadInput(f"Version {version.number} is in force already.", "from_on")
    if version.agreed_on is None:
        raise BadInput("Write down first with whom the plan is agreed.", "from_on")
    if from_on < asker.today:
        raise BadInput("What is past stays as it was. Choose today or a later day.", "from_on")
    before = plan_on(db, person.id, from_on)
    come_in_force(db, asker, person, version, from_on)
    tell_workers(db, asker, person, before, Plan(version))


def come_in_force(db: Unit, asker: Asker, person: ServiceUser, version: PlanVersion, from_on: date) -> None:
    version.in_force_on, version.in_force_by, version.in_force_at = from_on, asker.id, clock.now()
    db.add(version)
    db.flush()
    redo_actions(db, person, from_on)
    person.touch()
    db.add(person)
    db.note(asker, f"care plan version {version.number} in force", person.id)


def tell_workers(db: Unit, asker: Asker, person: ServiceUser, before: Plan | None, now: Plan) -> None:
    """What is different on visits, as sentences; of a first plan only that there is one."""
    on = now.version.in_force_on or asker.today
    if before is None:
        tell_change(db, person, "New plan", f"Read what {person.called} wants, and how.", asker.name, on)
        return
    found = differences(before.content, now.content, named_visits(db, person))
    for kind, sentence in sentences_for_workers(found):
        tell_change(db, person, kind, sentence, asker.name, on)


def amend(db: Unit, asker: Asker, person: ServiceUser, from_on: date, edit: Edit, why: str) -> None:
    """Something small from a day on, without touching what somebody is drafting: the plan of that day, every one that
    is to come after it, and the draft are each saved once more with it."""
    take_turn(db, person)
    newest, plans = newest_of(db, person), plans_from(db, [person.id], from_on)[person.id]
    before = plans.on(from_on)
    first = save_as(db, asker, person, before, edit, why)
    come_in_force(db, asker, person, first, from_on)
    for later in plans.after(from_on):
        on = later.version.in_force_on or from_on
        come_in_force(db, asker, person, save_as(db, asker, person, later, edit, why), on)
    if newest and newest.version.in_force_on is None:
        save(db, asker, person, edit(newest.content), why)
    tell_workers(db, asker, person, before, Plan(first))


def save_as(db: Unit, asker: Asker, person: ServiceUser, plan: Plan | None, edit: Edit, why: str) -> PlanVersion:
    """A version like another one but for an edit, agreed with whom that one was."""
    version = save(db, asker, person, edit(plan.content if plan else Content()), why)
    if plan:
        was = plan.version
        version.agreed_with, version.decides, version.agreed_on = was.agreed_with, was.decides, was.agreed_on
        version.agreement_by = was.agreement_by
    return version
