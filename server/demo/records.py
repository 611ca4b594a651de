"""What is on the record of the demo's people: numbers, how they talk, contacts' roles, who pays."""

from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

from server import clock
from server.demo.plans import PersonPlan
from server.demo.rows import Row, Rows
from server.discharges.models import Discharge, DischargeReason
from server.packages.models import Funding, Package
from server.people.finding import words_about
from server.people.models import PersonWord, ServiceUser
from server.people.nhs_numbers import check_digit

TEXTS = ("pets", "languages", "interpreter", "communication", "aids", "religion", "culture", "formats")
ROLES = {
    "next of kin": "next_of_kin",
    "attorney for health": "lpa_health",
    "GP": "gp",
    "istrict nurse": "district_nurse",
    "ocial worker": "social_worker",
    "harmac": "pharmacist",
    "eighbour": "neighbour",
}


def record_of(rows: Rows, plan: PersonPlan) -> dict[str, str]:
    """Columns that the record fills; the NHS numbers are of those that are kept for tests (999)."""
    number = next(one for one in rows.numbers if check_digit(f"999{one:06}") < 10)
    known = {name: plan.record.get(name, "") for name in TEXTS}
    return known | {
        "nhs_number": f"999{number:06}{check_digit(f'999{number:06}')}",
        "allergies_confirmed_by": "Their GP's summary" if plan.allergies.confirmed_days_ago is not None else "",
    }


def put_to_be_found(rows: Rows, person: Row) -> None:
    names = (person["given_name"], person["family_name"], person["known_as"])
    for word in sorted(words_about(names, person["postcode"], person["nhs_number"])):
        rows.add(PersonWord, service_user_id=person["id"], word=word, agency_id=person["agency_id"])


def put_package(rows: Rows, person: UUID, plan: PersonPlan, today: date) -> None:
    """Their visits' hours, paid by the council."""
    rows.add(
        Package,
        id=rows.new_id(),
        service_user_id=person,
        funding=Funding.COUNCIL,
        commissioner="Leeds City Council" if plan.postcode.startswith("LS") else "City of York Council",
        reference="",
        minutes_a_week=7 * sum(visit.minutes for visit in plan.visits),
        from_on=today - timedelta(days=plan.plan_days_ago),
        until_on=None,
        is_stop_gap=False,
    )


def put_new_and_discharged(rows: Rows, agency_id: UUID, office: UUID, today: date) -> None:
    """Somebody who is being taken on, and somebody who manages without us and is to be rung."""
    new = put_somebody(rows, agency_id, ("Constance", "Ogden"), date(1938, 8, 30), is_new=True)
    new |= {"address": "3 Priory Court, York", "postcode": "YO99 2RT"}
    put_to_be_found(rows, new)
    gone = put_somebody(rows, agency_id, ("Leonard", "Tate"), date(1946, 5, 2), discharged_on=today - timedelta(days=6))
    gone |= {"address": "27 Ferry Lane, York", "postcode": "YO99 7LB"}
    put_to_be_found(rows, gone)
    at = clock.moment(today - timedelta(days=8), time(14, 20), "Europe/London")
    rows.keep(
        Discharge(
            id=rows.new_id(), service_user_id=gone["id"], from_on=gone["discharged_on"],
            reason=DischargeReason.INDEPENDENT, destination="At home, managing alone",
            follow_up_on=today + timedelta(days=1), recorded_by=office, recorded_at=at,
        )
    )  # fmt: skip


def put_somebody(rows: Rows, agency_id: UUID, names: tuple[str, str], born_on: date, **more: Any) -> Row:
    person = ServiceUser(
        id=rows.new_id(), agency_id=agency_id, given_name=names[0], family_name=names[1], known_as=names[0],
        born_on=born_on, address="", postcode="", **more,
    )  # fmt: skip
    return rows.add(ServiceUser, **person.model_dump())


def roles_in(words: str) -> str:
    return " ".join(role for said, role in ROLES.items() if said in words)
