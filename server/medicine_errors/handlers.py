"""What the web may do with medicine errors: report one, read them, and write down what is known since."""

from typing import Any
from uuid import UUID

from litestar import Response
from litestar.params import FromQuery

from server.dependencies import COORDINATORS, Asker, Db, Fields, PathId, act, back_to, page
from server.medicine_errors.pages import error_page, errors_page, new_error_page
from server.medicine_errors.queries import dose_of, error_of, errors_of, errors_of_agency
from server.medicine_errors.recording import report, write_version
from server.people.queries import person_of
from server.problems import BadInput

QueryDose = FromQuery[UUID | None]


@page("/medicine-errors", COORDINATORS, writes=True)
def show_all_errors(db: Db, asker: Asker) -> Response[str]:
    db.note(asker, "read medicine errors")
    return errors_page(db, asker, errors_of_agency(db, asker))


@page("/people/{service_user_id:uuid}/medicine-errors", COORDINATORS, writes=True)
def show_errors(db: Db, asker: Asker, service_user_id: PathId) -> Response[str]:
    person = person_of(db, asker, service_user_id)
    db.note(asker, "read medicine errors", person.id)
    return errors_page(db, asker, errors_of(db, person), person)


@page("/people/{service_user_id:uuid}/medicine-errors/new", COORDINATORS, writes=True)
def show_new_error(db: Db, asker: Asker, service_user_id: PathId, dose: QueryDose = None) -> Response[str]:
    person = person_of(db, asker, service_user_id)
    db.note(asker, "read doses", person.id)
    return new_error_page(db, asker, person, dose=dose_of(db, person, dose) if dose else None)


@act("/people/{service_user_id:uuid}/medicine-errors", COORDINATORS)
def report_error(db: Db, asker: Asker, service_user_id: PathId, data: Fields) -> Response[Any]:
    person = person_of(db, asker, service_user_id)
    try:
        error_id = report(db, asker, person, data)
    except BadInput as problem:
        return new_error_page(db, asker, person, problem, data)
    return back_to(f"/medicine-errors/{error_id}")


@page("/medicine-errors/{medicine_error_id:uuid}", COORDINATORS, writes=True)
def show_error(db: Db, asker: Asker, medicine_error_id: PathId) -> Response[str]:
    reported = error_of(db, asker, medicine_error_id)
    db.note(asker, "read medicine error", reported.error.id)
    return error_page(db, asker, reported)


@act("/medicine-errors/{medicine_error_id:uuid}/versions", COORDINATORS)
def write_error(db: Db, asker: Asker, medicine_error_id: PathId, data: Fields) -> Response[Any]:
    reported = error_of(db, asker, medicine_error_id)
    try:
        write_version(db, asker, reported, data)
    except BadInput as problem:
        return error_page(db, asker, reported, problem, data)
    return back_to(f"/medicine-errors/{medicine_error_id}")


medicine_error_routes = [show_all_errors, show_errors, show_new_error, report_error, show_error, write_error]
