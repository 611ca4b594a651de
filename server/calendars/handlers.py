"""What the web may do with calendar feeds: make one's address, end it, and read it by that address."""

from typing import Annotated, Any

from litestar import Request, Response
from litestar.params import PathParameter

from server.calendars.feeds import begin_feed, calendar_at, end_feeds
from server.calendars.queries import feeds_of
from server.dependencies import ANYONE, CARE_WORKERS, COORDINATORS, Asker, Db, PathId, act, back_to, page
from server.settings import settings
from server.staff.queries import worker_of
from server.templating import PAGE_HEADERS, html

PathToken = Annotated[str, PathParameter()]


@page("/settings/calendar", CARE_WORKERS)
def show_calendar(db: Db, asker: Asker) -> Response[str]:
    return html("calendars/calendar.html", asker=asker, feeds=feeds_of(db, asker.id), address="")


@act("/settings/calendar", CARE_WORKERS)
def make_calendar(db: Db, asker: Asker, request: Request[Any, Any, Any]) -> Response[str]:
    """The address is on this page and never again."""
    origin = settings().public_origin or str(request.base_url).rstrip("/")
    address = f"{origin}/calendars/{begin_feed(db, asker)}"
    return html("calendars/calendar.html", asker=asker, feeds=feeds_of(db, asker.id), address=address)


@act("/settings/calendar/ending", CARE_WORKERS)
def end_calendar(db: Db, asker: Asker) -> Response[Any]:
    end_feeds(db, asker, asker.id)
    return back_to("/settings/calendar")


@act("/workers/{account_id:uuid}/calendars-ended", COORDINATORS)
def end_calendar_of_worker(db: Db, asker: Asker, account_id: PathId) -> Response[Any]:
    end_feeds(db, asker, worker_of(db, asker, account_id).id)
    return back_to(f"/workers/{account_id}")


@page("/calendars/{token:str}", ANYONE, writes=True)
def read_calendar(db: Db, token: PathToken) -> Response[bytes]:
    return Response(calendar_at(db, token), media_type="text/calendar", headers=PAGE_HEADERS)


calendar_routes = [show_calendar, make_calendar, end_calendar, end_calendar_of_worker, read_calendar]
