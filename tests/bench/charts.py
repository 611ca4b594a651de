"""What a month's MAR chart costs: CPU time of the server's own code, from the database to the page's text.

A person with fourteen medicines, each given every day of a full month on one of four visits, and recorded.
"""

import time
from datetime import date, timedelta
from datetime import time as time_of
from shutil import copy
from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import Playwright
from sqlmodel import select

from server import clock
from server.accounts.asker import Asker
from server.accounts.models import Account, Agency, Role
from server.db import new_id, reading, writing
from server.inbox.models import Form, FormState
from server.medication.charts import chart_of
from server.medication.due import dose_for
from server.medication.models import MarEntry, Medicine
from server.medication.order_pages import chart_page
from server.medication.outcomes import MarOutcome, Support
from server.people.models import ServiceUser
from server.visits.models import Visit
from tests.bench.agencies import Agencies
from tests.bench.figures import Figures, median
from tests.conftest import forget_settings, point_at

MEDICINES, ROUNDS, WARM_UP = 14, 12, 2
MONTH = date(2026, 10, 1)
TIMES = ("08:00", "12:00", "17:00", "21:00")


def charts(agencies: Agencies, _: Playwright) -> Figures:
    path = agencies.folder / "chart.sqlite3"
    copy(agencies.made_up(50, 1), path)
    with pytest.MonkeyPatch.context() as environment:
        point_at(f"sqlite:///{path}", environment)
        environment.setenv(clock.SHIFT_VARIABLE, str(agencies.shift_seconds))
        clock.shift.cache_clear()
        asker, person = full_month()
        costs = [drawing(asker, person) for _ in range(ROUNDS)][WARM_UP:]
        forget_settings()
    return {"mar_month_cpu_ms": median(costs)}


def full_month() -> tuple[Asker, UUID]:
    with writing() as db:
        grace = db.exec(select(Account).where(Account.role == Role.COORDINATOR)).first()
        worker = db.exec(select(Account).where(Account.role == Role.CARE_WORKER)).first()
        person = db.exec(select(ServiceUser)).first()
        assert grace
        assert worker
        assert person
        agency = db.get_one(Agency, grace.agency_id)
        medicines = [
            Medicine(
                service_user_id=person.id, name=f"Medicine {number} 5 mg", amount="1 tablet, by mouth",
                support=Support.ADMINISTER, at=time_of.fromisoformat(TIMES[number % 4]), started_on=MONTH,
            )
            for number in range(MEDICINES)
        ]  # fmt: skip
        db.add_all(medicines)
        db.flush()
        for ahead in range(31):
            for hhmm in TIMES:
                put_visit(db, person, worker, grace.team_id, MONTH + timedelta(days=ahead), hhmm, medicines)
        db.commit()
        asker = Asker(
            grace.id, agency.id, grace.team_id, grace.name, grace.role, agency.name, agency.zone, "", 7, 14
        )  # fmt: skip
        return asker, person.id


def put_visit(db: Any, person: Any, worker: Any, team_id: UUID, on: date, hhmm: str, medicines: Any) -> None:
    at = clock.moment(on, time_of.fromisoformat(hhmm), "Europe/London")
    visit = Visit(
        agency_id=person.agency_id, team_id=team_id, service_user_id=person.id, service_on=on, starts_at=at,
        ends_at=at + timedelta(minutes=30), title="Medicines",
    )  # fmt: skip
    db.add(visit)
    db.flush()
    for place, medicine in enumerate(one for one in medicines if f"{one.at:%H:%M}" == hhmm):
        dose = dose_for(medicine, visit, place, "Europe/London")
        form = Form(
            id=new_id(), agency_id=person.agency_id, author_id=worker.id, visit_id=visit.id, url="/doses", body="",
            recorded_at=at, received_at=at, fingerprint=b"", state=FormState.ACCEPTED, page="", form_version=1,
        )  # fmt: skip
        db.add_all([dose, form])
        db.flush()
        db.add(
            MarEntry(
                id=form.id, visit_id=visit.id, service_user_id=person.id, author_id=worker.id, recorded_at=at,
                received_at=at, given_at=at, dose_id=dose.id, medicine_version=1, support=Support.ADMINISTER,
                outcome=MarOutcome.TAKEN,
            )
        )  # fmt: skip
    db.flush()


def drawing(asker: Asker, person_id: UUID) -> float:
    began = time.process_time()
    with reading() as db:
        text = chart_page(asker, chart_of(db, asker, db.get_one(ServiceUser, person_id), MONTH))
    assert text.count("mar-chart__initials") == MEDICINES * 31
    return (time.process_time() - began) * 1000
