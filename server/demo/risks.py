"""The risks of the demo's people: the short ones of their files as general assessments, and those made with a form."""

from collections.abc import Mapping, Sequence
from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

import msgspec

from server import clock
from server.demo.plans import HERE, RiskPlan
from server.demo.rows import Rows
from server.risk_assessments.definitions import Definition
from server.risk_assessments.models import AssessmentVersion, RiskAssessment
from server.risk_assessments.scores import score_of
from server.risk_assessments.sentences import days_watched, tells, workers_asked
from server.risk_assessments.shipped import shipped

GRADES = (("3", "3"), ("2", "4"), ("2", "3"), ("3", "2"))
"""Likelihood and severity of a person's first risk, the second and so on."""
AFTERNOON = time(15, 20)
ZONE = "Europe/London"


class Writing(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """What was written down so many days ago; a later version says only what became different."""

    days_ago: int
    by: str
    why: str
    review_days: int
    """From today on; negative once it is overdue."""
    answers: dict[str, str] = {}
    """A day is so many days from today."""
    controls: dict[str, str] = {}
    understands: str = "yes"
    took_part: str = ""


class AssessmentPlan(msgspec.Struct, forbid_unknown_fields=True):
    """An assessment, from its first version on."""

    person: str
    kind: str
    versions: list[Writing]


class RiskFile(msgspec.Struct, forbid_unknown_fields=True):
    """All of an agency's."""

    assessments: list[AssessmentPlan] = []


def assessments_of(agency: str) -> list[AssessmentPlan]:
    """As the agency's file has them."""
    path = HERE / f"{agency}_risks.toml"
    return msgspec.toml.decode(path.read_bytes(), type=RiskFile).assessments if path.exists() else []


def put_general(rows: Rows, ids: tuple[UUID, UUID], risks: Sequence[RiskPlan], today: date, by: UUID | None) -> None:
    """The risks of a person's file; `ids` are the agency's and the person's."""
    for place, risk in enumerate(risks):
        likelihood, severity = GRADES[place % len(GRADES)]
        writing = Writing(
            days_ago=40 + 11 * place, by="", why="First assessment", review_days=320 - 11 * place,
            controls={"": risk.control},
            answers={"category": risk.category, "what": risk.what, "likelihood": likelihood, "severity": severity},
        )  # fmt: skip
        put_assessment(rows, ids, "general", [writing], today, {"": by})


def put_risks(
    rows: Rows, agency: tuple[str, UUID], people: Mapping[str, UUID], accounts: Mapping[str, UUID], today: date
) -> None:
    """What was assessed with a form of its own; `agency` is its folder and its id, people are known by their names."""
    folder, agency_id = agency
    for one in assessments_of(folder):
        put_assessment(rows, (agency_id, people[one.person]), one.kind, one.versions, today, accounts)


def put_assessment(
    rows: Rows, ids: tuple[UUID, UUID], kind: str, written: Sequence[Writing], today: date,
    accounts: Mapping[str, Any],
) -> None:  # fmt: skip
    agency_id, person_id = ids
    form, definition = shipped()[kind].id, shipped()[kind].definition
    head = RiskAssessment(id=rows.new_id(), agency_id=agency_id, service_user_id=person_id, kind=kind)
    answers: dict[str, str] = {}
    controls: dict[str, str] = {}
    for number, one in enumerate(written, start=1):
        answers = answers | with_days(definition, one.answers, today)
        controls = controls | one.controls
        score = score_of(definition, answers)
        on = today - timedelta(days=one.days_ago)
        version = AssessmentVersion(
            id=rows.new_id(), assessment_id=head.id, version=number, form_id=form, title=definition.title_of(answers),
            answers=answers, controls=controls, tells=tells(definition, answers), score=score.points if score else None,
            band=score.band.words if score else "", understands=one.understands, took_part=one.took_part,
            assessed_on=on, review_on=today + timedelta(days=one.review_days), why=one.why,
            written_by=accounts[one.by], written_at=clock.moment(on, AFTERNOON, ZONE),
        )  # fmt: skip
        rows.keep(version)
        head.version, head.workers = number, workers_asked(definition, answers)
        head.due_on = min([version.review_on, *days_watched(definition, answers)])
    rows.keep(head)


def with_days(definition: Definition, answers: Mapping[str, str], today: date) -> dict[str, str]:
    days = {question.name for question in definition.all_questions() if question.type == "day"}
    return {
        name: (today + timedelta(days=int(answer))).isoformat() if name in days else answer
        for name, answer in answers.items()
    }
