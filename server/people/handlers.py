"""What the web may do with people: look somebody up."""

from typing import Any

from litestar import Response

from server.dependencies import CARE_WORKERS, Asker, Db, PathId, page
from server.people.queries import people_for, person_of, person_page
from server.templating import html


@page("/people", CARE_WORKERS)
def show_people(db: Db, asker: Asker) -> Response[Any]:
    template = "people/office_people.html" if asker.is_coordinator else "people/people.html"
    return html(template, asker=asker, people=people_for(db, asker))


@page("/people/{service_user_id:uuid}", CARE_WORKERS, writes=True)
def show_person(db: Db, asker: Asker, service_user_id: PathId) -> Response[Any]:
    person = person_of(db, asker, service_user_id)
    db.note(asker, "read person", person.id)
    template = "people/office_person.html" if asker.is_coordinator else "people/person.html"
    return html(template, asker=asker, page=person_page(db, asker, person))


people_routes = [show_people, show_person]
