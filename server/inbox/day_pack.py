"""The day pack: today's pages and the next 48 hours', in one answer that holds only what the phone lacks.

A page's stamp is made from the versions of what it shows, so an unchanged day costs a few queries and no page.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Self
from uuid import UUID

import brotli  # type: ignore[import-untyped]
import msgspec
from litestar.datastructures import Headers
from sqlmodel import col, select

from server import clock
from server.accounts.asker import Asker
from server.care_plans.versions import numbers_on
from server.documents.models import Document
from server.documents.pages import picture_page
from server.documents.readable import files_to_keep, readable_by_workers
from server.inbox.deltas import Delta, sent_pages
from server.inbox.hearing import hear
from server.inbox.models import Form
from server.inbox.queries import epoch_now, held_by, waiting_page
from server.inbox.reading import number_or_none, uuid_or_none
from server.inbox.stamps import Day
from server.inbox.unit import Unit
from server.losses.queries import losses_of
from server.people.queries import people_for, person_page
from server.pieces import Page, phone_page, pieces_name
from server.rota_changes.models import RotaChange
from server.rota_changes.pages import change_page
from server.rota_changes.queries import change_of, news_for, openings_of
from server.visits.days import DAYS_KEPT, day_page, rota_page
from server.visits.pages import visit_html, visit_pages
from server.visits.queries import shifts_between

PACKING_QUALITY, PACKING_WINDOW = 9, 22


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a phone says when it asks: which day it has, page by page, and how it stands."""

    tag: str
    stamps: frozenset[str]
    device_id: UUID | None
    waiting: int | None
    """How many forms of the asker's it holds; None when it does not know yet who signed in."""
    sequence: int | None
    """The newest number that it has given to a form."""
    pieces: str
    """The name of the pieces that it has, to put short pages together; empty for none."""

    @classmethod
    def of(cls, headers: Headers) -> Self:
        return cls(
            tag=headers.get("if-none-match", ""),
            stamps=frozenset(filter(None, headers.get("doorstep-have", "").split(","))),
            device_id=uuid_or_none(headers.get("doorstep-device")),
            waiting=number_or_none(headers.get("doorstep-waiting")),
            sequence=number_or_none(headers.get("doorstep-sequence")),
            pieces=headers.get("doorstep-pieces", ""),
        )


@dataclass(frozen=True, slots=True)
class Pack:
    """The answer: headers, and a body unless the phone has it all."""

    headers: dict[str, str]
    body: bytes | None


def day_pack(asker: Asker, wanted: Wanted) -> Pack:
    """What this phone lacks of its pages; being asked is also how we hear from it."""
    with Unit(writes=False) as db:
        shifts = shifts_between(db, asker, asker.today, asker.today + timedelta(days=DAYS_KEPT - 1))
        news = news_for(db, asker)
        opened = openings_of(db, [new.change_id for new in news]) if news else {}
        plans = numbers_on(db, {shift.service_user_id for shift in shifts}, asker.today)
        day = Day(asker, shifts, news, opened, epoch_now(), plans)
        held = held_by(db, asker)
        people = people_for(db, asker)
        documents = readable_by_workers(db, [person.id for person in people])
        day.stamp_all(people, documents, held, losses_of(db, asker))
        unchanged = day.tag == wanted.tag
        lacking = set() if unchanged else {url for url, stamp in day.stamps.items() if stamp not in wanted.stamps}
        pages = pages_of(db, day, people, lacking) | documents_lacking(asker, people, documents, lacking)
    hear_from(asker, wanted, len(pages), day.reached(wanted.tag, wanted.stamps))
    headers = {
        "ETag": day.tag, "Cache-Control": "no-store", "Doorstep-Now": clock.now().isoformat(),
        "Doorstep-Epoch": day.epoch,
    }  # fmt: skip
    if unchanged:
        return Pack(headers, None)
    return Pack(headers | {"Content-Encoding": "br"}, packed(day, wanted, pages, held, files_to_keep(documents)))


