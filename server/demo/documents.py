"""Who wrote About me in the demo, and what it keeps about Jean: her photo, and where her DNACPR form is."""

from datetime import date, time, timedelta
from uuid import UUID

from server import clock
from server.about_me.models import AboutMeVersion
from server.demo.drawings import face, scanned_paper
from server.demo.people import Person
from server.demo.rows import Rows
from server.documents.looking import Looked
from server.documents.models import Document, DocumentContent, DocumentKind

ADDED = time(15, 20)


def put_documents(rows: Rows, agency_id: UUID, people: list[Person], by: UUID, today: date) -> None:
    """Who wrote everybody's About me, and the documents of the one person who has any."""
    told = {"version": 1, "why": "First talk at home", "helped": "", "written_by": by}
    written_at = clock.moment(today - timedelta(days=60), ADDED, "Europe/London")
    for person in people:
        rows.add(AboutMeVersion, id=rows.new_id(), service_user_id=person.id, written_at=written_at, **told)
    jean = next((person for person in people if person.plan.given_name == "Jean"), None)
    if jean is None:
        return
    name = f"{jean.plan.given_name} {jean.plan.family_name}"
    to_keep = (
        (DocumentKind.PORTRAIT, f"Photo of {name}", face()),
        (DocumentKind.DNACPR_FORM, "Where the DNACPR form is", scanned_paper()),
    )
    for kind, title, looked in to_keep:
        put_document(rows, (agency_id, jean.id, by), kind, title, looked, today - timedelta(days=41))


def put_document(
    rows: Rows, whose: tuple[UUID, UUID, UUID], kind: DocumentKind, title: str, looked: Looked, on: date
) -> None:
    agency_id, person_id, by = whose
    document = Document(
        id=rows.new_id(), agency_id=agency_id, service_user_id=person_id, kind=kind, title=title, dated_on=on,
        media_type=looked.media_type, size=len(looked.whole), for_workers=True, offline=True, added_by=by,
        added_at=clock.moment(on, ADDED, "Europe/London"),
    )  # fmt: skip
    rows.keep(document)
    rows.add(DocumentContent, document_id=document.id, whole=looked.whole, small=looked.small)
