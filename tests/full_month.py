"""A whole October of one woman with fourteen medicines: all that a chart has to hold, and every way to leave a gap."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from server.db import new_id
from server.inbox.models import Form, FormState
from server.medication.due import doses_for, note_time_critical
from server.medication.models import Dose, MarEntry, Medicine, MedicineKind
from server.medication.outcomes import MarOutcome, OldPatch, Support
from server.people.models import Contact, ServiceUser
from server.visits.models import Assignment, Visit
from tests.agencies import ZONE, Agencies, at, it_is
from tests.care import Phone

OCTOBER = date(2026, 10, 1)
VISITS = ("08:00", "12:00", "17:00", "21:00")
IN_HOSPITAL = {date(2026, 10, 12), date(2026, 10, 13)}
MISSED, FORGOTTEN = (date(2026, 10, 22), "08:00"), (date(2026, 10, 9), "17:00")
ORDERS: tuple[tuple[str, str, str, dict[str, Any]], ...] = (
    ("Alendronic acid 70 mg", "1 tablet, by mouth", "08:00", {"weekdays": "MO", "how": "Upright, with a full glass."}),
    ("Amlodipine 5 mg", "1 tablet, by mouth", "08:00", {}),
    ("Aspirin 75 mg", "1 tablet, by mouth", "08:00", {"with_food": True}),
    ("Atorvastatin 20 mg", "1 tablet, by mouth", "21:00", {"support": Support.PROMPT}),
    ("Bisoprolol 2.5 mg", "1 tablet, by mouth", "08:00", {}),
    ("Co-careldopa 25 mg/100 mg", "1 tablet, by mouth", "08:00 12:00 17:00 21:00", {"time_critical_minutes": 30}),
    ("Furosemide 40 mg", "1 tablet, by mouth", "08:00 12:00", {}),
    ("Lansoprazole 15 mg", "1 capsule, by mouth", "08:00", {"how": "Half an hour before food."}),
    ("Levothyroxine 50 micrograms", "1 tablet, by mouth", "08:00", {"review_on": date(2026, 12, 1)}),
    ("Metformin 500 mg", "1 tablet, by mouth", "08:00 17:00", {"with_food": True, "prescriber": "Dr Patel"}),
    ("Warfarin 1 mg", "as the yellow book says, by mouth", "17:00", {"kind": MedicineKind.VARIABLE}),
    ("Hydrocortisone cream 1%", "A thin layer, on the skin", "08:00 21:00",
     {"kind": MedicineKind.TOPICAL, "sites": "forearm_left forearm_right"}),
    ("Buprenorphine 5 micrograms/hour patch", "1 patch, on the skin", "08:00",
     {"kind": MedicineKind.PATCH, "weekdays": "TH", "sites": "upper_back_left upper_back_right"}),
    ("Paracetamol 500 mg", "2 tablets, by mouth", "", {
        "kind": MedicineKind.WHEN_REQUIRED, "indication": "For pain in the knees", "interval_minutes": 240,
        "most_in_a_day": 4}),
)  # fmt: skip


@dataclass
class FullMonth:
    """The person, and her doses by day, time and the first word of their name."""

    person: ServiceUser
    visits: dict[tuple[date, str], Visit]
    doses: dict[tuple[date, str, str], Dose]

    def dose(self, day: int, hhmm: str, name: str) -> Dose:
        return self.doses[OCTOBER.replace(day=day), hhmm, name]


def full_month(agencies: Agencies) -> FullMonth:
    """Amina goes every day; what is not as ordered is recorded by her phone and Ben's, as it would be."""
    month = planned(agencies)
    left_out = {(day, hhmm, name) for day, hhmm, name, *_ in not_as_ordered()}
    for (on, hhmm, name), dose in month.doses.items():
        gone = on in IN_HOSPITAL or (on, hhmm) in (MISSED, FORGOTTEN)
        if dose.due_at and not gone and (on.day, hhmm, name) not in left_out:
            put_taken(agencies, agencies.amina, dose, month)
    agencies.keep()
    for day, hhmm, name, outcome, more in not_as_ordered():
        it_is(hhmm[:3] + "10", OCTOBER.replace(day=day))
        agencies.amina.give(month.dose(day, hhmm, name), outcome, **{"support": "administer", **more})
    corrected_and_seen(agencies, month)
    it_is("09:00", date(2026, 11, 2))
    return month


