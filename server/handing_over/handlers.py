"""What the web may do to hand a person's record over: one page for a hospital, everything for themselves."""

from functools import partial
from typing import Any

from litestar import Response

from server.dependencies import COORDINATORS, Asker, PathId, act, page
from server.handing_over.archives import archive_of, zipped
from server.handing_over.packs import pack_texts
from server.inbox.unit import Unit
from server.people.queries import person_of
from server.printing import as_file, pdf_on


@page("/people/{service_user_id:uuid}/hospital-pack.pdf", COORDINATORS, writes=True)
def print_pack(asker: Asker, service_user_id: PathId) -> Response[Any]:
    with Unit(writes=True) as db:
        person = person_of(db, asker, service_user_id)
        db.note(asker, "printed hospital pack", person.id)
        texts = list(pack_texts(db, asker, person))
        db.finish()
    return as_file(asker, service_user_id, partial(pdf_on, texts, 1), "hospital-pack.pdf")


@act("/people/{service_user_id:uuid}/archive", COORDINATORS)
def export_person(asker: Asker, service_user_id: PathId) -> Response[Any]:
    with Unit(writes=True) as db:
        person = person_of(db, asker, service_user_id)
        db.note(asker, "exported all of a person's record", person.id)
        parts = archive_of(db, asker, person)
        db.finish()
    return as_file(asker, service_user_id, partial(zipped, parts), "record.zip")


handing_over_routes = [print_pack, export_person]
