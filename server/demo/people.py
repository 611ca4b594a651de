"""From a person's file to their rows: who they are, their plan, their medicines."""

from dataclasses import dataclass, field
from datetime import date, time, timedelta
from uuid import UUID

from server.care_plans.models import EVERY_DAY, BankHolidays, PlanChange, PlannedVisit
from server.db import defaults_of
from server.demo.medicines import put_orders
from server.demo.planned_care import ActionPlan
from server.demo.plans import PersonPlan, VisitPlan
from server.demo.records import put_package, put_to_be_found, record_of, roles_in
from server.demo.risks import put_general
from server.demo.rows import Row, Rows
from server.demo.versions import PlanIds, how_on, put_versions
from server.observations.models import WantedObservation
from server.people.key_safe_models import KeySafe
from server.people.models import AboutMe, Contact, MayBeTold, ServiceUser
from server.staff.models import written


@dataclass(frozen=True)
class Person:
    """A person whose rows are made, with what the days to come are made from."""

    row: Row
    plan: PersonPlan
    orders: list[Row]
    planned: dict[time, Row]
    """The planned visits, by their time."""
    ids: PlanIds
    versions: list[Row]
    """Of the plan, the first one first."""
    today: date
    wanted: list[WantedObservation] = field(default_factory=list)

    @property
    def id(self) -> UUID:
        found: UUID = self.row["id"]
        return found

    @property
    def door(self) -> tuple[float, float]:
        """Latitude and longitude."""
        return self.plan.place

    def plan_version_on(self, on: date) -> int:
        """The version of the plan in force on a day."""
        numbers: list[int] = [row["number"] for row in self.versions if row["in_force_on"] <= on]
        return max(numbers, default=1)

    def how_on(self, action: ActionPlan, on: date) -> str | None:
        """How an action is done on a day; None when it was not in the plan yet."""
        return how_on(action, (self.today - on).days)

    def changes_until(self, on: date) -> int:
        """How often workers had been told of something by a day."""
        return sum(self.today - timedelta(days=change.days_ago) <= on for change in self.plan.changes)

    def orders_on(self, on: date) -> list[Row]:
        """The medicines in force on a day."""
        return [row for row in self.orders if row["started_on"] <= on <= (row["ended_on"] or on)]


def put_person(rows: Rows, agency_id: UUID, plan: PersonPlan, today: date, by: UUID | None = None) -> Person:
    """A person with all that is known about them; `by` is who assessed the risks."""
    row = put_who_they_are(rows, agency_id, plan, today)
    put_to_be_found(rows, row)
    put_package(rows, row["id"], plan, today)
    put_what_to_know(rows, row["id"], plan)
    put_general(rows, (agency_id, row["id"]), plan.risks, today, by)
    planned = put_planned_visits(rows, row["id"], plan, today)
    ids, versions = put_versions(rows, row["id"], plan, planned, today)
    orders = [order for medicine in plan.medicines for order in put_orders(rows, row["id"], medicine, today)]
    return Person(row, plan, orders, planned, ids, versions, today)


def put_who_they_are(rows: Rows, agency_id: UUID, plan: PersonPlan, today: date) -> Row:
    confirmed = plan.allergies.confirmed_days_ago
    known = {
        "id": rows.new_id(),
        "agency_id": agency_id,
        "given_name": plan.given_name,
        "family_name": plan.family_name,
        "known_as": plan.known_as,
        "born_on": plan.born_on,
        "address": plan.address,
        "postcode": plan.postcode,
        "latitude": plan.place[0],
        "longitude": plan.place[1],
        "phone": plan.phone,
        "getting_in": plan.getting_in.strip(),
        "beware": plan.beware.strip(),
        "allergy_status": plan.allergies.status,
        "allergies": plan.allergies.words,
        "allergies_confirmed_on": None if confirmed is None else today - timedelta(days=confirmed),
        "cpr_decision": plan.cpr.decision,
        "cpr_note": plan.cpr.note,
        "workers_wanted": plan.workers_wanted,
    }
    return rows.add(ServiceUser, **defaults_of(ServiceUser) | known | record_of(rows, plan))


def put_what_to_know(rows: Rows, person: UUID, plan: PersonPlan) -> None:
    for position, (heading, words) in enumerate(plan.about_me.items()):
        rows.add(
            AboutMe,
            id=rows.new_id(),
            service_user_id=person,
            position=position,
            heading=heading,
            words=words.strip(),
            version=1,
        )
    for position, contact in enumerate(plan.contacts):
        rows.add(
            Contact,
            id=rows.new_id(),
            service_user_id=person,
            position=position,
            name=contact.name,
            relation=contact.relation,
            phone=contact.phone,
            note=contact.note,
            roles=roles_in(f"{contact.relation} {contact.note}"),
            may_be_told=MayBeTold.EVERYTHING if "next of kin" in contact.relation else MayBeTold.DAY_TO_DAY,
        )
    if plan.key_safe:
        rows.add(KeySafe, service_user_id=person, code=plan.key_safe.code, place=plan.key_safe.place)


def put_planned_visits(rows: Rows, person: UUID, plan: PersonPlan, today: date) -> dict[time, Row]:
    began = today - timedelta(days=min([plan.plan_days_ago, *(change.days_ago for change in plan.changes)]))
    for change in plan.changes:
        rows.add(
            PlanChange,
            id=rows.new_id(),
            service_user_id=person,
            changed_on=today - timedelta(days=change.days_ago),
            kind=change.kind,
            made_at=None,
            sentence=change.sentence,
            by=change.by,
        )
    return {visit.at: put_planned_visit(rows, person, visit, began) for visit in plan.visits}


def put_planned_visit(rows: Rows, person: UUID, visit: VisitPlan, began: date) -> Row:
    """It belongs to no team yet, and so makes no visits by itself."""
    return rows.add(
        PlannedVisit,
        id=rows.new_id(),
        service_user_id=person,
        team_id=None,
        title=visit.title,
        at=visit.at,
        minutes=visit.minutes,
        workers_needed=len(visit.workers),
        needs=written(visit.needs),
        from_on=began,
        until_on=None,
        weekdays=EVERY_DAY,
        every_weeks=1,
        bank_holidays=BankHolidays.AS_USUAL,
        made_to=None,
        follows=None,
    )
