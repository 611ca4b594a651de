"""The pages about a person's risk assessments: the list, the form, one of them, two versions compared."""

from collections.abc import Mapping
from typing import Any

from dateutil.relativedelta import relativedelta
from litestar import Response
from litestar.status_codes import HTTP_200_OK, HTTP_422_UNPROCESSABLE_ENTITY
from sqlmodel import Session

from server.accounts.asker import Asker
from server.board.queries import held_count
from server.db import new_id
from server.people.models import ServiceUser
from server.problems import BadInput
from server.risk_assessments.answers import UNDERSTANDS, control_of, field_of, said_of, ticked
from server.risk_assessments.comparing import differences
from server.risk_assessments.definitions import Definition
from server.risk_assessments.models import AssessmentVersion, RiskForm
from server.risk_assessments.queries import (
    Assessed,
    assessments_due,
    assessments_of,
    forms_in_force,
    version_of,
    versions_of,
)
from server.risk_assessments.reminders import reminders_of
from server.risk_assessments.scores import score_of
from server.risk_assessments.sentences import shown
from server.templating import html
from server.visits.queries import names_of


def due_page(db: Session, asker: Asker) -> Response[str]:
    """What is due in the agency."""
    due = assessments_due(db, asker)
    return html(
        "risk_assessments/due.html", asker=asker, due=due, reminders=by_assessment(db, asker, due),
        held=held_count(db, asker),
    )  # fmt: skip


def by_assessment(db: Session, asker: Asker, known: list[Assessed]) -> dict[Any, list[str]]:
    """What is said of each, by its id."""
    said: dict[Any, list[str]] = {one.assessment.id: [] for one in known}
    for reminder in reminders_of(db, known, asker.today):
        said[reminder.assessment_id].append(reminder.words)
    return said


def assessments_page(db: Session, asker: Asker, person: ServiceUser) -> Response[str]:
    """All of a person's, and the forms for which there is none yet."""
    known = assessments_of(db, person)
    there = {one.assessment.kind for one in known if not one.latest.is_ended}
    forms = [one.definition for one in forms_in_force(db, asker).values()]
    return html(
        "risk_assessments/assessments.html", asker=asker, person=person, held=held_count(db, asker),
        in_force=[one for one in known if not one.latest.is_ended], ended=[one for one in known if one.latest.is_ended],
        reminders=reminders_of(db, known, asker.today), names=names_of(db, asker.agency_id),
        forms=[form for form in forms if form.is_several or form.kind not in there],
    )  # fmt: skip


def new_page(
    db: Session, asker: Asker, person: ServiceUser, form: RiskForm, problem: BadInput | None = None,
    said: Mapping[str, str] | None = None,
) -> Response[str]:  # fmt: skip
    """The empty form; its own id lets the same one sent twice begin one assessment."""
    return form_page(
        db, asker, person, form, problem, said or {"assessment": str(new_id())} | days_from(asker, form.definition)
    )


def next_page(
    db: Session, asker: Asker, known: Assessed, form: RiskForm, problem: BadInput | None = None,
    said: Mapping[str, str] | None = None,
) -> Response[str]:  # fmt: skip
    """The form filled in as it stands, for the next version."""
    definition = form.definition
    stands = ticked(definition, said_of(definition, known.latest)) | days_from(asker, definition)
    return form_page(db, asker, known.person, form, problem, said or stands, known)


def form_page(
    db: Session, asker: Asker, person: ServiceUser, form: RiskForm, problem: BadInput | None, said: Mapping[str, str],
    known: Assessed | None = None,
) -> Response[str]:  # fmt: skip
    status = HTTP_422_UNPROCESSABLE_ENTITY if problem else HTTP_200_OK
    return html(
        "risk_assessments/form.html", status, asker=asker, person=person, form=form, definition=form.definition,
        problem=problem, said=said, known=known, understands=UNDERSTANDS.items(), field_of=field_of,
        control_of=control_of, held=held_count(db, asker),
    )  # fmt: skip


def days_from(asker: Asker, form: Definition) -> dict[str, str]:
    """Assessed today, and due again when the form says."""
    review_on = asker.today + relativedelta(months=form.review_months)
    return {"assessed_on": asker.today.isoformat(), "review_on": review_on.isoformat()}


def assessment_page(
    db: Session, asker: Asker, known: Assessed, number: int, problem: BadInput | None = None,
    said: Mapping[str, str] | None = None,
) -> Response[str]:  # fmt: skip
    """One version of it, with the form of its time, and all the others to read and compare."""
    version, form = version_of(db, known.assessment, number)
    status = HTTP_422_UNPROCESSABLE_ENTITY if problem else HTTP_200_OK
    return html(
        "risk_assessments/assessment.html", status, asker=asker, person=known.person, known=known, problem=problem,
        said=said or {}, reminders=reminders_of(db, [known], asker.today), versions=versions_of(db, known.assessment),
        names=names_of(db, asker.agency_id), held=held_count(db, asker), **told_of(version, form),
    )  # fmt: skip


def told_of(version: AssessmentVersion, form: RiskForm) -> dict[str, Any]:
    """A version as the page shows it."""
    definition = form.definition
    return {
        "version": version, "form": form, "definition": definition, "shown": shown,
        "asked": {question.name for question in definition.asked(version.answers)},
        "score": score_of(definition, version.answers), "understands": UNDERSTANDS,
    }  # fmt: skip


def comparison_page(db: Session, asker: Asker, known: Assessed, before: int, after: int) -> Response[str]:
    """What differs between two versions, in words."""
    older, newer = (version_of(db, known.assessment, number) for number in sorted((before, after)))
    found = differences((older[0], older[1].definition), (newer[0], newer[1].definition))
    return html(
        "risk_assessments/comparison.html", asker=asker, person=known.person, known=known, older=older[0],
        newer=newer[0], differences=found, versions=versions_of(db, known.assessment),
        names=names_of(db, asker.agency_id), held=held_count(db, asker),
    )  # fmt: skip
