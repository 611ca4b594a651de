"""What the web may do with people: look somebody up."""

from typing import Any

from litestar import Response
from litestar.params import FromQuery

from server.accounts.asker import Asker as AskerInfo
from server.dependencies import CARE_WORKERS, COORDINATORS, Asker, Db, Fields, PathId, ask, page
from server.people.listing import Listing, Standing, found_by, listing_of
from server.people.queries import people_for, person_of, person_page
from server.templating import html

QueryText = FromQuery[str | None]
MOST_PAGES = 10_000


@page("/people", CARE_WORKERS)
def show_people(db: Db, asker: Asker, show: QueryText = None, number: QueryText = None) -> Response[Any]:
    if not asker.is_coordinator:
        return html("people/people.html", asker=asker, people=people_for(db, asker))
    standing = next((one for one in Standing if one == show), Standing.RECEIVING)
    return office_list(asker, listing_of(db, asker, standing, page_number(number)), standing)


@ask("/people/search", COORDINATORS)
def search_people(db: Db, asker: Asker, data: Fields) -> Response[Any]:
    typed = data.get("words", "").strip()
    return office_list(asker, found_by(db, asker, typed), None, typed)


@page("/people/{service_user_id:uuid}", CARE_WORKERS, writes=True)
def show_person(db: Db, asker: Asker, service_user_id: PathId) -> Response[Any]:
    person = person_of(db, asker, service_user_id)
    db.note(asker, "read person", person.id)
    template = "people/office_person.html" if asker.is_coordinator else "people/person.html"
    return html(template, asker=asker, page=person_page(db, asker, person))


def page_number(text: str | None) -> int:
    return min(int(text), MOST_PAGES) if text and text.isascii() and text.isdecimal() and int(text) else 1


def office_list(asker: AskerInfo, listing: Listing | None, standing: Standing | None, typed: str = "") -> Response[Any]:
    return html("people/office_people.html", asker=asker, listing=listing, standing=standing, typed=typed)


people_routes = [show_people, search_people, show_person]
