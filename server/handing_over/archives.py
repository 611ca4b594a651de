"""Everything that is held about a person, as one archive: what a subject access request asks for (UK GDPR, article 15).

`record.pdf` is to be read, `record.json` has every row, `documents/` the files. Key-safe codes are left out: they are
keys to a home, not facts about a person.
"""

import json
from collections.abc import Iterator
from datetime import date, datetime, time
from io import BytesIO
from typing import Any
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile

from sqlalchemy import Table, func, or_
from sqlmodel import Session, SQLModel, col, select

from server import clock
from server.accounts.asker import Asker
from server.accounts.models import Account
from server.documents.models import Document, DocumentContent
from server.people.models import ServiceUser
from server.people.queries import person_page
from server.printing import pdf_of
from server.templating import render
from server.timeline.items import GROUP_WORDS, Group, Item
from server.timeline.queries import MOST_DAYS, Sought, timeline
from server.visits.models import Visit

LEFT_OUT = {"key_safes", "person_words", "document_contents"}
SUFFIXES = {"application/pdf": "pdf", "image/jpeg": "jpg"}


def archive_of(db: Session, asker: Asker, person: ServiceUser) -> tuple[str, str, list[tuple[str, bytes]]]:
    """The text to print, the rows as JSON, and the files by their names."""
    return printed(db, asker, person), rows_of(db, person), files_of(db, person)


def zipped(parts: tuple[str, str, list[tuple[str, bytes]]]) -> bytes:
    """The archive. Drawing the PDF takes seconds, so it is done when the database is free again."""
    text, rows, files = parts
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        archive.writestr("record.pdf", pdf_of(text))
        archive.writestr("record.json", rows)
        for name, content in files:
            archive.writestr(name, content)
    return made.getvalue()


def printed(db: Session, asker: Asker, person: ServiceUser) -> str:
    """The record as it stands, and the whole timeline, the newest day first."""
    days: dict[date, list[Item]] = {}
    for sought in years(db, asker, person):
        days |= timeline(db, asker, person, sought)
    return render(
        "handing_over/record.html", asker=asker, page=person_page(db, asker, person), days=days,
        group_words=GROUP_WORDS, now=clock.now(),
    )  # fmt: skip


def years(db: Session, asker: Asker, person: ServiceUser) -> Iterator[Sought]:
    """From today back to the first visit, a year at a time; at least a year, for a record begins before the visits."""
    visited = db.exec(select(func.min(Visit.service_on)).where(Visit.service_user_id == person.id)).one()
    first, last = min(visited or asker.today, asker.today), asker.today
    while last >= first:
        begins = date.fromordinal(last.toordinal() - MOST_DAYS + 1)
        yield Sought(begins, last, frozenset(Group))
        last = date.fromordinal(begins.toordinal() - 1)


def rows_of(db: Session, person: ServiceUser) -> str:
    """Every row that names the person or one of their visits, by table; who recorded is named beside."""
    tables = [table for name, table in sorted(SQLModel.metadata.tables.items()) if name not in LEFT_OUT]
    held = {table.name: rows for table in tables if (rows := theirs_in(db, table, person))}
    held["service_users"] = [dict(row) for row in db.execute(
        SQLModel.metadata.tables["service_users"].select().where(col(ServiceUser.id) == person.id)
    ).mappings()]  # fmt: skip
    there = {value for rows in held.values() for row in rows for value in row.values() if isinstance(value, UUID)}
    workers = db.exec(select(Account.id, Account.name).where(Account.agency_id == person.agency_id)).all()
    named = {str(worker): name for worker, name in workers if worker in there}
    return json.dumps({"held": held, "workers": named}, default=plain, ensure_ascii=False, indent=1)


def theirs_in(db: Session, table: Table, person: ServiceUser) -> list[dict[str, Any]]:
    """The rows of a table that are about the person, or belong to such a row; none of a table that names nobody."""
    about = []
    if "service_user_id" in table.c:
        about.append(table.c.service_user_id == person.id)
    if "visit_id" in table.c:
        about.append(table.c.visit_id.in_(select(Visit.id).where(Visit.service_user_id == person.id)))
    if not about:
        about = [
            column.in_(key.column.table.select().with_only_columns(key.column).where(owner == person.id))
            for column in table.c
            for key in column.foreign_keys
            if (owner := key.column.table.c.get("service_user_id")) is not None
        ]
    return [dict(row) for row in db.execute(table.select().where(or_(*about))).mappings()] if about else []


def files_of(db: Session, person: ServiceUser) -> list[tuple[str, bytes]]:
    """Documents and photos, also those that were withdrawn, by their ids."""
    found = (
        select(Document, DocumentContent)
        .join(DocumentContent, col(DocumentContent.document_id) == Document.id)
        .where(Document.service_user_id == person.id)
    )
    return [(f"documents/{one.id}.{SUFFIXES[one.media_type]}", content.whole) for one, content in db.exec(found)]


def plain(value: Any) -> str:
    """Moments, days and times as machines read them; everything else in its own words."""
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else str(getattr(value, "value", value))