def not_as_ordered() -> Iterator[tuple[int, str, str, str, dict[str, str]]]:
    yield 3, "08:00", "Metformin", "declined", {"support": "", "reason": "Felt sick after breakfast."}
    yield 7, "21:00", "Atorvastatin", "asleep", {"support": ""}
    yield 14, "08:00", "Aspirin", "hospital_or_away", {"support": ""}
    yield 16, "17:00", "Warfarin", "taken_partial", {"reason": "One tablet fell.", "amount": "2 mg"}
    yield 19, "08:00", "Alendronic", "not_available", {"support": "", "reason": "Not in the blister pack."}
    yield 24, "21:00", "Hydrocortisone", "declined", {"support": "", "reason": "Skin is sore."}


def corrected_and_seen(agencies: Agencies, month: FullMonth) -> None:
    it_is("12:20", OCTOBER.replace(day=6))
    agencies.amina.give(month.dose(6, "12:00", "Furosemide"), "declined", "", reason="Spat it out afterwards.")
    it_is("09:00", OCTOBER.replace(day=20))
    agencies.ben.give(month.dose(20, "08:00", "Amlodipine"))
    it_is("12:05", OCTOBER.replace(day=21))
    given = agencies.amina.give(
        month.dose(21, "12:00", "Paracetamol"), needed_for="Knees hurt after the stairs.", tried_first="A cushion."
    )
    it_is("17:05", OCTOBER.replace(day=21))
    agencies.amina.say_whether_it_helped(month.visits[OCTOBER.replace(day=21), "17:00"], given, words="Walked again.")
    agencies.amina.give(month.dose(21, "17:00", "Paracetamol"), "declined", "", reason="Not needed any more.")


def planned(agencies: Agencies) -> FullMonth:
    person = agencies.person(agencies.hearth, "Winifred", "Barraclough")
    agencies.add(Contact(service_user_id=person.id, position=0, name="Dr Patel, Priory Surgery", relation="GP",
                         phone="0113 496 0333"))  # fmt: skip
    medicines = [medicine for order in ORDERS for medicine in orders(agencies, person, *order)]
    month = FullMonth(person, {}, {})
    for day in range(31):
        for hhmm in VISITS:
            put_visit(agencies, month, OCTOBER + timedelta(days=day), hhmm, medicines)
    agencies.keep()
    return month


def orders(
    agencies: Agencies, person: ServiceUser, name: str, amount: str, times: str, more: dict[str, Any]
) -> Iterator[Medicine]:
    order_id = new_id()
    for hhmm in times.split() or [None]:
        yield agencies.add(
            Medicine(
                service_user_id=person.id, order_id=order_id, name=name, amount=amount, started_on=date(2026, 8, 3),
                at=time.fromisoformat(hhmm) if hhmm else None, **{"support": Support.ADMINISTER} | more,
            )
        )  # fmt: skip


def put_visit(agencies: Agencies, month: FullMonth, on: date, hhmm: str, medicines: list[Medicine]) -> None:
    visit = agencies.visit(hhmm, month.person, agencies.amina, on=on, minutes=30)
    agencies.add(Assignment(visit_id=visit.id, account_id=agencies.ben.account.id, service_on=on))  # type: ignore[union-attr]
    if on in IN_HOSPITAL:
        visit.cancelled_at, visit.cancelled_reason = at("07:00", on), "In hospital after a fall."
    if (on, hhmm) == MISSED:
        visit.missed_at, visit.missed_reason = at("11:00", on), "The car broke down."
    doses = doses_for(medicines, (time.fromisoformat(hhmm), 30), visit, ZONE)
    note_time_critical(visit, doses)
    month.visits[on, hhmm] = visit
    for dose in doses:
        month.doses[on, hhmm, dose.name.split(" ")[0]] = agencies.add(dose)


def put_taken(agencies: Agencies, worker: Phone, dose: Dose, month: FullMonth) -> None:
    """A record of a dose with its form, without going through the phone: there are hundreds."""
    assert worker.account
    times = {"recorded_at": dose.due_at, "received_at": dose.due_at}
    form = Form(
        id=new_id(), agency_id=agencies.hearth.id, author_id=worker.account.id, visit_id=dose.visit_id, url="/doses",
        body="", fingerprint=b"", state=FormState.ACCEPTED, page="", form_version=1, **times,
    )  # fmt: skip
    outcome, more = MarOutcome.TAKEN, {}
    if dose.name.startswith("Hydrocortisone"):
        outcome, more = MarOutcome.APPLIED, {"sites": "forearm_left forearm_right"}
    if dose.name.startswith("Buprenorphine"):
        outcome, more = MarOutcome.APPLIED, {"sites": "upper_back_left", "old_patch": OldPatch.REMOVED}
    agencies.add(form)
    agencies.add(
        MarEntry(
            id=form.id, visit_id=dose.visit_id, service_user_id=month.person.id, author_id=worker.account.id,
            dose_id=dose.id, medicine_version=1, given_at=dose.due_at, support=dose.support, outcome=outcome, **times,
            **more,
        )
    )  # fmt: skip
