"""The day pack: today's pages and the next 48 hours', in one answer that holds only what the phone lacks.

A page's stamp is made from the versions of what it shows, so an unchanged day costs a few queries and no page.
"""

from base64 import urlsafe_b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from hashlib import blake2b
from operator import attrgetter
from typing import Any, Self
from uuid import UUID

import brotli  # type: ignore[import-untyped]
import msgspec
from litestar.datastructures import Headers

from server import clock
from server.accounts.asker import Asker
from server.assets import ROOT, build_id
from server.inbox.deltas import sent_pages
from server.inbox.hearing import hear
from server.inbox.models import Form
from server.inbox.queries import epoch_now, held_by, waiting_page
from server.inbox.reading import number_or_none, uuid_or_none
from server.inbox.unit import Unit
from server.losses.models import Loss
from server.losses.queries import losses_of
from server.people.queries import people_for, person_page
from server.templating import render
from server.visits.days import DAYS_KEPT, day_page, rota_page
from server.visits.pages import visit_html, visit_pages
from server.visits.queries import shifts_between
from server.visits.shifts import Shift

ON_A_DAY = attrgetter(*(name for name in Shift._fields if not name.endswith("version")))
"""What a day's page shows of a visit: not that an action was ticked, so the page stays."""
PACKING_QUALITY, PACKING_WINDOW = 8, 22


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

    @classmethod
    def of(cls, headers: Headers) -> Self:
        return cls(
            tag=headers.get("if-none-match", ""),
            stamps=frozenset(filter(None, headers.get("doorstep-have", "").split(","))),
            device_id=uuid_or_none(headers.get("doorstep-device")),
            waiting=number_or_none(headers.get("doorstep-waiting")),
            sequence=number_or_none(headers.get("doorstep-sequence")),
        )


@dataclass(frozen=True, slots=True)
class Pack:
    """The answer: headers, and a body unless the phone has it all."""

    headers: dict[str, str]
    body: bytes | None


@dataclass(slots=True)
class Day:
    """The pages of one worker's pack by address, each with its stamp; a page's text is made only when it is wanted."""

    asker: Asker
    shifts: list[Shift]
    epoch: str
    stamps: dict[str, str] = field(default_factory=dict)

    def stamp_all(self, people: Iterable[Any], held: Iterable[Form], losses: Iterable[Loss]) -> None:
        """Stamp every page with the versions of what it shows."""
        for on in self.days:
            shown = [ON_A_DAY(shift) for shift in self.shifts if shift.service_on == on]
            self.stamp(f"/days/{on}", on == self.asker.today, *shown)
        for shift in self.shifts:
            held_here = [form.id for form in held if form.visit_id == shift.id]
            self.stamp(f"/visits/{shift.id}", shift.version, shift.person_version, *stamped(shift), *held_here)
            self.stamp(f"/people/{shift.service_user_id}", shift.person_version)
        self.stamp("/people", *((person.id, person.version) for person in people))
        self.stamp("/rota", self.asker.today, *((shift.id, shift.starts_at) for shift in self.shifts))
        self.stamp("/waiting", *(form.id for form in held), *(loss.id for loss in losses))

    def stamp(self, url: str, *parts: Any) -> None:
        text = repr((pages_build(), self.asker, url, parts))
        self.stamps[url] = urlsafe_b64encode(blake2b(text.encode(), digest_size=6).digest()).decode()

    @property
    def days(self) -> list[date]:
        return [self.asker.today + timedelta(days=ahead) for ahead in range(DAYS_KEPT)]

    @property
    def by_person(self) -> list[Shift]:
        """One person's visits beside each other: the more alike, the less they cost packed."""
        return sorted(self.shifts, key=lambda shift: shift.service_user_id)

    @property
    def tag(self) -> str:
        """One mark for the whole day: the same pages in the same epoch, the same mark. A phone must hear of another."""
        return f'"{blake2b(",".join([self.epoch, *self.stamps.values()]).encode(), digest_size=9).hexdigest()}"'


