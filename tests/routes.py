"""Every route of the app, and what each can name: Walter's visit, which only Ben and the office know."""

import re
from dataclasses import dataclass
from datetime import time
from decimal import Decimal
from typing import Any

from server.app import create_app
from server.board.models import AlertKind
from server.body_marks.models import BodyMark
from server.care_plans.contents import Content, Goal
from server.care_plans.models import PlannedVisit
from server.db import new_id
from server.dependencies import COORDINATORS
from server.discharges.models import Discharge, DischargeReason
from server.documents.models import Document
from server.legal.models import LegalKind, LegalRecord
from server.observations.models import WantedObservation
from server.packages.models import Funding, Package
from server.people.models import Contact, ServiceUser
from server.progress.models import Score, ScoreKind, Stage
from server.progress.words import PAM_NAME
from server.risk_assessments.models import RiskForm
from server.risk_assessments.shipped import shipped
from server.soft_signs.models import SoftSigns
from server.staff.models import Skill, Training
from tests.agencies import DAY, Agencies, all_of, at
from tests.auditor import actions_about, ask_for_something, errors_about, report
from tests.care import Person
from tests.files import drawn

PARAMETER = re.compile(r"\{(\w+):\w+\}")


@dataclass(frozen=True, eq=False)
class AppRoute:
    """A route by one of its methods."""

    method: str
    path: str
    options: Any

    def __str__(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def who(self) -> str | None:
        return self.options.get("who")

    @property
    def is_page(self) -> bool:
        """Made by `dependencies.page`, and no file: those have headers of their own (test_documents)."""
        return self.method == "GET" and "writes" in self.options and not self.path.startswith("/files/")

    @property
    def names(self) -> set[str]:
        return set(PARAMETER.findall(self.path))

    def at(self, values: dict[str, Any]) -> str:
        return PARAMETER.sub(lambda named: str((NO_RECORDS | values)[named[1]]), self.path)


def routes() -> list[AppRoute]:
    """Every route but the answers to OPTIONS, which the framework adds and nobody may call."""
    handlers = ((route, handler) for route in create_app().routes for handler in getattr(route, "route_handlers", ()))
    return [
        AppRoute(method, route.path, handler.opt)
        for route, handler in handlers
        for method in handler.http_methods
        if method != "OPTIONS"
    ]


ROUTES = routes()


def bens_records(agencies: Agencies) -> dict[str, Any]:
    """A record for every parameter that names one; all about Walter, whom Ben goes to and Amina never did."""
    agencies.ben.raise_concern(agencies.walters, "Pale and tired.")
    agencies.ben.tell_signs(agencies.walters)
    agencies.ben.mark_body(agencies.walters)
    agencies.grace.post(f"/people/{agencies.walter.id}/wanted-observations", kind="fluids", rule="none")
    [signs], [mark], [wanted] = (
        all_of(kind, kind.service_user_id == agencies.walter.id) for kind in (SoftSigns, BodyMark, WantedObservation)
    )
    held = agencies.ben.tick(agencies.shave, "not_done", "")
    agencies.grace.post(f"/rota/visits/{agencies.walters.id}/times", at="09:10", minutes=45)
    change = agencies.publish_to(agencies.ben)
    training = agencies.add(Training(account_id=agencies.ben.account.id, skill=Skill.HOIST, assessed_on=DAY))  # type: ignore[union-attr]
    agencies.ben.take_photo(agencies.walters, drawn((60, 40)))
    planned = agencies.add(PlannedVisit(service_user_id=agencies.walter.id, title="Lunch", at=time(12), minutes=30))
    goal = Goal(id=new_id(), words="To shave himself again.")
    plan = agencies.plan(agencies.walter, Content(goals=(goal,)))
    legal = agencies.add(consent_of(agencies.walter, agencies.grace))
    score = agencies.add(activation_of(agencies.walter, agencies.grace))
    contact = agencies.add(Contact(service_user_id=agencies.walter.id, position=0, name="Ann", relation="", phone="1"))
    package = agencies.add(package_for(agencies.walter))
    discharged = agencies.add(discharge_of(agencies.walter, agencies.grace))
    report(agencies.grace, agencies.walter, dose=agencies.aspirin.id, **ask_for_something(agencies.grace))
    [error], [action] = errors_about(agencies.walter), actions_about(agencies.walter)
    risk = agencies.risk(agencies.walter, "Falls", "Dizzy on getting up.", "Wait two minutes.")
    agencies.keep()
    [photo] = all_of(Document, Document.service_user_id == agencies.walter.id)
    [alert] = [alert for alert in agencies.open_alerts() if alert.kind == AlertKind.CONCERN]
    return {
        "visit_id": agencies.walters.id, "service_user_id": agencies.walter.id, "care_action_id": agencies.shave.id,
        "dose_id": agencies.aspirin.id, "alert_id": alert.id, "form_id": held.id,
        "rota_change_id": change.id, "account_id": agencies.ben.account.id, "training_id": training.id,
        "planned_visit_id": planned.id, "medicine_id": agencies.aspirin.medicine_id,
        "medicine_error_id": error.id, "medicine_action_id": action.id, "legal_record_id": legal.id,
        "soft_signs_id": signs.id, "entry_id": signs.id, "body_mark_id": mark.id, "wanted_observation_id": wanted.id,
        "team_id": agencies.team.id, "document_id": photo.id, "plan_part_id": goal.id, "plan_version_id": plan.id,
        "risk_assessment_id": risk.id, "risk_form_id": own_form(agencies).id,
        "contact_id": contact.id, "package_id": package.id,
        "discharge_id": discharged.id, "score_id": score.id,
    }  # fmt: skip


def consent_of(person: ServiceUser, office: Person) -> LegalRecord:
    assert office.account
    return LegalRecord(
        service_user_id=person.id, kind=LegalKind.CONSENT, about="Help with medicines", answer="given",
        who=person.name, decided_on=DAY, written_by=office.account.id,
    )  # fmt: skip


def activation_of(person: ServiceUser, office: Person) -> Score:
    assert office.account
    return Score(
        service_user_id=person.id, kind=ScoreKind.PAM, name=PAM_NAME, stage=Stage.ENTRY, number=Decimal(50),
        least=Decimal(0), most=Decimal(100), level=2, form_version="PAM-13", taken_on=DAY, taken_by="Grace",
        written_by=office.account.id,
    )  # fmt: skip


def own_form(agencies: Agencies) -> RiskForm:
    """A form of Hearth's own."""
    agencies.grace.post("/risk-forms", text=shipped()["falls"].text.replace("Falls", "Our falls", 1))
    return next(iter(all_of(RiskForm, RiskForm.agency_id == agencies.hearth.id)))


def package_for(person: ServiceUser) -> Package:
    return Package(
        service_user_id=person.id, funding=Funding.COUNCIL, commissioner="Leeds City Council", minutes_a_week=630,
        from_on=DAY,
    )  # fmt: skip


def discharge_of(person: ServiceUser, office: Person) -> Discharge:
    """One that was undone, so that their care goes on."""
    assert office.account
    return Discharge(
        service_user_id=person.id, from_on=DAY, reason=DischargeReason.HOSPITAL, destination="Hospital",
        recorded_by=office.account.id, undone_at=at("08:00"), undone_by=office.account.id,
    )  # fmt: skip


RECORDS = {
    "contact_id",
    "package_id",
    "discharge_id",
    "visit_id",
    "service_user_id",
    "care_action_id",
    "dose_id",
    "alert_id",
    "form_id",
    "rota_change_id",
    "account_id",
    "training_id",
    "planned_visit_id",
    "medicine_id",
    "document_id",
    "medicine_error_id",
    "medicine_action_id",
    "legal_record_id",
    "soft_signs_id",
    "entry_id",
    "body_mark_id",
    "wanted_observation_id",
    "team_id",
    "plan_part_id",
    "plan_version_id",
    "risk_assessment_id",
    "risk_form_id",
    "score_id",
}
NO_RECORDS = {
    "step": "names",
    "kind": "consent",
    "measure": "pam",
    "on": DAY,
    "path": "openapi.json",
    "build": "0",
    "icon": "favicon.svg",
    "token": "guessed",
    "file_kind": "workers",
}
"""What other parameters hold: a day, and names of files."""


def insider(agencies: Agencies, route: AppRoute) -> Person:
    """Who does find what a route names of Ben's."""
    return agencies.grace if route.who == COORDINATORS else agencies.ben
