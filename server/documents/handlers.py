"""What the web may do with documents: add, read, follow and withdraw them; and take a worker's photo."""

from typing import Any

from litestar import Response
from litestar.response import Redirect

from server.dependencies import (
    CARE_WORKERS,
    COORDINATORS,
    Asker,
    Db,
    Fields,
    PathId,
    ReceivedForm,
    ReceivedUpload,
    act,
    back_to,
    page,
    record,
)
from server.documents.adding import add_document, withdraw
from server.documents.answers import WITH_A_FILE, file_answer
from server.documents.models import JPEG
from server.documents.pages import document_page, documents_page, picture_page
from server.documents.queries import content_of, document_of
from server.documents.taking import take_photo
from server.people.queries import person_of
from server.problems import BadInput
from server.templating import whole_page
from server.visits.turns import turn_at


@page("/people/{service_user_id:uuid}/documents", COORDINATORS, writes=True)
def show_documents(db: Db, asker: Asker, service_user_id: PathId) -> Response[str]:
    person = person_of(db, asker, service_user_id)
    db.note(asker, "read documents", person.id)
    return documents_page(db, asker, person)


@act("/people/{service_user_id:uuid}/documents", COORDINATORS, **WITH_A_FILE)
def add(db: Db, asker: Asker, service_user_id: PathId, upload: ReceivedUpload) -> Response[Any]:
    person = person_of(db, asker, service_user_id)
    try:
        add_document(db, asker, person, upload)
    except BadInput as problem:
        return documents_page(db, asker, person, problem, upload.said)
    return back_to(f"/people/{person.id}/documents")


@page("/documents/{document_id:uuid}", CARE_WORKERS, writes=True)
def show_document(db: Db, asker: Asker, document_id: PathId) -> Response[str]:
    document, person = document_of(db, asker, document_id)
    db.note(asker, "read document", document.id)
    if asker.is_coordinator:
        return document_page(db, asker, document, person)
    return whole_page(picture_page(asker, document, person))


@act("/documents/{document_id:uuid}/versions", COORDINATORS, **WITH_A_FILE)
def add_version(db: Db, asker: Asker, document_id: PathId, upload: ReceivedUpload) -> Response[Any]:
    document, person = document_of(db, asker, document_id)
    try:
        newer = add_document(db, asker, person, upload, before=document)
    except BadInput as problem:
        return document_page(db, asker, document, person, problem, upload.said)
    return back_to(f"/documents/{newer}")


@act("/documents/{document_id:uuid}/withdrawal", COORDINATORS)
def withdraw_document(db: Db, asker: Asker, document_id: PathId, data: Fields) -> Response[Any]:
    document, person = document_of(db, asker, document_id)
    try:
        withdraw(db, asker, document, person, data)
    except BadInput as problem:
        return document_page(db, asker, document, person, problem, data)
    return back_to(f"/people/{person.id}/documents")


@page("/files/{document_id:uuid}/whole", CARE_WORKERS, writes=True)
def give_file(db: Db, asker: Asker, document_id: PathId) -> Response[bytes]:
    document, content = content_of(db, asker, document_id)
    db.note(asker, "read file", document.id)
    return file_answer(content.whole, document.media_type)


@page("/files/{document_id:uuid}/small", CARE_WORKERS)
def give_small_file(db: Db, asker: Asker, document_id: PathId) -> Response[bytes]:
    _, content = content_of(db, asker, document_id)
    return file_answer(content.small, JPEG)


@record("/visits/{visit_id:uuid}/photos")
def record_photo(db: Db, asker: Asker, visit_id: PathId, form: ReceivedForm) -> Redirect:
    db.add(take_photo(db, turn_at(db, asker, visit_id, form), form))
    return back_to(f"/visits/{visit_id}")


document_routes = [
    show_documents, add, show_document, add_version, withdraw_document, give_file, give_small_file, record_photo,
]  # fmt: skip