def stamped(shift: Shift) -> tuple[Any, ...]:
    return (shift.id, shift.version, shift.starts_at, shift.ends_at, shift.state, *shift.partners)


def day_pack(asker: Asker, wanted: Wanted) -> Pack:
    """What this phone lacks of its pages; being asked is also how we hear from it."""
    with Unit(writes=False) as db:
        shifts = shifts_between(db, asker, asker.today, asker.today + timedelta(days=DAYS_KEPT - 1))
        day = Day(asker, shifts, epoch_now())
        held = held_by(db, asker)
        day.stamp_all(people := people_for(db, asker), held, losses_of(db, asker))
        unchanged = day.tag == wanted.tag
        lacking = set() if unchanged else {url for url, stamp in day.stamps.items() if stamp not in wanted.stamps}
        pages = pages_of(db, day, people, lacking)
    hear_from(asker, wanted, len(pages))
    headers = {
        "ETag": day.tag, "Cache-Control": "no-store", "Doorstep-Now": clock.now().isoformat(),
        "Doorstep-Epoch": day.epoch,
    }  # fmt: skip
    if unchanged:
        return Pack(headers, None)
    return Pack(headers | {"Content-Encoding": "br"}, packed(day, wanted, pages, held))


def hear_from(asker: Asker, wanted: Wanted, pages: int) -> None:
    """Note that the phone is there, how much it holds, and what it took home."""
    with Unit(writes=True) as db:
        if wanted.device_id:
            _, holding = hear(db, asker, wanted.device_id)
            holding.waiting = holding.waiting if wanted.waiting is None else wanted.waiting
            holding.said_sequence = max(holding.said_sequence, wanted.sequence or 0)
        if pages:
            db.note(asker, f"took home {pages} pages")
        db.finish()


def pages_of(db: Unit, day: Day, people: list[Any], lacking: set[str]) -> dict[str, str]:
    """The text of the pages that a phone lacks, by address."""
    asker, pages = day.asker, {}
    for on in day.days:
        if f"/days/{on}" in lacking:
            pages[f"/days/{on}"] = day_page(asker, on, [shift for shift in day.shifts if shift.service_on == on])
    for shown in visit_pages(db, asker, [shift for shift in day.by_person if f"/visits/{shift.id}" in lacking]):
        pages[f"/visits/{shown.shift.id}"] = visit_html(asker, shown)
    for person in people:
        if f"/people/{person.id}" in lacking:
            context = person_page(db, person, clock.now())
            pages[f"/people/{person.id}"] = render("people/person.html", asker=asker, page=context)
    if "/people" in lacking:
        pages["/people"] = render("people/people.html", asker=asker, people=people)
    if "/rota" in lacking:
        pages["/rota"] = rota_page(db, asker)
    if "/waiting" in lacking:
        pages["/waiting"] = waiting_page(db, asker)
    return pages


def packed(day: Day, wanted: Wanted, pages: Mapping[str, str], held: Iterable[Form]) -> bytes:
    """The pack as the phone takes it: JSON under Brotli, in which pages that are alike cost little.

    `gone` are the stamps of the phone's pages that are no page of this day, or no longer as it is.
    """
    body = {
        "doorstep": "day",
        "author": str(day.asker.id),
        "zone": day.asker.zone,
        "shift": round(clock.shift().total_seconds() * 1000),
        "held": [form.id for form in held],
        "gone": sorted(wanted.stamps - set(day.stamps.values())),
        "stamps": {url: day.stamps[url] for url in pages},
        "pages": {url: sent_pages.page(url, day.stamps[url], wanted.stamps, text) for url, text in pages.items()},
    }
    encoded: bytes = brotli.compress(msgspec.json.encode(body), quality=PACKING_QUALITY, lgwin=PACKING_WINDOW)
    return encoded


@cache
def pages_build() -> str:
    """Changes when an asset or a template does, so that a new release reaches kept pages."""
    contents = blake2b(build_id().encode(), digest_size=9)
    for template in sorted((ROOT / "web" / "templates").rglob("*.html")):
        contents.update(template.read_bytes())
    return contents.hexdigest()
