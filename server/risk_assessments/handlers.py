"""What the web may do with a person's risk assessments: read and compare them, begin one, write it again, end it."""

from typing import Any

from litestar import Response
from litestar.params import FromQuery

from server.dependencies import COORDINATORS, Asker, Db, Fields, PathId, act, back_to, page
from server.people.queries import person_of
from server.problems import BadInput
from server.risk_assessments import pages, recording
from server.risk_assessments.form_handlers import risk_form_routes
from server.risk_assessments.queries import assessment_of, form_in_force

QueryKind = FromQuery[str]
QueryVersion = FromQuery[int | None]


@page("/risk-assessments", COORDINATORS, writes=True)
def show_due(db: Db, asker: Asker) -> Response[str]:
    db.note(asker, "read risk assessments due")
    return pages.due_page(db, asker)


@page("/people/{service_user_id:uuid}/risk-assessments", COORDINATORS, writes=True)
def show_assessments(db: Db, asker: Asker, service_user_id: PathId) -> Response[str]:
    person = person_of(db, asker, service_user_id)
    db.note(asker, "read risk assessments", person.id)
    return pages.assessments_page(db, asker, person)


@page("/people/{service_user_id:uuid}/risk-assessments/new", COORDINATORS)
def show_new_assessment(db: Db, asker: Asker, service_user_id: PathId, kind: QueryKind = "general") -> Response[str]:
    person = person_of(db, asker, service_user_id)
    return pages.new_page(db, asker, person, form_in_force(db, asker, kind))


@act("/people/{service_user_id:uuid}/risk-assessments", COORDINATORS)
def begin_assessment(
    db: Db, asker: Asker, service_user_id: PathId, data: Fields, kind: QueryKind = "general"
) -> Response[Any]:
    person, form = person_of(db, asker, service_user_id), form_in_force(db, asker, kind)
    try:
        assessment_id = recording.begin(db, asker, person, form, data)
    except BadInput as problem:
        return pages.new_page(db, asker, person, form, problem, data)
    return back_to(f"/risk-assessments/{assessment_id}")


@page("/risk-assessments/{risk_assessment_id:uuid}", COORDINATORS, writes=True)
def show_assessment(db: Db, asker: Asker, risk_assessment_id: PathId, version: QueryVersion = None) -> Response[str]:
    known = assessment_of(db, asker, risk_assessment_id)
    db.note(asker, "read risk assessment", known.assessment.id)
    return pages.assessment_page(db, asker, known, version or known.latest.version)


@page("/risk-assessments/{risk_assessment_id:uuid}/comparison", COORDINATORS, writes=True)
def show_comparison(
    db: Db, asker: Asker, risk_assessment_id: PathId, before: QueryVersion = None, after: QueryVersion = None
) -> Response[str]:
    known = assessment_of(db, asker, risk_assessment_id)
    db.note(asker, "compared risk assessment", known.assessment.id)
    newer = after or known.latest.version
    return pages.comparison_page(db, asker, known, before or max(1, newer - 1), newer)


@page("/risk-assessments/{risk_assessment_id:uuid}/versions/new", COORDINATORS, writes=True)
def show_next_version(db: Db, asker: Asker, risk_assessment_id: PathId) -> Response[str]:
    known = assessment_of(db, asker, risk_assessment_id)
    db.note(asker, "read risk assessment", known.assessment.id)
    return pages.next_page(db, asker, known, form_in_force(db, asker, known.assessment.kind))


@act("/risk-assessments/{risk_assessment_id:uuid}/versions", COORDINATORS)
def write_version(db: Db, asker: Asker, risk_assessment_id: PathId, data: Fields) -> Response[Any]:
    known = assessment_of(db, asker, risk_assessment_id)
    form = form_in_force(db, asker, known.assessment.kind)
    try:
        recording.write(db, asker, known, form, data)
    except BadInput as problem:
        return pages.next_page(db, asker, known, form, problem, data)
    return back_to(f"/risk-assessments/{risk_assessment_id}")


@act("/risk-assessments/{risk_assessment_id:uuid}/ending", COORDINATORS)
def end_assessment(db: Db, asker: Asker, risk_assessment_id: PathId, data: Fields) -> Response[Any]:
    known = assessment_of(db, asker, risk_assessment_id)
    try:
        recording.end(db, asker, known, data)
    except BadInput as problem:
        return pages.assessment_page(db, asker, known, known.latest.version, problem, data)
    return back_to(f"/risk-assessments/{risk_assessment_id}")


risk_assessment_routes = [
    show_due, show_assessments, show_new_assessment, begin_assessment, show_assessment, show_comparison,
    show_next_version, write_version, end_assessment, *risk_form_routes,
]  # fmt: skip