def hear_from(asker: Asker, wanted: Wanted, pages: int, reached: set[UUID]) -> None:
    """Note that the phone is there, how much it holds, what it took home, and which changes of the rota are on it."""
    with Unit(writes=True) as db:
        if wanted.device_id:
            _, holding = hear(db, asker, wanted.device_id)
            holding.waiting = holding.waiting if wanted.waiting is None else wanted.waiting
            holding.said_sequence = max(holding.said_sequence, wanted.sequence or 0)
        for change in db.exec(select(RotaChange).where(col(RotaChange.id).in_(reached))) if reached else ():
            if change.reached_at is None:
                change.reached_at = clock.now()
                db.teams_changed.add(change.team_id)
        if pages:
            db.note(asker, f"took home {pages} pages")
        db.finish()


def pages_of(db: Unit, day: Day, people: list[Any], lacking: set[str]) -> dict[str, Page]:
    """The text of the pages that a phone lacks, by address; people first, whose words the visits' pages repeat."""
    asker, pages = day.asker, dict[str, Page]()
    for person in people:
        if f"/people/{person.id}" in lacking:
            context = person_page(db, asker, person)
            pages[f"/people/{person.id}"] = phone_page("people/person.html", asker=asker, page=context)
    for on in day.days:
        if f"/days/{on}" in lacking:
            shifts = [shift for shift in day.shifts if shift.shown_on(asker.today) == on]
            pages[f"/days/{on}"] = day_page(asker, on, shifts, day.news)
    for new in day.news:
        if f"/rota-changes/{new.change_id}" in lacking:
            pages[f"/rota-changes/{new.change_id}"] = change_page(db, asker, change_of(db, asker, new.change_id))
    for shown in visit_pages(db, asker, [shift for shift in day.by_person if f"/visits/{shift.id}" in lacking]):
        pages[f"/visits/{shown.shift.id}"] = visit_html(asker, shown)
    if "/people" in lacking:
        pages["/people"] = phone_page("people/people.html", asker=asker, people=people)
    if "/rota" in lacking:
        pages["/rota"] = rota_page(db, asker)
    if "/waiting" in lacking:
        pages["/waiting"] = waiting_page(db, asker)
    return pages


def documents_lacking(
    asker: Asker, people: Iterable[Any], documents: Iterable[Document], lacking: set[str]
) -> dict[str, Page]:
    """The pages of the documents that phones keep; their files come after all pages, one by one."""
    by_id = {person.id: person for person in people}
    wanted = [document for document in documents if f"/documents/{document.id}" in lacking]
    return {f"/documents/{one.id}": picture_page(asker, one, by_id[one.service_user_id]) for one in wanted}


def packed(day: Day, wanted: Wanted, pages: Mapping[str, Page], held: Iterable[Form], files: Sequence[str]) -> bytes:
    """The pack as the phone takes it: JSON under Brotli, in which pages that are alike cost little.

    `files` are the addresses of all files that the phone is to keep.
    `gone` are the stamps of the phone's pages that are no page of this day, or no longer as it is.
    `pieces` is false when the phone is to fetch the pieces of today's pages.
    """
    body = {
        "doorstep": "day",
        "author": str(day.asker.id),
        "zone": day.asker.zone,
        "shift": round(clock.shift().total_seconds() * 1000),
        "files": files,
        "held": [form.called for form in held],
        "gone": sorted(wanted.stamps - set(day.stamps.values())),
        "stamps": {url: day.stamps[url] for url in pages},
        "pieces": wanted.pieces == pieces_name(),
        "pages": {url: as_taken(wanted, url, day.stamps[url], page) for url, page in pages.items()},
    }
    encoded: bytes = brotli.compress(msgspec.json.encode(body), quality=PACKING_QUALITY, lgwin=PACKING_WINDOW)
    return encoded


def as_taken(wanted: Wanted, url: str, stamp: str, page: Page) -> str | Delta:
    """A page as the phone can take it: a change of the one it has; else short, if it has the pieces; else whole."""
    sent = sent_pages.page(url, stamp, wanted.stamps, page)
    if isinstance(sent, Delta):
        return sent
    return page.short if wanted.pieces == pieces_name() else str(page)
