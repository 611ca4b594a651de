"""Making a secret address, ending it, and writing what it shows as iCalendar (RFC 5545)."""

import secrets
from collections.abc import Iterable
from uuid import UUID

from icalendar import Calendar, Event

from server import clock
from server.accounts.asker import Asker
from server.allocations.queries import rulebook_of
from server.calendars.models import CalendarFeed
from server.calendars.queries import FeedVisit, feed_with, feeds_of, hash_of, visits_for
from server.inbox.unit import Unit
from server.problems import NotFoundOrNotYours


def begin_feed(db: Unit, asker: Asker) -> str:
    """A new address instead of any before it; answers its secret part, which is kept nowhere."""
    end_feeds(db, asker, asker.id)
    token = secrets.token_urlsafe(32)
    db.add(CalendarFeed(account_id=asker.id, token_hash=hash_of(token)))
    db.flush()
    db.note(asker, "made a calendar address", asker.id)
    return token


def end_feeds(db: Unit, asker: Asker, account_id: UUID) -> None:
    """Whoever has an address of theirs sees nothing more."""
    for feed in feeds_of(db, account_id):
        feed.ended_at = clock.now()
        db.note(asker, "ended a calendar address", account_id)
    db.flush()


def calendar_at(db: Unit, token: str) -> bytes:
    """What an address shows. Raises NotFoundOrNotYours."""
    found = feed_with(db, token)
    if found is None:
        raise NotFoundOrNotYours
    feed, worker, agency = found
    feed.read_at = clock.now()
    return calendar_of(visits_for(db, worker.id), says_names=rulebook_of(db, agency.id).calendars_say_names)


def calendar_of(visits: Iterable[FeedVisit], *, says_names: bool) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//Doorstep//Rota//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Doorstep")
    for visit in visits:
        event = Event()
        event.add("uid", f"{visit.id}@doorstep")
        event.add("dtstamp", clock.now())
        event.add("sequence", visit.version)
        event.add("summary", f"Visit {visit.name if says_names else visit.initials}")
        event.add("dtstart", visit.starts_at)
        event.add("dtend", visit.ends_at)
        event.add("class", "PRIVATE")
        calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written
