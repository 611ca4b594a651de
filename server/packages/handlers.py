"""What the web may do with packages: record what pays for the care, and change it."""

from collections.abc import Mapping
from typing import Any

from litestar import Response

from server.accounts.asker import Asker as AskerInfo
from server.dependencies import COORDINATORS, Asker, Db, Fields, PathId, act, back_to, page
from server.inbox.unit import Unit
from server.packages.models import Package
from server.packages.queries import package_of, packages_of
from server.packages.recording import PART, add_package, change_package, texts_of
from server.packages.words import FUNDING_WORDS, hours
from server.people.models import ServiceUser
from server.people.queries import person_of
from server.person_records.pages import status_for, step_context
from server.person_records.saving import changes_of
from server.person_records.steps import FUNDING
from server.problems import BadInput
from server.templating import html


@page("/people/{service_user_id:uuid}/record/package", COORDINATORS, writes=True)
def show_packages(db: Db, asker: Asker, service_user_id: PathId) -> Response[str]:
    person = person_of(db, asker, service_user_id)
    db.note(asker, "read record", person.id)
    return packages_page(db, asker, person)


@act("/people/{service_user_id:uuid}/packages", COORDINATORS)
def add_one_package(db: Db, asker: Asker, service_user_id: PathId, data: Fields) -> Response[Any]:
    person = person_of(db, asker, service_user_id)
    try:
        add_package(db, asker, person, data)
    except BadInput as problem:
        return packages_page(db, asker, person, None, problem, data)
    return back_to(f"/people/{person.id}/record")


@page("/packages/{package_id:uuid}", COORDINATORS, writes=True)
def show_package(db: Db, asker: Asker, package_id: PathId) -> Response[str]:
    package, person = package_of(db, asker, package_id)
    db.note(asker, "read record", person.id)
    return packages_page(db, asker, person, package)


@act("/packages/{package_id:uuid}/changes", COORDINATORS)
def change_one_package(db: Db, asker: Asker, package_id: PathId, data: Fields) -> Response[Any]:
    package, person = package_of(db, asker, package_id)
    try:
        change_package(db, asker, person, package, data)
    except BadInput as problem:
        return packages_page(db, asker, person, package, problem, data)
    return back_to(f"/people/{person.id}/record")


def packages_page(
    db: Unit, asker: AskerInfo, person: ServiceUser, package: Package | None = None, problem: BadInput | None = None,
    said: Mapping[str, str] | None = None,
) -> Response[str]:  # fmt: skip
    known = texts_of(package) if package else {}
    return html(
        "packages/packages.html", status_for(problem), package=package, packages=packages_of(db, person),
        problem=problem, said=known if said is None else said, funding_words=FUNDING_WORDS, hours=hours,
        seen_version=len(changes_of(db, person, PART, package.id)) if package else 0,
        **step_context(db, asker, person, FUNDING),
    )  # fmt: skip


package_routes = [show_packages, add_one_package, show_package, change_one_package]
