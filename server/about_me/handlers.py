"""What the web may do with About me: read it with its versions, write the next one, choose the photo."""

from typing import Any

from litestar import Response

from server.about_me.pages import about_me_page
from server.about_me.queries import versions_of
from server.about_me.writing import write
from server.dependencies import COORDINATORS, Asker, Db, Fields, PathId, ReceivedUpload, act, back_to, page
from server.documents.adding import add_portrait
from server.documents.answers import WITH_A_FILE
from server.people.queries import person_of
from server.problems import BadInput
from server.visits.queries import names_of


@page("/people/{service_user_id:uuid}/about-me", COORDINATORS, writes=True)
def show_about_me(db: Db, asker: Asker, service_user_id: PathId) -> Response[str]:
    person = person_of(db, asker, service_user_id)
    db.note(asker, "read about me", person.id)
    return about_me_page(db, asker, person)


@act("/people/{service_user_id:uuid}/about-me", COORDINATORS)
def write_about_me(db: Db, asker: Asker, service_user_id: PathId, data: Fields) -> Response[Any]:
    person = person_of(db, asker, service_user_id)
    versions = versions_of(db, person)
    told = versions[0].told if versions else None
    who = names_of(db, asker.agency_id).get(told.written_by, "") if told else "Somebody"
    try:
        write(db, asker, person, data, versions, who)
    except BadInput as problem:
        return about_me_page(db, asker, person, problem, data)
    return back_to(f"/people/{person.id}/about-me")


@act("/people/{service_user_id:uuid}/portraits", COORDINATORS, **WITH_A_FILE)
def choose_portrait(db: Db, asker: Asker, service_user_id: PathId, upload: ReceivedUpload) -> Response[Any]:
    person = person_of(db, asker, service_user_id)
    try:
        add_portrait(db, asker, person, upload)
    except BadInput as problem:
        return about_me_page(db, asker, person, problem)
    return back_to(f"/people/{person.id}/about-me")


about_me_routes = [show_about_me, write_about_me, choose_portrait]
